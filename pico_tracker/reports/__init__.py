"""Paper. The only room with ReportLab: `render(value, out)` knows no clock and no database."""

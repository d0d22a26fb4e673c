"""What every page is built from: backend thread, tables, fields, banner, chart, style, icons."""

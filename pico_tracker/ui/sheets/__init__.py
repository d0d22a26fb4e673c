"""Sheets of paper seen before they are printed: any PDF, and the aftercare sheet in its languages."""

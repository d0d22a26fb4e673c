"""Printing: the progress report, looked at before it goes to paper."""

"""Settings: look, clinic, staff."""

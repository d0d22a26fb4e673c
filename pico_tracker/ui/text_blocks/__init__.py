"""Text blocks: put into a note with one key, kept in Settings."""

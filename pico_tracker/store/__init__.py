"""The vault that holds the clinic's data key, and (later) encrypted photo files."""

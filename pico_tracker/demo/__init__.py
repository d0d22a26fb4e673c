"""The demonstration clinic: believable patients, written through services."""

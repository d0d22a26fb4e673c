"""The demonstration clinic: believable people who do not exist, written through services."""

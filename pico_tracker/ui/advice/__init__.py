"""Advice of a course: what was told, whether it was followed, and calls after a session."""

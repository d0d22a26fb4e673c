"""Scores of a course: what was scored on which scale, how it moved, and the forms to score."""

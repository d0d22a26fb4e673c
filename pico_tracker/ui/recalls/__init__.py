"""Recalls: everybody to reach, worked down to nobody."""

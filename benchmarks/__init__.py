"""Measured floors: how far the program is from the least that the same job can cost, here and now."""

"""Pico Tracker: the memory of a clinic that gives picosecond-laser treatment in courses."""

__version__ = "0.1.0"

"""The small forms' base under its earlier name."""

from pico_tracker.ui.small_form import SmallForm

__all__ = ["SmallForm"]

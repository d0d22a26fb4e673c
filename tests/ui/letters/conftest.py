"""Pages stand on a desk with a real clinic file behind it."""

from tests.ui.desks import desk, on_screen, page_backend, page_in_light, page_look, reception_desk

__all__ = ["desk", "on_screen", "page_backend", "page_in_light", "page_look", "reception_desk"]

"""PDF pages as pictures, by PDFium: plain functions for any thread, one at a time."""

import threading
from contextlib import closing

import pypdfium2
from PySide6.QtGui import QImage

_one_at_a_time = threading.Lock()
"""PDFium may not be entered by two threads at once."""

MOST_PIXELS = 40_000_000
"""No page becomes a larger picture than this."""


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of each page in points (1/72 inch)."""
    with _one_at_a_time, closing(pypdfium2.PdfDocument(pdf)) as document:
        return tuple(document.get_page_size(number) for number in range(len(document)))


def render_page(pdf: bytes, number: int, dots_per_inch: float) -> QImage:
    """Page `number` (from 0) as a picture, at most `MOST_PIXELS` large."""
    with _one_at_a_time, closing(pypdfium2.PdfDocument(pdf)) as document:
        wide, high = document.get_page_size(number)
        scale = min(dots_per_inch / 72, (MOST_PIXELS / max(1.0, wide * high)) ** 0.5)
        bitmap = document[number].render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
        picture = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888)
        return picture.copy()  # the buffer belongs to PDFium and goes with the document

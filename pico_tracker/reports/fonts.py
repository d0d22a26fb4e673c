"""The letters that paper is printed with: TrueType files from `resources/fonts`, embedded as subsets."""

import unicodedata
from functools import cache

from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

from pico_tracker.resources import find_resource

REGULAR = "Inter-Regular"
STRONG = "Inter-SemiBold"
FALLBACK = "DejaVuSans"
"""Signs and scripts that Inter lacks; one weight only."""

_BASIC_PLANE = 0xFFFF
_NEEDS_ORDER = {"R", "AL", "AN"}


def load_fonts() -> None:
    """Make the fonts of all text known to the PDF library; a second call costs nothing."""
    letters_of(REGULAR)
    letters_of(STRONG)


@cache
def letters_of(name: str) -> frozenset[int]:
    """The code points that font `name` draws; the font is read at the first question.

    Signs past the basic plane are left out: the PDF library writes their code wrongly, so that they
    could not be copied or searched.

    Raises `FileNotFoundError` when `resources/fonts` has no such font.
    """
    font = TTFont(name, str(find_resource("fonts", f"{name}.ttf")))
    registerFont(font)
    return frozenset(code for code in font.face.charToGlyph if code <= _BASIC_PLANE)


@cache
def font_for(character: str, wanted: str) -> str | None:
    """The font that draws `character`: `wanted` if it can, else the fallback, else None.

    Letters that are written from right to left or joined are None: drawn one by one in the order
    of typing they would spell another word.
    """
    if ord(character) in letters_of(wanted):
        return wanted
    if unicodedata.bidirectional(character) in _NEEDS_ORDER or unicodedata.category(character).startswith("M"):
        return None
    return FALLBACK if ord(character) in letters_of(FALLBACK) else None

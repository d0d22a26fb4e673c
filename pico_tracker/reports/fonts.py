"""The letters that paper is printed with: TrueType files from `resources/fonts`, embedded as subsets."""

import unicodedata
from bisect import bisect_right
from functools import cache

from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

from pico_tracker.reports.glyphs import GlyphFont, register_glyph_font
from pico_tracker.resources import find_resource

REGULAR = "Inter-Regular"
STRONG = "Inter-SemiBold"
FALLBACK = "DejaVuSans"
"""Signs and scripts that Inter lacks; one weight only."""
ARABIC, ARABIC_STRONG = "NotoNaskhArabic-Regular", "NotoNaskhArabic-Bold"
HEBREW, HEBREW_STRONG = "NotoSansHebrew-Regular", "NotoSansHebrew-Bold"
KOREAN, KOREAN_STRONG = "NanumSquareR", "NanumSquareB"
EAST_ASIAN = "DroidSansFallbackFull"
"""Chinese and Japanese in one weight; four megabytes, read only when a text needs them."""

_STRONG = {ARABIC: ARABIC_STRONG, HEBREW: HEBREW_STRONG, KOREAN: KOREAN_STRONG}
_SHAPED = frozenset({*_STRONG, *_STRONG.values(), EAST_ASIAN})
_BASIC_PLANE = 0xFFFF
_NEEDS_ORDER = {"R", "AL", "AN"}
_BLOCKS = (
    (0x0590, 0x05FF, HEBREW),
    (0x0600, 0x06FF, ARABIC),
    (0x0750, 0x077F, ARABIC),
    (0x0870, 0x08FF, ARABIC),
    (0x1100, 0x11FF, KOREAN),
    (0x2E80, 0x312F, EAST_ASIAN),
    (0x3130, 0x318F, KOREAN),
    (0x3190, 0x9FFF, EAST_ASIAN),
    (0xA960, 0xA97F, KOREAN),
    (0xAC00, 0xD7FF, KOREAN),
    (0xF900, 0xFAFF, EAST_ASIAN),
    (0xFB1D, 0xFB4F, HEBREW),
    (0xFB50, 0xFDFF, ARABIC),
    (0xFE30, 0xFE4F, EAST_ASIAN),
    (0xFE70, 0xFEFF, ARABIC),
    (0xFF00, 0xFFEF, EAST_ASIAN),
    (0x20000, 0x3FFFF, EAST_ASIAN),
)
"""First and last code point of the blocks that have a font of their own. Source: Blocks.txt of Unicode 16."""
_FIRST_OF_BLOCKS = [first for first, _, _ in _BLOCKS]


def load_fonts() -> None:
    """Make the fonts of all text known to the PDF library; a second call costs nothing."""
    letters_of(REGULAR)
    letters_of(STRONG)


def is_shaped(name: str) -> bool:
    """Whether a font draws glyphs, for letters that are joined, ordered or broken unlike Latin ones."""
    return name in _SHAPED


@cache
def glyph_font(name: str) -> GlyphFont:
    """A font that `is_shaped`, read at the first question."""
    return register_glyph_font(name, _path_of(name))


@cache
def letters_of(name: str) -> frozenset[int]:
    """The code points that font `name` draws; the font is read at the first question.

    Of fonts that are not shaped, signs past the basic plane are left out: the PDF library writes
    their code wrongly, so that they could not be copied or searched.

    Raises `FileNotFoundError` when `resources/fonts` has no such font.
    """
    if is_shaped(name):
        return frozenset(glyph_font(name).face.charToGlyph)
    font = TTFont(name, _path_of(name))
    registerFont(font)
    return frozenset(code for code in font.face.charToGlyph if code <= _BASIC_PLANE)


def _path_of(name: str) -> str:
    return str(find_resource("fonts", f"{name}.ttf"))


@cache
def font_for(character: str, wanted: str) -> str | None:
    """The font that draws `character`: `wanted` if it can, else that of its script, else None.

    None stands also for marks and right-to-left letters that only the fallback has: it would not
    place or join them.
    """
    code = ord(character)
    if code in letters_of(wanted):
        return wanted
    of_script = _font_of_block(code, is_strong=wanted == STRONG)
    if of_script is not None and code in letters_of(of_script):
        return of_script
    if unicodedata.bidirectional(character) in _NEEDS_ORDER or unicodedata.category(character).startswith("M"):
        return None
    return FALLBACK if code in letters_of(FALLBACK) else None


def _font_of_block(code: int, *, is_strong: bool) -> str | None:
    first, last, name = _BLOCKS[max(0, bisect_right(_FIRST_OF_BLOCKS, code) - 1)]
    if not first <= code <= last:
        return None
    return _STRONG.get(name, name) if is_strong else name

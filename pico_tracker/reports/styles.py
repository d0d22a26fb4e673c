"""Colours and type sizes of paper, in points; nothing else in this room names a colour or a size of type."""

import re
from functools import lru_cache

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle

from pico_tracker.reports.fonts import REGULAR, STRONG

BRAND = HexColor("#0b6e75")
INK = HexColor("#17212b")
QUIET = HexColor("#5b6670")
LINE = HexColor("#dfe3e6")
HEAD_LINE = HexColor("#c3cad0")
BAND = HexColor("#e4f0f1")
PAPER = HexColor("#ffffff")
ALARM = HexColor("#b3261e")
ALARM_BAND = HexColor("#fbeceb")

_WRITTEN = re.compile(r"#[0-9a-fA-F]{6}")
_TINT = 0.105
"""How much of a colour is left in its band."""

MARGIN = 42.0
LABEL_MARGIN = 8.5
FOOTER_SIZE = 8.8
LOGO_HEIGHT = 38.0
LOGO_WIDTH = 190.0
AXIS_SIZE = 8.0
GAP = 7.5


def colour_of(written: str) -> Color:
    """The colour written as in #0b6e75; the house's own where it is written otherwise."""
    return HexColor(written) if _WRITTEN.fullmatch(written) else BRAND


def band_of(brand: Color) -> Color:
    """The light band that goes with a clinic's colour."""
    if brand == BRAND:
        return BAND
    return Color(*(1 - _TINT * (1 - share) for share in brand.rgb()))


@lru_cache(maxsize=256)
def in_brand(style: ParagraphStyle, brand: Color) -> ParagraphStyle:
    """`style` in a clinic's colour where it has the house's; the same one where there is nothing to change."""
    band = getattr(style, "backColor", None)
    if brand == BRAND or (style.textColor != BRAND and band != BAND):
        return style
    return style.clone(
        style.name,
        textColor=brand if style.textColor == BRAND else style.textColor,
        backColor=band_of(brand) if band == BAND else band,
    )


@lru_cache(maxsize=256)
def turned(style: ParagraphStyle) -> ParagraphStyle:
    """`style` on a sheet that is read from right to left: what stands at the left stands at the right."""
    sides = {TA_LEFT: TA_RIGHT, TA_RIGHT: TA_LEFT}
    return style.clone(f"{style.name} turned", alignment=sides.get(style.alignment, style.alignment))


def _style(name: str, size: float, leading: float, **more: object) -> ParagraphStyle:
    look = {"fontName": REGULAR, "textColor": INK, "splitLongWords": 1} | more
    return ParagraphStyle(name, fontSize=size, leading=leading, **look)


CLINIC = _style("clinic", 10.8, 14, fontName=STRONG)
LETTERHEAD = _style("letterhead", 9.2, 13, textColor=QUIET)
LETTERHEAD_RIGHT = _style("letterhead right", 9.2, 13, textColor=QUIET, alignment=2)
TITLE = _style("title", 17, 22, fontName=STRONG, spaceBefore=12, spaceAfter=2)
COURSE = _style("course", 12.5, 17, fontName=STRONG, spaceBefore=16, spaceAfter=6, keepWithNext=1)
SECTION = _style("section", 9.6, 13, fontName=STRONG, textColor=BRAND, spaceBefore=16, spaceAfter=4)
SUBSECTION = _style("subsection", 8.8, 12, fontName=STRONG, spaceBefore=9, keepWithNext=1)
FOOTER = _style("footer", 8.2, 10.5, textColor=QUIET)
QUIET_LINE = _style("quiet line", 9.2, 13, textColor=QUIET)
BODY = _style("body", 9.4, 13.5, spaceAfter=4.5)
OWN_WORDS = _style("own words", 9.4, 13.5, spaceBefore=8, spaceAfter=4.5)
"""What the clinic says on a sheet besides what the program says."""
NOTE = _style("note", 8.2, 11.5, spaceBefore=3.5)
NOTICE = _style(
    "notice",
    9,
    13,
    backColor=BAND,
    borderPadding=(4, 6, 5, 6),
    spaceBefore=12,
    spaceAfter=11,
    leftIndent=6,
    rightIndent=6,
)
WARNING = NOTICE.clone("warning", fontName=STRONG)
TILE_LABEL = _style("tile label", 8.6, 11.5)
TILE_VALUE = _style("tile value", 13, 17, fontName=STRONG)
TILE_CAPTION = _style("tile caption", 8, 10.5, textColor=QUIET)
CELL = _style("cell", 8.6, 11.5)
CELL_RIGHT = _style("cell right", 8.6, 11.5, alignment=2)
CELL_HEAD = _style("cell head", 8.4, 11, textColor=QUIET)
CELL_HEAD_RIGHT = _style("cell head right", 8.4, 11, textColor=QUIET, alignment=2)
SMALL = _style("small cell", 7.5, 9.6)
SMALL_RIGHT = _style("small cell right", 7.5, 9.6, alignment=2)
SMALL_STRONG = _style("small cell strong", 7.5, 9.6, fontName=STRONG)
SMALL_HEAD = _style("small cell head", 7.3, 9.4, textColor=QUIET)
SMALL_HEAD_RIGHT = _style("small cell head right", 7.3, 9.4, textColor=QUIET, alignment=2)
CONSENT_HEAD = _style("consent head", 9.4, 12.5, fontName=STRONG, textColor=BRAND, spaceBefore=6, spaceAfter=1)
CONSENT_TEXT = _style("consent text", 9.4, 12.8)
"""A text that is read before it is signed."""
TO_TAKE_HOME = _style("to take home", 12, 17, leftIndent=13, firstLineIndent=-13, spaceAfter=5)
TO_TAKE_HOME_HEAD = _style(
    "to take home head", 12.5, 17, fontName=STRONG, textColor=BRAND, spaceBefore=11, spaceAfter=5
)
OWN_WORDS_TO_TAKE_HOME = _style("own words to take home", 12, 17, spaceBefore=9, spaceAfter=5)
TO_TICK = _style("to tick", 12, 17)
KEY_GROUP = _style("key group", 23, 29, fontName=STRONG, alignment=1)
KEY_NUMBER = _style("key number", 8, 10, textColor=QUIET, alignment=1)
STEP = _style("step", 10.4, 15, leftIndent=15, firstLineIndent=-15, spaceAfter=3.5)
"""One of several things to do or to keep, with its number or point before it."""
ALARM_HEAD = _style("alarm head", 12.5, 17, fontName=STRONG, textColor=ALARM)
ALARM_LINE = _style("alarm line", 12, 17)
ALARM_STRONG = _style("alarm strong", 12.5, 17, fontName=STRONG)
STRUCK = _style("struck cell", 8.6, 11.5, textColor=QUIET, struck=1)
"""What an amendment replaced: readable, with a line through it."""
STRUCK_NOTE = _style("struck note", 8.2, 11.5, textColor=QUIET, struck=1)
SIGNATURE = _style("signature", 9.4, 13.5, fontName=STRONG, spaceBefore=16)
STRONG_CELL = _style("strong cell", 8.6, 11.5, fontName=STRONG)
ALARM_CELL = _style("alarm cell", 8.6, 11.5, fontName=STRONG, textColor=ALARM)
"""What nobody may overlook, where a line of a table speaks of a patient."""
QUIET_CELL = _style("quiet cell", 8.0, 10.5, textColor=QUIET)
CARD_WHEN = _style("card when", 12, 16, fontName=STRONG)
CARD_LINE = _style("card line", 9.4, 13.5)
CARD_HEAD = _style("card head", 9.6, 13, fontName=STRONG, textColor=BRAND, spaceBefore=10, spaceAfter=2)
LABEL_NAME = _style("label name", 13, 16, fontName=STRONG)
LABEL_WHEN = _style("label when", 12, 15, fontName=STRONG, spaceBefore=5)
LABEL_LINE = _style("label line", 9.2, 12.5)
PART_HEAD = _style("part head", 11, 15, fontName=STRONG, spaceBefore=14, spaceAfter=5)
TINY = _style("tiny cell", 6.6, 7.4)
TINY_HEAD = _style("tiny cell head", 6.6, 7.9, textColor=QUIET)
"""Where a whole course has to lie on one page."""
TINY_NOTE = _style("tiny note", 7.5, 9.6, spaceBefore=2.5)
ALARM_LINE_SMALL = _style("small alarm line", 8.6, 11.5, fontName=STRONG, textColor=ALARM, spaceBefore=3.5)
LETTER_SENDER = _style("letter sender", 6.8, 9, textColor=QUIET)
LETTER_ADDRESS = _style("letter address", 10, 12.8)
LETTER_SUBJECT = _style("letter subject", 11, 15, fontName=STRONG, spaceBefore=14, spaceAfter=1)
LETTER_TEXT = _style("letter text", 10, 14.5, spaceAfter=7)

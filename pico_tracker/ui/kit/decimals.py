"""Numbers as people type and read them, with either decimal separator and never as a float."""

import re
import unicodedata
from decimal import Decimal
from enum import Enum

from PySide6.QtCore import QLocale

LONGEST = 24
"""More digits than this is no measurement."""

_GROUPS = re.compile(r"[\s'’\u00a0\u202f]")
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)")
_AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2}([.,])\d{3}")


class NotRead(Enum):
    """Why a text is no number."""

    NO_NUMBER = "no_number"
    AMBIGUOUS = "ambiguous"
    """"1,064" is one thousand and sixty-four to some, a little more than one to others."""


def said_decimal(number: Decimal) -> str:
    """A number as the window writes it: all its digits, the separator of the locale."""
    return format(number, "f").replace(".", QLocale().decimalPoint())


def read_decimal(text: str) -> Decimal | NotRead:
    """The number somebody typed with "." or ",", spaces between groups allowed, or why not."""
    typed = _GROUPS.sub("", unicodedata.normalize("NFKC", text[: LONGEST * 2])).replace("−", "-")
    if len(typed) > LONGEST or not _NUMBER.fullmatch(typed):
        return NotRead.NO_NUMBER
    found = _AMBIGUOUS.fullmatch(typed)
    if found and found[1] != QLocale().decimalPoint():
        return NotRead.AMBIGUOUS
    return Decimal(typed.replace(",", "."))


def read_whole(text: str) -> int | NotRead:
    """The whole number somebody typed, spaces between groups allowed, or why not."""
    number = read_decimal(text)
    if isinstance(number, NotRead):
        return number
    return int(number) if re.fullmatch(r"[+-]?\d+", _GROUPS.sub("", text)) else NotRead.NO_NUMBER

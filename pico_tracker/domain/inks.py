"""The ink colours of a tattoo; they clear at different rates and with different wavelengths."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

from pico_tracker.domain.words import mark

TATTOO = "tattoo"
"""The key of the concern whose courses have ink colours."""


class InkColour(StrEnum):
    """A colour of ink, the commonest first."""

    BLACK = "black"
    BLUE = "blue"
    GREEN = "green"
    RED = "red"
    YELLOW = "yellow"
    ORANGE = "orange"
    PURPLE = "purple"
    BROWN = "brown"
    WHITE = "white"
    OTHER = "other"


INK_NAMES: Mapping[InkColour, str] = {
    InkColour.BLACK: mark("Black"),
    InkColour.BLUE: mark("Blue"),
    InkColour.GREEN: mark("Green"),
    InkColour.RED: mark("Red"),
    InkColour.YELLOW: mark("Yellow"),
    InkColour.ORANGE: mark("Orange"),
    InkColour.PURPLE: mark("Purple"),
    InkColour.BROWN: mark("Brown"),
    InkColour.WHITE: mark("White"),
    InkColour.OTHER: mark("Other colour"),
}


def in_order(inks: Iterable[InkColour]) -> tuple[InkColour, ...]:
    """Each colour once, the commonest first."""
    named = set(inks)
    return tuple(ink for ink in InkColour if ink in named)


def inks_named(purpose: str, names: Mapping[InkColour, str] = INK_NAMES) -> frozenset[InkColour]:
    """The colours that the purpose of a pass names as whole words: "Black and red ink".

    `names` are the colours in the reader's language; the English words are understood as well.
    """
    words = set(re.findall(r"[^\W\d_]+", purpose.casefold()))
    return frozenset(ink for ink in InkColour if {ink.value, names[ink].casefold()} & words)

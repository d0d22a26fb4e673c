"""Which way a text runs: the order of words in lines that mix Hebrew or Arabic with other scripts."""

import re
from collections.abc import Sequence
from unicodedata import bidirectional

from bidi import get_display
from bidi.mirror import MIRRORED

ISOLATE, ISOLATE_END = "\u2068", "\u2069"
_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_ISOLATED = re.compile(f"{ISOLATE}[^{ISOLATE}{ISOLATE_END}]*{ISOLATE_END}")
_LEVEL = re.compile(r"\d+")
_BETWEEN = " · "
"""Stands between the parts of a line that a sheet puts together."""


def has_right_to_left(text: str) -> bool:
    """Whether any letter of `text` is written from right to left."""
    return not text.isascii() and _TO_LEFT.search(text) is not None


def isolated(text: str) -> str:
    """`text` so marked that it keeps its place in a sentence, whatever it and its neighbours are written in.

    Only what holds letters from right to left is changed.
    """
    return f"{ISOLATE}{_CONTROLS.sub('', text)}{ISOLATE_END}" if has_right_to_left(text) else text


def isolated_parts(text: str) -> str:
    """A line that a sheet puts together of parts with · between them, each part keeping its place."""
    if _BETWEEN not in text or not has_right_to_left(text):
        return text
    return _BETWEEN.join(part if ISOLATE in part else isolated(part) for part in text.split(_BETWEEN))


def runs_to_left(text: str) -> bool:
    """Whether `text` as a whole is read from right to left.

    The first letter outside of what is isolated decides (rules P2 and P3 of Unicode Annex 9), except
    where most letters are of the other direction: a sentence may begin with a name.
    """
    said = _ISOLATED.sub("", text) if ISOLATE in text else text
    if not has_right_to_left(said):
        return False
    kinds = [bidirectional(character) for character in said]
    strong = [kind for kind in kinds if kind in ("L", "R", "AL")]
    left = sum(1 for kind in strong if kind != "L")
    return bool(strong) and strong[0] != "L" and 2 * left >= len(strong) - left


def levels_of(line: str, *, to_left: bool) -> list[int]:
    """The embedding level of each letter of one line: even runs to the right, odd to the left.

    Source: Unicode Annex 9, by python-bidi, which gives the levels in its account of the steps taken.
    """
    told = str(get_display(line, base_dir="R" if to_left else "L", debug=True))
    listed = told.rpartition("\n    levels: [")[2].partition("\n    ],")[0]
    of_bytes = [int(level) for level in _LEVEL.findall(listed)]
    starts = [0]
    for character in line:
        starts.append(starts[-1] + len(character.encode()))
    return [of_bytes[start] for start in starts[:-1]]


def visual_order(levels: Sequence[int]) -> list[int]:
    """The places of a line's letters from left to right. Source: Unicode Annex 9, rule L2."""
    order = list(range(len(levels)))
    odd = [level for level in levels if level % 2]
    for level in range(max(levels, default=0), min(odd, default=1) - 1, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = max(end, start + 1)
    return order


def mirrored(text: str) -> str:
    """Brackets and the like as they are drawn where text runs to the left."""
    return "".join(MIRRORED.get(character, character) for character in text)

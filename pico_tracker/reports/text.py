"""The one way from typed text to ReportLab: cut into pieces, each letter in a font that has it.

`Paragraph` reads markup, so a raw `<img src=...>` in a name would embed that file and `<b>` would
end the report. Every text goes through `paragraph`; nothing typed is ever read as markup.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph
from reportlab.platypus.paraparser import ParaFrag

from pico_tracker.domain.words import clean_text, mark
from pico_tracker.reports.directions import ISOLATE, ISOLATE_END, isolated_parts, runs_to_left
from pico_tracker.reports.fonts import FALLBACK, font_for, is_shaped, letters_of
from pico_tracker.reports.quick_paragraph import make_paragraph
from pico_tracker.reports.script_paragraph import ScriptParagraph
from pico_tracker.reports.typesetting import Line, Run, Typeset, draw_line, typeset

STAND_IN = "▯"
"""Stands for a letter that no font here draws."""

PIECE_CHARACTERS = 1500
PIECE_LINES = 40
# ReportLab measures the whole rest of a word again for each line of it, so long words get soft breaks.
# What is written without spaces breaks anywhere and needs none.
_LONG_WORD = re.compile(r"([^\s\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef]{120})(?=\S)")
_KEPT_SPACES = "\u00a0\u202f"
_KEPT_JOINERS = "\u200c\u200d"
_UNDRAWN = f"\n{ISOLATE}{ISOLATE_END}"
_JOINING = "\u0628"
"""A letter in whose font stands what is between such letters."""
_GAPS = re.compile(rf"[^\S{_KEPT_SPACES}]+")
_PICTURES = mark("picture signs")
_OTHER = mark("other signs")
_SCRIPTS = {
    "CJK": mark("Chinese or Japanese"),
    "IDEOGRAPHIC": mark("Chinese or Japanese"),
    "HIRAGANA": mark("Japanese"),
    "KATAKANA": mark("Japanese"),
    "HANGUL": mark("Korean"),
    "FULLWIDTH": _OTHER,
    "COMBINING": _OTHER,
}

_JOINED = "\u0620-\u06d3\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c7"
"""Letters that join to their neighbours, or do not where the writer said so."""
_JOINERS = re.compile(f"(?<![{_JOINED}])[\u200c\u200d]+|[\u200c\u200d]+(?![{_JOINED}])")


def runs(text: str, font: str, unprinted: set[str]) -> list[Run]:
    """`text` as stretches of one font each, in the order it is read. Scripts that cannot be drawn go
    into `unprinted`."""
    return _runs(printable(text), font, unprinted)


def _runs(ready: str, font: str, unprinted: set[str]) -> list[Run]:
    if letters_of(font).issuperset(map(ord, ready)):
        return [(font, ready)] if ready else []
    drawn = (_drawn(character, font, unprinted) for character in ready)
    grouped = groupby((run for run in drawn if run[1]), key=lambda run: run[0])
    return [(name, "".join(run[1] for run in same)) for name, same in grouped]


def _drawn(character: str, font: str, unprinted: set[str]) -> Run:
    if character in _UNDRAWN:
        return font, character
    if character in _KEPT_JOINERS:
        return font_for(_JOINING, font) or font, character
    found = font_for(character, font)
    if found is not None:
        return found, character
    unprinted.add(script_of(character))
    is_mark = unicodedata.category(character).startswith("M")
    return FALLBACK, "" if is_mark else STAND_IN


def printable(text: str) -> str:
    """`text` without what has no shape: control and format characters, odd spaces, selectors."""
    return _printable(text, _KEPT_JOINERS)


def _printable(text: str, kept: str) -> str:
    clean = clean_text(text)
    shaped = "".join(_shaped(character) for character in clean if not _is_shapeless(character, kept))
    return shaped if shaped.isascii() else _JOINERS.sub("", shaped)


def _is_shapeless(character: str, kept: str) -> bool:
    if character.isascii() or character in kept:
        return False
    return unicodedata.category(character) == "Cf" or unicodedata.name(character, "").startswith("VARIATION SEL")


def _shaped(character: str) -> str:
    if character.isascii():
        return " " if character == "\t" else character
    if unicodedata.category(character) in ("Zl", "Zp"):
        return "\n"
    return " " if character.isspace() and character not in _KEPT_SPACES else character


def script_of(character: str) -> str:
    """The marked name of the script or kind of sign that `character` belongs to."""
    if unicodedata.category(character) == "So":
        return _PICTURES
    first, _, rest = unicodedata.name(character, "").partition(" ")
    if not rest or not first.isalpha():
        return _OTHER
    return _SCRIPTS.get(first, first.capitalize())


def paragraph(text: str, style: ParagraphStyle, unprinted: set[str], *, stays: bool = False) -> Paragraph:
    """`text` as one paragraph that prints exactly what was typed, line breaks kept.

    What is read from right to left stands at the right; a single line that `stays` keeps its side.
    The fragments are made here instead of by ReportLab's parser, which therefore never sees `text`.
    """
    ready = _ready(text)
    found = _runs(ready, style.fontName, unprinted)
    if _needs_setting(found, ready):
        return ScriptParagraph(typeset(found, to_left=runs_to_left(ready)), style, stays=stays)
    return _plain_paragraph(found, style)


def _ready(text: str) -> str:
    """`text` as it is printed, with marks of direction where its parts need them."""
    if text.isascii():
        return printable(text)
    return isolated_parts(_printable(text, _KEPT_JOINERS + ISOLATE + ISOLATE_END))


def _needs_setting(found: list[Run], ready: str) -> bool:
    return any(is_shaped(font) for font, _ in found) or ISOLATE in ready or ISOLATE_END in ready


def _plain_paragraph(found: list[Run], style: ParagraphStyle) -> Paragraph:
    letters, line_break = _fragments(style)
    made: list[ParaFrag] = []
    for font, stretch in found:
        first, *others = stretch.split("\n")
        made.append(letters.clone(text=first, fontName=font))
        for line in others:
            made += [line_break.clone(), letters.clone(text=line, fontName=font)]
    return make_paragraph(style, made or [letters.clone(text="")])


class SetLine:
    """A text on one line, to be drawn straight on a canvas, such as in a footer or a chart."""

    def __init__(self, text: str, font: str, size: float, unprinted: set[str]) -> None:
        ready = _ready(text).replace("\n", " ")
        self._set: Typeset = typeset(_runs(ready, font, unprinted), to_left=runs_to_left(ready))
        self._size = size
        self.width = sum(self._set.advances) * size / 1000
        """In points."""

    def draw(self, canvas: Any, x: float, y: float) -> None:
        """Draw it in the canvas's colour with its left end at `x`, standing on `y`, both in points."""
        draw_line(canvas, self._set, Line(0, len(self._set.text), self.width), (x, y), self._size)


@cache
def _fragments(style: ParagraphStyle) -> tuple[ParaFrag, ParaFrag]:
    """A fragment of letters and one of a line break, as the parser would make them for `style`."""
    is_struck = getattr(style, "struck", False)
    markup = "<strike>a<br/>a</strike>" if is_struck else "a<br/>a"
    letters, line_break, _ = Paragraph(markup, style).frags
    return letters, line_break


def pieces(text: str) -> Iterator[str]:
    """`text` cut at line ends, or at spaces, or at last inside a word, so that no piece is huge:
    laying out a paragraph costs more than in proportion to its length."""
    kept: list[str] = []
    for line in _short_lines(text):
        if len(kept) == PIECE_LINES or sum(map(len, kept)) + len(line) > PIECE_CHARACTERS:
            yield "\n".join(kept)
            kept = []
        kept.append(line)
    if any(kept):
        yield "\n".join(kept)


def _short_lines(text: str) -> Iterator[str]:
    for line in _LONG_WORD.sub(r"\1\n", text).splitlines():
        rest = line
        while len(rest) > PIECE_CHARACTERS:
            end = max(rest.rfind(sign, PIECE_CHARACTERS // 2, PIECE_CHARACTERS) for sign in " 。") + 1
            end = end or PIECE_CHARACTERS
            yield rest[:end].rstrip()
            rest = rest[end:]
        yield rest


def shortened(text: str, limit: int) -> str:
    """`text` on one line and at most `limit` characters, the cut shown as …"""
    # Cut before joining: a field of megabytes would cost its whole length in a footer.
    line = _GAPS.sub(" ", text[: limit * 4]).strip()
    return line if len(line) <= limit and len(text) <= limit * 4 else line[: limit - 1].rstrip() + "…"

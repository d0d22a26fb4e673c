"""The one way from typed text to ReportLab: cut into pieces, each letter in a font that has it.

`Paragraph` reads markup, so a raw `<img src=...>` in a name would embed that file and `<b>` would
end the report. Every text goes through `paragraph`; nothing typed is ever read as markup.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import groupby

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph
from reportlab.platypus.paraparser import ParaFrag

from pico_tracker.domain.words import clean_text, mark
from pico_tracker.reports.fonts import FALLBACK, font_for, letters_of

STAND_IN = "▯"
"""Stands for a letter that no font here draws."""

PIECE_CHARACTERS = 1500
PIECE_LINES = 40
# ReportLab measures the whole rest of a word again for each line of it, so long words get soft breaks.
_LONG_WORD = re.compile(r"(\S{120})(?=\S)")
_KEPT_SPACES = "\u00a0\u202f"
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

Run = tuple[str, str]
"""A font's name and the text to draw with it."""


def runs(text: str, font: str, unprinted: set[str]) -> list[Run]:
    """`text` as stretches of one font each. Scripts that cannot be drawn go into `unprinted`."""
    ready = printable(text)
    if letters_of(font).issuperset(map(ord, ready)):
        return [(font, ready)] if ready else []
    drawn = (_drawn(character, font, unprinted) for character in ready)
    grouped = groupby((run for run in drawn if run[1]), key=lambda run: run[0])
    return [(name, "".join(run[1] for run in same)) for name, same in grouped]


def _drawn(character: str, font: str, unprinted: set[str]) -> Run:
    if character == "\n":
        return font, character
    found = font_for(character, font)
    if found is not None:
        return found, character
    unprinted.add(script_of(character))
    is_mark = unicodedata.category(character).startswith("M")
    return FALLBACK, "" if is_mark else STAND_IN


def printable(text: str) -> str:
    """`text` without what has no shape: control and format characters, odd spaces, selectors."""
    return "".join(_shaped(character) for character in clean_text(text) if not _is_shapeless(character))


def _is_shapeless(character: str) -> bool:
    return not character.isascii() and (
        unicodedata.category(character) == "Cf" or unicodedata.name(character, "").startswith("VARIATION SEL")
    )


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


def paragraph(text: str, style: ParagraphStyle, unprinted: set[str]) -> Paragraph:
    """`text` as one paragraph that prints exactly what was typed, line breaks kept.

    The fragments are made here instead of by ReportLab's parser, which therefore never sees `text`.
    """
    letters, line_break = _fragments(style)
    made: list[ParaFrag] = []
    for font, stretch in runs(text, style.fontName, unprinted):
        first, *others = stretch.split("\n")
        made.append(letters.clone(text=first, fontName=font))
        for line in others:
            made += [line_break.clone(), letters.clone(text=line, fontName=font)]
    return Paragraph("", style, frags=made or [letters.clone(text="")])


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
            end = rest.rfind(" ", PIECE_CHARACTERS // 2, PIECE_CHARACTERS) + 1 or PIECE_CHARACTERS
            yield rest[:end].rstrip()
            rest = rest[end:]
        yield rest


def shortened(text: str, limit: int) -> str:
    """`text` on one line and at most `limit` characters, the cut shown as …"""
    # Cut before joining: a field of megabytes would cost its whole length in a footer.
    line = _GAPS.sub(" ", text[: limit * 4]).strip()
    return line if len(line) <= limit and len(text) <= limit * 4 else line[: limit - 1].rstrip() + "…"

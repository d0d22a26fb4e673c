"""Lines of text that mix scripts: broken in the order they are read, drawn in the order they are seen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from reportlab.pdfbase.pdfmetrics import getFont

from pico_tracker.reports.directions import (
    ISOLATE,
    ISOLATE_END,
    has_right_to_left,
    levels_of,
    mirrored,
    visual_order,
)
from pico_tracker.reports.fonts import EAST_ASIAN, glyph_font, is_shaped
from pico_tracker.reports.glyphs import as_drawn

Run = tuple[str, str]
"""A font's name and the text to draw with it, in the order it is read."""
_NO_LINE_BEGINS = {
    *"、。，．・：；？！゛゜ヽヾゝゞ々ー）］｝〉》」』】〕",
    *"ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ",
    *"…‥%,.:;!?)]}’”",
}
_NO_LINE_ENDS = set("（［｛〈《「『【〔‘“([{")


@dataclass(frozen=True, slots=True)
class Typeset:
    """A text ready to be broken into lines: for each letter its font, its embedding level, its advance.

    Advances are in thousandths of the type size. A letter without a font is a mark of direction or
    the end of a line and is not drawn.
    """

    text: str
    fonts: tuple[str, ...]
    levels: tuple[int, ...]
    advances: tuple[float, ...]
    to_left: bool
    """Whether it is read from right to left as a whole."""

    def part(self, start: int, end: int) -> "Typeset":
        """The letters from `start` up to `end`, with what the whole says of them."""
        cut = slice(start, end)
        return Typeset(self.text[cut], self.fonts[cut], self.levels[cut], self.advances[cut], self.to_left)


@dataclass(frozen=True, slots=True)
class Line:
    """From and up to which letter of a text a line goes, and its width in points."""

    start: int
    end: int
    width: float


def typeset(runs: Sequence[Run], *, to_left: bool) -> Typeset:
    """Make runs of text ready; `to_left` is the direction of the whole."""
    text = "".join(part for _, part in runs)
    fonts = [font for font, part in runs for _ in part]
    marks = {ISOLATE, ISOLATE_END, "\n"}
    drawn = tuple("" if letter in marks else font for font, letter in zip(fonts, text, strict=True))
    levels = tuple(_levels(text, to_left=to_left))
    return Typeset(text, drawn, levels, tuple(_advances(text, drawn, levels)), to_left)


def _levels(text: str, *, to_left: bool) -> Iterator[int]:
    if not to_left and not has_right_to_left(text):
        yield from (0 for _ in text)
        return
    for number, line in enumerate(text.split("\n")):
        if number:
            yield int(to_left)
        yield from levels_of(line, to_left=to_left)


def _advances(text: str, fonts: Sequence[str], levels: Sequence[int]) -> Iterator[float]:
    start = 0
    for (font, level), same in groupby(zip(fonts, levels, strict=True)):
        end = start + sum(1 for _ in same)
        yield from _advances_of(text[start:end], font, to_left=level % 2 == 1)
        start = end


def _advances_of(text: str, font: str, *, to_left: bool) -> list[float]:
    if not font:
        return [0.0] * len(text)
    if not is_shaped(font):
        face = getFont(font).face
        return [float(face.getCharWidth(ord(letter))) for letter in text]
    found = [0.0] * len(text)
    for glyph in glyph_font(font).shape(text, to_left=to_left):
        found[glyph.cluster] += glyph.advance
    return found


def break_lines(set_text: Typeset, size: float, first: float, others: float) -> list[Line]:
    """Lines no wider than `first` and, after it, `others` points; a word wider than a line is divided."""
    lines: list[Line] = []
    start, room = 0, first
    while start < len(set_text.text):
        end, following = _end_of_line(set_text, start, room * 1000 / size)
        lines.append(Line(start, end, sum(set_text.advances[start:end]) * size / 1000))
        start, room = following, others
    return lines or [Line(0, 0, 0.0)]


def _end_of_line(set_text: Typeset, start: int, room: float) -> tuple[int, int]:
    """Where the line that begins at `start` ends, and where the next one begins."""
    text, taken, last = set_text.text, 0.0, None
    for place in range(start, len(text)):
        letter = text[place]
        if letter == "\n":
            return place, place + 1
        if place > start and _may_break(set_text, place):
            last = place
        taken += set_text.advances[place]
        if taken > room and letter != " " and place > start:
            end = last or place
            return _without_spaces(text, start, end), end
    return _without_spaces(text, start, len(text)), len(text)


def _may_break(set_text: Typeset, place: int) -> bool:
    """Whether a line may begin with the letter at `place`."""
    before, after = set_text.text[place - 1], set_text.text[place]
    if before == " ":
        return after != " "
    if not (_is_character(set_text, place - 1) or _is_character(set_text, place)):
        return False
    return before not in _NO_LINE_ENDS and after not in _NO_LINE_BEGINS and after != " "


def _is_character(set_text: Typeset, place: int) -> bool:
    """Whether a Chinese or Japanese character stands there; Korean is broken between words."""
    return set_text.fonts[place] == EAST_ASIAN


def _without_spaces(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] == " ":
        end -= 1
    return end


def draw_line(canvas: Any, set_text: Typeset, line: Line, place: tuple[float, float], size: float) -> None:
    """Draw a line in the canvas's colour, its left end at `place`, in points."""
    x, y = place
    written = canvas.beginText(x, y)
    for font, level, text in segments_of(set_text, line):
        written.setFont(font, size)
        written.setTextOrigin(x, y)
        if is_shaped(font):
            glyphs = glyph_font(font).shape(text, to_left=level % 2 == 1)
            written.textOut(as_drawn(glyphs))
            x += sum(glyph.advance for glyph in glyphs) * size / 1000
        else:
            written.textOut(text)
            x += float(getFont(font).stringWidth(text, size))
    canvas.drawText(written)


def segments_of(set_text: Typeset, line: Line) -> Iterator[tuple[str, int, str]]:
    """The line from left to right in parts of one font and one level: shaped ones in the order they
    are read, the others as they are seen."""
    levels = _levels_on_line(set_text, line)
    order = [line.start + place for place in visual_order(levels)]
    drawn = [place for place in order if set_text.fonts[place]]
    for (font, level), same in groupby(drawn, key=lambda at: (set_text.fonts[at], levels[at - line.start])):
        places = list(same)
        if is_shaped(font):
            yield font, level, "".join(set_text.text[at] for at in sorted(places))
        else:
            text = "".join(set_text.text[at] for at in places)
            yield font, level, mirrored(text) if level % 2 else text


def _levels_on_line(set_text: Typeset, line: Line) -> list[int]:
    """Levels of the line's letters; spaces at its end go with the whole (rule L1 of Unicode Annex 9)."""
    levels = list(set_text.levels[line.start : line.end])
    for place in range(line.end - 1, line.start - 1, -1):
        if set_text.fonts[place] and set_text.text[place] not in " \u00a0":
            break
        levels[place - line.start] = int(set_text.to_left)
    return levels

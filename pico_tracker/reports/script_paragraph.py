"""A paragraph that holds scripts which the PDF library's own cannot set: right to left, joined, without spaces."""

from typing import Any

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from pico_tracker.reports.typesetting import Line, Typeset, break_lines, draw_line

_STRIKE_HEIGHT, _STRIKE_WIDTH = 0.28, 0.06
"""Of a line through a text, in type sizes."""


class ScriptParagraph(Paragraph):  # type: ignore[misc]  # ReportLab has no types
    """Takes the place of a `Paragraph` of the same style.

    What is read from right to left stands at the right, except a single line of a sheet that is
    read from left to right: a name stays in its column.
    """

    def __init__(self, set_text: Typeset, style: ParagraphStyle, *, stays: bool, is_rest: bool = False) -> None:
        super().__init__("", style)
        self._set, self._stays, self._is_rest = set_text, stays, is_rest
        self._lines: list[Line] = []

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Width and height taken, in points."""
        self.width = width
        room = width - self.style.leftIndent - self.style.rightIndent
        self._lines = break_lines(self._set, self.style.fontSize, room - self._first_indent, room)
        self.height = self.style.leading * len(self._lines)
        return self.width, self.height

    @property
    def _first_indent(self) -> float:
        return 0.0 if self._is_rest else float(self.style.firstLineIndent)

    def split(self, width: float, height: float) -> list[Paragraph]:
        """The lines that fit into `height` points and the rest; nothing where not even one fits."""
        if not self._lines:  # a table's row names its whole width here, its padding not taken off
            self.wrap(width, height)
        fitting = int((height + 1e-6) // self.style.leading)
        if fitting >= len(self._lines):
            return [self]
        if fitting < 1:
            return []
        cut = self._lines[fitting].start
        return [self._part(0, cut, is_rest=self._is_rest), self._part(cut, len(self._set.text), is_rest=True)]

    def _part(self, start: int, end: int, *, is_rest: bool) -> "ScriptParagraph":
        return ScriptParagraph(self._set.part(start, end), self.style, stays=False, is_rest=is_rest)

    def draw(self) -> None:
        """Draw the band behind the lines, if the style has one, then the lines."""
        style = self.style
        if style.backColor is not None:
            self._draw_band()
        self.canv.setFillColor(style.textColor)
        # Where the library puts it, so that the cells of a row stand on one line.
        base = self.height - style.fontSize
        for number, line in enumerate(self._lines):
            left = self._left_of(line, self._first_indent if number == 0 else 0.0)
            place = (left, base - number * style.leading)
            draw_line(self.canv, self._set, line, place, style.fontSize)
            if getattr(style, "struck", False):
                self._strike(line, place)

    def _left_of(self, line: Line, indent: float) -> float:
        """Where a line begins at the left; indents of what is read from right to left are at the right."""
        style, free = self.style, self.width - self.style.leftIndent - self.style.rightIndent - indent - line.width
        before = style.rightIndent if self._set.to_left else style.leftIndent + indent
        is_turned = self._set.to_left and not (self._stays and len(self._lines) == 1)
        if style.alignment == TA_CENTER:
            return float(before + free / 2)
        if style.alignment == TA_RIGHT or is_turned:
            return float(before + free)
        return float(style.leftIndent + indent)

    def _draw_band(self) -> None:
        style = self.style
        top, right, bottom, left = _four(style.borderPadding)
        width = self.width - style.leftIndent - style.rightIndent
        self.canv.setFillColor(style.backColor)
        self.canv.rect(
            style.leftIndent - left, -bottom, width + left + right, self.height + top + bottom, stroke=0, fill=1
        )

    def _strike(self, line: Line, place: tuple[float, float]) -> None:
        size, (x, y) = self.style.fontSize, place
        self.canv.setStrokeColor(self.style.textColor)
        self.canv.setLineWidth(_STRIKE_WIDTH * size)
        self.canv.line(x, y + _STRIKE_HEIGHT * size, x + line.width, y + _STRIKE_HEIGHT * size)


def _four(padding: Any) -> tuple[float, float, float, float]:
    """Top, right, bottom, left, of one number or of four."""
    return tuple(padding) if isinstance(padding, tuple) else (padding,) * 4

"""Long lists: blocks of lines whose head comes again on each page, laid out page by page.

A table of ReportLab measures every cell several times and all of them before the first page; a year's
register would take minutes. Here a text of the same width is measured once, and pages are filled in turn.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph

from pico_tracker.reports import styles
from pico_tracker.reports.pen import Pen
from pico_tracker.reports.text import runs, shortened

_MEASURED_LIMIT = 4000
"""Texts kept measured: lasers, settings and days come again and again, names do not."""
_TALL = 300.0
"""Points of a block that may be broken between its lines; a lower one moves to the next page whole."""
_CELL_HEIGHT = 120.0
"""Points of a cell at most: a line is never as tall as a page."""
_RULE_GAP = 2.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A text in a line, placed by shares of the sheet's width."""

    text: str
    left: float
    width: float
    style: ParagraphStyle


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Cells side by side, all beginning at the top; `above` and `below` are points of free space."""

    cells: Sequence[Cell]
    above: float = 0.0
    below: float = 0.0
    rule: tuple[float, float] | None = None
    """Where a line for ink runs at its foot, in shares of the width: from, to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines that belong together. Where it is broken, the first line comes again on the next page."""

    lines: Sequence[Line]
    place: Flowable | None = None
    """An entry of the file's outline that leads here."""


def note_letters(pen: Pen, blocks: Iterable[Block]) -> None:
    """Let the pen know which letters no font draws: a ledger sets its texts only page by page."""
    for font, text in {(cell.style.fontName, cell.text) for one in blocks for cell in _cells_of(one)}:
        runs(text, font, pen.unprinted)


def _cells_of(block: Block) -> Iterable[Cell]:
    return (cell for line in block.lines for cell in line.cells)


@dataclass(slots=True)
class _Setter:
    """Measures texts, each once as long as it is kept."""

    pen: Pen
    known: dict[tuple[str, float, str], tuple[Paragraph, float]] = field(default_factory=dict)

    def set(self, cell: Cell) -> tuple[Paragraph, float]:
        """A cell's text as a paragraph, and its height in points."""
        width = cell.width * self.pen.width
        key = (cell.text, width, cell.style.name)
        if key not in self.known:
            if len(self.known) >= _MEASURED_LIMIT:
                self.known.clear()
            self.known[key] = self._measured(cell, width)
        return self.known[key]

    def _measured(self, cell: Cell, width: float) -> tuple[Paragraph, float]:
        """Cut where the widest of signs would make one cell fill a page."""
        made = self.pen.line(cell.text, cell.style, len(cell.text))
        height: float = made.wrap(width, 0)[1]
        if height <= _CELL_HEIGHT:
            return made, height
        kept = int(len(cell.text) * _CELL_HEIGHT / height)
        return self._measured(replace(cell, text=shortened(cell.text, kept)), width)

    def height(self, line: Line) -> float:
        """Of a line with the space around it."""
        return line.above + line.below + max((self.set(cell)[1] for cell in line.cells), default=0.0)

    def block_height(self, block: Block) -> float:
        """Of all its lines."""
        return sum(self.height(line) for line in block.lines)


class Ledger(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Blocks under a head that each page repeats: `Ledger(pen, head, blocks)`.

    A text that would make its line taller than a few fingers is cut, and ends with ….
    """

    def __init__(
        self, pen: Pen, head: Sequence[Line], blocks: Sequence[Block], setter: _Setter | None = None
    ) -> None:
        super().__init__()
        self._pen, self._head, self._blocks = pen, head, blocks
        self._setter = setter or _Setter(pen)

    def wrap(self, _width: float, room: float) -> tuple[float, float]:
        """Its width and height, or more height than the room once it is known not to fit."""
        height = self._head_height()
        for block in self._blocks:
            height += self._setter.block_height(block)
            if height > room:
                break
        self.width, self.height = self._pen.width, height
        return self.width, height

    def split(self, _width: float, room: float) -> list["Ledger"]:
        """What fits into the room and the rest; nothing where not even the first block fits."""
        left = room - self._head_height()
        count = 0
        for block in self._blocks:
            height = self._setter.block_height(block)
            if height > left:
                break
            left -= height
            count += 1
        fitting, rest = list(self._blocks[:count]), list(self._blocks[count:])
        if rest and self._setter.block_height(rest[0]) > _TALL:
            first, *others = self._broken(rest[0], left)
            fitting, rest = [*fitting, *([first] if others else [])], [*(others or [first]), *rest[1:]]
        return [self._part(part) for part in (fitting, rest) if part] if fitting else []

    def _broken(self, block: Block, room: float) -> list[Block]:
        """A tall block as far as its lines fit and what is left of it, or whole where only its first line fits."""
        first, *lines = block.lines
        left, count = room - self._setter.height(first), 0
        for line in lines:
            left -= self._setter.height(line)
            if left < 0:
                break
            count += 1
        if not count:
            return [block]
        here = Block(lines=(first, *lines[:count]), place=block.place)
        return [here, Block(lines=(first, *lines[count:]))]

    def _part(self, blocks: Sequence[Block]) -> "Ledger":
        return Ledger(self._pen, self._head, blocks, self._setter)

    def _head_height(self) -> float:
        return sum(self._setter.height(line) for line in self._head)

    def draw(self) -> None:
        """Draw the head, a rule, and each block with a thin rule below."""
        top: float = self.height
        for line in self._head:
            top = self._draw_line(line, top)
        self._rule(top, styles.HEAD_LINE, 0.8)
        for block in self._blocks:
            if block.place is not None:
                block.place.drawOn(self.canv, 0, top)
            for line in block.lines:
                top = self._draw_line(line, top)
            self._rule(top, styles.LINE, 0.6)

    def _draw_line(self, line: Line, top: float) -> float:
        for cell in line.cells:
            made, height = self._setter.set(cell)
            made.drawOn(self.canv, cell.left * self._pen.width, top - line.above - height)
        foot = top - self._setter.height(line)
        if line.rule is not None:
            self._rule(foot + _RULE_GAP, styles.QUIET, 0.6, line.rule)
        return foot

    def _rule(self, y: float, colour: object, thickness: float, span: tuple[float, float] = (0.0, 1.0)) -> None:
        self.canv.setStrokeColor(colour)
        self.canv.setLineWidth(thickness)
        self.canv.line(span[0] * self._pen.width, y, span[1] * self._pen.width, y)

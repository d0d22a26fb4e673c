"""A strip of time: patch test, sessions, side effects and what comes next."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pico_tracker.domain.charts import TimelineItem, TimelineKind
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.style import SMALL, colour, px, type_font
from pico_tracker.ui.kit.words import said, tr

_TOKENS = {
    TimelineKind.PATCH_TEST: "info",
    TimelineKind.SESSION: "brand",
    TimelineKind.SIDE_EFFECT: "danger",
    TimelineKind.NEXT: "control",
}


@dataclass(frozen=True, slots=True)
class _Mark:
    item: TimelineItem
    at: float
    left: float
    wide: float
    text: str
    row: int


class Timeline(QWidget):
    """Marks along a line, in proportion to time: `timeline.show_items(items)`."""

    def __init__(self) -> None:
        super().__init__()
        self._items: tuple[TimelineItem, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Timeline"))

    @property
    def items(self) -> tuple[TimelineItem, ...]:
        """What is shown now, in order of time."""
        return self._items

    def show_items(self, items: tuple[TimelineItem, ...]) -> None:
        """Show these marks."""
        self._items = tuple(sorted(items, key=lambda item: item.on))
        self.setAccessibleDescription(". ".join(f"{said_day(item.on)}: {said(item.said)}" for item in self._items))
        self.update()

    def sizeHint(self) -> QSize:
        """Two rows of text over a line."""
        return QSize(px(400), px(58))

    def minimumSizeHint(self) -> QSize:
        """As high as it wants, as narrow as need be."""
        return QSize(px(160), px(58))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint line, marks and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self.height() - px(14)
        painter.setPen(QPen(colour("line_strong"), 1))
        painter.drawLine(QPointF(0, line + px(8)), QPointF(self.width(), line + px(8)))
        painter.setFont(type_font(SMALL - 1))
        for mark in self._marks():
            _paint_mark(painter, mark, line)

    def _marks(self) -> list[_Mark]:
        if not self._items:
            return []
        metrics = QFontMetrics(type_font(SMALL - 1))
        first, last = self._items[0].on, self._items[-1].on
        days, edge = max(1, (last - first).days), px(40)
        marks: list[_Mark] = []
        ends = [-1.0, -1.0]
        for item in self._items:
            at = edge + (item.on - first).days / days * (self.width() - 2 * edge)
            text = said(item.said)
            wide = metrics.horizontalAdvance(text)
            left = min(max(0.0, at - wide / 2), max(0.0, self.width() - wide))
            row = _free_row(ends, left)
            if row is None:
                text = ""
            else:
                ends[row] = left + wide + px(8)
            marks.append(_Mark(item, at, left, wide, text, row or 0))
        return marks


def _free_row(ends: list[float], left: float) -> int | None:
    """The lower row of words if there is room, else the upper, else none: words never overlap."""
    return next((row for row, end in enumerate(ends) if left >= end), None)


def _paint_mark(painter: QPainter, mark: _Mark, line: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(_TOKENS[mark.item.kind]))
    half = px(5)
    spot = QRectF(mark.at - half, line - half, 2 * half, 2 * half)
    if mark.item.kind is TimelineKind.SIDE_EFFECT:
        painter.drawRoundedRect(spot, 1, 1)
    else:
        painter.drawEllipse(spot)
    painter.setPen(colour("ink_2"))
    high = painter.fontMetrics().height()
    top = line - half - px(4) - high * (mark.row + 1)
    painter.drawText(QRectF(mark.left, top, mark.wide + 2, high), int(Qt.AlignmentFlag.AlignLeft), mark.text)

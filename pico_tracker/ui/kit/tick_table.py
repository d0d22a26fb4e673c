"""A table whose rows can be ticked, for work on several of them at once."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from pico_tracker.ui.kit.cells import Column, R
from pico_tracker.ui.kit.delegates import CellDelegate
from pico_tracker.ui.kit.record_table import RecordTable
from pico_tracker.ui.kit.style import colour, px
from pico_tracker.ui.kit.words import tr

AnyIndex = QModelIndex | QPersistentModelIndex
_BOX = 14
"""Side of a tick box in px at 100 %."""


class TickTable(RecordTable[R]):
    """Rows one can walk, open and tick: `TickTable("due", columns, key=…, tip=tr("Tick to print"))`.

    A click on a box or Space ticks; Ctrl+A and Space, or a click over the boxes, tick all.
    `ticked_changed()` follows.
    """

    ticked_changed = Signal()

    def __init__(self, name: str, columns: Sequence[Column[R]], *, key: Callable[[R], Hashable], tip: str) -> None:
        self._ticked: set[Hashable] = set()
        self._key = key
        boxes: Column[R] = Column("ticked", "✓", self._said_tick, width=36, tip=lambda _row: tip)
        super().__init__(name, (boxes, *columns), key=key)
        self._tick_delegate = _TickDelegate(self)
        self.setItemDelegateForColumn(0, self._tick_delegate)
        self.horizontalHeader().sectionClicked.connect(self._toggle_all)

    def ticked(self) -> tuple[R, ...]:
        """The rows that are ticked, from the top."""
        return tuple(row for row in self.records.rows if self._key(row) in self._ticked)

    def show_ticked(self, rows: Sequence[R], ticked: Sequence[R] = ()) -> None:
        """Show these rows and tick some more; where the chosen one has gone, the next one is chosen."""
        before, at = self.current(), self.currentIndex().row()
        keys: set[Hashable] = {self._key(row) for row in rows}
        self._ticked = (self._ticked | {self._key(row) for row in ticked}) & keys
        self.show_rows(rows)
        if rows and (before is None or self.records.line_of(self._key(before)) < 0):
            self.selectRow(min(max(at, 0), len(rows) - 1))
        self.ticked_changed.emit()

    def toggle(self, *rows: R) -> None:
        """Tick these rows, or take their ticks away where all of them have one."""
        keys: set[Hashable] = {self._key(row) for row in rows}
        self._ticked = self._ticked - keys if keys <= self._ticked else self._ticked | keys
        self.viewport().update()
        self.ticked_changed.emit()

    def _toggle_all(self, section: int) -> None:
        if section == 0:
            self.toggle(*self.records.rows)

    def untick_all(self) -> None:
        """Take every tick away."""
        self._ticked.clear()
        self.viewport().update()
        self.ticked_changed.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the box ticks."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == 0 and event.button() is Qt.MouseButton.LeftButton:
            self.toggle(self.records.row_at(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks the rows that are marked."""
        if event.key() == Qt.Key.Key_Space and self.marked():
            self.toggle(*self.marked())
        else:
            super().keyPressEvent(event)

    def is_ticked(self, row: int) -> bool:
        """Whether the row with that number is ticked."""
        return self._key(self.records.row_at(row)) in self._ticked

    def _said_tick(self, row: R) -> str:
        return tr("Ticked") if self._key(row) in self._ticked else tr("Not ticked")


class _TickDelegate(CellDelegate):
    """Paints a box instead of the words that a screen reader says."""

    def __init__(self, table: TickTable[Any]) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint ground and thin line as in every cell, then the box in the middle."""
        box = QRect(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, colour("brand_soft"))
        painter.setPen(colour("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        side = px(_BOX)
        square = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
        _paint_box(painter, square, ticked=self._table.is_ticked(index.row()))
        if option.state & QStyle.StateFlag.State_Selected and self._table.hasFocus():
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), colour("focus"))
        painter.restore()


def _paint_box(painter: QPainter, square: QRectF, *, ticked: bool) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour("brand" if ticked else "control"), 1))
    painter.setBrush(colour("brand" if ticked else "surface"))
    painter.drawRoundedRect(square, 3, 3)
    if ticked:
        painter.setPen(QPen(colour("on_brand"), px(2)))
        left, middle, wide = square.left(), square.center().y(), square.width()
        painter.drawPolyline(
            [
                QPointF(left + wide * 0.22, middle + wide * 0.02),
                QPointF(left + wide * 0.43, middle + wide * 0.22),
                QPointF(left + wide * 0.78, middle - wide * 0.2),
            ]
        )

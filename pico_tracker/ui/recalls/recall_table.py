"""The table of the recall list, with a box to tick before each person for whom texts are wanted."""

from collections.abc import Callable, Hashable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from pico_tracker.domain.recalls import RecallLine
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.cells import Column, Quiet, TwoLines
from pico_tracker.ui.kit.delegates import CellDelegate
from pico_tracker.ui.kit.record_table import RecordTable
from pico_tracker.ui.kit.style import colour, px
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.recalls.recall_words import (
    said_due,
    said_last,
    said_preference,
    said_reason,
    said_status,
)

AnyIndex = QModelIndex | QPersistentModelIndex
_BOX = 14
"""Side of a tick box in px at 100 %."""


class RecallTable(RecordTable[RecallLine]):
    """Lines one can walk, open and tick: `ticked_changed()`.

    A click on a box or Space ticks; Ctrl+A and Space, or a click over the boxes, tick all.
    """

    ticked_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        self._ticked: set[Hashable] = set()
        super().__init__("recalls", _columns(desk, self._said_tick), key=lambda line: line.key)
        self._tick_delegate = _TickDelegate(self)
        self.setItemDelegateForColumn(0, self._tick_delegate)
        self.setAccessibleName(tr("People to reach"))
        self.horizontalHeader().sectionClicked.connect(self._toggle_all)

    def ticked(self) -> tuple[RecallLine, ...]:
        """The lines that are ticked, from the top."""
        return tuple(line for line in self.records.rows if line.key in self._ticked)

    def show_lines(self, lines: Sequence[RecallLine]) -> None:
        """Show these lines; where the chosen one has gone, the next one is chosen."""
        before, at = self.current(), self.currentIndex().row()
        self._ticked &= {line.key for line in lines}
        self.show_rows(lines)
        if lines and (before is None or self.records.line_of(before.key) < 0):
            self.selectRow(min(max(at, 0), len(lines) - 1))
        self.ticked_changed.emit()

    def toggle(self, *lines: RecallLine) -> None:
        """Tick these lines, or take their ticks away where all of them have one."""
        keys: set[Hashable] = {line.key for line in lines}
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
        """Space ticks the lines that are marked."""
        if event.key() == Qt.Key.Key_Space and self.marked():
            self.toggle(*self.marked())
        else:
            super().keyPressEvent(event)

    def is_ticked(self, row: int) -> bool:
        """Whether the line in that row is ticked."""
        return self.records.row_at(row).key in self._ticked

    def _said_tick(self, line: RecallLine) -> str:
        return tr("Ticked") if line.key in self._ticked else tr("Not ticked")


class _TickDelegate(CellDelegate):
    """Paints a box instead of the words that a screen reader says."""

    def __init__(self, table: RecallTable) -> None:
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


def _columns(desk: Desk, said_tick: Callable[[RecallLine], str]) -> tuple[Column[RecallLine], ...]:
    context = desk.context
    return (
        Column("ticked", "✓", said_tick, width=36, tip=lambda _line: tr("Tick for texts")),
        Column(
            "patient",
            tr("Patient"),
            lambda line: TwoLines(line.patient_name, line.record_number),
            sort=lambda line: line.patient_name.casefold(),
        ),
        Column("reason", tr("Reason"), lambda line: said_reason(line, context.today())),
        Column(
            "due",
            tr("Due"),
            lambda line: said_due(line, context.today()),
            number=True,
            keep=True,
            sort=lambda line: line.due_on,
        ),
        Column(
            "status",
            tr("Status"),
            lambda line: said_status(line, context.today()),
            keep=True,
            sort=lambda line: line.kind,
        ),
        Column("tries", tr("Tries"), lambda line: str(line.tries), number=True, sort=lambda line: line.tries),
        Column(
            "last",
            tr("Last contact"),
            lambda line: said_last(line, context.now()) or Quiet(tr("Not contacted")),
            sort=lambda line: None if line.last is None else line.last.at,
        ),
        Column("prefers", tr("Prefers"), lambda line: said_preference(line.reach), keep=True),
    )

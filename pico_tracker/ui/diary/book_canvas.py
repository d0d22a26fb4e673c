"""The grid of the day book: one canvas that paints what is seen and answers the mouse."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from pico_tracker.ui.diary.book_keys import SLOT, BookKeys
from pico_tracker.ui.diary.book_layout import Placed, Spot
from pico_tracker.ui.diary.book_map import BookMap
from pico_tracker.ui.diary.book_paint import ghost_box, paint_ghost, paint_ground, paint_now, paint_spot
from pico_tracker.ui.diary.shown_book import Ghost, Grip, Held, ShownBook
from pico_tracker.ui.diary.visit_block import BlockLook, paint_block
from pico_tracker.ui.kit.plain_text import shown as as_shown
from pico_tracker.ui.kit.plain_text import tip


@dataclass(frozen=True, slots=True)
class Press:
    """Where the mouse was pressed, and what it took hold of."""

    at: QPoint
    held: Held


class BookCanvas(QWidget):
    """Paints a `ShownBook`; no widget a visit, so that thousands stay smooth.

    `opened(Visit)`, `menu_wanted(Visit, QPoint on the screen)` and `time_wanted(Column, datetime)`
    are wishes; `lifted(Held, QPoint on the screen)`, `dragged(QPoint)`, `dropped()` and `let_go()`
    tell of a visit on its way.
    """

    opened = Signal(object)
    menu_wanted = Signal(object, QPoint)
    time_wanted = Signal(object, object)
    lifted = Signal(object, QPoint)
    dragged = Signal(QPoint)
    dropped = Signal()
    let_go = Signal()

    def __init__(self, shown: ShownBook, keys: BookKeys) -> None:
        super().__init__()
        self._shown, self._keys = shown, keys
        self._hovered = 0
        self._press: Press | None = None
        self._is_dragging = False
        self.map = BookMap(shown.layout, self.width())
        self.setProperty("ground", "clear")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        shown.laid_out.connect(self.lay_out)
        shown.changed.connect(self.update)
        shown.changed.connect(self._say)
        shown.pointed.connect(self._say)
        shown.ghost_moved.connect(self._follow_ghost)
        self._say()

    # -- where things are

    def lay_out(self) -> None:
        """Measure again after another book, width or type size."""
        self.map = BookMap(self._shown.layout, self.width())
        self.setMinimumSize(self.map.least_width, self.map.height)

    def tip_at(self, point: QPointF) -> str:
        """What a tip says at a point: all the words of the visit there, or nothing."""
        placed = self.map.visit_at(point)
        return self._shown.words(placed.visit).tip if placed is not None else ""

    def current_box(self) -> QRectF:
        """Where the current visit or time is; null if nothing is."""
        if self._shown.current is not None:
            return self.map.box_of(self._shown.current)
        spot = self._shown.spot
        return self.map.slot_box(spot, SLOT) if spot is not None else QRectF()

    def _free_spot(self, point: QPointF) -> Spot:
        """The quarter of an hour at a point, from the end of a visit that reaches into it."""
        spot = self.map.spot_at(point, SLOT)
        minute = self.map.minute_at(point.y())
        before = self._shown.layout.within((spot.column,), spot.minute, minute)
        ends = [one.bottom for one in before if one.bottom <= minute]
        return Spot(spot.column, max([spot.minute, *ends]))

    # -- paint

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the hours and the visits that the event asks for, nothing else."""
        if not self._shown.layout.columns:
            return
        painter = QPainter(self)
        seen, shown = event.rect(), self._shown
        paint_ground(painter, seen, self.map, shown)
        if shown.spot is not None:
            paint_spot(painter, self.map, shown, shown.spot)
        paint_now(painter, self.map, shown, over=False)
        for placed in self.map.seen(seen):
            paint_block(painter, self.map.box_of(placed), self._look(placed))
        paint_now(painter, self.map, shown, over=True)
        if shown.ghost is not None and not shown.ghost.is_over_pins:
            paint_ghost(painter, self.map, shown, shown.ghost)

    def _follow_ghost(self, before: Ghost) -> None:
        for ghost in (before, self._shown.ghost):
            if ghost is not None:
                self._update_box(ghost_box(self.map, self._shown, ghost))
        self._say()

    def _update_box(self, box: QRectF) -> None:
        self.update(box.toAlignedRect().adjusted(-2, -2, 2, 2))

    def _look(self, placed: Placed) -> BlockLook:
        visit_id = placed.visit.id
        is_current = visit_id == self._shown.current_id
        return BlockLook(
            placed,
            self._shown.words(placed.visit),
            self._shown.standing(placed),
            is_hovered=visit_id == self._hovered,
            is_current=is_current,
            has_focus=is_current and self.hasFocus(),
        )

    def _say(self) -> None:
        name, more = self._shown.spoken
        if self.accessibleName() != as_shown(name):
            self.setAccessibleName(as_shown(name))
        if self.accessibleDescription() != as_shown(more):
            self.setAccessibleDescription(as_shown(more))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns."""
        super().resizeEvent(event)
        self.map = BookMap(self._shown.layout, self.width())

    # -- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Point at a visit or a free time; the left button may also drag."""
        if not self._shown.layout.columns:
            return
        self._keys.finish()
        placed = self.map.visit_at(event.position())
        if placed is None:
            self._shown.point_at_spot(self._free_spot(event.position()))
            return
        self._shown.point_at_visit(placed.visit.id)
        if event.button() is Qt.MouseButton.LeftButton:
            self._press = Press(event.position().toPoint(), self._hold(placed, event.position()))

    def _hold(self, placed: Placed, point: QPointF) -> Held:
        minute = self.map.minute_at(point.y())
        if self.map.is_lower_edge(placed, point):
            return Held(placed.visit, Grip.END, minute - placed.leaves)
        return Held(placed.visit, Grip.WHOLE, minute - placed.top)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what is held; else show what is under the pointer."""
        point = event.position().toPoint()
        if self._press is None:
            self._hover(event.position())
        elif self._is_dragging:
            self.dragged.emit(self.mapToGlobal(point))
        elif (point - self._press.at).manhattanLength() >= QApplication.startDragDistance():
            self._is_dragging = True
            self.lifted.emit(self._press.held, self.mapToGlobal(point))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop what is held."""
        is_dragging = self._is_dragging
        if event.button() is Qt.MouseButton.LeftButton:
            self.forget_press()
            if is_dragging:
                self.dropped.emit()

    def forget_press(self) -> None:
        """Hold nothing any more, though the button may still be down."""
        self._press, self._is_dragging = None, False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a visit, or ask for a visit at a free time."""
        if event.button() is not Qt.MouseButton.LeftButton or not self._shown.layout.columns:
            return
        placed = self.map.visit_at(event.position())
        if placed is not None:
            self.opened.emit(self._shown.as_recorded(placed))
        elif (spot := self._free_spot(event.position())) is not None:
            self._shown.point_at_spot(spot)
            self.time_wanted.emit(self._shown.column(spot.column), self._shown.moment(spot))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of a visit, at the pointer or, by the menu key, at the visit."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            placed, at = self._shown.current, self.mapToGlobal(self.current_box().center().toPoint())
        else:
            placed, at = self.map.visit_at(QPointF(event.pos())), event.globalPos()
        if placed is not None:
            self._shown.point_at_visit(placed.visit.id)
            self.menu_wanted.emit(self._shown.as_recorded(placed), at)

    def _hover(self, point: QPointF) -> None:
        placed = self.map.visit_at(point)
        hovered = placed.visit.id if placed is not None else 0
        shape = Qt.CursorShape.ArrowCursor
        if placed is not None:
            at_edge = self.map.is_lower_edge(placed, point)
            shape = Qt.CursorShape.SizeVerCursor if at_edge else Qt.CursorShape.PointingHandCursor
        if self.cursor().shape() is not shape:
            self.setCursor(shape)
        self._hover_over(hovered)

    def _hover_over(self, hovered: int) -> None:
        if hovered == self._hovered:
            return
        for visit_id in (hovered, self._hovered):
            if (placed := self._shown.layout.of(visit_id)) is not None:
                self._update_box(self.map.box_of(placed))
        self._hovered = hovered

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer."""
        super().leaveEvent(event)
        self._hover_over(0)

    # -- keys, focus, tips

    def event(self, event: QEvent) -> bool:
        """Answer tips, and keep the strokes of the day book from shortcuts elsewhere."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            self._show_tip(event)
            return True
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._keys.knows(event.key(), event.modifiers()):
                event.accept()
            return True
        return super().event(event)

    def _show_tip(self, event: QHelpEvent) -> None:
        """Tell the words of a visit as long as the pointer stays on it."""
        placed = self.map.visit_at(QPointF(event.pos()))
        where = self.map.box_of(placed).toAlignedRect() if placed is not None else QRect()
        QToolTip.showText(event.globalPos(), tip(self.tip_at(QPointF(event.pos()))), self, where)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key says; Escape first lets go of what is dragged."""
        if self._is_dragging and event.key() == Qt.Key.Key_Escape:
            self._let_go()
        elif not self._keys.press(event.key(), event.modifiers()):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """End a move by keys when Alt is let go."""
        self._keys.release(event.key())
        super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Point at something when Tab comes here."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._keys.start()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """End a move by keys when they go elsewhere."""
        super().focusOutEvent(event)
        self._keys.finish()
        self.update()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing stays in the hand on a page that is left."""
        super().hideEvent(event)
        self._keys.finish()
        self._let_go()

    def _let_go(self) -> None:
        self.forget_press()
        self.let_go.emit()

"""A visit on its way by the mouse, over the grid and the pinboard."""

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QTimer, Signal
from PySide6.QtWidgets import QScrollBar, QWidget

from pico_tracker.domain.diary import Visit
from pico_tracker.ui.diary.book_area import BookArea
from pico_tracker.ui.diary.book_layout import Spot, lengthened_place, moved_place
from pico_tracker.ui.diary.shown_book import Ghost, Grip, Held, ShownBook, Wish
from pico_tracker.ui.kit.style import px

SNAP = 5
"""Minutes that a dragged visit snaps to."""
NEAR, STRIDE, TICK_MS = 28, 14, 30
"""How near to an edge the grid scrolls, how far at a time, in px at 100 %, and how often."""
BEYOND = 44
"""So far outside the grid, in px at 100 %, a visit falls back to its old place."""


def snapped(minute: float) -> int:
    """The nearest minute that a visit may be dropped on."""
    return round(minute / SNAP) * SNAP


class Dragging(QObject):
    """Follows the mouse: `lift`, then `move_to` until `drop` or `cancel`.

    `moved(Visit, Place, Column)` and `pinned(Visit)` are wishes; the visit is as on record.
    """

    moved = Signal(object, object, object)
    pinned = Signal(object)
    lifted = Signal()
    put_down = Signal()

    def __init__(self, shown: ShownBook, area: BookArea, pins: QWidget) -> None:
        super().__init__(area)
        self._shown, self._area, self._pins = shown, area, pins
        self._held: Held | None = None
        self._at = QPoint()
        self._may_pin = False
        self._scroll = QTimer(self)
        self._scroll.setInterval(TICK_MS)
        self._scroll.timeout.connect(self._scroll_on)

    @property
    def is_active(self) -> bool:
        """Whether a visit is in the hand."""
        return self._held is not None

    def lift(self, held: Held, at: QPoint) -> None:
        """Take a visit into the hand; `at` is the pointer on the screen."""
        self._held = held
        self._may_pin = False
        self.lifted.emit()
        self.move_to(at)

    def move_to(self, at: QPoint) -> None:
        """Show where the visit would be if it were dropped here."""
        if self._held is None:
            return
        self._at = at
        self._may_pin = self._may_pin or not self._is_over_pins(at)
        self._shown.show_ghost(self._ghost(self._held, at))
        if self._pull() == QPoint():
            self._scroll.stop()
        elif not self._scroll.isActive():
            self._scroll.start()

    def drop(self) -> None:
        """Put the visit where the ghost is; where there is none it falls back."""
        held, ghost = self._held, self._shown.ghost
        self.cancel()
        if held is None or ghost is None:
            return
        wish = ghost.wish
        if ghost.is_over_pins:
            self.pinned.emit(wish.visit)
        elif wish.place != held.visit.place:
            self._shown.wish(wish)
            self.moved.emit(wish.visit, wish.place, self._shown.column(wish.column))

    def cancel(self) -> None:
        """Leave the visit where it was."""
        self._scroll.stop()
        if self._held is not None:
            self._held = None
            self._shown.show_ghost(None)
            self.put_down.emit()

    def renew(self) -> None:
        """Go on over a book that was read again, unless the visit has changed meanwhile."""
        if self._held is None:
            return
        visit = self._held.visit
        if self._shown.recorded(visit.id) == visit:
            self.move_to(self._at)
        else:
            self.cancel()

    def _ghost(self, held: Held, at: QPoint) -> Ghost | None:
        recorded = self._shown.recorded(held.visit.id) or held.visit
        if held.grip is Grip.WHOLE and self._may_pin and self._is_over_pins(at):
            return Ghost(Wish(recorded, recorded.place, 0), is_over_pins=True)
        beyond = px(BEYOND)
        view = self._area.viewport()
        inside = QRect(QPoint(), view.size()).adjusted(-beyond, -beyond, beyond, beyond)
        if not inside.contains(view.mapFromGlobal(at)) or not self._shown.layout.columns:
            return None
        return Ghost(self._wish(held, recorded, QPointF(self._area.canvas.mapFromGlobal(at))))

    def _wish(self, held: Held, recorded: Visit, point: QPointF) -> Wish:
        book_map, layout = self._area.canvas.map, self._shown.layout
        minute = snapped(book_map.minute_at(point.y()) - held.offset)
        standing = layout.of(held.visit.id)
        if held.grip is Grip.END and standing is not None:
            minutes = held.visit.place.minutes + minute - standing.leaves
            return Wish(recorded, lengthened_place(held.visit.place, minutes), standing.column)
        spot = Spot(book_map.column_at(point.x()), minute)
        return Wish(recorded, moved_place(layout, held.visit, spot), spot.column)

    def _is_over_pins(self, at: QPoint) -> bool:
        """Whether the pointer is over the pinboard; one that opens under it counts once it was elsewhere."""
        return self._pins.isVisible() and self._pins.rect().contains(self._pins.mapFromGlobal(at))

    def _pull(self) -> QPoint:
        """Which way the grid is to scroll, as signs."""
        view = self._area.viewport()
        at, near = view.mapFromGlobal(self._at), px(NEAR)
        ghost = self._shown.ghost
        if ghost is None or ghost.is_over_pins:
            return QPoint()
        return QPoint(_towards(at.x(), view.width(), near), _towards(at.y(), view.height(), near))

    def _scroll_on(self) -> None:
        pull, stride = self._pull(), px(STRIDE)
        moved = _push(self._area.horizontalScrollBar(), pull.x() * stride)
        moved = _push(self._area.verticalScrollBar(), pull.y() * stride) or moved
        if moved:
            self.move_to(self._at)
        else:
            self._scroll.stop()


def _towards(at: int, size: int, near: int) -> int:
    if at < near:
        return -1
    return 1 if at > size - near else 0


def _push(bar: QScrollBar, by: int) -> bool:
    before = bar.value()
    bar.setValue(before + by)
    return bar.value() != before

"""The day book as a widget: a day of practitioners, rooms or lasers, or a week of one of them."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pico_tracker.domain.day_book import ColumnKind, DayBook
from pico_tracker.domain.diary import Visit
from pico_tracker.ui.diary.book_area import BookArea
from pico_tracker.ui.diary.book_canvas import BookCanvas
from pico_tracker.ui.diary.book_keys import BookKeys
from pico_tracker.ui.diary.book_layout import moved_place
from pico_tracker.ui.diary.drag import Dragging
from pico_tracker.ui.diary.nudge import Nudging
from pico_tracker.ui.diary.pinboard import Pinboard
from pico_tracker.ui.diary.shown_book import ShownBook, Wish


class DayBookView(QWidget):
    """`view.show_book(book, now)`; whatever people do with it comes out as a wish.

    `opened(Visit)`: double click or Enter. `menu_wanted(Visit, QPoint on the screen)`.
    `move_wanted(Visit, Place, Column)`: the visit as it was shown by `show_book`, with its version.
    A moved visit stands at its new place until `show_book` or `take_back` answers.
    `time_wanted(Column, datetime)`: a free time. `pin_wanted(Visit)`, `unpin_wanted(Visit)`: the
    pinboard has followed already; it stays over other days until the visit is put down.
    `current_changed()`: another visit, or none, is the current one.
    """

    opened = Signal(object)
    menu_wanted = Signal(object, QPoint)
    move_wanted = Signal(object, object, object)
    time_wanted = Signal(object, object)
    pin_wanted = Signal(object)
    unpin_wanted = Signal(object)
    current_changed = Signal()

    def __init__(self, now: datetime) -> None:
        super().__init__()
        empty = DayBook(first_on=now.date(), days=1, kind=ColumnKind.PRACTITIONER, columns=())
        self.shown = ShownBook(empty, now)
        self.shown.setParent(self)
        self._nudging = Nudging(self.shown)
        keys = BookKeys(self.shown, self._nudging)
        self.canvas = BookCanvas(self.shown, keys)
        self.area = BookArea(self.shown, self.canvas)
        self.pinboard = Pinboard(self.shown, self)
        self._dragging = Dragging(self.shown, self.area, self.pinboard)
        self._is_settled = False
        self._arrange()
        self._connect_wishes(keys)
        self._connect_drags()

    def _arrange(self) -> None:
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(self.area, 1)
        stack.addWidget(self.pinboard)
        self.setFocusProxy(self.canvas)

    def _connect_wishes(self, keys: BookKeys) -> None:
        for source in (self.canvas, keys):
            source.opened.connect(self.opened)
            source.time_wanted.connect(self.time_wanted)
        self.canvas.menu_wanted.connect(self.menu_wanted)
        keys.pin_wanted.connect(self._turn_pin)
        keys.walked.connect(self.area.show_current)
        self._nudging.moved.connect(self.move_wanted)
        self.pinboard.put_down.connect(self._put_down)
        self.pinboard.taken_off.connect(self._take_off)
        self.shown.pointed.connect(self.current_changed)
        self.area.verticalScrollBar().rangeChanged.connect(self._settle)

    def _connect_drags(self) -> None:
        for source in (self.canvas, self.pinboard):
            source.lifted.connect(self._dragging.lift)
            source.dragged.connect(self._dragging.move_to)
            source.dropped.connect(self._dragging.drop)
            source.let_go.connect(self._dragging.cancel)
        self._dragging.lifted.connect(self._begin_drag)
        self._dragging.put_down.connect(self._end_drag)
        self._dragging.moved.connect(self._ask_move)
        self._dragging.pinned.connect(self._pin)

    # -- what it is told

    def show_book(self, book: DayBook, now: datetime) -> None:
        """Show what the record has; what is focused, scrolled and on its way stays so."""
        before = self.shown.book
        is_other = (before.first_on, before.kind, len(before.columns)) != (
            book.first_on,
            book.kind,
            len(book.columns),
        )
        top = self.canvas.map.minute_at(self.area.verticalScrollBar().value())
        self.shown.show_book(book, now)
        self._nudging.renew()
        self._dragging.renew()
        if is_other:
            self._is_settled = False
            self._settle()
        else:
            self.area.verticalScrollBar().setValue(round(self.canvas.map.top_of(top)))

    def take_back(self) -> None:
        """Show every visit where the record has it, after a move was refused."""
        self.shown.forget_wishes()

    def move_now(self, now: datetime) -> None:
        """Move the line of now, and the waiting times with it."""
        self.shown.move_now(now)

    def hide_details(self, hidden: bool) -> None:
        """Hide or show who comes and for what; times and states stay."""
        self.shown.hide_details(hidden)

    def focus_visit(self, visit_id: int) -> None:
        """Point at a visit, if it is here, and give the grid the keys."""
        if self.shown.layout.of(visit_id) is not None:
            self.shown.point_at_visit(visit_id)
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
            self.area.show_current()

    def current_visit(self) -> Visit | None:
        """The visit that keys act on, as the record has it."""
        return self.shown.recorded(self.shown.current_id) if self.shown.current is not None else None

    def show_pinned(self, visits: Sequence[Visit]) -> None:
        """Put these visits, and no others, on the pinboard."""
        self.shown.pin(visits)

    @property
    def pinned(self) -> tuple[Visit, ...]:
        """The visits on the pinboard."""
        return self.shown.pinned

    # -- what it asks for

    def _ask_move(self, visit: Visit, place: object, column: object) -> None:
        self._unpin(visit)
        self.move_wanted.emit(visit, place, column)

    def _turn_pin(self, visit: Visit) -> None:
        if any(one.id == visit.id for one in self.pinned):
            self._take_off(visit)
        else:
            self._pin(visit)

    def _pin(self, visit: Visit) -> None:
        if all(one.id != visit.id for one in self.pinned):
            self._is_settled = True
            self.shown.pin((*self.pinned, visit))
            self.pin_wanted.emit(visit)

    def _take_off(self, visit: Visit) -> None:
        self._unpin(visit)
        self.unpin_wanted.emit(visit)
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unpin(self, visit: Visit) -> None:
        self.shown.pin([one for one in self.pinned if one.id != visit.id])

    def _put_down(self, visit: Visit) -> None:
        """Ask for a pinned visit at the free time that is pointed at; without one, go and point."""
        spot = self.shown.spot
        if spot is not None:
            place = moved_place(self.shown.layout, visit, spot)
            self.shown.wish(Wish(visit, place, spot.column))
            self.shown.point_at_visit(visit.id)
            self._ask_move(visit, place, self.shown.column(spot.column))
        self.canvas.setFocus(Qt.FocusReason.TabFocusReason)

    def _begin_drag(self) -> None:
        self._is_settled = True  # the pinboard takes some of the height; nothing jumps for that
        self.pinboard.open_for(dragging=True)
        if (stack := self.layout()) is not None:
            stack.activate()  # the pinboard has its place before the drag asks where it is

    def _end_drag(self) -> None:
        self.canvas.forget_press()
        self.pinboard.open_for(dragging=False)

    # -- where it stands

    def _settle(self) -> None:
        """Stand where now is, once there is something to scroll."""
        if not self._is_settled and self.shown.layout.columns and self.isVisible():
            self._is_settled = self.area.verticalScrollBar().maximum() > 0
            self.area.start_at_now()
            self.area.show_current()

    def showEvent(self, event: QShowEvent) -> None:
        """Stand where now is when it is first seen."""
        super().showEvent(event)
        self._settle()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again at another type size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.area.arrange()

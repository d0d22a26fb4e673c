"""The day book at work: asks for a day or a week, moves visits and brings them on, with Undo."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import Enum
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from pico_tracker.domain.day_book import Column, ColumnKind, DayBook
from pico_tracker.domain.diary import Place, Visit, VisitState
from pico_tracker.domain.errors import PicoError, Refused
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.words import mark
from pico_tracker.services.context import Done
from pico_tracker.services.day_book import read_day_book, read_week
from pico_tracker.services.visits import move_visit, set_visit_state, undo_visit_step
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.diary.book_view import DayBookView
from pico_tracker.ui.diary.cancel_form import CancelForm
from pico_tracker.ui.diary.reason_form import ReasonForm
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr, translated

WEEK_DAYS = 7
_STEPS = {
    VisitState.CONFIRMED: mark("Confirmed"),
    VisitState.ARRIVED: mark("Arrived"),
    VisitState.IN_ROOM: mark("In room"),
    VisitState.DONE: mark("Done"),
    VisitState.NO_SHOW: mark("No-show"),
    VisitState.BOOKED: mark("Booked again"),
}
KEYS = {
    Qt.Key.Key_C: VisitState.CONFIRMED,
    Qt.Key.Key_A: VisitState.ARRIVED,
    Qt.Key.Key_I: VisitState.IN_ROOM,
    Qt.Key.Key_D: VisitState.DONE,
    Qt.Key.Key_N: VisitState.NO_SHOW,
    Qt.Key.Key_B: VisitState.BOOKED,
}
"""Keys that bring the current visit on, the same as on its card."""
_LETTERS = {state: key.name.removeprefix("Key_") for key, state in KEYS.items()}
_TOLD = {
    VisitState.CONFIRMED: mark("{name}: confirmed."),
    VisitState.ARRIVED: mark("{name}: arrived."),
    VisitState.IN_ROOM: mark("{name}: in the room."),
    VisitState.DONE: mark("{name}: done."),
    VisitState.NO_SHOW: mark("{name}: did not come. The recall list has the line again."),
    VisitState.BOOKED: mark("{name}: booked again."),
    VisitState.CANCELLED: mark("{name}: cancelled. The time is free again."),
}


class Span(Enum):
    """How much of the diary is shown."""

    DAY = "day"
    WEEK = "week"


class BookPart(QWidget):
    """`part.show_day(day)` or `part.show_week(monday, key)`; what was wished is done through services.

    `record_wanted(Visit)`: open whom it is about. `card_wanted(Visit)`: show it beside the book.
    `time_wanted(Place)`: book there. `other_place_wanted(Visit)`: choose its new place in the form.
    `log_wanted(Visit)`: log its session. `freed(Visit)`: a time came free. `shown(DayBook)`: what was
    asked for is there.
    """

    record_wanted = Signal(object)
    card_wanted = Signal(object)
    time_wanted = Signal(object)
    other_place_wanted = Signal(object)
    log_wanted = Signal(object)
    freed = Signal(object)
    shown = Signal(object)

    def __init__(self, desk: Desk, notices: NoticeBoard, latest: str) -> None:
        super().__init__()
        self._desk, self._notices, self._latest = desk, notices, latest
        self.kind = ColumnKind.PRACTITIONER
        self.key: int | None = None
        self.span = Span.DAY
        self.first_on = desk.context.today()
        self.view = DayBookView(desk.context.now())
        self.menu: QMenu | None = None
        self.dialog: ReasonForm | None = None
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(self.view)
        self.setFocusProxy(self.view)
        self.view.opened.connect(self.record_wanted)
        self.view.current_changed.connect(self._show_current)
        self.view.menu_wanted.connect(self.open_menu)
        self.view.move_wanted.connect(lambda visit, place, _column: self.move_to(visit, place))
        self.view.time_wanted.connect(self._want_time)

    def show_day(self, day: date) -> None:
        """Ask for one day, a column each of the chosen kind."""
        self.span, self.first_on = Span.DAY, day
        self.refresh()

    def show_week(self, first_on: date, key: int | None) -> None:
        """Ask for a week of one practitioner, room or laser, or of everybody."""
        self.span, self.first_on, self.key = Span.WEEK, first_on, key
        self.refresh()

    def show_kind(self, kind: ColumnKind) -> None:
        """Ask for the columns of another kind."""
        self.kind, self.key = kind, None
        self.refresh()

    def go(self, steps: int) -> None:
        """Go so many days or weeks on, or back."""
        self.first_on += timedelta(days=steps * (WEEK_DAYS if self.span is Span.WEEK else 1))
        self.refresh()

    def refresh(self) -> None:
        """Ask again."""
        if self.span is Span.WEEK:
            wanted = (self.first_on, self.kind, self.key)
            self._desk.run(read_week, *wanted, done=self._show, latest=self._latest)
        else:
            self._desk.run(read_day_book, self.first_on, self.kind, done=self._show, latest=self._latest)

    def _show(self, book: DayBook) -> None:
        self.view.show_book(book, self._desk.context.now())
        self.shown.emit(book)

    def _show_current(self) -> None:
        self.card_wanted.emit(self.view.current_visit())

    def _want_time(self, column: Column, at: datetime) -> None:
        keys = {
            ColumnKind.PRACTITIONER: "practitioner_id",
            ColumnKind.ROOM: "room_id",
            ColumnKind.DEVICE: "device_id",
        }
        who = {} if column.key is None else {keys[self.kind]: column.key}
        self.time_wanted.emit(Place(starts_at=at, minutes=30, **who))

    # -- moving

    def move_to(self, visit: Visit, place: Place, reason: str = "") -> None:
        """Move a visit; where it is too early, a practitioner is asked for the reason."""
        self._desk.run(
            move_visit,
            visit.id,
            place,
            visit.version,
            reason,
            done=lambda done: self._tell_moved(visit, place, done),
            failed=lambda error: self._refuse_move(visit, place, error),
        )

    def _tell_moved(self, visit: Visit, place: Place, done: Done[int]) -> None:
        at = f"{place.starts_at:%H:%M}"
        if place.starts_at.date() != visit.starts_at.date():
            at = tr("{day}, {time}", day=said_day(place.starts_at.date()), time=at)
        text = tr("{name}: now at {time}, {minutes} min.", name=self._name(visit), time=at, minutes=place.minutes)
        self._tell(text, done.value)
        if place.starts_at != visit.starts_at:
            self.freed.emit(visit)

    def _refuse_move(self, visit: Visit, place: Place, error: PicoError) -> None:
        self.view.take_back()
        if isinstance(error, Refused) and any(
            one.code == "visit.early" and one.overridable for one in error.findings
        ):
            text = tr("Why {name} comes earlier than agreed", name=self._name(visit))
            self._ask_reason(text, error, lambda reason: self.move_to(visit, place, reason))
        else:
            self._notices.refuse(error)
            stays = tr("{name} stays at {time}.", name=self._name(visit), time=f"{visit.starts_at:%H:%M}")
            self._notices.tell(stays)
            self.refresh()

    # -- states

    def set_state(self, visit: Visit, state: VisitState) -> None:
        """Bring a visit on, or say that nobody came."""
        self._desk.run(
            set_visit_state,
            visit.id,
            state,
            visit.version,
            done=lambda done: self._tell_state(visit, state, done.value),
            failed=self._refuse,
        )

    def ask_cancel(self, visit: Visit) -> None:
        """Cancel a visit, with the reason."""
        form = CancelForm(self._desk, self.window(), visit, hidden=self.view.shown.is_hidden)
        form.cancelled.connect(lambda step_id: self._tell_state(visit, VisitState.CANCELLED, step_id))
        form.open()

    def _tell_state(self, visit: Visit, state: VisitState, step_id: int) -> None:
        self._tell(tr(_TOLD[state], name=self._name(visit)), step_id)
        if state in (VisitState.CANCELLED, VisitState.NO_SHOW):
            self.freed.emit(visit)

    def _tell(self, text: str, step_id: int) -> None:
        self._notices.tell(text, Tone.OK, undo=lambda: self.undo(step_id))

    def undo(self, step_id: int) -> None:
        """Take a step back."""
        self._desk.run(undo_visit_step, step_id, failed=self._refuse)

    def _refuse(self, error: PicoError) -> None:
        self._notices.refuse(error)
        self.refresh()

    def _ask_reason(self, title: str, error: PicoError, then: Callable[[str], object]) -> None:
        self.dialog = ReasonForm(title, error, self._desk, self.window())
        self.dialog.given.connect(then)
        self.dialog.open()

    def _name(self, visit: Visit) -> str:
        return tr("Visit") if self.view.shown.is_hidden else visit.patient_name

    # -- keys and the menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Single letters bring the current visit on, where no card beside the book takes them."""
        visit, key = self.view.current_visit(), Qt.Key(event.key())
        if visit is None or event.modifiers() != Qt.KeyboardModifier.NoModifier:
            super().keyPressEvent(event)
        elif key in KEYS and KEYS[key] is not visit.state:
            self.set_state(visit, KEYS[key])
        elif key == Qt.Key.Key_X:
            self.ask_cancel(visit)
        elif key == Qt.Key.Key_M:
            self.other_place_wanted.emit(visit)
        elif key == Qt.Key.Key_L and self._may_log():
            self.log_wanted.emit(visit)
        else:
            super().keyPressEvent(event)

    def _may_log(self) -> bool:
        return self._desk.may(Permission.WRITE_CLINICAL)

    def open_menu(self, visit: Visit, at: QPoint) -> None:
        """What can be done with a visit, at a point of the screen."""
        self.menu = menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for state, text in _STEPS.items():
            if state is not visit.state and (state is not VisitState.BOOKED or visit.state is VisitState.NO_SHOW):
                menu.addAction(f"{translated(text)}\t{_LETTERS[state]}", partial(self.set_state, visit, state))
        menu.addSeparator()
        menu.addAction(tr("Another time…") + "\tM", lambda: self.other_place_wanted.emit(visit))
        menu.addAction(tr("Cancel the visit…") + "\tX", lambda: self.ask_cancel(visit))
        menu.addSeparator()
        if self._may_log():
            menu.addAction(tr("Log session") + "\tL", lambda: self.log_wanted.emit(visit))
        menu.addAction(tr("Open the record"), lambda: self.record_wanted.emit(visit))
        menu.popup(at)


def monday_of(day: date) -> date:
    """The first day of a day's week."""
    return day - timedelta(days=day.weekday())

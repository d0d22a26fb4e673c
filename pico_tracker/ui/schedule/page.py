"""The page of the schedule: a week of one column or a day of all, with the pinboard between them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pico_tracker.domain.day_book import ColumnKind, DayBook
from pico_tracker.domain.diary import Visit
from pico_tracker.domain.people import Role as StaffRole
from pico_tracker.domain.topics import Topic
from pico_tracker.services.context import Context
from pico_tracker.services.opening_hours import list_rooms
from pico_tracker.services.people import list_colleagues
from pico_tracker.services.sessions import list_devices
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.diary.book_part import WEEK_DAYS, BookPart, Span, monday_of
from pico_tracker.ui.diary.book_tools import BookTools
from pico_tracker.ui.diary.visit_card import VisitCard
from pico_tracker.ui.diary.waiting_panel import WaitingPanel
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.cards import Card
from pico_tracker.ui.kit.choice_fields import Option
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.fields import ChoiceField
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import Tone, px
from pico_tracker.ui.kit.words import tr

MINUTE_MS = 60_000
WAITING_HEIGHT = 300
"""Least height of the waiting list in px at 100 %."""
EVERYBODY = 0
"""Chosen where the week is nobody's in particular; no person, room or laser has this key."""
SIDE = 340
"""Width of the right column in px at 100 %."""


@dataclass(frozen=True, slots=True)
class _Whose:
    """Whose week can be shown: names by kind of column."""

    options: dict[ColumnKind, tuple[Option, ...]]


class SchedulePage(QWidget):
    """A week, or a day in columns; a visit is dragged from day to day, or carried by the pinboard."""

    topics = frozenset(
        {Topic.VISITS, Topic.PATIENTS, Topic.COURSES, Topic.CLINIC, Topic.STAFF, Topic.DEVICES, Topic.WAITING}
    )
    course_wanted = Signal(int, int)
    patient_wanted = Signal(int)
    time_wanted = Signal(object)
    other_place_wanted = Signal(object)
    log_wanted = Signal(object)
    freed = Signal(object)
    hide_wanted = Signal()
    calendar_wanted = Signal()
    absence_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "page")
        self.title = Label("", Role.TITLE, elide=True)
        self.notices = NoticeBoard()
        self.tools = BookTools()
        self.span_button = Button(tr("Day"), key="Ctrl+D", run=self._turn_span)
        self.whose = ChoiceField("whose", tr("Whose week"))
        self.book = BookPart(desk, self.notices, "schedule")
        self.book.span = Span.WEEK
        self.book.first_on = monday_of(desk.context.today())
        self.card = VisitCard(desk)
        self.waiting = WaitingPanel(desk)
        self._arrange()
        self._connect()
        self.setFocusProxy(self.book)
        self._clock = QTimer(self)
        self._clock.timeout.connect(lambda: self.book.view.move_now(desk.context.now()))
        self._clock.start(MINUTE_MS)

    def _arrange(self) -> None:
        stack = QVBoxLayout(self)
        stack.setContentsMargins(20, 20, 20, 20)
        stack.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.title, 1)
        self.tools.row.insertWidget(3, self.span_button)
        head.addWidget(self.tools)
        stack.addLayout(head)
        stack.addWidget(self.notices)
        card = Card(edge_to_edge=True)
        card.add(self.book)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(card, 1)
        self._beside = QWidget()
        self._beside.setFixedWidth(px(SIDE))
        self.side = QVBoxLayout(self._beside)
        self.side.setContentsMargins(0, 0, 0, 0)
        self.side.setSpacing(12)
        self.side.addWidget(self.whose)
        columns.addWidget(self._beside)
        stack.addLayout(columns, 1)
        more = QHBoxLayout()
        more.setSpacing(8)
        self.absence_button = Button(tr("Absence or closure…"), run=self.absence_wanted.emit)
        self.calendar_button = Button(tr("Calendar file…"), run=self.calendar_wanted.emit)
        for button in (self.absence_button, self.calendar_button):
            more.addWidget(button)
        more.addStretch(1)
        self.side.addLayout(more)
        self.waiting.setMinimumHeight(px(WAITING_HEIGHT))
        self.side.addWidget(_scrolled(self.card, self.waiting), 1)

    def _connect(self) -> None:
        self.book.shown.connect(self._show_title)
        self.book.record_wanted.connect(self._open_visit)
        self.book.card_wanted.connect(self._show_card)
        self.card.patient_wanted.connect(self.patient_wanted)
        self.card.stepped.connect(self._tell_step)
        self.card.freed.connect(self.freed)
        self.card.closed.connect(self.card.clear_visit)
        self.waiting.patient_wanted.connect(self.patient_wanted)
        self.book.time_wanted.connect(self.time_wanted)
        self.book.other_place_wanted.connect(self.other_place_wanted)
        self.book.log_wanted.connect(self.log_wanted)
        self.card.log_wanted.connect(self.log_wanted)
        self.book.freed.connect(self.freed)
        self.tools.stepped.connect(self.go)
        self.tools.kind_chosen.connect(self._choose_kind)
        self.tools.hide_wanted.connect(self.hide_wanted)
        self.tools.book_wanted.connect(lambda: self.time_wanted.emit(None))
        self.whose.changed.connect(self._choose_whose)

    def refresh(self) -> None:
        """Ask again for the visits, and for whose they can be."""
        self._desk.run(_read_whose, done=self._show_whose, latest="schedule whose")
        self.book.refresh()
        self.waiting.refresh()

    def go(self, steps: int) -> None:
        """Go a week or a day on or back; 0 comes back to this one."""
        if steps:
            self.book.go(steps)
        elif self.book.span is Span.WEEK:
            self.book.show_week(monday_of(self._desk.context.today()), self.book.key)
        else:
            self.book.show_day(self._desk.context.today())

    def show_day(self, day: date) -> None:
        """Show one day in columns."""
        self._name_span(Span.DAY)
        self.book.show_day(day)

    def hide_details(self, *, hidden: bool) -> None:
        """Hide or show names and details."""
        self.book.view.hide_details(hidden)
        self.tools.show_hidden(hidden=hidden)
        self._beside.setVisible(not hidden)

    def _turn_span(self) -> None:
        if self.book.span is Span.DAY:
            self._name_span(Span.WEEK)
            self.book.show_week(monday_of(self.book.first_on), self.book.key)
        else:
            today = self._desk.context.today()
            within = self.book.first_on <= today < self.book.first_on + timedelta(days=WEEK_DAYS)
            self.show_day(today if within else self.book.first_on)

    def _name_span(self, span: Span) -> None:
        self.span_button.setText(tr("Day") if span is Span.WEEK else tr("Week"))
        self.whose.setVisible(span is Span.WEEK)

    def _choose_kind(self, kind: ColumnKind) -> None:
        self.book.show_kind(kind)
        self._desk.run(_read_whose, done=self._show_whose, latest="schedule whose")

    def _show_whose(self, whose: _Whose) -> None:
        self.whose.set_options(whose.options[self.book.kind])
        self.whose.set_value(EVERYBODY if self.book.key is None else self.book.key)

    def _choose_whose(self) -> None:
        key = self.whose.value()
        wanted = key if isinstance(key, int) and key != EVERYBODY else None
        if wanted != self.book.key:
            self.book.key = wanted
            self.book.refresh()

    def _show_title(self, book: DayBook) -> None:
        first, last = book.first_on, book.first_on + timedelta(days=book.days - 1)
        text = (
            said_day(first)
            if first == last
            else tr("{first} to {last}", first=said_day(first), last=said_day(last))
        )
        self.title.setText(text)

    def _show_card(self, visit: Visit | None) -> None:
        if visit is None:
            self.card.clear_visit()
        else:
            self.card.show_visit(visit.id)

    def _tell_step(self, step_id: int, said: str) -> None:
        self.notices.tell(said, Tone.OK, undo=lambda: self.book.undo(step_id))

    def _open_visit(self, visit: Visit) -> None:
        if len(visit.course_ids) == 1:
            self.course_wanted.emit(visit.patient_id, visit.course_ids[0])
        else:
            self.patient_wanted.emit(visit.patient_id)


def _scrolled(first: QWidget, rest: QWidget) -> QScrollArea:
    """One under the other, the second as high as there is room; what does not fit is scrolled to, never cut."""
    area, inside = QScrollArea(), QWidget()
    inside.setProperty("ground", "clear")
    stack = QVBoxLayout(inside)
    stack.setContentsMargins(0, 0, 0, 0)
    stack.setSpacing(12)
    stack.addWidget(first)
    stack.addWidget(rest, 1)
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


def _read_whose(context: Context) -> _Whose:
    people = (one for one in list_colleagues(context) if one.active and one.role is not StaffRole.RECEPTION)
    rooms = (room for room in list_rooms(context) if room.active)
    devices = (device for device in list_devices(context) if device.active)
    return _Whose(
        {
            ColumnKind.PRACTITIONER: _options((one.id, one.name) for one in people),
            ColumnKind.ROOM: _options((room.id, room.name) for room in rooms),
            ColumnKind.DEVICE: _options((device.id, device.title) for device in devices),
        }
    )


def _options(found: Iterable[tuple[int, str]]) -> tuple[Option, ...]:
    return (Option(EVERYBODY, tr("Everybody's")), *(Option(key, name) for key, name in found))

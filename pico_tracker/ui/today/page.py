"""Today: the day book at the left, at the right what needs attention and what is unfinished."""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.clinic import FirstStep
from pico_tracker.domain.day_book import DayBook
from pico_tracker.domain.diary import Visit, VisitState
from pico_tracker.domain.drafts import Draft
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.recalls import DueLine
from pico_tracker.domain.topics import Topic
from pico_tracker.domain.words import mark
from pico_tracker.services.drafts import discard_draft, keep_draft, list_drafts
from pico_tracker.services.first_steps import list_first_steps
from pico_tracker.services.recalls import list_due
from pico_tracker.services.upkeep import UpkeepDue, list_due_upkeep
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.diary.book_part import BookPart
from pico_tracker.ui.diary.book_tools import BookTools
from pico_tracker.ui.kit.cards import Card, EmptyState
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import Tone, px
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.today.attention import AttentionCard, DraftsCard
from pico_tracker.ui.today.first_steps import FirstSteps
from pico_tracker.ui.today.upkeep_card import UpkeepCard

MINUTE_MS = 60_000
SIDE = 350
"""Width of the right column in px at 100 %."""


class TodayPage(QWidget):
    """Today's visits and everything that waits; each line opens the thing."""

    topics = frozenset(
        {
            Topic.VISITS,
            Topic.SIDE_EFFECTS,
            Topic.SESSIONS,
            Topic.COURSES,
            Topic.PATIENTS,
            Topic.DRAFTS,
            Topic.DEVICES,
            Topic.STAFF,
        }
    )
    time_wanted = Signal(object)
    other_place_wanted = Signal(object)
    log_wanted = Signal(object)
    freed = Signal(object)
    hide_wanted = Signal()
    patient_wanted = Signal(int)
    course_wanted = Signal(int, int)
    draft_wanted = Signal(object)
    new_patient_wanted = Signal()
    lasers_wanted = Signal()
    staff_wanted = Signal()
    upkeep_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "page")
        self.title = Label("", Role.TITLE, elide=True)
        self.summary = Label("", Role.QUIET, elide=True)
        self.notices = NoticeBoard()
        self.day = Card(edge_to_edge=True)
        self.attention = AttentionCard()
        self.drafts = DraftsCard()
        self.upkeep = UpkeepCard()
        self.tools = BookTools()
        self.book = BookPart(desk, self.notices, "today visits")
        self._nothing: QWidget | None = None
        self._visits: tuple[Visit, ...] | None = None
        self._steps: tuple[FirstStep, ...] = ()
        self._shown_on = desk.context.today()
        self._arrange()
        self.attention.opened.connect(self._open_due)
        self.day.add(self.book)
        self._connect_book()
        self.drafts.go_on.connect(self.draft_wanted)
        self.upkeep.wanted.connect(self.upkeep_wanted)
        self.drafts.thrown_away.connect(self._throw_away)
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._minute_passed)
        self._clock.start(MINUTE_MS)

    def _arrange(self) -> None:
        stack = QVBoxLayout(self)
        stack.setContentsMargins(20, 20, 20, 20)
        stack.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.summary)
        head.addLayout(words, 1)
        head.addWidget(self.tools)
        stack.addLayout(head)
        stack.addSpacing(10)
        stack.addWidget(self.notices)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(self.day, 1)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(12)
        side.addWidget(self.drafts)
        side.addWidget(self.attention, 1)
        side.addWidget(self.upkeep)
        self._side.setFixedWidth(px(SIDE))
        columns.addWidget(self._side)
        stack.addLayout(columns, 1)

    def _connect_book(self) -> None:
        self.book.shown.connect(self._show_book)
        self.book.record_wanted.connect(self._open_visit)
        self.book.time_wanted.connect(self.time_wanted)
        self.book.other_place_wanted.connect(self.other_place_wanted)
        self.book.log_wanted.connect(self.log_wanted)
        self.book.freed.connect(self.freed)
        self.tools.stepped.connect(self.go)
        self.tools.kind_chosen.connect(self.book.show_kind)
        self.tools.hide_wanted.connect(self.hide_wanted)
        self.tools.book_wanted.connect(lambda: self.time_wanted.emit(None))

    def go(self, steps: int) -> None:
        """Go a day on or back; 0 comes back to today."""
        if steps:
            self.book.go(steps)
        else:
            self.book.show_day(self._desk.context.today())

    def hide_details(self, *, hidden: bool) -> None:
        """Hide or show names and details."""
        self.book.view.hide_details(hidden)
        self.tools.show_hidden(hidden=hidden)
        self._side.setVisible(not hidden)
        self.summary.setVisible(not hidden)

    def refresh(self) -> None:
        """Ask again for visits, due lines, drafts and what a new clinic has still to do."""
        if self.book.first_on == self._shown_on:
            self.book.first_on = self._desk.context.today()
        self._shown_on = self._desk.context.today()
        self.book.refresh()
        self._desk.run(list_due, done=self.show_due, latest="today due")
        self._desk.run(list_drafts, done=self.show_drafts, latest="today drafts")
        if self._desk.may(Permission.READ_CLINICAL):
            self._desk.run(list_due_upkeep, done=self.show_upkeep, latest="today upkeep")
        self._desk.run(list_first_steps, done=self.show_steps, latest="today steps")

    def _show_book(self, book: DayBook) -> None:
        visits = sorted((one for column in book.columns for one in column.visits), key=lambda one: one.starts_at)
        self.title.setText(_long_day(book.first_on))
        self.summary.setText(said_summary(visits, self._desk.context.now()))
        self._visits = tuple(visits)
        self._show_nothing()

    def _show_nothing(self) -> None:
        """Where nothing is booked, say what will stand here, over the empty book."""
        if self._nothing is not None:
            self._nothing.hide()
            self._nothing.deleteLater()
            self._nothing = None
        if self._visits == ():
            self._nothing = self._empty_day()
            self.day.body.insertWidget(0, self._nothing)
        self.book.setVisible(not isinstance(self._nothing, FirstSteps))

    def show_steps(self, steps: Sequence[FirstStep]) -> None:
        """Show what a new clinic does first, where nobody is booked."""
        if tuple(steps) == self._steps:
            return
        self._steps = tuple(steps)
        self._show_nothing()

    def _empty_day(self) -> QWidget:
        if set(self._steps) - {FirstStep.ADD_PATIENT}:
            steps = FirstSteps(self._steps, may_manage=self._desk.may(Permission.MANAGE_CLINIC))
            steps.wanted.connect(self._go_to_step)
            return steps
        text = tr("Nobody is booked. Ctrl+B books a visit, as does a double click on a free time.")
        return EmptyState(text, tr("New patient"), self.new_patient_wanted.emit)

    def _go_to_step(self, step: FirstStep) -> None:
        wishes = {
            FirstStep.ADD_LASER: self.lasers_wanted,
            FirstStep.ADD_STAFF: self.staff_wanted,
            FirstStep.ADD_PATIENT: self.new_patient_wanted,
        }
        wishes[step].emit()

    def show_due(self, lines: Sequence[DueLine]) -> None:
        """Show what needs attention."""
        self.attention.show_lines(lines, self._desk.context.today())

    def show_upkeep(self, due: Sequence[UpkeepDue]) -> None:
        """Show which lasers and papers are out of date or end soon."""
        self.upkeep.show_due(due, self._desk.context.today())

    def show_drafts(self, drafts: Sequence[Draft]) -> None:
        """Show what is unfinished."""
        self.drafts.show_drafts(drafts, self._desk.context.today())

    def _open_visit(self, visit: Visit) -> None:
        if len(visit.course_ids) == 1:
            self.course_wanted.emit(visit.patient_id, visit.course_ids[0])
        else:
            self.patient_wanted.emit(visit.patient_id)

    def _open_due(self, due: DueLine) -> None:
        self.course_wanted.emit(due.patient_id, due.course_id)

    def _throw_away(self, draft: Draft) -> None:
        self._desk.run(discard_draft, draft.entry_id, done=lambda _done: self._offer_back(draft))

    def _offer_back(self, draft: Draft) -> None:
        text = tr("Thrown away: {title}", title=draft.title or tr("Without a title"))
        self.notices.tell(text, Tone.INFO, undo=lambda: self._desk.run(keep_draft, draft))

    def _minute_passed(self) -> None:
        if self._desk.context.today() != self._shown_on:
            self.refresh()
        else:
            self.book.view.move_now(self._desk.context.now())


def said_summary(visits: Sequence[Visit], now: datetime) -> str:
    """How the day stands: "7 booked · 3 done · next 14:00 Omar Haddad"."""
    if not visits:
        return tr("Nobody is booked.")
    parts = [tr("{count} booked", count=len(visits))]
    for state, text in _COUNTED.items():
        count = sum(visit.state is state for visit in visits)
        if count:
            parts.append(tr(text, count=count))
    ahead = [visit for visit in visits if visit.starts_at >= now and visit.state in _AHEAD]
    if ahead:
        parts.append(tr("next {time} {name}", time=f"{ahead[0].starts_at:%H:%M}", name=ahead[0].patient_name))
    return " · ".join(parts)


def _long_day(day: date) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), "dddd d MMMM")


_COUNTED = {
    VisitState.DONE: mark("{count} done"),
    VisitState.ARRIVED: mark("{count} waiting"),
    VisitState.IN_ROOM: mark("{count} in the room"),
}
_AHEAD = (VisitState.BOOKED, VisitState.CONFIRMED)

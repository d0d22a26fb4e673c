"""Today: the day book at the left, at the right what needs attention and what is unfinished."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QDate, QLocale, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.clinic import FirstStep
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
from pico_tracker.services.visits import list_today_visits
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.cards import Card, EmptyState, clear
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import Tone, px
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.today.attention import AttentionCard, DraftsCard
from pico_tracker.ui.today.day_grid import DayGrid
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
        self.title = Label("", Role.TITLE)
        self.summary = Label("", Role.QUIET, elide=True)
        self.notices = NoticeBoard()
        self.day = Card(edge_to_edge=True)
        self.attention = AttentionCard()
        self.drafts = DraftsCard()
        self.upkeep = UpkeepCard()
        self.grid: DayGrid | None = None
        self._visits: tuple[Visit, ...] | None = None
        self._steps: tuple[FirstStep, ...] = ()
        self._shown_on = desk.context.today()
        self._arrange()
        self.attention.opened.connect(self._open_due)
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
        stack.addWidget(self.title)
        stack.addWidget(self.summary)
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

    def refresh(self) -> None:
        """Ask again for visits, due lines, drafts and what a new clinic has still to do."""
        self._shown_on = self._desk.context.today()
        self.title.setText(_long_day(self._desk.context.now()))
        self._desk.run(list_today_visits, done=self.show_visits, latest="today visits")
        self._desk.run(list_due, done=self.show_due, latest="today due")
        self._desk.run(list_drafts, done=self.show_drafts, latest="today drafts")
        if self._desk.may(Permission.READ_CLINICAL):
            self._desk.run(list_due_upkeep, done=self.show_upkeep, latest="today upkeep")
        self._desk.run(list_first_steps, done=self.show_steps, latest="today steps")

    def show_visits(self, visits: Sequence[Visit]) -> None:
        """Show the day book."""
        coming = tuple(visit for visit in visits if visit.state is not VisitState.CANCELLED)
        self.summary.setText(said_summary(coming, self._desk.context.now()))
        if coming == self._visits:
            return
        self._visits = coming
        offset, focused = (self.grid.offset(), self.grid.focused()) if self.grid is not None else (-1, 0)
        clear(self.day.body)
        self.grid = None
        if not coming:
            self.day.add(self._empty_day())
            return
        self.grid = DayGrid(coming, self._desk.context.now())
        self.grid.opened.connect(self._open_visit)
        self.grid.start_at(offset)
        self.day.add(self.grid)
        if focused:
            self.grid.focus_visit(focused)

    def show_steps(self, steps: Sequence[FirstStep]) -> None:
        """Show what a new clinic does first, where nobody is booked."""
        if tuple(steps) == self._steps:
            return
        self._steps = tuple(steps)
        if self._visits == ():
            clear(self.day.body)
            self.day.add(self._empty_day())

    def _empty_day(self) -> QWidget:
        if set(self._steps) - {FirstStep.ADD_PATIENT}:
            steps = FirstSteps(self._steps, may_manage=self._desk.may(Permission.MANAGE_CLINIC))
            steps.wanted.connect(self._go_to_step)
            return steps
        text = tr("Nobody is booked today. Open a patient and set the next visit: it will stand here on its day.")
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
        elif self.grid is not None:
            self.grid.move_now(self._desk.context.now())


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


def _long_day(now: datetime) -> str:
    return QLocale().toString(QDate(now.year, now.month, now.day), "dddd d MMMM")


_COUNTED = {
    VisitState.DONE: mark("{count} done"),
    VisitState.ARRIVED: mark("{count} waiting"),
    VisitState.IN_ROOM: mark("{count} in the room"),
}
_AHEAD = (VisitState.BOOKED, VisitState.CONFIRMED)

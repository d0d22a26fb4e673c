"""An absence, a laser that is down, a closure: record it, see every visit hit, and solve them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pico_tracker.domain.absence_plans import AbsencePlan, PlannedVisit
from pico_tracker.domain.bookings import BookingFacts
from pico_tracker.domain.contacts import ContactMeans
from pico_tracker.domain.diary import Place
from pico_tracker.domain.errors import PicoError, Refused
from pico_tracker.domain.free_times import FreeTime
from pico_tracker.domain.messages import MessagePurpose, MessageWish
from pico_tracker.domain.opening_hours import AbsenceEntry
from pico_tracker.domain.topics import Topic
from pico_tracker.services.absence_plans import accept_offers, plan_absence, undo_batch
from pico_tracker.services.bookings import read_booking_choices
from pico_tracker.services.context import Done
from pico_tracker.services.opening_hours import list_absences, record_absence, withdraw_absence
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.diary.absence_form import AbsenceFields
from pico_tracker.ui.diary.absence_list import AbsenceList
from pico_tracker.ui.diary.absence_rows import SolvedRow, VisitRow
from pico_tracker.ui.diary.absence_words import said_absence, said_count, said_moved
from pico_tracker.ui.diary.call_dialog import CallDialog
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import Card, EmptyState, clear, line
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import tr

AHEAD = timedelta(days=120)
"""How far ahead the absences on file are listed."""
_Moved = Sequence[tuple[PlannedVisit, FreeTime]]


@dataclass(frozen=True, slots=True)
class _Solved:
    """What was accepted here for a visit, and the batch that takes it back."""

    planned: PlannedVisit
    offer: FreeTime
    batch: UUID


class AbsencePage(QWidget):
    """`AbsencePage(desk)` begins with a form; `open_absence(id)` with an absence that is on file.

    `patient_wanted(patient_id)` follows Open record, `closed()` the way back.
    """

    topics = frozenset(
        {Topic.VISITS, Topic.CLINIC, Topic.COURSES, Topic.SESSIONS, Topic.SIDE_EFFECTS, Topic.DEVICES, Topic.STAFF}
    )
    patient_wanted = Signal(int)
    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._absence_id: int | None = None
        self.plan: AbsencePlan | None = None
        self._solved: dict[int, _Solved] = {}
        self._order: list[int] = []
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "page")
        self.notices = NoticeBoard()
        self.fields = AbsenceFields(desk)
        self.fields.wanted.connect(self._record)
        self.on_file = AbsenceList()
        self.on_file.opened.connect(self.open_absence)
        self._make_parts()
        self._arrange()

    def _make_parts(self) -> None:
        self.back_button = Button(tr("Back"), icon="arrow-left", run=self.closed.emit)
        self.title = Label(tr("Absence, laser down, closure"), Role.TITLE)
        self.accept_button = Button(tr("Accept all"), kind=Kind.PRIMARY, key="Ctrl+Return", run=self.accept_all)
        self.withdraw_button = Button(tr("Withdraw absence"), kind=Kind.QUIET, run=self.withdraw)
        self.next_button = Button(tr("Another absence"), run=self.begin_anew)
        self.count = Label("", Role.QUIET, wrap=True)
        actions = (self.withdraw_button, self.next_button, self.accept_button)
        self.card = Card(tr("Visits hit"), actions=actions, edge_to_edge=True)
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)

    def _arrange(self) -> None:
        inside = QWidget()
        inside.setProperty("ground", "clear")
        inside.setLayout(self._rows)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.count.setContentsMargins(16, 10, 14, 6)
        self.card.add(self.count)
        self.card.add(area, 1)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.back_button)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(20, 20, 20, 20)
        stack.setSpacing(12)
        stack.addLayout(head)
        stack.addWidget(self.notices)
        stack.addWidget(self.fields)
        stack.addWidget(self.card, 1)
        stack.addWidget(self.on_file, 1)
        self.card.hide()

    @property
    def visit_rows(self) -> tuple[VisitRow, ...]:
        """The visits still to be solved, from the top."""
        return tuple(row for row in self._widgets() if isinstance(row, VisitRow))

    @property
    def solved_rows(self) -> tuple[SolvedRow, ...]:
        """The visits that were solved here, from the top."""
        return tuple(row for row in self._widgets() if isinstance(row, SolvedRow))

    def _widgets(self) -> list[QWidget]:
        items = [self._rows.itemAt(place) for place in range(self._rows.count())]
        return [widget for item in items if item is not None and (widget := item.widget()) is not None]

    def refresh(self) -> None:
        """Ask again whom there is, and what the absence hits."""
        today = self._desk.context.today()
        self._desk.run(read_booking_choices, done=self._offer, latest="absence choices")
        shown = self.on_file.show_absences
        self._desk.run(list_absences, today, today + AHEAD, done=shown, latest="absences on file")
        if self._absence_id is not None:
            self._ask(self._absence_id)

    def open_absence(self, absence_id: int) -> None:
        """Show the visits that an absence on file hits."""
        if absence_id != self._absence_id:
            self._absence_id, self.plan = absence_id, None
            self._solved, self._order = {}, []
        self._ask(absence_id)

    def begin_anew(self) -> None:
        """Ask for the next absence."""
        self._absence_id, self.plan = None, None
        self._solved, self._order = {}, []
        self.fields.begin_anew()
        self.card.hide()
        self.on_file.show()
        self.fields.show()
        self.fields.whom.give_focus()

    def accept_all(self) -> None:
        """Move every visit to the offer chosen for it, as one."""
        rows = [(row.planned, row.chosen) for row in self.visit_rows]
        self._accept([(one, offer) for one, offer in rows if offer is not None])

    def withdraw(self) -> None:
        """Take the absence back; visits that were moved for it stay where they are."""
        if self._absence_id is not None:
            self._desk.run(withdraw_absence, self._absence_id, done=self._withdrawn, failed=self.notices.refuse)

    def show_plan(self, plan: AbsencePlan) -> None:
        """Show what is hit and what was solved, each where it stood before; choices stay as they were."""
        if plan.absence.id != self._absence_id:
            return
        kept = {row.planned.visit.id: row.chosen for row in self.visit_rows}
        chosen = {key: offer.place for key, offer in kept.items() if offer is not None}
        self.plan = plan
        to_solve = {one.visit.id: one for one in plan.visits}
        self._solved = {key: one for key, one in self._solved.items() if key not in to_solve}
        self._order = [
            *(key for key in self._order if key in to_solve or key in self._solved),
            *(key for key in to_solve if key not in self._order),
        ]
        self.card.title.setText(said_absence(plan.absence))
        self.count.setText(said_count(len(to_solve), len(self._solved)))
        self._fill(to_solve, chosen)
        self.accept_button.setEnabled(bool(plan.proposals))
        self.fields.hide()
        self.on_file.hide()
        self.card.show()

    def _fill(self, to_solve: dict[int, PlannedVisit], chosen: dict[int, Place]) -> None:
        clear(self._rows)
        for key in self._order:
            one = to_solve.get(key)
            row = self._solved_row(self._solved[key]) if one is None else self._visit_row(one, chosen.get(key))
            self._rows.addWidget(row)
            self._rows.addWidget(line())
        if not self._order:
            self._rows.addWidget(EmptyState(tr("No visit is hit. Nobody has to be called.")))
        self._rows.addStretch(1)

    def _visit_row(self, one: PlannedVisit, before: Place | None) -> VisitRow:
        row = VisitRow(one, before)
        row.accepted.connect(lambda: self._accept_row(row))
        row.call_wanted.connect(lambda: self._call(one, row.chosen))
        row.patient_wanted.connect(lambda: self.patient_wanted.emit(one.visit.patient_id))
        return row

    def _solved_row(self, one: _Solved) -> SolvedRow:
        row = SolvedRow(one.planned, one.offer, one.batch)
        row.undone.connect(lambda: self._undo(one.batch))
        row.call_wanted.connect(lambda: self._call(one.planned, one.offer))
        row.patient_wanted.connect(lambda: self.patient_wanted.emit(one.planned.visit.patient_id))
        return row

    def _offer(self, facts: BookingFacts) -> None:
        self.fields.offer(facts)

    def _record(self, entry: AbsenceEntry) -> None:
        self._desk.run(record_absence, entry, done=self._recorded, failed=self._refuse_entry)

    def _recorded(self, done: Done[int]) -> None:
        self.open_absence(done.value)

    def _refuse_entry(self, error: PicoError) -> None:
        if isinstance(error, Refused):
            self.fields.refuse(error.findings)
        else:
            self.notices.refuse(error)

    def _ask(self, absence_id: int) -> None:
        self._desk.run(
            plan_absence,
            absence_id,
            done=self.show_plan,
            failed=self.notices.refuse,
            latest="absence plan",
            long=True,
        )

    def _accept_row(self, row: VisitRow) -> None:
        if row.chosen is not None:
            self._accept([(row.planned, row.chosen)])

    def _accept(self, moved: _Moved) -> None:
        if not moved or self._absence_id is None:
            return
        self._set_enabled(enabled=False)
        choices = {one.visit.id: offer.place for one, offer in moved}
        done = partial(self._accepted, moved)
        self._desk.run(accept_offers, self._absence_id, choices, done=done, failed=self._refuse_move)

    def _accepted(self, moved: _Moved, done: Done[UUID]) -> None:
        for one, offer in moved:
            self._solved[one.visit.id] = _Solved(one, offer, done.value)
        self._set_enabled(enabled=True)
        self.notices.clear()
        self.notices.tell(said_moved(moved), undo=lambda: self._undo(done.value))
        self.refresh()

    def _refuse_move(self, error: PicoError) -> None:
        self._set_enabled(enabled=True)
        self.notices.refuse(error)
        self.refresh()

    def _undo(self, batch: UUID) -> None:
        self._desk.run(undo_batch, batch, done=partial(self._undone, batch), failed=self.notices.refuse)

    def _undone(self, batch: UUID, _done: Done[None]) -> None:
        count = sum(one.batch == batch for one in self._solved.values())
        self._solved = {key: one for key, one in self._solved.items() if one.batch != batch}
        self.notices.clear()
        text = tr("{count} visits stand again where they stood.", count=count)
        self.notices.tell(text if count > 1 else tr("The visit stands again where it stood."))
        self.refresh()

    def _withdrawn(self, _done: Done[None]) -> None:
        self.notices.tell(tr("The absence is withdrawn. Visits that were moved stay where they are now."))
        self.begin_anew()

    def _set_enabled(self, *, enabled: bool) -> None:
        """Nothing is accepted twice while the answer is on its way."""
        self.card.setEnabled(enabled)

    def _call(self, one: PlannedVisit, offer: FreeTime | None) -> None:
        """What to say: the new time, or that the old one holds with somebody else."""
        place = one.visit.place if offer is None else offer.place
        stays = offer is None or one.keeps_time(offer)
        wish = MessageWish(
            patient_id=one.visit.patient_id,
            purpose=MessagePurpose.CONFIRM_VISIT if stays else MessagePurpose.VISIT_MOVED,
            means=ContactMeans.PHONE,
            kind=one.visit.kind,
            arrival=place.starts_at,
            treated_from=place.treated_from,
        )
        CallDialog(self._desk, (one.visit.patient_name, one.visit.phone), wish, self).open()

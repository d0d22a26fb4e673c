"""The tab "Checks and papers": lasers looked after, people authorised, licences and training."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.upkeep import (
    CHECK_NAMES,
    PAPER_NAMES,
    RESULT_NAMES,
    Authorisation,
    CheckResult,
    DeviceCheck,
    LookBackLine,
    StaffPaper,
    Suspect,
)
from pico_tracker.services.context import Done
from pico_tracker.services.upkeep import Upkeep, list_look_back, read_upkeep, take_back_authorisation
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.cards import Card, EmptyState, clear
from pico_tracker.ui.kit.cells import Cell, Column, Quiet
from pico_tracker.ui.kit.chips import ChipText
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.record_table import RecordTable
from pico_tracker.ui.kit.style import Tone, px
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.settings.card_column import card_column
from pico_tracker.ui.settings.upkeep_forms import AuthoriseForm, CheckForm, PaperForm
from pico_tracker.ui.small_form import SmallForm

MOST_DOUBTS_HIGH = 330
"""Height of a list of sessions to look back on at most, in px at 100 %: about eight of them."""


class UpkeepPart(QWidget):
    """Everything on file about lasers and people in date; `session_wanted(patient, course)` follows
    Enter on a session in doubt."""

    session_wanted = Signal(int, int)

    def __init__(self, desk: Desk, notices: NoticeBoard) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._desk, self._notices = desk, notices
        self._manages = desk.may(Permission.MANAGE_CLINIC)
        self.upkeep: Upkeep | None = None
        self.dialog: SmallForm | None = None
        self._make_tables()
        self._arrange()

    def _make_tables(self) -> None:
        self.checks: RecordTable[DeviceCheck] = RecordTable(
            "device checks", self._check_columns(), key=lambda check: check.id
        )
        self.authorised: RecordTable[Authorisation] = RecordTable(
            "authorisations", self._authorised_columns(), key=lambda one: one.id
        )
        self.papers: RecordTable[StaffPaper] = RecordTable(
            "staff papers", self._paper_columns(), key=lambda paper: paper.id
        )
        for table, name in (
            (self.checks, tr("Services and output checks")),
            (self.authorised, tr("People authorised for a laser")),
            (self.papers, tr("Licences and training")),
        ):
            table.setAccessibleName(name)
        self.authorised.chosen.connect(self._mark)

    def _arrange(self) -> None:
        self.doubts = Card(tr("Sessions to look back on"))
        self._doubt_rows = QVBoxLayout()
        self._doubt_rows.setSpacing(8)
        self.doubts.body.addLayout(self._doubt_rows)
        self.doubts.hide()
        self.back_button = Button(tr("Take back"), run=self._take_back)
        self.back_button.setEnabled(False)
        self.check_button = Button(tr("Record a check"), icon="plus", run=partial(self._ask, CheckForm))
        self.authorise_button = Button(tr("Authorise a person"), icon="plus", run=partial(self._ask, AuthoriseForm))
        self.paper_button = Button(tr("Record a paper"), icon="plus", run=partial(self._ask, PaperForm))
        for button in (self.back_button, self.authorise_button, self.paper_button):
            if not self._manages:
                button.hide()
        may_write = self._desk.may(Permission.WRITE_CLINICAL)
        if not may_write:
            self.check_button.hide()
        cards = (
            _table_card(
                tr("Services and output checks"),
                self.checks,
                tr("No check on file. Each one says when the next is due; a failed one lists the sessions since."),
                self.check_button,
            ),
            self.doubts,
            _table_card(
                tr("People authorised for a laser"),
                self.authorised,
                tr("No list is kept: every practitioner may treat with every laser."),
                self.back_button,
                self.authorise_button,
            ),
            _table_card(
                tr("Licences and training"),
                self.papers,
                tr("Nothing on file. What is missing or ends within 30 days stands on Today."),
                self.paper_button,
            ),
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card_column(*cards))

    def refresh(self) -> None:
        """Ask again for what is on file."""
        self._desk.run(read_upkeep, done=self._show, latest="settings upkeep")

    def _show(self, upkeep: Upkeep) -> None:
        self.upkeep = upkeep
        self.checks.show_rows(tuple(reversed(upkeep.facts.checks)))
        self.authorised.show_rows(upkeep.facts.authorisations)
        self.papers.show_rows(upkeep.facts.papers)
        for table in (self.checks, self.authorised, self.papers):
            _show_table(table)
        self._mark(self.authorised.current())
        clear(self._doubt_rows)
        self.doubts.setVisible(bool(upkeep.suspects))
        for suspect in upkeep.suspects:
            self._desk.run(list_look_back, suspect, done=partial(self._show_doubt, suspect))

    def _show_doubt(self, suspect: Suspect, lines: tuple[LookBackLine, ...]) -> None:
        self._doubt_rows.addWidget(Label(self._said_doubt(suspect, len(lines)), Role.STRONG, wrap=True))
        if not lines:
            return
        table: RecordTable[LookBackLine] = RecordTable(
            "look back", _look_back_columns(), key=lambda one: one.session_id
        )
        table.setAccessibleName(tr("Sessions to look back on"))
        table.opened.connect(lambda line: self.session_wanted.emit(line.patient_id, line.course_id))
        table.show_rows(lines)
        table.fit_height()
        table.setFixedHeight(min(table.height(), px(MOST_DOUBTS_HIGH)))
        self._doubt_rows.addWidget(table)

    def _said_doubt(self, suspect: Suspect, count: int) -> str:
        values = {
            "laser": self._part(suspect.device_id, suspect.handpiece_id),
            "what": translated(CHECK_NAMES[suspect.kind]),
            "day": said_day(suspect.failed_on),
            "count": count,
            "since": said_day(suspect.sound_on) if suspect.sound_on else "",
        }
        if suspect.sound_on is None:
            return tr("{laser}: {what} failed on {day}. {count} sessions, no sound check on file before.", **values)
        return tr("{laser}: {what} failed on {day}. {count} sessions since the sound one of {since}.", **values)

    def _part(self, device_id: int, handpiece_id: int | None) -> str:
        devices = self.upkeep.devices if self.upkeep is not None else ()
        device = next((one for one in devices if one.id == device_id), None)
        if device is None:
            return ""
        piece = next((one.name for one in device.handpieces if one.id == handpiece_id), None)
        return device.title if piece is None else tr("{laser}, {part}", laser=device.title, part=piece)

    def _person(self, staff_id: int) -> str:
        people = self.upkeep.people if self.upkeep is not None else ()
        return next((one.name for one in people if one.id == staff_id), "")

    def _ask(self, make: Callable[[Desk, Upkeep, QWidget], SmallForm]) -> None:
        if self.upkeep is not None:
            self.dialog = make(self._desk, self.upkeep, self)
            self.dialog.open()

    def _mark(self, one: object) -> None:
        self.back_button.setEnabled(isinstance(one, Authorisation) and one.until_on is None)

    def _take_back(self) -> None:
        one = self.authorised.current()
        if one is not None:
            self._desk.run(take_back_authorisation, one.id, done=self._taken_back)

    def _taken_back(self, _done: Done[None]) -> None:
        self._notices.tell(tr("Taken back from today on. What was treated before stays authorised."))

    def _check_columns(self) -> tuple[Column[DeviceCheck], ...]:
        return (
            Column(
                "on", tr("Done on"), lambda one: said_day(one.entry.done_on), sort=lambda one: one.entry.done_on
            ),
            Column("laser", tr("Laser, part"), lambda one: self._part(one.entry.device_id, one.entry.handpiece_id)),
            Column("kind", tr("What"), lambda one: translated(CHECK_NAMES[one.entry.kind]), keep=True),
            Column("result", tr("Result"), _result, keep=True),
            Column("next", tr("Next due"), self._next, keep=True),
            Column("by", tr("Done by"), lambda one: one.entry.done_by or Quiet(one.recorded_by)),
            Column("note", tr("Note"), lambda one: one.entry.note, tip=lambda one: one.entry.note),
        )

    def _next(self, one: DeviceCheck) -> Cell:
        day = one.entry.next_due_on
        if day is None:
            return Quiet(tr("Not set"))
        is_newest = self.upkeep is not None and one == _newest(self.upkeep.facts.checks, one)
        if is_newest and day < self._desk.context.today():
            return ChipText(tr("Overdue, {day}", day=said_day(day)), Tone.WARN)
        return said_day(day)

    def _authorised_columns(self) -> tuple[Column[Authorisation], ...]:
        return (
            Column("person", tr("Person"), lambda one: self._person(one.staff_id), strong=True),
            Column("laser", tr("Laser"), lambda one: self._part(one.device_id, None)),
            Column("from", tr("From"), lambda one: said_day(one.from_on), keep=True),
            Column("until", tr("Until"), _until, keep=True),
            Column("by", tr("By"), lambda one: one.given_by),
        )

    def _paper_columns(self) -> tuple[Column[StaffPaper], ...]:
        return (
            Column("person", tr("Person"), lambda one: self._person(one.entry.staff_id), strong=True),
            Column("kind", tr("Paper"), lambda one: translated(PAPER_NAMES[one.entry.kind]), keep=True),
            Column("title", tr("What it is"), lambda one: one.entry.title),
            Column("until", tr("Valid until"), self._valid_until, keep=True),
            Column("by", tr("Recorded by"), lambda one: one.recorded_by),
        )

    def _valid_until(self, paper: StaffPaper) -> Cell:
        day = paper.entry.valid_until
        if day is None:
            return Quiet(tr("Does not run out"))
        if day < self._desk.context.today():
            return ChipText(tr("Ended {day}", day=said_day(day)), Tone.WARN)
        return said_day(day)


def _newest(checks: tuple[DeviceCheck, ...], like: DeviceCheck) -> DeviceCheck:
    """The last check of the same part and kind."""
    same = (like.entry.device_id, like.entry.handpiece_id, like.entry.kind)
    return max(
        (one for one in checks if (one.entry.device_id, one.entry.handpiece_id, one.entry.kind) == same),
        key=lambda one: (one.entry.done_on, one.id),
    )


def _done_on(one: DeviceCheck) -> date:
    return one.entry.done_on


def _result(one: DeviceCheck) -> Cell:
    failed = one.entry.result is CheckResult.FAILED
    return ChipText(translated(RESULT_NAMES[one.entry.result]), Tone.DANGER if failed else Tone.OK)


def _until(one: Authorisation) -> Cell:
    return (
        Quiet(tr("Taken back {day}", day=said_day(one.until_on)))
        if one.until_on
        else ChipText(tr("Holds"), Tone.OK)
    )


def _look_back_columns() -> tuple[Column[LookBackLine], ...]:
    return (
        Column("on", tr("Session on"), lambda one: said_day(one.performed_on), keep=True),
        Column("patient", tr("Patient"), lambda one: one.patient_name, strong=True),
        Column("number", tr("Record no."), lambda one: one.record_number, keep=True),
        Column("course", tr("Course"), lambda one: one.course_title),
    )


def _table_card(title: str, table: QWidget, empty: str, *actions: Button) -> Card:
    card = Card(title, actions=actions, edge_to_edge=True)
    card.add(table)
    card.add(EmptyState(empty))
    return card


def _show_table(table: RecordTable[DeviceCheck] | RecordTable[Authorisation] | RecordTable[StaffPaper]) -> None:
    """Show the table where it has rows, else the words under it."""
    has_rows = table.current() is not None or table.model().rowCount() > 0
    table.setVisible(has_rows)
    card = table.parentWidget()
    for empty in card.findChildren(EmptyState) if card is not None else ():
        empty.setVisible(not has_rows)
    table.fit_height()

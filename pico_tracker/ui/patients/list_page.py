"""The patients page: who was opened last, and the results of a search as large as the page."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.errors import PicoError
from pico_tracker.domain.patients import STATE_NAMES, PatientLine, PatientMatches, PatientState, age_in_years
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.topics import Topic
from pico_tracker.services.patients import find_patients, list_recent_patients
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import Card, EmptyState
from pico_tracker.ui.kit.cells import Cell, Column, Quiet, TwoLines
from pico_tracker.ui.kit.chips import ChipText
from pico_tracker.ui.kit.days import in_figures, said_day
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.record_table import RecordTable
from pico_tracker.ui.kit.style import Tone, px
from pico_tracker.ui.kit.text_fields import TextField
from pico_tracker.ui.kit.words import tr, translated

SEARCH_WIDTH = 480

_STATE_TONES = {
    PatientState.ACTIVE: Tone.OK,
    PatientState.INACTIVE: Tone.NEUTRAL,
    PatientState.DECEASED: Tone.NEUTRAL,
}


class PatientsPage(QWidget):
    """Recently opened patients, or everybody who matches what is typed.

    Wishes: `patient_wanted(patient_id)`, `new_patient_wanted()`.
    """

    patient_wanted = Signal(int)
    new_patient_wanted = Signal()
    topics = frozenset({Topic.PATIENTS})

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("ground", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self.search = TextField("search", tr("Name, phone, birth date or record number"))
        self.search.changed.connect(self.refresh)
        self.search.input.returnPressed.connect(self._open_first)
        self.notices = NoticeBoard()
        self.table: RecordTable[PatientLine] = RecordTable("patients", self._columns(), key=lambda line: line.id)
        self.table.setAccessibleName(tr("Patients"))
        self.table.opened.connect(lambda line: self.patient_wanted.emit(line.id))
        self.new_button = Button(
            tr("New patient"), kind=Kind.PRIMARY, key="Ctrl+N", run=self.new_patient_wanted.emit
        )
        self.card = Card(tr("Opened last"), edge_to_edge=True)
        self.empty = EmptyState("")
        self.cut = Label(tr("There are more than these. Type more to narrow it down."), Role.SMALL)
        self._build()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Label(tr("Patients"), Role.TITLE), 1)
        head.addWidget(self.new_button)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(20, 16, 20, 20)
        stack.setSpacing(12)
        stack.addLayout(head)
        stack.addWidget(self.notices)
        self.search.setMaximumWidth(px(SEARCH_WIDTH))
        stack.addWidget(self.search)
        self.card.add(self.table, 1)
        self.card.add(self.empty, 1)
        self.cut.setContentsMargins(15, 8, 15, 10)
        self.card.add(self.cut)
        stack.addWidget(self.card, 1)
        self.empty.hide()
        self.cut.hide()

    def showEvent(self, event: QShowEvent) -> None:
        """Ready to type as soon as the page is there."""
        super().showEvent(event)
        self.search.give_focus()

    def _columns(self) -> tuple[Column[PatientLine], ...]:
        return (
            Column("name", tr("Name"), _name, sort=lambda line: line.name.casefold(), width=320),
            Column("born", tr("Birth date"), self._born, sort=lambda line: str(line.born_on or ""), keep=True),
            Column("phone", tr("Phone"), lambda line: line.phone or Quiet(tr("None")), keep=True),
            Column("state", tr("State"), _state, sort=lambda line: line.state, keep=True),
        )

    def _born(self, line: PatientLine) -> Cell:
        if line.born_on is None:
            return Quiet(tr("Not recorded"))
        age = age_in_years(line.born_on, self._desk.context.today())
        return tr("{date} ({age} y)", date=said_day(line.born_on), age=age)

    def refresh(self) -> None:
        """Ask again for what is shown."""
        self.new_button.setVisible(self._desk.may(Permission.EDIT_PATIENT))
        typed = in_figures(self.search.raw_text())
        if typed.strip():
            self._desk.run(find_patients, typed, done=self._show_found, failed=self._refuse, latest=self._latest())
        else:
            self._desk.run(list_recent_patients, done=self._show_recent, failed=self._refuse, latest=self._latest())

    def _latest(self) -> str:
        return f"patients-{id(self)}"

    def _show_found(self, found: PatientMatches) -> None:
        nobody = tr("Nobody found. Check the spelling, or try a phone number or a birth date.")
        self._show(tr("Found"), found.lines, nobody)
        self.cut.setVisible(found.was_cut)

    def _show_recent(self, lines: tuple[PatientLine, ...]) -> None:
        self._show(tr("Opened last"), lines, tr("Patients you open appear here. Type above to find one."))
        self.cut.hide()

    def _show(self, title: str, lines: tuple[PatientLine, ...], nobody: str) -> None:
        self.card.title.setText(title)
        self.table.show_rows(lines)
        self.table.setVisible(bool(lines))
        self.empty.text.setText(nobody)
        self.empty.setVisible(not lines)

    def _refuse(self, error: PicoError) -> None:
        self.notices.refuse(error)

    def _open_first(self) -> None:
        """Enter in the search opens the best hit."""
        row = self.table.current() or next(iter(self.table.records.rows), None)
        if row is not None:
            self.patient_wanted.emit(row.id)


def _name(line: PatientLine) -> Cell:
    return TwoLines(line.name, line.record_number)


def _state(line: PatientLine) -> Cell:
    if line.is_provisional and line.state is PatientState.ACTIVE:
        return ChipText(tr("Provisional"), Tone.WARN)
    return ChipText(translated(STATE_NAMES[line.state]), _STATE_TONES[line.state])

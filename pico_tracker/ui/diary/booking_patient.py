"""Whom a visit is for: found by a few letters, or somebody new by name and phone."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.findings import Findings
from pico_tracker.domain.patients import check_provisional, is_phone, provisional_entry
from pico_tracker.services.bookings import BookingPatient
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.diary.booking_order import Newcomer
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.fields import TextField
from pico_tracker.ui.kit.form import FieldGrid
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import STEP
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.patient_search import PatientSearch


class PatientChoice(QWidget):
    """Search, or name and phone, or who was chosen: `chosen(patient_id)` follows a hit,
    `newcomer_wanted` that somebody new comes, and `unchosen` that another patient is looked for.
    """

    chosen = Signal(int)
    unchosen = Signal()
    newcomer_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._entry_id = desk, desk.mint_entry_id()
        self.search = PatientSearch(desk)
        self.search.patient_wanted.connect(self.chosen)
        self.new_button = Button(tr("New: name and phone"), key="Ctrl+N", run=self.ask_newcomer)
        self.other_button = Button(tr("Another patient"), kind=Kind.QUIET, run=self._unchoose)
        self.search_button = Button(tr("Search"), kind=Kind.QUIET, icon="search", run=self._unchoose)
        self.search_button.explain(tr("Look for a patient on record instead."))
        self.name = TextField("name", tr("Name"), required=True)
        self.phone = TextField("phone", tr("Phone"), required=True)
        self.known = Label("", Role.STRONG, elide=True)
        self._build()
        self.show_search()

    def _build(self) -> None:
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(2 * STEP)
        self._searching, self._new, self._chosen = QWidget(), QWidget(), QWidget()
        searching, new, chosen = (_row(part) for part in (self._searching, self._new, self._chosen))
        searching.addWidget(self.search, 1)
        searching.addWidget(self.new_button)
        new.addWidget(FieldGrid((self.name, self.phone), columns=2), 1)
        new.addWidget(self.search_button, 0, Qt.AlignmentFlag.AlignBottom)
        chosen.addWidget(self.known, 1)
        chosen.addWidget(self.other_button)
        for part in (self._searching, self._new, self._chosen):
            stack.addWidget(part)

    def _show(self, part: QWidget) -> None:
        for one in (self._searching, self._new, self._chosen):
            one.setVisible(one is part)

    @property
    def is_new(self) -> bool:
        """Whether somebody comes who is not on record."""
        return not self._new.isHidden()

    def show_search(self) -> None:
        """Ask whom it is for."""
        self._show(self._searching)

    def show_patient(self, patient: BookingPatient, *, fixed: bool) -> None:
        """Say who was chosen; `fixed` allows nobody else."""
        parts = (patient.name, patient.record_number, patient.phone)
        self.known.setText(" · ".join(part for part in parts if part))
        self.other_button.setVisible(not fixed)
        self._show(self._chosen)

    def ask_newcomer(self) -> None:
        """Ask for name and phone, beginning from what was searched."""
        typed = self.search.text().strip()
        with QSignalBlocker(self.search):
            self.search.close_hits()
            self.search.clear()
        is_number = is_phone(typed)
        self.name.set_value("" if is_number else typed)
        self.phone.set_value(typed if is_number else "")
        self._show(self._new)
        (self.phone if self.name.value() else self.name).give_focus()
        self.newcomer_wanted.emit()

    def _unchoose(self) -> None:
        self.show_search()
        self.search.setFocus()
        self.unchosen.emit()

    def newcomer(self) -> Newcomer:
        """Who comes, as typed."""
        return Newcomer(self._entry_id, self.name.value() or "", self.phone.value() or "")

    def missing(self) -> Findings:
        """What is wrong with a newcomer as typed."""
        who = self.newcomer()
        return check_provisional(provisional_entry(who.entry_id, who.name, who.phone), self._desk.context.today())


def _row(part: QWidget) -> QHBoxLayout:
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(2 * STEP)
    return row

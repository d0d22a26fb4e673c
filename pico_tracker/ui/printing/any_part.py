"""Any sheet: which one, whose, about what."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pico_tracker.domain.printouts import SheetKind
from pico_tracker.services.sheet_choices import SheetChoices
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import Card
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.patient_search import PatientSearch
from pico_tracker.ui.printing.sheet_choice import OF_CLINIC, SheetChoice

ORDER = (
    SheetKind.DAY_SHEET,
    SheetKind.APPOINTMENT_CARD,
    SheetKind.APPOINTMENT_LABEL,
    SheetKind.AFTERCARE,
    SheetKind.PREPARATION,
    SheetKind.CONSENT_FORM,
    SheetKind.PROGRESS_REPORT,
    SheetKind.CONSULTATION,
    SheetKind.TEST_PATCH,
    SheetKind.SESSION_RECORD,
    SheetKind.PASSPORT,
    SheetKind.DOCTOR_LETTER,
    SheetKind.RECALL_LIST,
    SheetKind.TREATMENT_REGISTER,
    SheetKind.INCIDENT_REPORT,
    SheetKind.DOWNTIME_PACK,
)
"""As they are wanted most, in every list of kinds."""
OF_PATIENT = (
    SheetKind.PROGRESS_REPORT,
    *(one for one in ORDER if one not in (*OF_CLINIC, SheetKind.PROGRESS_REPORT)),
)


class AnyPart(QWidget):
    """The choice with a search for the patient where the sheet is one's; `wanted(wish or None)` follows it."""

    wanted = Signal(object)
    refused = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.choice = SheetChoice(desk, ORDER)
        self.search = PatientSearch(desk)
        self.whose = Label("", Role.STRONG, elide=True)
        self.other_button = Button(tr("Another patient"), kind=Kind.QUIET, run=self._choose_other)
        self._search_row, self._whose_row = QWidget(), QWidget()
        self._build()
        self.search.patient_wanted.connect(self.show_patient)
        self.choice.asked.connect(self._name)
        self.choice.changed.connect(self.tell)
        self.choice.refused.connect(self.refused)
        self.setFocusProxy(self.choice.kind)
        self._show_whose()

    def _build(self) -> None:
        for row, parts in (
            (self._search_row, (self.search,)),
            (self._whose_row, (self.whose, self.other_button)),
        ):
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            for part in parts:
                line.addWidget(part, 0 if part is self.other_button else 1)
        card = Card()
        card.add(self._search_row)
        card.add(self._whose_row)
        card.add(self.choice)
        inside = QWidget()
        inside.setProperty("ground", "clear")
        within = QVBoxLayout(inside)
        within.setContentsMargins(0, 0, 0, 0)
        within.addWidget(card)
        within.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(area)

    def show_patient(self, patient_id: int | None) -> None:
        """Whose sheet it is."""
        self.choice.show_patient(patient_id)

    def refresh(self) -> None:
        """Ask what the patient has on record now, and make the sheet anew."""
        self.choice.ask_again()

    @property
    def patient_name(self) -> str:
        """Of whoever is chosen; "" for nobody."""
        choices = self.choice.choices
        return "" if choices is None else choices.patient.name

    def tell(self) -> None:
        """Say what is wanted."""
        self._show_whose()
        self.wanted.emit(self.choice.wish())

    def _name(self, choices: SheetChoices) -> None:
        entry = choices.patient.entry
        self.whose.setText(f"{choices.patient.name} · {entry.record_number}")

    def _show_whose(self) -> None:
        is_somebodys = self.choice.chosen_kind not in OF_CLINIC
        is_chosen = self.choice.patient_id is not None
        self._search_row.setVisible(is_somebodys and not is_chosen)
        self._whose_row.setVisible(is_somebodys and is_chosen)

    def _choose_other(self) -> None:
        self.search.clear()
        self.show_patient(None)
        self.search.setFocus()

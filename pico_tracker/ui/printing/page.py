"""A patient's sheets as they will come out, before they go to paper or into a file."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pico_tracker.domain.errors import PicoError
from pico_tracker.domain.printouts import SheetKind
from pico_tracker.domain.topics import Topic
from pico_tracker.services.sheet_choices import SheetChoices
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.identity import identity_of
from pico_tracker.ui.kit.banner import IdentityBanner
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import Card
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.style import px
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.printing.any_part import OF_PATIENT
from pico_tracker.ui.printing.sheet_choice import SheetChoice
from pico_tracker.ui.printing.sheet_output import SheetOutput
from pico_tracker.ui.printing.sheet_words import said_missing

SIDE_WIDTH = 290


class PrintPage(QWidget):
    """A patient's sheets, the progress report first: which, about what, seen before it is printed.

    Wish: `closed(patient_id)`. `shown()` goes out when a sheet stands in the preview.
    """

    closed = Signal(int)
    shown = Signal()
    topics = frozenset(
        {
            Topic.PATIENTS,
            Topic.COURSES,
            Topic.SESSIONS,
            Topic.SIDE_EFFECTS,
            Topic.VISITS,
            Topic.CONSENTS,
            Topic.LETTERS,
        }
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("ground", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self.patient_id = 0
        self.close_button = Button(tr("Close"), key="Esc", run=self._close)
        self.banner, self.notices = IdentityBanner((self.close_button,)), NoticeBoard()
        self.choice = SheetChoice(desk, OF_PATIENT)
        self.output = SheetOutput(desk, self.notices, "", Kind.PRIMARY)
        self._build()
        self.choice.changed.connect(self._show_choice)
        self.choice.asked.connect(self._show_patient)
        self.choice.refused.connect(self._refuse)
        self.output.shown.connect(self.shown)
        self.setFocusProxy(self.choice.kind)

    def _build(self) -> None:
        card = Card(tr("Sheet"))
        card.add(self.choice)
        inside = QWidget()
        inside.setProperty("ground", "clear")
        within = QVBoxLayout(inside)
        within.setContentsMargins(0, 0, 0, 0)
        within.addWidget(card)
        within.addStretch(1)
        side = QScrollArea()
        side.setWidget(inside)
        side.setWidgetResizable(True)
        side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side.setFixedWidth(px(SIDE_WIDTH))
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(side)
        columns.addWidget(self.output, 1)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(20, 16, 20, 0)
        stack.setSpacing(12)
        stack.addWidget(self.banner)
        stack.addWidget(self.notices)
        stack.addLayout(columns, 1)

    @property
    def pdf(self) -> bytes:
        """What stands in the preview; empty while nothing does."""
        return b"" if self.output.printout is None else self.output.printout.pdf

    def show_patient(self, patient_id: int) -> None:
        """Show a patient's sheets, the patient's report of all courses first."""
        self.notices.clear()
        if patient_id != self.patient_id:
            self.banner.hide()
            self.output.show_wish(None)
            self.choice.kind.set_value(SheetKind.PROGRESS_REPORT)
        self.patient_id = patient_id
        self.choice.show_patient(patient_id)

    def refresh(self) -> None:
        """Ask for the patient and make the sheet anew."""
        if self.patient_id:
            self.choice.ask_again()

    def _show_patient(self, choices: SheetChoices) -> None:
        self.banner.show_identity(identity_of(choices.patient, self._desk.context.today()))
        self.banner.show()

    def _show_choice(self) -> None:
        wish = self.choice.wish() if self.choice.choices is not None else None
        if wish is None and self.choice.choices is not None:
            self.output.explain_empty(self.choice.trouble() or said_missing(self.choice.chosen_kind))
        choices = self.choice.choices
        self.output.show_wish(wish, "" if choices is None else choices.patient.name)

    def _refuse(self, error: PicoError) -> None:
        self.notices.refuse(error)

    def _close(self) -> None:
        self.closed.emit(self.patient_id)

"""The right side of the patient page for reception: when to book, how to reach, no clinical text."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from pico_tracker.domain.patients import PREFERENCE_NAMES, Patient
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.cards import Card, EmptyState, clear
from pico_tracker.ui.kit.chips import Chip, ChipText
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.patients.course_words import CardText


class ReceptionView(QWidget):
    """Booking dates of all courses, and contact data: `view.show_patient(patient, cards)`.

    `call_wanted()` asks to write down a follow-up call about the chosen course.
    """

    call_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.call_button = Button(tr("Follow-up call"), run=self.call_wanted.emit)
        self.call_button.explain(tr("Write down a call after the last session of the chosen course"))
        self.booking, self.contact = Card(tr("When to book")), Card(tr("Contact"), actions=(self.call_button,))
        self._booking, self._contact = _grid(self.booking), _grid(self.contact)
        self._booking.setColumnStretch(0, 1)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(12)
        stack.addWidget(self.booking)
        stack.addWidget(self.contact)
        stack.addStretch(1)

    def show_patient(self, patient: Patient, cards: Sequence[CardText]) -> None:
        """Show the dates and the ways to reach the patient."""
        clear(self._booking)
        for line, card in enumerate(cards):
            self._booking.addWidget(Label(card.title, Role.STRONG, wrap=True), line, 0)
            self._booking.addWidget(Label("\n".join(card.lines) or tr("Nothing to book now"), wrap=True), line, 1)
            due = card.due or ChipText(card.state.text, card.state.tone)
            self._booking.addWidget(Chip(due), line, 2, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        if not cards:
            self._booking.addWidget(EmptyState(tr("No course yet. A practitioner opens the first one.")), 0, 0)
        self.call_button.setVisible(bool(cards))
        clear(self._contact)
        for line, (name, text) in enumerate(contact_facts(patient)):
            self._contact.addWidget(Label(name, Role.SMALL), line, 0, Qt.AlignmentFlag.AlignTop)
            self._contact.addWidget(Label(text, wrap=True).selectable(), line, 1)


def contact_facts(patient: Patient) -> tuple[tuple[str, str], ...]:
    """How the patient is reached: name and text of what is on record."""
    entry = patient.entry
    consents = ((tr("texts"), entry.consent_texts), (tr("e-mail"), entry.consent_email))
    agreed = [text for text, agrees in consents if agrees]
    facts = (
        (tr("Phones"), "\n".join(entry.phones)),
        (tr("E-mail"), entry.email),
        (tr("Prefers"), translated(PREFERENCE_NAMES[entry.contact_preference])),
        (tr("Hours to call"), entry.contact_hours),
        (tr("Agrees to"), ", ".join(agreed) or tr("neither texts nor e-mail")),
        (tr("Language"), entry.language),
        (tr("Address"), entry.address),
        (tr("Guardian"), entry.guardian),
    )
    return tuple((name, text) for name, text in facts if text)


def _grid(card: Card) -> QGridLayout:
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(20)
    grid.setVerticalSpacing(10)
    grid.setColumnStretch(1, 2)
    card.add(box)
    return grid

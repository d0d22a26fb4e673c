"""The rows of an absence's page: a visit to solve with its offers, and one that was solved."""

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.absence_plans import PlannedVisit
from pico_tracker.domain.diary import Place
from pico_tracker.domain.free_times import FreeTime
from pico_tracker.ui.diary.absence_words import hit_chip, said_choice, said_no_offer, said_solved, said_visit
from pico_tracker.ui.diary.booking_words import said_when
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.chips import Chip, ChipText
from pico_tracker.ui.kit.fields import ChoiceField, Option
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import STEP, Tone, px
from pico_tracker.ui.kit.words import tr

OFFER, LAST = 330, 90
"""Width of the choice of offers, and of the last button at least, in px at 100 %."""


class VisitRow(QWidget):
    """A visit to solve: `accepted()`, `call_wanted()`, `patient_wanted()`; `chosen` is its offer."""

    accepted = Signal()
    call_wanted = Signal()
    patient_wanted = Signal()

    def __init__(self, one: PlannedVisit, before: Place | None = None) -> None:
        super().__init__()
        self.planned = one
        row = _row(self, one)
        if one.offers:
            self.choice = ChoiceField("offer", tr("Goes to"))
            self.choice.setFixedWidth(px(OFFER))
            options = [Option(place, said_choice(one, offer)) for place, offer in enumerate(one.offers)]
            self.choice.set_options(options)
            places = [offer.place for offer in one.offers]
            self.choice.set_value(places.index(before) if before in places else 0)
            row.addWidget(self.choice)
        else:
            why = Label(said_no_offer(one), Role.SMALL, wrap=True)
            why.setFixedWidth(px(OFFER))
            row.addWidget(why)
        self.record_button = Button(tr("Open record"), kind=Kind.QUIET, run=self.patient_wanted.emit)
        self.call_button = Button(tr("Call"), icon="phone", run=self.call_wanted.emit)
        self.accept_button = Button(tr("Accept"), run=self.accepted.emit)
        self.accept_button.setAccessibleName(tr("Accept for {name}", name=one.visit.patient_name))
        for button in (self.record_button, self.call_button, self.accept_button):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.accept_button.setMinimumWidth(px(LAST))
        self.accept_button.setEnabled(bool(one.offers))

    @property
    def chosen(self) -> FreeTime | None:
        """The offer that would be accepted."""
        if not self.planned.offers:
            return None
        number = self.choice.value()
        return self.planned.offers[number] if isinstance(number, int) else None


class SolvedRow(QWidget):
    """A visit that was moved out of the way: `undone()`, `call_wanted()`, `patient_wanted()`."""

    undone = Signal()
    call_wanted = Signal()
    patient_wanted = Signal()

    def __init__(self, one: PlannedVisit, offer: FreeTime, batch: UUID) -> None:
        super().__init__()
        self.planned, self.offer, self.batch = one, offer, batch
        row = _row(self, one, quiet=True)
        text = Label(said_solved(one, offer), Role.QUIET, wrap=True)
        text.setFixedWidth(px(OFFER))
        row.addWidget(text)
        self.record_button = Button(tr("Open record"), kind=Kind.QUIET, run=self.patient_wanted.emit)
        self.call_button = Button(tr("Call"), icon="phone", run=self.call_wanted.emit)
        self.undo_button = Button(tr("Undo"), icon="undo", run=self.undone.emit)
        self.undo_button.setAccessibleName(tr("Undo for {name}", name=one.visit.patient_name))
        self.undo_button.setMinimumWidth(px(LAST))
        for button in (self.record_button, self.call_button, self.undo_button):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)


def _row(widget: QWidget, one: PlannedVisit, *, quiet: bool = False) -> QHBoxLayout:
    """When and who, what for and with which chip; the rest goes to its right."""
    row = QHBoxLayout(widget)
    row.setContentsMargins(16, 10, 14, 10)
    row.setSpacing(2 * STEP)
    words = QVBoxLayout()
    words.setSpacing(2)
    first = QHBoxLayout()
    first.setSpacing(STEP)
    name = tr("{when} {name}", when=said_when(one.visit.starts_at), name=one.visit.patient_name)
    first.addWidget(Label(name, Role.QUIET if quiet else Role.STRONG, elide=True), 1)
    chip = ChipText(tr("Solved"), Tone.OK) if quiet else hit_chip(one)
    if chip is not None:
        first.addWidget(Chip(chip))
    words.addLayout(first)
    words.addWidget(Label(said_visit(one.visit), Role.SMALL, elide=True))
    words.addWidget(Label(one.visit.phone or tr("No phone number"), Role.SMALL, elide=True))
    row.addLayout(words, 1)
    widget.setAccessibleName(name if chip is None else f"{name}, {chip.text}")
    return row

"""Two records side by side: what each says, and which value stays where they differ."""

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from pico_tracker.domain.merges import FIELD_NAMES
from pico_tracker.domain.patients import PREFERENCE_NAMES, SEX_NAMES, ContactPreference, Patient, Sex
from pico_tracker.domain.words import mark
from pico_tracker.services.merges import MergeOpening
from pico_tracker.ui.kit.cards import Card, clear
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.fields import ChoiceField, Option
from pico_tracker.ui.kit.form import FieldGrid
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import tr, translated

COMPARED = {
    "name": mark("Name"),
    "born_on": mark("Birth date"),
    "phones": mark("Phones"),
    "email": mark("E-mail"),
    "address": mark("Address"),
    "allergies": mark("Allergies"),
    "alerts": mark("Alerts"),
    "fitzpatrick": mark("Skin type"),
}
"""What tells whether two records are of one person, and what nobody may overlook about them."""
KEPT, GONE = "kept", "gone"


class TwoRecords(QWidget):
    """`records.show_opening(opening)`, then `records.from_gone()`: the fields whose value of the record
    that goes is to stay. The record that stays is at the left."""

    def __init__(self) -> None:
        super().__init__()
        self.choices: dict[str, ChoiceField] = {}
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(12)

    def show_opening(self, opening: MergeOpening) -> None:
        """Show both records, and offer a choice for each field in which they differ."""
        clear(self._stack)
        card = Card()
        card.add(_comparison(opening))
        text = tr("Allergies, alerts and notes of both stay. Courses, visits and all else move. It can be undone.")
        card.add(Label(text, Role.SMALL, wrap=True))
        self._stack.addWidget(card)
        self.choices = {one.field: _choice(one.field, one.kept, one.gone) for one in opening.differences}
        if self.choices:
            differing = Card(tr("Which stays"))
            differing.add(FieldGrid(tuple(self.choices.values()), columns=3))
            self._stack.addWidget(differing)

    def from_gone(self) -> frozenset[str]:
        """The fields of which the value of the record that goes was chosen."""
        return frozenset(name for name, field in self.choices.items() if field.value() == GONE)


def _comparison(opening: MergeOpening) -> QWidget:
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(2, 1)
    stays = tr("{number} stays", number=opening.kept.entry.record_number)
    goes = tr("{number} is merged into it", number=opening.gone.entry.record_number)
    for column, title in ((1, stays), (2, goes)):
        grid.addWidget(Label(title, Role.STRONG, wrap=True), 0, column)
    for row, (title, kept, gone) in enumerate(_rows(opening), start=1):
        grid.addWidget(Label(title, Role.SMALL), row, 0, Qt.AlignmentFlag.AlignTop)
        for column, text in ((1, kept), (2, gone)):
            grid.addWidget(Label(text or tr("None"), Role.BODY if text else Role.QUIET, wrap=True), row, column)
    return box


def _rows(opening: MergeOpening) -> Iterator[tuple[str, str, str]]:
    for name, title in COMPARED.items():
        kept, gone = _of(opening.kept, name), _of(opening.gone, name)
        if kept or gone:
            yield translated(title), kept, gone


def _of(patient: Patient, name: str) -> str:
    return patient.name if name == "name" else said_value(getattr(patient.entry, name))


def said_value(value: object) -> str:
    """A value of a patient's record as people read it; empty where there is none."""
    if isinstance(value, date):
        return said_day(value)
    if isinstance(value, tuple):
        return "\n".join(value)
    if isinstance(value, Sex):
        return translated(SEX_NAMES[value])
    if isinstance(value, ContactPreference):
        return translated(PREFERENCE_NAMES[value])
    return "" if value is None else str(value)


def _choice(name: str, kept: object, gone: object) -> ChoiceField:
    options = ((KEPT, kept), (GONE, gone))
    texts = tuple(Option(side, ", ".join(said_value(value).splitlines())) for side, value in options)
    field = ChoiceField(name, translated(FIELD_NAMES[name]), options=texts)
    field.set_value(KEPT)
    return field

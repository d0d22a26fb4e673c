"""The patient form's fields in their sections, and the entry they make."""

from dataclasses import asdict
from enum import StrEnum
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.patients import (
    PREFERENCE_NAMES,
    SEX_NAMES,
    STATE_NAMES,
    ContactPreference,
    Fitzpatrick,
    PatientEntry,
    PatientState,
    Sex,
)
from pico_tracker.ui.kit.choice_fields import Option
from pico_tracker.ui.kit.fields import ChoiceField, DateField, LinesField, LongTextField, TextField, TickField
from pico_tracker.ui.kit.form import AnyField
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.record_form_page import RecordForm

LONG_LINE_LIMIT = 1000
"""Characters of an address or of the family doctor, as the rules have it."""


class PatientForm(RecordForm):
    """Every field of a `PatientEntry`, in two columns of sections."""

    def __init__(self) -> None:
        super().__init__()
        columns = QWidget()
        row = QHBoxLayout(columns)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        self.left, self.right = _column(row, 11), _column(row, 9)
        self.section(tr("Person"), _person_fields(), columns=2, into=self.left)
        self.section(tr("Contact"), _contact_fields(), columns=2, spans={"address": 0}, into=self.left)
        self.section(tr("Never to be overlooked"), _harm_fields(), columns=1, into=self.right)
        self.section(tr("Others involved"), _other_people_fields(), columns=1, into=self.right)
        self.section(tr("Record"), _record_fields(), columns=2, spans={"notes": 0}, into=self.right)
        self.left.addStretch(1)
        self.right.addStretch(1)
        outer = self.layout()
        if outer is not None:
            outer.addWidget(columns)

    def entry(self, entry_id: UUID) -> PatientEntry:
        """What is typed, as the rules and the service take it."""
        values: dict[str, Any] = {field.name: field.value() for field in self.fields}
        values["sex"] = values["sex"] or Sex.UNKNOWN
        values["state"] = values["state"] or PatientState.ACTIVE
        values["contact_preference"] = values["contact_preference"] or ContactPreference.NONE
        return PatientEntry(entry_id=entry_id, **values)


def values_of(entry: PatientEntry) -> dict[str, object]:
    """A patient's entry as the form's fields take it."""
    return {name: value for name, value in asdict(entry).items() if name != "entry_id"}


def is_started(entry: PatientEntry) -> bool:
    """Whether anything is typed that makes it worth looking for the same person."""
    return bool(entry.given_names or entry.family_name or entry.born_on or entry.phones)


def _column(row: QHBoxLayout, stretch: int) -> QVBoxLayout:
    side = QVBoxLayout()
    side.setSpacing(12)
    row.addLayout(side, stretch)
    return side


def _options(names: dict[Any, str]) -> tuple[Option, ...]:
    return tuple(Option(value, translated(name)) for value, name in names.items())


def _person_fields() -> tuple[AnyField, ...]:
    return (
        TextField("given_names", tr("Given names")),
        TextField("family_name", tr("Family name")),
        DateField("born_on", tr("Birth date")),
        ChoiceField("sex", tr("Sex"), options=_options(SEX_NAMES)),
        TextField("called", tr("Name to be called by")),
        TextField("title", tr("Title")),
        TextField("language", tr("Language")),
    )


def _contact_fields() -> tuple[AnyField, ...]:
    preference = tr("Prefers to be reached by")
    return (
        LinesField("phones", tr("Phones, the first is called first"), add=tr("Add a phone")),
        TextField("email", tr("E-mail")),
        ChoiceField("contact_preference", preference, options=_options(PREFERENCE_NAMES)),
        TextField("contact_hours", tr("Hours to call")),
        TickField("consent_texts", tr("Agrees to text messages")),
        TickField("consent_email", tr("Agrees to e-mail")),
        LongTextField("address", tr("Address"), lines=3, limit=LONG_LINE_LIMIT),
    )


def _harm_fields() -> tuple[AnyField, ...]:
    skin: dict[StrEnum, str] = {one: tr("Fitzpatrick {type}", type=one.value) for one in Fitzpatrick}
    return (
        LinesField("allergies", tr("Allergies"), add=tr("Add an allergy")),
        LinesField("alerts", tr("Alerts, such as keloid tendency"), add=tr("Add an alert")),
        ChoiceField("fitzpatrick", tr("Skin type"), options=_options(skin)),
    )


def _other_people_fields() -> tuple[AnyField, ...]:
    guardian = tr("Needed for anybody under 18")
    return (
        TextField("guardian", tr("Guardian who decides and signs"), hint=guardian),
        LongTextField("family_doctor", tr("Family doctor"), lines=2, limit=LONG_LINE_LIMIT),
    )


def _record_fields() -> tuple[AnyField, ...]:
    return (
        TextField("record_number", tr("Record number"), hint=tr("Given automatically when left empty")),
        ChoiceField("state", tr("State"), options=_options(STATE_NAMES)),
        LongTextField("notes", tr("Notes"), lines=4),
    )

"""Whose record is open, in the words of the banner: one way for every page."""

from datetime import date

from pico_tracker.domain.patients import (
    ADULT_YEARS,
    STATE_NAMES,
    Fitzpatrick,
    Patient,
    PatientEntry,
    PatientState,
    Sex,
    age_in_years,
)
from pico_tracker.ui.kit.banner import Identity
from pico_tracker.ui.kit.chips import ChipText
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr, translated

NO_BREAK = "\u00a0"
"""Keeps a date or a phone number together where the line is full."""


def identity_of(patient: Patient, today: date) -> Identity:
    """What the banner says of a patient: name, age and birth date, record number, phone, harm first."""
    entry = patient.entry
    return Identity(
        name=patient.name,
        meta=" · ".join(part.replace(" ", NO_BREAK) for part in _meta(entry, today) if part),
        allergies=entry.allergies,
        alerts=entry.alerts,
        facts=(*_standing(patient), *_facts(entry, today)),
    )


def _meta(entry: PatientEntry, today: date) -> tuple[str, ...]:
    called = tr("called {name}", name=entry.called) if entry.called else ""
    return (called, _age_and_sex(entry, today), _born(entry), entry.record_number, *entry.phones[:1])


def _age_and_sex(entry: PatientEntry, today: date) -> str:
    letters = {Sex.FEMALE: tr("F"), Sex.MALE: tr("M"), Sex.OTHER: tr("other"), Sex.UNKNOWN: ""}
    age = "" if entry.born_on is None else tr("{age} y", age=age_in_years(entry.born_on, today))
    return ", ".join(part for part in (age, letters[entry.sex]) if part)


def _born(entry: PatientEntry) -> str:
    if entry.born_on is None:
        return tr("birth date not recorded")
    return tr("born {date}", date=said_day(entry.born_on))


def _standing(patient: Patient) -> tuple[ChipText, ...]:
    return (ChipText(tr("Provisional"), Tone.WARN),) if patient.is_provisional else ()


def _facts(entry: PatientEntry, today: date) -> tuple[ChipText, ...]:
    facts = []
    if entry.state is not PatientState.ACTIVE:
        facts.append(ChipText(translated(STATE_NAMES[entry.state]), Tone.WARN))
    if entry.fitzpatrick is not None:
        text = tr("Fitzpatrick {type}", type=entry.fitzpatrick.value)
        facts.append(ChipText(text, skin=list(Fitzpatrick).index(entry.fitzpatrick) + 1))
    is_minor = entry.born_on is not None and age_in_years(entry.born_on, today) < ADULT_YEARS
    if is_minor and entry.guardian:
        facts.append(ChipText(tr("Guardian: {name}", name=entry.guardian), Tone.INFO))
    return tuple(facts)

"""Patients: one whole record, or lines of a list."""

import string
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, bindparam, func, select

from pico_tracker.db.models import ItemKind, PatientItemRow, PatientRow, RecentPatientRow
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.patients import (
    ContactPreference,
    Fitzpatrick,
    Patient,
    PatientEntry,
    PatientLine,
    PatientState,
    Sex,
    full_name,
)
from pico_tracker.domain.words import mark, sentence

_PATIENT = select(PatientRow.__table__).where(PatientRow.id == bindparam("patient_id"))
_ITEMS = (
    select(PatientItemRow.kind, PatientItemRow.text)
    .where(PatientItemRow.patient_id == bindparam("patient_id"))
    .order_by(PatientItemRow.kind, PatientItemRow.position)
)
_FIRST_PHONE = (PatientItemRow.kind == ItemKind.PHONE) & (PatientItemRow.position == 0)
_THESE: BindParameter[int] = bindparam("ids", expanding=True)
_PATIENTS = select(PatientRow.__table__).where(PatientRow.id.in_(_THESE))
_ITEMS_OF = (
    select(PatientItemRow.patient_id, PatientItemRow.kind, PatientItemRow.text)
    .where(PatientItemRow.patient_id.in_(_THESE))
    .order_by(PatientItemRow.patient_id, PatientItemRow.kind, PatientItemRow.position)
)
_LINES = (
    select(
        PatientRow.id,
        PatientRow.given_names,
        PatientRow.family_name,
        PatientRow.record_number,
        PatientRow.born_on,
        PatientRow.state,
        PatientRow.is_provisional,
        PatientItemRow.text,
    )
    .outerjoin(PatientItemRow, (PatientItemRow.patient_id == PatientRow.id) & _FIRST_PHONE)
    .where(PatientRow.id.in_(bindparam("ids", expanding=True)), PatientRow.is_merged.is_(False))
)
_ASCII_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
"""SQLite lowers these letters only, PostgreSQL every one."""
_STATES = {state.value: state for state in PatientState}
_RECENT_LIMIT = 30
_AS_STORED = (
    "entry_id",
    "record_number",
    "title",
    "given_names",
    "family_name",
    "called",
    "born_on",
    "email",
    "address",
    "language",
    "contact_hours",
    "consent_texts",
    "consent_email",
    "guardian",
    "family_doctor",
    "notes",
)
"""Columns that hold a field of the entry just as it is."""


def read_patient(work: Work, patient_id: int) -> Patient:
    """A patient's whole record; raises `NotFound`."""
    row = work.connection.execute(_PATIENT, {"patient_id": patient_id}).first()
    if row is None:
        raise NotFound(sentence(mark("This patient is not on record (any more).")))
    items: dict[str, list[str]] = defaultdict(list)
    for kind, text in work.connection.execute(_ITEMS, {"patient_id": patient_id}):
        items[kind].append(text)
    return Patient(row.id, row.version, _entry(row, items), row.is_provisional)


def read_patients(work: Work, patient_ids: Iterable[int]) -> dict[int, Patient]:
    """The whole records of these patients by their key, in as many questions as for one."""
    wanted = {"ids": sorted(set(patient_ids))}
    items: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for patient_id, kind, text in work.connection.execute(_ITEMS_OF, wanted):
        items[patient_id][kind].append(text)
    rows = work.connection.execute(_PATIENTS, wanted)
    return {row.id: Patient(row.id, row.version, _entry(row, items[row.id]), row.is_provisional) for row in rows}


def find_by_record_number(work: Work, record_number: str) -> int | None:
    """The id of the patient with this record number, whatever its case."""
    spellings = {record_number.lower(), record_number.translate(_ASCII_LOWER)}
    statement = select(PatientRow.id).where(func.lower(PatientRow.record_number).in_(sorted(spellings)))
    return work.connection.scalar(statement)


def list_taken_numbers(work: Work, record_numbers: Iterable[str]) -> set[str]:
    """Which of these record numbers are on record, in lower case; the numbers are ASCII."""
    lowered = func.lower(PatientRow.record_number)
    wanted = [number.lower() for number in record_numbers]
    return set(work.connection.scalars(select(lowered).where(lowered.in_(wanted))))


def list_lines(work: Work, ids: Iterable[int]) -> tuple[PatientLine, ...]:
    """Lines for these patients, in the order of `ids`; records merged into another one have none."""
    wanted = list(ids)
    by_id = {line.id: line for line in _lines(work, wanted)}
    return tuple(by_id[one] for one in wanted if one in by_id)


def list_recent_ids(work: Work) -> list[int]:
    """Ids of the patients opened last, latest first."""
    latest = RecentPatientRow.opened_at.desc()
    return list(work.connection.scalars(select(RecentPatientRow.patient_id).order_by(latest).limit(_RECENT_LIMIT)))


def _lines(work: Work, ids: list[int]) -> Iterable[PatientLine]:
    for row in work.connection.execute(_LINES, {"ids": ids}):
        yield PatientLine(
            id=row.id,
            name=full_name(row.given_names, row.family_name),
            record_number=row.record_number,
            born_on=row.born_on,
            phone=row.text or "",
            state=_STATES[row.state],
            is_provisional=row.is_provisional,
        )


def _entry(row: Any, items: Mapping[str, list[str]]) -> PatientEntry:
    return PatientEntry(
        **{name: getattr(row, name) for name in _AS_STORED},
        sex=Sex(row.sex),
        contact_preference=ContactPreference(row.contact_preference),
        fitzpatrick=Fitzpatrick(row.fitzpatrick) if row.fitzpatrick else None,
        state=PatientState(row.state),
        phones=tuple(items.get(ItemKind.PHONE, ())),
        allergies=tuple(items.get(ItemKind.ALLERGY, ())),
        alerts=tuple(items.get(ItemKind.ALERT, ())),
    )


def has_patients(work: Work) -> bool:
    """Whether anybody is on record."""
    return work.connection.scalar(select(PatientRow.id).limit(1)) is not None


def find_by_entry_id(work: Work, entry_id: UUID) -> int | None:
    """The id of the patient that this form made, if it was saved."""
    return work.connection.scalar(select(PatientRow.id).where(PatientRow.entry_id == entry_id))


def count_items(work: Work, patient_id: int, kind: ItemKind) -> int:
    """How many phones, allergies or alerts a patient has."""
    statement = select(func.count()).where(PatientItemRow.patient_id == patient_id, PatientItemRow.kind == kind)
    return work.connection.scalar(statement) or 0


def list_for_duplicates(work: Work) -> Iterator[PatientEntry]:
    """Every patient with just what tells one from another: number, names, birth date, phones."""
    phones: dict[int, list[str]] = defaultdict(list)
    lines = select(PatientItemRow.patient_id, PatientItemRow.text).where(PatientItemRow.kind == ItemKind.PHONE)
    for patient_id, text in work.connection.execute(lines):
        phones[patient_id].append(text)
    people = select(
        PatientRow.id,
        PatientRow.entry_id,
        PatientRow.record_number,
        PatientRow.given_names,
        PatientRow.family_name,
        PatientRow.born_on,
    )
    for row in work.connection.execute(people):
        yield PatientEntry(
            entry_id=row.entry_id,
            record_number=row.record_number,
            given_names=row.given_names,
            family_name=row.family_name,
            born_on=row.born_on,
            phones=tuple(phones[row.id]),
        )

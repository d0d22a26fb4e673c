"""Patients: find, read, add, edit."""

from dataclasses import asdict, replace
from typing import Any
from uuid import UUID

from pico_tracker.db.models import ClinicRow, ItemKind, PatientItemRow, PatientRow
from pico_tracker.db.queries import patients as queries
from pico_tracker.db.queries.merges import find_kept_id, find_put_away, list_gone_numbers
from pico_tracker.db.search import find_patient_ids, index_patient, note_opened
from pico_tracker.db.unit_of_work import ChangeWork, StaleVersion, Work
from pico_tracker.domain.errors import Refused
from pico_tracker.domain.findings import Finding
from pico_tracker.domain.patients import (
    Fitzpatrick,
    Patient,
    PatientEntry,
    PatientLine,
    PatientMatches,
    check_patient,
    check_provisional,
    provisional_entry,
)
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.search_words import patient_tokens
from pico_tracker.domain.words import clean_line, clean_text, mark, sentence
from pico_tracker.services.context import Context, Done, needs
from pico_tracker.services.drafts import drop_draft
from pico_tracker.services.intervals import refresh_windows
from pico_tracker.services.refusals import conflict_between, refuse_stops

LISTS = {ItemKind.PHONE: "phones", ItemKind.ALLERGY: "allergies", ItemKind.ALERT: "alerts"}
"""Kind of line to the field of the entry that holds those lines."""
_LONG_TEXTS = ("address", "family_doctor", "notes")
RECORD_PREFIX = "P-"


@needs(Permission.READ_DIRECTORY)
def find_patients(context: Context, typed: str) -> PatientMatches:
    """Who matches what was typed, best first; nobody below two letters."""
    with context.database.read() as work:
        ids, was_cut = find_patient_ids(work.connection, typed, context.day())
        return PatientMatches(queries.list_lines(work, ids), was_cut)


@needs(Permission.READ_DIRECTORY)
def list_recent_patients(context: Context) -> tuple[PatientLine, ...]:
    """Whose record was opened last, latest first."""
    with context.database.read() as work:
        return queries.list_lines(work, queries.list_recent_ids(work))


@needs(Permission.READ_DIRECTORY)
def read_patient(context: Context, patient_id: int) -> Patient:
    """A patient's data as the form edits them; raises `NotFound`."""
    with context.database.read() as work:
        return queries.read_patient(work, patient_id)


@needs(Permission.READ_DIRECTORY)
def find_patient_by_number(context: Context, record_number: str) -> int | None:
    """The patient with this record number, None if there is none.

    The number of a record that was merged into another one leads to that one.
    """
    with context.database.read() as work:
        found = queries.find_by_record_number(work, clean_line(record_number))
        return None if found is None else find_kept_id(work, found)


@needs(Permission.READ_DIRECTORY)
def note_patient_opened(context: Context, patient_id: int) -> None:
    """Remember that this record was opened, so that the next search shows it first."""
    with context.database.change(context.actor()) as work:
        work.get(PatientRow, patient_id)
        note_opened(work.connection, patient_id, context.clock())


@needs(Permission.EDIT_PATIENT)
def add_patient(context: Context, entry: PatientEntry) -> Done[int]:
    """Put a new patient on record and return the key.

    A second call with the same `entry_id` finds the patient of the first. Raises `Refused`.
    """
    entry = clean_entry(entry)
    refuse_stops(check_patient(entry, context.today()))
    with context.database.change(context.actor()) as work:
        known = queries.find_by_entry_id(work, entry.entry_id)
        if known is None:
            known = write_new_patient(work, entry)
        note_opened(work.connection, known, context.clock())
        drop_draft(work, entry.entry_id)
        return Done(known, work.changed)


@needs(Permission.EDIT_PATIENT)
def edit_patient(context: Context, patient_id: int, seen_version: int, entry: PatientEntry) -> Done[int]:
    """Save an edited patient; `seen_version` is the version that the form read.

    Raises `Refused`, `NotFound`, or `EditConflict` when somebody saved in between.
    """
    entry = clean_entry(entry)
    refuse_stops(check_patient(entry, context.today()))
    with context.database.change(context.actor()) as work:
        _refuse_put_away(work, patient_id)
        row = _take_version(work, patient_id, seen_version, entry)
        number = entry.record_number or row.record_number
        _refuse_taken_number(work, number, patient_id)
        write_patient(work, row, replace(entry, record_number=number))
        row.is_provisional = row.is_provisional and entry.born_on is None
        refresh_windows(work, patient_id)
        drop_draft(work, entry.entry_id)
        return Done(patient_id, work.changed)


@needs(Permission.EDIT_PATIENT)
def add_provisional_patient(context: Context, entry_id: UUID, name: str, phone: str) -> Done[int]:
    """Put somebody on record by name and phone, to be completed at the first visit; returns the key.

    A second call with the same `entry_id` finds the patient of the first. Raises `Refused`, with
    findings on `name` and `phone`.
    """
    entry = clean_entry(provisional_entry(entry_id, name, phone))
    refuse_stops(check_provisional(entry, context.today()))
    with context.database.change(context.actor()) as work:
        known = queries.find_by_entry_id(work, entry_id)
        if known is None:
            known = write_new_patient(work, entry)
            work.get(PatientRow, known).is_provisional = True
        note_opened(work.connection, known, context.clock())
        return Done(known, work.changed)


def write_patient(work: ChangeWork, row: PatientRow, entry: PatientEntry) -> None:
    """Write a patient's own data inside another service's transaction; the entry is clean and checked.

    Whoever calls it sees to the version and to the dates of the courses.
    """
    for name, value in patient_columns(entry).items():
        setattr(row, name, value)
    _write_lists(work, row.id, entry)
    _index(work, row.id, entry)


def forget_patient(work: Work, patient_id: int) -> None:
    """Let the search find a patient no more, inside another service's transaction."""
    index_patient(work.connection, patient_id, ())


def write_new_patient(work: ChangeWork, entry: PatientEntry) -> int:
    """Add a patient inside another service's transaction; the entry is clean and checked."""
    number = entry.record_number or next_record_number(work)
    _refuse_taken_number(work, number, None)
    entry = replace(entry, record_number=number)
    row = work.add(PatientRow(entry_id=entry.entry_id, created_at=work.at, **patient_columns(entry)))
    _write_lists(work, row.id, entry)
    _index(work, row.id, entry)
    return row.id


def write_what_was_found(
    work: ChangeWork, patient_id: int, allergies: tuple[str, ...], fitzpatrick: Fitzpatrick | None
) -> None:
    """Bring a consultation's findings to the patient's record: allergies that are new, the skin type."""
    row = work.hold(PatientRow, patient_id)
    known = queries.read_patient(work, patient_id).entry
    folded = {line.casefold() for line in known.allergies}
    new = tuple(line for line in allergies if line.casefold() not in folded)
    skin_type = fitzpatrick or known.fitzpatrick
    if not new and skin_type == known.fitzpatrick:
        return
    row.version += 1
    row.fitzpatrick = skin_type
    refresh_windows(work, patient_id)
    _write_lists(work, patient_id, replace(known, allergies=(*known.allergies, *new)))


def next_record_number(work: ChangeWork) -> str:
    """The clinic's next free record number; numbers typed by hand are passed over."""
    clinic = work.hold(ClinicRow, 1)
    while True:
        number = f"{RECORD_PREFIX}{clinic.next_record_number}"
        clinic.next_record_number += 1
        if queries.find_by_record_number(work, number) is None:
            return number


def clean_entry(entry: PatientEntry) -> PatientEntry:
    """The entry with every text cleaned once and empty lines dropped."""
    cleaned: dict[str, Any] = {}
    for name, value in asdict(entry).items():
        if isinstance(value, str) and type(value) is str:
            cleaned[name] = clean_text(value) if name in _LONG_TEXTS else clean_line(value)
        elif isinstance(value, tuple):
            cleaned[name] = tuple(line for one in value if (line := clean_line(one)))
    return replace(entry, **cleaned)


def _take_version(work: ChangeWork, patient_id: int, seen_version: int, entry: PatientEntry) -> PatientRow:
    try:
        return work.take(PatientRow, patient_id, seen_version)
    except StaleVersion:
        raise conflict_between(queries.read_patient(work, patient_id).entry, entry) from None


def _refuse_taken_number(work: Work, number: str, own_id: int | None) -> None:
    holder = queries.find_by_record_number(work, number)
    if holder not in (None, own_id):
        said = sentence(mark("Record number {number} belongs to another patient."), number=number)
        raise Refused((Finding("record_number", said, code="patient.taken"),))


def patient_columns(entry: PatientEntry) -> dict[str, Any]:
    """An entry as the columns of its row."""
    return {name: value for name, value in asdict(entry).items() if name not in ("entry_id", *LISTS.values())}


def _write_lists(work: ChangeWork, patient_id: int, entry: PatientEntry) -> None:
    for kind, name in LISTS.items():
        lines: tuple[str, ...] = getattr(entry, name)
        kept = queries.count_items(work, patient_id, kind)
        for position in range(max(kept, len(lines))):
            _write_line(work, (patient_id, kind.value, position), lines)


def _write_line(work: ChangeWork, key: tuple[int, str, int], lines: tuple[str, ...]) -> None:
    row = work.find(PatientItemRow, key)
    position = key[2]
    if position >= len(lines):
        if row is not None:
            work.remove(row)
    elif row is None:
        work.add(PatientItemRow(patient_id=key[0], kind=key[1], position=position, text=lines[position]))
    else:
        row.text = lines[position]


def _refuse_put_away(work: Work, patient_id: int) -> None:
    merge = find_put_away(work, patient_id)
    if merge is not None:
        text = mark("Record {number} was merged into another one. Open that one; nothing was saved.")
        said = sentence(text, number=merge.gone_number)
        raise Refused((Finding("", said, code="patient.merged"),))


def _index(work: Work, patient_id: int, entry: PatientEntry) -> None:
    """A patient is found by everything in the record, and by the numbers of what was merged into it."""
    numbers = patient_tokens((), list_gone_numbers(work, patient_id), None)
    index_patient(work.connection, patient_id, entry_tokens(entry) | numbers)


def entry_tokens(entry: PatientEntry) -> frozenset[str]:
    """Everything a patient's entry is found by."""
    names = (entry.given_names, entry.family_name, entry.called)
    return patient_tokens(names, (entry.record_number, *entry.phones), entry.born_on)

"""Treatment alongside: write it down, edit it, list it. Nothing is deleted; what ends gets its last day."""

from dataclasses import replace
from datetime import date
from typing import Any

from pico_tracker.db.models import AlongsideRow, PatientRow
from pico_tracker.db.queries import alongside as queries
from pico_tracker.db.queries.merges import find_kept_id
from pico_tracker.db.unit_of_work import ChangeWork, StaleVersion
from pico_tracker.domain.alongside import (
    Alongside,
    AlongsideEntry,
    begun_since,
    check_alongside,
    in_reading_order,
)
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.words import clean_line, clean_text
from pico_tracker.services.context import Context, Done, needs
from pico_tracker.services.refusals import conflict_between, refuse_stops


@needs(Permission.READ_CLINICAL)
def list_alongside(context: Context, patient_id: int) -> tuple[Alongside, ...]:
    """All that a patient has or had beside the laser: what goes on first, the latest begun first."""
    with context.database.read() as work:
        found = queries.list_of_patient(work, patient_id, context.zone)
        return in_reading_order(found, context.today())


@needs(Permission.READ_CLINICAL)
def list_begun_since(context: Context, patient_id: int, day: date) -> tuple[Alongside, ...]:
    """What is new since a day, such as that of the last session, in the same order."""
    with context.database.read() as work:
        found = queries.list_of_patient(work, patient_id, context.zone)
        return begun_since(in_reading_order(found, context.today()), day)


@needs(Permission.WRITE_CLINICAL)
def add_alongside(context: Context, entry: AlongsideEntry) -> Done[int]:
    """Write down a treatment alongside and return its key.

    A second call with the same `entry_id` finds that of the first. Raises `Refused` or `NotFound`.
    """
    entry = _cleaned(entry)
    refuse_stops(check_alongside(entry, context.today()))
    with context.database.change(context.actor()) as work:
        work.hold(PatientRow, entry.patient_id)
        known = queries.find_by_entry_id(work, entry.entry_id)
        if known is None:
            known = _add_new(context, work, entry)
        return Done(known, work.changed)


@needs(Permission.WRITE_CLINICAL)
def edit_alongside(context: Context, alongside_id: int, seen_version: int, entry: AlongsideEntry) -> Done[int]:
    """Save an edited treatment alongside, such as the day it ended; whose it is stays.

    Raises `Refused`, `NotFound`, or `EditConflict` when somebody saved in between.
    """
    entry = _cleaned(entry)
    refuse_stops(check_alongside(entry, context.today()))
    with context.database.change(context.actor()) as work:
        row = _take(context, work, alongside_id, seen_version, entry)
        for name, value in _columns(entry).items():
            setattr(row, name, value)
        return Done(alongside_id, work.changed)


def _add_new(context: Context, work: ChangeWork, entry: AlongsideEntry) -> int:
    row = AlongsideRow(
        entry_id=entry.entry_id,
        created_at=work.at,
        patient_id=find_kept_id(work, entry.patient_id),
        recorded_by_id=context.operator.id,
        **_columns(entry),
    )
    return work.add(row).id


def _take(
    context: Context, work: ChangeWork, alongside_id: int, seen_version: int, entry: AlongsideEntry
) -> AlongsideRow:
    try:
        return work.take(AlongsideRow, alongside_id, seen_version)
    except StaleVersion:
        theirs = queries.read_alongside(work, alongside_id, context.zone).entry
        yours = replace(entry, entry_id=theirs.entry_id, patient_id=theirs.patient_id)
        raise conflict_between(theirs, yours) from None


def _columns(entry: AlongsideEntry) -> dict[str, Any]:
    return {
        "kind": entry.kind.value,
        "what": entry.what,
        "from_on": entry.from_on,
        "until_on": entry.until_on,
        "note": entry.note,
    }


def _cleaned(entry: AlongsideEntry) -> AlongsideEntry:
    return replace(entry, what=clean_line(entry.what), note=clean_text(entry.note))

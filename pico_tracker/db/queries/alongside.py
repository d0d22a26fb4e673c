"""Treatment alongside of a patient."""

from datetime import tzinfo
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select

from pico_tracker.db.models import AlongsideRow, StaffRow
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.alongside import Alongside, AlongsideEntry, AlongsideKind
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.words import mark, sentence

_ALL: Select[Any] = select(AlongsideRow.__table__, StaffRow.name.label("recorded_by")).join(
    StaffRow, StaffRow.id == AlongsideRow.recorded_by_id
)
_OF_PATIENT = _ALL.where(AlongsideRow.patient_id == bindparam("patient_id")).order_by(AlongsideRow.id)
_ONE = _ALL.where(AlongsideRow.id == bindparam("alongside_id"))


def list_of_patient(work: Work, patient_id: int, zone: tzinfo) -> tuple[Alongside, ...]:
    """All treatment alongside of a patient, in the order it was recorded; `zone` is the clinic's."""
    return tuple(_alongside(row, zone) for row in work.connection.execute(_OF_PATIENT, {"patient_id": patient_id}))


def read_alongside(work: Work, alongside_id: int, zone: tzinfo) -> Alongside:
    """One treatment alongside; raises `NotFound`."""
    row = work.connection.execute(_ONE, {"alongside_id": alongside_id}).first()
    if row is None:
        raise NotFound(sentence(mark("This treatment is not on record (any more).")))
    return _alongside(row, zone)


def find_by_entry_id(work: Work, entry_id: UUID) -> int | None:
    """The id of what this form wrote, if it was saved."""
    return work.connection.scalar(select(AlongsideRow.id).where(AlongsideRow.entry_id == entry_id))


def _alongside(row: Any, zone: tzinfo) -> Alongside:
    entry = AlongsideEntry(
        entry_id=row.entry_id,
        patient_id=row.patient_id,
        kind=AlongsideKind(row.kind),
        what=row.what,
        from_on=row.from_on,
        until_on=row.until_on,
        note=row.note,
    )
    recorded_on = row.created_at.astimezone(zone).date()
    return Alongside(
        id=row.id, version=row.version, entry=entry, recorded_by=row.recorded_by, recorded_on=recorded_on
    )

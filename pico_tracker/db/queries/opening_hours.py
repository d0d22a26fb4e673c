"""Hours and absences on file."""

import uuid
from collections import defaultdict
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from pico_tracker.db.models import AbsenceRow, DeviceRow, OpeningRow, RoomRow, StaffRow
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.opening_hours import (
    DEFAULT_OPENINGS,
    Absence,
    AbsenceEntry,
    Opening,
    OpeningHours,
    Whom,
)
from pico_tracker.domain.words import mark, sentence

_ABSENCES = (
    select(
        AbsenceRow.__table__,
        StaffRow.name.label("staff_name"),
        RoomRow.name.label("room_name"),
        DeviceRow.name.label("device_name"),
    )
    .outerjoin(StaffRow, StaffRow.id == AbsenceRow.staff_id)
    .outerjoin(RoomRow, RoomRow.id == AbsenceRow.room_id)
    .outerjoin(DeviceRow, DeviceRow.id == AbsenceRow.device_id)
    .order_by(AbsenceRow.starts_at, AbsenceRow.id)
)


def read_hours(work: Work, zone: ZoneInfo, start: datetime, end: datetime) -> OpeningHours:
    """The hours of the clinic and its people, with the absences between two moments."""
    openings = list_openings(work)
    people = {key: hours for key, hours in openings.items() if key is not None}
    return OpeningHours(
        zone=zone,
        clinic=openings.get(None, DEFAULT_OPENINGS),
        people=people,
        absences=list_absences(work, start, end),
    )


def list_openings(work: Work) -> dict[int | None, tuple[Opening, ...]]:
    """Hours on file by person, None for the clinic, in order of the week."""
    wanted = select(OpeningRow.__table__).order_by(OpeningRow.weekday, OpeningRow.opens)
    found: dict[int | None, list[Opening]] = defaultdict(list)
    for row in work.connection.execute(wanted):
        found[row.staff_id].append(Opening(row.weekday, row.opens, row.closes))
    return {key: tuple(hours) for key, hours in found.items()}


def list_opening_ids(work: Work, staff_id: int | None) -> tuple[int, ...]:
    """The keys of the clinic's stretches, or of a person's."""
    whose = OpeningRow.staff_id.is_(None) if staff_id is None else OpeningRow.staff_id == staff_id
    return tuple(work.connection.scalars(select(OpeningRow.id).where(whose)))


def list_absences(work: Work, start: datetime, end: datetime) -> tuple[Absence, ...]:
    """Absences that touch the time between two moments and were not withdrawn, soonest first."""
    wanted = _ABSENCES.where(
        AbsenceRow.ends_at > start, AbsenceRow.starts_at < end, AbsenceRow.withdrawn.is_(False)
    )
    return tuple(_absence(row) for row in work.connection.execute(wanted))


def read_absence(work: Work, absence_id: int) -> Absence:
    """An absence, also one that was withdrawn; raises `NotFound`."""
    row = work.connection.execute(_ABSENCES.where(AbsenceRow.id == absence_id)).first()
    if row is None:
        raise NotFound(sentence(mark("This absence is not on file. Go back and look it up again.")))
    return _absence(row)


def find_absence_by_entry_id(work: Work, entry_id: uuid.UUID) -> int | None:
    """The absence that this form saved before."""
    return work.connection.scalar(select(AbsenceRow.id).where(AbsenceRow.entry_id == entry_id))


def _absence(row: Any) -> Absence:
    entry = AbsenceEntry(
        entry_id=row.entry_id,
        whom=Whom(row.staff_id, row.room_id, row.device_id),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        reason=row.reason,
    )
    name = row.staff_name or row.room_name or row.device_name or ""
    return Absence(id=row.id, version=row.version, entry=entry, name=name, is_withdrawn=row.withdrawn)

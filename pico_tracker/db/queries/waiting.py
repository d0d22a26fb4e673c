"""The waiting list on file."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import bindparam, literal_column, select

from pico_tracker.db.models import (
    DeviceRow,
    ItemKind,
    PatientItemRow,
    PatientRow,
    StaffRow,
    VisitRow,
    WaitingCourseRow,
    WaitingRow,
)
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.diary import VisitKind
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.patients import ContactPreference, PatientState, full_name
from pico_tracker.domain.waiting import Waiting, WaitingEntry, WaitingState
from pico_tracker.domain.words import mark, sentence

_LIMIT = 1_000
"""Lines read at once at most: more than a clinic could call."""
_first_phone = (PatientItemRow.kind == ItemKind.PHONE) & (PatientItemRow.position == 0)
_LINES = (
    select(
        WaitingRow.__table__,
        PatientRow.given_names,
        PatientRow.family_name,
        PatientRow.record_number,
        PatientRow.contact_preference,
        PatientRow.contact_hours,
        PatientRow.no_contact,
        PatientItemRow.text.label("phone"),
        StaffRow.name.label("staff_name"),
        DeviceRow.name.label("device_name"),
        VisitRow.starts_at.label("visit_at"),
    )
    .join(PatientRow, PatientRow.id == WaitingRow.patient_id)
    .outerjoin(PatientItemRow, (PatientItemRow.patient_id == PatientRow.id) & _first_phone)
    .outerjoin(StaffRow, StaffRow.id == WaitingRow.practitioner_id)
    .outerjoin(DeviceRow, DeviceRow.id == WaitingRow.device_id)
    .outerjoin(VisitRow, VisitRow.id == WaitingRow.visit_id)
    .order_by(WaitingRow.created_at, WaitingRow.id)
    .limit(_LIMIT)
)
_OPEN = _LINES.where(
    WaitingRow.state == literal_column(f"'{WaitingState.WAITING.value}'"),
    PatientRow.state != PatientState.DECEASED,
)
_COURSES = (
    select(WaitingCourseRow.waiting_id, WaitingCourseRow.course_id)
    .where(WaitingCourseRow.waiting_id.in_(bindparam("ids", expanding=True)))
    .order_by(WaitingCourseRow.course_id)
)


def list_waiting(work: Work) -> tuple[Waiting, ...]:
    """Everybody alive who waits, longest first; without their dates."""
    rows = work.connection.execute(_OPEN).all()
    courses = _courses_of(work, (row.id for row in rows))
    return tuple(_waiting(row, courses) for row in rows)


def read_waiting(work: Work, waiting_id: int) -> Waiting:
    """One line, whatever its state; raises `NotFound`."""
    row = work.connection.execute(_LINES.where(WaitingRow.id == waiting_id)).first()
    if row is None:
        raise NotFound(sentence(mark("This line is not on the waiting list. Look at the list again.")))
    return _waiting(row, _courses_of(work, (row.id,)))


def find_by_entry_id(work: Work, entry_id: uuid.UUID) -> int | None:
    """The line that this form saved before."""
    return work.connection.scalar(select(WaitingRow.id).where(WaitingRow.entry_id == entry_id))


def _courses_of(work: Work, waiting_ids: Iterable[int]) -> Mapping[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for row in work.connection.execute(_COURSES, {"ids": list(waiting_ids)}):
        found[row.waiting_id].append(row.course_id)
    return found


def _waiting(row: Any, courses: Mapping[int, list[int]]) -> Waiting:
    return Waiting(
        id=row.id,
        version=row.version,
        entry=_entry(row, tuple(courses.get(row.id, ()))),
        since=row.created_at,
        state=WaitingState(row.state),
        patient_name=full_name(row.given_names, row.family_name),
        record_number=row.record_number,
        phone=row.phone or "",
        preference=ContactPreference(row.contact_preference),
        hours=row.contact_hours,
        no_contact=row.no_contact,
        practitioner_name=row.staff_name or "",
        device_name=row.device_name or "",
        gives_up_at=row.visit_at,
    )


def _entry(row: Any, course_ids: tuple[int, ...]) -> WaitingEntry:
    return WaitingEntry(
        entry_id=row.entry_id,
        patient_id=row.patient_id,
        course_ids=course_ids,
        kind=VisitKind(row.kind),
        minutes=row.minutes,
        numbing_minutes=row.numbing_minutes,
        clean_up_minutes=row.clean_up_minutes,
        device_id=row.device_id,
        practitioner_id=row.practitioner_id,
        weekdays=row.weekdays,
        from_minute=row.from_minute,
        to_minute=row.to_minute,
        from_on=row.from_on,
        until_on=row.until_on,
        note=row.note,
        visit_id=row.visit_id,
    )

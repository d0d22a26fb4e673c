"""Visits: of a day, and the next one of a patient."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, bindparam, literal_column, select

from pico_tracker.db.models import OccupancyRow, PatientRow, StaffRow, VisitCourseRow, VisitRow
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.diary import Visit, VisitKind, VisitState
from pico_tracker.domain.patients import full_name

IS_AHEAD = VisitRow.state.in_(
    [literal_column(f"'{state.value}'") for state in (VisitState.BOOKED, VisitState.CONFIRMED)]
)
"""Whether a visit still lies ahead; written out, since a list of bound values is spelled anew each time."""
_DAY_LIMIT = 500
_VISITS = (
    select(VisitRow.__table__, PatientRow.given_names, PatientRow.family_name, PatientRow.record_number)
    .join(PatientRow, PatientRow.id == VisitRow.patient_id)
    .where(VisitRow.starts_at >= bindparam("start"))
    .order_by(VisitRow.starts_at, VisitRow.id)
    .limit(_DAY_LIMIT)
)
_BETWEEN = _VISITS.where(VisitRow.starts_at < bindparam("end"))
_NEXT = _VISITS.where(VisitRow.patient_id == bindparam("patient_id"), IS_AHEAD)
_THESE: BindParameter[int] = bindparam("visit_ids", expanding=True)
_COURSES = select(VisitCourseRow.visit_id, VisitCourseRow.course_id).where(VisitCourseRow.visit_id.in_(_THESE))
_PRACTITIONERS = (
    select(OccupancyRow.visit_id, StaffRow.name)
    .join(StaffRow, StaffRow.id == OccupancyRow.staff_id)
    .where(OccupancyRow.visit_id.in_(_THESE))
)


def list_visits_between(work: Work, start: datetime, end: datetime) -> tuple[Visit, ...]:
    """All visits that begin from `start` on and before `end`, in order of time."""
    return _visits(work, work.connection.execute(_BETWEEN, {"start": start, "end": end}).all())


def list_next_visits(work: Work, patient_id: int, now: datetime) -> tuple[Visit, ...]:
    """Booked visits of a patient from `now` on, soonest first."""
    return _visits(work, work.connection.execute(_NEXT, {"patient_id": patient_id, "start": now}).all())


def _visits(work: Work, rows: Sequence[Any]) -> tuple[Visit, ...]:
    if not rows:
        return ()
    ids = {"visit_ids": [row.id for row in rows]}
    courses: dict[int, list[int]] = defaultdict(list)
    for visit_id, course_id in work.connection.execute(_COURSES, ids):
        courses[visit_id].append(course_id)
    practitioners = {row.visit_id: row.name for row in work.connection.execute(_PRACTITIONERS, ids)}
    return tuple(_visit(row, tuple(courses[row.id]), practitioners.get(row.id, "")) for row in rows)


def _visit(row: Any, course_ids: tuple[int, ...], practitioner: str) -> Visit:
    return Visit(
        id=row.id,
        patient_id=row.patient_id,
        patient_name=full_name(row.given_names, row.family_name),
        record_number=row.record_number,
        kind=VisitKind(row.kind),
        state=VisitState(row.state),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        course_ids=course_ids,
        practitioner_name=practitioner,
        note=row.note,
    )


def find_by_entry_id(work: Work, entry_id: UUID) -> int | None:
    """The id of the visit that this form booked, if it was saved."""
    return work.connection.scalar(select(VisitRow.id).where(VisitRow.entry_id == entry_id))

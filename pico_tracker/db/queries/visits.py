"""Visits: of a day, and the next one of a patient."""

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select

from pico_tracker.db.models import OccupancyRow, PatientRow, StaffRow, VisitCourseRow, VisitRow
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.diary import Visit, VisitKind, VisitState
from pico_tracker.domain.patients import full_name

AHEAD = (VisitState.BOOKED, VisitState.CONFIRMED)
"""States in which a visit still lies ahead."""
_DAY_LIMIT = 500


def list_visits_between(work: Work, start: datetime, end: datetime) -> tuple[Visit, ...]:
    """All visits that begin from `start` on and before `end`, in order of time."""
    return _visits(work, and_(VisitRow.starts_at >= start, VisitRow.starts_at < end))


def list_next_visits(work: Work, patient_id: int, now: datetime) -> tuple[Visit, ...]:
    """Booked visits of a patient from `now` on, soonest first."""
    ahead = VisitRow.state.in_(AHEAD)
    return _visits(work, and_(VisitRow.patient_id == patient_id, VisitRow.starts_at >= now, ahead))


def _visits(work: Work, condition: ColumnElement[bool]) -> tuple[Visit, ...]:
    statement = (
        select(VisitRow.__table__, PatientRow.given_names, PatientRow.family_name, PatientRow.record_number)
        .join(PatientRow, PatientRow.id == VisitRow.patient_id)
        .where(condition)
        .order_by(VisitRow.starts_at, VisitRow.id)
        .limit(_DAY_LIMIT)
    )
    rows = work.connection.execute(statement).all()
    ids = [row.id for row in rows]
    courses, practitioners = _courses_of(work, ids), _practitioners_of(work, ids)
    return tuple(_visit(row, tuple(courses[row.id]), practitioners.get(row.id, "")) for row in rows)


def _courses_of(work: Work, visit_ids: list[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    statement = select(VisitCourseRow.visit_id, VisitCourseRow.course_id).where(
        VisitCourseRow.visit_id.in_(visit_ids)
    )
    for visit_id, course_id in work.connection.execute(statement):
        found[visit_id].append(course_id)
    return found


def _practitioners_of(work: Work, visit_ids: list[int]) -> dict[int, str]:
    statement = (
        select(OccupancyRow.visit_id, StaffRow.name)
        .join(StaffRow, StaffRow.id == OccupancyRow.staff_id)
        .where(OccupancyRow.visit_id.in_(visit_ids))
    )
    return {row.visit_id: row.name for row in work.connection.execute(statement)}


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

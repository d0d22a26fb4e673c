"""Visits: of a day, of a patient, and what each holds."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, literal_column, select

from pico_tracker.db.models import (
    ConcernRow,
    CourseRow,
    DeviceRow,
    ItemKind,
    OccupancyRow,
    PatientItemRow,
    PatientRow,
    RoomRow,
    StaffRow,
    VisitCourseRow,
    VisitRow,
    VisitStepRow,
)
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.diary import AHEAD, Place, Visit, VisitKind, VisitPart, VisitState
from pico_tracker.domain.patients import full_name
from pico_tracker.domain.visit_steps import VisitStep

IS_AHEAD = VisitRow.state.in_([literal_column(f"'{state.value}'") for state in AHEAD])
"""Whether a visit still lies ahead; written out, since a list of bound values is spelled anew each time."""
_LIMIT = 6_000
"""Visits read at once at most: more than any clinic has in a week."""
_first_phone = (PatientItemRow.kind == ItemKind.PHONE) & (PatientItemRow.position == 0)
_VISITS = (
    select(
        VisitRow.__table__,
        PatientRow.given_names,
        PatientRow.family_name,
        PatientRow.record_number,
        PatientRow.is_provisional,
        PatientItemRow.text.label("phone"),
    )
    .join(PatientRow, PatientRow.id == VisitRow.patient_id)
    .outerjoin(PatientItemRow, (PatientItemRow.patient_id == PatientRow.id) & _first_phone)
    .order_by(VisitRow.starts_at, VisitRow.id)
    .limit(_LIMIT)
)
_BETWEEN = _VISITS.where(VisitRow.starts_at >= bindparam("start"), VisitRow.starts_at < bindparam("end"))
_NEXT = _VISITS.where(
    VisitRow.patient_id == bindparam("patient_id"), VisitRow.starts_at >= bindparam("start"), IS_AHEAD
)
_OF_PATIENT = _VISITS.where(VisitRow.patient_id == bindparam("patient_id"))
_THESE: BindParameter[int] = bindparam("visit_ids", expanding=True)
_BY_ID = _VISITS.where(VisitRow.id.in_(_THESE))
_COURSES = (
    select(
        VisitCourseRow.visit_id,
        VisitCourseRow.course_id,
        ConcernRow.name,
        CourseRow.area,
        CourseRow.window_earliest_on,
        CourseRow.held_from_on,
    )
    .join(CourseRow, CourseRow.id == VisitCourseRow.course_id)
    .join(ConcernRow, ConcernRow.id == CourseRow.concern_id)
    .where(VisitCourseRow.visit_id.in_(_THESE))
    .order_by(VisitCourseRow.course_id)
)
_HOLDINGS = (
    select(
        OccupancyRow.__table__,
        StaffRow.name.label("staff_name"),
        RoomRow.name.label("room_name"),
        DeviceRow.name.label("device_name"),
    )
    .outerjoin(StaffRow, StaffRow.id == OccupancyRow.staff_id)
    .outerjoin(RoomRow, RoomRow.id == OccupancyRow.room_id)
    .outerjoin(DeviceRow, DeviceRow.id == OccupancyRow.device_id)
    .where(OccupancyRow.visit_id.in_(_THESE))
)


@dataclass(frozen=True, slots=True)
class CourseDates:
    """What is kept of a course's dates, as far as a visit asks."""

    course_id: int
    title: str
    earliest_on: date | None
    held_from_on: date | None


@dataclass(frozen=True, slots=True)
class FoundVisit:
    """A visit with the dates of the courses it serves."""

    visit: Visit
    courses: tuple[CourseDates, ...]


@dataclass(slots=True)
class _Held:
    """What the parts of one visit hold, gathered row by row."""

    spans: dict[str, tuple[datetime, datetime]] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def take(self, row: Any) -> None:
        self.spans[row.part] = (row.starts_at, row.ends_at)
        for kind in ("staff", "room", "device"):
            if (key := getattr(row, f"{kind}_id")) is not None:
                self.ids[kind] = key
                self.names[kind] = getattr(row, f"{kind}_name")

    def minutes(self, part: VisitPart) -> int:
        start, end = self.spans.get(part.value, (None, None))
        return 0 if start is None or end is None else round((end - start) / timedelta(minutes=1))


def find_visits_between(work: Work, start: datetime, end: datetime) -> tuple[FoundVisit, ...]:
    """All visits that begin from `start` on and before `end`, in order of time."""
    return _found(work, _BETWEEN, {"start": start, "end": end})


def list_visits_between(work: Work, start: datetime, end: datetime) -> tuple[Visit, ...]:
    """All visits that begin from `start` on and before `end`, in order of time."""
    return tuple(one.visit for one in find_visits_between(work, start, end))


def list_next_visits(work: Work, patient_id: int, now: datetime) -> tuple[Visit, ...]:
    """Booked visits of a patient from `now` on, soonest first."""
    return tuple(one.visit for one in _found(work, _NEXT, {"patient_id": patient_id, "start": now}))


def list_visits_of(work: Work, patient_id: int) -> tuple[Visit, ...]:
    """Every visit of a patient, oldest first."""
    return tuple(one.visit for one in _found(work, _OF_PATIENT, {"patient_id": patient_id}))


def find_visits(work: Work, visit_ids: Iterable[int]) -> tuple[FoundVisit, ...]:
    """These visits, in order of time; those that are not there are left out."""
    return _found(work, _BY_ID, {"visit_ids": list(visit_ids)})


def list_tied(work: Work, tie: uuid.UUID) -> tuple[int, ...]:
    """The visits that belong together."""
    return tuple(work.connection.scalars(select(VisitRow.id).where(VisitRow.tie == tie).order_by(VisitRow.id)))


def find_by_entry_id(work: Work, entry_id: uuid.UUID) -> int | None:
    """The id of the visit that this form booked, if it was saved."""
    return work.connection.scalar(select(VisitRow.id).where(VisitRow.entry_id == entry_id))


def list_holdings_of(work: Work, visit_id: int) -> tuple[int, ...]:
    """The keys of what a visit holds."""
    return tuple(work.connection.scalars(select(OccupancyRow.id).where(OccupancyRow.visit_id == visit_id)))


_STEPS = (
    select(VisitStepRow.__table__, StaffRow.name.label("by_name"))
    .join(StaffRow, StaffRow.id == VisitStepRow.by_id)
    .order_by(VisitStepRow.id)
)


def list_steps(work: Work, visit_id: int) -> tuple[VisitStep, ...]:
    """What happened to a visit, oldest first."""
    rows = work.connection.execute(_STEPS.where(VisitStepRow.visit_id == visit_id))
    return tuple(_step(row) for row in rows)


def list_batch(work: Work, batch: uuid.UUID) -> tuple[VisitStep, ...]:
    """The steps that were taken as one, oldest first."""
    return tuple(_step(row) for row in work.connection.execute(_STEPS.where(VisitStepRow.batch == batch)))


def _step(row: Any) -> VisitStep:
    return VisitStep(
        id=row.id,
        visit_id=row.visit_id,
        at=row.at,
        by=row.by_name,
        from_state=VisitState(row.from_state),
        to_state=VisitState(row.to_state),
        before=row.before,
        after=row.after,
        reason=row.reason,
        batch=row.batch,
        undoes_id=row.undoes_id,
    )


def _found(work: Work, wanted: Select[Any], values: Mapping[str, Any]) -> tuple[FoundVisit, ...]:
    rows = work.connection.execute(wanted, values).all()
    if not rows:
        return ()
    ids = {"visit_ids": [row.id for row in rows]}
    courses = _courses_of(work, ids)
    held: dict[int, _Held] = defaultdict(_Held)
    for row in work.connection.execute(_HOLDINGS, ids):
        held[row.visit_id].take(row)
    return tuple(FoundVisit(_visit(row, courses[row.id], held[row.id]), tuple(courses[row.id])) for row in rows)


def _courses_of(work: Work, ids: Mapping[str, Any]) -> Mapping[int, list[CourseDates]]:
    courses: dict[int, list[CourseDates]] = defaultdict(list)
    for row in work.connection.execute(_COURSES, ids):
        dates = CourseDates(row.course_id, f"{row.name}, {row.area}", row.window_earliest_on, row.held_from_on)
        courses[row.visit_id].append(dates)
    return courses


def _place(row: Any, held: _Held) -> Place:
    return Place(
        starts_at=row.starts_at,
        minutes=held.minutes(VisitPart.TREATMENT),
        numbing_minutes=held.minutes(VisitPart.NUMBING),
        clean_up_minutes=held.minutes(VisitPart.CLEAN_UP),
        practitioner_id=held.ids.get("staff"),
        room_id=held.ids.get("room"),
        device_id=held.ids.get("device"),
    )


def _visit(row: Any, courses: Sequence[CourseDates], held: _Held) -> Visit:
    return Visit(
        id=row.id,
        version=row.version,
        patient_id=row.patient_id,
        patient_name=full_name(row.given_names, row.family_name),
        record_number=row.record_number,
        kind=VisitKind(row.kind),
        state=VisitState(row.state),
        state_at=row.state_at,
        place=_place(row, held),
        course_ids=tuple(one.course_id for one in courses),
        course_titles=tuple(one.title for one in courses),
        practitioner_name=held.names.get("staff", ""),
        room_name=held.names.get("room", ""),
        device_name=held.names.get("device", ""),
        phone=row.phone or "",
        is_provisional=row.is_provisional,
        note=row.note,
        desk_note=row.desk_note,
        is_walk_in=row.is_walk_in,
        tie=row.tie,
    )

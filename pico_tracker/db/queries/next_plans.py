"""Plans for the next visit of a course."""

from collections import defaultdict
from typing import Any

from sqlalchemy import bindparam, exists, or_, select

from pico_tracker.db.models import (
    AttendanceRow,
    CourseRow,
    DeviceRow,
    NextPlanRow,
    PlannedPassRow,
    RoomRow,
    SessionRow,
    StaffRow,
)
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.next_plans import NextPlan, NextPlanEntry, PlannedPass

_treated_since = SessionRow.__table__.alias("treated_since")
_IS_USED_UP = exists().where(
    _treated_since.c.course_id == NextPlanRow.course_id,
    _treated_since.c.performed_on > NextPlanRow.made_on,
    ~_treated_since.c.is_void,
)
"""Whether the session that it was made for has been given; what was planned then is no plan any more."""
_NEWEST = (
    select(
        NextPlanRow.__table__,
        StaffRow.name.label("made_by"),
        RoomRow.name.label("room_name"),
        DeviceRow.name.label("device_name"),
    )
    .join(StaffRow, StaffRow.id == NextPlanRow.made_by_id)
    .outerjoin(RoomRow, RoomRow.id == NextPlanRow.room_id)
    .outerjoin(DeviceRow, DeviceRow.id == NextPlanRow.device_id)
    .outerjoin(SessionRow, SessionRow.id == NextPlanRow.session_id)
    .outerjoin(AttendanceRow, AttendanceRow.id == NextPlanRow.attendance_id)
    .where(NextPlanRow.course_id == bindparam("course_id"), ~_IS_USED_UP)
    .where(or_(SessionRow.id.is_(None), ~SessionRow.is_void))
    .where(or_(AttendanceRow.id.is_(None), ~AttendanceRow.is_void))
    .order_by(NextPlanRow.made_on.desc(), NextPlanRow.id.desc())
    .limit(1)
)
_OF_SESSIONS = (
    select(NextPlanRow.__table__)
    .join(CourseRow, CourseRow.id == NextPlanRow.course_id)
    .where(CourseRow.patient_id == bindparam("patient_id"), NextPlanRow.session_id.is_not(None))
    .order_by(NextPlanRow.id)
)
_PASSES_OF_SESSIONS = (
    select(PlannedPassRow.__table__)
    .join(NextPlanRow, NextPlanRow.id == PlannedPassRow.plan_id)
    .join(CourseRow, CourseRow.id == NextPlanRow.course_id)
    .where(CourseRow.patient_id == bindparam("patient_id"), NextPlanRow.session_id.is_not(None))
    .order_by(PlannedPassRow.plan_id, PlannedPassRow.position)
)
_PASSES = (
    select(PlannedPassRow.__table__)
    .where(PlannedPassRow.plan_id == bindparam("plan_id"))
    .order_by(PlannedPassRow.position)
)


def read_session_plans(work: Work, patient_id: int) -> dict[int, NextPlanEntry]:
    """What was planned at each session of a patient for the next visit, by the session's key; the newest counts."""
    of_patient = {"patient_id": patient_id}
    newest = {row.session_id: row for row in work.connection.execute(_OF_SESSIONS, of_patient)}
    passes: dict[int, list[PlannedPass]] = defaultdict(list)
    for one in work.connection.execute(_PASSES_OF_SESSIONS, of_patient) if newest else ():
        passes[one.plan_id].append(_planned(one))
    found = {session_id: _entry(row, tuple(passes[row.id])) for session_id, row in newest.items()}
    return {session_id: entry for session_id, entry in found.items() if not entry.is_empty}


def find_next_plan(work: Work, course_id: int) -> NextPlan | None:
    """The newest plan of a course; None where there is none, where it says that nothing is planned, or where
    the course was treated since."""
    row = work.connection.execute(_NEWEST, {"course_id": course_id}).first()
    if row is None:
        return None
    passes = tuple(_planned(one) for one in work.connection.execute(_PASSES, {"plan_id": row.id}))
    entry = _entry(row, passes)
    if entry.is_empty:
        return None
    return NextPlan(
        id=row.id,
        course_id=row.course_id,
        made_on=row.made_on,
        made_by=row.made_by,
        entry=entry,
        session_id=row.session_id,
        attendance_id=row.attendance_id,
        room_name=row.room_name or "",
        device_name=row.device_name or "",
    )


def _entry(row: Any, passes: tuple[PlannedPass, ...]) -> NextPlanEntry:
    return NextPlanEntry(
        minutes=row.minutes, room_id=row.room_id, device_id=row.device_id, note=row.note, passes=passes
    )


def _planned(row: Any) -> PlannedPass:
    return PlannedPass(
        purpose=row.purpose,
        device_id=row.device_id,
        handpiece_id=row.handpiece_id,
        wavelength_nm=row.wavelength_nm,
        pulse_duration_ps=row.pulse_duration_ps,
        spot_width_mm=row.spot_width_mm,
        fluence_j_cm2=row.fluence_j_cm2,
        is_patch=row.is_patch,
    )

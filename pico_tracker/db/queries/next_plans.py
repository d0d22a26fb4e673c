"""Plans for the next visit of a course."""

from typing import Any

from sqlalchemy import bindparam, or_, select

from pico_tracker.db.models import (
    AttendanceRow,
    DeviceRow,
    NextPlanRow,
    PlannedPassRow,
    RoomRow,
    SessionRow,
    StaffRow,
)
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.next_plans import NextPlan, NextPlanEntry, PlannedPass

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
    .where(NextPlanRow.course_id == bindparam("course_id"))
    .where(or_(SessionRow.id.is_(None), ~SessionRow.is_void))
    .where(or_(AttendanceRow.id.is_(None), ~AttendanceRow.is_void))
    .order_by(NextPlanRow.made_on.desc(), NextPlanRow.id.desc())
    .limit(1)
)
_PASSES = (
    select(PlannedPassRow.__table__)
    .where(PlannedPassRow.plan_id == bindparam("plan_id"))
    .order_by(PlannedPassRow.position)
)


def find_next_plan(work: Work, course_id: int) -> NextPlan | None:
    """The newest plan of a course; None where there is none, or where it says that nothing is planned."""
    row = work.connection.execute(_NEWEST, {"course_id": course_id}).first()
    if row is None:
        return None
    passes = tuple(_planned(one) for one in work.connection.execute(_PASSES, {"plan_id": row.id}))
    entry = NextPlanEntry(
        minutes=row.minutes, room_id=row.room_id, device_id=row.device_id, note=row.note, passes=passes
    )
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

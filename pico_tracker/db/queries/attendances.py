"""Signed visits without treatment, with their amendments."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import aliased

from pico_tracker.db.models import AttendanceAmendmentRow, AttendanceRow, CourseRow, StaffRow
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.attendances import Attendance, AttendanceEntry, AttendanceKind
from pico_tracker.domain.consultations import Amendment
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.safety_checks import Healing
from pico_tracker.domain.words import mark, sentence

_signer, _voider = aliased(StaffRow), aliased(StaffRow)
_ALL: Select[Any] = (
    select(AttendanceRow.__table__, _signer.name.label("signed_by"), _voider.name.label("voided_by"))
    .join(CourseRow, CourseRow.id == AttendanceRow.course_id)
    .join(_signer, _signer.id == AttendanceRow.signed_by_id)
    .outerjoin(_voider, _voider.id == AttendanceRow.voided_by_id)
    .order_by(AttendanceRow.held_on.desc(), AttendanceRow.id.desc())
)
_OF_COURSE = _ALL.where(AttendanceRow.course_id == bindparam("course_id"))
_OF_PATIENT = _ALL.where(CourseRow.patient_id == bindparam("patient_id"))
_ONE = _ALL.where(AttendanceRow.id == bindparam("attendance_id"))
_AMENDMENTS = (
    select(AttendanceAmendmentRow.__table__, StaffRow.name.label("author"))
    .join(StaffRow, StaffRow.id == AttendanceAmendmentRow.author_id)
    .where(AttendanceAmendmentRow.attendance_id.in_(bindparam("ids", expanding=True)))
    .order_by(AttendanceAmendmentRow.id)
)


def list_of_course(work: Work, course_id: int) -> tuple[Attendance, ...]:
    """The visits without treatment of a course, void ones too, latest first."""
    return _read(work, work.connection.execute(_OF_COURSE, {"course_id": course_id}).all())


def list_of_patient(work: Work, patient_id: int) -> tuple[Attendance, ...]:
    """The visits without treatment of all courses of a patient, void ones too, latest first."""
    return _read(work, work.connection.execute(_OF_PATIENT, {"patient_id": patient_id}).all())


def read_attendance(work: Work, attendance_id: int) -> Attendance:
    """One visit without treatment; raises `NotFound`."""
    for attendance in _read(work, work.connection.execute(_ONE, {"attendance_id": attendance_id}).all()):
        return attendance
    raise NotFound(sentence(mark("This visit is not on record (any more).")))


def find_by_entry_id(work: Work, entry_id: UUID) -> int | None:
    """The id of the visit that this form signed, if it was saved."""
    return work.connection.scalar(select(AttendanceRow.id).where(AttendanceRow.entry_id == entry_id))


def find_amendment_by_entry_id(work: Work, entry_id: UUID) -> int | None:
    """The id of the amendment that this form wrote, if it was saved."""
    wanted = AttendanceAmendmentRow.entry_id == entry_id
    return work.connection.scalar(select(AttendanceAmendmentRow.id).where(wanted))


def _read(work: Work, rows: Any) -> tuple[Attendance, ...]:
    amended: dict[int, list[Amendment]] = defaultdict(list)
    ids = [row.id for row in rows]
    for row in work.connection.execute(_AMENDMENTS, {"ids": ids}) if ids else ():
        amended[row.attendance_id].append(Amendment(row.text, row.reason, row.author, row.created_at))
    return tuple(_attendance(row, tuple(amended[row.id])) for row in rows)


def _attendance(row: Any, amendments: tuple[Amendment, ...]) -> Attendance:
    entry = AttendanceEntry(
        entry_id=row.entry_id,
        course_id=row.course_id,
        held_on=row.held_on,
        kind=AttendanceKind(row.kind),
        healing=None if row.healing is None else Healing(row.healing),
        reason=row.reason,
        note=row.note,
        return_on=row.return_on,
        satisfaction=row.satisfaction,
        goal_reached=row.goal_reached,
    )
    return Attendance(
        id=row.id,
        entry=entry,
        signed_by=row.signed_by,
        signed_at=row.signed_at,
        amendments=amendments,
        is_void=bool(row.is_void),
        void_reason=row.void_reason,
        voided_by=row.voided_by or "",
        voided_at=row.voided_at,
    )

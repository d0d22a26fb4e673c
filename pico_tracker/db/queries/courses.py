"""Courses with what follows from their sessions, and the clearance read in them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, exists, select

from pico_tracker.db.models import ClearanceReadingRow, ConcernRow, CourseInkRow, CourseRow, SessionRow, StaffRow
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.courses import IN_TREATMENT, OPEN_STATES, Course, CourseEntry, CourseState
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.inks import InkColour, in_order
from pico_tracker.domain.intervals import Interval, Window
from pico_tracker.domain.progress import ClearanceReading
from pico_tracker.domain.words import mark, sentence

_COURSES: Select[Any] = select(
    CourseRow.__table__, ConcernRow.key.label("concern_key"), ConcernRow.name.label("concern_name")
).join(ConcernRow, ConcernRow.id == CourseRow.concern_id)
_OF_PATIENT = _COURSES.where(CourseRow.patient_id == bindparam("patient_id")).order_by(CourseRow.id.desc())
_ONE = _COURSES.where(CourseRow.id == bindparam("course_id"))
_INKS = select(CourseInkRow.course_id, CourseInkRow.ink)
_INKS_OF_PATIENT = _INKS.join(CourseRow, CourseRow.id == CourseInkRow.course_id).where(
    CourseRow.patient_id == bindparam("patient_id")
)
_INKS_OF_ONE = _INKS.where(CourseInkRow.course_id == bindparam("course_id"))
READING_COUNTS = ~exists().where(SessionRow.id == ClearanceReadingRow.session_id, SessionRow.is_void)
"""Whether a clearance was not read in a session that was found void since."""
_READINGS = (
    select(ClearanceReadingRow.__table__, StaffRow.name.label("read_by"))
    .join(StaffRow, StaffRow.id == ClearanceReadingRow.read_by_id)
    .join(CourseRow, CourseRow.id == ClearanceReadingRow.course_id)
    .where(CourseRow.patient_id == bindparam("patient_id"), READING_COUNTS)
    .order_by(ClearanceReadingRow.read_on, ClearanceReadingRow.id)
)


def read_course(work: Work, course_id: int) -> Course:
    """One course; raises `NotFound`."""
    row = work.connection.execute(_ONE, {"course_id": course_id}).first()
    if row is None:
        raise NotFound(sentence(mark("This course is not on record (any more).")))
    return _course(row, _read_inks(work, _INKS_OF_ONE, course_id=course_id)[course_id])


def list_courses(work: Work, patient_id: int) -> tuple[Course, ...]:
    """All courses of a patient, latest first."""
    inks = _read_inks(work, _INKS_OF_PATIENT, patient_id=patient_id)
    rows = work.connection.execute(_OF_PATIENT, {"patient_id": patient_id})
    return tuple(_course(row, inks[row.id]) for row in rows)


def _read_inks(work: Work, statement: Select[int, str], **of: int) -> dict[int, list[InkColour]]:
    found: dict[int, list[InkColour]] = defaultdict(list)
    for row in work.connection.execute(statement, of):
        found[row.course_id].append(InkColour(row.ink))
    return found


def list_readings(work: Work, patient_id: int) -> dict[int, list[ClearanceReading]]:
    """The clearances read in each course of a patient, by the course's key, oldest first."""
    found: dict[int, list[ClearanceReading]] = defaultdict(list)
    for row in work.connection.execute(_READINGS, {"patient_id": patient_id}):
        found[row.course_id].append(
            ClearanceReading(
                read_on=row.read_on, percent=row.percent, sessions_before=row.sessions_before, read_by=row.read_by
            )
        )
    return found


def list_clearances(work: Work, course_id: int) -> tuple[int, ...]:
    """The last two clearances read in a course, in percent, oldest first."""
    newest = (ClearanceReadingRow.read_on.desc(), ClearanceReadingRow.id.desc())
    of_course = ClearanceReadingRow.course_id == course_id
    last = select(ClearanceReadingRow.percent).where(of_course, READING_COUNTS).order_by(*newest).limit(2)
    return tuple(work.connection.scalars(last))[::-1]


def _course(row: Any, inks: Iterable[InkColour]) -> Course:
    return Course(
        id=row.id,
        version=row.version,
        entry=_entry(row, inks),
        concern_key=row.concern_key,
        concern_name=row.concern_name,
        state=CourseState(row.state),
        state_reason=row.state_reason,
        state_since_on=row.state_since_on,
        sessions_done=row.sessions_done,
        maintenance_done=row.maintenance_done,
        last_session_on=row.last_session_on,
        window=_window(row),
        maintenance_due_on=row.maintenance_due_on,
    )


def _entry(row: Any, inks: Iterable[InkColour]) -> CourseEntry:
    return CourseEntry(
        entry_id=row.entry_id,
        patient_id=row.patient_id,
        concern_id=row.concern_id,
        area=row.area,
        sessions_from=row.sessions_from,
        sessions_to=row.sessions_to,
        interval=Interval(row.earliest_weeks, row.target_weeks, row.late_weeks),
        maintenance_months=row.maintenance_months,
        opened_on=row.opened_on,
        goal=row.goal,
        inks=in_order(inks),
    )


def _window(row: Any) -> Window | None:
    if row.window_earliest_on is None or row.state not in IN_TREATMENT:
        return None
    return Window(row.window_earliest_on, row.window_target_on, row.window_late_on)


def find_by_entry_id(work: Work, entry_id: UUID) -> int | None:
    """The id of the course that this form opened, if it was saved."""
    return work.connection.scalar(select(CourseRow.id).where(CourseRow.entry_id == entry_id))


def find_reading_by_entry_id(work: Work, entry_id: UUID) -> int | None:
    """The id of the clearance that this form recorded, if it was saved."""
    return work.connection.scalar(select(ClearanceReadingRow.id).where(ClearanceReadingRow.entry_id == entry_id))


def list_reading_ids_after(work: Work, course_id: int, day: date) -> list[int]:
    """Ids of the clearances of a course that were read after a day."""
    later = (ClearanceReadingRow.course_id == course_id) & (ClearanceReadingRow.read_on > day)
    return list(work.connection.scalars(select(ClearanceReadingRow.id).where(later)))


def list_open_course_ids(work: Work, patient_id: int) -> tuple[int, ...]:
    """The courses of a patient in which a session may be logged."""
    wanted = select(CourseRow.id).where(CourseRow.patient_id == patient_id, CourseRow.state.in_(OPEN_STATES))
    return tuple(work.connection.scalars(wanted.order_by(CourseRow.id)))

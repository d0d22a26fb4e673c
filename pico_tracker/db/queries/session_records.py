"""One session for its record and its amendment: what hangs on it, and what counts it."""

from datetime import date

from sqlalchemy import and_, func, or_, select

from pico_tracker.db.models import (
    ClearanceReadingRow,
    CourseRow,
    PassEndpointRow,
    PulseCountRow,
    SessionAreaRow,
    SessionFindingRow,
    SessionPassRow,
    SessionRow,
    StaffRow,
)
from pico_tracker.db.queries.courses import list_readings
from pico_tracker.db.queries.sessions import list_sessions
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.amendments import AMENDED_CODE
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.findings import Level
from pico_tracker.domain.session_records import KeptFinding
from pico_tracker.domain.sessions import Session
from pico_tracker.domain.words import mark, sentence


def read_session(work: Work, session_id: int) -> tuple[int, Session]:
    """One session with its patient's key; raises `NotFound`."""
    place = work.connection.execute(
        select(CourseRow.patient_id, CourseRow.id)
        .join(SessionRow, SessionRow.course_id == CourseRow.id)
        .where(SessionRow.id == session_id)
    ).first()
    if place is None:
        raise NotFound(sentence(mark("This session is not on record (any more). Choose it again.")))
    found = list_sessions(work, place.patient_id, list_readings(work, place.patient_id))[place.id]
    return place.patient_id, next(one for one in found if one.id == session_id)


def read_signer(work: Work, session_id: int) -> str:
    """Who signed a session, empty where nobody did."""
    signer = select(StaffRow.name).join(SessionRow, SessionRow.signed_by_id == StaffRow.id)
    return work.connection.scalar(signer.where(SessionRow.id == session_id)) or ""


def list_findings(work: Work, session_id: int) -> tuple[KeptFinding, ...]:
    """What was doubtful about a session and went ahead with a reason, as it was said."""
    kept = select(SessionFindingRow.__table__).where(SessionFindingRow.session_id == session_id)
    return tuple(
        KeptFinding(
            said=row.said,
            reason=row.reason,
            level=Level(row.level),
            is_of_amendment=row.code.startswith(AMENDED_CODE),
        )
        for row in work.connection.execute(kept.order_by(SessionFindingRow.id))
    )


def list_pass_ids(work: Work, session_id: int) -> tuple[int, ...]:
    """Keys of the passes of a session."""
    wanted = select(SessionPassRow.id).where(SessionPassRow.session_id == session_id)
    return tuple(work.connection.scalars(wanted.order_by(SessionPassRow.position)))


def list_endpoint_keys(work: Work, session_id: int) -> tuple[tuple[int, str], ...]:
    """Keys of the endpoints seen in a session."""
    wanted = select(PassEndpointRow.pass_id, PassEndpointRow.endpoint).join(
        SessionPassRow, SessionPassRow.id == PassEndpointRow.pass_id
    )
    rows = work.connection.execute(wanted.where(SessionPassRow.session_id == session_id))
    return tuple((row.pass_id, row.endpoint) for row in rows)


def list_part_keys(
    work: Work, part: type[PulseCountRow | SessionAreaRow], session_id: int
) -> tuple[tuple[int, int], ...]:
    """Keys of the counters or areas of a session."""
    other = PulseCountRow.device_id if part is PulseCountRow else SessionAreaRow.area_id
    wanted = select(other.label("other")).where(part.session_id == session_id).order_by(other)
    return tuple((session_id, row.other) for row in work.connection.execute(wanted))


def find_reading_id(work: Work, session_id: int) -> int | None:
    """The clearance read in a session, if one was."""
    wanted = select(ClearanceReadingRow.id).where(ClearanceReadingRow.session_id == session_id)
    return work.connection.scalar(wanted.order_by(ClearanceReadingRow.id).limit(1))


def list_counting_readings(work: Work, course_id: int, session_id: int, on: date) -> tuple[int, ...]:
    """Clearances of a course that count a session of that day: those read later, and in sessions after it."""
    is_later = ClearanceReadingRow.read_on > on
    in_later_session = and_(ClearanceReadingRow.read_on == on, ClearanceReadingRow.session_id > session_id)
    wanted = select(ClearanceReadingRow.id).where(
        ClearanceReadingRow.course_id == course_id,
        or_(is_later, in_later_session),
        or_(ClearanceReadingRow.session_id.is_(None), ClearanceReadingRow.session_id != session_id),
    )
    return tuple(work.connection.scalars(wanted.order_by(ClearanceReadingRow.id)))


def find_last_day(work: Work, course_id: int) -> date | None:
    """The day of a course's last session that counts."""
    return work.connection.scalar(
        select(func.max(SessionRow.performed_on)).where(SessionRow.course_id == course_id, ~SessionRow.is_void)
    )

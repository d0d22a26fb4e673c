"""What on record asks for a sheet on a day: each list served by an index, times in UTC."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, Select, and_, bindparam, exists, func, or_, select

from pico_tracker.db.models import (
    AdviceRow,
    ConcernRow,
    CourseMoveRow,
    CourseRow,
    DoctorLetterRow,
    IncidentAccountRow,
    IncidentRow,
    PatchRow,
    PatientRow,
    SessionRow,
    SideEffectRow,
    VisitRow,
    VisitStepRow,
)
from pico_tracker.db.queries.recalls import is_one_of
from pico_tracker.db.queries.visits import IS_AHEAD
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.advice import AdviceKind
from pico_tracker.domain.courses import CourseState
from pico_tracker.domain.diary import VisitState
from pico_tracker.domain.paper_facts import PaperFact
from pico_tracker.domain.patients import PatientState, full_name

_LIMIT = 500
_SIGNED_WITHIN = timedelta(days=7)
"""Aftercare of a session entered longer after it comes too late for paper."""
_BOOKED_AHEAD = timedelta(days=2 * 366)
_START: BindParameter[datetime] = bindparam("start")
_END: BindParameter[datetime] = bindparam("end")
_TODAY: BindParameter[date] = bindparam("today")
_THESE: BindParameter[int] = bindparam("course_ids", expanding=True)


_is_living = PatientRow.state != PatientState.DECEASED


def _facts(*extra: Any) -> Select[Any]:
    """Courses with their patient and `extra` beside them; `_fact` reads it."""
    return (
        select(
            PatientRow.id.label("patient_id"),
            PatientRow.given_names,
            PatientRow.family_name,
            PatientRow.record_number,
            CourseRow.id.label("of_course_id"),
            CourseRow.area,
            ConcernRow.name.label("concern"),
            *extra,
        )
        .select_from(CourseRow)
        .join(PatientRow, PatientRow.id == CourseRow.patient_id)
        .join(ConcernRow, ConcernRow.id == CourseRow.concern_id)
        .limit(_LIMIT)
    )


_was_given = exists().where(
    AdviceRow.course_id == SessionRow.course_id,
    or_(
        AdviceRow.session_id == SessionRow.id,
        and_(AdviceRow.session_id.is_(None), AdviceRow.told_on == SessionRow.performed_on),
    ),
    is_one_of(AdviceRow.kind, (AdviceKind.AFTERCARE,)),
    or_(AdviceRow.printed, AdviceRow.emailed),
    ~AdviceRow.withdrawn,
)
_SESSIONS = (
    _facts(SessionRow.id.label("record_id"), SessionRow.signed_at.label("at"))
    .join(SessionRow, SessionRow.course_id == CourseRow.id)
    .where(SessionRow.performed_on >= bindparam("since"), SessionRow.performed_on <= _TODAY)
    .where(SessionRow.signed_at >= _START, SessionRow.signed_at < _END, ~SessionRow.is_void, ~_was_given)
    .where(is_one_of(PatientRow.state, (PatientState.ACTIVE,)))
    .order_by(SessionRow.signed_at, SessionRow.id)
)
_COMPLETED = (
    _facts(CourseMoveRow.id.label("record_id"), CourseMoveRow.at.label("at"))
    .join(CourseMoveRow, CourseMoveRow.course_id == CourseRow.id)
    .where(is_one_of(CourseRow.state, (CourseState.COMPLETED,)), CourseRow.state_since_on == _TODAY)
    .where(is_one_of(CourseMoveRow.to_state, (CourseState.COMPLETED,)), _is_living)
    .where(CourseMoveRow.at >= _START, CourseMoveRow.at < _END)
    .order_by(CourseMoveRow.at)
)
_last_account = (
    select(func.max(IncidentAccountRow.created_at))
    .where(IncidentAccountRow.incident_id == IncidentRow.id)
    .correlate(IncidentRow)
    .scalar_subquery()
)
_INCIDENTS = (
    _facts(IncidentRow.id.label("record_id"), func.coalesce(_last_account, IncidentRow.created_at).label("at"))
    .join(SideEffectRow, SideEffectRow.course_id == CourseRow.id)
    .join(IncidentRow, IncidentRow.side_effect_id == SideEffectRow.id)
    .where(IncidentRow.closed_on.is_(None))
    .where(func.coalesce(_last_account, IncidentRow.created_at) >= _START)
    .order_by(IncidentRow.id)
)
_LETTERS = (
    select(
        PatientRow.id.label("patient_id"),
        PatientRow.given_names,
        PatientRow.family_name,
        PatientRow.record_number,
        DoctorLetterRow.course_id.label("of_course_id"),
        CourseRow.area,
        ConcernRow.name.label("concern"),
        DoctorLetterRow.id.label("record_id"),
        DoctorLetterRow.created_at.label("at"),
    )
    .join(PatientRow, PatientRow.id == DoctorLetterRow.patient_id)
    .outerjoin(CourseRow, CourseRow.id == DoctorLetterRow.course_id)
    .outerjoin(ConcernRow, ConcernRow.id == CourseRow.concern_id)
    .where(DoctorLetterRow.written_on >= bindparam("since"), DoctorLetterRow.written_on <= _TODAY)
    .order_by(DoctorLetterRow.id)
    .limit(_LIMIT)
)
_moved_at = (
    select(func.max(VisitStepRow.at))
    .where(VisitStepRow.visit_id == VisitRow.id, VisitStepRow.after != "")
    .correlate(VisitRow)
    .scalar_subquery()
)
_was_here = (
    select(VisitRow.patient_id)
    .where(VisitRow.starts_at >= _START, VisitRow.starts_at < _END)
    .where(is_one_of(VisitRow.state, (VisitState.ARRIVED, VisitState.IN_ROOM, VisitState.DONE)))
)
_AHEAD = (
    select(
        PatientRow.id.label("patient_id"),
        PatientRow.given_names,
        PatientRow.family_name,
        PatientRow.record_number,
        VisitRow.id.label("record_id"),
        VisitRow.starts_at,
        VisitRow.created_at,
        _moved_at.label("moved_at"),
    )
    .join(PatientRow, PatientRow.id == VisitRow.patient_id)
    .where(VisitRow.starts_at >= _END, VisitRow.starts_at < bindparam("until"), IS_AHEAD, _is_living)
    .where(
        or_(
            VisitRow.patient_id.in_(_was_here),
            VisitRow.created_at >= _START,
            exists().where(
                VisitStepRow.visit_id == VisitRow.id, VisitStepRow.after != "", VisitStepRow.at >= _START
            ),
        )
    )
    .order_by(VisitRow.starts_at, VisitRow.id)
    .limit(_LIMIT)
)
_PREPARED = (
    select(CourseRow.id)
    .where(CourseRow.id.in_(_THESE))
    .where(
        exists().where(
            AdviceRow.course_id == CourseRow.id,
            is_one_of(AdviceRow.kind, (AdviceKind.PREPARATION,)),
            or_(CourseRow.last_session_on.is_(None), AdviceRow.told_on >= CourseRow.last_session_on),
            ~AdviceRow.withdrawn,
        )
    )
)
_DECEASED = select(PatientRow.id).where(PatientRow.id.in_(bindparam("patient_ids", expanding=True)), ~_is_living)


def list_sessions_without_sheet(work: Work, today: date, start: datetime, end: datetime) -> tuple[PaperFact, ...]:
    """Sessions signed from `start` on and before `end` whose aftercare was not given on paper or by e-mail."""
    values = {"since": today - _SIGNED_WITHIN, "today": today, "start": start, "end": end}
    return tuple(_fact(row) for row in work.connection.execute(_SESSIONS, values))


def list_completed_courses(work: Work, today: date, start: datetime, end: datetime) -> tuple[PaperFact, ...]:
    """Courses completed from `start` on and before `end` that still are."""
    rows = work.connection.execute(_COMPLETED, {"today": today, "start": start, "end": end})
    return tuple(_fact(row) for row in rows)


def list_changed_incidents(work: Work, start: datetime) -> tuple[PaperFact, ...]:
    """Open incidents that were opened or written on since `start`."""
    return tuple(_fact(row) for row in work.connection.execute(_INCIDENTS, {"start": start}))


def list_letters(work: Work, since: date, today: date) -> tuple[PaperFact, ...]:
    """Letters to doctors written from a day on."""
    return tuple(_fact(row) for row in work.connection.execute(_LETTERS, {"since": since, "today": today}))


def list_next_visits(work: Work, start: datetime, end: datetime) -> tuple[PaperFact, ...]:
    """The next visit after today of everybody who was here today, or for whom one was booked or moved since
    `start`; `at` is the last change of any of the visits ahead."""
    values = {"start": start, "end": end, "until": end + _BOOKED_AHEAD}
    found: dict[int, PaperFact] = {}
    for row in work.connection.execute(_AHEAD, values):
        changed_at = max(row.created_at, row.moved_at or row.created_at)
        known = found.get(row.patient_id)
        found[row.patient_id] = PaperFact(
            record_id=row.record_id if known is None else known.record_id,
            patient_id=row.patient_id,
            patient_name=full_name(row.given_names, row.family_name),
            record_number=row.record_number,
            at=changed_at if known is None else max(known.at, changed_at),
            visit_at=row.starts_at if known is None else known.visit_at,
        )
    return tuple(found.values())


def list_prepared(work: Work, course_ids: Iterable[int]) -> frozenset[int]:
    """Those of these courses whose preparation was told on the day of the last session or after it."""
    return frozenset(work.connection.scalars(_PREPARED, {"course_ids": sorted(set(course_ids))}))


def list_deceased(work: Work, patient_ids: Iterable[int]) -> frozenset[int]:
    """Those of these patients who have died."""
    return frozenset(work.connection.scalars(_DECEASED, {"patient_ids": sorted(set(patient_ids))}))


def has_uses(work: Work, first: date, last: date) -> bool:
    """Whether a session or a test patch of these days is on record."""
    any_session = exists().where(SessionRow.performed_on >= first, SessionRow.performed_on <= last)
    any_patch = exists().where(PatchRow.placed_on >= first, PatchRow.placed_on <= last)
    return bool(work.connection.scalar(select(or_(any_session, any_patch))))


def _fact(row: Any) -> PaperFact:
    return PaperFact(
        record_id=row.record_id,
        patient_id=row.patient_id,
        patient_name=full_name(row.given_names, row.family_name),
        record_number=row.record_number,
        at=row.at,
        course_id=row.of_course_id,
        course_title=f"{row.concern}, {row.area}" if row.of_course_id is not None else "",
    )

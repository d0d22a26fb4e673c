"""What is due besides sessions and reactions: calls after a session, test patches to read, visits to confirm."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, exists, func, or_, select, true

from pico_tracker.db.models import (
    CourseRow,
    FollowUpCallRow,
    ItemKind,
    OccupancyRow,
    PatchReadingRow,
    PatchRow,
    PatientItemRow,
    PatientRow,
    SessionRow,
    VisitRow,
)
from pico_tracker.db.queries.recalls import (
    about_line,
    due_lines,
    is_booked,
    is_left_alone,
    is_one_of,
    is_recalled,
)
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.contacts import ContactAbout
from pico_tracker.domain.courses import OPEN_STATES
from pico_tracker.domain.diary import VisitKind, VisitPart, VisitState
from pico_tracker.domain.patients import Fitzpatrick, full_name
from pico_tracker.domain.recalls import CALL_AFTER_DAYS, CALL_WITHIN_DAYS, DueKind, DueLine, DueVisit

_VISITS_LIMIT = 500
_AGREED_WITHIN = timedelta(days=366)
"""A call agreed for a session longer ago has lost its point; the index of days serves the search."""
_SEEN_AGAIN = (VisitKind.TEST_PATCH, VisitKind.REVIEW, VisitKind.SESSION, VisitKind.MAINTENANCE)
"""Visits at which a test patch is looked at."""
ReadyOn = Callable[[date, Fitzpatrick | None], date]
"""From when a patch placed on a day on a skin type may be read."""

_SESSIONS_TO_CALL = (
    due_lines(
        SessionRow.id.label("session_id"),
        SessionRow.performed_on,
        SessionRow.call_on,
        (CourseRow.sessions_done + CourseRow.maintenance_done).label("sessions"),
    )
    .join(SessionRow, SessionRow.course_id == CourseRow.id)
    .where(SessionRow.performed_on.between(bindparam("since"), bindparam("today")), ~SessionRow.is_void)
    .where(is_recalled(), ~is_booked((VisitKind.CALL,)), ~is_left_alone(ContactAbout.FOLLOW_UP))
)
_FIRST_CALLS = (
    _SESSIONS_TO_CALL.where(SessionRow.call_on.is_(None))
    .where(CourseRow.sessions_done + CourseRow.maintenance_done == 1)
    .where(~exists().where(FollowUpCallRow.course_id == CourseRow.id, FollowUpCallRow.reached.is_(true())))
    .order_by(SessionRow.performed_on)
)
"""By the clinic's rule, where the practitioner who treated named no day."""
_AGREED_CALLS = (
    _SESSIONS_TO_CALL.where(SessionRow.call_on <= bindparam("until"))
    .where(SessionRow.performed_on == CourseRow.last_session_on)
    .where(
        ~exists().where(
            FollowUpCallRow.course_id == CourseRow.id,
            FollowUpCallRow.reached.is_(true()),
            FollowUpCallRow.called_on >= SessionRow.performed_on,
        )
    )
    .order_by(SessionRow.call_on)
)
"""On the day named with the session, until somebody has reached the patient or treated again."""
_IN_COURSE = CourseRow.id == bindparam("course_id")
_FIRST_CALL_OF, _AGREED_CALL_OF = _FIRST_CALLS.where(_IN_COURSE), _AGREED_CALLS.where(_IN_COURSE)
_PATCHES = (
    due_lines(PatchRow.id.label("patch_id"), PatchRow.placed_on, PatchRow.skin_type)
    .join(PatchRow, PatchRow.course_id == CourseRow.id)
    .where(PatchRow.placed_on >= bindparam("since"), is_recalled(), CourseRow.state.in_(OPEN_STATES))
    .where(or_(CourseRow.last_session_on.is_(None), CourseRow.last_session_on <= PatchRow.placed_on))
    .where(~exists().where(PatchReadingRow.test_patch_id == PatchRow.id))
    .where(~is_booked(_SEEN_AGAIN), ~is_left_alone(ContactAbout.TEST_PATCH))
    .order_by(PatchRow.placed_on, PatchRow.id)
)
_first_phone = (PatientItemRow.kind == ItemKind.PHONE) & (PatientItemRow.position == 0)
_treated_from = (
    select(func.min(OccupancyRow.starts_at))
    .where(OccupancyRow.visit_id == VisitRow.id, is_one_of(OccupancyRow.part, (VisitPart.TREATMENT,)))
    .correlate(VisitRow)
    .scalar_subquery()
)
_TO_CONFIRM = (
    select(
        VisitRow.id,
        VisitRow.version,
        VisitRow.kind,
        VisitRow.starts_at,
        _treated_from.label("treated_from"),
        PatientRow.id.label("patient_id"),
        PatientRow.given_names,
        PatientRow.family_name,
        PatientRow.record_number,
        PatientItemRow.text.label("phone"),
    )
    .join(PatientRow, PatientRow.id == VisitRow.patient_id)
    .outerjoin(PatientItemRow, (PatientItemRow.patient_id == PatientRow.id) & _first_phone)
    .where(VisitRow.starts_at >= bindparam("start"), VisitRow.starts_at < bindparam("end"))
    .where(is_one_of(VisitRow.state, (VisitState.BOOKED,)), is_recalled())
    .order_by(VisitRow.starts_at, VisitRow.id)
    .limit(_VISITS_LIMIT)
)


def list_follow_up_calls(work: Work, today: date, day: datetime, until: date) -> list[DueLine]:
    """Sessions after which nobody has reached the patient yet; `day` is when today began.

    A first session of a course, and any session with a day for the call that comes by `until`: one line a course.
    """
    since = today - timedelta(days=CALL_WITHIN_DAYS)
    first = work.connection.execute(_FIRST_CALLS, {"since": since, "today": today, "day": day})
    values = {"since": today - _AGREED_WITHIN, "today": today, "day": day, "until": until}
    agreed = {row.of_course_id: row for row in work.connection.execute(_AGREED_CALLS, values)}
    calls = {row.of_course_id: row for row in first} | agreed
    return [_call_line(row) for row in calls.values()]


def find_follow_up_day(work: Work, course_id: int, today: date, day: datetime) -> date | None:
    """The day of the call after the last session of a course, if nobody made it yet; `day` is when today began."""
    values = {"course_id": course_id, "today": today, "day": day}
    until = {"since": today - _AGREED_WITHIN, "until": today + _AGREED_WITHIN}
    row = work.connection.execute(_AGREED_CALL_OF, values | until).first()
    if row is None:
        since = today - timedelta(days=CALL_WITHIN_DAYS)
        row = work.connection.execute(_FIRST_CALL_OF, values | {"since": since}).first()
    return None if row is None else _call_line(row).due_on


def _call_line(row: Any) -> DueLine:
    return DueLine(
        **about_line(row),
        kind=DueKind.FOLLOW_UP_CALL,
        record_id=row.session_id,
        due_on=row.call_on or row.performed_on + timedelta(days=CALL_AFTER_DAYS),
        session_number=row.sessions,
    )


def list_patches_to_read(work: Work, since: date, today: date, day: datetime, ready_on: ReadyOn) -> list[DueLine]:
    """Courses with test patches since a day that nobody has read, by the first that may be read."""
    lines: dict[int, DueLine] = {}
    for row in work.connection.execute(_PATCHES, {"since": since, "today": today, "day": day}):
        line = DueLine(
            **about_line(row),
            kind=DueKind.TEST_PATCH_TO_READ,
            record_id=row.patch_id,
            due_on=ready_on(row.placed_on, Fitzpatrick(row.skin_type) if row.skin_type else None),
        )
        known = lines.setdefault(line.course_id, line)
        if line.due_on < known.due_on:
            lines[line.course_id] = line
    return list(lines.values())


def list_unconfirmed_visits(work: Work, start: datetime, end: datetime) -> list[DueLine]:
    """Visits from `start` on and before `end` that are booked and not confirmed; times in UTC."""
    rows = work.connection.execute(_TO_CONFIRM, {"start": start, "end": end})
    return [_visit_line(row) for row in rows]


def _visit_line(row: Any) -> DueLine:
    return DueLine(
        kind=DueKind.VISIT_TO_CONFIRM,
        patient_id=row.patient_id,
        patient_name=full_name(row.given_names, row.family_name),
        record_number=row.record_number,
        phone=row.phone or "",
        course_id=0,
        course_title="",
        due_on=row.starts_at.date(),
        record_id=row.id,
        visit=DueVisit(row.id, row.version, VisitKind(row.kind), row.starts_at, row.treated_from or row.starts_at),
    )

"""What is due or overdue, each list limited and served by its own partial index."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Exists,
    Select,
    and_,
    bindparam,
    case,
    exists,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
)

from pico_tracker.db.models import (
    ConcernRow,
    ContactRow,
    CourseRow,
    IncidentRow,
    ItemKind,
    PatientItemRow,
    PatientRow,
    ReportedAnswerRow,
    ReportedReactionRow,
    SessionRow,
    SideEffectKindRow,
    SideEffectReleaseRow,
    SideEffectRow,
    VisitCourseRow,
    VisitRow,
)
from pico_tracker.db.queries.contacts import COUNTS
from pico_tracker.db.queries.side_effects import COLUMNS, read_kinds, side_effect_of
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.contacts import CLOSING, ContactAbout
from pico_tracker.domain.courses import OPEN_STATES, CourseStanding, CourseState, standing_on
from pico_tracker.domain.diary import HOLDING, TREATING, VisitKind
from pico_tracker.domain.intervals import Window
from pico_tracker.domain.patients import PatientState, full_name
from pico_tracker.domain.recalls import DueKind, DueLine
from pico_tracker.domain.side_effect_kinds import REVIEW_NOW
from pico_tracker.domain.side_effects import Severity, SideEffect

_LIMIT = 200


def due_lines(*extra: Any) -> Select[Any]:
    """Courses with what every line says of patient and course, `extra` beside it; `about_line` reads it."""
    first_phone = (PatientItemRow.kind == ItemKind.PHONE) & (PatientItemRow.position == 0)
    return (
        select(
            PatientRow.id.label("patient_id"),
            PatientRow.given_names,
            PatientRow.family_name,
            PatientRow.record_number,
            PatientItemRow.text.label("phone"),
            CourseRow.id.label("of_course_id"),
            CourseRow.area.label("course_area"),
            ConcernRow.name.label("concern_name"),
            *extra,
        )
        .select_from(CourseRow)
        .join(PatientRow, PatientRow.id == CourseRow.patient_id)
        .join(ConcernRow, ConcernRow.id == CourseRow.concern_id)
        .outerjoin(PatientItemRow, (PatientItemRow.patient_id == PatientRow.id) & first_phone)
        .limit(_LIMIT)
    )


def is_recalled() -> ColumnElement[bool]:
    """Whether the patient is treated here and wants to hear from the clinic."""
    return and_(PatientRow.state == PatientState.ACTIVE, PatientRow.no_contact.is_(false()))


def is_one_of(column: Any, values: Iterable[StrEnum]) -> ColumnElement[bool]:
    """Whether a column holds one of these; written out, since bound values are spelled anew each time."""
    listed: list[ColumnElement[str]] = [literal_column(f"'{value.value}'") for value in values]
    return and_(column.in_(listed)) if listed else false()


def _is_waiting() -> ColumnElement[bool]:
    """The condition of the partial index, word for word.

    With bound values SQLite cannot know that the index holds every row it needs, and reads all
    courses instead.
    """
    states = (CourseState.PLANNED, CourseState.ACTIVE)
    return CourseRow.state.in_([literal_column(f"'{state.value}'") for state in states])


def _is_free() -> ColumnElement[bool]:
    """Whether there is a date today; while a reaction has to be reviewed first, that stands in the list."""
    return or_(CourseRow.held_from_on.is_(None), CourseRow.held_from_on > bindparam("today"))


def is_booked(kinds: Iterable[VisitKind] = TREATING) -> Exists:
    """Whether such a visit lies ahead or is under way today; a review or a call leaves the session due.

    A missed or a cancelled one holds nothing, so the line is back at once.
    """
    return (
        exists()
        .where(VisitCourseRow.course_id == CourseRow.id)
        .where(VisitRow.id == VisitCourseRow.visit_id, VisitRow.starts_at >= bindparam("day"))
        .where(is_one_of(VisitRow.state, HOLDING), is_one_of(VisitRow.kind, kinds))
    )


def is_left_alone(about: ContactAbout) -> ColumnElement[bool]:
    """Whether the last contact about it since the last session lets the line rest, or closed it."""
    last = (
        select(
            case(
                (is_one_of(ContactRow.outcome, CLOSING[about]), 1),
                (ContactRow.hidden_until > bindparam("today"), 1),
                else_=0,
            )
        )
        .where(ContactRow.course_id == CourseRow.id, is_one_of(ContactRow.about, (about,)), COUNTS)
        .order_by(ContactRow.at.desc(), ContactRow.id.desc())
        .limit(1)
        .correlate(CourseRow)
        .scalar_subquery()
    )
    return func.coalesce(last, 0) == 1


def _side_effects(*conditions: ColumnElement[bool]) -> Select[Any]:
    """Of everybody alive: harm does not end when somebody stays away."""
    return (
        due_lines(*COLUMNS)
        .join(SideEffectRow, SideEffectRow.course_id == CourseRow.id)
        .join(SideEffectKindRow, SideEffectKindRow.id == SideEffectRow.kind_id)
        .outerjoin(SessionRow, SessionRow.id == SideEffectRow.session_id)
        .outerjoin(SideEffectReleaseRow, SideEffectReleaseRow.side_effect_id == SideEffectRow.id)
        .where(PatientRow.state != PatientState.DECEASED, *conditions)
        .order_by(SideEffectRow.onset_on)
    )


_is_open = SideEffectRow.healed_on.is_(None)
_is_urgent = SideEffectKindRow.urgency.in_(REVIEW_NOW)
_is_grave = or_(
    func.coalesce(SideEffectRow.gravest, SideEffectRow.severity) == Severity.SEVERE, SideEffectRow.alarms != ""
)
_URGENT_SIDE_EFFECTS = _side_effects(_is_open, _is_urgent)
_GRAVE_SIDE_EFFECTS = _side_effects(_is_open, and_(~_is_urgent, _is_grave))
_OTHER_SIDE_EFFECTS = _side_effects(_is_open, and_(~_is_urgent, ~_is_grave))
_TO_RELEASE = _side_effects(
    SideEffectRow.awaits_release == true(),  # word for word as in its partial index
    SideEffectReleaseRow.side_effect_id.is_(None),
    CourseRow.state.in_(OPEN_STATES),
    or_(CourseRow.last_session_on.is_(None), CourseRow.last_session_on <= SideEffectRow.healed_on),
)
_INCIDENTS = (
    due_lines(IncidentRow.id.label("incident_id"), IncidentRow.opened_on, SideEffectKindRow.name.label("kind_name"))
    .join(SideEffectRow, SideEffectRow.course_id == CourseRow.id)
    .join(SideEffectKindRow, SideEffectKindRow.id == SideEffectRow.kind_id)
    .join(IncidentRow, IncidentRow.side_effect_id == SideEffectRow.id)
    .where(IncidentRow.closed_on.is_(None))
    .order_by(IncidentRow.opened_on)
)
_is_alarming = exists().where(
    ReportedAnswerRow.reaction_id == ReportedReactionRow.id, ReportedAnswerRow.is_yes.is_(true())
)
_REPORTED = (
    due_lines(
        ReportedReactionRow.id.label("reaction_id"),
        ReportedReactionRow.since,
        ReportedReactionRow.said,
        _is_alarming.label("is_alarming"),
    )
    .join(ReportedReactionRow, ReportedReactionRow.course_id == CourseRow.id)
    .where(ReportedReactionRow.judged_at.is_(None), PatientRow.state != PatientState.DECEASED)
    .order_by(_is_alarming.desc(), ReportedReactionRow.id)
)
_DUE_SESSIONS = (
    due_lines(
        CourseRow.window_earliest_on,
        CourseRow.window_target_on,
        CourseRow.window_late_on,
        CourseRow.sessions_done,
    )
    .where(is_recalled(), _is_waiting(), CourseRow.window_earliest_on <= bindparam("until"))
    .where(_is_free(), ~is_booked(), ~is_left_alone(ContactAbout.SESSION))
    .order_by(CourseRow.window_earliest_on)
)
_today: BindParameter[date] = bindparam("today")
_SESSIONS_BY_STANDING = (
    _DUE_SESSIONS.where(CourseRow.window_late_on < _today),
    _DUE_SESSIONS.where(CourseRow.window_target_on < _today, CourseRow.window_late_on >= _today),
    _DUE_SESSIONS.where(CourseRow.window_target_on >= _today),
)
"""Lost, overdue and due ones are asked for apart, so that those long lost do not hide who is due now."""
_DUE_MAINTENANCE = (
    due_lines(CourseRow.maintenance_due_on, CourseRow.maintenance_done)
    .where(is_recalled(), CourseRow.maintenance_due_on <= bindparam("until"))
    .where(CourseRow.state != CourseState.PAUSED, _is_free(), ~is_booked())
    .where(~is_left_alone(ContactAbout.MAINTENANCE))
    .order_by(CourseRow.maintenance_due_on)
)


def list_open_side_effects(work: Work, today: date) -> list[DueLine]:
    """Side effects that keep somebody from being treated, each with its harm judged by its kind,
    what was answered and the days its concern allows.

    Urgent kinds and grave ones are asked for apart, so that no crowd of harmless ones hides them.
    An expected reaction within its days is on record and on no list.
    """
    kinds = read_kinds(work)
    effects = (
        (row, side_effect_of(row, kinds))
        for statement in (_URGENT_SIDE_EFFECTS, _GRAVE_SIDE_EFFECTS, _OTHER_SIDE_EFFECTS)
        for row in work.connection.execute(statement)
    )
    return [_side_effect_line(row, effect, today) for row, effect in effects if effect.is_open_reaction(today)]


def list_side_effects_to_release(work: Work) -> list[DueLine]:
    """Side effects that have ended and after which nobody has released the area or treated it again."""
    kinds = read_kinds(work)
    effects = ((row, side_effect_of(row, kinds)) for row in work.connection.execute(_TO_RELEASE))
    return [
        DueLine(
            **about_line(row),
            kind=DueKind.REACTION_TO_RELEASE,
            record_id=row.id,
            due_on=row.healed_on,
            detail=effect.kind.name,
            severity=effect.now.gravest,
        )
        for row, effect in effects
        if effect.awaits_release
    ]


def list_open_incidents(work: Work) -> list[DueLine]:
    """Incidents that nobody has closed."""
    return [
        DueLine(
            **about_line(row),
            kind=DueKind.INCIDENT_OPEN,
            record_id=row.incident_id,
            due_on=row.opened_on,
            detail=row.kind_name,
        )
        for row in work.connection.execute(_INCIDENTS)
    ]


def list_reactions_to_judge(work: Work) -> list[DueLine]:
    """What patients reported and no practitioner has judged."""
    return [_reported_line(row) for row in work.connection.execute(_REPORTED)]


def _reported_line(row: Any) -> DueLine:
    kind = DueKind.REACTION_ALARMING if row.is_alarming else DueKind.REACTION_REPORTED
    return DueLine(**about_line(row), kind=kind, record_id=row.reaction_id, due_on=row.since, detail=row.said)


def list_due_sessions(work: Work, today: date, until: date, day: datetime) -> list[DueLine]:
    """Courses whose next window has opened by `until`, with no visit from `day` on and nothing to review first."""
    values = {"today": today, "until": until, "day": day}
    return [
        _session_line(row, today)
        for statement in _SESSIONS_BY_STANDING
        for row in work.connection.execute(statement, values)
    ]


def list_due_maintenance(work: Work, today: date, until: date, day: datetime) -> list[DueLine]:
    """Courses whose maintenance is due by `until`, with no visit from `day` on and nothing to review first."""
    rows = work.connection.execute(_DUE_MAINTENANCE, {"today": today, "until": until, "day": day})
    return [_maintenance_line(row, today) for row in rows]


def _side_effect_line(row: Any, effect: SideEffect, today: date) -> DueLine:
    kind = DueKind.SIDE_EFFECT_OPEN
    if effect.needs_review:
        kind = DueKind.SIDE_EFFECT_URGENT
    elif effect.is_prolonged(today):
        kind = DueKind.SIDE_EFFECT_PROLONGED
    return DueLine(
        **about_line(row),
        kind=kind,
        record_id=row.id,
        due_on=row.onset_on,
        detail=effect.kind.name,
        severity=effect.now.severity,
        has_red_flag=effect.is_alarming,
    )


_KINDS = {
    CourseStanding.OVERDUE: DueKind.SESSION_OVERDUE,
    CourseStanding.LOST: DueKind.SESSION_LOST,
}


def _session_line(row: Any, today: date) -> DueLine:
    window = Window(row.window_earliest_on, row.window_target_on, row.window_late_on)
    kind = _KINDS.get(standing_on(window, today), DueKind.SESSION_DUE)
    return DueLine(
        **about_line(row),
        kind=kind,
        due_on=window.earliest_on if kind is DueKind.SESSION_DUE else window.target_on,
        session_number=row.sessions_done + 1,
        window=window,
    )


def _maintenance_line(row: Any, today: date) -> DueLine:
    is_overdue = row.maintenance_due_on < today
    return DueLine(
        **about_line(row),
        kind=DueKind.MAINTENANCE_OVERDUE if is_overdue else DueKind.MAINTENANCE_DUE,
        due_on=row.maintenance_due_on,
        session_number=row.maintenance_done + 1,
    )


def about_line(row: Any) -> dict[str, Any]:
    """Whom and which course a line is about."""
    return {
        "patient_id": row.patient_id,
        "patient_name": full_name(row.given_names, row.family_name),
        "record_number": row.record_number,
        "phone": row.phone or "",
        "course_id": row.of_course_id,
        "course_title": f"{row.concern_name}, {row.course_area}",
    }

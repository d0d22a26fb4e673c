"""What is due or overdue, each list limited and served by its own partial index."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Exists,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
    true,
)

from pico_tracker.db.models import (
    ConcernRow,
    CourseRow,
    IncidentRow,
    ItemKind,
    PatientItemRow,
    PatientRow,
    ReportedReactionRow,
    SessionRow,
    SideEffectKindRow,
    SideEffectReleaseRow,
    SideEffectRow,
    VisitCourseRow,
    VisitRow,
)
from pico_tracker.db.queries.side_effects import COLUMNS, read_kinds, side_effect_of
from pico_tracker.db.queries.visits import IS_AHEAD
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.courses import OPEN_STATES, CourseStanding, CourseState, standing_on
from pico_tracker.domain.diary import TREATING
from pico_tracker.domain.intervals import Window
from pico_tracker.domain.patients import PatientState, full_name
from pico_tracker.domain.recalls import DueKind, DueLine
from pico_tracker.domain.side_effect_kinds import REVIEW_NOW
from pico_tracker.domain.side_effects import Severity, SideEffect

_LIMIT = 200


def _lines(*extra: Any) -> Select[Any]:
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


def _is_treated_here() -> ColumnElement[bool]:
    return PatientRow.state == PatientState.ACTIVE


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


def _is_booked() -> Exists:
    """Whether a visit that treats lies ahead; a review or a call leaves the session due."""
    return (
        exists()
        .where(VisitCourseRow.course_id == CourseRow.id)
        .where(VisitRow.id == VisitCourseRow.visit_id, VisitRow.starts_at >= bindparam("now"))
        .where(IS_AHEAD, VisitRow.kind.in_(TREATING))
    )


def _side_effects(*conditions: ColumnElement[bool]) -> Select[Any]:
    """Of everybody alive: harm does not end when somebody stays away."""
    return (
        _lines(*COLUMNS)
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
    SideEffectRow.awaits_release.is_(true()),
    SideEffectReleaseRow.side_effect_id.is_(None),
    CourseRow.state.in_(OPEN_STATES),
    or_(CourseRow.last_session_on.is_(None), CourseRow.last_session_on <= SideEffectRow.healed_on),
)
_INCIDENTS = (
    _lines(IncidentRow.opened_on, SideEffectKindRow.name.label("kind_name"))
    .join(SideEffectRow, SideEffectRow.course_id == CourseRow.id)
    .join(SideEffectKindRow, SideEffectKindRow.id == SideEffectRow.kind_id)
    .join(IncidentRow, IncidentRow.side_effect_id == SideEffectRow.id)
    .where(IncidentRow.closed_on.is_(None))
    .order_by(IncidentRow.opened_on)
)
_REPORTED = (
    _lines(ReportedReactionRow.since, ReportedReactionRow.said)
    .join(ReportedReactionRow, ReportedReactionRow.course_id == CourseRow.id)
    .where(ReportedReactionRow.judged_at.is_(None), PatientRow.state != PatientState.DECEASED)
    .order_by(ReportedReactionRow.id)
)
_DUE_SESSIONS = (
    _lines(
        CourseRow.window_earliest_on,
        CourseRow.window_target_on,
        CourseRow.window_late_on,
        CourseRow.sessions_done,
    )
    .where(_is_treated_here(), _is_waiting(), CourseRow.window_earliest_on <= bindparam("until"))
    .where(_is_free(), ~_is_booked())
    .order_by(CourseRow.window_earliest_on)
)
_DUE_MAINTENANCE = (
    _lines(CourseRow.maintenance_due_on, CourseRow.maintenance_done)
    .where(_is_treated_here(), CourseRow.maintenance_due_on <= bindparam("until"))
    .where(CourseRow.state != CourseState.PAUSED, _is_free(), ~_is_booked())
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
            **_about(row),
            kind=DueKind.REACTION_TO_RELEASE,
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
        DueLine(**_about(row), kind=DueKind.INCIDENT_OPEN, due_on=row.opened_on, detail=row.kind_name)
        for row in work.connection.execute(_INCIDENTS)
    ]


def list_reactions_to_judge(work: Work) -> list[DueLine]:
    """What patients reported and no practitioner has judged."""
    return [
        DueLine(**_about(row), kind=DueKind.REACTION_REPORTED, due_on=row.since, detail=row.said)
        for row in work.connection.execute(_REPORTED)
    ]


def list_due_sessions(work: Work, today: date, until: date, now: datetime) -> list[DueLine]:
    """Courses whose next window has opened by `until`, with no visit ahead and nothing to review first."""
    rows = work.connection.execute(_DUE_SESSIONS, {"today": today, "until": until, "now": now})
    return [_session_line(row, today) for row in rows]


def list_due_maintenance(work: Work, today: date, until: date, now: datetime) -> list[DueLine]:
    """Courses whose maintenance is due by `until`, with no visit ahead and nothing to review first."""
    rows = work.connection.execute(_DUE_MAINTENANCE, {"today": today, "until": until, "now": now})
    return [_maintenance_line(row, today) for row in rows]


def _side_effect_line(row: Any, effect: SideEffect, today: date) -> DueLine:
    kind = DueKind.SIDE_EFFECT_OPEN
    if effect.needs_review:
        kind = DueKind.SIDE_EFFECT_URGENT
    elif effect.is_prolonged(today):
        kind = DueKind.SIDE_EFFECT_PROLONGED
    return DueLine(
        **_about(row),
        kind=kind,
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
        **_about(row),
        kind=kind,
        due_on=window.earliest_on if kind is DueKind.SESSION_DUE else window.target_on,
        session_number=row.sessions_done + 1,
    )


def _maintenance_line(row: Any, today: date) -> DueLine:
    is_overdue = row.maintenance_due_on < today
    return DueLine(
        **_about(row),
        kind=DueKind.MAINTENANCE_OVERDUE if is_overdue else DueKind.MAINTENANCE_DUE,
        due_on=row.maintenance_due_on,
        session_number=row.maintenance_done + 1,
    )


def _about(row: Any) -> dict[str, Any]:
    """Whom and which course a line is about."""
    return {
        "patient_id": row.patient_id,
        "patient_name": full_name(row.given_names, row.family_name),
        "record_number": row.record_number,
        "phone": row.phone or "",
        "course_id": row.of_course_id,
        "course_title": f"{row.concern_name}, {row.course_area}",
    }

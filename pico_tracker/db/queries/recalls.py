"""What is due or overdue, each list limited and served by its own partial index."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Exists, Select, and_, bindparam, exists, literal_column, select

from pico_tracker.db.models import (
    ConcernRow,
    CourseRow,
    ItemKind,
    PatientItemRow,
    PatientRow,
    SideEffectKindRow,
    SideEffectRow,
    VisitCourseRow,
    VisitRow,
)
from pico_tracker.db.queries.visits import IS_AHEAD
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.courses import CourseState
from pico_tracker.domain.diary import TREATING
from pico_tracker.domain.patients import PatientState, full_name
from pico_tracker.domain.recalls import DueKind, DueLine
from pico_tracker.domain.side_effects import Severity, Urgency

_LIMIT = 200
_URGENT = (Urgency.URGENT, Urgency.EMERGENCY, Urgency.PRACTITIONER_REVIEW)


def _lines(*extra: Any) -> Select[Any]:
    first_phone = (PatientItemRow.kind == ItemKind.PHONE) & (PatientItemRow.position == 0)
    return (
        select(
            PatientRow.id.label("patient_id"),
            PatientRow.given_names,
            PatientRow.family_name,
            PatientRow.record_number,
            PatientItemRow.text.label("phone"),
            CourseRow.id.label("course_id"),
            CourseRow.area,
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


def _is_booked() -> Exists:
    """Whether a visit that treats lies ahead; a review or a call leaves the session due."""
    return (
        exists()
        .where(VisitCourseRow.course_id == CourseRow.id)
        .where(VisitRow.id == VisitCourseRow.visit_id, VisitRow.starts_at >= bindparam("now"))
        .where(IS_AHEAD, VisitRow.kind.in_(TREATING))
    )


def _open_side_effects(condition: ColumnElement[bool]) -> Select[Any]:
    """Of everybody alive: harm does not end when somebody stays away."""
    return (
        _lines(
            SideEffectRow.onset_on,
            SideEffectRow.severity,
            SideEffectKindRow.name.label("kind_name"),
            SideEffectKindRow.urgency,
            SideEffectKindRow.prolonged_after_days,
        )
        .join(SideEffectRow, SideEffectRow.course_id == CourseRow.id)
        .join(SideEffectKindRow, SideEffectKindRow.id == SideEffectRow.kind_id)
        .where(SideEffectRow.healed_on.is_(None), PatientRow.state != PatientState.DECEASED, condition)
        .order_by(SideEffectRow.onset_on)
    )


_URGENT_SIDE_EFFECTS = _open_side_effects(SideEffectKindRow.urgency.in_(_URGENT))
_SEVERE_SIDE_EFFECTS = _open_side_effects(
    and_(SideEffectKindRow.urgency.not_in(_URGENT), SideEffectRow.severity == Severity.SEVERE)
)
_OTHER_SIDE_EFFECTS = _open_side_effects(
    and_(SideEffectKindRow.urgency.not_in(_URGENT), SideEffectRow.severity != Severity.SEVERE)
)
_DUE_SESSIONS = (
    _lines(CourseRow.window_earliest_on, CourseRow.window_target_on, CourseRow.sessions_done)
    .where(_is_treated_here(), _is_waiting(), CourseRow.window_earliest_on <= bindparam("until"), ~_is_booked())
    .order_by(CourseRow.window_earliest_on)
)
_DUE_MAINTENANCE = (
    _lines(CourseRow.maintenance_due_on, CourseRow.maintenance_done)
    .where(_is_treated_here(), CourseRow.maintenance_due_on <= bindparam("until"))
    .where(CourseRow.state != CourseState.PAUSED, ~_is_booked())
    .order_by(CourseRow.maintenance_due_on)
)


def list_open_side_effects(work: Work, today: date) -> list[DueLine]:
    """Side effects that have not healed, each with its harm judged by its kind and its days.

    Urgent kinds and severe ones are asked for apart, so that no crowd of harmless ones hides them.
    """
    return [
        _side_effect_line(row, today)
        for statement in (_URGENT_SIDE_EFFECTS, _SEVERE_SIDE_EFFECTS, _OTHER_SIDE_EFFECTS)
        for row in work.connection.execute(statement)
    ]


def list_due_sessions(work: Work, today: date, until: date, now: datetime) -> list[DueLine]:
    """Courses whose next window has opened by `until` and that have no visit ahead."""
    rows = work.connection.execute(_DUE_SESSIONS, {"until": until, "now": now})
    return [_session_line(row, today) for row in rows]


def list_due_maintenance(work: Work, today: date, until: date, now: datetime) -> list[DueLine]:
    """Courses whose maintenance is due by `until` and that have no visit ahead."""
    rows = work.connection.execute(_DUE_MAINTENANCE, {"until": until, "now": now})
    return [_maintenance_line(row, today) for row in rows]


def _side_effect_line(row: Any, today: date) -> DueLine:
    days = (today - row.onset_on).days
    kind = DueKind.SIDE_EFFECT_OPEN
    if row.urgency in _URGENT or row.severity == Severity.SEVERE:
        kind = DueKind.SIDE_EFFECT_URGENT
    elif days > row.prolonged_after_days:
        kind = DueKind.SIDE_EFFECT_PROLONGED
    return DueLine(
        **_about(row), kind=kind, due_on=row.onset_on, detail=row.kind_name, severity=Severity(row.severity)
    )


def _session_line(row: Any, today: date) -> DueLine:
    is_overdue = row.window_target_on < today
    return DueLine(
        **_about(row),
        kind=DueKind.SESSION_OVERDUE if is_overdue else DueKind.SESSION_DUE,
        due_on=row.window_target_on if is_overdue else row.window_earliest_on,
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
        "course_id": row.course_id,
        "course_title": f"{row.concern_name}, {row.area}",
    }

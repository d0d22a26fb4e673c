"""What the next dates of courses follow from, for one patient or for all of them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, false, func, or_, select, true

from pico_tracker.db.models import (
    ClinicRow,
    ConcernRow,
    CourseRow,
    PatientRow,
    ReportedReactionRow,
    SessionRow,
    SideEffectReleaseRow,
    SideEffectRow,
)
from pico_tracker.db.queries.side_effects import COLUMNS, read_kinds, side_effect_of
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.courses import IN_TREATMENT, KEPT_UP, OPEN_STATES, CourseState
from pico_tracker.domain.intervals import Interval, SpacingFacts, Window
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.side_effects import SideEffect

_treated = SessionRow.__table__.alias("treated")
_TREATED_ON = (
    select(func.max(_treated.c.performed_on))
    .where(_treated.c.course_id == CourseRow.id, _treated.c.is_maintenance == false(), ~_treated.c.is_void)
    .scalar_subquery()
)
_COURSES = select(
    CourseRow.id,
    CourseRow.state,
    CourseRow.earliest_weeks,
    CourseRow.target_weeks,
    CourseRow.late_weeks,
    CourseRow.last_session_on,
    CourseRow.window_earliest_on,
    CourseRow.window_target_on,
    CourseRow.window_late_on,
    CourseRow.held_from_on,
    PatientRow.fitzpatrick,
    _TREATED_ON.label("treated_on"),
).join(PatientRow, PatientRow.id == CourseRow.patient_id)
_UNSETTLED: Select[*tuple[Any, ...]] = (
    select(*COLUMNS, CourseRow.patient_id)
    .join(CourseRow, CourseRow.id == SideEffectRow.course_id)
    .join(ConcernRow, ConcernRow.id == CourseRow.concern_id)
    .outerjoin(SessionRow, SessionRow.id == SideEffectRow.session_id)
    .outerjoin(SideEffectReleaseRow, SideEffectReleaseRow.side_effect_id == SideEffectRow.id)
    .where(
        or_(
            SideEffectRow.healed_on.is_(None),
            CourseRow.last_session_on.is_(None),
            SideEffectRow.healed_on >= CourseRow.last_session_on,
        )
    )
    .order_by(SideEffectRow.onset_on, SideEffectRow.id)
)
"""Side effects that still count: nobody has treated since they ended."""


@dataclass(frozen=True, slots=True)
class CourseSpacing:
    """What a course's next dates follow from, and what is kept of them for lists."""

    course_id: int
    facts: SpacingFacts
    window: Window | None
    held_from_on: date | None


def list_spacings(work: Work, patient_id: int | None = None) -> tuple[CourseSpacing, ...]:
    """Every course of a patient; without one, every course of the clinic that goes on."""
    return _spacings(work, _goes_on() if patient_id is None else CourseRow.patient_id == patient_id)


def list_spacings_of(work: Work, patient_ids: Collection[int]) -> tuple[CourseSpacing, ...]:
    """Every course of these patients, asked for together."""
    return _spacings(work, CourseRow.patient_id.in_(patient_ids))


def _spacings(work: Work, which: ColumnElement[bool]) -> tuple[CourseSpacing, ...]:
    effects, reports = _unsettled(work, which), _reported(work, which)
    return tuple(_spacing(row, effects, reports) for row in work.connection.execute(_COURSES.where(which)))


def list_kept_up(work: Work) -> list[int]:
    """Ids of the courses whose maintenance date follows from their sessions and scores."""
    has_date = CourseRow.maintenance_due_on.is_not(None) & (CourseRow.maintenance_by_hand == false())
    return list(work.connection.scalars(select(CourseRow.id).where(has_date, CourseRow.state.in_(KEPT_UP))))


def _goes_on() -> ColumnElement[bool]:
    return CourseRow.state.in_((*OPEN_STATES, CourseState.PAUSED))


def _unsettled(work: Work, which: ColumnElement[bool]) -> Mapping[int, list[SideEffect]]:
    found: dict[int, list[SideEffect]] = defaultdict(list)
    rows = work.connection.execute(_UNSETTLED.where(which)).all()
    kinds = read_kinds(work) if rows else {}
    for row in rows:
        found[row.course_id].append(side_effect_of(row, kinds))
    return found


def _reported(work: Work, which: ColumnElement[bool]) -> Mapping[int, list[date]]:
    """On which days of the clinic reactions were reported that nobody has judged yet, by course."""
    found: dict[int, list[date]] = defaultdict(list)
    unjudged = (
        select(ReportedReactionRow.course_id, ReportedReactionRow.created_at, ClinicRow.time_zone)
        .join(CourseRow, CourseRow.id == ReportedReactionRow.course_id)
        .join(ClinicRow, true())
        .where(ReportedReactionRow.judged_at.is_(None), which)
    )
    for course_id, reported_at, zone in work.connection.execute(unjudged):
        found[course_id].append(reported_at.astimezone(ZoneInfo(zone)).date())
    return found


def _spacing(row: Any, effects: Mapping[int, list[SideEffect]], reports: Mapping[int, list[date]]) -> CourseSpacing:
    facts = SpacingFacts(
        interval=Interval(row.earliest_weeks, row.target_weeks, row.late_weeks),
        treated_on=row.treated_on if row.state in IN_TREATMENT else None,
        last_session_on=row.last_session_on,
        skin_type=None if row.fitzpatrick is None else Fitzpatrick(row.fitzpatrick),
        effects=tuple(effects.get(row.id, ())),
        reported_on=tuple(reports.get(row.id, ())),
    )
    kept = row.window_earliest_on and Window(row.window_earliest_on, row.window_target_on, row.window_late_on)
    return CourseSpacing(row.id, facts, kept, row.held_from_on)

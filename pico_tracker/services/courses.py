"""Courses: open, edit, change state; read a patient's whole page."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pico_tracker.db.models import ConcernRow, CourseMoveRow, CourseRow, PatientRow
from pico_tracker.db.queries import assessments as assessment_queries
from pico_tracker.db.queries import catalogue
from pico_tracker.db.queries import courses as queries
from pico_tracker.db.queries import patients as patient_queries
from pico_tracker.db.queries import side_effects as side_effect_queries
from pico_tracker.db.queries import visits as visit_queries
from pico_tracker.db.queries.agreements import list_agreements
from pico_tracker.db.queries.merges import find_kept_id
from pico_tracker.db.queries.rules import list_rules
from pico_tracker.db.queries.sessions import list_sessions
from pico_tracker.db.unit_of_work import ChangeWork, StaleVersion, Work
from pico_tracker.domain.agreements import check_not_longer
from pico_tracker.domain.concern_rules import notes_of_concern
from pico_tracker.domain.courses import (
    KEPT_UP,
    Concern,
    Course,
    CourseEntry,
    CourseState,
    check_course,
    check_move,
)
from pico_tracker.domain.diary import Visit
from pico_tracker.domain.errors import Refused
from pico_tracker.domain.findings import Finding
from pico_tracker.domain.intervals import Window
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.permissions import Permission, is_allowed
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.rules import Rule, RuleKind
from pico_tracker.domain.words import Sentence, clean_line, clean_text, mark, sentence
from pico_tracker.services.context import Context, Done, needs
from pico_tracker.services.drafts import drop_draft
from pico_tracker.services.expectation import write_inks
from pico_tracker.services.intervals import (
    dates_of_patient,
    refresh_windows,
    schedule_maintenance,
    why_maintenance,
)
from pico_tracker.services.refusals import conflict_between, refuse_stops
from pico_tracker.services.visits import readable_visit


@dataclass(frozen=True, slots=True)
class PatientPage:
    """Everything the patient page shows, read in one transaction."""

    patient: Patient
    courses: tuple[CourseProgress, ...]


@dataclass(frozen=True, slots=True)
class CourseSummary:
    """What reception sees of a course: no clinical text."""

    course_id: int
    title: str
    state: CourseState
    sessions_done: int
    window: Window | None
    maintenance_due_on: date | None
    next_visit: Visit | None
    is_held: bool = False
    """Whether there is no date, because a practitioner has to look first."""
    reasons: tuple[Sentence, ...] = ()
    """Why the dates are as they are, for those who may read the clinical record."""


@needs(Permission.READ_DIRECTORY)
def list_concerns(context: Context) -> tuple[Concern, ...]:
    """What the clinic treats, with the values a new course starts from and what is said about them."""
    with context.database.read() as work:
        rules = {rule.key: rule for rule in list_rules(work, RuleKind.CONCERN)}
        return tuple(_with_words(concern, rules[concern.key]) for concern in catalogue.list_concerns(work))


def _with_words(concern: Concern, rule: Rule) -> Concern:
    return replace(concern, is_confirmed=rule.is_confirmed, notes=notes_of_concern(rule.content))


@needs(Permission.READ_CLINICAL)
def read_patient_page(context: Context, patient_id: int) -> PatientPage:
    """A patient with all courses, sessions, side effects, readings and next visits."""
    with context.database.read() as work:
        patient = patient_queries.read_patient(work, patient_id)
        return PatientPage(patient, read_progress(context, work, patient_id))


@needs(Permission.READ_DIRECTORY)
def list_course_summaries(context: Context, patient_id: int) -> tuple[CourseSummary, ...]:
    """A patient's courses as reception may see them."""
    with context.database.read() as work:
        visits = visit_queries.list_next_visits(work, patient_id, context.clock())
        return tuple(
            _summary(context, course, _next_visit(context, visits, course.id))
            for course in list_dated_courses(context, work, patient_id)
        )


@needs(Permission.READ_DIRECTORY)
def find_patient_of_course(context: Context, course_id: int) -> int:
    """Whose course it is, as a draft about a course asks; raises `NotFound`."""
    with context.database.read() as work:
        return queries.read_course(work, course_id).entry.patient_id


@needs(Permission.WRITE_CLINICAL)
def open_course(context: Context, entry: CourseEntry) -> Done[int]:
    """Open a course for a concern and an area; raises `Refused` or `NotFound`."""
    entry = _cleaned(entry)
    refuse_stops(check_course(entry, context.today()))
    with context.database.change(context.actor()) as work:
        known = queries.find_by_entry_id(work, entry.entry_id)
        if known is None:
            _refuse_retired(work, entry.concern_id)
            known = write_new_course(work, entry)
        drop_draft(work, entry.entry_id)
        return Done(known, work.changed)


@needs(Permission.WRITE_CLINICAL)
def edit_course(context: Context, course_id: int, seen_version: int, entry: CourseEntry) -> Done[int]:
    """Save an edited course; its next window follows the new interval.

    Once a session was given it makes no longer plan (`agreements` does). Raises `Refused`, `NotFound`,
    or `EditConflict` when somebody saved in between.
    """
    entry = _cleaned(entry)
    refuse_stops(check_course(entry, context.today()))
    with context.database.change(context.actor()) as work:
        row = _take(work, course_id, seen_version, entry)
        known = queries.read_course(work, course_id)
        refuse_stops(check_not_longer(entry.sessions_to, known, list_agreements(work, course_id)))
        months = row.maintenance_months
        for name, value in course_columns(entry).items():
            setattr(row, name, value)
        write_inks(work, course_id, entry.inks)
        refresh_windows(work, row.patient_id)
        if entry.maintenance_months != months and row.state in KEPT_UP:
            schedule_maintenance(work, row, context.today())
        drop_draft(work, entry.entry_id)
        return Done(course_id, work.changed)


@needs(Permission.WRITE_CLINICAL)
def change_course_state(
    context: Context, course_id: int, seen_version: int, state: CourseState, reason: str = ""
) -> Done[None]:
    """Move a course to another state by the table of moves; what stops or reopens it needs a reason.

    Completing or entering maintenance sets the maintenance date where the course has an interval;
    treating again takes it away. Raises `Refused`, `NotFound` or `EditConflict`.
    """
    reason = clean_text(reason)
    with context.database.change(context.actor()) as work:
        course = queries.read_course(work, course_id)
        row = _take(work, course_id, seen_version, course.entry)
        refuse_stops(check_move(course, state, reason))
        write_move(context, work, row, state, reason)
        if state in KEPT_UP:
            schedule_maintenance(work, row, context.today())
        elif state is not CourseState.PAUSED:
            row.maintenance_due_on, row.maintenance_by_hand = None, False
        refresh_windows(work, row.patient_id)
        return Done(None, work.changed)


@needs(Permission.WRITE_CLINICAL)
def set_maintenance_date(context: Context, course_id: int, due_on: date | None) -> Done[None]:
    """Set or clear the day maintenance falls due."""
    if due_on is not None and due_on < context.today():
        said = sentence(mark("The maintenance date lies in the past. Choose a day to come."))
        raise Refused((Finding("maintenance_due_on", said, code="course.maintenance"),))
    with context.database.change(context.actor()) as work:
        row = work.get(CourseRow, course_id)
        row.maintenance_due_on, row.maintenance_by_hand = due_on, True
        return Done(None, work.changed)


def _refuse_retired(work: ChangeWork, concern_id: int) -> None:
    if work.get(ConcernRow, concern_id).retired:
        said = sentence(mark("The clinic has retired this concern. Choose another, or put it back into force."))
        raise Refused((Finding("concern_id", said, code="course.concern_retired"),))


def write_new_course(work: ChangeWork, entry: CourseEntry) -> int:
    """Add a course inside another service's transaction; the entry is clean and checked."""
    work.get(PatientRow, entry.patient_id)
    work.get(ConcernRow, entry.concern_id)
    entry = replace(entry, patient_id=find_kept_id(work, entry.patient_id))
    state = CourseState.PLANNED.value
    row = CourseRow(entry_id=entry.entry_id, created_at=work.at, state=state, **course_columns(entry))
    course_id = work.add(row).id
    write_inks(work, course_id, entry.inks)
    return course_id


def write_move(context: Context, work: ChangeWork, row: CourseRow, state: CourseState, reason: str) -> None:
    """Move a course inside another service's transaction, and keep who moved it, when and why."""
    move = CourseMoveRow(
        course_id=row.id,
        at=work.at,
        moved_by_id=context.operator.id,
        from_state=row.state,
        to_state=state.value,
        reason=reason,
    )
    work.add(move)
    row.state, row.state_reason, row.state_since_on = state.value, reason, context.today()


def list_dated_courses(context: Context, work: Work, patient_id: int) -> tuple[Course, ...]:
    """All courses of a patient, latest first, with the dates that count today and their reasons."""
    dates, today = dates_of_patient(work, patient_id), context.today()
    return tuple(course.as_of(dates[course.id], today) for course in queries.list_courses(work, patient_id))


def read_progress(context: Context, work: Work, patient_id: int) -> tuple[CourseProgress, ...]:
    """Every course of a patient with all that happened in it."""
    effects = side_effect_queries.list_side_effects(work, patient_id)
    visits = visit_queries.list_next_visits(work, patient_id, context.clock())
    readings = queries.list_readings(work, patient_id)
    sessions = list_sessions(work, patient_id, readings)
    assessments = assessment_queries.list_of_patient(work, patient_id)
    return tuple(
        CourseProgress(
            course=replace(course, maintenance_reasons=why_maintenance(work, course)),
            sessions=tuple(one for one in sessions.get(course.id, ()) if not one.is_void),
            void_sessions=tuple(one for one in sessions.get(course.id, ()) if one.is_void),
            side_effects=tuple(one for one in effects if one.entry.course_id == course.id),
            readings=tuple(readings.get(course.id, ())),
            next_visit=_next_visit(context, visits, course.id),
            assessments=tuple(one for one in assessments if one.entry.course_id == course.id),
        )
        for course in list_dated_courses(context, work, patient_id)
    )


def _next_visit(context: Context, visits: Iterable[Visit], course_id: int) -> Visit | None:
    return next((readable_visit(context, visit) for visit in visits if course_id in visit.course_ids), None)


def _take(work: ChangeWork, course_id: int, seen_version: int, entry: CourseEntry) -> CourseRow:
    try:
        return work.take(CourseRow, course_id, seen_version)
    except StaleVersion:
        raise conflict_between(queries.read_course(work, course_id).entry, entry) from None


def course_columns(entry: CourseEntry) -> dict[str, Any]:
    """An entry as the columns of its row."""
    return {
        "patient_id": entry.patient_id,
        "concern_id": entry.concern_id,
        "area": entry.area,
        "sessions_from": entry.sessions_from,
        "sessions_to": entry.sessions_to,
        "earliest_weeks": entry.interval.earliest_weeks,
        "target_weeks": entry.interval.target_weeks,
        "late_weeks": entry.interval.late_weeks,
        "maintenance_months": entry.maintenance_months,
        "opened_on": entry.opened_on,
        "goal": entry.goal,
    }


def _cleaned(entry: CourseEntry) -> CourseEntry:
    return replace(entry, area=clean_line(entry.area), goal=clean_text(entry.goal))


def _summary(context: Context, course: Course, next_visit: Visit | None) -> CourseSummary:
    may_read_why = is_allowed(context.operator.role, Permission.READ_CLINICAL)
    return CourseSummary(
        course.id,
        course.title,
        course.state,
        course.sessions_done,
        course.window,
        course.maintenance_due_on,
        next_visit,
        course.is_held,
        course.reasons if may_read_why else (),
    )

"""Agreed plans of courses: a longer one is a version of its own, and the course takes its numbers."""

from dataclasses import replace

from pico_tracker.db.models import CourseAgreementRow, CourseRow
from pico_tracker.db.queries import agreements as queries
from pico_tracker.db.queries import courses as course_queries
from pico_tracker.db.unit_of_work import ChangeWork, StaleVersion
from pico_tracker.domain.agreements import (
    FIRST,
    AgreementEntry,
    CourseAgreement,
    check_agreement,
    first_agreement,
)
from pico_tracker.domain.courses import KEPT_UP, Course
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.words import clean_text
from pico_tracker.services.context import Context, Done, needs
from pico_tracker.services.courses import course_columns
from pico_tracker.services.intervals import refresh_windows, schedule_maintenance
from pico_tracker.services.refusals import conflict_between, refuse_stops


@needs(Permission.READ_CLINICAL)
def list_agreements(context: Context, course_id: int) -> tuple[CourseAgreement, ...]:
    """The agreed plans of a course, the first one first; none where the first one still stands."""
    with context.database.read() as work:
        return queries.list_agreements(work, course_id)


@needs(Permission.WRITE_CLINICAL)
def agree_longer_plan(context: Context, course_id: int, seen_version: int, entry: AgreementEntry) -> Done[int]:
    """Agree another plan for a course and return its number; the plan as it stood stays readable.

    The course takes the numbers agreed and its dates follow. A second call with the same `entry_id`
    finds the plan of the first. Raises `Refused`, `NotFound` or `EditConflict`.
    """
    entry = replace(entry, course_id=course_id, reason=clean_text(entry.reason))
    with context.database.change(context.actor()) as work:
        work.hold(CourseRow, course_id)
        course = course_queries.read_course(work, course_id)
        agreed = queries.list_agreements(work, course_id)
        known = next((one.number for one in agreed if one.entry.entry_id == entry.entry_id), None)
        if known is None:
            refuse_stops(check_agreement(entry, course, context.today()))
            known = _agree_new(context, work, course, seen_version, entry)
        return Done(known, work.changed)


def _agree_new(context: Context, work: ChangeWork, course: Course, seen_version: int, entry: AgreementEntry) -> int:
    row = _take(work, course, seen_version, entry)
    agreed = queries.list_agreements(work, course.id)
    if not agreed:
        _write(context, work, first_agreement(course.entry, context.mint_entry_id(), course.id), FIRST)
    number = max((one.number for one in agreed), default=FIRST) + 1
    _write(context, work, entry, number)
    for name, value in course_columns(entry.of_course(course.entry)).items():
        setattr(row, name, value)
    refresh_windows(work, row.patient_id)
    if entry.maintenance_months != course.entry.maintenance_months and row.state in KEPT_UP:
        schedule_maintenance(work, row, context.today())
    return number


def _take(work: ChangeWork, course: Course, seen_version: int, entry: AgreementEntry) -> CourseRow:
    """Hold the course, so that two who agree at once get two numbers."""
    try:
        return work.take(CourseRow, course.id, seen_version)
    except StaleVersion:
        raise conflict_between(course.entry, entry.of_course(course.entry)) from None


def _write(context: Context, work: ChangeWork, entry: AgreementEntry, number: int) -> None:
    work.add(
        CourseAgreementRow(
            entry_id=entry.entry_id,
            created_at=work.at,
            course_id=entry.course_id,
            number=number,
            sessions_from=entry.sessions_from,
            sessions_to=entry.sessions_to,
            earliest_weeks=entry.interval.earliest_weeks,
            target_weeks=entry.interval.target_weeks,
            late_weeks=entry.interval.late_weeks,
            maintenance_months=entry.maintenance_months,
            agreed_on=entry.agreed_on,
            reason=entry.reason,
            written_by_id=context.operator.id,
        )
    )

"""Visits: set the next one, list a day's."""

from dataclasses import replace
from datetime import date

from pico_tracker.db.models import OccupancyRow, PatientRow, StaffRow, VisitCourseRow, VisitRow
from pico_tracker.db.queries import courses as course_queries
from pico_tracker.db.queries import visits as queries
from pico_tracker.db.unit_of_work import ChangeWork
from pico_tracker.domain.courses import Course
from pico_tracker.domain.diary import (
    TREATING,
    Visit,
    VisitEntry,
    VisitPart,
    VisitState,
    check_visit,
    visit_end,
)
from pico_tracker.domain.errors import NotFound, Refused
from pico_tracker.domain.findings import Finding, Level
from pico_tracker.domain.intervals import NextDates
from pico_tracker.domain.people import Role
from pico_tracker.domain.permissions import Permission, is_allowed
from pico_tracker.domain.words import Sentence, clean_text, mark, sentence
from pico_tracker.services.context import Context, Done, needs
from pico_tracker.services.intervals import dates_of_patient
from pico_tracker.services.refusals import refuse_stops


@needs(Permission.READ_DIRECTORY)
def list_today_visits(context: Context) -> tuple[Visit, ...]:
    """Today's visits in order of time, in the clinic's time zone."""
    with context.database.read() as work:
        start, end = context.day()
        return tuple(readable_visit(context, one) for one in queries.list_visits_between(work, start, end))


@needs(Permission.BOOK)
def set_next_visit(context: Context, entry: VisitEntry) -> Done[int]:
    """Book a patient's next visit.

    A treatment before a course's earliest date is refused; a practitioner may override it with a reason.
    Raises `Refused` or `NotFound`.
    """
    entry = replace(entry, note=clean_text(entry.note), reason=clean_text(entry.reason))
    refuse_stops(check_visit(entry, context.now()))
    with context.database.change(context.actor()) as work:
        known = queries.find_by_entry_id(work, entry.entry_id)
        if known is None:
            _refuse_unknown_practitioner(work, entry)
            _refuse_too_early(context, work, entry)
            known = write_visit(work, entry)
        return Done(known, work.changed)


@needs(Permission.BOOK)
def cancel_visit(context: Context, visit_id: int) -> Done[None]:
    """Cancel a visit; it stays readable."""
    with context.database.change(context.actor()) as work:
        work.get(VisitRow, visit_id).state = VisitState.CANCELLED.value
        return Done(None, work.changed)


def write_visit(work: ChangeWork, entry: VisitEntry) -> int:
    """Add a checked visit inside another service's transaction."""
    work.get(PatientRow, entry.patient_id)
    row = work.add(
        VisitRow(
            entry_id=entry.entry_id,
            created_at=work.at,
            patient_id=entry.patient_id,
            kind=entry.kind.value,
            state=VisitState.BOOKED.value,
            starts_at=entry.starts_at,
            ends_at=visit_end(entry),
            note=entry.note,
            override_reason=entry.reason,
        )
    )
    for course_id in dict.fromkeys(entry.course_ids):
        work.add(VisitCourseRow(visit_id=row.id, course_id=course_id))
    if entry.practitioner_id is not None:
        work.add(
            OccupancyRow(
                visit_id=row.id,
                part=VisitPart.TREATMENT.value,
                staff_id=entry.practitioner_id,
                starts_at=entry.starts_at,
                ends_at=visit_end(entry),
            )
        )
    return row.id


def readable_visit(context: Context, visit: Visit) -> Visit:
    """The visit with its times in the clinic's time zone; its note only for whom it is meant."""
    may_read_note = is_allowed(context.operator.role, Permission.READ_CLINICAL)
    return replace(
        visit,
        note=visit.note if may_read_note else "",
        starts_at=visit.starts_at.astimezone(context.zone),
        ends_at=visit.ends_at.astimezone(context.zone),
    )


def _refuse_unknown_practitioner(work: ChangeWork, entry: VisitEntry) -> None:
    if entry.practitioner_id is None:
        return
    person = work.find(StaffRow, entry.practitioner_id)
    if person is None or not person.active or person.role == Role.RECEPTION:
        said = sentence(mark("Choose a practitioner who works here."))
        raise Refused((Finding("practitioner_id", said, Level.STOP, "visit.practitioner"),))


def _refuse_too_early(context: Context, work: ChangeWork, entry: VisitEntry) -> None:
    """The same dates that the room asks; what reception is told has no clinical text in it."""
    dates, may = dates_of_patient(work, entry.patient_id), _may_override(context)
    day = entry.starts_at.astimezone(context.zone).date()
    for course_id in entry.course_ids:
        course = course_queries.read_course(work, course_id)
        if course.entry.patient_id != entry.patient_id:
            raise NotFound(sentence(mark("This course belongs to another patient. Choose it again.")))
        if entry.kind not in TREATING or (entry.reason and may):
            continue
        said = _why_not(course, dates[course_id], day, context.today())
        if said is not None:
            raise Refused((Finding("starts_at", said, Level.STOP, "visit.early", overridable=may),))


def _why_not(course: Course, dates: NextDates, day: date, today: date) -> Sentence | None:
    """Why the course cannot be treated on that day, as far as its dates go today."""
    if dates.is_held(today):
        text = mark("{course}: no date yet, a practitioner reviews it first. Book a review, or ask a practitioner.")
        return sentence(text, course=course.title)
    if dates.not_before_on is None or day >= dates.not_before_on:
        return None
    text = mark("{course}: safe to book from {date}. Earlier needs a practitioner and a reason.")
    return sentence(text, course=course.title, date=dates.not_before_on)


def _may_override(context: Context) -> bool:
    role = context.operator.role
    return role is not Role.RECEPTION and is_allowed(role, Permission.WRITE_CLINICAL)

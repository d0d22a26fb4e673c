"""What the booking form asks for: what can be held, whether a place is free, who else comes that day."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from pico_tracker.db.models import VisitRow
from pico_tracker.db.queries import visits as queries
from pico_tracker.db.queries.sessions import find_last_device_id
from pico_tracker.domain.bookings import BookingFacts
from pico_tracker.domain.courses import OPEN_STATES
from pico_tracker.domain.diary import Place, Visit, VisitEntry, VisitKind
from pico_tracker.domain.findings import Findings
from pico_tracker.domain.next_plans import PlanToBook
from pico_tracker.domain.permissions import Permission
from pico_tracker.services.context import Context, Done, needs
from pico_tracker.services.courses import CourseSummary, list_course_summaries
from pico_tracker.services.free_times import check_place_free, read_booking_facts
from pico_tracker.services.next_plans import find_plan_to_book
from pico_tracker.services.patients import read_patient
from pico_tracker.services.visits import list_patient_visits, readable_visit, write_visit


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingPatient:
    """Whom a visit is booked for."""

    patient_id: int
    name: str
    record_number: str
    phone: str
    courses: tuple[CourseSummary, ...]
    """Those that are open, latest first."""
    visits: tuple[Visit, ...]
    """All, oldest first."""
    device_id: int | None = None
    """The laser of the last session; None before the first."""
    plans: Mapping[int, PlanToBook] = field(default_factory=dict)
    """How the next visit of a course was planned, by the course's key; those without a plan are not in it."""


@needs(Permission.READ_DIRECTORY)
def read_booking_choices(context: Context) -> BookingFacts:
    """Who works here and may treat, the rooms in use and the lasers in service today."""
    start, end = context.day()
    with context.database.read() as work:
        return read_booking_facts(work, context.zone, (start, end))


@needs(Permission.READ_DIRECTORY)
def read_booking_patient(context: Context, patient_id: int) -> BookingPatient:
    """A patient as the booking form asks; raises `NotFound`."""
    patient = read_patient(context, patient_id)
    courses = [one for one in list_course_summaries(context, patient_id) if one.state in OPEN_STATES]
    with context.database.read() as work:
        device_id = find_last_device_id(work, patient_id)
        planned = ((one.course_id, find_plan_to_book(work, one.course_id)) for one in courses)
        plans = {course_id: plan for course_id, plan in planned if plan is not None}
    return BookingPatient(
        device_id=device_id,
        patient_id=patient_id,
        name=patient.name,
        record_number=patient.entry.record_number,
        phone=next(iter(patient.entry.phones), ""),
        courses=tuple(courses),
        plans=plans,
        visits=list_patient_visits(context, patient_id),
    )


@needs(Permission.READ_DIRECTORY)
def check_booking(
    context: Context, place: Place, patient_id: int | None, kind: VisitKind, but_visit_id: int | None = None
) -> Findings:
    """Everything that speaks against a visit at that place, as `check_place_free` says it."""
    with context.database.read() as work:
        return check_place_free(work, place, patient_id, kind, but_visit_id)


@needs(Permission.READ_DIRECTORY)
def list_visits_on(context: Context, day: date) -> tuple[Visit, ...]:
    """All visits of a day in the clinic's time zone, in order of time."""
    start = datetime.combine(day, time(), context.zone)
    end = datetime.combine(day + timedelta(days=1), time(), context.zone)
    with context.database.read() as work:
        return tuple(readable_visit(context, one) for one in queries.list_visits_between(work, start, end))


@needs(Permission.BOOK)
def book_beside(context: Context, entry: VisitEntry, beside_id: int) -> Done[int]:
    """Book a visit that belongs together with another patient's: both move together from now on.

    Raises what `book_visit` raises; then neither is tied.
    """
    with context.database.change(context.actor()) as work:
        other = work.get(VisitRow, beside_id)
        if other.tie is None:
            other.tie = context.mint_entry_id()
            other.version += 1
        booked = write_visit(context, work, replace(entry, tie=other.tie))
        return Done(booked, work.changed)

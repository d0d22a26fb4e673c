"""What lies on the desk of the demonstration clinic: a new caller, calls made, people who wait for a time."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from pico_tracker.demo.courses import Setup
from pico_tracker.demo.earlier import on_day
from pico_tracker.demo.timetable import CLEAN_UP, Length, place_at
from pico_tracker.demo.today import ROSTER
from pico_tracker.domain.contacts import ContactAbout, ContactEntry, ContactMeans, ContactOutcome
from pico_tracker.domain.courses import Course, CourseState
from pico_tracker.domain.diary import VisitEntry, VisitKind
from pico_tracker.domain.patients import PatientState
from pico_tracker.domain.people import Role
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.waiting import WaitingEntry
from pico_tracker.services.contacts import record_contact
from pico_tracker.services.context import Context
from pico_tracker.services.courses import read_patient_page
from pico_tracker.services.patients import add_provisional_patient, find_patient_by_number
from pico_tracker.services.people import list_colleagues, sign_in
from pico_tracker.services.visits import book_visit
from pico_tracker.services.waiting import add_to_waiting_list

_NUMBERS = range(10_002 + len(ROSTER), 10_041)
"""Patients after the guest and those who come today."""
_CALLER, _CALLERS_PHONE = "Lena Hartmann", "+44 7700 900817"
_CALLER_AT = time(13, 30)
_CALLED_AT = time(11, 20)
_CALLS = (
    ((24, ContactOutcome.NO_ANSWER), (16, ContactOutcome.MESSAGE_LEFT), (9, ContactOutcome.NO_ANSWER)),
    ((8, ContactOutcome.MESSAGE_LEFT),),
    ((1, ContactOutcome.NO_ANSWER),),
)
"""What came of calls to those longest overdue, and how many days ago; the last line rests still."""
_AFTER_WORK = 16 * 60
_WORKING_DAYS = 0b0011111


@dataclass(frozen=True, slots=True)
class _Desk:
    """Who sits there, and whence the identifiers come."""

    reception: Context
    mint: Callable[[], UUID]


def book_caller(context: Context, setup: Setup) -> None:
    """Somebody new comes for a consultation this afternoon: a name and a phone number, no more."""
    reception = _reception(context)
    patient_id = add_provisional_patient(reception, setup.mint(), _CALLER, _CALLERS_PHONE).value
    starts_at = datetime.combine(setup.today, _CALLER_AT, setup.zone)
    entry = VisitEntry(
        entry_id=setup.mint(),
        patient_id=patient_id,
        course_ids=(),
        kind=VisitKind.CONSULTATION,
        place=place_at(setup.teams["picosure"], starts_at, Length(30), with_laser=False),
        desk_note="Found us through a friend.",
    )
    book_visit(reception, entry)


def clear_the_desk(context: Context, mint: Callable[[], UUID]) -> None:
    """Write down the calls of the last weeks, and who waits for a time."""
    desk = _Desk(_reception(context), mint)
    courses = [
        one for one in _courses(context) if one.course.state is CourseState.ACTIVE and not one.course.is_held
    ]
    _call(desk, courses)
    _let_wait(desk, courses)


def _courses(context: Context) -> Iterator[CourseProgress]:
    """Of some who are neither guests nor here today."""
    for number in _NUMBERS:
        patient_id = find_patient_by_number(context, f"P-{number}")
        if patient_id is not None:
            page = read_patient_page(context, patient_id)
            if page.patient.entry.state is PatientState.ACTIVE:
                yield from page.courses


def _call(desk: _Desk, courses: Iterable[CourseProgress]) -> None:
    """Those longest overdue were called in vain."""
    today = desk.reception.today()
    late = [one.course for one in courses if one.next_visit is None and _is_late(one, today)]
    for course, calls in zip(sorted(late, key=_waits_since), _CALLS, strict=False):
        for days, outcome in calls:
            entry = ContactEntry(
                entry_id=desk.mint(),
                patient_id=course.entry.patient_id,
                course_id=course.id,
                about=ContactAbout.SESSION,
                means=ContactMeans.PHONE,
                outcome=outcome,
            )
            record_contact(on_day(desk.reception, today - timedelta(days=days), _CALLED_AT), entry)


def _waits_since(course: Course) -> tuple[date, int]:
    return course.last_session_on or course.entry.opened_on, course.id


def _let_wait(desk: _Desk, courses: Iterable[CourseProgress]) -> None:
    """Who is booked last would give that up for a sooner visit; another has none and comes after work only."""
    today = desk.reception.today()
    ready = [one for one in courses if one.course.window and one.course.window.earliest_on <= today]
    booked = [(one.next_visit.starts_at, one.next_visit.id, one) for one in ready if one.next_visit]
    for _starts_at, visit_id, progress in sorted(booked)[-1:]:
        _add(desk, replace(_waits(desk, progress), visit_id=visit_id), 3)
    for progress in [one for one in ready if one.next_visit is None and not _is_late(one, today)][-1:]:
        _add(desk, replace(_waits(desk, progress), from_minute=_AFTER_WORK, weekdays=_WORKING_DAYS), 5)


def _is_late(progress: CourseProgress, today: date) -> bool:
    window = progress.course.window
    return window is not None and window.target_on < today


def _waits(desk: _Desk, progress: CourseProgress) -> WaitingEntry:
    return WaitingEntry(
        entry_id=desk.mint(),
        patient_id=progress.course.entry.patient_id,
        course_ids=(progress.course.id,),
        kind=VisitKind.SESSION,
        minutes=30,
        clean_up_minutes=CLEAN_UP,
        device_id=progress.sessions[-1].passes[0].entry.device_id,
    )


def _add(desk: _Desk, entry: WaitingEntry, days: int) -> None:
    """Put somebody on the list, so many days ago."""
    add_to_waiting_list(on_day(desk.reception, desk.reception.today() - timedelta(days=days)), entry)


def _reception(context: Context) -> Context:
    person = next(one for one in list_colleagues(context) if one.role is Role.RECEPTION)
    return sign_in(context.database, person.id, context.clock)

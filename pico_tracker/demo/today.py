"""Who comes to the demonstration clinic today, and how far each has come by noon."""

import random
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from pico_tracker.demo.courses import (
    Setup,
    Standing,
    laser_of,
    make_course_at,
    session_length,
    visit_entry,
    window_of,
)
from pico_tracker.demo.earlier import on_day
from pico_tracker.demo.people import make_person
from pico_tracker.demo.timetable import CLEAN_UP, NUMBING, Length, place_at
from pico_tracker.demo.treatments import TREATMENTS
from pico_tracker.domain.diary import TREATING, Place, Visit, VisitKind, VisitState
from pico_tracker.domain.histories import CourseHistory, PatientHistory
from pico_tracker.domain.patients import PatientEntry, PatientState
from pico_tracker.domain.people import Role
from pico_tracker.services.context import Context
from pico_tracker.services.people import list_colleagues, sign_in
from pico_tracker.services.visits import list_today_visits, set_visit_state

_DAY, _YEAR = timedelta(days=1), timedelta(days=365)
_CALLED_AT = time(16, 10)
"""When reception had the visit confirmed, the day before."""
_SEEN_BY_PRACTITIONER = (VisitState.IN_ROOM, VisitState.DONE)


@dataclass(frozen=True, slots=True)
class Slot:
    """A visit of today: with which laser's team, from when, for what, and what happened by noon."""

    laser: str
    at: time
    kind: VisitKind
    standing: Standing
    length: Length
    steps: tuple[tuple[time, VisitState], ...] = ()
    consent_ended: bool = False
    """Whether the course began so long ago that the consent of then has run out."""


def _came(*times: time) -> tuple[tuple[time, VisitState], ...]:
    """When somebody arrived, went in and was done, as far as it goes."""
    return tuple(zip(times, (VisitState.ARRIVED, VisitState.IN_ROOM, VisitState.DONE), strict=False))


_SESSION, _REVIEW = VisitKind.SESSION, VisitKind.REVIEW
_SHORT, _LONG = Length(30, clean_up=CLEAN_UP), Length(45, clean_up=CLEAN_UP)
_SHORT_NUMBED, _LONG_NUMBED = Length(30, NUMBING, CLEAN_UP), Length(45, NUMBING, CLEAN_UP)
_LOOK, _PATCH = Length(15), Length(15, clean_up=CLEAN_UP)
_CONFIRMED = ((_CALLED_AT, VisitState.CONFIRMED),)
_MISSED = ((time(11, 10), VisitState.NO_SHOW),)
ROSTER = (
    Slot(
        "picoway", time(10), _SESSION, Standing.TREATED_TODAY, _SHORT, _came(time(9, 52), time(10, 1), time(10, 34))
    ),
    Slot(
        "picosure", time(10, 15), _REVIEW, Standing.HEALING, _LOOK, _came(time(10, 9), time(10, 15), time(10, 28))
    ),
    Slot(
        "picosure",
        time(10, 45),
        _SESSION,
        Standing.TREATED_TODAY,
        _SHORT_NUMBED,
        _came(time(10, 41), time(11, 14), time(11, 47)),
    ),
    Slot("picosure", time(12, 15), _SESSION, Standing.TODAY, _LONG, _came(time(11, 52))),
    Slot("picoway", time(10, 45), _SESSION, Standing.TODAY, _SHORT, _MISSED),
    Slot("picoway", time(16, 15), VisitKind.TEST_PATCH, Standing.PLANNED, _PATCH),
    Slot(
        "picoway", time(11, 30), _SESSION, Standing.TODAY, _LONG, (*_CONFIRMED, *_came(time(11, 22), time(11, 34)))
    ),
    Slot("picoway", time(12, 30), _SESSION, Standing.TODAY, _SHORT, _CONFIRMED, consent_ended=True),
    Slot("picoway", time(14), _SESSION, Standing.TODAY, _LONG_NUMBED, _CONFIRMED),
    Slot("picosure", time(14, 30), _SESSION, Standing.TODAY, _LONG_NUMBED),
    Slot("picosure", time(16), _REVIEW, Standing.HEALING, _LOOK, _CONFIRMED),
)
"""In the order of the patients after the guest; "next free" is left at lunch time and in the afternoon."""


def make_visitor(dice: random.Random, setup: Setup, slot: Slot) -> PatientHistory:
    """A patient with the course that they come for today, and nothing else."""
    treatments = [one for one in TREATMENTS if laser_of(one) == slot.laser]
    while True:
        patient = make_person(dice, setup.mint(), setup.today)
        course = make_course_at(dice, setup, patient, (dice.choice(treatments), slot.standing))
        if _fits(setup, slot, patient, course):
            visit = visit_entry(setup, slot.kind, _place(setup, slot))
            return PatientHistory(entry=patient, courses=(replace(course, next_visit=visit),))


def bring_to_noon(context: Context, setup: Setup) -> None:
    """Let today's patients arrive, go in, leave or stay away, each step by who sees it, at its moment."""
    visits = {(one.place.practitioner_id, one.starts_at): one for one in list_today_visits(context)}
    reception = next(one for one in list_colleagues(context) if one.role is Role.RECEPTION)
    for slot in ROSTER:
        practitioner_id = setup.teams[slot.laser].practitioner_id
        visit = visits.get((practitioner_id, _place(setup, slot).starts_at))
        if visit is not None:
            _take_steps(context, visit, slot, (practitioner_id, reception.id))


def _take_steps(context: Context, visit: Visit, slot: Slot, people: tuple[int, int]) -> None:
    practitioner_id, reception_id = people
    for version, (at, state) in enumerate(slot.steps, visit.version):
        staff_id = practitioner_id if state in _SEEN_BY_PRACTITIONER else reception_id
        day = context.today() - _DAY if state is VisitState.CONFIRMED else context.today()
        person = on_day(sign_in(context.database, staff_id, context.clock), day, at)
        set_visit_state(person, visit.id, state, version)


def _place(setup: Setup, slot: Slot) -> Place:
    starts_at = datetime.combine(setup.today, slot.at, setup.zone)
    return place_at(setup.teams[slot.laser], starts_at, slot.length, with_laser=slot.kind is not _REVIEW)


def _fits(setup: Setup, slot: Slot, patient: PatientEntry, course: CourseHistory) -> bool:
    """Whether the visit is right for them: numbed as last time, not before it is safe, consent as wished."""
    if patient.state is not PatientState.ACTIVE or slot.kind not in TREATING:
        return patient.state is PatientState.ACTIVE
    if session_length(slot.length.minutes, course) != slot.length:
        return False
    return _is_consent_right(setup, slot, course) and (
        slot.standing is Standing.TREATED_TODAY or _is_in_window(setup, patient, course)
    )


def _is_consent_right(setup: Setup, slot: Slot, course: CourseHistory) -> bool:
    ago = setup.today - course.entry.opened_on
    return ago > _YEAR + 3 * _DAY if slot.consent_ended else ago < _YEAR


def _is_in_window(setup: Setup, patient: PatientEntry, course: CourseHistory) -> bool:
    window = window_of(setup, course, patient)
    return window is not None and window.earliest_on <= setup.today <= window.late_on

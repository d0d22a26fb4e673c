"""Courses of the demonstration clinic: where each one stands today, and how it came there."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from pico_tracker.demo.sites import SITES, outline_at, size_at
from pico_tracker.demo.timetable import CLEAN_UP, NUMBING, Diary, Length, Team, place_at
from pico_tracker.demo.treatments import TREATMENTS, Tool, Treatment, make_pass, plan_pass
from pico_tracker.domain.clearance import STEP
from pico_tracker.domain.courses import Concern, CourseEntry, CourseState
from pico_tracker.domain.diary import Place, VisitEntry, VisitKind
from pico_tracker.domain.histories import CourseHistory, SideEffectHistory
from pico_tracker.domain.inks import InkColour, in_order, inks_named
from pico_tracker.domain.interval_rules import Adjustments
from pico_tracker.domain.intervals import SpacingFacts, Window, next_dates
from pico_tracker.domain.next_plans import NextPlanEntry
from pico_tracker.domain.patients import PatientEntry
from pico_tracker.domain.responses import Anaesthesia, Cooling
from pico_tracker.domain.safety_checks import Healing, SafetyCheck
from pico_tracker.domain.sessions import SessionEntry
from pico_tracker.domain.side_effect_kinds import SideEffectKind
from pico_tracker.domain.side_effects import Cause, Severity, SideEffect, SideEffectEntry
from pico_tracker.domain.treated_areas import AreaEntry, SessionArea

_COMMON_EFFECTS = (("erythema", 2), ("oedema", 2), ("crust", 7), ("petechiae", 4), ("blister", 5), ("pruritus", 5))
_EFFECT_SHARE = 0.45
_SEEK = timedelta(days=30)
"""A free hour is looked for so far ahead; in a clinic of thousands some find none."""
_NOTES = (
    "Even response, no bleeding.",
    "Tolerated well.",
    "Edges left for next time.",
    "Skin calm before treatment.",
    "",
)
_TALK = Length(30)
_MINUTES = (15, 30, 30, 45)
_PLANNED_MINUTES = 30
_NEXT_NOTES = ("As today.", "Same settings, check the edge.", "Look at the red part first.", "")


class Standing(Enum):
    """Where a course stands today; the second value is its share among courses.

    Those with 0 are of the people who come today, and no others.
    """

    PLANNED = ("planned", 6)
    TREATED_TODAY = ("treated today", 0)
    JUST_TREATED = ("just treated", 19)
    HEALING = ("healing", 8)
    BOOKED = ("booked", 40)
    TODAY = ("today", 0)
    DUE = ("due", 12)
    OVERDUE = ("overdue", 10)
    MAINTENANCE = ("maintenance", 12)
    COMPLETED = ("completed", 5)


@dataclass(frozen=True, slots=True)
class Setup:
    """What a course of the demonstration clinic is made from."""

    today: date
    zone: ZoneInfo
    concerns: Mapping[str, Concern]
    kinds: Mapping[str, SideEffectKind]
    tools: Mapping[str, Tool]
    teams: Mapping[str, Team]
    """By the laser's key."""
    adjustments: Adjustments
    mint: Callable[[], UUID]
    diary: Diary


def make_course(dice: random.Random, setup: Setup, patient: PatientEntry) -> CourseHistory:
    """One course at a standing drawn by its share."""
    standings = tuple(Standing)
    standing = dice.choices(standings, [one.value[1] for one in standings])[0]
    return make_course_at(dice, setup, patient, (dice.choice(TREATMENTS), standing))


def make_course_at(
    dice: random.Random, setup: Setup, patient: PatientEntry, plan: tuple[Treatment, Standing]
) -> CourseHistory:
    """One course of a treatment at a standing."""
    treatment, standing = plan
    concern = setup.concerns[treatment.concern_key]
    days = _session_days(dice, setup.today, concern, standing)
    sessions = _sessions(dice, setup, patient, treatment, days)
    in_upkeep = standing is Standing.MAINTENANCE and len(sessions) > concern.sessions_from
    course = CourseHistory(
        entry=_entry(dice, setup, treatment, sessions),
        state=_state(standing, concern),
        sessions=sessions,
        maintenance_from=concern.sessions_from if in_upkeep else None,
        side_effects=_side_effects(dice, setup, sessions, standing),
    )
    course = _outlined(course)
    return replace(course, next_visit=_visit(dice, setup, patient, (treatment, standing), course))


def _outlined(course: CourseHistory) -> CourseHistory:
    """The course with its area on the map, where the clinic keeps an outline of it."""
    name = course.entry.area
    if name not in SITES:
        return course
    view, size, outline = SITES[name]
    entry = AreaEntry(
        entry_id=uuid5(course.entry.entry_id, name),
        course_id=0,
        name=name[:1].upper() + name[1:],
        view=view,
        outline=outline,
        area_cm2=Decimal(size),
    )
    sessions = (
        replace(one, area_cm2=size_at(name, place), areas=(_treated(name, place),))
        for place, one in enumerate(course.sessions)
    )
    return replace(course, areas=(entry,), sessions=tuple(sessions))


def _treated(name: str, place: int) -> SessionArea:
    return SessionArea(area_id=0, outline=outline_at(name, place), area_cm2=size_at(name, place))


def _entry(
    dice: random.Random, setup: Setup, treatment: Treatment, sessions: tuple[SessionEntry, ...]
) -> CourseEntry:
    first_day = sessions[0].performed_on if sessions else setup.today
    concern = setup.concerns[treatment.concern_key]
    months = concern.maintenance_months
    return CourseEntry(
        entry_id=setup.mint(),
        patient_id=0,
        concern_id=concern.id,
        area=dice.choice(treatment.areas),
        sessions_from=concern.sessions_from,
        sessions_to=concern.sessions_to,
        interval=concern.interval,
        maintenance_months=months,
        opened_on=first_day - timedelta(days=dice.randrange(3, 15)) if first_day < setup.today else setup.today,
        goal=treatment.goal,
        inks=_inks(treatment, sessions),
    )


def _inks(treatment: Treatment, sessions: tuple[SessionEntry, ...]) -> tuple[InkColour, ...]:
    """The colours that its passes name, or those that will be treated."""
    purposes = {one.purpose for session in sessions for one in session.passes}
    planned = {one.purpose for one in treatment.settings}
    return in_order(ink for purpose in purposes or planned for ink in inks_named(purpose))


def _state(standing: Standing, concern: Concern) -> CourseState:
    if standing is Standing.PLANNED:
        return CourseState.PLANNED
    if standing is Standing.MAINTENANCE and concern.maintenance_months is not None:
        return CourseState.MAINTENANCE
    if standing in (Standing.COMPLETED, Standing.MAINTENANCE):
        return CourseState.COMPLETED
    return CourseState.ACTIVE


def _session_days(dice: random.Random, today: date, concern: Concern, standing: Standing) -> list[date]:
    """Days of the sessions, oldest first, the last one so long ago that the standing holds today."""
    if standing is Standing.PLANNED:
        return []
    interval = concern.interval
    span = {
        Standing.TREATED_TODAY: (0, 1),
        Standing.JUST_TREATED: (1, 6),
        Standing.HEALING: (1, 6),
        Standing.BOOKED: (7 * interval.earliest_weeks - 5, 7 * interval.target_weeks),
        Standing.TODAY: (7 * interval.target_weeks, 7 * interval.target_weeks + 10),
        Standing.DUE: (7 * interval.earliest_weeks, 7 * interval.target_weeks),
        Standing.OVERDUE: (7 * interval.target_weeks + 3, 7 * interval.late_weeks + 20),
        Standing.MAINTENANCE: (20, 170),
        Standing.COMPLETED: (40, 200),
    }[standing]
    low, high = span
    back = dice.randrange(low, max(high, low + 1))
    ended = standing in (Standing.MAINTENANCE, Standing.COMPLETED)
    extra = dice.randrange(0, 3) if standing is Standing.MAINTENANCE else 0
    count = concern.sessions_from + extra if ended else dice.randrange(1, concern.sessions_to + 1)
    days = [today - timedelta(days=back)]
    while len(days) < count:
        days.append(days[-1] - timedelta(days=7 * interval.target_weeks + dice.randrange(-3, 8)))
    return sorted(days)


def _sessions(
    dice: random.Random, setup: Setup, patient: PatientEntry, treatment: Treatment, days: list[date]
) -> tuple[SessionEntry, ...]:
    left, sessions = 1.0, []
    operator_id = setup.teams[laser_of(treatment)].practitioner_id
    used = treatment.settings[: dice.randrange(1, len(treatment.settings) + 1)]
    for index, day in enumerate(days):
        passes = tuple(
            make_pass(one, setup.tools[one.device_key], index, dice.randrange(*one.pulses)) for one in used
        )
        numbed = not patient.allergies and dice.random() < 0.3
        sessions.append(
            SessionEntry(
                entry_id=setup.mint(),
                course_id=0,
                performed_on=day,
                operator_id=operator_id,
                eye_protection="Patient: metal shields. Staff: OD 7 at every wavelength used.",
                passes=passes,
                pain=dice.randrange(2, 7),
                cooling=dice.choice((Cooling.COLD_AIR, Cooling.COLD_AIR, Cooling.CONTACT)),
                anaesthesia=Anaesthesia.TOPICAL_LIDOCAINE if numbed else Anaesthesia.NONE,
                anaesthesia_product="Lidocaine cream" if numbed else "",
                anaesthesia_minutes=dice.choice((30, 45, 60)) if numbed else None,
                clearance_percent=STEP * round(100 * (1 - left) / STEP),
                note=dice.choice(_NOTES),
                note_for_next_time=dice.choice(_NEXT_NOTES),
                healing=Healing.HEALED if index else None,
                checked=SafetyCheck(operator_id, datetime.combine(day, time(9, 5), setup.zone)),
            )
        )
        left *= 1 - treatment.gain * dice.uniform(0.75, 1.25)
    if sessions:
        planned = tuple(plan_pass(one, setup.tools[one.device_key], len(days)) for one in used)
        plan = NextPlanEntry(minutes=_PLANNED_MINUTES, passes=planned)
        sessions[-1] = replace(sessions[-1], next_plan=plan)
    return tuple(sessions)


def _side_effects(
    dice: random.Random, setup: Setup, sessions: tuple[SessionEntry, ...], standing: Standing
) -> tuple[SideEffectHistory, ...]:
    effects = []
    for index, session in enumerate(sessions):
        is_last = index == len(sessions) - 1
        if dice.random() < _EFFECT_SHARE or (is_last and standing is Standing.HEALING):
            still_open = is_last and standing is Standing.HEALING
            effects.append(_side_effect(dice, setup, session, index, still_open))
    return tuple(effects)


def _side_effect(
    dice: random.Random, setup: Setup, session: SessionEntry, index: int, still_open: bool
) -> SideEffectHistory:
    key, days = dice.choice(_COMMON_EFFECTS)
    healed_on = session.performed_on + timedelta(days=dice.randrange(1, days + 1))
    is_open = still_open or healed_on > setup.today
    return SideEffectHistory(
        entry=SideEffectEntry(
            entry_id=setup.mint(),
            course_id=0,
            session_id=None,
            kind_id=setup.kinds[key].id,
            severity=dice.choice((Severity.MILD, Severity.MILD, Severity.MILD, Severity.MODERATE)),
            onset_on=session.performed_on,
            healed_on=None if is_open else healed_on,
            cause=Cause.TREATMENT,
        ),
        session_index=index,
        released_on=None if is_open else healed_on,
    )


def _visit(
    dice: random.Random,
    setup: Setup,
    patient: PatientEntry,
    plan: tuple[Treatment, Standing],
    course: CourseHistory,
) -> VisitEntry | None:
    """A visit in the days ahead, for who is to have one and finds a free hour."""
    treatment, standing = plan
    wish = _wish(dice, setup, patient, standing, course)
    if wish is None:
        return None
    team, (kind, length, days) = setup.teams[laser_of(treatment)], wish
    starts_at = setup.diary.take(team, patient.entry_id, days, length)
    if starts_at is None:
        return None
    return visit_entry(setup, kind, place_at(team, starts_at, length, with_laser=kind is VisitKind.SESSION))


def _wish(
    dice: random.Random, setup: Setup, patient: PatientEntry, standing: Standing, course: CourseHistory
) -> tuple[VisitKind, Length, tuple[date, date]] | None:
    """What is to be booked between which days; a session inside its window only."""
    if standing is Standing.PLANNED:
        first = setup.today + timedelta(days=dice.randrange(1, 9))
        return VisitKind.CONSULTATION, _TALK, (first, first + _SEEK)
    if standing is not Standing.BOOKED:
        return None
    first, length = setup.today + timedelta(days=dice.randrange(1, 15)), dice.choice(_MINUTES)
    window = window_of(setup, course, patient)
    if window is None:
        return None
    days = max(first, window.earliest_on), min(first + _SEEK, window.late_on)
    return VisitKind.SESSION, session_length(length, course), days


def visit_entry(setup: Setup, kind: VisitKind, place: Place) -> VisitEntry:
    """A visit of a course and a patient that have no keys yet."""
    return VisitEntry(entry_id=setup.mint(), patient_id=0, course_ids=(), kind=kind, place=place)


def session_length(minutes: int, course: CourseHistory) -> Length:
    """Numbed as last time, and a room to clean up afterwards."""
    numbed = any(one.anaesthesia is not Anaesthesia.NONE for one in course.sessions[-1:])
    return Length(minutes, NUMBING if numbed else 0, CLEAN_UP)


def laser_of(treatment: Treatment) -> str:
    """Key of the laser that a treatment is done with."""
    return treatment.settings[0].device_key


def window_of(setup: Setup, course: CourseHistory, patient: PatientEntry) -> Window | None:
    """When the next session is possible, by the same rules as in the room; None while it is held."""
    kinds = {one.id: one for one in setup.kinds.values()}
    keys = {one.id: one.key for one in setup.concerns.values()}
    last_on = course.sessions[-1].performed_on
    effects = (
        SideEffect(
            id=0,
            version=1,
            entry=one.entry,
            kind=kinds[one.entry.kind_id],
            patient_id=0,
            concern_key=keys[course.entry.concern_id],
            released_on=one.released_on,
        )
        for one in course.side_effects
    )
    facts = SpacingFacts(
        interval=course.entry.interval,
        treated_on=last_on,
        last_session_on=last_on,
        skin_type=patient.fitzpatrick,
        effects=tuple(effects),
    )
    dates = next_dates(facts, setup.adjustments)
    return None if dates.held_from_on is not None else dates.window

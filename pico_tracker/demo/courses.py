"""Courses of the demonstration clinic: where each one stands today, and how it came there."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from uuid import UUID
from zoneinfo import ZoneInfo

from pico_tracker.demo.treatments import TREATMENTS, Tool, Treatment, make_pass
from pico_tracker.domain.clearance import STEP
from pico_tracker.domain.courses import Concern, CourseEntry, CourseState
from pico_tracker.domain.diary import Place, VisitEntry, VisitKind
from pico_tracker.domain.histories import CourseHistory, SideEffectHistory
from pico_tracker.domain.inks import InkColour, in_order, inks_named
from pico_tracker.domain.patients import PatientEntry
from pico_tracker.domain.sessions import Anaesthesia, Cooling, SessionEntry
from pico_tracker.domain.side_effect_kinds import SideEffectKind
from pico_tracker.domain.side_effects import Cause, Severity, SideEffectEntry

_COMMON_EFFECTS = (("erythema", 2), ("oedema", 2), ("crust", 7), ("petechiae", 4), ("blister", 5), ("pruritus", 5))
_EFFECT_SHARE = 0.45
_SEEK = timedelta(days=30)
"""A free hour is looked for so far ahead; a clinic of thousands has its diary full."""
_NOTES = (
    "Even response, no bleeding.",
    "Tolerated well.",
    "Edges left for next time.",
    "Skin calm before treatment.",
    "",
)
_NEXT_NOTES = ("As today.", "Same settings, check the edge.", "Look at the red part first.", "")
_HOURS = (9, 10, 11, 12, 14, 15, 16, 17)


class Standing(Enum):
    """Where a course stands today; the second value is its share among courses."""

    PLANNED = ("planned", 6)
    JUST_TREATED = ("just treated", 12)
    HEALING = ("healing", 7)
    BOOKED = ("booked", 30)
    TODAY = ("today", 11)
    DUE = ("due", 12)
    OVERDUE = ("overdue", 10)
    MAINTENANCE = ("maintenance", 12)
    COMPLETED = ("completed", 5)


class Diary:
    """Which hours of each practitioner are still free, so that nobody is booked twice."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._free: dict[tuple[int, date], list[int]] = {}

    def take_hour(self, practitioner_id: int, day: date) -> int | None:
        """A free hour of that day, now taken; None when the day is full."""
        free = self._free.setdefault((practitioner_id, day), list(_HOURS))
        return free.pop(self._dice.randrange(len(free))) if free else None


@dataclass(frozen=True, slots=True)
class Setup:
    """What a course of the demonstration clinic is made from."""

    today: date
    zone: ZoneInfo
    concerns: Mapping[str, Concern]
    kinds: Mapping[str, SideEffectKind]
    tools: Mapping[str, Tool]
    practitioner_ids: tuple[int, ...]
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
    return CourseHistory(
        entry=_entry(dice, setup, treatment, sessions),
        state=_state(standing, concern),
        sessions=sessions,
        maintenance_from=concern.sessions_from if in_upkeep else None,
        side_effects=_side_effects(dice, setup, sessions, standing),
        next_visit=_visit(dice, setup, standing),
    )


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
        Standing.JUST_TREATED: (0, 1),
        Standing.HEALING: (1, 6),
        Standing.BOOKED: (7 * interval.earliest_weeks - 5, 7 * interval.target_weeks),
        Standing.TODAY: (7 * interval.earliest_weeks, 7 * interval.target_weeks),
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
    operator_id = dice.choice(setup.practitioner_ids)
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
            )
        )
        left *= 1 - treatment.gain * dice.uniform(0.75, 1.25)
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


def _visit(dice: random.Random, setup: Setup, standing: Standing) -> VisitEntry | None:
    ahead = {Standing.TODAY: 0, Standing.BOOKED: dice.randrange(1, 15), Standing.PLANNED: dice.randrange(1, 9)}
    if standing not in ahead:
        return None
    practitioner_id = dice.choice(setup.practitioner_ids)
    day = setup.today + timedelta(days=ahead[standing])
    last_day = day + _SEEK
    while (hour := setup.diary.take_hour(practitioner_id, day)) is None:
        day += timedelta(days=1)
        if day > last_day:
            return None
    return VisitEntry(
        entry_id=setup.mint(),
        patient_id=0,
        course_ids=(),
        kind=VisitKind.CONSULTATION if standing is Standing.PLANNED else VisitKind.SESSION,
        place=Place(
            starts_at=datetime.combine(day, time(hour, dice.choice((0, 15))), setup.zone),
            minutes=dice.choice((30, 45)),
            practitioner_id=practitioner_id,
        ),
    )

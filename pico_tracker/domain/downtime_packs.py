"""The downtime pack: what treats the next days' patients when the power or the computer is gone."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.consents import Consent
from pico_tracker.domain.courses import Course
from pico_tracker.domain.day_sheets import DaySheet
from pico_tracker.domain.diary import AHEAD, SafeDate, Visit, VisitState
from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.next_plans import NextPlan
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.screening_gate import TO_ASK, QuestionState
from pico_tracker.domain.sessions import Session
from pico_tracker.domain.side_effects import SideEffect
from pico_tracker.domain.words import mark, sentence

LONGEST_DAYS = 14
"""Days of one pack at most; records change, and an older pack would mislead."""
EXPECTED = (*AHEAD, VisitState.ARRIVED, VisitState.IN_ROOM)
"""States of a visit whose patient is still to be treated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DowntimeCourse:
    """One course as whoever treats it without the computer has to know it."""

    course: Course
    """With the dates that count on the day of printing."""
    last: Session | None = None
    """The last session that counts."""
    side_effects: tuple[SideEffect, ...] = ()
    """Those of the last session, those still open, and those waiting for release."""
    plan: NextPlan | None = None
    safe: SafeDate
    consent: Consent | None = None
    """The last decision on the treatment."""
    asked: tuple[QuestionState, ...] = ()
    """Where each question stands on the day of the visit."""

    @property
    def holding(self) -> tuple[QuestionState, ...]:
        """Questions whose answer counts against treating."""
        return tuple(one for one in self.asked if one.triggers)

    @property
    def to_ask(self) -> tuple[QuestionState, ...]:
        """Questions to be asked before treating."""
        return tuple(one for one in self.asked if one.standing in TO_ASK)


@dataclass(frozen=True, slots=True, kw_only=True)
class DowntimePatient:
    """One patient of a day."""

    patient: Patient
    visits: tuple[Visit, ...]
    """Of that day, in order of time."""
    courses: tuple[DowntimeCourse, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DowntimeDay:
    """A day: its sheet, then its patients in the order they come."""

    sheet: DaySheet
    patients: tuple[DowntimePatient, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DowntimePack:
    """Everything the pack prints. `printed_at` has a time zone."""

    clinic: Clinic
    days: tuple[DowntimeDay, ...]
    lasers: dict[int, str] = field(default_factory=dict)
    """Names by key, for plans."""
    rooms: dict[int, str] = field(default_factory=dict)
    printed_at: datetime
    printed_by: str


def check_days(first_on: date, last_on: date, today: date) -> Findings:
    """All that is wrong with the days of a pack."""
    found = []
    if last_on < first_on:
        found.append(_stop("last_on", mark("The last day comes before the first.")))
    elif (last_on - first_on).days >= LONGEST_DAYS:
        said = sentence(mark("At most {days} days: an older pack would mislead."), days=LONGEST_DAYS)
        found.append(Finding("last_on", said, Level.STOP, "downtime.last_on"))
    if first_on < today:
        found.append(_stop("first_on", mark("This day has passed. Choose today or a day to come.")))
    return tuple(found)


def days_between(first_on: date, last_on: date) -> tuple[date, ...]:
    """Every day from the first to the last, both included."""
    return tuple(first_on + timedelta(days=number) for number in range((last_on - first_on).days + 1))


def expected(visits: Iterable[Visit]) -> tuple[Visit, ...]:
    """Those whose patient is still to come or to be treated, in order of time."""
    return tuple(sorted((one for one in visits if one.state in EXPECTED), key=lambda one: (one.starts_at, one.id)))


def effects_to_know(effects: Iterable[SideEffect], last: Session | None) -> tuple[SideEffect, ...]:
    """Of a course's side effects those that followed its last session, are open or wait for release."""
    last_id, last_on = (None, None) if last is None else (last.id, last.entry.performed_on)
    return tuple(
        one
        for one in effects
        if one.is_open or one.holds_area(last_on) or (last_id is not None and one.entry.session_id == last_id)
    )


def _stop(field_name: str, text: str) -> Finding:
    return Finding(field_name, sentence(text), Level.STOP, f"downtime.{field_name}")

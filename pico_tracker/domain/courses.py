"""A course: one concern on one area, treated in several sessions, and the states it moves through."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from pico_tracker.domain.findings import Finding, Findings, Level, check_lengths
from pico_tracker.domain.inks import InkColour
from pico_tracker.domain.intervals import Interval, NextDates, Window
from pico_tracker.domain.words import LINE_LIMIT, TEXT_LIMIT, Sentence, mark, sentence

SESSIONS_LIMIT = 60
WEEKS_LIMIT = 104
MONTHS_LIMIT = 60


class CourseState(StrEnum):
    """Where a course stands."""

    PLANNED = "planned"
    ACTIVE = "active"
    PAUSED = "paused"
    COMPLETED = "completed"
    MAINTENANCE = "maintenance"
    DISCONTINUED = "discontinued"


COURSE_STATE_NAMES = {
    CourseState.PLANNED: mark("Planned"),
    CourseState.ACTIVE: mark("Active"),
    CourseState.PAUSED: mark("Paused"),
    CourseState.COMPLETED: mark("Completed"),
    CourseState.MAINTENANCE: mark("Maintenance"),
    CourseState.DISCONTINUED: mark("Discontinued"),
}

OPEN_STATES = (CourseState.PLANNED, CourseState.ACTIVE, CourseState.MAINTENANCE)
"""States in which a session may be logged and the patient is called when due."""

KEPT_UP = (CourseState.MAINTENANCE, CourseState.COMPLETED)
"""States in which a course that has an interval for it falls due for maintenance."""

IN_TREATMENT = (CourseState.PLANNED, CourseState.ACTIVE, CourseState.PAUSED)
"""States in which the next treatment session has a window; later only maintenance falls due."""


MOVES: Mapping[CourseState, tuple[CourseState, ...]] = {
    CourseState.PLANNED: (
        CourseState.ACTIVE,
        CourseState.MAINTENANCE,
        CourseState.PAUSED,
        CourseState.DISCONTINUED,
    ),
    CourseState.ACTIVE: (
        CourseState.PAUSED,
        CourseState.COMPLETED,
        CourseState.MAINTENANCE,
        CourseState.DISCONTINUED,
    ),
    CourseState.PAUSED: (
        CourseState.PLANNED,
        CourseState.ACTIVE,
        CourseState.COMPLETED,
        CourseState.MAINTENANCE,
        CourseState.DISCONTINUED,
    ),
    CourseState.COMPLETED: (CourseState.MAINTENANCE, CourseState.ACTIVE),
    CourseState.MAINTENANCE: (
        CourseState.ACTIVE,
        CourseState.PAUSED,
        CourseState.COMPLETED,
        CourseState.DISCONTINUED,
    ),
    CourseState.DISCONTINUED: (CourseState.ACTIVE,),
}
"""Where a person may move a course from each state; the first session moves a planned one by itself."""

_ONLY_TO = {
    CourseState.PLANNED: mark(
        "Nothing has been treated in a planned course. It can become active, go to maintenance, pause or end."
    ),
    CourseState.ACTIVE: mark("A course that has begun is planned no more. Pause, complete or discontinue it."),
    CourseState.PAUSED: mark("A paused course is taken up where it stopped, completed or discontinued."),
    CourseState.COMPLETED: mark("A completed course goes to maintenance, or is reopened as active with a reason."),
    CourseState.MAINTENANCE: mark(
        "A course in maintenance is treated again, paused, completed or discontinued; it is planned no more."
    ),
    CourseState.DISCONTINUED: mark("A discontinued course is first reopened as active, with a reason."),
}
"""What a refused move says, by the state the course is in."""


class CourseStanding(StrEnum):
    """How the next treatment session of a course stands on a day; it follows from dates, nobody sets it."""

    NO_DATE = "no date"
    """Nothing has been treated yet, or the course is not in treatment."""
    REVIEW_FIRST = "review first"
    """There is no date because of a reaction."""
    TOO_EARLY = "too early"
    DUE = "due"
    OVERDUE = "overdue"
    LOST = "lost to follow-up"
    """Past the late date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """What is treated, with the values a new course starts from."""

    id: int
    key: str
    name: str
    sessions_from: int
    sessions_to: int
    interval: Interval
    maintenance_months: int | None
    evidence: str
    """How well founded these values are: sourced, derived, mixed or unsourced."""
    retired: bool = False
    """No new course is opened for it."""
    is_confirmed: bool = False
    """Whether the clinic ticked these values off."""
    notes: tuple[str, ...] = ()
    """Its definition and what its protocol says in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseEntry:
    """What is agreed when a course is opened."""

    entry_id: uuid.UUID
    patient_id: int
    concern_id: int
    area: str
    sessions_from: int
    sessions_to: int
    interval: Interval
    maintenance_months: int | None = None
    """None: no maintenance is planned."""
    opened_on: date
    goal: str = ""
    """What the patient wants and what was agreed."""
    inks: tuple[InkColour, ...] = ()
    """Colours of a tattoo, the commonest first; empty for other concerns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A course on record, with what follows from its sessions."""

    id: int
    version: int
    entry: CourseEntry
    concern_key: str
    concern_name: str
    state: CourseState
    state_reason: str = ""
    """Why it was paused, discontinued or reopened."""
    state_since_on: date | None = None
    """Day of the last move; None where none was written down."""
    sessions_done: int = 0
    """Treatment sessions; maintenance sessions are counted apart."""
    maintenance_done: int = 0
    last_session_on: date | None = None
    window: Window | None = None
    """When the next treatment session is due; None before the first one and after the last, and while
    a reaction has to be reviewed first."""
    is_held: bool = False
    """Whether there is no date because a reaction has to be reviewed first."""
    reasons: tuple[Sentence, ...] = ()
    """Why the next session is due when it is: clinical sentences, the deciding ones first."""
    maintenance_due_on: date | None = None
    maintenance_reasons: tuple[Sentence, ...] = ()
    """Why maintenance comes earlier than agreed, if it does."""

    @property
    def title(self) -> str:
        """Concern and area, as a card shows them."""
        return f"{self.concern_name}, {self.entry.area}"

    def as_of(self, dates: NextDates, today: date) -> "Course":
        """The course with the dates that count today."""
        is_in_treatment = self.state in IN_TREATMENT
        return replace(
            self,
            window=dates.window_on(today) if is_in_treatment else None,
            is_held=dates.is_held(today),
            reasons=dates.reasons,
        )


def standing_on(window: Window | None, today: date, *, is_held: bool = False) -> CourseStanding:
    """How the next treatment session stands today. Source: reference, section 2, adjustments."""
    if is_held:
        return CourseStanding.REVIEW_FIRST
    if window is None:
        return CourseStanding.NO_DATE
    if today < window.earliest_on:
        return CourseStanding.TOO_EARLY
    if today <= window.target_on:
        return CourseStanding.DUE
    return CourseStanding.OVERDUE if today <= window.late_on else CourseStanding.LOST


def moves_from(course: Course) -> tuple[CourseState, ...]:
    """The states a person may move the course to; one with a session is planned no more."""
    has_begun = course.sessions_done + course.maintenance_done > 0
    return tuple(to for to in MOVES[course.state] if not (has_begun and to is CourseState.PLANNED))


def needs_reason(state: CourseState, to: CourseState) -> bool:
    """Whether a move needs a reason: stopping does, and so does reopening what has ended."""
    if to in (CourseState.PAUSED, CourseState.DISCONTINUED):
        return True
    return to is CourseState.ACTIVE and state in (CourseState.COMPLETED, CourseState.DISCONTINUED)


def check_move(course: Course, to: CourseState, reason: str) -> Findings:
    """All that keeps a person from moving a course to another state."""
    if to is course.state:
        return (_stop("state", sentence(mark("The course is in this state already. Choose another one."))),)
    if to not in moves_from(course):
        return (_stop("state", sentence(_ONLY_TO[course.state])),)
    if needs_reason(course.state, to) and not reason:
        text = (
            mark("Say why the course is taken up again.")
            if to is CourseState.ACTIVE
            else mark("Say why the course stops.")
        )
        return (_stop("reason", sentence(text)),)
    if len(reason) > TEXT_LIMIT:
        too_long = mark("This is longer than {limit} characters. Shorten it.")
        return (_stop("reason", sentence(too_long, limit=TEXT_LIMIT)),)
    return ()


def check_course(entry: CourseEntry, today: date) -> Findings:
    """All that is wrong with a course's entry, in the order of the form."""
    return (
        *_check_area(entry),
        *_check_sessions(entry),
        *_check_interval(entry.interval),
        *_check_maintenance(entry.maintenance_months),
        *_check_opening(entry, today),
    )


def _check_area(entry: CourseEntry) -> Findings:
    if not entry.area:
        return (_stop("area", sentence(mark("Enter the treated area, such as right forearm."))),)
    return check_lengths(entry, {"area": LINE_LIMIT}, "course")


def _check_sessions(entry: CourseEntry) -> Findings:
    if not 1 <= entry.sessions_from <= SESSIONS_LIMIT or not 1 <= entry.sessions_to <= SESSIONS_LIMIT:
        said = sentence(mark("A course has 1 to {limit} sessions."), limit=SESSIONS_LIMIT)
        return (_stop("sessions_from", said),)
    if entry.sessions_from > entry.sessions_to:
        return (_stop("sessions_to", sentence(mark("The second number is smaller than the first."))),)
    return ()


def _check_interval(interval: Interval) -> Findings:
    weeks = (interval.earliest_weeks, interval.target_weeks, interval.late_weeks)
    if not all(1 <= value <= WEEKS_LIMIT for value in weeks):
        said = sentence(mark("Weeks between sessions are whole numbers from 1 to {limit}."), limit=WEEKS_LIMIT)
        return (_stop("earliest_weeks", said),)
    if list(weeks) != sorted(weeks):
        said = sentence(mark("The weeks must rise: earliest, then target, then late."))
        return (_stop("target_weeks", said),)
    return ()


def _check_maintenance(months: int | None) -> Findings:
    if months is None or 1 <= months <= MONTHS_LIMIT:
        return ()
    said = sentence(mark("Maintenance comes after 1 to {limit} months, or not at all."), limit=MONTHS_LIMIT)
    return (_stop("maintenance_months", said),)


def _check_opening(entry: CourseEntry, today: date) -> Findings:
    found = []
    if entry.opened_on > today:
        found.append(_stop("opened_on", sentence(mark("The course cannot begin in the future."))))
    return (*found, *check_lengths(entry, {"goal": TEXT_LIMIT}, "course"))


def _stop(field: str, said: Sentence) -> Finding:
    return Finding(field, said, Level.STOP, f"course.{field}")

"""A course: one concern on one area, treated in several sessions."""

import uuid
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pico_tracker.domain.findings import Finding, Findings, Level, check_lengths
from pico_tracker.domain.inks import InkColour
from pico_tracker.domain.intervals import Interval, Window
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

IN_TREATMENT = (CourseState.PLANNED, CourseState.ACTIVE, CourseState.PAUSED)
"""States in which the next treatment session has a window; later only maintenance falls due."""


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
    sessions_done: int = 0
    """Treatment sessions; maintenance sessions are counted apart."""
    maintenance_done: int = 0
    last_session_on: date | None = None
    window: Window | None = None
    """When the next treatment session is due; None before the first one and after the last."""
    maintenance_due_on: date | None = None

    @property
    def title(self) -> str:
        """Concern and area, as a card shows them."""
        return f"{self.concern_name}, {self.entry.area}"


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

"""Visits: when a patient comes, for which courses, and what is occupied meanwhile."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pico_tracker.domain.findings import Finding, Findings, check_lengths
from pico_tracker.domain.words import TEXT_LIMIT, mark, sentence

SHORTEST_MINUTES, LONGEST_MINUTES = 5, 480
FURTHEST_AHEAD = timedelta(days=5 * 366)


class VisitKind(StrEnum):
    """What a visit is for."""

    CONSULTATION = "consultation"
    TEST_PATCH = "test patch"
    SESSION = "session"
    REVIEW = "review"
    MAINTENANCE = "maintenance"
    CALL = "call"


TREATING = (VisitKind.SESSION, VisitKind.MAINTENANCE)
"""Kinds of visit in which the skin is treated, and which the agreed interval therefore holds."""


class VisitState(StrEnum):
    """How far a visit has come."""

    BOOKED = "booked"
    CONFIRMED = "confirmed"
    ARRIVED = "arrived"
    IN_ROOM = "in room"
    DONE = "done"
    NO_SHOW = "no-show"
    CANCELLED = "cancelled"


class VisitPart(StrEnum):
    """A stretch of a visit; each occupies resources of its own."""

    NUMBING = "numbing"
    TREATMENT = "treatment"
    CLEAN_UP = "clean-up"


VISIT_KIND_NAMES = {
    VisitKind.CONSULTATION: mark("Consultation"),
    VisitKind.TEST_PATCH: mark("Test patch"),
    VisitKind.SESSION: mark("Session"),
    VisitKind.REVIEW: mark("Review"),
    VisitKind.MAINTENANCE: mark("Maintenance"),
    VisitKind.CALL: mark("Call"),
}
VISIT_STATE_NAMES = {
    VisitState.BOOKED: mark("Booked"),
    VisitState.CONFIRMED: mark("Confirmed"),
    VisitState.ARRIVED: mark("Arrived"),
    VisitState.IN_ROOM: mark("In room"),
    VisitState.DONE: mark("Done"),
    VisitState.NO_SHOW: mark("No-show"),
    VisitState.CANCELLED: mark("Cancelled"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitEntry:
    """The next visit of a patient, for one or several courses."""

    entry_id: uuid.UUID
    patient_id: int
    course_ids: tuple[int, ...]
    kind: VisitKind
    starts_at: datetime
    """With time zone."""
    minutes: int
    practitioner_id: int | None = None
    note: str = ""
    reason: str = ""
    """Why it is booked before the earliest agreed date, if it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A visit on record."""

    id: int
    patient_id: int
    patient_name: str
    record_number: str
    kind: VisitKind
    state: VisitState
    starts_at: datetime
    ends_at: datetime
    course_ids: tuple[int, ...]
    practitioner_name: str = ""
    note: str = ""


def visit_end(entry: VisitEntry) -> datetime:
    """When the visit is over."""
    return entry.starts_at + timedelta(minutes=entry.minutes)


def check_visit(entry: VisitEntry, now: datetime) -> Findings:
    """All that is wrong with a visit's entry."""
    found = []
    if entry.starts_at < now:
        said = sentence(mark("The next visit lies in the past. Check date and time."))
        found.append(Finding("starts_at", said, code="visit.past"))
    if entry.starts_at - now > FURTHEST_AHEAD:
        said = sentence(mark("The next visit is years away. Check the year."))
        found.append(Finding("starts_at", said, code="visit.year"))
    if not SHORTEST_MINUTES <= entry.minutes <= LONGEST_MINUTES:
        said = sentence(mark("A visit takes {low} to {high} minutes."), low=SHORTEST_MINUTES, high=LONGEST_MINUTES)
        found.append(Finding("minutes", said, code="visit.minutes"))
    return (*found, *check_lengths(entry, {"note": TEXT_LIMIT, "reason": TEXT_LIMIT}, "visit"))

"""Visits: when a patient comes, for which courses, and what is occupied meanwhile."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from pico_tracker.domain.findings import Finding, Findings, check_lengths
from pico_tracker.domain.words import TEXT_LIMIT, mark, sentence

SHORTEST_MINUTES, LONGEST_MINUTES = 5, 480
LONGEST_EXTRA = 240
"""Minutes that numbing or clean-up takes at most."""
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


PART_NAMES = {
    VisitPart.NUMBING: mark("Numbing"),
    VisitPart.TREATMENT: mark("Treatment"),
    VisitPart.CLEAN_UP: mark("Clean-up"),
}
HOLDING = (VisitState.BOOKED, VisitState.CONFIRMED, VisitState.ARRIVED, VisitState.IN_ROOM, VisitState.DONE)
"""States in which a visit keeps others out of its time; a cancelled or missed one lets go of it."""
AHEAD = (VisitState.BOOKED, VisitState.CONFIRMED)
"""States of a visit that nobody came for yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a visit stands in the day book: from when, how long each part takes, and what it holds."""

    starts_at: datetime
    """When the patient is told to arrive, with time zone; numbing begins."""
    minutes: int
    """Of the treatment."""
    numbing_minutes: int = 0
    clean_up_minutes: int = 0
    practitioner_id: int | None = None
    room_id: int | None = None
    device_id: int | None = None

    @property
    def treated_from(self) -> datetime:
        """When numbing ends and treatment begins."""
        return _later(self.starts_at, self.numbing_minutes)

    @property
    def ends_at(self) -> datetime:
        """When the patient leaves."""
        return _later(self.treated_from, self.minutes)

    @property
    def free_from(self) -> datetime:
        """When the room is clean again."""
        return _later(self.ends_at, self.clean_up_minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitEntry:
    """A visit to book for a patient, for one or several courses."""

    entry_id: uuid.UUID
    patient_id: int
    course_ids: tuple[int, ...]
    kind: VisitKind
    place: Place
    note: str = ""
    """Clinical; reception does not read it."""
    desk_note: str = ""
    reason: str = ""
    """Why it is booked before the earliest agreed date, if it is."""
    is_walk_in: bool = False
    tie: uuid.UUID | None = None
    """The same for visits that belong together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A visit on record, with the names of what it holds."""

    id: int
    version: int
    patient_id: int
    patient_name: str
    record_number: str
    kind: VisitKind
    state: VisitState
    state_at: datetime | None = None
    """When it came into its state; None as long as it was never moved on."""
    place: Place
    course_ids: tuple[int, ...] = ()
    course_titles: tuple[str, ...] = ()
    """Concern and area of each course; empty for who may not read the clinical record."""
    practitioner_name: str = ""
    room_name: str = ""
    device_name: str = ""
    phone: str = ""
    is_provisional: bool = False
    note: str = ""
    desk_note: str = ""
    is_walk_in: bool = False
    tie: uuid.UUID | None = None
    is_before_safe: bool = False
    """Whether it stands before the day that is safe to book from, or none is."""

    @property
    def starts_at(self) -> datetime:
        """When the patient is told to arrive."""
        return self.place.starts_at

    @property
    def ends_at(self) -> datetime:
        """When the patient leaves."""
        return self.place.ends_at


class SafeWord(StrEnum):
    """What reception is told about booking a treatment; nothing clinical."""

    SAFE = "safe"
    """From a day on, which may be today."""
    REVIEW = "review"
    """Not before a practitioner has reviewed."""
    FREE = "free"
    """No date holds: nothing has been treated yet, or the visit does not treat."""


SAFE_NAMES = {
    SafeWord.SAFE: mark("Safe to book from {date}"),
    SafeWord.REVIEW: mark("After review"),
    SafeWord.FREE: mark("No waiting time"),
}


@dataclass(frozen=True, slots=True)
class SafeDate:
    """The one date that is safe to book from, over all the courses of a visit."""

    word: SafeWord
    from_on: date | None = None
    """With `SAFE` only."""

    def allows(self, day: date) -> bool:
        """Whether a visit on that day needs no practitioner's reason."""
        if self.word is SafeWord.SAFE:
            return self.from_on is None or day >= self.from_on
        return self.word is SafeWord.FREE


def later_safe_date(dates: Iterable[SafeDate]) -> SafeDate:
    """The date that holds for a visit of several courses: the latest, and a review before any date."""
    found = tuple(dates)
    if any(one.word is SafeWord.REVIEW for one in found):
        return SafeDate(SafeWord.REVIEW)
    days = [one.from_on for one in found if one.from_on is not None]
    return SafeDate(SafeWord.SAFE, max(days)) if days else SafeDate(SafeWord.FREE)


def check_place(place: Place) -> Findings:
    """All that is wrong with the lengths of a visit."""
    found = []
    if not SHORTEST_MINUTES <= place.minutes <= LONGEST_MINUTES:
        said = sentence(mark("A visit takes {low} to {high} minutes."), low=SHORTEST_MINUTES, high=LONGEST_MINUTES)
        found.append(Finding("minutes", said, code="visit.minutes"))
    for name, minutes in (("numbing_minutes", place.numbing_minutes), ("clean_up_minutes", place.clean_up_minutes)):
        if not 0 <= minutes <= LONGEST_EXTRA:
            said = sentence(mark("Numbing and clean-up take at most {high} minutes each."), high=LONGEST_EXTRA)
            found.append(Finding(name, said, code="visit.minutes"))
    if place.clean_up_minutes and place.room_id is None:
        said = sentence(mark("Clean-up holds a room. Choose the room, or leave clean-up at 0."))
        found.append(Finding("room_id", said, code="visit.room"))
    return tuple(found)


def check_visit(entry: VisitEntry, now: datetime) -> Findings:
    """All that is wrong with a visit's entry."""
    found = []
    if not entry.is_walk_in and entry.place.starts_at < now:
        said = sentence(mark("The next visit lies in the past. Check date and time."))
        found.append(Finding("starts_at", said, code="visit.past"))
    if entry.place.starts_at - now > FURTHEST_AHEAD:
        said = sentence(mark("The next visit is years away. Check the year."))
        found.append(Finding("starts_at", said, code="visit.year"))
    elif entry.is_walk_in and entry.place.starts_at.astimezone(now.tzinfo).date() > now.date():
        said = sentence(mark("Who walks in is here today. Book a visit for another day."))
        found.append(Finding("starts_at", said, code="visit.walk_in"))
    limits = dict.fromkeys(("note", "desk_note", "reason"), TEXT_LIMIT)
    return (*found, *check_place(entry.place), *check_lengths(entry, limits, "visit"))


def _later(moment: datetime, minutes: int) -> datetime:
    """So many minutes of real time later, also over a change of the clock."""
    return (moment.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(moment.tzinfo)

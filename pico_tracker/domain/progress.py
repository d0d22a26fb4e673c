"""How a course gets on: readings of clearance, and everything a progress report prints."""

import uuid
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pico_tracker.domain.assessments import Assessment
from pico_tracker.domain.clearance import why_no_clearance
from pico_tracker.domain.course_photos import NO_PHOTOS, CoursePhotos
from pico_tracker.domain.courses import Course
from pico_tracker.domain.diary import Visit
from pico_tracker.domain.expectation import NO_EXPECTATION, Expectation, Status, statuses
from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.sessions import Session
from pico_tracker.domain.side_effects import SideEffect
from pico_tracker.domain.words import mark, sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingEntry:
    """A clearance read by a person, apart from a session."""

    entry_id: uuid.UUID
    course_id: int
    read_on: date
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearanceReading:
    """A clearance in percent of the start, with the number of sessions before the look."""

    read_on: date
    percent: int
    sessions_before: int
    read_by: str


class Audience(StrEnum):
    """Whom a report is for: the patient's has no jargon, the practitioner's has every setting."""

    PATIENT = "patient"
    PRACTITIONER = "practitioner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """What is agreed or planned for the time to come; the default is nothing."""

    call_on: date | None = None
    """Day of the call after the last session that nobody has made yet; a day past is late."""
    tests: tuple[str, ...] = ()
    """What the plan for the next session tries on a small spot first, each as its purpose says."""
    limits: str = ""
    """What may not be possible, as it was told in the consultation that the course began with."""


NOTHING_COMING = Coming()


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseProgress:
    """One course with all that happened in it, oldest first."""

    course: Course
    sessions: tuple[Session, ...]
    """Those that count; what was found void stands apart."""
    side_effects: tuple[SideEffect, ...]
    readings: tuple[ClearanceReading, ...]
    next_visit: Visit | None = None
    expectation: Expectation = NO_EXPECTATION
    """What the course may be compared with."""
    assessments: tuple[Assessment, ...] = ()
    """Scores on any scale, corrected ones too."""
    void_sessions: tuple[Session, ...] = ()
    """Found to be another patient's, or never given."""
    photos: CoursePhotos = NO_PHOTOS
    """Those for paper, which are read where a report is printed."""
    coming: Coming = NOTHING_COMING
    """As far as a report asks for it."""

    @property
    def told_side_effects(self) -> tuple[SideEffect, ...]:
        """Those a sheet tells that is handed out: what was written to a void session was another
        patient's, or never was."""
        void = {session.id for session in self.void_sessions}
        return tuple(one for one in self.side_effects if one.entry.session_id not in void)

    @property
    def latest_readings(self) -> dict[int, ClearanceReading]:
        """The latest reading after each number of sessions, fewest sessions first."""
        in_order = sorted(self.readings, key=lambda reading: (reading.sessions_before, reading.read_on))
        return {reading.sessions_before: reading for reading in in_order}

    @property
    def statuses(self) -> tuple[Status, ...]:
        """How the course gets on, in neutral words; none before three readings after a session."""
        latest = {count: one.percent for count, one in self.latest_readings.items()}
        return statuses(latest, self.expectation.band)


def check_reading(entry: ReadingEntry, today: date, sessions_before: int | None = None) -> Findings:
    """All that is wrong with a reading; `sessions_before` as far as it is known."""
    found = []
    if entry.read_on > today:
        found.append(_stop("read_on", mark("A reading cannot lie in the future. Check the date.")))
    wrong = why_no_clearance(entry.percent, sessions_before)
    if wrong is not None:
        found.append(Finding("percent", wrong, Level.STOP, "reading.percent"))
    return tuple(found)


def _stop(field: str, text: str) -> Finding:
    return Finding(field, sentence(text), Level.STOP, f"reading.{field}")

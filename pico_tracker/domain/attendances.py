"""Visits at which nothing was treated: not treated after all, or a review only.

They count as visits, never as sessions: no count and no window of the course moves.
"""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from pico_tracker.domain.consultations import EARLIEST_RECORD, Amendment
from pico_tracker.domain.devices import Device
from pico_tracker.domain.findings import Finding, Findings, Level, check_lengths
from pico_tracker.domain.next_plans import NextPlanEntry, check_plan
from pico_tracker.domain.safety_checks import Healing, HealingFacts, check_healing
from pico_tracker.domain.screening import Question, ScreeningAnswer, check_answers
from pico_tracker.domain.words import TEXT_LIMIT, Sentence, mark, sentence

HIGHEST = 10
"""Satisfaction and goal are asked from 0 to this."""


class AttendanceKind(StrEnum):
    """Why there was no session."""

    NOT_TREATED = "not treated"
    REVIEW = "review"


ATTENDANCE_NAMES = {AttendanceKind.NOT_TREATED: mark("Not treated"), AttendanceKind.REVIEW: mark("Review only")}

COMMON_REASONS = (
    mark("Sun or tan on the area"),
    mark("Not healed yet"),
    mark("Pregnant, or could be"),
    mark("Feels unwell"),
    mark("Patient changed their mind"),
    mark("Laser out of order"),
)
"""Why nothing was treated, as it is often written."""

SCORES = {
    "satisfaction": mark("Ask how satisfied the patient is, 0 to 10, or say in the note why it was not asked."),
    "goal_reached": mark("Ask how far the goal is reached, 0 to 10, or say in the note why it was not asked."),
}
"""What a review asks the patient, by the entry's field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceEntry:
    """What is typed about a visit without treatment. Texts are cleaned before they come here."""

    entry_id: uuid.UUID
    course_id: int
    held_on: date
    kind: AttendanceKind
    healing: Healing | None = None
    """How the last session healed; None where it was not asked, or there was none."""
    answers: tuple[ScreeningAnswer, ...] = ()
    reason: str = ""
    """Why nothing was treated."""
    note: str = ""
    return_on: date | None = None
    satisfaction: int | None = None
    """How satisfied the patient is, 0 to 10."""
    goal_reached: int | None = None
    """How far the patient's goal is reached, 0 to 10."""
    next_plan: NextPlanEntry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceFacts:
    """What the rules must know while one is typed."""

    today: date
    last_session_on: date | None = None
    healing: HealingFacts = field(default_factory=HealingFacts)
    questions: tuple[Question, ...] = ()
    """Those that may be answered."""
    devices: Mapping[int, Device] = field(default_factory=lambda: MappingProxyType({}))
    """The clinic's lasers by their id, which a plan is held to."""
    rooms: Collection[int] | None = None
    """Keys of the rooms that a plan may name, None where they are not asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceAmendmentEntry:
    """A correction of a signed note; the note itself stays as it was signed."""

    entry_id: uuid.UUID
    attendance_id: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """A signed visit without treatment with all that was corrected since, oldest first."""

    id: int
    entry: AttendanceEntry
    """As signed; answers and plan are kept with the patient and the course and are not in it."""
    signed_by: str
    signed_at: datetime
    amendments: tuple[Amendment, ...] = ()
    is_void: bool = False
    void_reason: str = ""
    voided_by: str = ""
    voided_at: datetime | None = None


def check_attendance(entry: AttendanceEntry, facts: AttendanceFacts) -> Findings:
    """All that is wrong with a visit without treatment, in the order of the form."""
    return (
        *_check_day(entry.held_on, facts.today),
        *_check_healed(entry, facts),
        *check_answers(entry.answers, facts.questions),
        *_check_reason(entry),
        *_check_return(entry),
        *_check_scores(entry),
        *check_plan(entry.next_plan, facts.devices, facts.rooms),
        *check_lengths(entry, {"reason": TEXT_LIMIT, "note": TEXT_LIMIT}, "attendance"),
    )


def check_attendance_amendment(entry: AttendanceAmendmentEntry, attendance: Attendance) -> Findings:
    """All that keeps a correction from being saved."""
    if attendance.is_void:
        return (_stop("text", sentence(mark("This visit is void. It is read, not corrected any more."))),)
    asked = {"text": mark("Write what is right instead."), "reason": mark("Say why it is corrected.")}
    missing = tuple(_stop(name, sentence(text)) for name, text in asked.items() if not getattr(entry, name))
    return (*missing, *check_lengths(entry, dict.fromkeys(asked, TEXT_LIMIT), "attendance"))


def check_void(reason: str) -> Findings:
    """All that keeps a visit from being found void."""
    if not reason:
        said = sentence(mark("Say why it is void, such as: written for the wrong patient."))
        return (_stop("reason", said),)
    if len(reason) > TEXT_LIMIT:
        too_long = mark("This is longer than {limit} characters. Shorten it.")
        return (_stop("reason", sentence(too_long, limit=TEXT_LIMIT)),)
    return ()


def _check_day(held_on: date, today: date) -> Findings:
    if held_on > today:
        return (_stop("held_on", sentence(mark("The visit cannot lie in the future."))),)
    if held_on < EARLIEST_RECORD:
        return (_stop("held_on", sentence(mark("Check the year of the visit."))),)
    return ()


def _check_healed(entry: AttendanceEntry, facts: AttendanceFacts) -> Findings:
    """A review asks how the last session healed; whoever is not treated may be sent home before that."""
    if facts.last_session_on is None:
        return ()
    if entry.healing is None and entry.kind is not AttendanceKind.REVIEW:
        return ()
    return check_healing(entry.healing, facts.healing)


def _check_reason(entry: AttendanceEntry) -> Findings:
    if entry.reason or entry.kind is not AttendanceKind.NOT_TREATED:
        return ()
    return (_stop("reason", sentence(mark("Write why nothing was treated."))),)


def _check_return(entry: AttendanceEntry) -> Findings:
    if entry.return_on is None:
        if entry.kind is AttendanceKind.NOT_TREATED:
            return (_stop("return_on", sentence(mark("Enter when the patient is to come again."))),)
        return ()
    if entry.return_on < entry.held_on:
        return (_stop("return_on", sentence(mark("The patient comes again after this visit, not before."))),)
    return ()


def _check_scores(entry: AttendanceEntry) -> Findings:
    return tuple(finding for name in SCORES for finding in _check_score(entry, name))


def _check_score(entry: AttendanceEntry, name: str) -> Findings:
    value: int | None = getattr(entry, name)
    if value is not None and not 0 <= value <= HIGHEST:
        said = sentence(mark("This is a whole number from 0 to {highest}."), highest=HIGHEST)
        return (_stop(name, said),)
    if value is not None or entry.kind is not AttendanceKind.REVIEW:
        return ()
    if entry.note:
        said = sentence(mark("Not asked; the note says why."))
        return (Finding(name, said, Level.NOTE, f"attendance.{name}_left"),)
    return (_stop(name, sentence(SCORES[name])),)


def _stop(name: str, said: Sentence) -> Finding:
    return Finding(name, said, Level.STOP, f"attendance.{name}")

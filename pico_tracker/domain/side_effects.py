"""Side effects: from onset until healed, and how long is too long."""

import uuid
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pico_tracker.domain.findings import Finding, Findings, Level, check_lengths
from pico_tracker.domain.words import TEXT_LIMIT, Sentence, mark, sentence


class Severity(StrEnum):
    """How much it troubles the patient; kept beside the optional CTCAE grade."""

    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"


SEVERITY_NAMES = {
    Severity.MILD: mark("Mild"),
    Severity.MODERATE: mark("Moderate"),
    Severity.SEVERE: mark("Severe"),
}


class Urgency(StrEnum):
    """What the clinic does about a kind of side effect (reference, section 4)."""

    ENDPOINT = "endpoint"
    EXPECTED = "expected"
    MONITOR = "monitor"
    CONTACT_CLINIC = "contact clinic"
    PRACTITIONER_REVIEW = "practitioner review"
    URGENT = "urgent"
    EMERGENCY = "emergency"


@dataclass(frozen=True, slots=True)
class SideEffectKind:
    """A kind the clinic can choose. Days are None or 0 where the kind is never expected."""

    id: int
    key: str
    name: str
    urgency: Urgency
    expected_days: int | None
    prolonged_after_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SideEffectEntry:
    """What is written down about one side effect."""

    entry_id: uuid.UUID
    course_id: int
    session_id: int | None
    kind_id: int
    severity: Severity
    grade: int | None = None
    """Adverse event grade 1 to 5 (CTCAE), where somebody graded it."""
    onset_on: date
    healed_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideEffect:
    """A side effect on record."""

    id: int
    version: int
    entry: SideEffectEntry
    kind: SideEffectKind
    patient_id: int

    def days(self, today: date) -> int:
        """Days from onset to healing, or to `today` while it is open; onset is day 0."""
        return ((self.entry.healed_on or today) - self.entry.onset_on).days

    @property
    def is_open(self) -> bool:
        """Whether it has not healed yet."""
        return self.entry.healed_on is None

    def is_prolonged(self, today: date) -> bool:
        """Whether it is open past the days that the reference gives for its kind."""
        return self.is_open and self.days(today) > self.kind.prolonged_after_days


def check_side_effect(entry: SideEffectEntry, today: date, session_on: date | None) -> Findings:
    """All that is wrong with a side effect's entry; `session_on` is the session it followed."""
    return (
        *_check_onset(entry.onset_on, today, session_on),
        *_check_healing(entry, today),
        *_check_grade_and_note(entry),
    )


def _check_onset(onset_on: date, today: date, session_on: date | None) -> Findings:
    if onset_on > today:
        return (_stop("onset_on", sentence(mark("The onset is in the future. Check the date."))),)
    if session_on is not None and onset_on < session_on:
        said = sentence(mark("It began before the session it is written to. Check the date or the session."))
        return (_stop("onset_on", said),)
    return ()


def _check_healing(entry: SideEffectEntry, today: date) -> Findings:
    if entry.healed_on is None:
        return ()
    if entry.healed_on > today:
        return (_stop("healed_on", sentence(mark("The healed date is in the future. Check the date."))),)
    if entry.healed_on < entry.onset_on:
        return (_stop("healed_on", sentence(mark("It cannot heal before it began. Check both dates."))),)
    return ()


def _check_grade_and_note(entry: SideEffectEntry) -> Findings:
    found = []
    if entry.grade is not None and not 1 <= entry.grade <= 5:
        found.append(_stop("grade", sentence(mark("A grade is 1 to 5, or left empty."))))
    return (*found, *check_lengths(entry, {"note": TEXT_LIMIT}, "side_effect"))


def _stop(field: str, said: Sentence) -> Finding:
    return Finding(field, said, Level.STOP, f"side_effect.{field}")

"""Side effects: from onset through follow-up to their outcome, and when the area is free again."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from pico_tracker.domain.findings import Finding, Findings, Level, check_lengths
from pico_tracker.domain.side_effect_kinds import REVIEW_NOW, SERIOUS, SideEffectKind, Urgency
from pico_tracker.domain.words import LINE_LIMIT, TEXT_LIMIT, Sentence, mark, sentence

DOWNTIME_LIMIT = 365
"""Days away from work or people, at most."""


class Severity(StrEnum):
    """How far it goes on the skin itself; this drives the gates, the CTCAE grade stands beside it."""

    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"


SEVERITY_NAMES = {
    Severity.MILD: mark("Mild"),
    Severity.MODERATE: mark("Moderate"),
    Severity.SEVERE: mark("Severe"),
}


class Outcome(StrEnum):
    """How it ended."""

    OPEN = "open"
    HEALED = "healed"
    HEALED_WITH_TRACE = "healed with trace"
    PERMANENT = "permanent"


OUTCOME_NAMES = {
    Outcome.OPEN: mark("Open"),
    Outcome.HEALED: mark("Healed"),
    Outcome.HEALED_WITH_TRACE: mark("Healed with a trace"),
    Outcome.PERMANENT: mark("Permanent, will not change"),
}


class Cause(StrEnum):
    """What it comes from, as far as somebody can tell."""

    TREATMENT = "treatment"
    OTHER = "other"
    UNKNOWN = "unknown"


CAUSE_NAMES = {
    Cause.TREATMENT: mark("The treatment"),
    Cause.OTHER: mark("Something else"),
    Cause.UNKNOWN: mark("Not known"),
}

MANAGEMENT_NAMES = {
    Urgency.ENDPOINT: mark("Written down only"),
    Urgency.EXPECTED: mark("Leaflet given"),
    Urgency.MONITOR: mark("Phone call in 2 to 3 days"),
    Urgency.CONTACT_CLINIC: mark("Seen or photo sent the same day"),
    Urgency.PRACTITIONER_REVIEW: mark("Appointment with a practitioner"),
    Urgency.URGENT: mark("Practitioner the same day"),
    Urgency.EMERGENCY: mark("Emergency services"),
}
"""What was done, by the same steps as the kinds' urgencies."""


class Change(StrEnum):
    """How it went on since it was last seen."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    CORRECTION = "correction"
    """It was written down wrongly; what stood before stays readable and counts no more."""


CHANGE_NAMES = {
    Change.BETTER: mark("Better"),
    Change.SAME: mark("Unchanged"),
    Change.WORSE: mark("Worse"),
    Change.CORRECTION: mark("Correction: it was entered wrongly"),
}


@dataclass(frozen=True, slots=True)
class RedFlagAnswer:
    """A red-flag question as it was asked, and what the answer was."""

    key: str
    question: str
    is_yes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SideEffectEntry:
    """What is written down about one side effect when it is reported."""

    entry_id: uuid.UUID
    course_id: int
    session_id: int | None
    kind_id: int
    severity: Severity
    grade: int | None = None
    """Adverse event grade (CTCAE), where somebody graded it."""
    onset_on: date
    healed_on: date | None = None
    """Also the day on which it was found permanent."""
    outcome: Outcome = Outcome.OPEN
    cause: Cause = Cause.UNKNOWN
    area: str = ""
    """Where on the treated area."""
    management: Urgency | None = None
    """What was done, by category."""
    management_text: str = ""
    red_flags: tuple[RedFlagAnswer, ...] = ()
    note: str = ""
    reaction_id: int | None = None
    """What a patient reported and this is the judgement of."""
    downtime_days: int | None = None
    """Days the patient stayed away from work or people because of it; None: not asked, or it goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpEntry:
    """A later look at a side effect; what was written before is never changed."""

    entry_id: uuid.UUID
    side_effect_id: int
    seen_on: date
    change: Change
    severity: Severity
    grade: int | None = None
    management: Urgency | None = None
    management_text: str = ""
    red_flags: tuple[RedFlagAnswer, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """A look on record, with who wrote it down and when."""

    id: int
    entry: FollowUpEntry
    written_by: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """What a side effect counts as after everything written about it."""

    severity: Severity
    """As last seen."""
    gravest: Severity
    """The gravest since it began, or since a correction."""
    grade: int | None
    alarms: tuple[str, ...]
    """Keys of the red-flag questions answered with yes."""


def standing_of(entry: SideEffectEntry, looks: Iterable[FollowUpEntry]) -> Standing:
    """What report and looks, oldest first, come to together. A correction puts aside what was before it."""
    standing = Standing(entry.severity, entry.severity, entry.grade, _alarms(entry.red_flags))
    for look in looks:
        begins_anew = look.change is Change.CORRECTION
        before = () if begins_anew else standing.alarms
        standing = Standing(
            look.severity,
            look.severity if begins_anew else graver(standing.gravest, look.severity),
            look.grade,
            tuple(dict.fromkeys((*before, *_alarms(look.red_flags)))),
        )
    return standing


def graver(one: Severity, other: Severity) -> Severity:
    """The graver of two severities."""
    return max(one, other, key=list(Severity).index)


def _alarms(answers: Iterable[RedFlagAnswer]) -> tuple[str, ...]:
    return tuple(answer.key for answer in answers if answer.is_yes)


@dataclass(frozen=True, slots=True, kw_only=True)
class SideEffect:
    """A side effect on record."""

    id: int
    version: int
    entry: SideEffectEntry
    """As reported, with the day and the outcome it ended with."""
    kind: SideEffectKind
    patient_id: int
    concern_key: str = ""
    """Of its course; how long is too long depends on it."""
    treated_on: date | None = None
    """Day of the session it followed, day 0 of its onset."""
    standing: Standing | None = None
    """None: as reported, nobody has looked since."""
    follow_ups: tuple[FollowUp, ...] = ()
    reported_by: str = ""
    released_on: date | None = None
    released_by: str = ""
    release_finding: str = ""
    incident_id: int | None = None
    """The incident it opened; None where it opened none."""
    is_incident_open: bool = False

    def days(self, today: date) -> int:
        """Days from onset to healing, or to `today` while it is open; onset is day 0."""
        return ((self.entry.healed_on or today) - self.entry.onset_on).days

    @property
    def onset_day(self) -> int | None:
        """On which day after treatment it began; the day of treatment is day 0."""
        return None if self.treated_on is None else (self.entry.onset_on - self.treated_on).days

    @property
    def now(self) -> Standing:
        """What it counts as after everything written about it."""
        return self.standing or standing_of(self.entry, ())

    @property
    def is_open(self) -> bool:
        """Whether it has not ended yet."""
        return self.entry.healed_on is None

    @property
    def outcome(self) -> Outcome:
        """How it ended; a day of healing without more says that it healed."""
        if self.entry.healed_on is not None and self.entry.outcome is Outcome.OPEN:
            return Outcome.HEALED
        return self.entry.outcome

    @property
    def urgency(self) -> Urgency:
        """What is done about it: as its kind, or more where a red-flag question was answered with yes."""
        raised = [flag.urgency for flag in self.kind.red_flags if flag.key in self.now.alarms]
        return max((self.kind.urgency, *raised), key=list(Urgency).index)

    @property
    def is_alarming(self) -> bool:
        """Whether it shows a red flag, by its kind or by an answer."""
        return self.kind.is_always_alarming or bool(self.now.alarms)

    @property
    def is_serious(self) -> bool:
        """Whether it opens an incident record."""
        return self.urgency in SERIOUS or self.now.gravest is Severity.SEVERE or self.is_alarming

    @property
    def needs_review(self) -> bool:
        """Whether a practitioner has to look at it now."""
        return self.urgency in REVIEW_NOW or self.is_serious

    def is_within_expectation(self, today: date) -> bool:
        """Whether it is a normal answer of the skin, mild and within the days of its course's concern."""
        return self._is_normal and not self.kind.is_too_long(self.days(today), self.concern_key)

    @property
    def is_settled_by_healing(self) -> bool:
        """Whether "healed, no event" at the next visit ends it: open, a normal answer of the skin, always mild."""
        return self.is_open and self._is_normal and not self.drives_gate

    @property
    def _is_normal(self) -> bool:
        """Whether it is a normal answer of the skin, mild, without a red flag."""
        is_expected = self.kind.is_expected_reaction or self.kind.urgency is Urgency.ENDPOINT
        return is_expected and self.now.gravest is Severity.MILD and not self.is_alarming

    def is_open_reaction(self, today: date) -> bool:
        """Whether it keeps the area from being treated: open, and no expected reaction within its days.

        Source: reference, section 2, adjustments.
        """
        return self.is_open and not self.is_within_expectation(today)

    def is_prolonged(self, today: date) -> bool:
        """Whether it is open past the days given for its kind and its course's concern."""
        return self.is_open and self.kind.is_too_long(self.days(today), self.concern_key)

    @property
    def prolonged_after_days(self) -> int:
        """Days after which it is prolonged in its course; 0 means at once."""
        return self.kind.prolonged_after(self.concern_key)

    @property
    def drives_gate(self) -> bool:
        """Whether a practitioner has to release the area after it: a blister, burn, pigment change
        or the like, or anything of moderate or greater severity (reference, section 2)."""
        return self.kind.drives_gate or self.now.gravest is not Severity.MILD

    @property
    def awaits_release(self) -> bool:
        """Whether it has ended and nobody has released the area yet."""
        return not self.is_open and self.drives_gate and self.released_on is None

    def holds_area(self, last_session_on: date | None) -> bool:
        """Whether it awaits release and nobody has treated since it ended; a later session settled it."""
        ended_on = self.entry.healed_on
        if ended_on is None or not self.awaits_release:
            return False
        return last_session_on is None or last_session_on <= ended_on


def check_side_effect(
    entry: SideEffectEntry, today: date, session_on: date | None, kind: SideEffectKind | None = None
) -> Findings:
    """All that is wrong with a side effect's entry; `session_on` is the session it followed."""
    return (
        *_check_onset(entry.onset_on, today, session_on),
        *_check_ending(entry, today),
        *_check_grade(entry.grade, kind),
        *_check_downtime(entry.downtime_days),
        *check_lengths(entry, _LENGTHS | {"area": LINE_LIMIT}, "side_effect"),
    )


def check_follow_up(look: FollowUpEntry, effect: SideEffect, today: date) -> Findings:
    """All that is wrong with a later look at a side effect."""
    found = [*_check_grade(look.grade, effect.kind), *check_lengths(look, _LENGTHS, "side_effect")]
    if look.seen_on > today:
        found.append(_stop("seen_on", sentence(mark("The day it was seen is in the future. Check the date."))))
    elif look.seen_on < effect.entry.onset_on:
        found.append(_stop("seen_on", sentence(mark("It was seen before it began. Check the date."))))
    if look.change is Change.CORRECTION and not look.note:
        found.append(_stop("note", sentence(mark("Say what was entered wrongly."))))
    return tuple(found)


def check_outcome(effect: SideEffect, outcome: Outcome, on: date, today: date) -> Findings:
    """All that is wrong with ending a side effect on a day with an outcome."""
    if not effect.is_open:
        return (_stop("healed_on", sentence(mark("It has ended already. Write a later look instead."))),)
    found = list(_check_ending(replace(effect.entry, healed_on=on, outcome=outcome), today))
    if outcome is Outcome.OPEN:
        found.append(_stop("outcome", sentence(mark("Choose how it ended."))))
    last = max((one.entry.seen_on for one in effect.follow_ups), default=None)
    if last is not None and on < last:
        found.append(_stop("healed_on", sentence(mark("It was still seen after that day. Check both dates."))))
    return tuple(found)


def check_release(effect: SideEffect, finding: str) -> Findings:
    """All that keeps a practitioner from releasing the area after a side effect."""
    if effect.is_open:
        return (_stop("finding", sentence(mark("It has not healed yet. Close it first, then release the area."))),)
    if not effect.awaits_release:
        return (_stop("finding", sentence(mark("Nothing waits to be released here. Look at it again."))),)
    if not finding:
        return (_stop("finding", sentence(mark("Say what you found when you looked at the area."))),)
    if len(finding) > TEXT_LIMIT:
        too_long = mark("This is longer than {limit} characters. Shorten it.")
        return (_stop("finding", sentence(too_long, limit=TEXT_LIMIT)),)
    return ()


_LENGTHS = {"note": TEXT_LIMIT, "management_text": TEXT_LIMIT}


def _check_onset(onset_on: date, today: date, session_on: date | None) -> Findings:
    if onset_on > today:
        return (_stop("onset_on", sentence(mark("The onset is in the future. Check the date."))),)
    if session_on is not None and onset_on < session_on:
        said = sentence(mark("It began before the session it is written to. Check the date or the session."))
        return (_stop("onset_on", said),)
    return ()


def _check_ending(entry: SideEffectEntry, today: date) -> Findings:
    if entry.healed_on is None:
        if entry.outcome is Outcome.OPEN:
            return ()
        return (_stop("healed_on", sentence(mark("Enter the day on which it ended."))),)
    if entry.healed_on > today:
        return (_stop("healed_on", sentence(mark("The healed date is in the future. Check the date."))),)
    if entry.healed_on < entry.onset_on:
        return (_stop("healed_on", sentence(mark("It cannot heal before it began. Check both dates."))),)
    return ()


def _check_downtime(days: int | None) -> Findings:
    if days is None or 0 <= days <= DOWNTIME_LIMIT:
        return ()
    said = sentence(mark("Days away are a whole number from 0 to {limit}."), limit=DOWNTIME_LIMIT)
    return (_stop("downtime_days", said),)


def _check_grade(grade: int | None, kind: SideEffectKind | None) -> Findings:
    if grade is None:
        return ()
    if kind is None or not kind.grading_term:
        said = sentence(mark("A grade is 1 to 5, or left empty."))
        return () if 1 <= grade <= 5 else (_stop("grade", said),)
    if not kind.grades:
        return (_stop("grade", sentence(mark("{kind} is not graded. Leave the grade empty."), kind=kind.name)),)
    if grade in kind.grades:
        return ()
    said = sentence(
        mark("“{term}” has grades {low} to {high} only. Choose one of them, or leave it empty."),
        term=kind.grading_term,
        low=min(kind.grades),
        high=max(kind.grades),
    )
    return (_stop("grade", said),)


def _stop(field: str, said: Sentence) -> Finding:
    return Finding(field, said, Level.STOP, f"side_effect.{field}")

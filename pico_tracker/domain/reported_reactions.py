"""What a patient says about a reaction, as reception writes it down; a practitioner judges it."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from pico_tracker.domain.findings import Finding, Findings, Level, check_lengths
from pico_tracker.domain.spans import Span
from pico_tracker.domain.words import TEXT_LIMIT, mark, sentence


class ReactionQuestion(StrEnum):
    """What is asked of everybody who reports a reaction; any yes is alarming."""

    EYE = "eye"
    BREATHING = "breathing"
    FEVER = "fever"
    SPREADING = "spreading"
    FACE_BLISTER = "face blister"


QUESTION_TEXTS = {
    ReactionQuestion.EYE: mark("Is an eye affected, or does the patient see worse?"),
    ReactionQuestion.BREATHING: mark("Is it hard to breathe, or are face, lips or tongue swollen?"),
    ReactionQuestion.FEVER: mark("Is there a fever, or pus?"),
    ReactionQuestion.SPREADING: mark("Is it spreading, or is the pain strong?"),
    ReactionQuestion.FACE_BLISTER: mark("Is there a blister on the face?"),
}
"""The question as it is read out. A yes to any of them is for a practitioner at once."""
QUESTION_NAMES = {
    ReactionQuestion.EYE: mark("Eye"),
    ReactionQuestion.BREATHING: mark("Breathing or swollen face"),
    ReactionQuestion.FEVER: mark("Fever or pus"),
    ReactionQuestion.SPREADING: mark("Spreading or strong pain"),
    ReactionQuestion.FACE_BLISTER: mark("Blister on the face"),
}
"""What a yes says, in a word or two."""
ADVICE = mark(
    "Tell a practitioner now, while the patient waits. "
    "If none can be reached, the patient calls the emergency number."
)
"""What reception does after a yes where the clinic has written nothing of its own."""
LATEST_REVIEW = timedelta(hours=2)
"""How long a report without an alarming answer waits at most once the clinic's day is over
(design choice: the issue says "the same day", which an evening's call no longer has)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedReactionEntry:
    """The patient's words about a course, judged by nobody yet."""

    entry_id: uuid.UUID
    course_id: int
    said: str
    """In the patient's words."""
    since: date
    treated_on: date | None = None
    """Day of the treatment that the patient means; None where nobody can tell."""
    answers: Mapping[ReactionQuestion, bool] = field(default_factory=lambda: MappingProxyType({}))
    """Whether each question was answered with yes; complete when it is written down."""

    @property
    def alarms(self) -> tuple[ReactionQuestion, ...]:
        """The questions answered with yes, in the order they are asked."""
        return tuple(one for one in ReactionQuestion if self.answers.get(one))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedReaction:
    """What a patient said, on record."""

    id: int
    version: int
    entry: ReportedReactionEntry
    patient_id: int
    reported_by: str
    reported_at: datetime
    due_at: datetime | None = None
    """By when a practitioner looks at it; None in records older than the five questions."""


@dataclass(frozen=True, slots=True)
class Treatment:
    """What a patient may mean: a course by its title, and the days it was treated, latest first."""

    course_id: int
    title: str
    days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReactionOpening:
    """What the form to write down a reaction starts from."""

    patient_name: str
    record_number: str
    treatments: tuple[Treatment, ...]
    advice: str
    """The clinic's own instruction for an alarming answer; "" where it has none."""
    review_by: datetime
    """By when a practitioner would look at it if no answer is alarming."""


def review_by(now: datetime, day: Iterable[Span]) -> datetime:
    """By when a practitioner looks at what was reported `now`: when the clinic's day ends.

    `day` are the stretches in which the clinic is open that day. Where the last of them is over, or
    the clinic is closed, it is `LATEST_REVIEW` from now. In UTC.
    """
    at = now.astimezone(UTC)
    closes = max((end.astimezone(UTC) for _start, end in day), default=at)
    return closes if closes > at else at + LATEST_REVIEW


def check_reported_reaction(entry: ReportedReactionEntry, today: date) -> Findings:
    """All that is wrong with what was written down, in the order of the form."""
    found = list(_check_treatment(entry, today))
    if entry.since > today:
        found.append(_stop("since", mark("The day it began is in the future. Check the date.")))
    if not entry.said:
        found.append(_stop("said", mark("Write down what the patient says.")))
    found += check_lengths(entry, {"said": TEXT_LIMIT}, "reaction")
    unasked = (one for one in ReactionQuestion if one not in entry.answers)
    found += (
        _stop(f"answers.{one.name.lower()}", mark("Ask the patient, and choose yes or no.")) for one in unasked
    )
    return tuple(found)


def _check_treatment(entry: ReportedReactionEntry, today: date) -> Findings:
    if entry.treated_on is None:
        return ()
    if entry.treated_on > today:
        return (_stop("treated_on", mark("The day of the treatment is in the future. Check the date.")),)
    if entry.since < entry.treated_on:
        said = sentence(mark("It began before this treatment. Check which one the patient means."))
        return (Finding("treated_on", said, Level.NOTE, "reaction.before"),)
    return ()


def check_judgement(finding: str) -> Findings:
    """All that is wrong with judging that it is no side effect."""
    if not finding:
        return (_stop("finding", mark("Say why it is no side effect.")),)
    if len(finding) > TEXT_LIMIT:
        said = sentence(mark("This is longer than {limit} characters. Shorten it."), limit=TEXT_LIMIT)
        return (Finding("finding", said, Level.STOP, "reaction.finding"),)
    return ()


def _stop(field_name: str, text: str) -> Finding:
    return Finding(field_name, sentence(text), Level.STOP, f"reaction.{field_name.partition('.')[0]}")

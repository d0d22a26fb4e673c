"""What a patient says about a reaction, as reception writes it down; a practitioner judges it."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pico_tracker.domain.findings import Finding, Findings, Level, check_lengths
from pico_tracker.domain.words import TEXT_LIMIT, mark, sentence


class ReactionQuestion(StrEnum):
    """What is asked of everybody who reports a reaction; any yes is alarming."""

    EYE = "eye"
    BREATHING = "breathing"
    FEVER = "fever"
    SPREADING = "spreading"
    FACE_BLISTER = "face blister"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedReactionEntry:
    """The patient's words about a course, judged by nobody yet."""

    entry_id: uuid.UUID
    course_id: int
    said: str
    """In the patient's words."""
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedReaction:
    """What a patient said, on record."""

    id: int
    version: int
    entry: ReportedReactionEntry
    patient_id: int
    reported_by: str
    reported_at: datetime


def check_reported_reaction(entry: ReportedReactionEntry, today: date) -> Findings:
    """All that is wrong with what was written down."""
    found = list(check_lengths(entry, {"said": TEXT_LIMIT}, "reaction"))
    if not entry.said:
        found.append(_stop("said", mark("Write down what the patient says.")))
    if entry.since > today:
        found.append(_stop("since", mark("The day it began is in the future. Check the date.")))
    return tuple(found)


def check_judgement(finding: str) -> Findings:
    """All that is wrong with judging that it is no side effect."""
    if not finding:
        return (_stop("finding", mark("Say why it is no side effect.")),)
    if len(finding) > TEXT_LIMIT:
        said = sentence(mark("This is longer than {limit} characters. Shorten it."), limit=TEXT_LIMIT)
        return (Finding("finding", said, Level.STOP, "reaction.finding"),)
    return ()


def _stop(field: str, text: str) -> Finding:
    return Finding(field, sentence(text), Level.STOP, f"reaction.{field}")

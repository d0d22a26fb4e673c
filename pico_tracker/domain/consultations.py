"""The consultation that opens a course: what was asked, told and agreed, signed once, then amended only."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pico_tracker.domain.courses import SESSIONS_LIMIT
from pico_tracker.domain.findings import Finding, Findings, Level, check_lengths
from pico_tracker.domain.patients import LINES_LIMIT, Fitzpatrick
from pico_tracker.domain.words import LINE_LIMIT, TEXT_LIMIT, Sentence, mark, sentence

EARLIEST_RECORD = date(1990, 1, 1)


class BaselinePhotos(StrEnum):
    """Where the photos of the start are."""

    NONE = "none"
    ELSEWHERE = "elsewhere"


BASELINE_PHOTO_NAMES = {
    BaselinePhotos.NONE: mark("Not taken"),
    BaselinePhotos.ELSEWHERE: mark("Taken, kept elsewhere"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationEntry:
    """What is typed about a consultation. Texts are cleaned before they come here."""

    entry_id: uuid.UUID
    course_id: int
    held_on: date
    history: str
    """The concern and its history, earlier treatments included."""
    fitzpatrick: Fitzpatrick | None
    medicines: str
    """What the patient takes, or that it is nothing."""
    allergies: tuple[str, ...] = ()
    """As known that day; new ones go to the patient's record when it is signed."""
    goal: str
    told_no_treatment: bool = False
    told_topical: bool = False
    told_other: str = ""
    """Other alternatives that were discussed."""
    sessions_from: int
    sessions_to: int
    limits: str
    """What may not be possible, as it was told."""
    photos: BaselinePhotos = BaselinePhotos.NONE
    photos_note: str = ""
    preparation_told: bool = False
    """Whether the preparation of the concern was told; signing then writes that advice."""
    agreed: bool | None
    """Whether the patient goes ahead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentEntry:
    """A correction of a signed consultation; the consultation itself stays as it was signed."""

    entry_id: uuid.UUID
    consultation_id: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Amendment:
    """A correction on record."""

    text: str
    reason: str
    author: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    """A signed consultation with all that was corrected since, oldest first."""

    id: int
    entry: ConsultationEntry
    signed_by: str
    signed_at: datetime
    amendments: tuple[Amendment, ...] = ()


def check_consultation(entry: ConsultationEntry, today: date) -> Findings:
    """All that keeps a consultation from being signed, in the order of the form."""
    return (
        *_check_day(entry.held_on, today),
        *_check_asked(entry),
        *_check_told(entry),
        *_check_sessions(entry),
        *_check_agreed(entry),
        *_check_texts(entry),
    )


def check_amendment(entry: AmendmentEntry) -> Findings:
    """All that keeps a correction from being saved."""
    asked = {
        "text": mark("Write what is right instead."),
        "reason": mark("Say why it is corrected."),
    }
    missing = tuple(_stop(name, sentence(text)) for name, text in asked.items() if not getattr(entry, name))
    return (*missing, *check_lengths(entry, dict.fromkeys(asked, TEXT_LIMIT), "consultation"))


def _check_day(held_on: date, today: date) -> Findings:
    if held_on > today:
        return (_stop("held_on", sentence(mark("The consultation cannot lie in the future."))),)
    if held_on < EARLIEST_RECORD:
        return (_stop("held_on", sentence(mark("Check the year of the consultation."))),)
    return ()


def _check_asked(entry: ConsultationEntry) -> Findings:
    asked = {
        "history": mark("Write down the concern and its history."),
        "fitzpatrick": mark("Choose the skin type."),
        "medicines": mark("Write down the medicines, or that there are none."),
        "goal": mark("Write down what the patient wants."),
    }
    return tuple(_stop(name, sentence(text)) for name, text in asked.items() if not getattr(entry, name))


def _check_told(entry: ConsultationEntry) -> Findings:
    found = []
    if not entry.told_no_treatment:
        said = sentence(mark("Tell that no treatment is an alternative, then tick it."))
        found.append(_stop("told_no_treatment", said))
    if not entry.told_topical and not entry.told_other:
        said = sentence(mark("Tick topical treatment, or write down which other alternative was discussed."))
        found.append(_stop("told_topical", said))
    if not entry.limits:
        found.append(_stop("limits", sentence(mark("Write down what may not be possible."))))
    return tuple(found)


def _check_sessions(entry: ConsultationEntry) -> Findings:
    if not 1 <= entry.sessions_from <= SESSIONS_LIMIT or not 1 <= entry.sessions_to <= SESSIONS_LIMIT:
        said = sentence(mark("A course has 1 to {limit} sessions."), limit=SESSIONS_LIMIT)
        return (_stop("sessions_from", said),)
    if entry.sessions_from > entry.sessions_to:
        return (_stop("sessions_to", sentence(mark("The second number is smaller than the first."))),)
    return ()


def _check_agreed(entry: ConsultationEntry) -> Findings:
    if entry.agreed is not None:
        return ()
    return (_stop("agreed", sentence(mark("Say whether the patient goes ahead."))),)


def _check_texts(entry: ConsultationEntry) -> Findings:
    long = ("history", "medicines", "goal", "told_other", "limits")
    limits = dict.fromkeys(long, TEXT_LIMIT) | {"photos_note": LINE_LIMIT}
    found = check_lengths(entry, limits, "consultation")
    if len(entry.allergies) > LINES_LIMIT or any(len(line) > LINE_LIMIT for line in entry.allergies):
        said = sentence(
            mark("At most {lines} lines of {limit} characters each."), lines=LINES_LIMIT, limit=LINE_LIMIT
        )
        found = (*found, _stop("allergies", said))
    return found


def _stop(field: str, said: Sentence) -> Finding:
    return Finding(field, said, Level.STOP, f"consultation.{field}")

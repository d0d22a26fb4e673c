"""Letters to a patient's family doctor: written from the record, signed as they stand, never changed."""

import uuid
from dataclasses import dataclass
from datetime import date

from pico_tracker.domain.findings import Finding, Findings, Level, check_lengths
from pico_tracker.domain.words import LINE_LIMIT, mark, sentence

ADDRESS_LIMIT = 1000
LETTER_LIMIT = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterEntry:
    """A letter as it is signed. Texts are cleaned before they come here."""

    entry_id: uuid.UUID
    patient_id: int
    course_id: int | None = None
    """The course that it is about; None: the patient."""
    addressee: str
    """Name and address of the doctor, on several lines."""
    subject: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctorLetter:
    """A letter on record."""

    id: int
    entry: LetterEntry
    written_on: date
    written_by: str


def check_letter(entry: LetterEntry) -> Findings:
    """All that keeps a letter from being signed, in the order of the form."""
    asked = {
        "addressee": mark("Write down the doctor's name and address."),
        "subject": mark("Say what the letter is about."),
        "text": mark("Write the letter."),
    }
    found = [
        Finding(name, sentence(text), Level.STOP, f"letter.{name}")
        for name, text in asked.items()
        if not getattr(entry, name)
    ]
    limits = {"addressee": ADDRESS_LIMIT, "subject": LINE_LIMIT, "text": LETTER_LIMIT}
    return (*found, *check_lengths(entry, limits, "letter"))

"""Contacts: who reached a patient, how, about what, and what came of it."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pico_tracker.domain.words import mark


class ContactMeans(StrEnum):
    """How a patient is reached."""

    PHONE = "phone"
    TEXT = "text"
    EMAIL = "email"
    LETTER = "letter"
    IN_PERSON = "in person"


class ContactOutcome(StrEnum):
    """What came of it."""

    BOOKED = "booked"
    SPOKE = "spoke"
    NO_ANSWER = "no answer"
    MESSAGE_LEFT = "message left"
    CALL_BACK = "call back"
    SNOOZED = "snoozed"
    WRONG_NUMBER = "wrong number"
    DECLINED = "declined"
    DO_NOT_CONTACT = "do not contact"
    CONFIRMED = "confirmed"
    PREPARED = "prepared"
    """A text was written by the program; nothing is sent by it."""
    SENT = "sent"
    """A person says that they sent it."""
    CALLED_IN = "called in"
    """The patient called, wrote or came."""


class ContactAbout(StrEnum):
    """What a contact is about; the lines of one course and one subject share their tries."""

    REACTION = "reaction"
    SESSION = "session"
    MAINTENANCE = "maintenance"
    FOLLOW_UP = "follow-up"
    TEST_PATCH = "test patch"
    VISIT = "visit"
    OTHER = "other"


MEANS_NAMES = {
    ContactMeans.PHONE: mark("Phone"),
    ContactMeans.TEXT: mark("Text message"),
    ContactMeans.EMAIL: mark("E-mail"),
    ContactMeans.LETTER: mark("Letter"),
    ContactMeans.IN_PERSON: mark("In person"),
}
OUTCOME_NAMES = {
    ContactOutcome.BOOKED: mark("Booked"),
    ContactOutcome.SPOKE: mark("Spoke"),
    ContactOutcome.NO_ANSWER: mark("No answer"),
    ContactOutcome.MESSAGE_LEFT: mark("Message left"),
    ContactOutcome.CALL_BACK: mark("Will call back"),
    ContactOutcome.SNOOZED: mark("Snoozed"),
    ContactOutcome.WRONG_NUMBER: mark("Wrong number"),
    ContactOutcome.DECLINED: mark("Declined"),
    ContactOutcome.DO_NOT_CONTACT: mark("Do not contact"),
    ContactOutcome.CONFIRMED: mark("Confirmed"),
    ContactOutcome.PREPARED: mark("Text prepared"),
    ContactOutcome.SENT: mark("Sent by hand"),
    ContactOutcome.CALLED_IN: mark("Called in"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactEntry:
    """One try to reach a patient, as it is recorded."""

    entry_id: uuid.UUID
    patient_id: int
    course_id: int | None = None
    visit_id: int | None = None
    about: ContactAbout
    means: ContactMeans
    outcome: ContactOutcome
    hidden_until: date | None = None
    """First day on which the line shows again; None leaves it to the clinic's pause."""
    call_back_at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A contact on record."""

    id: int
    entry: ContactEntry
    at: datetime
    by: str
    is_withdrawn: bool = False
    """Whether it was undone: it stays readable and counts for nothing."""

"""Contacts: who reached a patient, how, about what, and what came of it."""

import uuid
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from pico_tracker.domain.findings import Finding, Findings, check_lengths
from pico_tracker.domain.patients import ContactPreference
from pico_tracker.domain.words import TEXT_LIMIT, mark, sentence

LONGEST_REST = 366
"""Days for which a line can be hidden at most."""


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
NEEDS_REASON = frozenset({ContactOutcome.DECLINED, ContactOutcome.DO_NOT_CONTACT})
"""Outcomes that end something and are kept with the patient's reason."""
CANNOT_WAIT = frozenset({ContactAbout.REACTION, ContactAbout.VISIT})
"""What is back on the list on the next day whatever came of a contact."""
CLOSING: dict[ContactAbout, tuple[ContactOutcome, ...]] = {
    ContactAbout.REACTION: (),
    ContactAbout.SESSION: (ContactOutcome.DECLINED,),
    ContactAbout.MAINTENANCE: (ContactOutcome.DECLINED,),
    ContactAbout.FOLLOW_UP: (ContactOutcome.SPOKE, ContactOutcome.DECLINED),
    ContactAbout.TEST_PATCH: (ContactOutcome.DECLINED,),
    ContactAbout.VISIT: (ContactOutcome.DECLINED,),
    ContactAbout.OTHER: (),
}
"""Outcomes that take a line away until the next session is logged or somebody undoes them."""
_FROM_PATIENT = frozenset(
    {ContactOutcome.CALLED_IN, ContactOutcome.DO_NOT_CONTACT, ContactOutcome.DECLINED, ContactOutcome.CONFIRMED}
)
"""What the patient says; it can be written down however it came."""
_NO_TRIES = frozenset({ContactOutcome.PREPARED, ContactOutcome.SNOOZED, ContactOutcome.CALLED_IN})
_HIDES_NOTHING = frozenset(
    {ContactOutcome.PREPARED, ContactOutcome.CALLED_IN, ContactOutcome.BOOKED, ContactOutcome.CONFIRMED}
)
"""A text that nobody sent yet reached nobody; a visit that is booked or confirmed closes its line by itself,
and gives it back when that is undone."""
_NOT_AGREED = {
    ContactMeans.TEXT: mark("The patient has not agreed to texts. Call, or write a letter."),
    ContactMeans.EMAIL: mark("The patient has not agreed to e-mail. Call, or write a letter."),
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

    def in_zone(self, zone: tzinfo) -> "Contact":
        """The same with its times on the clock of a zone."""
        back = self.entry.call_back_at
        entry = self.entry if back is None else replace(self.entry, call_back_at=back.astimezone(zone))
        return replace(self, entry=entry, at=self.at.astimezone(zone))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How a patient may be reached: what was agreed, and where."""

    patient_id: int
    phone: str = ""
    """The number to call first."""
    email: str = ""
    address: str = ""
    preference: ContactPreference = ContactPreference.NONE
    hours: str = ""
    """Best hours, in the patient's words."""
    consent_texts: bool = False
    consent_email: bool = False
    no_contact: bool = False
    """Whether the patient does not want to hear from the clinic."""

    def agrees_to(self, means: ContactMeans) -> bool:
        """Whether the patient agreed to this means; a call and a letter need no agreement."""
        if means is ContactMeans.TEXT:
            return self.consent_texts
        return self.consent_email if means is ContactMeans.EMAIL else True


def is_try(outcome: ContactOutcome) -> bool:
    """Whether it counts as a try to reach somebody."""
    return outcome not in _NO_TRIES


def rests_until(entry: ContactEntry, today: date, pause_days: int, call_back_on: date | None) -> date | None:
    """First day on which the line of a contact shows again; None where the contact hides nothing.

    A day that was named counts, else that of the call back, else the clinic's pause. A reaction and a
    visit rest until tomorrow at most: neither can wait for a pause.
    """
    if entry.outcome in _HIDES_NOTHING:
        return None
    wanted = entry.hidden_until or call_back_on or today + timedelta(days=pause_days)
    return min(wanted, today + timedelta(days=1)) if entry.about in CANNOT_WAIT else wanted


def check_contact(entry: ContactEntry, reach: Reach, now: datetime) -> Findings:
    """All that is wrong with a contact before it is recorded; `now` is the clinic's time."""
    return (
        *_check_agreed(entry, reach),
        *_check_call_back(entry, now),
        *_check_hidden(entry, now.date()),
        *_check_reason(entry),
        *check_lengths(entry, {"note": TEXT_LIMIT}, "contact"),
    )


def check_means(means: ContactMeans, about: ContactAbout, reach: Reach) -> Findings:
    """What keeps the clinic from writing to or calling a patient by this means."""
    if reach.no_contact and about is not ContactAbout.REACTION:
        said = mark("The patient does not want to be contacted. Only a reaction is a reason to call.")
        return (_stop("means", said),)
    if not reach.agrees_to(means):
        return (_stop("means", _NOT_AGREED[means]),)
    return ()


def _check_agreed(entry: ContactEntry, reach: Reach) -> Findings:
    return () if entry.outcome in _FROM_PATIENT else check_means(entry.means, entry.about, reach)


def _check_call_back(entry: ContactEntry, now: datetime) -> Findings:
    if entry.outcome is not ContactOutcome.CALL_BACK:
        return ()
    if entry.call_back_at is None:
        return (_stop("call_back_at", mark("Enter when to call back.")),)
    if entry.call_back_at <= now:
        return (_stop("call_back_at", mark("This time has passed. Enter when to call back.")),)
    return _check_not_too_far("call_back_at", entry.call_back_at.astimezone(now.tzinfo).date(), now.date())


def _check_hidden(entry: ContactEntry, today: date) -> Findings:
    day = entry.hidden_until
    if day is None:
        is_snoozed = entry.outcome is ContactOutcome.SNOOZED
        return (_stop("hidden_until", mark("Enter until when the line rests.")),) if is_snoozed else ()
    if day < today or (day == today and entry.outcome is ContactOutcome.SNOOZED):
        return (_stop("hidden_until", mark("This day has passed. Enter a later one.")),)
    if entry.about in CANNOT_WAIT and day > today + timedelta(days=1):
        return (_stop("hidden_until", mark("This cannot wait longer than until tomorrow.")),)
    return _check_not_too_far("hidden_until", day, today)


def _check_not_too_far(field: str, day: date, today: date) -> Findings:
    if (day - today).days <= LONGEST_REST:
        return ()
    said = sentence(mark("At most {days} days ahead."), days=LONGEST_REST)
    return (Finding(field, said, code=f"contact.{field}"),)


def _check_reason(entry: ContactEntry) -> Findings:
    if entry.outcome not in NEEDS_REASON or entry.note:
        return ()
    return (_stop("note", mark("Write down why, in the patient's words.")),)


def _stop(field: str, text: str) -> Finding:
    return Finding(field, sentence(text), code=f"contact.{field}")

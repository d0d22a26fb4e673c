"""Texts to patients: what each is for, its wording, and the fields that are filled.

No text says what somebody is treated for, or where: it may be read by whoever holds the phone or the post.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pico_tracker.domain.contacts import ContactAbout, ContactMeans, Reach, check_means
from pico_tracker.domain.diary import VisitKind
from pico_tracker.domain.findings import Finding, Findings, check_lengths
from pico_tracker.domain.patients import ContactPreference
from pico_tracker.domain.recalls import RecallGroup, RecallLine
from pico_tracker.domain.rules import Content
from pico_tracker.domain.words import LINE_LIMIT, TEXT_LIMIT, Sentence, mark, sentence


class MessagePurpose(StrEnum):
    """What a text is for."""

    SESSION_DUE = "session due"
    MAINTENANCE_DUE = "maintenance due"
    FOLLOW_UP = "follow-up"
    TEST_PATCH = "test patch"
    REVIEW = "review"
    CONFIRM_VISIT = "confirm visit"
    VISIT_MOVED = "visit moved"
    FREE_TIME = "free time"


PURPOSE_NAMES = {
    MessagePurpose.SESSION_DUE: mark("Session due"),
    MessagePurpose.MAINTENANCE_DUE: mark("Maintenance due"),
    MessagePurpose.FOLLOW_UP: mark("Follow-up call"),
    MessagePurpose.TEST_PATCH: mark("Test patch to read"),
    MessagePurpose.REVIEW: mark("Review of a reaction"),
    MessagePurpose.CONFIRM_VISIT: mark("Confirm a visit"),
    MessagePurpose.VISIT_MOVED: mark("Visit moved"),
    MessagePurpose.FREE_TIME: mark("A time has come free"),
}
MESSAGE_MEANS = (ContactMeans.PHONE, ContactMeans.TEXT, ContactMeans.EMAIL, ContactMeans.LETTER)
"""Ways for which there are texts; for a call it is what to say."""
ENGLISH = "en"
_ABOUT_EVERYBODY = frozenset({"name", "clinic", "phone"})
_ABOUT_VISIT = frozenset({"date", "time", "kind", "arrival"})
_WITH_VISIT = frozenset({MessagePurpose.CONFIRM_VISIT, MessagePurpose.VISIT_MOVED, MessagePurpose.FREE_TIME})
_WITH_SUBJECT = frozenset({ContactMeans.EMAIL, ContactMeans.LETTER})
_FIELD = re.compile(r"\{([^{}]*)\}")
_PURPOSES = {
    RecallGroup.REACTIONS: MessagePurpose.REVIEW,
    RecallGroup.MAINTENANCE: MessagePurpose.MAINTENANCE_DUE,
    RecallGroup.CALLS: MessagePurpose.FOLLOW_UP,
    RecallGroup.TEST_PATCHES: MessagePurpose.TEST_PATCH,
    RecallGroup.TO_CONFIRM: MessagePurpose.CONFIRM_VISIT,
}
_MEANS = {
    ContactPreference.TEXT: ContactMeans.TEXT,
    ContactPreference.EMAIL: ContactMeans.EMAIL,
    ContactPreference.LETTER: ContactMeans.LETTER,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageText:
    """The wording of a text, with fields such as `{name}` in it."""

    purpose: MessagePurpose
    means: ContactMeans
    language: str = ENGLISH
    """As in "en"."""
    subject: str = ""
    """Of an e-mail or a letter."""
    body: str
    version: int = 0
    """Of the clinic's own wording; 0 for that which ships with the program."""

    @property
    def place(self) -> tuple[MessagePurpose, ContactMeans, str]:
        """What a clinic has one wording for."""
        return self.purpose, self.means, self.language


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageWish:
    """A text to fill for a patient; with a visit, its kind and times on the clinic's clock."""

    patient_id: int
    purpose: MessagePurpose
    means: ContactMeans
    kind: VisitKind | None = None
    arrival: datetime | None = None
    """When the patient is told to come."""
    treated_from: datetime | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A filled text, and where it goes: a number, an address for e-mail, or one for letters."""

    subject: str
    body: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What came of a wish: the text, or why there is none."""

    wish: MessageWish
    patient_name: str
    record_number: str
    message: Message | None = None
    why_not: Sentence | None = None


def fields_of(purpose: MessagePurpose) -> frozenset[str]:
    """Names of the fields that have a value in a text for this purpose."""
    return _ABOUT_EVERYBODY | _ABOUT_VISIT if purpose in _WITH_VISIT else _ABOUT_EVERYBODY


def read_message_texts(content: Content) -> tuple[MessageText, ...]:
    """The texts of a file; raises `KeyError` or `ValueError` where one is none."""
    return tuple(
        MessageText(
            purpose=MessagePurpose(one["purpose"]),
            means=ContactMeans(one["means"]),
            language=one["language"],
            subject=one.get("subject", ""),
            body=one["body"].strip(),
        )
        for one in content["message"]
    )


def in_force(shipped: Iterable[MessageText], own: Iterable[MessageText]) -> tuple[MessageText, ...]:
    """Every text once, the clinic's own wording in place of that which ships."""
    found = {one.place: one for one in (*shipped, *own)}
    return tuple(found.values())


def choose_text(texts: Iterable[MessageText], wish: MessageWish, language: str) -> MessageText | None:
    """The text for a wish in the patient's language, else in English; None where there is none."""
    fitting = {one.language: one for one in texts if (one.purpose, one.means) == (wish.purpose, wish.means)}
    return fitting.get(language.strip().lower()) or fitting.get(ENGLISH)


def check_message_text(text: MessageText) -> Findings:
    """All that is wrong with an edited text: a field without a value would reach the patient as it is."""
    found = list(
        check_lengths(text, {"subject": LINE_LIMIT, "body": TEXT_LIMIT, "language": LINE_LIMIT}, "message")
    )
    if not text.body:
        found.append(_stop("body", sentence(mark("Write the text."))))
    if text.means in _WITH_SUBJECT and not text.subject:
        found.append(_stop("subject", sentence(mark("Write a subject."))))
    if not text.language:
        found.append(_stop("language", sentence(mark("Enter the language, as in en or de."))))
    if text.means not in MESSAGE_MEANS:
        found.append(_stop("means", sentence(mark("There are texts for calls, texts, e-mail and letters only."))))
    return (*found, *_check_fields("subject", text), *_check_fields("body", text))


def _check_fields(name: str, text: MessageText) -> Findings:
    written, known = getattr(text, name), fields_of(text.purpose)
    unknown = next((field for field in _FIELD.findall(written) if field not in known), None)
    if unknown is not None:
        said = mark("{{{field}}} has no value here and would be sent as it is. Known: {known}.")
        listed = ", ".join(f"{{{one}}}" for one in sorted(known))
        return (_stop(name, sentence(said, field=unknown[:40], known=listed)),)
    if set(_FIELD.sub("", written)) & set("{}"):
        return (_stop(name, sentence(mark("A curly bracket stands alone. Write fields as in {{name}}."))),)
    return ()


def check_filled(text: MessageText, values: Mapping[str, str]) -> Findings:
    """A stop where a field of the text has no value: the sentence around it would make no sense."""
    written = (*_FIELD.findall(text.subject), *_FIELD.findall(text.body))
    missing = next((field for field in written if not values.get(field)), None)
    if missing is None:
        return ()
    if missing == "phone":
        return (_stop("body", sentence(mark("The clinic has no phone number on record. Enter it in Settings."))),)
    return (_stop("body", sentence(mark("{{{field}}} has no value for this patient."), field=missing)),)


def fill_text(text: MessageText, values: Mapping[str, str], to: str) -> Message:
    """The text with its fields filled; a field without a value stays empty."""

    def filled(written: str) -> str:
        return _FIELD.sub(lambda field: values.get(field[1], ""), written)

    return Message(filled(text.subject), filled(text.body), to)


def check_wish(wish: MessageWish, reach: Reach) -> Findings:
    """What keeps a text from being prepared: not agreed, nowhere to send it, no visit it is about."""
    about = ContactAbout.REACTION if wish.purpose is MessagePurpose.REVIEW else ContactAbout.OTHER
    found = list(check_means(wish.means, about, reach))
    if not address_of(wish.means, reach):
        found.append(_stop("to", sentence(_MISSING.get(wish.means, mark("No phone number is on record.")))))
    if wish.purpose in _WITH_VISIT and wish.arrival is None:
        found.append(_stop("arrival", sentence(mark("This text is about a visit. Choose the visit first."))))
    return tuple(found)


def address_of(means: ContactMeans, reach: Reach) -> str:
    """Where something goes by this means; "" where nothing is on record."""
    return {ContactMeans.EMAIL: reach.email, ContactMeans.LETTER: reach.address}.get(means, reach.phone)


def purpose_of(line: RecallLine) -> MessagePurpose:
    """What a text about a line is for."""
    return _PURPOSES.get(line.group, MessagePurpose.SESSION_DUE)


def means_for(reach: Reach) -> ContactMeans:
    """How a patient would be written to: as preferred if agreed, else by what was agreed, else by letter."""
    preferred = _MEANS.get(reach.preference)
    agreed = (one for one in (preferred, ContactMeans.TEXT, ContactMeans.EMAIL) if one is not None)
    return next((one for one in agreed if reach.agrees_to(one) and address_of(one, reach)), ContactMeans.LETTER)


def wish_for(line: RecallLine, means: ContactMeans) -> MessageWish:
    """The text about a line of the recall list."""
    visit = line.visit
    return MessageWish(
        patient_id=line.patient_id,
        purpose=purpose_of(line),
        means=means,
        kind=None if visit is None else visit.kind,
        arrival=None if visit is None else visit.starts_at,
        treated_from=None if visit is None else visit.treated_from,
    )


def _stop(field: str, said: Sentence) -> Finding:
    return Finding(field, said, code=f"message.{field}")


_MISSING = {
    ContactMeans.EMAIL: mark("No e-mail address is on record."),
    ContactMeans.LETTER: mark("No postal address is on record."),
}

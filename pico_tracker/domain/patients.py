"""Patients: who they are, how they are reached, what must never be overlooked about them."""

import re
import uuid
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from pico_tracker.domain.findings import Finding, Findings, Level, check_lengths
from pico_tracker.domain.words import LINE_LIMIT, TEXT_LIMIT, Sentence, mark, sentence

OLDEST_YEARS = 125
ADULT_YEARS = 18
LINES_LIMIT = 30
_PHONE = re.compile(r"\+?[\d\s()./\-]+((x|ext\.?)\s*\d{1,6})?", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s,;<>()\[\]\\\"]+@[^@\s,;<>()\[\]\\\"]+\.[^@\s.,;<>()\[\]\\\"]+")
_RECORD_NUMBER = re.compile(r"\w[\w ./\-]{0,23}")


class Sex(StrEnum):
    """Sex as recorded."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


class Fitzpatrick(StrEnum):
    """Fitzpatrick skin type."""

    I = "I"  # noqa: E741 - the field's own name for the type
    II = "II"
    III = "III"
    IV = "IV"
    V = "V"
    VI = "VI"


class PatientState(StrEnum):
    """Whether the clinic still treats the person."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    DECEASED = "deceased"


class ContactPreference(StrEnum):
    """How the patient wants to be reached."""

    PHONE = "phone"
    TEXT = "text"
    EMAIL = "email"
    LETTER = "letter"
    NONE = "none"


SEX_NAMES = {
    Sex.FEMALE: mark("Female"),
    Sex.MALE: mark("Male"),
    Sex.OTHER: mark("Other"),
    Sex.UNKNOWN: mark("Not recorded"),
}
STATE_NAMES = {
    PatientState.ACTIVE: mark("Active"),
    PatientState.INACTIVE: mark("Inactive"),
    PatientState.DECEASED: mark("Deceased"),
}
PREFERENCE_NAMES = {
    ContactPreference.PHONE: mark("Phone"),
    ContactPreference.TEXT: mark("Text message"),
    ContactPreference.EMAIL: mark("E-mail"),
    ContactPreference.LETTER: mark("Letter"),
    ContactPreference.NONE: mark("No preference"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientEntry:
    """What is typed about a patient. Texts are cleaned (`words.clean_line`) before they come here."""

    entry_id: uuid.UUID
    record_number: str = ""
    """Empty: the next free number is given."""
    title: str = ""
    given_names: str = ""
    family_name: str = ""
    called: str = ""
    """The name to be called by."""
    born_on: date | None = None
    sex: Sex = Sex.UNKNOWN
    phones: tuple[str, ...] = ()
    """The first is called first."""
    email: str = ""
    address: str = ""
    language: str = ""
    contact_preference: ContactPreference = ContactPreference.NONE
    contact_hours: str = ""
    consent_texts: bool = False
    consent_email: bool = False
    guardian: str = ""
    family_doctor: str = ""
    fitzpatrick: Fitzpatrick | None = None
    allergies: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()
    state: PatientState = PatientState.ACTIVE
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Patient:
    """A patient on record: the entry, its key, and the version that a later edit must name."""

    id: int
    version: int
    entry: PatientEntry
    is_provisional: bool = False
    """Booked by name and phone; the rest is asked at the first visit."""

    @property
    def name(self) -> str:
        """Given names and family name, as read aloud."""
        return full_name(self.entry.given_names, self.entry.family_name)


@dataclass(frozen=True, slots=True)
class PatientLine:
    """One line of a search result or a list."""

    id: int
    name: str
    record_number: str
    born_on: date | None
    phone: str
    state: PatientState = PatientState.ACTIVE
    is_provisional: bool = False


@dataclass(frozen=True, slots=True)
class PatientMatches:
    """Search results in the order to show; `was_cut` says that there are more than these."""

    lines: tuple[PatientLine, ...]
    was_cut: bool = False


def full_name(given_names: str, family_name: str) -> str:
    """Both names with one space between, or the one there is."""
    return f"{given_names} {family_name}".strip()


def provisional_entry(entry_id: uuid.UUID, name: str, phone: str) -> PatientEntry:
    """Who is booked by name and phone, as an entry; the last word is the family name."""
    given, _space, family = " ".join(name.split()).rpartition(" ")
    phones = (phone.strip(),) if phone.strip() else ()
    return PatientEntry(entry_id=entry_id, given_names=given, family_name=family, phones=phones)


def check_provisional(entry: PatientEntry, today: date) -> Findings:
    """All that is wrong with somebody booked by `name` and `phone`."""
    found = [replace(one, field=_TYPED_IN.get(one.field, one.field)) for one in check_patient(entry, today)]
    if not entry.phones:
        said = sentence(mark("Enter a phone number: until the first visit there is no other way to reach them."))
        found.append(_stop("phone", said))
    return tuple(found)


_TYPED_IN = {"family_name": "name", "given_names": "name", "phones": "phone"}
"""Field of the whole form to the field of the short one."""


def age_in_years(born_on: date, today: date) -> int:
    """Whole years lived; somebody born on 29 February grows older on 1 March in other years."""
    return today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))


def check_patient(entry: PatientEntry, today: date) -> Findings:
    """All that is wrong or doubtful with a patient's entry, in the order of the form."""
    return (
        *_check_names(entry),
        *_check_birth(entry, today),
        *_check_reach(entry),
        *_check_lengths(entry),
    )


def _check_names(entry: PatientEntry) -> Findings:
    found = []
    if entry.record_number and not _RECORD_NUMBER.fullmatch(entry.record_number):
        found.append(
            _stop(
                "record_number",
                sentence(
                    mark(
                        "A record number has at most 24 letters, digits, dots, dashes or slashes, "
                        "as in P-10001. Leave it empty to get the next free one."
                    )
                ),
            )
        )
    if not full_name(entry.given_names, entry.family_name):
        found.append(_stop("family_name", sentence(mark("Enter at least one name."))))
    return tuple(found)


def _check_birth(entry: PatientEntry, today: date) -> Findings:
    if entry.born_on is None:
        return ()
    if entry.born_on > today:
        return (_stop("born_on", sentence(mark("The birth date is in the future. Check the year."))),)
    age = age_in_years(entry.born_on, today)
    if age > OLDEST_YEARS:
        said = sentence(mark("This birth date means an age of {age}. Check the year."), age=age)
        return (_stop("born_on", said),)
    if age < ADULT_YEARS and not entry.guardian:
        said = sentence(mark("The patient is {age}. Enter the guardian who decides and signs."), age=age)
        return (_stop("guardian", said),)
    return ()


def _check_reach(entry: PatientEntry) -> Findings:
    return (*_check_phones(entry.phones), *_check_email(entry.email), *_check_preference(entry))


def _check_phones(phones: tuple[str, ...]) -> Findings:
    bad = next((phone for phone in phones if not is_phone(phone)), None)
    if bad is None:
        return ()
    return (_stop("phones", sentence(mark("“{phone}” is not a phone number."), phone=bad[:40])),)


def is_phone(text: str) -> bool:
    """Whether `text` can be dialled: 5 to 20 digits with the usual signs between them."""
    digits = sum(character.isdigit() for character in text)
    return 5 <= digits <= 20 and bool(_PHONE.fullmatch(text))


def _check_email(email: str) -> Findings:
    if not email or _EMAIL.fullmatch(email):
        return ()
    return (_stop("email", sentence(mark("An e-mail address looks like name@example.com."))),)


def _check_preference(entry: PatientEntry) -> Findings:
    wants_phone = entry.contact_preference in (ContactPreference.PHONE, ContactPreference.TEXT)
    if wants_phone and not entry.phones:
        said = sentence(mark("The patient prefers the phone, but no number is entered."))
        return (Finding("phones", said, Level.NOTE, "patient.preference"),)
    if entry.contact_preference is ContactPreference.EMAIL and not entry.email:
        said = sentence(mark("The patient prefers e-mail, but no address is entered."))
        return (Finding("email", said, Level.NOTE, "patient.preference"),)
    return ()


def _check_lengths(entry: PatientEntry) -> Findings:
    lines = (
        "title",
        "given_names",
        "family_name",
        "called",
        "email",
        "language",
        "contact_hours",
        "guardian",
    )
    limits = dict.fromkeys(lines, LINE_LIMIT) | {"address": 1000, "family_doctor": 1000, "notes": TEXT_LIMIT}
    return (*check_lengths(entry, limits, "patient"), *_check_lines(entry))


def _check_lines(entry: PatientEntry) -> Findings:
    found = []
    for name in ("phones", "allergies", "alerts"):
        values: tuple[str, ...] = getattr(entry, name)
        if len(values) > LINES_LIMIT or any(len(value) > LINE_LIMIT for value in values):
            said = sentence(
                mark("At most {lines} lines of {limit} characters each."), lines=LINES_LIMIT, limit=LINE_LIMIT
            )
            found.append(_stop(name, said))
    return tuple(found)


def _stop(field: str, said: Sentence) -> Finding:
    return Finding(field, said, Level.STOP, f"patient.{field}")

"""Consents: to the treatment of a course, and to each use of photos apart; given, refused, withdrawn."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from pico_tracker.domain.evidence import Figure, read_figure
from pico_tracker.domain.findings import Finding, Findings, Level, check_lengths
from pico_tracker.domain.patients import ADULT_YEARS, age_in_years
from pico_tracker.domain.rules import Content, RuleField, ValueKind
from pico_tracker.domain.words import LINE_LIMIT, TEXT_LIMIT, Sentence, mark, sentence

EARLIEST_RECORD = date(1990, 1, 1)
GENERAL = "general"
"""Key of the text for a concern that has none of its own."""
THINKING_DAYS_LIMIT = 365
VALID_DAYS_LIMIT = 3650


class ConsentKind(StrEnum):
    """What is consented to; each is given or refused by itself."""

    TREATMENT = "treatment"
    PHOTOS_CLINICAL = "photos clinical"
    PHOTOS_TEACHING = "photos teaching"
    PHOTOS_MARKETING = "photos marketing"


CONSENT_NAMES = {
    ConsentKind.TREATMENT: mark("Treatment"),
    ConsentKind.PHOTOS_CLINICAL: mark("Photos for the record"),
    ConsentKind.PHOTOS_TEACHING: mark("Photos for teaching"),
    ConsentKind.PHOTOS_MARKETING: mark("Photos for marketing"),
}


class SignedBy(StrEnum):
    """Who signs."""

    PATIENT = "patient"
    GUARDIAN = "guardian"


SIGNED_BY_NAMES = {SignedBy.PATIENT: mark("The patient"), SignedBy.GUARDIAN: mark("The guardian")}


class ConsentState(StrEnum):
    """Where a consent stands on a day."""

    GIVEN = "given"
    EXPIRED = "expired"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


SECTIONS: Mapping[str, str] = {
    "purpose": mark("What it is for"),
    "limits": mark("What may not be possible"),
    "sessions": mark("How many sessions"),
    "alternatives": mark("Alternatives"),
    "common": mark("Common effects"),
    "uncommon": mark("Uncommon effects"),
    "rare": mark("Rare effects"),
    "skin_type": mark("Your skin type"),
    "test_patch": mark("Test patch"),
    "eyes": mark("Your eyes"),
    "aftercare": mark("Aftercare"),
    "data_use": mark("What happens to your data"),
    "cost": mark("Cost"),
    "right_to_stop": mark("Your right to stop"),
    "time_to_think": mark("Time to think, and an interpreter"),
    "health_changes": mark("At each session"),
    "photos_clinical": mark("Photos for the record"),
    "photos_teaching": mark("Photos for teaching"),
    "photos_marketing": mark("Photos for marketing"),
}
"""Parts of a consent text in reading order, with their marked headings."""

FIELDS: tuple[RuleField, ...] = (
    RuleField(path="title", label=mark("Title"), kind=ValueKind.LINE),
    *(RuleField(path=name, label=heading, kind=ValueKind.TEXT) for name, heading in SECTIONS.items()),
    RuleField(
        path="valid_days.value",
        label=mark("Treatment consent is valid for"),
        kind=ValueKind.WHOLE,
        unit=mark("days"),
        low=Decimal(1),
        high=Decimal(VALID_DAYS_LIMIT),
    ),
    RuleField(
        path="photos_valid_days.value",
        label=mark("Photo consent is valid for"),
        kind=ValueKind.WHOLE,
        unit=mark("days"),
        required=False,
        low=Decimal(1),
        high=Decimal(VALID_DAYS_LIMIT),
    ),
)
"""What the clinic may edit in a consent text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentText:
    """The text of one concern that a patient reads before signing."""

    key: str
    title: str
    sections: tuple[tuple[str, str], ...]
    """Marked heading and text, in reading order."""
    valid_days: Figure
    photos_valid_days: Figure | None
    """None: until it is withdrawn."""

    @property
    def limits(self) -> str:
        """What may not be possible, in the words of the text."""
        return next(text for heading, text in self.sections if heading == SECTIONS["limits"])


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentEntry:
    """One signing: every decision made with one signature on one text."""

    entry_id: uuid.UUID
    course_id: int
    rule_key: str
    rule_version: int
    """The text that was read, in the version that was shown."""
    given_on: date
    decisions: Mapping[ConsentKind, bool]
    """Given or refused; what is not in it was not asked."""
    signed_by: SignedBy
    signed_name: str
    witness_id: int
    """Who of the staff was there."""
    interpreter: str = ""
    """Name or service; empty: none was needed."""
    thinking_days: int | None = None
    """Days between being informed and signing."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The end of a consent by the patient's word."""

    on: date
    reason: str
    recorded_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One decision on record."""

    id: int
    course_id: int
    kind: ConsentKind
    given: bool
    on: date
    expires_on: date | None
    """The last day it is valid; None: until it is withdrawn."""
    rule_key: str
    rule_version: int
    signed_by: SignedBy
    signed_name: str
    witness: str
    interpreter: str = ""
    thinking_days: int | None = None
    withdrawal: Withdrawal | None = None

    def state(self, day: date) -> ConsentState:
        """Where it stands on a day."""
        if not self.given:
            return ConsentState.REFUSED
        if self.withdrawal is not None and self.withdrawal.on <= day:
            return ConsentState.WITHDRAWN
        if self.expires_on is not None and self.expires_on < day:
            return ConsentState.EXPIRED
        return ConsentState.GIVEN


@dataclass(frozen=True, slots=True)
class Agreement:
    """What `check_session` must know of consultation and consents; the default finds nothing."""

    consulted_on: tuple[date, ...] = ()
    """Days of signed consultations of the course after which the patient goes ahead."""
    consents: tuple[Consent, ...] = ()
    """Every decision about treatment of the course, oldest first."""
    levels: Mapping[str, Level] = field(default_factory=dict)
    """The clinic's policies; what is not in it is not judged."""


def read_consent_text(content: Content) -> ConsentText:
    """A consent text; raises `KeyError`, `TypeError`, `ValueError` or `ArithmeticError` where it is none."""
    valid_days = read_figure(content["valid_days"])
    if valid_days is None:
        raise ValueError("a consent text says for how many days it is valid")
    return ConsentText(
        key=content.get("key", ""),
        title=content["title"],
        sections=tuple((heading, content[name]) for name, heading in SECTIONS.items()),
        valid_days=valid_days,
        photos_valid_days=read_figure(content.get("photos_valid_days")),
    )


def expiry(text: ConsentText, kind: ConsentKind, given_on: date) -> date | None:
    """The last day on which a consent of that day is valid; None: until it is withdrawn."""
    days = text.valid_days if kind is ConsentKind.TREATMENT else text.photos_valid_days
    return None if days is None else given_on + timedelta(days=days.whole)


def check_consent(entry: ConsentEntry, born_on: date | None, today: date) -> Findings:
    """All that keeps a consent from being signed, in the order of the form."""
    return (
        *_check_decisions(entry),
        *_check_day(entry.given_on, today),
        *_check_signature(entry, born_on),
        *_check_thinking(entry),
        *check_lengths(entry, {"signed_name": LINE_LIMIT, "interpreter": LINE_LIMIT}, "consent"),
    )


def check_withdrawal(consent: Consent, on: date, reason: str, today: date) -> Findings:
    """All that keeps a withdrawal from being saved."""
    found = []
    if not consent.given or consent.withdrawal is not None:
        found.append(
            _stop("on", sentence(mark("There is nothing to withdraw: it was refused or withdrawn before.")))
        )
    elif on > today:
        found.append(_stop("on", sentence(mark("A consent cannot be withdrawn on a day in the future."))))
    elif on < consent.on:
        found.append(_stop("on", sentence(mark("It was given after that day. Check the day."))))
    if not reason:
        found.append(_stop("reason", sentence(mark("Write down the reason, or that none was given."))))
    elif len(reason) > TEXT_LIMIT:
        said = sentence(mark("This is longer than {limit} characters. Shorten it."), limit=TEXT_LIMIT)
        found.append(_stop("reason", said))
    return tuple(found)


def latest_consents(consents: Iterable[Consent]) -> dict[ConsentKind, Consent]:
    """The last decision of each kind; `consents` come oldest first."""
    return {consent.kind: consent for consent in sorted(consents, key=lambda one: one.on)}


def check_agreement(agreement: Agreement, day: date, *, is_first: bool, aftercare_told: bool) -> Findings:
    """What keeps a session of that day from being signed: no consultation, no valid consent.

    A consent that was refused or withdrawn stops and cannot be overridden. What is missing or
    expired goes as far as the clinic's policy says; aftercare that is not ticked as told says
    nothing where the policy is a mere note.
    """
    found: list[Finding] = []
    if is_first and not any(on <= day for on in agreement.consulted_on):
        said = sentence(mark("No signed consultation in which the patient goes ahead opens this course."))
        found += _by_policy(agreement, "consultation_missing", said)
    if not aftercare_told and agreement.levels.get("aftercare_untold", Level.NOTE) is not Level.NOTE:
        said = sentence(mark("The aftercare is not ticked as told."))
        aftercare = Finding(
            "aftercare_told", said, agreement.levels["aftercare_untold"], "session.aftercare_untold"
        )
        found.append(aftercare)
    return (*found, *_check_treatment_consent(agreement, day))


def _check_treatment_consent(agreement: Agreement, day: date) -> Findings:
    known = (one for one in agreement.consents if one.kind is ConsentKind.TREATMENT and one.on <= day)
    last = latest_consents(known).get(ConsentKind.TREATMENT)
    if last is None:
        said = sentence(mark("No consent to this treatment is on record."))
        return _by_policy(agreement, "consent_missing", said)
    state = last.state(day)
    if state is ConsentState.WITHDRAWN and last.withdrawal is not None:
        said = sentence(
            mark("The consent to this treatment was withdrawn on {day}. It cannot be given without a new one."),
            day=_said(last.withdrawal.on),
        )
        return (Finding("course_id", said, Level.STOP, "session.consent_withdrawn", "consent"),)
    if state is ConsentState.REFUSED:
        said = sentence(
            mark("The patient refused this treatment on {day}. It cannot be given without a new consent."),
            day=_said(last.on),
        )
        return (Finding("course_id", said, Level.STOP, "session.consent_refused", "consent"),)
    if state is ConsentState.EXPIRED:
        said = sentence(mark("The consent to this treatment expired on {day}."), day=_said(last.expires_on or day))
        return _by_policy(agreement, "consent_expired", said)
    return ()


def _said(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def _by_policy(agreement: Agreement, policy: str, said: Sentence) -> Findings:
    level = agreement.levels.get(policy)
    return () if level is None else (Finding("course_id", said, level, f"session.{policy}", policy),)


def _check_decisions(entry: ConsentEntry) -> Findings:
    if entry.decisions:
        return ()
    return (_stop("decisions", sentence(mark("Choose what is given or refused."))),)


def _check_day(given_on: date, today: date) -> Findings:
    if given_on > today:
        return (_stop("given_on", sentence(mark("A consent cannot be signed on a day in the future."))),)
    if given_on < EARLIEST_RECORD:
        return (_stop("given_on", sentence(mark("Check the year of the consent."))),)
    return ()


def _check_signature(entry: ConsentEntry, born_on: date | None) -> Findings:
    found = []
    is_minor = born_on is not None and age_in_years(born_on, entry.given_on) < ADULT_YEARS
    if is_minor and entry.signed_by is not SignedBy.GUARDIAN:
        said = sentence(mark("The patient is under {years}: the guardian signs."), years=ADULT_YEARS)
        found.append(_stop("signed_by", said))
    if not entry.signed_name:
        found.append(_stop("signed_name", sentence(mark("Enter the name of who signs."))))
    return tuple(found)


def days_to_think(informed_on: date | None, today: date) -> int | None:
    """Days since the patient was informed; None where that was too long ago to have been thinking since."""
    days = None if informed_on is None else (today - informed_on).days
    return days if days is not None and days <= THINKING_DAYS_LIMIT else None


def _check_thinking(entry: ConsentEntry) -> Findings:
    days = entry.thinking_days
    if days is None or 0 <= days <= THINKING_DAYS_LIMIT:
        return ()
    said = sentence(mark("Time to think is 0 to {limit} days."), limit=THINKING_DAYS_LIMIT)
    return (_stop("thinking_days", said),)


def _stop(field_name: str, said: Sentence) -> Finding:
    return Finding(field_name, said, Level.STOP, f"consent.{field_name}")

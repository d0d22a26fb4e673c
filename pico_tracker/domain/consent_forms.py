"""The consent form on paper: to be signed, and as it was signed; and the scan of what was signed on paper."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.consents import Consent, ConsentKind, ConsentText, SignedBy
from pico_tracker.domain.languages import language_code
from pico_tracker.domain.patients import ADULT_YEARS, Patient, age_in_years
from pico_tracker.domain.sheet_templates import PLAIN_TEMPLATE, SheetTemplate
from pico_tracker.domain.signatures import Signature

TEXT_LANGUAGE = "en"
"""The language in which consent texts ship; the clinic keeps one text for a concern."""
SCAN_PAGES_LIMIT = 20
"""Pages of one file that is attached."""
PAGES_LIMIT = 100
"""Pages of all files attached to one signing."""
SCAN_SIDE = 2500
"""Pixels along the longer side of a kept page: 214 to the inch on A4, at which small print is read well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentForm:
    """A form to be signed by hand. `printed_at` has a time zone."""

    clinic: Clinic
    template: SheetTemplate = PLAIN_TEMPLATE
    patient: Patient
    course_title: str
    text: ConsentText
    rule_key: str
    rule_version: int
    """The text in the version in which it is printed: what comes back scanned is told by them."""
    is_minor: bool
    """Whether the guardian has to sign."""
    informed_on: date | None
    """Day of the last consultation of the course."""
    reads: str = ""
    """The patient's language where it is another than the one the texts ship in."""
    printed_at: datetime
    printed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannedPage:
    """A page of what was signed on paper; `jpeg` is None where its file is missing or damaged."""

    page: int
    added_at: datetime
    jpeg: bytes | None
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A signature drawn on the screen, on record."""

    signature: Signature
    digest: str
    """`consent_digest` at the moment of signing."""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentScan:
    """A scanned page on record; its picture is asked for by its `id`."""

    id: int
    signing_id: int
    page: int
    """Its place among the pages on record, from 1; of a page taken away the place it was attached at."""
    width: int
    height: int
    thumbnail: bytes
    """JPEG."""
    added_at: datetime
    added_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """One signature with all that was decided by it."""

    id: int
    consents: tuple[Consent, ...]
    is_drawn: bool
    """Whether it was drawn on the screen; False: on paper."""
    pages: int
    """Scanned pages on record."""
    taken_away: int = 0
    """Scanned pages that were taken away and can be put back."""

    @property
    def first(self) -> Consent:
        """Any of its decisions: they share day, signer, witness and text."""
        return self.consents[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedConsent:
    """A consent as it was signed. `printed_at` has a time zone."""

    clinic: Clinic
    patient: Patient
    course_title: str
    text: ConsentText
    consents: tuple[Consent, ...]
    """Every decision of that one signature."""
    drawn: Drawn | None = None
    """None: signed on paper."""
    pages: tuple[ScannedPage, ...] = ()
    printed_at: datetime
    printed_by: str

    @property
    def signed(self) -> Consent:
        """Who signed when: all its decisions share it."""
        return self.consents[0]

    @property
    def is_as_signed(self) -> bool:
        """Whether text and decisions on record are those that the drawn signature was put under."""
        return self.drawn is None or self.drawn.digest == digest_of(self.text, self.consents)


def consent_digest(
    text: ConsentText, decisions: Mapping[ConsentKind, bool], signed_by: SignedBy, signed_name: str, on: date
) -> str:
    """SHA-256, in hexadecimal, of what a signature was put under: the text, each decision, who signs, the day.

    It is taken of this JSON in UTF-8, without spaces, decisions in the order of `ConsentKind`:
    `{"title":…,"text":[…],"decisions":{…},"signed_by":…,"signed_name":…,"on":…}`.
    """
    said = {
        "title": text.title,
        "text": [words for _heading, words in text.sections],
        "decisions": {kind.value: decisions[kind] for kind in ConsentKind if kind in decisions},
        "signed_by": signed_by.value,
        "signed_name": signed_name,
        "on": on.isoformat(),
    }
    written = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def digest_of(text: ConsentText, consents: Iterable[Consent]) -> str:
    """The digest of decisions on record that were made with one signature."""
    known = tuple(consents)
    decisions = {one.kind: one.given for one in known}
    return consent_digest(text, decisions, known[0].signed_by, known[0].signed_name, known[0].on)


def other_language(wanted: str) -> str:
    """The language a patient reads, as it was typed, where it is not the one the texts ship in; else empty."""
    return "" if language_code(wanted) in ("", TEXT_LANGUAGE) else wanted.strip()


def needs_guardian(patient: Patient, on: date) -> bool:
    """Whether the guardian signs for this patient."""
    born_on = patient.entry.born_on
    return born_on is not None and age_in_years(born_on, on) < ADULT_YEARS

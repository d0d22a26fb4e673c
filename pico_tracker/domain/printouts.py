"""Paper that leaves the printer: which sheets there are, what each is about, what was printed for whom."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pico_tracker.domain.progress import Audience
from pico_tracker.domain.words import mark


class SheetKind(StrEnum):
    """A sheet that the clinic hands out, shows an inspector or works with."""

    PROGRESS_REPORT = "progress report"
    AFTERCARE = "aftercare"
    APPOINTMENT_CARD = "appointment card"
    APPOINTMENT_LABEL = "appointment label"
    CONSENT_FORM = "consent form"
    DAY_SHEET = "day sheet"
    TREATMENT_REGISTER = "treatment register"
    SESSION_RECORD = "session record"
    CONSULTATION = "consultation"
    PREPARATION = "preparation"
    TEST_PATCH = "test patch"
    RECALL_LIST = "recall list"
    DOCTOR_LETTER = "doctor letter"
    INCIDENT_REPORT = "incident report"
    PASSPORT = "passport"
    RECOVERY_KEY = "recovery key"
    DOWNTIME_PACK = "downtime pack"


SHEET_NAMES = {
    SheetKind.PROGRESS_REPORT: mark("Progress report"),
    SheetKind.AFTERCARE: mark("Aftercare"),
    SheetKind.APPOINTMENT_CARD: mark("Appointment card"),
    SheetKind.APPOINTMENT_LABEL: mark("Appointment label"),
    SheetKind.CONSENT_FORM: mark("Consent form"),
    SheetKind.DAY_SHEET: mark("Day sheet"),
    SheetKind.TREATMENT_REGISTER: mark("Treatment register"),
    SheetKind.SESSION_RECORD: mark("Session record"),
    SheetKind.CONSULTATION: mark("Consultation and expectation"),
    SheetKind.PREPARATION: mark("Preparation"),
    SheetKind.TEST_PATCH: mark("Test patches"),
    SheetKind.RECALL_LIST: mark("Recall list"),
    SheetKind.DOCTOR_LETTER: mark("Letter to the family doctor"),
    SheetKind.INCIDENT_REPORT: mark("Incident report"),
    SheetKind.PASSPORT: mark("Treatment passport"),
    SheetKind.RECOVERY_KEY: mark("Recovery key"),
    SheetKind.DOWNTIME_PACK: mark("Downtime pack"),
}


class PrintWay(StrEnum):
    """What became of a sheet."""

    PRINTED = "printed"
    SAVED = "saved"
    EMAILED = "e-mailed"
    NOT_NEEDED = "not needed"
    """Somebody took it off the list of what is due."""


PRINT_WAY_NAMES = {
    PrintWay.PRINTED: mark("Printed"),
    PrintWay.SAVED: mark("Saved as a file"),
    PrintWay.EMAILED: mark("E-mail draft"),
    PrintWay.NOT_NEEDED: mark("Not needed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetWish:
    """One sheet that somebody wants: its kind and what it is about; what a kind does not ask stays None."""

    kind: SheetKind
    patient_id: int | None = None
    course_id: int | None = None
    session_id: int | None = None
    visit_id: int | None = None
    subject_id: int | None = None
    """Key of the letter, the incident or the signed consent that it prints."""
    first_on: date | None = None
    last_on: date | None = None
    """The day or the days that it covers, both included."""
    audience: Audience = Audience.PATIENT
    with_range: bool = False
    language: str | None = None
    """Of a text the clinic keeps in several languages; None: the patient's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printout:
    """A sheet as it will come out."""

    wish: SheetWish
    title: str
    """As it is called in lists, in the reader's language."""
    file_name: str
    """For the file of its own, without the person's name."""
    pdf: bytes
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintEntry:
    """What became of one sheet, to be kept."""

    entry_id: uuid.UUID
    wish: SheetWish
    way: PrintWay
    pages: int = 0
    digest: str = ""
    """SHA-256 of the file in hexadecimal; empty where nothing was printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintRecord:
    """What was printed for whom, on record."""

    id: int
    wish: SheetWish
    way: PrintWay
    pages: int
    digest: str
    printed_at: datetime
    printed_by: str
    patient_name: str = ""
    record_number: str = ""

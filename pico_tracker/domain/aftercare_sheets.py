"""The aftercare sheet that a patient takes home."""

from dataclasses import dataclass
from datetime import date, datetime

from pico_tracker.domain.advice import AdviceText
from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.sheet_templates import PLAIN_TEMPLATE, SheetTemplate


@dataclass(frozen=True, slots=True, kw_only=True)
class AftercareSheet:
    """Everything the sheet prints. `printed_at` has a time zone."""

    clinic: Clinic
    template: SheetTemplate = PLAIN_TEMPLATE
    patient: Patient
    course_title: str
    text: AdviceText
    unserved: str = ""
    """The patient's language where the clinic has no complete text in it."""
    treated_on: date | None = None
    """Day of the session it follows; None before one is signed."""
    printed_at: datetime
    printed_by: str

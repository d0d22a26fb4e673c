"""Everything that a letter to the family doctor prints."""

from dataclasses import dataclass
from datetime import datetime

from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.doctor_letters import DoctorLetter
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.sheet_templates import PLAIN_TEMPLATE, SheetTemplate

ADDRESS_LINES = 6
"""Lines that the window of an envelope shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSheet:
    """A letter as it is sent."""

    clinic: Clinic
    patient: Patient
    letter: DoctorLetter
    is_draft: bool = False
    """Whether nobody signed it yet: it says so, and is not to be sent."""
    printed_at: datetime
    printed_by: str
    template: SheetTemplate = PLAIN_TEMPLATE


def address_lines(addressee: str) -> tuple[str, ...]:
    """The lines for the window of an envelope; what is too many for it stands together on the last."""
    lines = [line.strip() for line in addressee.splitlines() if line.strip()]
    if len(lines) <= ADDRESS_LINES:
        return tuple(lines)
    return (*lines[: ADDRESS_LINES - 1], ", ".join(lines[ADDRESS_LINES - 1 :]))

"""Everything that a progress report prints."""

from dataclasses import dataclass
from datetime import datetime

from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.progress import Audience, CourseProgress
from pico_tracker.domain.sheet_templates import PLAIN_TEMPLATE, SheetTemplate


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressReport:
    """Everything that the progress report prints; nothing else is asked while printing."""

    audience: Audience
    clinic: Clinic
    patient: Patient
    courses: tuple[CourseProgress, ...]
    printed_at: datetime
    """In the clinic's time zone."""
    printed_by: str
    template: SheetTemplate = PLAIN_TEMPLATE

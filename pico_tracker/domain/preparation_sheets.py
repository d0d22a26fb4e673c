"""The preparation sheet that a patient takes home before a session."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pico_tracker.domain.advice import AdviceText
from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.diary import TREATING, Visit, VisitKind
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.sheet_templates import PLAIN_TEMPLATE, SheetTemplate

_PREPARED_FOR = (*TREATING, VisitKind.TEST_PATCH)


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparationSheet:
    """Everything the sheet prints. `printed_at` has a time zone."""

    clinic: Clinic
    template: SheetTemplate = PLAIN_TEMPLATE
    patient: Patient
    course_title: str
    text: AdviceText
    unserved: str = ""
    """The patient's language where the clinic has no complete text in it."""
    visit: Visit | None = None
    """The visit to prepare for; None where none is booked."""
    printed_at: datetime
    printed_by: str


def visit_to_prepare(visits: Iterable[Visit], course_id: int) -> Visit | None:
    """The soonest of the visits that lie ahead at which this course is treated, or a patch tested."""
    fitting = (one for one in visits if one.kind in _PREPARED_FOR and course_id in one.course_ids)
    return min(fitting, key=lambda one: (one.starts_at, one.id), default=None)

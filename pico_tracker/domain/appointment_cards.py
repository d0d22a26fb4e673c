"""The appointment card and the label of a visit: when somebody comes, in words that anybody at home may read."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.diary import Visit, VisitKind
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.sheet_templates import PLAIN_TEMPLATE, SheetTemplate
from pico_tracker.domain.words import mark

CARD_KIND_NAMES = {
    VisitKind.CONSULTATION: mark("Consultation"),
    VisitKind.TEST_PATCH: mark("Session"),
    VisitKind.SESSION: mark("Session"),
    VisitKind.REVIEW: mark("Review"),
    VisitKind.MAINTENANCE: mark("Session"),
    VisitKind.CALL: mark("We call you"),
}
"""What a visit is called where it hangs on a wall: nothing tells what is treated, or where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentCard:
    """Everything the card of a patient prints. `printed_at` has a time zone."""

    clinic: Clinic
    template: SheetTemplate = PLAIN_TEMPLATE
    patient: Patient
    visits: tuple[Visit, ...] = ()
    """Still to come, the soonest first, in the clinic's time zone."""
    asks_preparation: bool = False
    """Whether one of them is prepared for at home: the concern has a text on it."""
    printed_at: datetime
    printed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentLabel:
    """Everything the label of one visit prints. `printed_at` has a time zone."""

    clinic: Clinic
    patient: Patient
    visit: Visit
    printed_at: datetime
    printed_by: str


def minutes_here(visit: Visit) -> int:
    """Minutes from when the patient is told to arrive until leaving, numbing included."""
    place = visit.place
    return round((place.ends_at - place.starts_at) / timedelta(minutes=1))


def for_anybodys_eyes(visits: Iterable[Visit]) -> tuple[Visit, ...]:
    """The visits without courses, laser and notes, in order of time."""
    bare = (replace(one, course_titles=(), device_name="", note="", desk_note="") for one in visits)
    return tuple(sorted(bare, key=lambda one: (one.starts_at, one.id)))

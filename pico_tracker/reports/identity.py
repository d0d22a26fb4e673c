"""Who a sheet is about, on one line."""

from pico_tracker.domain.patients import Patient
from pico_tracker.domain.words import mark
from pico_tracker.reports.pen import Pen


def identity_line(pen: Pen, patient: Patient) -> str:
    """Name, day of birth and record number."""
    entry = patient.entry
    parts = [f"{entry.title} {patient.name}".strip()]
    if entry.born_on is not None:
        parts.append(pen.say(mark("born {day}"), day=pen.day(entry.born_on)))
    parts.append(pen.say(mark("record {number}"), number=entry.record_number))
    return " · ".join(parts)

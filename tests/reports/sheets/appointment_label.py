"""The label of one visit."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from pico_tracker.domain.appointment_cards import AppointmentLabel
from pico_tracker.reports.appointment_label import LABEL_SIZE, render_appointment_label
from tests.reports.samples import CLINIC, PATIENT, make_visit
from tests.reports.sheets.sample import SampleSheet


def make_label(**changes: Any) -> AppointmentLabel:
    """The label of the visit of 5 January 2027, printed on 22 November 2026."""
    made = AppointmentLabel(
        clinic=CLINIC,
        patient=PATIENT,
        visit=make_visit(),
        printed_at=datetime(2026, 11, 22, 10, 58, tzinfo=UTC),
        printed_by="R. Diaz",
    )
    return replace(made, **changes)


SHEETS = (
    SampleSheet("appointment_label", render_appointment_label, make_label(), size=LABEL_SIZE, is_numbered=False),
)

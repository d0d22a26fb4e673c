"""The card of a patient with three visits, and of one with more than a card holds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from pico_tracker.domain.appointment_cards import AppointmentCard
from pico_tracker.domain.clinic import Paper
from pico_tracker.domain.diary import Place, Visit, VisitKind
from pico_tracker.domain.sheet_templates import SheetTemplate
from pico_tracker.reports.appointment_card import render_appointment_card
from tests.reports.samples import CLINIC, PATIENT, make_visit
from tests.reports.sheets.sample import SampleSheet

KINDS = (VisitKind.SESSION, VisitKind.REVIEW, VisitKind.MAINTENANCE, VisitKind.CALL)
OWN_WORDS = SheetTemplate(
    opening="We look forward to seeing you.",
    closing="Call us at least 24 hours before. We may charge a visit that is missed without a call.",
)


def booked(number: int) -> Visit:
    """Visit `number`, six weeks after the one before it; the first on 5 January 2027 at 10:15."""
    first = make_visit()
    return replace(
        first,
        id=number,
        kind=KINDS[(number - 1) % len(KINDS)],
        room_name="Room 1",
        place=Place(
            starts_at=first.starts_at + timedelta(weeks=6 * (number - 1)),
            minutes=45 if number % 2 else 15,
            numbing_minutes=30 if number % 2 else 0,
        ),
    )


def make_card(visits: int = 3, paper: Paper = Paper.A4, **changes: Any) -> AppointmentCard:
    """A card with so many visits, printed on 22 November 2026."""
    made = AppointmentCard(
        clinic=replace(CLINIC, paper=paper),
        template=OWN_WORDS,
        patient=PATIENT,
        visits=tuple(booked(number) for number in range(1, visits + 1)),
        asks_preparation=True,
        printed_at=datetime(2026, 11, 22, 10, 58, tzinfo=UTC),
        printed_by="R. Diaz",
    )
    return replace(made, **changes)


SHEETS = (
    SampleSheet("appointment_card", render_appointment_card, make_card(), is_numbered=False),
    SampleSheet("appointment_card_two", render_appointment_card, make_card(8, Paper.LETTER), is_numbered=False),
)

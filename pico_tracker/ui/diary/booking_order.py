"""What the booking form sends: a visit, perhaps for somebody new, perhaps together with another's."""

from dataclasses import dataclass, replace
from uuid import UUID

from pico_tracker.domain.diary import VisitEntry
from pico_tracker.domain.topics import Topics
from pico_tracker.services.bookings import book_beside
from pico_tracker.services.context import Context, Done
from pico_tracker.services.patients import add_provisional_patient
from pico_tracker.services.visits import book_visit


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who is not on record yet: a name and a phone number are enough to book."""

    entry_id: UUID
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class BookingOrder:
    """A visit to book; `entry.patient_id` is 0 where `newcomer` comes."""

    entry: VisitEntry
    newcomer: Newcomer | None = None
    beside_id: int | None = None
    """Another patient's visit that it belongs together with."""


def place_order(context: Context, order: BookingOrder) -> Done[int]:
    """Put the newcomer on record, then book the visit; returns the visit.

    A refused visit leaves the newcomer on record, and a second try finds them again.
    """
    entry, changed = order.entry, Topics()
    if order.newcomer is not None:
        added = add_newcomer(context, order.newcomer)
        entry, changed = replace(entry, patient_id=added.value), added.changed
    booked = book_visit(context, entry) if order.beside_id is None else book_beside(context, entry, order.beside_id)
    return Done(booked.value, booked.changed | changed)


def add_newcomer(context: Context, newcomer: Newcomer) -> Done[int]:
    """Put somebody on record by name and phone."""
    return add_provisional_patient(context, newcomer.entry_id, newcomer.name, newcomer.phone)

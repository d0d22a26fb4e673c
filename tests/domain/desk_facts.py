"""A small clinic for tests of bookings: two practitioners, two rooms, two lasers, in London."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from pico_tracker.domain.bookings import BookingFacts, Holding, Resource, ResourceKind
from pico_tracker.domain.opening_hours import Absence, AbsenceEntry, OpeningHours, Whom
from pico_tracker.domain.people import Role, StaffMember
from pico_tracker.domain.rooms import Room
from pico_tracker.domain.spans import in_utc

ZONE = ZoneInfo("Europe/London")
MONDAY = date(2026, 11, 23)
ASH, BIRCH, OFFICE = 1, 2, 3
"""Two practitioners and an administrator."""
ROOM_1, ROOM_2 = 11, 12
PICO, CARRIED = 21, 22
"""A laser that stands in room 1, and one that is carried."""
PATIENT = 31


def at(text: str, day: date = MONDAY) -> datetime:
    """A moment as the clinic's clock shows it."""
    hour, minute = text.split(":")
    return datetime(day.year, day.month, day.day, int(hour), int(minute), tzinfo=ZONE)


def clinic(**changes: Any) -> BookingFacts:
    """The clinic, open Monday to Friday nine to six."""
    values: dict[str, Any] = {
        "hours": OpeningHours(ZONE),
        "people": (
            StaffMember(ASH, "Ash", Role.PRACTITIONER),
            StaffMember(BIRCH, "Birch", Role.PRACTITIONER),
            StaffMember(OFFICE, "Office", Role.ADMINISTRATOR),
        ),
        "rooms": (Room(ROOM_1, "Room 1"), Room(ROOM_2, "Room 2")),
        "devices": {PICO: "Pico", CARRIED: "Carried"},
        "stands_in": {PICO: ROOM_1},
    }
    return BookingFacts(**{**values, **changes})


def away(whom: Whom, start: datetime, end: datetime, reason: str = "") -> Absence:
    """An absence on record."""
    entry = AbsenceEntry(entry_id=UUID(int=1), whom=whom, starts_at=start, ends_at=end, reason=reason)
    return Absence(id=1, version=1, entry=entry, name="")


def holding(kind: ResourceKind, key: int, start: datetime, minutes: int, visit_id: int = 1) -> Holding:
    """A resource held by a visit."""
    span = in_utc((start, start))[0]
    return Holding(Resource(kind, key), (span, span + timedelta(minutes=minutes)), visit_id)

"""What a booking is judged by: who works here, where lasers stand, who may fire them, what is held.

Both the search for free times and the check of a place that somebody chose ask these facts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from pico_tracker.domain.diary import Place, VisitKind
from pico_tracker.domain.opening_hours import OpeningHours, Whom
from pico_tracker.domain.people import Role, StaffMember
from pico_tracker.domain.rooms import Room
from pico_tracker.domain.spans import Span, Spans, cut_spans, in_utc, join_spans
from pico_tracker.domain.upkeep import Authorisation

FIRING = (VisitKind.TEST_PATCH, VisitKind.SESSION, VisitKind.MAINTENANCE)
"""Kinds of visit in which a laser is fired: they take a room, and a laser's list of people holds."""


class ResourceKind(StrEnum):
    """What can be held by one visit at a time."""

    PATIENT = "patient"
    STAFF = "staff"
    ROOM = "room"
    DEVICE = "device"


@dataclass(frozen=True, slots=True)
class Resource:
    """One patient, person, room or laser."""

    kind: ResourceKind
    id: int


@dataclass(frozen=True, slots=True)
class Holding:
    """A resource held by a visit, in UTC."""

    resource: Resource
    span: Span
    visit_id: int


Held = Mapping[Resource, Spans]
"""When each resource is held, in UTC."""
NOTHING_HELD: Held = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingFacts:
    """The clinic as a booking sees it."""

    hours: OpeningHours
    people: tuple[StaffMember, ...] = ()
    """Who works here and may treat, by name."""
    rooms: tuple[Room, ...] = ()
    """Rooms in use, by name."""
    devices: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    """Lasers in service by their name."""
    stands_in: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))
    """The room of a laser; one that is not in here is carried from room to room."""
    authorisations: tuple[Authorisation, ...] = ()

    def may_fire(self, staff_id: int, device_id: int, on: date) -> bool:
        """Whether a person may fire a laser on a day: anybody while no list of it is kept."""
        kept = [one for one in self.authorisations if one.device_id == device_id]
        return not kept or any(one.staff_id == staff_id and one.holds(on) for one in kept)

    def practitioners(self) -> tuple[StaffMember, ...]:
        """Whom to offer: practitioners, or in a clinic without one whoever else may treat."""
        return tuple(one for one in self.people if one.role is Role.PRACTITIONER) or self.people

    def works(self, day: date, staff_id: int) -> Spans:
        """When a person works on a day and the one after, by hours alone; in UTC."""
        return self._scheduled(day, staff_id)

    def open(self, day: date, staff_id: int | None) -> Spans:
        """When patients can be let in on a day and the one after, by hours alone; in UTC.

        Whoever works outside the clinic's hours opens it for their own patients.
        """
        own = () if staff_id is None else self._scheduled(day, staff_id)
        return join_spans((*self._scheduled(day, None), *own))

    def attended(self, day: date, staff_id: int | None) -> Spans:
        """`open` without the days on which the clinic is closed."""
        return cut_spans(self.open(day, staff_id), self.hours.away(Whom()))

    def _scheduled(self, day: date, staff_id: int | None) -> Spans:
        after = day + timedelta(days=1)
        return join_spans((*self.hours.scheduled(day, staff_id), *self.hours.scheduled(after, staff_id)))


def gather_held(holdings: Iterable[Holding]) -> Held:
    """When each resource is held."""
    found: dict[Resource, list[Span]] = {}
    for one in holdings:
        found.setdefault(one.resource, []).append(one.span)
    return {resource: join_spans(spans) for resource, spans in found.items()}


def list_wanted(place: Place, patient_id: int | None) -> tuple[tuple[Resource, Span], ...]:
    """What a visit at that place would hold, and when: the room from arrival until it is clean, the
    patient until leaving, practitioner and laser during the treatment."""
    start, treated, end, free = (_utc(one) for one in _moments(place))
    wanted = (
        (ResourceKind.PATIENT, patient_id, (start, end)),
        (ResourceKind.STAFF, place.practitioner_id, (treated, end)),
        (ResourceKind.ROOM, place.room_id, (start, free)),
        (ResourceKind.DEVICE, place.device_id, (treated, end)),
    )
    return tuple((Resource(kind, key), span) for kind, key, span in wanted if key is not None)


def _moments(place: Place) -> tuple[datetime, ...]:
    return place.starts_at, place.treated_from, place.ends_at, place.free_from


def _utc(moment: datetime) -> datetime:
    return in_utc((moment, moment))[0]

"""Free times for a visit, and whether a place that somebody chose is free."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from pico_tracker.db.models import ClinicRow
from pico_tracker.db.queries import catalogue
from pico_tracker.db.queries import holdings as holding_queries
from pico_tracker.db.queries import opening_hours as hour_queries
from pico_tracker.db.queries import people as people_queries
from pico_tracker.db.queries import rooms as room_queries
from pico_tracker.db.queries import upkeep as upkeep_queries
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.bookings import BookingFacts, Resource, ResourceKind, gather_held, list_wanted
from pico_tracker.domain.devices import Device
from pico_tracker.domain.diary import LONGEST_EXTRA, LONGEST_MINUTES, Place, VisitKind, check_place
from pico_tracker.domain.findings import Findings
from pico_tracker.domain.free_times import (
    HORIZON,
    FreeTime,
    FreeTimeWish,
    list_days,
    offer_day,
    pick_free_times,
)
from pico_tracker.domain.opening_hours import span_of_day
from pico_tracker.domain.people import Role
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.place_conflicts import check_place_against
from pico_tracker.domain.spans import Span
from pico_tracker.services.context import Context, needs
from pico_tracker.services.refusals import refuse_stops

_DAYS_AT_ONCE = 7
"""Days whose holdings are read together: most searches end within the first week."""

_LONGEST_VISIT = timedelta(minutes=LONGEST_MINUTES + 2 * LONGEST_EXTRA)
"""So far around a place every part of a visit lies that touches it."""


@needs(Permission.READ_DIRECTORY)
def find_free_times(context: Context, wish: FreeTimeWish, limit: int = 6) -> tuple[FreeTime, ...]:
    """Free times in order of time, then practitioner; never before now.

    Looks 120 days ahead of the wish's `from_at`. Raises `Refused` where the lengths cannot be.
    """
    wish = replace(wish, from_at=max(wish.from_at, context.clock()))
    refuse_stops(_check_lengths(wish))
    with context.database.read() as work:
        first = wish.from_at.astimezone(context.zone).date()
        span = _span_of_days(first, first + HORIZON, context.zone)
        facts = read_booking_facts(work, context.zone, span)
        return pick_free_times(_offers(work, facts, wish), limit)


def check_place_free(
    work: Work, place: Place, patient_id: int | None, kind: VisitKind, but_visit_id: int | None = None
) -> Findings:
    """Everything that speaks against a visit at that place, inside another service's transaction.

    Stops: `place.held`, `place.away`, `place.room`, `place.authorised`, `place.gone`. A caution:
    `place.hours`. No finding names another patient. `but_visit_id` is the visit that is being moved.
    """
    zone = _zone(work)
    span = (place.starts_at, place.free_from)
    wanted = [resource for resource, _ in list_wanted(place, patient_id)]
    around = (span[0] - _LONGEST_VISIT, span[1] + _LONGEST_VISIT)
    held = (one for one in holding_queries.list_holdings(work, around, wanted) if one.visit_id != but_visit_id)
    return check_place_against(read_booking_facts(work, zone, span), place, patient_id, kind, held)


def read_booking_facts(work: Work, zone: ZoneInfo, span: Span) -> BookingFacts:
    """Hours, people, rooms and lasers as a booking within the span asks for them."""
    return BookingFacts(
        hours=hour_queries.read_hours(work, zone, *span),
        people=tuple(
            one for one in people_queries.list_staff(work) if one.active and one.role is not Role.RECEPTION
        ),
        rooms=tuple(room for room in room_queries.list_rooms(work) if room.active),
        devices=_device_names([one for one in catalogue.list_devices(work) if one.active]),
        stands_in=room_queries.list_device_rooms(work),
        authorisations=upkeep_queries.list_authorisations(work),
    )


def _check_lengths(wish: FreeTimeWish) -> Findings:
    """What is wrong with the lengths; which room is cleaned is for the search to say."""
    place = Place(
        starts_at=wish.from_at,
        minutes=wish.minutes,
        numbing_minutes=wish.numbing_minutes,
        clean_up_minutes=wish.clean_up_minutes,
    )
    return tuple(one for one in check_place(place) if one.field != "room_id")


def _offers(work: Work, facts: BookingFacts, wish: FreeTimeWish) -> Iterator[tuple[FreeTime, ...]]:
    """The offers of day after day; what is held is read some days at a time."""
    days, resources = list_days(facts, wish), _resources(facts, wish)
    for first in range(0, len(days), _DAYS_AT_ONCE):
        some = days[first : first + _DAYS_AT_ONCE]
        span = _span_of_days(some[0], some[-1], facts.hours.zone)
        held = gather_held(holding_queries.list_holdings(work, span, resources))
        for day in some:
            yield offer_day(facts, wish, held, day)


def _resources(facts: BookingFacts, wish: FreeTimeWish) -> tuple[Resource, ...]:
    """Everything that an offer could hold."""
    device = () if wish.device_id is None else (Resource(ResourceKind.DEVICE, wish.device_id),)
    patient = () if wish.patient_id is None else (Resource(ResourceKind.PATIENT, wish.patient_id),)
    people = tuple(Resource(ResourceKind.STAFF, one.id) for one in facts.people)
    return (*people, *(Resource(ResourceKind.ROOM, one.id) for one in facts.rooms), *device, *patient)


def _span_of_days(first: date, last: date, zone: ZoneInfo) -> Span:
    """Both days, and the one after: a visit may go on past midnight."""
    return span_of_day(first, zone)[0], span_of_day(last + timedelta(days=1), zone)[1]


def _device_names(devices: Collection[Device]) -> dict[int, str]:
    """Each laser by its name, with the serial number where two are called the same."""
    names = Counter(one.name for one in devices)
    return {one.id: one.name if names[one.name] == 1 else one.title for one in devices}


def _zone(work: Work) -> ZoneInfo:
    return ZoneInfo(work.get(ClinicRow, 1).time_zone)

"""Somebody is away, a laser is down, the clinic closes: every visit hit, harm first, and where it could go.

A place is offered only if everything it holds is free, at work and authorised, and if it is safe. The
first offer of each visit keeps out of the way of every other's, so that any of them, or all, can be
accepted in any order.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import IntEnum
from zoneinfo import ZoneInfo

from pico_tracker.domain.bookings import FIRING, BookingFacts, Holding, list_wanted
from pico_tracker.domain.diary import Place, SafeDate, SafeWord, Visit, VisitState
from pico_tracker.domain.free_times import FreeTime, FreeTimeWish
from pico_tracker.domain.opening_hours import Absence, Whom, span_of_day
from pico_tracker.domain.place_conflicts import check_place_against
from pico_tracker.domain.rooms import Room
from pico_tracker.domain.spans import in_utc, overlap
from pico_tracker.domain.standings import Standing
from pico_tracker.domain.words import mark

HERE = (VisitState.ARRIVED, VisitState.IN_ROOM)
"""States in which the patient is in the house: only somebody else can step in now."""
TO_SOLVE = (VisitState.BOOKED, VisitState.CONFIRMED, *HERE)
"""States of a visit that an absence hits; what is done, missed or cancelled stays as it is."""
COLLEAGUES = 3
"""Colleagues offered for the same time at most."""
TIMES = 4
"""Other times offered at most."""


class HitReason(IntEnum):
    """Why a visit is looked at before others; the order is the order of harm."""

    HARM = 1
    OVERDUE = 2
    PLANNED = 3


HIT_NAMES = {
    HitReason.HARM: mark("Review due"),
    HitReason.OVERDUE: mark("Overdue"),
    HitReason.PLANNED: mark("Planned"),
}


class NoOffer(IntEnum):
    """Why there is nothing to offer for a visit."""

    AFTER_REVIEW = 1
    TIED = 2
    HERE = 3
    NOTHING_FREE = 4


NO_OFFER_NAMES = {
    NoOffer.AFTER_REVIEW: mark("No time before a practitioner has looked: book a review."),
    NoOffer.TIED: mark("Tied to another visit, and nobody else is free then: move both in the day book."),
    NoOffer.HERE: mark("The patient is here and nobody else is free: speak to them now."),
    NoOffer.NOTHING_FREE: mark("Nothing is free in these four months: book by hand, or cancel."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedVisit:
    """One visit that an absence hits, and where it could go; the first offer is proposed."""

    visit: Visit
    reason: HitReason
    safe: SafeDate
    offers: tuple[FreeTime, ...] = ()
    why_none: NoOffer | None = None
    """With no offers only."""

    @property
    def proposal(self) -> FreeTime | None:
        """What is accepted unless somebody chooses another one."""
        return self.offers[0] if self.offers else None

    def keeps_time(self, offer: FreeTime) -> bool:
        """Whether the patient would come when they were told to, so that nobody has to call."""
        return offer.place.starts_at == self.visit.starts_at


@dataclass(frozen=True, slots=True)
class AbsencePlan:
    """An absence and every visit that it hits, harm first."""

    absence: Absence
    visits: tuple[PlannedVisit, ...]

    @property
    def proposals(self) -> dict[int, Place]:
        """The proposed place of each visit that has one."""
        return {one.visit.id: one.proposal.place for one in self.visits if one.proposal is not None}


@dataclass(frozen=True, slots=True)
class Hit:
    """A visit that an absence hits, with what its place in the list follows from."""

    visit: Visit
    reason: HitReason
    safe: SafeDate


def is_hit(visit: Visit, absence: Absence) -> bool:
    """Whether a visit that is still to be solved needs somebody or something in the time it is away."""
    if absence.is_withdrawn or visit.state not in TO_SOLVE:
        return False
    if absence.entry.whom.is_clinic:
        return overlap(absence.span, in_utc((visit.starts_at, visit.ends_at)))
    whom = (absence.entry.whom.staff_id, absence.entry.whom.room_id, absence.entry.whom.device_id)
    place = visit.place
    held = Place(
        starts_at=place.starts_at,
        minutes=place.minutes,
        numbing_minutes=place.numbing_minutes,
        clean_up_minutes=place.clean_up_minutes,
        practitioner_id=_if_same(place.practitioner_id, whom[0]),
        room_id=_if_same(place.room_id, whom[1]),
        device_id=_if_same(place.device_id, whom[2]),
    )
    return any(overlap(span, absence.span) for _, span in list_wanted(held, None))


def list_hits(
    visits: Iterable[Visit], absence: Absence, standing_of: Callable[[int], Standing], now: datetime
) -> tuple[Hit, ...]:
    """Every visit hit that is not over, harm first, then overdue treatments, then by time.

    `standing_of` gives that of a patient.
    """
    hits = (
        _hit(visit, standing_of(visit.patient_id))
        for visit in visits
        if is_hit(visit, absence) and (visit.state in HERE or visit.ends_at > now)
    )
    return tuple(sorted(hits, key=lambda one: (one.reason, one.visit.starts_at.astimezone(UTC), one.visit.id)))


def may_keep_time(hit: Hit, zone: ZoneInfo) -> bool:
    """Whether the visit may stay when it is: not on a day before it is safe."""
    return hit.safe.allows(hit.visit.starts_at.astimezone(zone).date())


def offer_same_time(
    facts: BookingFacts, visit: Visit, absence: Absence, holdings: Sequence[Holding]
) -> tuple[FreeTime, ...]:
    """The same time and laser with a colleague, or in another room, if that is what is missing.

    `holdings` are those of other visits.
    """
    found: dict[int | None, FreeTime] = {}
    for place in _same_time_places(facts, visit, absence):
        if place.practitioner_id in found or place == visit.place:
            continue
        if not check_place_against(facts, place, visit.patient_id, visit.kind, holdings):
            found[place.practitioner_id] = _named(facts, place)
    return tuple(found.values())[:COLLEAGUES]


def wish_after(hit: Hit, absence: Absence, now: datetime, zone: ZoneInfo) -> FreeTimeWish:
    """Another time for a visit: from its day on, with whoever may, and not before it is safe.

    Not before its day either: the patient has planned with it (design choice). A visit that takes a
    room only because somebody gave it one keeps that, unless it is the one out of use.
    """
    visit, place = hit.visit, hit.visit.place
    day = visit.starts_at.astimezone(zone).date()
    if hit.safe.from_on is not None:
        day = max(day, hit.safe.from_on)
    return FreeTimeWish(
        kind=visit.kind,
        minutes=place.minutes,
        numbing_minutes=place.numbing_minutes,
        clean_up_minutes=place.clean_up_minutes,
        room_id=None if visit.kind in FIRING or place.room_id == absence.entry.whom.room_id else place.room_id,
        device_id=place.device_id,
        from_at=max(span_of_day(day, zone)[0], now.astimezone(UTC)),
        patient_id=visit.patient_id,
    )


def wish_when_back(wish: FreeTimeWish, absence: Absence) -> FreeTimeWish | None:
    """The same from the end of a long absence on; None where that begins no later."""
    end = absence.span[1]
    return replace(wish, from_at=end) if end > wish.from_at else None


def may_move(hit: Hit) -> NoOffer | None:
    """Why a visit is offered no other time; None where it may be."""
    if hit.visit.state in HERE:
        return NoOffer.HERE
    if hit.safe.word is SafeWord.REVIEW:
        return NoOffer.AFTER_REVIEW
    return NoOffer.TIED if hit.visit.tie is not None else None


def planned(hit: Hit, offers: Sequence[FreeTime]) -> PlannedVisit:
    """A visit with its offers, or why there are none."""
    why = None if offers else may_move(hit) or NoOffer.NOTHING_FREE
    return PlannedVisit(visit=hit.visit, reason=hit.reason, safe=hit.safe, offers=tuple(offers), why_none=why)


def holdings_of_offer(visit: Visit, offer: FreeTime) -> tuple[Holding, ...]:
    """What a visit would hold at an offered place."""
    return tuple(Holding(one, span, visit.id) for one, span in list_wanted(offer.place, visit.patient_id))


def _hit(visit: Visit, standing: Standing) -> Hit:
    about = (visit.kind, visit.course_ids)
    reason = HitReason.PLANNED if standing.overdue_on(*about) is None else HitReason.OVERDUE
    return Hit(visit, HitReason.HARM if standing.has_reaction else reason, standing.safe_date(*about))


def _if_same(held: int | None, away: int | None) -> int | None:
    return held if held == away else None


def _same_time_places(facts: BookingFacts, visit: Visit, absence: Absence) -> Iterator[Place]:
    for person_id in _stand_ins(facts, visit, absence.entry.whom):
        for room_id in _other_rooms(facts.rooms, visit, absence.entry.whom):
            yield replace(visit.place, practitioner_id=person_id, room_id=room_id)


def _stand_ins(facts: BookingFacts, visit: Visit, whom: Whom) -> tuple[int | None, ...]:
    """Whoever else could treat, where it is the practitioner who is away."""
    if whom.staff_id is None:
        return (visit.place.practitioner_id,)
    return tuple(one.id for one in facts.practitioners() if one.id != whom.staff_id)


def _other_rooms(rooms: Iterable[Room], visit: Visit, whom: Whom) -> tuple[int | None, ...]:
    if whom.room_id is None:
        return (visit.place.room_id,)
    return tuple(one.id for one in rooms if one.id != whom.room_id)


def _named(facts: BookingFacts, place: Place) -> FreeTime:
    people = {one.id: one.name for one in facts.people}
    rooms = {one.id: one.name for one in facts.rooms}
    return FreeTime(
        place=place,
        practitioner_name="" if place.practitioner_id is None else people[place.practitioner_id],
        room_name="" if place.room_id is None else rooms[place.room_id],
        device_name="" if place.device_id is None else facts.devices[place.device_id],
    )

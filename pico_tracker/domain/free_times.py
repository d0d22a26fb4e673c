"""Free times for a visit: where patient, practitioner, room and laser are all free and at work.

Every start on the clock's five minutes is known; offered are the first one of each gap, which is
right after another visit or at opening, and the quarter hours (design choice: times people can say).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from pico_tracker.domain.bookings import FIRING, NOTHING_HELD, BookingFacts, Held, Resource, ResourceKind
from pico_tracker.domain.diary import Place, VisitKind
from pico_tracker.domain.opening_hours import DAY_MINUTES, Whom, span_of_day, wall
from pico_tracker.domain.people import StaffMember
from pico_tracker.domain.rooms import Room
from pico_tracker.domain.spans import Span, Spans, common_spans, cut_spans, in_utc, join_spans

STEP = timedelta(minutes=5)
QUARTER = timedelta(minutes=15)
HORIZON = timedelta(days=120)
"""How far ahead a search without an end looks."""
MOST_A_DAY = 3
"""Offers of one day at most, as long as other days have any."""
EVERY_DAY = 127
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeTimeWish:
    """What a free time is looked for."""

    kind: VisitKind
    minutes: int
    """Of the treatment."""
    numbing_minutes: int = 0
    clean_up_minutes: int = 0
    practitioner_id: int | None = None
    room_id: int | None = None
    device_id: int | None = None
    from_at: datetime
    """Not before then: now, or the day that is safe to book from."""
    until_at: datetime | None = None
    """The patient leaves by then; None looks as far as the horizon."""
    weekdays: int = EVERY_DAY
    """One bit a weekday, Monday is 1."""
    from_minute: int = 0
    """The patient does not arrive before, in minutes since midnight on the clinic's clock."""
    to_minute: int = DAY_MINUTES
    """The patient leaves by then; 1440 sets no limit."""
    patient_id: int | None = None
    """Whose other visits are kept free."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeTime:
    """A place that can be booked, with the names of what it holds."""

    place: Place
    practitioner_name: str
    room_name: str = ""
    device_name: str = ""


@dataclass(frozen=True, slots=True)
class _Choice:
    """One practitioner in one room with the laser asked for, and how long each part takes."""

    person: StaffMember
    room: Room | None
    device_id: int | None
    numbing: timedelta
    treatment: timedelta
    clean_up: timedelta


def find_free_times(
    facts: BookingFacts, wish: FreeTimeWish, held: Held = NOTHING_HELD, limit: int = 6
) -> tuple[FreeTime, ...]:
    """Free times in order of time, then of the practitioner's name."""
    days = list_days(facts, wish)
    return pick_free_times((offer_day(facts, wish, held, day) for day in days), limit)


def list_days(facts: BookingFacts, wish: FreeTimeWish) -> tuple[date, ...]:
    """The days on which a search looks, soonest first."""
    zone, horizon = facts.hours.zone, wish.from_at.astimezone(UTC) + HORIZON
    until = horizon if wish.until_at is None else min(wish.until_at.astimezone(UTC), horizon)
    first, last = wish.from_at.astimezone(zone).date(), until.astimezone(zone).date()
    days = (first + timedelta(days=count) for count in range((last - first).days + 1))
    return tuple(day for day in days if wish.weekdays >> day.weekday() & 1)


def pick_free_times(days: Iterable[tuple[FreeTime, ...]], limit: int) -> tuple[FreeTime, ...]:
    """At most `limit` offers, soonest days first; no day is asked once there are enough.

    Of one day at most three, unless the other days have too few.
    """
    chosen: list[FreeTime] = []
    spare: list[FreeTime] = []
    for offers in days:
        chosen += offers[:MOST_A_DAY]
        spare += offers[MOST_A_DAY : MOST_A_DAY + max(limit - len(spare), 0)]
        if len(chosen) >= limit:
            break
    more = spare[: max(limit - len(chosen), 0)]
    return tuple(sorted((*chosen[:limit], *more), key=_order))


def offer_day(facts: BookingFacts, wish: FreeTimeWish, held: Held, day: date) -> tuple[FreeTime, ...]:
    """Every offer of a day: one room a practitioner and start, the first that is free."""
    found: dict[tuple[datetime, int], FreeTime] = {}
    for person in _people(facts, wish, day):
        free = _starts_with(facts, wish, held, day, person)
        for choice in _choices(facts, wish, person) if free else ():
            for start in _sensible(_starts_in(facts, held, day, choice, free)):
                found.setdefault((start, person.id), _offer(facts, start, choice))
    return tuple(sorted(found.values(), key=_order))


def _order(offer: FreeTime) -> tuple[datetime, str, str]:
    return offer.place.starts_at.astimezone(UTC), offer.practitioner_name, offer.room_name


def _choices(facts: BookingFacts, wish: FreeTimeWish, person: StaffMember) -> Iterator[_Choice]:
    for room in _rooms(facts, wish):
        yield _Choice(
            person,
            room,
            wish.device_id,
            timedelta(minutes=wish.numbing_minutes),
            timedelta(minutes=wish.minutes),
            timedelta(minutes=wish.clean_up_minutes if room is not None else 0),
        )


def _people(facts: BookingFacts, wish: FreeTimeWish, day: date) -> tuple[StaffMember, ...]:
    """Who can treat: the one asked for, or everybody; whoever may not fire the laser that day is left out."""
    people = facts.practitioners()
    if wish.practitioner_id is not None:
        people = tuple(one for one in facts.people if one.id == wish.practitioner_id)
    if wish.device_id is None or wish.kind not in FIRING:
        return people
    return tuple(one for one in people if facts.may_fire(one.id, wish.device_id, day))


def _rooms(facts: BookingFacts, wish: FreeTimeWish) -> tuple[Room | None, ...]:
    """Which rooms will do: the one asked for, the one the laser stands in, any; None takes no room."""
    if wish.device_id is not None and wish.device_id not in facts.devices:
        return ()
    stands_in = facts.stands_in.get(wish.device_id) if wish.device_id is not None else None
    asked = {one for one in (wish.room_id, stands_in) if one is not None}
    if asked:
        return tuple(one for one in facts.rooms if asked == {one.id})
    takes_room = wish.kind in FIRING or wish.clean_up_minutes > 0
    return facts.rooms if takes_room and facts.rooms else (None,)


def _starts_with(facts: BookingFacts, wish: FreeTimeWish, held: Held, day: date, person: StaffMember) -> Spans:
    """Starts of a day on the five minutes at which patient and practitioner are free, as spans of starts."""
    numbing, treatment = timedelta(minutes=wish.numbing_minutes), timedelta(minutes=wish.minutes)
    patient = () if wish.patient_id is None else held.get(Resource(ResourceKind.PATIENT, wish.patient_id), ())
    let_in = common_spans(cut_spans(facts.attended(day, person.id), patient), [_window(facts, wish, day)])
    away, taken = facts.hours.away(Whom(staff_id=person.id)), held.get(Resource(ResourceKind.STAFF, person.id), ())
    works = cut_spans(facts.works(day, person.id), (*away, *taken))
    starts = common_spans(_starts(let_in, timedelta(), numbing + treatment), _starts(works, numbing, treatment))
    return common_spans(starts, [_grid(span_of_day(day, facts.hours.zone), STEP)])


def _starts_in(facts: BookingFacts, held: Held, day: date, choice: _Choice, starts: Spans) -> Spans:
    """Those of the starts at which room and laser are free too."""
    attended = facts.attended(day, choice.person.id)
    if choice.room is not None:
        away = facts.hours.away(Whom(room_id=choice.room.id))
        free = cut_spans(attended, (*away, *held.get(Resource(ResourceKind.ROOM, choice.room.id), ())))
        whole = choice.numbing + choice.treatment + choice.clean_up
        starts = common_spans(starts, _starts(free, timedelta(), whole))
    if choice.device_id is not None:
        away = facts.hours.away(Whom(device_id=choice.device_id))
        free = cut_spans(attended, (*away, *held.get(Resource(ResourceKind.DEVICE, choice.device_id), ())))
        starts = common_spans(starts, _starts(free, choice.numbing, choice.treatment))
    return starts


def _window(facts: BookingFacts, wish: FreeTimeWish, day: date) -> Span:
    """Within which the patient wants to be here; without a limit it goes on past midnight."""
    zone = facts.hours.zone
    last = wish.to_minute if wish.to_minute < DAY_MINUTES else 2 * DAY_MINUTES
    start, end = wall(day, wish.from_minute, zone), wall(day, last, zone)
    from_at, until_at = in_utc((wish.from_at, wish.until_at or end))
    return max(start, from_at), min(end, until_at)


def _starts(free: Iterable[Span], after: timedelta, length: timedelta) -> Spans:
    """Starts of a visit whose part, so long and so far into it, lies within what is free."""
    return join_spans(_grid((start - after, end - after - length), STEP, last=True) for start, end in free)


def _grid(span: Span, step: timedelta, *, last: bool = False) -> Span:
    """The span from its first moment on the clock's step; with `last`, its end is a start of its own."""
    start = _up(span[0], step)
    end = _down(span[1], step) + step if last else _up(span[1], step)
    return start, end


def _sensible(spans: Iterable[Span]) -> Iterator[datetime]:
    """The first start of each span, and every quarter hour in it."""
    for first, end in spans:
        yield first
        start = _up(first + STEP, QUARTER)
        while start < end:
            yield start
            start += QUARTER


def _up(moment: datetime, step: timedelta) -> datetime:
    return _EPOCH - (_EPOCH - moment) // step * step


def _down(moment: datetime, step: timedelta) -> datetime:
    return _EPOCH + (moment - _EPOCH) // step * step


def _offer(facts: BookingFacts, start: datetime, choice: _Choice) -> FreeTime:
    minute = timedelta(minutes=1)
    place = Place(
        starts_at=start.astimezone(facts.hours.zone),
        minutes=choice.treatment // minute,
        numbing_minutes=choice.numbing // minute,
        clean_up_minutes=choice.clean_up // minute,
        practitioner_id=choice.person.id,
        room_id=None if choice.room is None else choice.room.id,
        device_id=choice.device_id,
    )
    return FreeTime(
        place=place,
        practitioner_name=choice.person.name,
        room_name="" if choice.room is None else choice.room.name,
        device_name="" if choice.device_id is None else facts.devices[choice.device_id],
    )

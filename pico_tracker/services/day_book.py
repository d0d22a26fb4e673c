"""The day book and the week: who comes when, by practitioner, by room or by laser."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from pico_tracker.db.queries.catalogue import list_devices
from pico_tracker.db.queries.opening_hours import read_hours
from pico_tracker.db.queries.people import list_staff
from pico_tracker.db.queries.rooms import list_device_rooms, list_rooms
from pico_tracker.db.queries.visits import FoundVisit, find_visits_between
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.day_book import Column, ColumnKind, DayBook, key_of
from pico_tracker.domain.diary import AHEAD, TREATING, Visit, VisitState
from pico_tracker.domain.opening_hours import OpeningHours, Whom
from pico_tracker.domain.people import Role
from pico_tracker.domain.permissions import Permission
from pico_tracker.services.context import Context, needs
from pico_tracker.services.visits import readable_visit

_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class _Head:
    """Whose column it is."""

    key: int
    name: str
    second: str = ""


@needs(Permission.READ_DIRECTORY)
def read_day_book(context: Context, day: date, kind: ColumnKind) -> DayBook:
    """One day: a column for each practitioner, room or laser in use, and one for visits without.

    Cancelled visits are left out; missed ones stay to be seen.
    """
    with context.database.read() as work:
        hours, visits = _hours_and_visits(context, work, day, 1)
        heads = _heads(work, kind, visits)
    columns = [_column(day, head, kind, hours, visits) for head in heads]
    rest = tuple(visit for visit in visits if key_of(visit, kind) not in {head.key for head in heads})
    if rest:
        columns.append(Column(day=day, key=None, name="", closed=hours.closed(day, Whom()), visits=rest))
    return _book(hours, kind, day, columns)


@needs(Permission.READ_DIRECTORY)
def read_week(context: Context, first_on: date, kind: ColumnKind, key: int | None = None, days: int = 7) -> DayBook:
    """So many days from the first on: a column a day, for one practitioner, room or laser, or for everybody."""
    with context.database.read() as work:
        hours, visits = _hours_and_visits(context, work, first_on, days)
    own = [visit for visit in visits if key is None or key_of(visit, kind) == key]
    columns = []
    for day in (first_on + timedelta(days=number) for number in range(days)):
        found = tuple(visit for visit in own if visit.starts_at.date() == day)
        columns.append(Column(day=day, key=key, name="", closed=hours.closed(day, _whom(kind, key)), visits=found))
    return _book(hours, kind, first_on, columns)


def _hours_and_visits(
    context: Context, work: Work, first_on: date, days: int
) -> tuple[OpeningHours, tuple[Visit, ...]]:
    start = datetime.combine(first_on, time(), context.zone)
    end = datetime.combine(first_on + timedelta(days=days), time(), context.zone)
    found = find_visits_between(work, start, end)
    visits = tuple(_shown(context, one) for one in found if one.visit.state is not VisitState.CANCELLED)
    return read_hours(work, context.zone, start, end), visits


def _shown(context: Context, found: FoundVisit) -> Visit:
    """A visit as the person at work may read it, and whether it stands before what is safe."""
    visit, today = readable_visit(context, found.visit), context.today()
    day = visit.starts_at.date()
    if visit.kind not in TREATING or visit.state not in AHEAD:
        return visit
    early = any(
        (one.held_from_on is not None and one.held_from_on <= today)
        or (one.earliest_on is not None and one.earliest_on > day)
        for one in found.courses
    )
    return replace(visit, is_before_safe=early)


def _heads(work: Work, kind: ColumnKind, visits: Iterable[Visit]) -> tuple[_Head, ...]:
    seconds = _seconds(kind, visits)
    if kind is ColumnKind.ROOM:
        return tuple(_Head(one.id, one.name, seconds.get(one.id, "")) for one in list_rooms(work) if one.active)
    if kind is ColumnKind.DEVICE:
        rooms, stands_in = {room.id: room.name for room in list_rooms(work)}, list_device_rooms(work)
        return tuple(
            _Head(one.id, one.title, rooms.get(stands_in.get(one.id, 0), ""))
            for one in list_devices(work)
            if one.active
        )
    busy = {visit.place.practitioner_id for visit in visits}
    return tuple(
        _Head(one.id, one.name, seconds.get(one.id, ""))
        for one in list_staff(work)
        if one.id in busy or (one.active and one.role is Role.PRACTITIONER)
    )


def _seconds(kind: ColumnKind, visits: Iterable[Visit]) -> Mapping[int, str]:
    """What a column's visits have in common: "Room 1 · PicoWay"; what differs is left out."""
    beside: dict[int, tuple[set[str], set[str]]] = {}
    for visit in visits:
        key = key_of(visit, kind)
        if key is not None:
            rooms_or_people, lasers = beside.setdefault(key, (set(), set()))
            rooms_or_people.add(visit.practitioner_name if kind is ColumnKind.ROOM else visit.room_name)
            lasers.add(visit.device_name)
    return {key: " · ".join(only for found in both for only in _only(found)) for key, both in beside.items()}


def _only(found: set[str]) -> tuple[str, ...]:
    named = tuple(found - {""})
    return named if len(named) == 1 else ()


def _column(day: date, head: _Head, kind: ColumnKind, hours: OpeningHours, visits: Iterable[Visit]) -> Column:
    return Column(
        day=day,
        key=head.key,
        name=head.name,
        second=head.second,
        closed=hours.closed(day, _whom(kind, head.key)),
        visits=tuple(visit for visit in visits if key_of(visit, kind) == head.key),
    )


def _whom(kind: ColumnKind, key: int | None) -> Whom:
    return {
        ColumnKind.PRACTITIONER: Whom(staff_id=key),
        ColumnKind.ROOM: Whom(room_id=key),
        ColumnKind.DEVICE: Whom(device_id=key),
    }[kind]


def _book(hours: OpeningHours, kind: ColumnKind, first_on: date, columns: Iterable[Column]) -> DayBook:
    shown = tuple(columns)
    days = sorted({column.day for column in shown} or {first_on})
    opens, closes = _bounds(hours, days)
    return DayBook(first_on=first_on, days=len(days), kind=kind, columns=shown, opens=opens, closes=closes)


def _bounds(hours: OpeningHours, days: Iterable[date]) -> tuple[int, int]:
    """Minutes of the day from the earliest opening to the latest closing of the days shown."""
    weekdays = {day.weekday() for day in days}
    every = [one for week in (hours.clinic, *hours.people.values()) for one in week]
    own = [one for one in every if one.weekday in weekdays] or every
    if not own:
        return 9 * 60, 18 * 60
    return min(one.opens for one in own), min(_MINUTES, max(one.closes for one in own))

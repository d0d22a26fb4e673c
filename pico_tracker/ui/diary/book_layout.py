"""Where each visit stands in the day book: its column, its minutes on the wall clock, its lane."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from heapq import heappop, heappush

from pico_tracker.domain.day_book import Column, ColumnKind, DayBook
from pico_tracker.domain.diary import LONGEST_MINUTES, SHORTEST_MINUTES, Place, Visit

MINUTES_A_DAY = 24 * 60
SHORTEST = 20
"""Minutes a block is high at least, so that its name can be read."""
BIN = 30
"""Minutes in a drawer of the index by which what is seen is found."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A visit in the grid: minutes since midnight of its column's day, and its lane."""

    visit: Visit
    column: int
    top: int
    treated: int
    """When numbing ends."""
    leaves: int
    """When the patient leaves and clean-up begins."""
    bottom: int
    """Where the block ends: at least `SHORTEST` after its top, clean-up included."""
    lane: int = 0
    lanes: int = 1
    span: int = 1
    """Lanes it may take, where nobody stands in those to its right."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A time in a column: its number, and minutes since midnight of its day."""

    column: int
    minute: int


def minute_in(day: date, moment: datetime) -> int:
    """Minutes on the wall clock from midnight of `day`, within that day."""
    minute = (moment.date() - day).days * MINUTES_A_DAY + moment.hour * 60 + moment.minute
    return min(max(minute, 0), MINUTES_A_DAY)


def moment_at(day: date, minute: int, zone: tzinfo | None) -> datetime:
    """The moment when the wall clock shows that minute; one that the clocks leave out comes later."""
    shown = datetime.combine(day, time(), zone) + timedelta(minutes=minute)
    return shown.astimezone(UTC).astimezone(zone)


class BookLayout:
    """A day book with every visit placed: `BookLayout(book).within(range(2), 540, 600)`."""

    def __init__(self, book: DayBook, known: "BookLayout | None" = None) -> None:
        self.book = book
        self._columns = tuple(_placed_column(book, number, known) for number in range(len(book.columns)))
        self._drawers = tuple(_drawers(placed) for placed in self._columns)
        self._known = {one.visit.id: one for placed in self._columns for one in placed}
        tops = [placed[0].top for placed in self._columns if placed]
        ends = [one.bottom for one in self._known.values()]
        self.first = min([book.opens, *tops]) // 60
        self.last = min(24, -(-max([book.closes, *ends]) // 60))

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the book."""
        return self.book.columns

    @property
    def visits(self) -> int:
        """How many visits are placed."""
        return len(self._known)

    def in_column(self, column: int) -> tuple[Placed, ...]:
        """What stands in a column, in order of time."""
        return self._columns[column]

    def of(self, visit_id: int) -> Placed | None:
        """Where a visit stands, or none if it is not here."""
        return self._known.get(visit_id)

    def lanes(self, column: int) -> int:
        """How many stand side by side in a column at most."""
        return max((one.lanes for one in self._columns[column]), default=1)

    def within(self, columns: Iterable[int], first: float, last: float) -> list[Placed]:
        """What stands in these columns between two minutes, in order of column and time."""
        found: list[Placed] = []
        for column in columns:
            drawers = self._drawers[column]
            seen = range(int(first) // BIN, int(last) // BIN + 1)
            numbers = {number for drawer in seen for number in drawers.get(drawer, ())}
            placed = self._columns[column]
            found += [placed[n] for n in sorted(numbers) if placed[n].bottom >= first and placed[n].top <= last]
        return found

    def with_moved(self, visit: Visit, place: Place, column: int) -> "BookLayout":
        """The same with one visit elsewhere; only the columns that it leaves and enters are placed anew."""
        moved = replace(visit, place=place)
        columns = list(self.book.columns)
        standing = self.of(visit.id)
        if standing is not None:
            left = columns[standing.column]
            rest = tuple(one for one in left.visits if one.id != visit.id)
            columns[standing.column] = replace(left, visits=rest)
        columns[column] = replace(columns[column], visits=(*columns[column].visits, moved))
        return BookLayout(replace(self.book, columns=tuple(columns)), self)


def place_on(layout: BookLayout, visit: Visit, spot: Spot) -> Place:
    """The place of a visit when it is put onto a spot: the column's own room, person or laser.

    A day of everybody's week is nobody's column: whatever the visit holds stays.
    """
    column = layout.columns[spot.column]
    starts_at = moment_at(column.day, spot.minute, visit.starts_at.tzinfo)
    place = replace(visit.place, starts_at=starts_at)
    if layout.book.days > 1 and column.key is None:
        return place
    if layout.book.kind is ColumnKind.PRACTITIONER:
        return replace(place, practitioner_id=column.key)
    if layout.book.kind is ColumnKind.ROOM:
        return replace(place, room_id=column.key)
    return replace(place, device_id=column.key)


def moved_place(layout: BookLayout, visit: Visit, spot: Spot) -> Place:
    """Where a visit would be when it is moved to a spot; it stays within the day."""
    length = visit.place.numbing_minutes + visit.place.minutes
    minute = min(max(spot.minute, 0), max(0, MINUTES_A_DAY - length))
    return place_on(layout, visit, Spot(spot.column, minute))


def lengthened_place(place: Place, minutes: int) -> Place:
    """The same place with another length of treatment, within what a visit may take."""
    return replace(place, minutes=min(max(minutes, SHORTEST_MINUTES), LONGEST_MINUTES))


def _placed_column(book: DayBook, number: int, known: BookLayout | None) -> tuple[Placed, ...]:
    column = book.columns[number]
    if known is not None and number < len(known.columns) and known.columns[number] is column:
        return known.in_column(number)
    return place_column(column, number, book.kind)


def place_column(column: Column, number: int, kind: ColumnKind) -> tuple[Placed, ...]:
    """Give each visit of a column its minutes, and a lane beside those that it overlaps.

    A room is held until it is clean; elsewhere the strip of clean-up gives way to whoever comes next.
    """
    whole = kind is ColumnKind.ROOM
    standing = sorted((_timed(visit, column.day, number) for visit in column.visits), key=_by_time)
    tops = [one.top for one in standing]
    held = [one if whole else replace(one, bottom=max(one.leaves, one.top + SHORTEST)) for one in standing]
    laned = [done for group in _overlapping(held) for done in _in_lanes(group)]
    if whole:
        return tuple(laned)
    cleaned = {one.visit.id: one.bottom for one in standing}
    return tuple(_with_clean_up(one, cleaned[one.visit.id], tops) for one in laned)


def _by_time(one: Placed) -> tuple[int, int]:
    return one.top, one.visit.id


def _timed(visit: Visit, day: date, column: int) -> Placed:
    place = visit.place
    top = minute_in(day, place.starts_at)
    treated = leaves = top
    if place.starts_at.date() == day and _is_plain(place):
        treated = min(top + place.numbing_minutes, MINUTES_A_DAY)
        leaves = min(treated + place.minutes, MINUTES_A_DAY)
        clean = min(leaves + place.clean_up_minutes, MINUTES_A_DAY)
    else:
        treated = max(top, minute_in(day, place.treated_from))
        leaves = max(treated, minute_in(day, place.ends_at))
        clean = max(leaves, minute_in(day, place.free_from))
    return Placed(visit, column, top, treated, leaves, max(clean, top + SHORTEST))


def _is_plain(place: Place) -> bool:
    """Whether no change of the clock falls into the visit: then its minutes simply add up."""
    length = timedelta(minutes=place.numbing_minutes + place.minutes + place.clean_up_minutes)
    ends_at = (place.starts_at + length).replace(fold=1)  # the later reading: an hour left out or repeated differs
    return place.starts_at.utcoffset() == ends_at.utcoffset()


def _overlapping(standing: Sequence[Placed]) -> list[list[Placed]]:
    groups: list[list[Placed]] = []
    until = -1
    for one in standing:
        if one.top >= until:
            groups.append([])
        groups[-1].append(one)
        until = max(until, one.bottom)
    return groups


def _in_lanes(group: Sequence[Placed]) -> list[Placed]:
    """Everybody in the leftmost lane that is free, as wide as the lanes to the right stay empty."""
    if len(group) == 1:
        return list(group)
    busy: list[tuple[int, int]] = []
    free: list[int] = []
    rows: list[list[Placed]] = []
    lanes = []
    for one in group:
        while busy and busy[0][0] <= one.top:
            heappush(free, heappop(busy)[1])
        lane = heappop(free) if free else len(rows)
        if lane == len(rows):
            rows.append([])
        rows[lane].append(one)
        heappush(busy, (one.bottom, lane))
        lanes.append(lane)
    return [
        replace(one, lane=lane, lanes=len(rows), span=_span(one, lane, rows))
        for one, lane in zip(group, lanes, strict=True)
    ]


def _span(one: Placed, lane: int, rows: Sequence[Sequence[Placed]]) -> int:
    right = lane + 1
    while right < len(rows) and not _stands_beside(one, rows[right]):
        right += 1
    return right - lane


def _stands_beside(one: Placed, row: Sequence[Placed]) -> bool:
    """Whether somebody of a lane, whose visits follow each other, overlaps in time."""
    at = bisect_left(row, one.bottom, key=lambda other: other.top)
    return at > 0 and row[at - 1].bottom > one.top


def _with_clean_up(one: Placed, clean: int, tops: Sequence[int]) -> Placed:
    at = bisect_left(tops, one.bottom)
    until = min([clean, *tops[at : at + 1]])
    return replace(one, bottom=max(one.bottom, until))


def _drawers(placed: Sequence[Placed]) -> dict[int, list[int]]:
    drawers: dict[int, list[int]] = {}
    for number, one in enumerate(placed):
        for drawer in range(one.top // BIN, one.bottom // BIN + 1):
            drawers.setdefault(drawer, []).append(number)
    return drawers

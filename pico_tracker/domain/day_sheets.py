"""The day sheet: who comes when, to whom and for what, on paper that works without a computer."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.day_book import Closed, Column
from pico_tracker.domain.diary import HOLDING, VISIT_STATE_NAMES, Visit, VisitState
from pico_tracker.domain.recalls import RecallLine
from pico_tracker.domain.sheet_templates import PLAIN_TEMPLATE, SheetTemplate
from pico_tracker.domain.spans import Span, Spans, common_spans, cut_spans, in_utc, join_spans
from pico_tracker.domain.words import mark

SHORTEST_GAP = timedelta(minutes=5)
"""A shorter time between two visits is none that anybody could use."""
STATE_LETTERS = {
    VisitState.BOOKED: mark("B"),
    VisitState.CONFIRMED: mark("C"),
    VisitState.ARRIVED: mark("A"),
    VisitState.IN_ROOM: mark("R"),
    VisitState.DONE: mark("D"),
    VisitState.NO_SHOW: mark("N"),
    VisitState.CANCELLED: mark("X"),
}
"""One letter a state, told in the legend; `VISIT_STATE_NAMES` has the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayVisit:
    """A visit with what nobody may overlook about its patient."""

    visit: Visit
    born_on: date | None = None
    allergies: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    """Which session of each of the visit's courses it would be; 0 where it is none, or nobody may read it."""


@dataclass(frozen=True, slots=True)
class DayGap:
    """A stretch without a visit: free, or taken by an absence and then with its reason."""

    starts_at: datetime
    ends_at: datetime
    reason: str = ""
    is_whole_day: bool = False


DayLine = DayVisit | DayGap


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPart:
    """The day of one practitioner, or that of visits without one."""

    name: str
    """Empty for visits without a practitioner."""
    second: str = ""
    """Room and laser where all visits have the same."""
    lines: tuple[DayLine, ...] = ()

    @property
    def visits(self) -> tuple[Visit, ...]:
        """The visits among the lines."""
        return tuple(line.visit for line in self.lines if isinstance(line, DayVisit))


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySheet:
    """Everything the day sheet prints. `printed_at` has a time zone."""

    clinic: Clinic
    template: SheetTemplate = PLAIN_TEMPLATE
    day: date
    parts: tuple[DayPart, ...] = ()
    shows_clinical: bool = False
    """Whether courses, session numbers and notes of the visits are in it."""
    practitioner: str = ""
    """Name, where it is the sheet of one person only."""
    to_confirm: tuple[RecallLine, ...] = ()
    """Visits of the next working days that nobody has confirmed."""
    printed_at: datetime
    printed_by: str

    @property
    def visits(self) -> tuple[Visit, ...]:
        """All visits, part by part."""
        return tuple(visit for part in self.parts for visit in part.visits)


@dataclass(frozen=True, slots=True)
class DayTotal:
    """What stands in the last line."""

    visits: int = 0
    unconfirmed: int = 0
    missed: int = 0


def total_of(visits: Iterable[Visit]) -> DayTotal:
    """How many visits, how many of them nobody has confirmed, how many were missed."""
    states = [one.state for one in visits]
    return DayTotal(
        visits=len(states),
        unconfirmed=states.count(VisitState.BOOKED),
        missed=states.count(VisitState.NO_SHOW),
    )


def states_of(visits: Iterable[Visit]) -> tuple[tuple[str, str], ...]:
    """The marked letter and name of each state among the visits, for the legend."""
    met = {one.state for one in visits}
    return tuple((STATE_LETTERS[state], VISIT_STATE_NAMES[state]) for state in VisitState if state in met)


@dataclass(frozen=True, slots=True)
class OpenTime:
    """From when until when the clinic is open at most on a day; gaps outside are left out."""

    starts_at: datetime
    ends_at: datetime
    whole_day: Span = field(kw_only=True)


def lay_out(column: Column, visits: Sequence[DayVisit], hours: OpenTime) -> tuple[DayLine, ...]:
    """The visits of a column in order of time, with its absences and, for a person, the free time between.

    Nobody's visits have no free time: nobody could take it.
    """
    gaps = [*_absences(column.closed, hours)]
    if column.key is not None:
        gaps += _free(column.closed, visits, hours)
    return tuple(sorted((*visits, *gaps), key=_place))


def _place(line: DayLine) -> tuple[datetime, int, datetime, int]:
    """In order of time; an absence before the visits that it surprises."""
    if isinstance(line, DayGap):
        start, end = in_utc((line.starts_at, line.ends_at))
        return start, 0, end, 0
    start, end = in_utc((line.visit.starts_at, line.visit.ends_at))
    return start, 1, end, line.visit.id


def _absences(closed: Iterable[Closed], hours: OpenTime) -> Iterator[DayGap]:
    """What keeps the column from taking visits while the clinic could be open, each with its reason."""
    open_time, whole = in_utc((hours.starts_at, hours.ends_at)), in_utc(hours.whole_day)
    for one in closed:
        span = in_utc((one.starts_at, one.ends_at))
        if one.reason and common_spans([span], [open_time]):
            yield _gap(common_spans([span], [open_time])[0], hours, one.reason, is_whole_day=span == whole)


def _free(closed: Iterable[Closed], visits: Iterable[DayVisit], hours: OpenTime) -> Iterator[DayGap]:
    taken = [in_utc((one.starts_at, one.ends_at)) for one in closed]
    for start, end in cut_spans([in_utc((hours.starts_at, hours.ends_at))], [*taken, *_held(visits)]):
        if end - start >= SHORTEST_GAP:
            yield _gap((start, end), hours)


def _held(visits: Iterable[DayVisit]) -> Spans:
    """When the practitioner treats: while a patient is numbed, somebody else could be."""
    places = (one.visit.place for one in visits if one.visit.state in HOLDING)
    return join_spans(in_utc((place.treated_from, place.ends_at)) for place in places)


def _gap(span: Span, hours: OpenTime, reason: str = "", *, is_whole_day: bool = False) -> DayGap:
    zone = hours.starts_at.tzinfo
    return DayGap(span[0].astimezone(zone), span[1].astimezone(zone), reason, is_whole_day)

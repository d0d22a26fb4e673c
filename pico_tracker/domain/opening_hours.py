"""When the clinic is open and its people work, and when somebody or something is away.

Hours are minutes on the clinic's clock; what they are in real time follows from the day. A wall-clock
time that does not exist on the day a clock is put forward moves forward, and of two times that look the
same on the day it is put back the first one counts, both as `zoneinfo` reads them.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from types import MappingProxyType
from zoneinfo import ZoneInfo

from pico_tracker.domain.day_book import Closed
from pico_tracker.domain.findings import Finding, Findings, check_lengths
from pico_tracker.domain.spans import Span, Spans, common_spans, cut_spans, in_utc, join_spans
from pico_tracker.domain.words import LINE_LIMIT, Sentence, mark, sentence

DAY_MINUTES = 24 * 60
LONGEST_ABSENCE = timedelta(days=2 * 366)
"""An absence that lasts longer is a person or a laser that is retired, or a slip in the year."""


@dataclass(frozen=True, slots=True, order=True)
class Opening:
    """A stretch of a weekday (Monday is 0), in minutes since midnight on the clinic's clock."""

    weekday: int
    opens: int
    closes: int
    """Up to 1440, which is midnight at the end of the day."""


DEFAULT_OPENINGS = tuple(Opening(weekday, 9 * 60, 18 * 60) for weekday in range(5))
"""Hours of a clinic that has none on file: Monday to Friday, 9 to 18 (design choice: an empty table
would close the day book of a new clinic)."""


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom an absence concerns: a person, a room, a laser, or the whole clinic where all are None."""

    staff_id: int | None = None
    room_id: int | None = None
    device_id: int | None = None

    @property
    def is_clinic(self) -> bool:
        """Whether it concerns everybody."""
        return self == Whom()


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceEntry:
    """A stretch in which somebody is away, something is out of use, or the clinic is closed."""

    entry_id: uuid.UUID
    whom: Whom
    starts_at: datetime
    ends_at: datetime
    reason: str = ""
    """In the clinic's words; everybody at the desk reads it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """An absence on record."""

    id: int
    version: int
    entry: AbsenceEntry
    name: str
    """Of the person, the room or the laser; "" for the clinic."""
    is_withdrawn: bool = False

    @property
    def span(self) -> Span:
        """Its stretch in UTC."""
        return in_utc((self.entry.starts_at, self.entry.ends_at))

    @property
    def why(self) -> str:
        """The reason as the day book shows it; without one, marked words for what it is."""
        if self.entry.reason:
            return self.entry.reason
        if self.entry.whom.is_clinic:
            return mark("Closed")
        return mark("Away") if self.entry.whom.staff_id is not None else mark("Out of use")


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """The hours of a clinic and its people, and every absence of the time it was read for."""

    zone: ZoneInfo
    clinic: tuple[Opening, ...] = DEFAULT_OPENINGS
    people: Mapping[int, tuple[Opening, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Own hours by person. Whoever has none here works whenever the clinic is open."""
    absences: tuple[Absence, ...] = ()

    def stretches(self, day: date, staff_id: int | None = None) -> Spans:
        """When the clinic is open on a day, or when a person works, absences taken out.

        In the clinic's zone, in order. The last stretch of a day may end at midnight.
        """
        free = cut_spans(self.scheduled(day, staff_id), self.away(Whom(staff_id=staff_id)))
        return tuple((start.astimezone(self.zone), end.astimezone(self.zone)) for start, end in free)

    def closed(self, day: date, whom: Whom) -> tuple[Closed, ...]:
        """What of a day takes no visit, in order, no two overlapping.

        "" outside the hours, else the absence's reason. A room or a laser has the clinic's hours.
        """
        whole = span_of_day(day, self.zone)
        found: list[tuple[Span, str]] = []
        for one in sorted(self._of(whom), key=lambda absence: absence.span):
            covered = [span for span, _ in found]
            found += [(span, one.why) for span in cut_spans(common_spans([whole], [one.span]), covered)]
        taken = [*self.scheduled(day, whom.staff_id), *(span for span, _ in found)]
        found += [(span, "") for span in cut_spans([whole], taken)]
        return tuple(
            Closed(start.astimezone(self.zone), end.astimezone(self.zone), why)
            for (start, end), why in sorted(found)
        )

    def scheduled(self, day: date, staff_id: int | None = None) -> Spans:
        """The hours of a day as they stand on file, in UTC, whatever the absences."""
        own = self.people.get(staff_id, ()) if staff_id is not None else ()
        hours = (one for one in own or self.clinic if one.weekday == day.weekday())
        return join_spans((wall(day, one.opens, self.zone), wall(day, one.closes, self.zone)) for one in hours)

    def away(self, whom: Whom) -> Spans:
        """When somebody or something is away or the clinic is closed, in UTC."""
        return join_spans(one.span for one in self._of(whom))

    def _of(self, whom: Whom) -> Iterable[Absence]:
        """Absences of the whole clinic, and of this one."""
        return (
            one
            for one in self.absences
            if not one.is_withdrawn and (one.entry.whom.is_clinic or one.entry.whom == whom)
        )


def wall(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """The moment in UTC at which the clocks of a zone show so many minutes since midnight of a day."""
    start = datetime.combine(day, time())
    return (start + timedelta(minutes=minutes)).replace(tzinfo=zone).astimezone(UTC)


def span_of_day(day: date, zone: ZoneInfo) -> Span:
    """From midnight to midnight, in UTC; 23 to 25 hours."""
    return wall(day, 0, zone), wall(day, DAY_MINUTES, zone)


def check_openings(openings: Iterable[Opening]) -> Findings:
    """All that is wrong with hours; a finding's field is `openings.` and the weekday."""
    found = []
    ordered = sorted(openings)
    for one in ordered:
        is_known = 0 <= one.weekday < 7 and one.opens >= 0 and one.closes <= DAY_MINUTES
        if not is_known or one.opens >= one.closes:
            said = sentence(mark("The end comes after the start, and both are within one day."))
            found.append(_stop(f"openings.{one.weekday}", said, "hours.order"))
    for one, after in pairwise(ordered):
        if one.weekday == after.weekday and after.opens < one.closes:
            said = sentence(mark("Two stretches of this day overlap."))
            found.append(_stop(f"openings.{one.weekday}", said, "hours.overlap"))
    return tuple(found)


def check_absence(entry: AbsenceEntry) -> Findings:
    """All that is wrong with an absence as written down."""
    found = []
    start, end = in_utc((entry.starts_at, entry.ends_at))
    if end <= start:
        found.append(_stop("ends_at", sentence(mark("The end comes after the start.")), "absence.order"))
    elif end - start > LONGEST_ABSENCE:
        said = sentence(mark("This is longer than two years. Check the year of both dates."))
        found.append(_stop("ends_at", said, "absence.length"))
    whom = (entry.whom.staff_id, entry.whom.room_id, entry.whom.device_id)
    if sum(one is not None for one in whom) > 1:
        said = sentence(mark("An absence is of one person, one room or one laser, or of the whole clinic."))
        found.append(_stop("whom", said, "absence.whom"))
    return (*found, *check_lengths(entry, {"reason": LINE_LIMIT}, "absence"))


def closure_of_day(day: date, zone: ZoneInfo, name: str, entry_id: uuid.UUID) -> AbsenceEntry:
    """The clinic closed for one day, such as a public holiday."""
    start, end = span_of_day(day, zone)
    return AbsenceEntry(
        entry_id=entry_id,
        whom=Whom(),
        starts_at=start.astimezone(zone),
        ends_at=end.astimezone(zone),
        reason=name,
    )


def _stop(name: str, said: Sentence, code: str) -> Finding:
    return Finding(name, said, code=code)

"""The waiting list: who would come sooner, or at all, when a time comes free."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from pico_tracker.domain.diary import Place, SafeDate, SafeWord, VisitKind, check_place
from pico_tracker.domain.findings import Finding, Findings, check_lengths
from pico_tracker.domain.free_times import EVERY_DAY, FreeTime, FreeTimeWish
from pico_tracker.domain.opening_hours import DAY_MINUTES, wall
from pico_tracker.domain.patients import ContactPreference
from pico_tracker.domain.spans import Span, in_utc
from pico_tracker.domain.words import TEXT_LIMIT, Sentence, mark, sentence

_NO_DATE = SafeDate(SafeWord.FREE)


class WaitingState(StrEnum):
    """Whether somebody still waits for a time."""

    WAITING = "waiting"
    BOOKED = "booked"
    WITHDRAWN = "withdrawn"


WAITING_NAMES = {
    WaitingState.WAITING: mark("Waiting"),
    WaitingState.BOOKED: mark("Booked"),
    WaitingState.WITHDRAWN: mark("Withdrawn"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingEntry:
    """What somebody waits for, and when they could come."""

    entry_id: uuid.UUID
    patient_id: int
    course_ids: tuple[int, ...] = ()
    """The courses that the visit is to serve; without any, every open one counts for the safe date."""
    kind: VisitKind
    minutes: int
    """Of the treatment."""
    numbing_minutes: int = 0
    clean_up_minutes: int = 0
    device_id: int | None = None
    """None takes any laser, or none."""
    practitioner_id: int | None = None
    """None takes anybody."""
    weekdays: int = EVERY_DAY
    """One bit a weekday, Monday is 1."""
    from_minute: int = 0
    """The person does not arrive before, in minutes since midnight on the clinic's clock."""
    to_minute: int = DAY_MINUTES
    """The person leaves by then; 1440 sets no limit."""
    from_on: date | None = None
    until_on: date | None = None
    note: str = ""
    """For everybody at the desk; nothing clinical."""
    visit_id: int | None = None
    """A visit that the person would give up for a sooner one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A line of the waiting list: who waits, since when, and how to reach them."""

    id: int
    version: int
    entry: WaitingEntry
    since: datetime
    state: WaitingState = WaitingState.WAITING
    patient_name: str
    record_number: str = ""
    phone: str = ""
    """The number to call first."""
    preference: ContactPreference = ContactPreference.NONE
    hours: str = ""
    """Best hours to call, in the patient's words."""
    no_contact: bool = False
    """Whether the patient does not want to hear from the clinic."""
    practitioner_name: str = ""
    device_name: str = ""
    gives_up_at: datetime | None = None
    """When the visit is that would be given up."""
    safe: SafeDate = _NO_DATE
    """As it counts today."""
    overdue_since: date | None = None
    """The day by which the treatment was to be done, where that has passed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FreedTime:
    """A stretch that has come free, and what it frees; None holds nothing of that kind."""

    starts_at: datetime
    ends_at: datetime
    practitioner_id: int | None = None
    room_id: int | None = None
    device_id: int | None = None


@dataclass(frozen=True, slots=True)
class WaitingMatch:
    """Somebody who could take a freed time, and the place in the day book that they would get."""

    waiting: Waiting
    offer: FreeTime


def freed_by(place: Place) -> FreedTime:
    """What comes free when a visit lets go of its place."""
    return FreedTime(
        starts_at=place.starts_at,
        ends_at=place.free_from,
        practitioner_id=place.practitioner_id,
        room_id=place.room_id,
        device_id=place.device_id,
    )


def in_turn(lines: Iterable[Waiting]) -> tuple[Waiting, ...]:
    """The lines in the order to ask: those whose treatment is overdue first, then the longest waiting."""
    return tuple(sorted(lines, key=lambda one: (one.overdue_since is None, one.since, one.id)))


def fits(waiting: Waiting, freed: FreedTime, zone: ZoneInfo) -> bool:
    """Whether a freed time is long enough for somebody, with their practitioner and laser, on a day and
    at hours that they named and not before it is safe; and whether they may be asked at all.

    `waiting.safe` is the date that counts today. What else is held at that time is not looked at.
    """
    entry = waiting.entry
    if waiting.no_contact or not (
        _agree(entry.practitioner_id, freed.practitioner_id) and _agree(entry.device_id, freed.device_id)
    ):
        return False
    needed = timedelta(minutes=entry.numbing_minutes + entry.minutes)
    return any(end - start >= needed for start, end in _windows(waiting, freed, zone))


def wish_for(waiting: Waiting, freed: FreedTime, zone: ZoneInfo) -> FreeTimeWish:
    """What is looked for within a freed time that `fits`."""
    entry = waiting.entry
    windows = _windows(waiting, freed, zone)
    return FreeTimeWish(
        kind=entry.kind,
        minutes=entry.minutes,
        numbing_minutes=entry.numbing_minutes,
        clean_up_minutes=entry.clean_up_minutes,
        practitioner_id=freed.practitioner_id if entry.practitioner_id is None else entry.practitioner_id,
        room_id=freed.room_id,
        device_id=freed.device_id if entry.device_id is None else entry.device_id,
        from_at=windows[0][0],
        until_at=windows[-1][1],
        weekdays=entry.weekdays,
        from_minute=entry.from_minute,
        to_minute=entry.to_minute,
        patient_id=entry.patient_id,
    )


def check_waiting(entry: WaitingEntry, today: date) -> Findings:
    """All that is wrong with a line before it is written."""
    return (
        *(one for one in check_place(_lengths(entry)) if one.field != "room_id"),
        *_check_hours(entry),
        *_check_days(entry, today),
        *check_lengths(entry, {"note": TEXT_LIMIT}, "waiting"),
    )


def _windows(waiting: Waiting, freed: FreedTime, zone: ZoneInfo) -> tuple[Span, ...]:
    """What of the freed time lies in the hours of each day that suits, in UTC, in order; none past midnight."""
    entry = waiting.entry
    start, end = in_utc((freed.starts_at, freed.ends_at))
    first, count = start.astimezone(zone).date(), (end.astimezone(zone).date() - start.astimezone(zone).date()).days
    days = (first + timedelta(days=number) for number in range(count + 1))
    hours = (
        (max(start, wall(day, entry.from_minute, zone)), min(end, wall(day, entry.to_minute, zone)))
        for day in days
        if _suits(waiting, day)
    )
    return tuple(one for one in hours if one[0] < one[1])


def _suits(waiting: Waiting, day: date) -> bool:
    entry = waiting.entry
    return (
        bool(entry.weekdays >> day.weekday() & 1)
        and (entry.from_on is None or entry.from_on <= day)
        and (entry.until_on is None or day <= entry.until_on)
        and waiting.safe.allows(day)
    )


def _agree(wanted: int | None, freed: int | None) -> bool:
    """Whether what is wanted and what came free can be the same."""
    return wanted is None or freed is None or wanted == freed


def _lengths(entry: WaitingEntry) -> Place:
    return Place(
        starts_at=datetime.min.replace(tzinfo=UTC),
        minutes=entry.minutes,
        numbing_minutes=entry.numbing_minutes,
        clean_up_minutes=entry.clean_up_minutes,
    )


def _check_hours(entry: WaitingEntry) -> Findings:
    if not entry.weekdays & EVERY_DAY:
        return (_stop("weekdays", sentence(mark("Choose at least one day."))),)
    if not 0 <= entry.from_minute < entry.to_minute <= DAY_MINUTES:
        return (_stop("to_minute", sentence(mark("The end comes after the start, both within one day."))),)
    needed = entry.numbing_minutes + entry.minutes
    if entry.to_minute - entry.from_minute < needed:
        said = sentence(mark("The visit takes {minutes} minutes: these hours are shorter."), minutes=needed)
        return (_stop("to_minute", said),)
    return ()


def _check_days(entry: WaitingEntry, today: date) -> Findings:
    if entry.until_on is None:
        return ()
    if entry.until_on < today:
        return (_stop("until_on", sentence(mark("This day has passed. Enter a later one, or none."))),)
    if entry.from_on is not None and entry.until_on < entry.from_on:
        return (_stop("until_on", sentence(mark("The last day comes after the first one."))),)
    return ()


def _stop(name: str, said: Sentence) -> Finding:
    return Finding(name, said, code=f"waiting.{name}")

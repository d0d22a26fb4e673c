"""When the demonstration clinic has time: its hours, its closures, and the hours still free ahead."""

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from pico_tracker.domain.diary import Place
from pico_tracker.domain.opening_hours import (
    AbsenceEntry,
    Opening,
    OpeningHours,
    Whom,
    closure_of_day,
    wall,
)

OPENINGS = (*(Opening(weekday, 9 * 60, 18 * 60) for weekday in range(6)), Opening(6, 10 * 60, 17 * 60))
"""Every day of the week, since a demonstration is looked at on any of them."""
NUMBING, CLEAN_UP = 30, 10
_STARTS = tuple(range(9 * 60, 18 * 60, 90))
"""The longest visit with everything takes 85 minutes."""
_LONGEST = timedelta(minutes=85)
_LATER = timedelta(minutes=15)
_LEFT_FREE = 2
"""So many of these starts stay free on every day, so that a clinic of thousands can book too."""


@dataclass(frozen=True, slots=True)
class Team:
    """A practitioner, the room they work in and the laser that stands there."""

    practitioner_id: int
    room_id: int
    device_id: int


@dataclass(frozen=True, slots=True)
class Length:
    """How long the parts of a visit take, in minutes."""

    minutes: int
    numbing: int = 0
    clean_up: int = 0

    @property
    def whole(self) -> timedelta:
        """From arrival until the room is clean."""
        return timedelta(minutes=self.minutes + self.numbing + self.clean_up)


def place_at(team: Team, starts_at: datetime, length: Length, *, with_laser: bool = True) -> Place:
    """A visit's place with that team."""
    return Place(
        starts_at=starts_at,
        minutes=length.minutes,
        numbing_minutes=length.numbing,
        clean_up_minutes=length.clean_up,
        practitioner_id=team.practitioner_id,
        room_id=team.room_id,
        device_id=team.device_id if with_laser else None,
    )


def afternoon_away(today: date, zone: ZoneInfo, staff_id: int, entry_id: UUID) -> AbsenceEntry:
    """Somebody is on a course next Wednesday after lunch."""
    wednesday = today + timedelta(days=9 - today.weekday())
    return AbsenceEntry(
        entry_id=entry_id,
        whom=Whom(staff_id=staff_id),
        starts_at=datetime.combine(wednesday, time(13), zone),
        ends_at=datetime.combine(wednesday, time(18), zone),
        reason="Laser safety refresher",
    )


def public_holiday(today: date, zone: ZoneInfo, entry_id: UUID) -> AbsenceEntry:
    """The clinic is closed on a Monday in two to three weeks."""
    return closure_of_day(today + timedelta(days=21 - today.weekday()), zone, "Public holiday", entry_id)


class Diary:
    """Which hours of each team are still free from tomorrow on; nobody and no patient is booked twice."""

    def __init__(self, dice: random.Random, hours: OpeningHours) -> None:
        self._dice = dice
        self._hours = hours
        self._free: dict[tuple[int, date], list[datetime]] = {}
        self._days_of: set[tuple[UUID, date]] = set()

    def take(self, team: Team, patient: UUID, days: tuple[date, date], length: Length) -> datetime | None:
        """A free moment on the first day that has one, now taken; None where none has."""
        day, last_day = days
        while day <= last_day:
            free = self._of(team, day)
            if len(free) > _LEFT_FREE and (patient, day) not in self._days_of:
                self._days_of.add((patient, day))
                start = free.pop(self._dice.randrange(len(free)))
                return start + _LATER * self._dice.randrange(2) if length.whole + _LATER <= _LONGEST else start
            day += timedelta(days=1)
        return None

    def _of(self, team: Team, day: date) -> list[datetime]:
        """What is free of a team's day, asked once and then kept."""
        key = team.practitioner_id, day
        if key not in self._free:
            self._free[key] = list(self._open(team, day))
        return self._free[key]

    def _open(self, team: Team, day: date) -> list[datetime]:
        at_work = self._hours.stretches(day, team.practitioner_id)
        starts = [wall(day, minutes, self._hours.zone).astimezone(self._hours.zone) for minutes in _STARTS]
        return [one for one in starts if any(begin <= one and one + _LONGEST <= end for begin, end in at_work)]

"""When the next session is safe and when it is late; when maintenance falls due."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Interval:
    """A course's agreed spacing in whole weeks: earliest, target, late."""

    earliest_weeks: int
    target_weeks: int
    late_weeks: int


@dataclass(frozen=True, slots=True)
class Window:
    """Dates for the next session. Due from `earliest_on`, overdue after `target_on`,
    lost to follow-up after `late_on`."""

    earliest_on: date
    target_on: date
    late_on: date


def next_window(last_on: date, interval: Interval) -> Window:
    """The window that follows a session on `last_on`. Source: reference, section 2."""
    return Window(
        last_on + timedelta(weeks=interval.earliest_weeks),
        last_on + timedelta(weeks=interval.target_weeks),
        last_on + timedelta(weeks=interval.late_weeks),
    )


def add_months(start: date, months: int) -> date:
    """The same day `months` later, or the last day of a shorter month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))

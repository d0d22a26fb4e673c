"""How dates and numbers are written on paper: the one place that a locale will change."""

from datetime import date, datetime
from decimal import Decimal

from pico_tracker.domain.words import MINUS, Translate, mark

_MONTHS = (
    mark("Jan"),
    mark("Feb"),
    mark("Mar"),
    mark("Apr"),
    mark("May"),
    mark("Jun"),
    mark("Jul"),
    mark("Aug"),
    mark("Sep"),
    mark("Oct"),
    mark("Nov"),
    mark("Dec"),
)
_WEEKDAYS = (
    mark("Monday"),
    mark("Tuesday"),
    mark("Wednesday"),
    mark("Thursday"),
    mark("Friday"),
    mark("Saturday"),
    mark("Sunday"),
)


def day(value: date, translate: Translate) -> str:
    """A date as in 22 Nov 2026."""
    return f"{short_day(value, translate)} {value.year}"


def short_day(value: date, translate: Translate) -> str:
    """A date without its year, as in 22 Nov."""
    return f"{value.day} {translate(_MONTHS[value.month - 1])}"


def month(value: date, translate: Translate) -> str:
    """A month with its year, as in Nov 2026."""
    return f"{translate(_MONTHS[value.month - 1])} {value.year}"


def weekday(value: date, translate: Translate) -> str:
    """The day of the week, as in Tuesday."""
    return translate(_WEEKDAYS[value.weekday()])


def moment(value: datetime, translate: Translate) -> str:
    """A date with its time, as in 22 Nov 2026 10:58."""
    return f"{day(value, translate)} {clock(value)}"


def clock(value: datetime) -> str:
    """A time of day, as in 10:58."""
    return f"{value:%H:%M}"


def number(value: Decimal | int) -> str:
    """A number as short as it can be written exactly: 1.8, 4, −10."""
    written = f"{value:f}"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return written.replace("-", MINUS)


def percent(value: int) -> str:
    """A percentage, as in 55 %, that no line break tears apart."""
    return f"{number(value)}\u00a0%"

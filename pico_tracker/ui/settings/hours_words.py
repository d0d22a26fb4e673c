"""Hours as people type and read them: "09:00–13:00, 14:00–18:00"."""

import re

from PySide6.QtCore import QLocale

from pico_tracker.domain.opening_hours import DAY_MINUTES, Opening

_TIME = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?")
_STRETCH = re.compile(r"\s*(\S+(?: \d{2})?)\s*[-–—]\s*(\S+(?: \d{2})?)\s*")


def day_name(weekday: int, *, short: bool = False) -> str:
    """A day of the week in the reader's language; Monday is 0."""
    length = QLocale.FormatType.ShortFormat if short else QLocale.FormatType.LongFormat
    return QLocale().standaloneDayName(weekday + 1, length)


def said_minutes(minutes: int) -> str:
    """Minutes since midnight as a clock shows them; 1440 is "24:00"."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def said_stretch(opening: Opening) -> str:
    """One stretch: "09:00–13:00"."""
    return f"{said_minutes(opening.opens)}–{said_minutes(opening.closes)}"


def said_day_hours(openings: tuple[Opening, ...], weekday: int) -> str:
    """The stretches of one day, as they are typed; "" for none."""
    return ", ".join(said_stretch(one) for one in openings if one.weekday == weekday)


def read_minutes(text: str) -> int | None:
    """A time of day as people type it: "10:15", "1015", "9", "24:00"; none if it is no time."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    minutes = int(found[1]) * 60 + int(found[2] or 0)
    return minutes if minutes <= DAY_MINUTES and int(found[2] or 0) < 60 else None


def read_day_hours(text: str, weekday: int) -> tuple[Opening, ...] | None:
    """The stretches of a day as typed, "" for none; None if they cannot be read."""
    found = []
    for part in filter(None, (one.strip() for one in re.split(r"[,;/]", text))):
        ends = _STRETCH.fullmatch(part)
        opens, closes = (read_minutes(ends[1]), read_minutes(ends[2])) if ends else (None, None)
        if opens is None or closes is None:
            return None
        found.append(Opening(weekday, opens, closes))
    return tuple(found)

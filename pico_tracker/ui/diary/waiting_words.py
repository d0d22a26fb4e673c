"""What a line of the waiting list says: who, what for how long, when they could come, since when."""

from PySide6.QtCore import QLocale

from pico_tracker.domain.diary import VISIT_KIND_NAMES
from pico_tracker.domain.free_times import EVERY_DAY
from pico_tracker.domain.opening_hours import DAY_MINUTES
from pico_tracker.domain.patients import PREFERENCE_NAMES, ContactPreference
from pico_tracker.domain.waiting import FreedTime, Waiting, WaitingEntry
from pico_tracker.ui.diary.booking_words import said_short_day, said_when
from pico_tracker.ui.diary.visit_words import said_minutes
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.words import tr, translated

WORKDAYS = 0b0011111
"""Monday to Friday."""


def said_wanted(waiting: Waiting) -> str:
    """What for, how long, with which laser and whom: "Session, 45 min, numbing 30 min · PicoWay"."""
    entry = waiting.entry
    parts = [translated(VISIT_KIND_NAMES[entry.kind]), said_minutes(entry.minutes)]
    if entry.numbing_minutes:
        parts.append(tr("numbing {time}", time=said_minutes(entry.numbing_minutes)))
    return " · ".join(part for part in (", ".join(parts), waiting.device_name, waiting.practitioner_name) if part)


def said_hours(entry: WaitingEntry) -> str:
    """When they could come: "Mon, Wed, 09:00 to 12:00, until 20 Dec 2026"."""
    parts = [_said_days(entry.weekdays), _said_times(entry.from_minute, entry.to_minute)]
    if entry.from_on is not None:
        parts.append(tr("from {day}", day=said_day(entry.from_on)))
    if entry.until_on is not None:
        parts.append(tr("until {day}", day=said_day(entry.until_on)))
    return ", ".join(parts)


def said_reach(waiting: Waiting) -> str:
    """How to reach somebody: "+44 7700 900142 · phone · after 17:00"."""
    has_wish = waiting.preference is not ContactPreference.NONE
    preference = translated(PREFERENCE_NAMES[waiting.preference]).lower() if has_wish else ""
    parts = (waiting.phone or tr("No phone number"), preference, waiting.hours)
    return " · ".join(part for part in parts if part)


def said_since(waiting: Waiting) -> str:
    """Since when somebody waits, and what they would give up for a sooner time."""
    since = tr("Waits since {day}", day=said_day(waiting.since.date()))
    if waiting.gives_up_at is None:
        return since
    return tr("{since}, booked for {when}", since=since, when=said_when(waiting.gives_up_at))


def said_freed(freed: FreedTime) -> str:
    """The time that came free: "Tue 24 Nov, 10:00 to 11:30"."""
    day = said_short_day(freed.starts_at.date())
    return tr("{day}, {start} to {end}", day=day, start=f"{freed.starts_at:%H:%M}", end=f"{freed.ends_at:%H:%M}")


def day_options() -> tuple[tuple[int, str], ...]:
    """The bit and the short name of each weekday, Monday first."""
    return tuple((1 << day, _day_name(day)) for day in range(7))


def said_clock(minutes: int) -> str:
    """Minutes since midnight as a clock shows them."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _said_days(weekdays: int) -> str:
    if weekdays == EVERY_DAY:
        return tr("Any day")
    if weekdays == WORKDAYS:
        return tr("{first} to {last}", first=_day_name(0), last=_day_name(4))
    return ", ".join(_day_name(day) for day in range(7) if weekdays >> day & 1)


def _said_times(first: int, last: int) -> str:
    if first == 0 and last == DAY_MINUTES:
        return tr("any time")
    if last == DAY_MINUTES:
        return tr("after {time}", time=said_clock(first))
    if first == 0:
        return tr("before {time}", time=said_clock(last))
    return tr("{start} to {end}", start=said_clock(first), end=said_clock(last))


def _day_name(day: int) -> str:
    return QLocale().standaloneDayName(day + 1, QLocale.FormatType.ShortFormat)

"""iCalendar (RFC 5545) out: visits as events that another calendar imports.

There is no METHOD: the file tells what is, it invites nobody. Without one, DTSTAMP is the moment
of the last change, so the same visits give the same bytes on any day.
"""

from collections.abc import Iterable
from datetime import UTC

from icalendar import CLASS, STATUS, TRANSP, Calendar, Event, vText

from pico_tracker.domain.calendar_out import CalendarVisit
from pico_tracker.domain.words import clean_line

PRODUCT = "-//Pico Tracker//Schedule//EN"
VERSION = "2.0"
NAME_KEYS = ("NAME", "X-WR-CALNAME")
"""The standard's key (RFC 7986) and the one that most programs read."""
UID_ENDING = "@pico-tracker"


def write_calendar(visits: Iterable[CalendarVisit], name: str) -> bytes:
    """One calendar called `name` with an event for each visit, in the order given; UTF-8, lines of 75 bytes.

    Moments are written in UTC, so that no reader has to know the clinic's rules for summer time.
    """
    calendar = Calendar()  # not Calendar.new: it gives the file an identifier of its own by chance
    calendar.prodid = PRODUCT
    calendar.version = VERSION
    for key in NAME_KEYS:
        calendar[key] = vText(clean_line(name))  # `calendar_name` would write it as it is, commas unescaped
    for visit in visits:
        calendar.add_component(_event(visit))
    return bytes(calendar.to_ical())


def _event(visit: CalendarVisit) -> Event:
    return Event.new(
        uid=f"{visit.uid}{UID_ENDING}",
        summary=clean_line(visit.text),
        start=visit.starts_at.astimezone(UTC),
        end=visit.ends_at.astimezone(UTC),
        stamp=visit.changed_at,
        last_modified=visit.changed_at,
        sequence=visit.sequence,
        status=STATUS.CANCELLED if visit.is_cancelled else STATUS.CONFIRMED,
        transparency=TRANSP.TRANSPARENT if visit.is_cancelled else TRANSP.OPAQUE,
        classification=CLASS.PRIVATE,
    )

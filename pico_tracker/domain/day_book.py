"""The day book: columns of one kind, what stands in them, and when nobody can be booked there."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pico_tracker.domain.diary import Visit
from pico_tracker.domain.words import mark


class ColumnKind(StrEnum):
    """What a column of the day book is."""

    PRACTITIONER = "practitioner"
    ROOM = "room"
    DEVICE = "device"


COLUMN_NAMES = {
    ColumnKind.PRACTITIONER: mark("By practitioner"),
    ColumnKind.ROOM: mark("By room"),
    ColumnKind.DEVICE: mark("By laser"),
}


@dataclass(frozen=True, slots=True)
class Closed:
    """A stretch in which a column takes no visit, and why: "" outside the opening hours."""

    starts_at: datetime
    ends_at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: a practitioner, a room or a laser, on one day."""

    day: date
    key: int | None
    """Of the person, room or laser; None for visits that hold none of that kind."""
    name: str
    second: str = ""
    """What goes with it, such as "Room 1 · PicoWay"."""
    closed: tuple[Closed, ...] = ()
    visits: tuple[Visit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DayBook:
    """What one screen of the day book or of the week shows."""

    first_on: date
    days: int
    kind: ColumnKind
    columns: tuple[Column, ...]
    opens: int = 9 * 60
    """Minutes since midnight of the earliest opening among the days shown."""
    closes: int = 18 * 60


def key_of(visit: Visit, kind: ColumnKind) -> int | None:
    """The column that a visit stands in."""
    return {
        ColumnKind.PRACTITIONER: visit.place.practitioner_id,
        ColumnKind.ROOM: visit.place.room_id,
        ColumnKind.DEVICE: visit.place.device_id,
    }[kind]

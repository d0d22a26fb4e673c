"""Day books for tests: the clinic is in Berlin, the day is a Monday."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from pico_tracker.domain.day_book import Closed, Column, ColumnKind, DayBook
from pico_tracker.domain.diary import Place, Visit, VisitKind, VisitState

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 11, 23)


def at(clock: str, day: date = MONDAY) -> datetime:
    """A moment on the clinic's wall clock: `at("10:15")`."""
    return datetime.combine(day, time.fromisoformat(clock), BERLIN)


def a_visit(number: int, clock: str, minutes: int = 60, day: date = MONDAY, **changes: Any) -> Visit:
    """A booked session; what belongs to its place may be changed as well."""
    place: dict[str, Any] = {"starts_at": at(clock, day), "minutes": minutes, "practitioner_id": 1}
    place |= {name: changes.pop(name) for name in Place.__dataclass_fields__ if name in changes}
    values: dict[str, Any] = {
        "id": number,
        "version": 1,
        "patient_id": number,
        "patient_name": f"Patient {number}",
        "record_number": f"P-{number}",
        "kind": VisitKind.SESSION,
        "state": VisitState.BOOKED,
        "place": Place(**place),
    }
    return Visit(**(values | changes))


def a_column(key: int, *visits: Visit, day: date = MONDAY, closed: tuple[Closed, ...] = ()) -> Column:
    """A practitioner's column."""
    return Column(day=day, key=key, name=f"Person {key}", second=f"Room {key}", visits=visits, closed=closed)


def a_book(*columns: Column, kind: ColumnKind = ColumnKind.PRACTITIONER, days: int = 1) -> DayBook:
    """A book from nine to six."""
    return DayBook(first_on=columns[0].day if columns else MONDAY, days=days, kind=kind, columns=columns)


def a_week(visits: Sequence[Visit] = ()) -> DayBook:
    """Seven days of person 1, each visit on its day."""
    days = [MONDAY + timedelta(days=number) for number in range(7)]
    columns = [a_column(1, *(one for one in visits if one.starts_at.date() == day), day=day) for day in days]
    return a_book(*columns, days=7)

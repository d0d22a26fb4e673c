"""Calendar files: the visits of a practitioner or of the clinic, for another calendar to import."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

from pico_tracker.db.queries import calendars as queries
from pico_tracker.db.queries import people
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.calendar_out import CalendarVisit, CalendarWish, calendar_visit, check_calendar
from pico_tracker.domain.errors import FileTrouble, Refused
from pico_tracker.domain.findings import Finding
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.context import Context, needs
from pico_tracker.services.refusals import refuse_stops
from pico_tracker.store.durable_files import write_durably

ENDING = ".ics"


@needs(Permission.READ_DIRECTORY)
def export_calendar(context: Context, wish: CalendarWish) -> bytes:
    """The visits of a wish as an iCalendar file; cancelled ones too, so that a second import takes them off.

    The same visits give the same bytes. Raises `Refused` where the days or the person make no calendar.
    """
    return _written(*_gather(context, wish))


@needs(Permission.READ_DIRECTORY)
def save_calendar(context: Context, wish: CalendarWish, path: Path) -> int:
    """Write the calendar to a file, whole or not at all; returns how many visits stand in it.

    Under another ending nothing is written: the name could be that of the database itself.
    Raises `FileTrouble` where it cannot be written, and what `export_calendar` raises.
    """
    if path.suffix.lower() != ENDING:
        said = mark("{file} is no name for a calendar. Nothing was written. End the name in .ics.")
        raise FileTrouble(sentence(said, file=path.name))
    name, visits = _gather(context, wish)
    try:
        write_durably(path, _written(name, visits))
    except OSError as error:
        said = mark("The calendar could not be saved: {reason}. Choose another folder or name.")
        raise FileTrouble(sentence(said, reason=error.strerror)) from error
    return len(visits)


def _written(name: str, visits: tuple[CalendarVisit, ...]) -> bytes:
    # icalendar takes some 45 ms to import, and most days nobody saves a calendar.
    from pico_tracker.exchange.calendar_ics import write_calendar

    return write_calendar(visits, name)


def _gather(context: Context, wish: CalendarWish) -> tuple[str, tuple[CalendarVisit, ...]]:
    """What the calendar is called, and its visits in order of time."""
    refuse_stops(check_calendar(wish))
    start, end = _midnight(context, wish.first), _midnight(context, wish.last + timedelta(days=1))
    with context.database.read() as work:
        name = _name(work, wish.staff_id)
        visits = queries.list_visits_out(work, start, end, wish.staff_id)
    return name, tuple(calendar_visit(one, wish.detail, context.translate) for one in visits)


def _midnight(context: Context, day: date) -> datetime:
    """When a day begins in the clinic."""
    return datetime.combine(day, time(), context.zone)


def _name(work: Work, staff_id: int | None) -> str:
    """The clinic's name, after the practitioner's where it is the calendar of one."""
    clinic = people.read_clinic(work)
    clinic_name = clinic.name if clinic is not None else ""
    if staff_id is None:
        return clinic_name
    person = next((one for one in people.list_staff(work) if one.id == staff_id), None)
    if person is None:
        said = sentence(mark("This person does not work here. Choose a practitioner from the list."))
        raise Refused((Finding("staff_id", said, code="calendar.person"),))
    return f"{person.name}, {clinic_name}" if clinic_name else person.name

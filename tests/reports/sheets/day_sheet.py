"""A Monday in London: one practitioner with visits and a training, one on holiday, a visit without either."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from pico_tracker.domain.day_book import Closed, Column
from pico_tracker.domain.day_sheets import DayPart, DaySheet, DayVisit, OpenTime, lay_out
from pico_tracker.domain.diary import Place, Visit, VisitKind, VisitState
from pico_tracker.domain.opening_hours import span_of_day
from pico_tracker.reports.day_sheet import render_day_sheet
from tests.reports.samples import CLINIC, make_visit
from tests.reports.sheets.recall_list import to_confirm
from tests.reports.sheets.sample import SampleSheet

LONDON = ZoneInfo("Europe/London")
DAY = date(2026, 11, 23)


def at(hour: int, minute: int = 0) -> datetime:
    """A moment of the day on the clinic's clock."""
    return datetime(DAY.year, DAY.month, DAY.day, hour, minute, tzinfo=LONDON)


HOURS = OpenTime(at(9), at(18), whole_day=span_of_day(DAY, LONDON))
WHOLE_DAY = tuple(moment.astimezone(LONDON) for moment in HOURS.whole_day)


def visit(number: int, starts_at: datetime, minutes: int = 45, **changes: Any) -> Visit:
    """A session of Amara Nwosu in Room 1, booked."""
    place = Place(
        starts_at=starts_at, minutes=minutes, practitioner_id=1, numbing_minutes=changes.pop("numbing", 0)
    )
    made = replace(
        make_visit(),
        id=number,
        place=place,
        phone="0113 496 0142",
        room_name="Room 1",
        device_name="PicoWay",
        course_titles=("Tattoo removal, right forearm",),
    )
    return replace(made, **changes)


LINES = (
    DayVisit(
        visit=visit(1, at(9, 30), state=VisitState.CONFIRMED, note="Try a small test on the green."),
        born_on=date(1992, 5, 3),
        allergies=("lidocaine",),
        alerts=("keloid in family", "faints at needles"),
        numbers=(5,),
    ),
    DayVisit(
        visit=visit(
            2,
            at(10, 30),
            15,
            patient_name="Μαρία Παπαδοπούλου",
            record_number="P-10511",
            kind=VisitKind.REVIEW,
            course_titles=(),
            course_ids=(),
            desk_note="Brings her sister.",
        ),
        born_on=date(1988, 2, 29),
    ),
    DayVisit(
        visit=visit(
            3,
            at(11),
            30,
            numbing=30,
            patient_name="Jonas Lindqvist",
            record_number="P-10544",
            is_before_safe=True,
            is_walk_in=True,
        ),
        born_on=date(1979, 12, 24),
        numbers=(2,),
    ),
    DayVisit(
        visit=visit(4, at(14), 60, patient_name="Leyla Demir", record_number="P-10560", state=VisitState.NO_SHOW),
        born_on=date(2001, 7, 9),
        numbers=(1,),
    ),
)
TRAINING = Closed(at(12), at(13, 30), "Laser safety training")


def make_day_sheet(**changes: Any) -> DaySheet:
    """The sheet as a practitioner reads it, printed the day before."""
    busy = Column(day=DAY, key=1, name="Dr S. Okafor", closed=(TRAINING,))
    away = Column(day=DAY, key=2, name="Dr L. Meyer", closed=(Closed(WHOLE_DAY[0], WHOLE_DAY[1], "Holiday"),))
    nobodys = replace(LINES[1], visit=replace(LINES[1].visit, id=9, patient_name="Ines Costa", is_provisional=True))
    made = DaySheet(
        clinic=CLINIC,
        day=DAY,
        parts=(
            DayPart(name="Dr S. Okafor", second="Room 1 · PicoWay", lines=lay_out(busy, LINES, HOURS)),
            DayPart(name="Dr L. Meyer", lines=lay_out(away, (), HOURS)),
            DayPart(name="R. Amari", lines=lay_out(replace(busy, closed=()), (), HOURS)),
            DayPart(name="", lines=lay_out(replace(busy, key=None, closed=()), (nobodys,), HOURS)),
        ),
        shows_clinical=True,
        to_confirm=(to_confirm(),),
        printed_at=datetime(2026, 11, 22, 10, 58, tzinfo=UTC),
        printed_by="R. Diaz",
    )
    return replace(made, **changes)


def for_reception(sheet: DaySheet) -> DaySheet:
    """The same without what reception may not read, as the service gathers it."""
    parts = (replace(part, lines=tuple(_without_clinical(line) for line in part.lines)) for part in sheet.parts)
    return replace(sheet, parts=tuple(parts), shows_clinical=False)


def _without_clinical(line: Any) -> Any:
    if not isinstance(line, DayVisit):
        return line
    return replace(line, visit=replace(line.visit, course_titles=(), note=""), numbers=(0,))


SHEETS = (
    SampleSheet("day_sheet", render_day_sheet, make_day_sheet()),
    SampleSheet("day_sheet_reception", render_day_sheet, for_reception(make_day_sheet())),
    SampleSheet("day_sheet_empty", render_day_sheet, make_day_sheet(parts=(), to_confirm=())),
)

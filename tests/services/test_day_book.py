"""The day book: whose column, what stands in it, and what a week shows."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from pico_tracker.db.models import RoomRow
from pico_tracker.domain.day_book import ColumnKind
from pico_tracker.domain.diary import Place, SafeDate, SafeWord, VisitEntry, VisitKind, VisitState
from pico_tracker.services.courses import open_course
from pico_tracker.services.day_book import read_day_book, read_week
from pico_tracker.services.patients import add_patient
from pico_tracker.services.safe_dates import read_safe_date
from pico_tracker.services.sessions import log_session
from pico_tracker.services.visits import book_visit, cancel_visit, read_visit, set_visit_state
from tests.builders import NOON, TODAY, Bench

LONDON = ZoneInfo("Europe/London")
MONDAY = TODAY + timedelta(days=1)


@pytest.fixture
def patient_id(bench: Bench) -> int:
    return add_patient(bench.reception, bench.patient()).value


@pytest.fixture
def room_id(bench: Bench) -> int:
    with bench.database.change(bench.administrator.actor()) as work:
        return work.add(RoomRow(name="Room 1")).id


def book(bench: Bench, patient_id: int, place: Place, kind: VisitKind = VisitKind.REVIEW) -> int:
    entry = VisitEntry(entry_id=bench.mint(), patient_id=patient_id, course_ids=(), kind=kind, place=place)
    return book_visit(bench.reception, entry).value


def at(hour: int, days: int = 1) -> datetime:
    return NOON.replace(hour=hour) + timedelta(days=days)


def test_each_practitioner_has_a_column_and_visits_without_one_the_last(
    bench: Bench, patient_id: int, room_id: int
) -> None:
    own = book(
        bench,
        patient_id,
        Place(
            starts_at=at(10),
            minutes=30,
            practitioner_id=bench.practitioner.operator.id,
            room_id=room_id,
            device_id=bench.device_id,
        ),
    )
    nobodys = book(bench, patient_id, Place(starts_at=at(14), minutes=30))
    book_of_day = read_day_book(bench.reception, MONDAY, ColumnKind.PRACTITIONER)
    columns = [(column.name, column.second, [one.id for one in column.visits]) for column in book_of_day.columns]
    assert columns == [("Practitioner", "Room 1 · PicoWay", [own]), ("", "", [nobodys])]
    rooms = read_day_book(bench.reception, MONDAY, ColumnKind.ROOM).columns
    assert [(column.name, [one.id for one in column.visits]) for column in rooms] == [
        ("Room 1", [own]),
        ("", [nobodys]),
    ]
    lasers = read_day_book(bench.reception, MONDAY, ColumnKind.DEVICE).columns
    assert [one.id for one in lasers[0].visits] == [own]


def test_cancelled_visits_leave_the_book_and_missed_ones_stay(bench: Bench, patient_id: int) -> None:
    gone = book(bench, patient_id, Place(starts_at=at(10), minutes=30))
    missed = book(bench, patient_id, Place(starts_at=at(14), minutes=30))
    cancel_visit(bench.reception, gone)
    bench.clock.moment = at(15)
    set_visit_state(bench.reception, missed, VisitState.NO_SHOW, read_visit(bench.reception, missed).visit.version)
    columns = read_day_book(bench.reception, MONDAY, ColumnKind.PRACTITIONER).columns
    assert [one.id for column in columns for one in column.visits] == [missed]


def test_a_day_begins_and_ends_at_the_clinics_midnight(bench: Bench, patient_id: int) -> None:
    bench.clock.moment = datetime(2027, 6, 30, 12, tzinfo=LONDON)
    early = datetime(2027, 7, 1, 0, 30, tzinfo=LONDON)
    visit_id = book(bench, patient_id, Place(starts_at=early, minutes=15))
    found = {
        day: [
            one.id
            for column in read_day_book(bench.reception, day, ColumnKind.ROOM).columns
            for one in column.visits
        ]
        for day in (early.date() - timedelta(days=1), early.date())
    }
    assert list(found.values()) == [[], [visit_id]]


def test_a_week_has_a_column_a_day_also_over_the_change_of_the_clock(bench: Bench, patient_id: int) -> None:
    bench.clock.moment = datetime(2027, 3, 20, 12, tzinfo=LONDON)
    monday = datetime(2027, 3, 22, tzinfo=LONDON)
    for days in (0, 5, 6):
        book(bench, patient_id, Place(starts_at=monday.replace(day=22 + days, hour=10), minutes=30))
    week = read_week(bench.reception, monday.date(), ColumnKind.PRACTITIONER)
    assert [len(column.visits) for column in week.columns] == [1, 0, 0, 0, 0, 1, 1]
    assert {f"{one.starts_at:%H:%M}" for column in week.columns for one in column.visits} == {"10:00"}
    own = read_week(bench.reception, monday.date(), ColumnKind.PRACTITIONER, bench.practitioner.operator.id)
    assert [len(column.visits) for column in own.columns] == [0] * 7


def test_outside_the_hours_a_column_is_closed_and_a_sunday_is_closed_whole(bench: Bench) -> None:
    monday = read_day_book(bench.reception, MONDAY, ColumnKind.PRACTITIONER)
    assert (monday.opens, monday.closes) == (9 * 60, 18 * 60)
    closed = [(f"{one.starts_at:%H:%M}", f"{one.ends_at:%H:%M}") for one in monday.columns[0].closed]
    assert closed == [("00:00", "09:00"), ("18:00", "00:00")]
    sunday = read_day_book(bench.reception, TODAY, ColumnKind.PRACTITIONER)
    assert [(one.starts_at.hour, one.ends_at - one.starts_at) for one in sunday.columns[0].closed] == [
        (0, timedelta(days=1))
    ]


def test_a_treatment_before_its_safe_date_says_so_to_everybody(bench: Bench, patient_id: int) -> None:
    course_id = open_course(bench.practitioner, bench.course(patient_id)).value
    log_session(bench.practitioner, bench.session(course_id))
    entry = VisitEntry(
        entry_id=bench.mint(),
        patient_id=patient_id,
        course_ids=(course_id,),
        kind=VisitKind.SESSION,
        place=Place(starts_at=at(10), minutes=30),
        reason="Moves abroad.",
    )
    book_visit(bench.practitioner, entry)
    (visit,) = read_day_book(bench.reception, MONDAY, ColumnKind.ROOM).columns[-1].visits
    assert visit.is_before_safe
    safe = read_safe_date(bench.reception, patient_id, (course_id,), VisitKind.SESSION)
    assert safe == SafeDate(SafeWord.SAFE, TODAY + timedelta(weeks=6))
    assert read_safe_date(bench.reception, patient_id, (), VisitKind.SESSION) == safe, "over all open courses"
    assert read_safe_date(bench.reception, patient_id, (course_id,), VisitKind.REVIEW).word is SafeWord.FREE

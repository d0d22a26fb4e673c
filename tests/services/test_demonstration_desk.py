"""The reception desk of the demonstration clinic: a day as it looks at noon, on whatever weekday it is written."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from pico_tracker.demo.clinic import ZONE, DemonstrationPlan, write_demonstration
from pico_tracker.demo.day import work_a_day
from pico_tracker.domain.addresses import DatabaseAddress
from pico_tracker.domain.contacts import ContactOutcome
from pico_tracker.domain.day_book import ColumnKind
from pico_tracker.domain.diary import TREATING, Visit, VisitKind, VisitState, check_place
from pico_tracker.domain.recalls import RecallGroup
from pico_tracker.domain.visit_steps import holds_time
from pico_tracker.services.contacts import list_contacts
from pico_tracker.services.context import Context
from pico_tracker.services.courses import read_patient_page
from pico_tracker.services.day_book import read_week
from pico_tracker.services.free_times import check_place_free
from pico_tracker.services.opening_hours import list_absences, list_rooms, read_opening_hours
from pico_tracker.services.patients import find_patients
from pico_tracker.services.people import sign_in
from pico_tracker.services.recalls import list_recalls
from pico_tracker.services.visits import list_today_visits, read_visit
from pico_tracker.services.waiting import list_waiting
from tests.builders import TODAY
from tests.db.test_no_double_booking import HELD_TWICE, NOTHING

SMALL = 13
"""The guest, eleven who come today, and the one who called."""


def _open(path: Path, day: date, patients: int) -> Context:
    made = write_demonstration(DatabaseAddress(path=path), DemonstrationPlan(patients, 1, day))
    noon = datetime.combine(day, time(12), ZONE).astimezone(UTC)
    return sign_in(made.database, made.administrator_id, lambda: noon)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """The clinic that `run` opens, at noon of a Sunday."""
    context = _open(tmp_path_factory.mktemp("desk") / "demo.pico", TODAY, 60)
    yield context
    context.database.close()


@pytest.fixture(scope="module")
def busy_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """One with more patients than fit into a month."""
    context = _open(tmp_path_factory.mktemp("desk") / "demo.pico", TODAY, 400)
    yield context
    context.database.close()


def _ahead(context: Context) -> list[Visit]:
    """Every visit of the next weeks, today's too."""
    book = read_week(context, context.today(), ColumnKind.PRACTITIONER, days=90)
    return [visit for column in book.columns for visit in column.visits]


def _held_twice(context: Context) -> dict[str, int]:
    with context.database.read() as work:
        return {
            column: int(work.connection.execute(text(HELD_TWICE.format(column=column))).scalar_one())
            for column in NOTHING
        }


@pytest.mark.parametrize("day", [date(2026, 11, 16) + timedelta(days=number) for number in range(7)])
def test_every_state_of_a_day_is_there_on_any_weekday(tmp_path: Path, day: date) -> None:
    context = _open(tmp_path / "demo.pico", day, SMALL)
    visits, (openings,) = (list_today_visits(context), read_opening_hours(context, day, day).stretches(day))
    twice = _held_twice(context)
    context.database.close()
    states = Counter(visit.state for visit in visits)
    assert states == {
        VisitState.DONE: 3,
        VisitState.NO_SHOW: 1,
        VisitState.IN_ROOM: 1,
        VisitState.ARRIVED: 1,
        VisitState.CONFIRMED: 3,
        VisitState.BOOKED: 3,
    }
    assert sorted(Counter(visit.practitioner_name for visit in visits).values()) == [6, 6]
    assert all(openings[0] <= visit.starts_at and visit.place.free_from <= openings[1] for visit in visits)
    assert twice == NOTHING


def test_what_lies_behind_noon_is_settled_and_what_lies_ahead_is_not(desk: Context) -> None:
    now, visits = desk.now(), list_today_visits(desk)
    settled = {VisitState.DONE, VisitState.NO_SHOW, VisitState.IN_ROOM}
    assert {visit.starts_at < now for visit in visits if visit.state in settled} == {True}
    assert {visit.starts_at > now for visit in visits if visit.state not in settled} == {True}
    (inside,) = (visit for visit in visits if visit.state is VisitState.IN_ROOM)
    assert inside.starts_at < now < inside.ends_at
    assert sum(visit.state is VisitState.DONE for visit in visits) < sum(visit.starts_at < now for visit in visits)


def test_each_step_of_a_visit_was_taken_in_its_turn_by_who_saw_it(desk: Context) -> None:
    details = [read_visit(desk, visit.id) for visit in list_today_visits(desk)]
    (numbed,) = (one for one in details if one.visit.state is VisitState.DONE and one.visit.place.numbing_minutes)
    said = [(f"{step.at.astimezone(ZONE):%a %H:%M}", step.to_state.value, step.by) for step in numbed.steps]
    assert said == [
        ("Sun 10:41", "arrived", "R. Diaz"),
        ("Sun 11:14", "in room", "N. Costa"),
        ("Sun 11:47", "done", "N. Costa"),
    ]
    for detail in details:
        moments = [step.at for step in detail.steps]
        assert moments == sorted(moments)
        assert all(moment <= desk.now() for moment in moments)


def test_parts_and_lengths_are_those_of_a_clinic(busy_desk: Context) -> None:
    visits = _ahead(busy_desk)
    assert {visit.place.minutes for visit in visits} == {15, 30, 45}
    assert {visit.place.numbing_minutes for visit in visits} == {0, 30}
    assert {visit.place.clean_up_minutes for visit in visits if visit.kind in TREATING} == {10}
    assert not [found for visit in visits for found in check_place(visit.place)]
    assert {(visit.practitioner_name, visit.room_name) for visit in visits} == {
        ("Dr S. Okafor", "Room 1"),
        ("N. Costa", "Room 2"),
    }
    assert {(visit.room_name, visit.device_name) for visit in visits if visit.kind in TREATING} == {
        ("Room 1", "PicoWay"),
        ("Room 2", "PicoSure"),
    }


def test_nothing_is_held_twice_and_nothing_speaks_against_where_a_visit_stands(busy_desk: Context) -> None:
    """The same check as for a visit that somebody books: held, away, closed, room, authorised, hours."""
    visits = [visit for visit in _ahead(busy_desk) if holds_time(visit.state)]
    with busy_desk.database.read() as work:
        found = [
            (visit.starts_at, finding)
            for visit in visits
            for finding in check_place_free(work, visit.place, visit.patient_id, visit.kind, visit.id)
        ]
    assert found == []
    assert _held_twice(busy_desk) == NOTHING
    assert max(Counter(visit.starts_at.date() for visit in visits).values()) <= 12


def test_a_session_ahead_lies_inside_the_window_of_its_course(busy_desk: Context) -> None:
    ahead = [one for one in _ahead(busy_desk) if one.kind in TREATING and one.state not in (VisitState.DONE,)]
    assert len(ahead) > 50
    for visit in ahead:
        courses = {one.course.id: one.course for one in read_patient_page(busy_desk, visit.patient_id).courses}
        for course in (courses[key] for key in visit.course_ids):
            assert not course.is_held
            assert course.window is not None
            assert course.window.earliest_on <= visit.starts_at.date() <= course.window.late_on
    assert not [visit for visit in ahead if visit.is_before_safe]


def test_numbing_cream_is_meant_for_nobody_who_is_allergic_to_anything(busy_desk: Context) -> None:
    numbed = [visit for visit in _ahead(busy_desk) if visit.place.numbing_minutes]
    assert numbed
    assert not any(read_patient_page(busy_desk, one.patient_id).patient.entry.allergies for one in numbed)


def test_it_is_open_every_day_with_one_afternoon_away_and_one_holiday(desk: Context) -> None:
    days = [TODAY + timedelta(days=number) for number in range(31)]
    hours = read_opening_hours(desk, days[0], days[-1])
    (holiday,) = (day for day in days if not hours.stretches(day))
    absences = list_absences(desk, days[0], days[-1])
    assert [(one.name, one.why) for one in absences] == [
        ("N. Costa", "Laser safety refresher"),
        ("", "Public holiday"),
    ]
    assert absences[1].entry.starts_at.date() == holiday
    away_on = absences[0].entry.starts_at
    assert away_on.isocalendar()[:2] == (TODAY + timedelta(days=7)).isocalendar()[:2]
    assert away_on.hour >= 12
    assert [(room.name, len(room.device_ids)) for room in list_rooms(desk)] == [("Room 1", 1), ("Room 2", 1)]


def test_somebody_new_comes_with_a_name_and_a_phone_number_only(desk: Context) -> None:
    (visit,) = (one for one in list_today_visits(desk) if one.is_provisional)
    assert (visit.kind, visit.state, visit.course_ids) == (VisitKind.CONSULTATION, VisitState.BOOKED, ())
    (line,) = find_patients(desk, "P-10060").lines
    assert (line.name, line.born_on, line.phone) == (visit.patient_name, None, visit.phone)


def test_the_longest_overdue_were_called_in_vain_and_one_rests_since_yesterday(desk: Context) -> None:
    late = [*list_recalls(desk, RecallGroup.LOST), *list_recalls(desk, RecallGroup.OVERDUE)]
    assert sorted(line.tries for line in late if line.tries) == [1, 3]
    outcomes = [contact.entry.outcome for number in range(1, 61) for contact in list_contacts(desk, number)]
    assert Counter(outcomes) == {ContactOutcome.NO_ANSWER: 3, ContactOutcome.MESSAGE_LEFT: 2}


def test_two_people_wait_for_a_time(desk: Context) -> None:
    later, sooner = sorted(list_waiting(desk), key=lambda one: one.since)
    assert (later.entry.from_minute, later.entry.visit_id) == (16 * 60, None)
    assert sooner.gives_up_at is not None
    assert sooner.gives_up_at > desk.now() + timedelta(days=3)
    assert all(one.entry.device_id is not None and one.safe.allows(TODAY) for one in (later, sooner))


@pytest.mark.parametrize("day", [date(2026, 11, 24), date(2028, 5, 6)])
def test_a_day_is_worked_also_where_who_comes_is_long_past_the_late_date(tmp_path: Path, day: date) -> None:
    context = _open(tmp_path / "demo.pico", day, 60)
    done = work_a_day(context, tmp_path)
    (session,) = (
        one
        for progress in read_patient_page(context, done.patient_id).courses
        for one in progress.sessions
        if one.id == done.session_id
    )
    context.database.close()
    assert (session.entry.performed_on, session.entry.reason) == (day, "Talked through, both agree.")
    assert [path.suffix for path in done.reports] == [".pdf", ".pdf"]

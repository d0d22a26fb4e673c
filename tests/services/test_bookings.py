"""What the booking form asks of the services, on both engines."""

from datetime import date, datetime
from typing import Any

import pytest

from pico_tracker.domain.courses import CourseState
from pico_tracker.domain.diary import Place, VisitEntry, VisitKind
from pico_tracker.domain.errors import NotFound, Refused
from pico_tracker.domain.findings import Level
from pico_tracker.services.bookings import (
    book_beside,
    check_booking,
    list_visits_on,
    read_booking_choices,
    read_booking_patient,
)
from pico_tracker.services.courses import change_course_state, open_course
from pico_tracker.services.opening_hours import add_room, place_device, retire_room
from pico_tracker.services.patients import add_patient
from pico_tracker.services.sessions import log_session
from pico_tracker.services.visits import book_visit, move_visit, read_visit
from tests.builders import Bench

MONDAY = date(2026, 11, 30)


def at(bench: Bench, hour: int, minute: int = 0, day: date = MONDAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=bench.practitioner.zone)


def entry(bench: Bench, patient_id: int, start: datetime, **place: Any) -> VisitEntry:
    return VisitEntry(
        entry_id=bench.mint(),
        patient_id=patient_id,
        course_ids=(),
        kind=VisitKind.REVIEW,
        place=Place(**{"starts_at": start, "minutes": 30, **place}),
    )


@pytest.fixture
def patients(bench: Bench) -> tuple[int, int]:
    first = add_patient(bench.practitioner, bench.patient()).value
    return first, add_patient(bench.practitioner, bench.patient(given_names="Ida")).value


def test_what_can_be_held_is_what_is_in_use(bench: Bench) -> None:
    room, old = (add_room(bench.administrator, name).value for name in ("Room 1", "Room 2"))
    retire_room(bench.administrator, old)
    place_device(bench.administrator, bench.device_id, room)
    facts = read_booking_choices(bench.reception)
    assert [one.name for one in facts.people] == ["Administrator", "Practitioner"]
    assert [one.id for one in facts.rooms] == [room]
    assert dict(facts.stands_in) == {bench.device_id: room}
    assert dict(facts.devices) == {bench.device_id: "PicoWay"}


def test_a_patient_comes_with_open_courses_and_all_visits(bench: Bench, patients: tuple[int, int]) -> None:
    patient_id = patients[0]
    open_id = open_course(bench.practitioner, bench.course(patient_id)).value
    ended = open_course(bench.practitioner, bench.course(patient_id, area="left ankle")).value
    change_course_state(bench.practitioner, ended, 1, CourseState.DISCONTINUED, "Moved away.")
    visit_id = book_visit(bench.reception, entry(bench, patient_id, at(bench, 10))).value
    patient = read_booking_patient(bench.reception, patient_id)
    assert (patient.name, patient.phone) == ("Amara Nwosu", "+44 7700 900142")
    assert [course.course_id for course in patient.courses] == [open_id]
    assert [course.reasons for course in patient.courses] == [()]
    assert [visit.id for visit in patient.visits] == [visit_id]


def test_whatever_stands_in_the_way_is_said_without_a_name_of_another_patient(
    bench: Bench, patients: tuple[int, int]
) -> None:
    own = bench.practitioner.operator.id
    visit_id = book_visit(bench.reception, entry(bench, patients[0], at(bench, 10), practitioner_id=own)).value
    place = Place(starts_at=at(bench, 10, 15), minutes=30, practitioner_id=own)
    (held,) = check_booking(bench.reception, place, patients[1], VisitKind.REVIEW)
    assert str(held.sentence) == "Practitioner is with another patient 10:00 to 10:30."
    assert check_booking(bench.reception, place, patients[1], VisitKind.REVIEW, visit_id) == ()


def test_hours_are_a_caution(bench: Bench, patients: tuple[int, int]) -> None:
    place = Place(starts_at=at(bench, 19), minutes=30)
    (outside,) = check_booking(bench.reception, place, patients[0], VisitKind.REVIEW)
    assert (outside.level, outside.code) == (Level.CAUTION, "place.hours")


def test_a_day_holds_its_own_visits_only(bench: Bench, patients: tuple[int, int]) -> None:
    late = book_visit(bench.reception, entry(bench, patients[0], at(bench, 23, 30))).value
    book_visit(bench.reception, entry(bench, patients[1], at(bench, 0, 0, date(2026, 12, 1))))
    (visit,) = list_visits_on(bench.reception, MONDAY)
    assert (visit.id, f"{visit.starts_at:%H:%M}") == (late, "23:30")


def test_a_couple_moves_together(bench: Bench, patients: tuple[int, int]) -> None:
    first = book_visit(bench.reception, entry(bench, patients[0], at(bench, 10))).value
    second = book_beside(bench.reception, entry(bench, patients[1], at(bench, 10)), first).value
    visit = read_visit(bench.reception, first).visit
    assert visit.tie is not None
    assert visit.tie == read_visit(bench.reception, second).visit.tie
    move_visit(bench.reception, first, Place(starts_at=at(bench, 11), minutes=30), visit.version)
    assert read_visit(bench.reception, second).visit.starts_at == at(bench, 11)


def test_a_third_one_joins_the_same_tie(bench: Bench, patients: tuple[int, int]) -> None:
    third = add_patient(bench.practitioner, bench.patient(given_names="Mira")).value
    first = book_visit(bench.reception, entry(bench, patients[0], at(bench, 10))).value
    for patient_id in (patients[1], third):
        book_beside(bench.reception, entry(bench, patient_id, at(bench, 10)), first)
    assert len({visit.tie for visit in list_visits_on(bench.reception, MONDAY)}) == 1


def test_a_refused_visit_ties_nobody(bench: Bench, patients: tuple[int, int]) -> None:
    first = book_visit(bench.reception, entry(bench, patients[0], at(bench, 10))).value
    with pytest.raises(Refused):
        book_beside(bench.reception, entry(bench, patients[1], at(bench, 10), minutes=1), first)
    assert read_visit(bench.reception, first).visit.tie is None
    with pytest.raises(NotFound):
        book_beside(bench.reception, entry(bench, patients[1], at(bench, 10)), 999)


def test_the_laser_of_the_last_session_is_known_to_the_form(bench: Bench) -> None:
    patient_id = add_patient(bench.reception, bench.patient()).value
    assert read_booking_patient(bench.reception, patient_id).device_id is None
    log_session(bench.practitioner, bench.session(open_course(bench.practitioner, bench.course(patient_id)).value))
    assert read_booking_patient(bench.reception, patient_id).device_id == bench.device_id

"""Free times of a clinic on record, and what is said of a place that somebody chose."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from pico_tracker.domain.diary import Place, VisitEntry, VisitKind
from pico_tracker.domain.errors import Refused
from pico_tracker.domain.findings import Findings, Level
from pico_tracker.domain.free_times import FreeTime, FreeTimeWish
from pico_tracker.domain.opening_hours import Whom, closure_of_day
from pico_tracker.domain.people import Role, StaffEntry
from pico_tracker.services.catalogue import add_device
from pico_tracker.services.free_times import check_place_free, find_free_times
from pico_tracker.services.opening_hours import add_room, place_device, record_absence, retire_room
from pico_tracker.services.patients import add_patient
from pico_tracker.services.people import add_staff
from pico_tracker.services.upkeep import authorise_person
from pico_tracker.services.visits import book_visit, cancel_visit
from tests.builders import Bench

MONDAY = date(2026, 11, 23)


def _at(bench: Bench, hour: int, minute: int = 0, day: date = MONDAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=bench.reception.zone)


def _wish(bench: Bench, **changes: Any) -> FreeTimeWish:
    values: dict[str, Any] = {"kind": VisitKind.SESSION, "minutes": 45, "from_at": _at(bench, 9)}
    return FreeTimeWish(**{**values, **changes})


def _book(bench: Bench, patient_id: int, hour: int = 9, **changes: Any) -> int:
    values: dict[str, Any] = {
        "starts_at": _at(bench, hour),
        "minutes": 45,
        "practitioner_id": bench.practitioner.operator.id,
    }
    entry = VisitEntry(
        entry_id=bench.mint(),
        patient_id=patient_id,
        course_ids=(),
        kind=VisitKind.CONSULTATION,
        place=Place(**{**values, **changes}),
    )
    return book_visit(bench.reception, entry).value


def _times(found: tuple[FreeTime, ...]) -> list[str]:
    return [f"{one.place.starts_at:%a %H:%M} {one.practitioner_name}" for one in found]


def _check(bench: Bench, place: Place, patient_id: int | None = None, but_visit_id: int | None = None) -> Findings:
    with bench.database.read() as work:
        return check_place_free(work, place, patient_id, VisitKind.SESSION, but_visit_id)


def test_times_are_offered_around_what_is_booked_and_never_before_now(bench: Bench) -> None:
    patient_id = add_patient(bench.reception, bench.patient()).value
    visit_id = _book(bench, patient_id)
    found = find_free_times(bench.reception, _wish(bench, from_at=_at(bench, 9, day=date(2020, 1, 6))), 1)
    assert _times(found) == ["Mon 09:45 Practitioner"]
    (offer,) = find_free_times(bench.reception, _wish(bench), 1)
    assert (offer.place.room_id, offer.room_name, offer.device_name) == (None, "", "")
    assert offer.place.starts_at.tzinfo == bench.reception.zone
    cancel_visit(bench.reception, visit_id)
    assert _times(find_free_times(bench.reception, _wish(bench), 1)) == ["Mon 09:00 Practitioner"]


def test_an_offer_names_practitioner_room_and_laser(bench: Bench) -> None:
    room_id = add_room(bench.administrator, "Room 1").value
    place_device(bench.administrator, bench.device_id, room_id)
    (offer,) = find_free_times(bench.reception, _wish(bench, device_id=bench.device_id, clean_up_minutes=10), 1)
    assert (offer.practitioner_name, offer.room_name, offer.device_name) == ("Practitioner", "Room 1", "PicoWay")
    assert _check(bench, offer.place) == ()


def test_two_lasers_of_one_name_are_told_apart_by_their_number(bench: Bench) -> None:
    add_device(bench.administrator, "picoway", "21-0448")
    (offer,) = find_free_times(bench.reception, _wish(bench, device_id=bench.device_id), 1)
    assert offer.device_name == "PicoWay · 21-0447"


def test_a_search_looks_past_a_holiday_into_the_following_weeks(bench: Bench) -> None:
    for count in range(12):
        day = MONDAY + timedelta(days=count)
        record_absence(bench.reception, closure_of_day(day, bench.reception.zone, "Works", bench.mint()))
    found = find_free_times(bench.reception, _wish(bench))
    assert [one.place.starts_at.date() for one in found] == [date(2026, 12, 7)] * 3 + [date(2026, 12, 8)] * 3


def test_a_patient_is_not_offered_the_time_of_their_own_visit(bench: Bench) -> None:
    add_staff(bench.administrator, StaffEntry("Ash", Role.PRACTITIONER))
    patient_id = add_patient(bench.reception, bench.patient()).value
    _book(bench, patient_id)
    assert _times(find_free_times(bench.reception, _wish(bench), 1)) == ["Mon 09:00 Ash"]
    assert _times(find_free_times(bench.reception, _wish(bench, patient_id=patient_id), 1)) == ["Mon 09:45 Ash"]


def test_lengths_that_cannot_be_are_refused(bench: Bench) -> None:
    with pytest.raises(Refused) as refused:
        find_free_times(bench.reception, _wish(bench, minutes=0, clean_up_minutes=999))
    assert [one.code for one in refused.value.findings] == ["visit.minutes", "visit.minutes"]


def test_what_is_held_is_named_but_for_the_visit_that_moves(bench: Bench) -> None:
    room_id = add_room(bench.administrator, "Room 1").value
    patient_id = add_patient(bench.reception, bench.patient()).value
    visit_id = _book(bench, patient_id, room_id=room_id, device_id=bench.device_id, clean_up_minutes=10)
    place = Place(
        starts_at=_at(bench, 9, 30),
        minutes=30,
        practitioner_id=bench.practitioner.operator.id,
        room_id=room_id,
        device_id=bench.device_id,
    )
    findings = _check(bench, place, patient_id)
    assert [str(one.sentence) for one in findings] == [
        "The patient has another visit 09:00 to 09:45.",
        "Practitioner is with another patient 09:00 to 09:45.",
        "Room 1 is taken 09:00 to 09:55.",
        "PicoWay is in use 09:00 to 09:45.",
    ]
    assert _check(bench, place, patient_id, visit_id) == ()
    later = replace(place, starts_at=_at(bench, 9, 45))
    assert [str(one.sentence) for one in _check(bench, later, patient_id)] == ["Room 1 is taken 09:00 to 09:55."]
    cancel_visit(bench.reception, visit_id)
    assert _check(bench, place, patient_id) == ()


def test_a_visit_of_the_day_before_that_goes_on_past_midnight_still_holds(bench: Bench) -> None:
    patient_id = add_patient(bench.reception, bench.patient()).value
    _book(bench, patient_id, hour=20, minutes=480)
    tuesday = MONDAY + timedelta(days=1)
    place = Place(starts_at=_at(bench, 3, day=tuesday), minutes=30, practitioner_id=bench.practitioner.operator.id)
    held, hours = _check(bench, place)
    assert str(held.sentence) == "Practitioner is with another patient 20:00 to 04:00."
    assert (hours.code, hours.level) == ("place.hours", Level.CAUTION)


def test_a_place_is_checked_against_absences_rooms_and_authorisations(bench: Bench) -> None:
    room_id = add_room(bench.administrator, "Room 1").value
    place_device(bench.administrator, bench.device_id, room_id)
    other = add_staff(bench.administrator, StaffEntry("Ash", Role.PRACTITIONER)).value
    authorise_person(bench.administrator, bench.device_id, other)
    gone = add_room(bench.administrator, "Cellar").value
    retire_room(bench.administrator, gone)
    holiday = closure_of_day(MONDAY, bench.reception.zone, "Works", bench.mint())
    record_absence(bench.reception, replace(holiday, whom=Whom(device_id=bench.device_id)))
    place = Place(
        starts_at=_at(bench, 9),
        minutes=30,
        practitioner_id=bench.practitioner.operator.id,
        room_id=gone,
        device_id=bench.device_id,
    )
    assert [(one.code, one.field) for one in _check(bench, place)] == [
        ("place.gone", "room_id"),
        ("place.away", "device_id"),
        ("place.room", "room_id"),
        ("place.authorised", "practitioner_id"),
    ]

"""Hours, absences and rooms on record."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from pico_tracker.domain.errors import NotFound, Refused
from pico_tracker.domain.opening_hours import (
    DEFAULT_OPENINGS,
    AbsenceEntry,
    Opening,
    Whom,
    closure_of_day,
)
from pico_tracker.domain.topics import Topic
from pico_tracker.services.opening_hours import (
    add_room,
    list_absences,
    list_rooms,
    place_device,
    read_absence,
    read_opening_hours,
    record_absence,
    reinstate_room,
    rename_room,
    retire_room,
    set_openings,
    withdraw_absence,
)
from tests.builders import Bench

MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)


def _codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [one.code for one in refused.value.findings]


def _absence(bench: Bench, day: date = MONDAY, **changes: Any) -> AbsenceEntry:
    start = datetime(day.year, day.month, day.day, 9, tzinfo=bench.reception.zone)
    values: dict[str, Any] = {
        "entry_id": bench.mint(),
        "whom": Whom(staff_id=bench.practitioner.operator.id),
        "starts_at": start,
        "ends_at": start + timedelta(hours=3),
        "reason": "  Training  day ",
    }
    return AbsenceEntry(**{**values, **changes})


def test_a_clinic_has_usual_hours_until_it_sets_its_own(bench: Bench) -> None:
    assert read_opening_hours(bench.reception, MONDAY, MONDAY).clinic == DEFAULT_OPENINGS
    week = (Opening(0, 540, 780), Opening(0, 840, 1200))
    done = set_openings(bench.administrator, None, week)
    assert done.changed == {Topic.CLINIC}
    set_openings(bench.administrator, None, (*week, Opening(5, 540, 720)))
    hours = read_opening_hours(bench.reception, MONDAY, MONDAY)
    assert hours.clinic == (*week, Opening(5, 540, 720))
    assert str(hours.zone) == "Europe/London"


def test_a_person_has_own_hours_until_they_are_taken_away(bench: Bench) -> None:
    person = bench.practitioner.operator.id
    set_openings(bench.administrator, person, (Opening(1, 600, 900),))
    hours = read_opening_hours(bench.reception, MONDAY, MONDAY)
    assert hours.people == {person: (Opening(1, 600, 900),)}
    assert hours.clinic == DEFAULT_OPENINGS
    set_openings(bench.administrator, person, ())
    assert read_opening_hours(bench.reception, MONDAY, MONDAY).people == {}


def test_hours_that_overlap_are_refused_and_change_nothing(bench: Bench) -> None:
    with pytest.raises(Refused) as refused:
        set_openings(bench.administrator, None, (Opening(0, 540, 780), Opening(0, 700, 1080)))
    assert [one.field for one in refused.value.findings] == ["openings.0"]
    with pytest.raises(NotFound):
        set_openings(bench.administrator, 999, (Opening(0, 540, 780),))
    assert read_opening_hours(bench.reception, MONDAY, MONDAY).clinic == DEFAULT_OPENINGS


def test_an_absence_is_kept_once_and_shown_on_the_days_it_touches(bench: Bench) -> None:
    entry = _absence(bench)
    first = record_absence(bench.reception, entry)
    assert record_absence(bench.reception, entry).value == first.value
    assert first.changed == {Topic.CLINIC}
    (kept,) = list_absences(bench.reception, MONDAY, FRIDAY)
    assert (kept.id, kept.name, kept.entry.reason) == (first.value, "Practitioner", "Training day")
    assert (kept.entry.starts_at.hour, kept.entry.ends_at.hour) == (9, 12)
    assert list_absences(bench.reception, MONDAY + timedelta(days=1), FRIDAY) == ()
    hours = read_opening_hours(bench.reception, MONDAY, MONDAY)
    ((start, end),) = hours.stretches(MONDAY, bench.practitioner.operator.id)
    assert (start.hour, end.hour) == (12, 18)


def test_a_withdrawn_absence_is_off_the_list_but_on_record(bench: Bench) -> None:
    absence_id = record_absence(bench.reception, _absence(bench)).value
    withdraw_absence(bench.reception, absence_id)
    withdraw_absence(bench.reception, absence_id)
    assert list_absences(bench.reception, MONDAY, FRIDAY) == ()
    assert read_opening_hours(bench.reception, MONDAY, MONDAY).absences == ()
    kept = read_absence(bench.reception, absence_id)
    assert (kept.is_withdrawn, kept.version) == (True, 2)
    with pytest.raises(NotFound, match="not on file"):
        read_absence(bench.reception, absence_id + 1)


def test_a_public_holiday_closes_the_clinic(bench: Bench) -> None:
    holiday = closure_of_day(FRIDAY, bench.reception.zone, "Founders' day", bench.mint())
    record_absence(bench.reception, holiday)
    hours = read_opening_hours(bench.reception, MONDAY, FRIDAY)
    assert hours.stretches(FRIDAY) == ()
    assert [one.reason for one in hours.closed(FRIDAY, Whom(room_id=1))] == ["Founders' day"]
    (kept,) = list_absences(bench.reception, FRIDAY, FRIDAY)
    assert kept.name == ""


def test_an_absence_that_cannot_be_is_refused(bench: Bench) -> None:
    entry = _absence(bench)
    with pytest.raises(Refused) as refused:
        record_absence(bench.reception, _absence(bench, ends_at=entry.starts_at))
    assert _codes(refused) == ["absence.order"]
    with pytest.raises(NotFound):
        record_absence(bench.reception, _absence(bench, whom=Whom(room_id=999)))


def test_rooms_are_added_named_once_and_listed_with_those_in_use_first(bench: Bench) -> None:
    first = add_room(bench.administrator, "  Room  1 ").value
    second = add_room(bench.administrator, "Annexe").value
    for name in ("room 1", ""):
        with pytest.raises(Refused) as refused:
            add_room(bench.administrator, name)
        assert _codes(refused) == ["room.taken" if name else "room.name"]
    with pytest.raises(Refused):
        rename_room(bench.administrator, second, "ROOM 1")
    rename_room(bench.administrator, first, "room 1")
    retire_room(bench.administrator, second)
    assert [(room.name, room.active) for room in list_rooms(bench.reception)] == [
        ("room 1", True),
        ("Annexe", False),
    ]
    reinstate_room(bench.administrator, second)
    assert [room.name for room in list_rooms(bench.reception)] == ["Annexe", "room 1"]


def test_a_laser_stands_in_one_room_or_is_carried(bench: Bench) -> None:
    first = add_room(bench.administrator, "Room 1").value
    second = add_room(bench.administrator, "Room 2").value
    assert place_device(bench.administrator, bench.device_id, first).changed == {Topic.DEVICES}
    place_device(bench.administrator, bench.device_id, second)
    assert [room.device_ids for room in list_rooms(bench.reception)] == [(), (bench.device_id,)]
    with pytest.raises(Refused) as refused:
        retire_room(bench.administrator, second)
    assert _codes(refused) == ["room.laser"]
    place_device(bench.administrator, bench.device_id, None)
    place_device(bench.administrator, bench.device_id, None)
    retire_room(bench.administrator, second)
    with pytest.raises(Refused) as refused:
        place_device(bench.administrator, bench.device_id, second)
    assert _codes(refused) == ["room.retired"]

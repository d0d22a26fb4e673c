"""Visits."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from pico_tracker.domain.diary import (
    VISIT_KIND_NAMES,
    VISIT_STATE_NAMES,
    Place,
    SafeDate,
    SafeWord,
    Visit,
    VisitEntry,
    VisitKind,
    VisitState,
    check_visit,
    later_safe_date,
)

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
ENTRY = VisitEntry(
    entry_id=uuid.UUID(int=1),
    patient_id=1,
    course_ids=(1, 2),
    kind=VisitKind.SESSION,
    place=Place(starts_at=datetime(2026, 12, 20, 9, 30, tzinfo=UTC), minutes=45),
)


def placed(**changes: Any) -> VisitEntry:
    return replace(ENTRY, place=replace(ENTRY.place, **changes))


def said(entry: VisitEntry) -> list[tuple[str, str]]:
    return [(finding.field, str(finding.sentence)) for finding in check_visit(entry, NOW)]


def test_a_plain_visit_has_nothing_wrong_and_ends_after_its_minutes() -> None:
    assert said(ENTRY) == []
    assert ENTRY.place.ends_at == datetime(2026, 12, 20, 10, 15, tzinfo=UTC)


def test_a_visit_may_begin_now_but_not_before() -> None:
    assert said(placed(starts_at=NOW)) == []
    assert said(placed(starts_at=NOW - timedelta(minutes=1))) == [
        ("starts_at", "The next visit lies in the past. Check date and time.")
    ]


def test_now_is_now_in_every_time_zone() -> None:
    berlin = timezone(timedelta(hours=1))
    assert said(placed(starts_at=datetime(2026, 11, 22, 10, 59, tzinfo=berlin))) != []
    assert said(placed(starts_at=datetime(2026, 11, 22, 11, 0, tzinfo=berlin))) == []


def test_a_mistyped_year_is_caught() -> None:
    assert said(placed(starts_at=datetime(2062, 12, 20, 9, 30, tzinfo=UTC))) == [
        ("starts_at", "The next visit is years away. Check the year.")
    ]
    assert said(placed(starts_at=datetime(2031, 11, 22, 10, 0, tzinfo=UTC))) == []


@pytest.mark.parametrize("minutes", [5, 480])
def test_the_shortest_and_the_longest_visit_are_possible(minutes: int) -> None:
    assert said(placed(minutes=minutes)) == []


@pytest.mark.parametrize("minutes", [4, 481, 0, -10])
def test_shorter_and_longer_ones_are_not(minutes: int) -> None:
    assert said(placed(minutes=minutes)) == [("minutes", "A visit takes 5 to 480 minutes.")]


def test_note_and_reason_have_a_limit() -> None:
    long = "x" * 20_001
    assert [field for field, _ in said(replace(ENTRY, note=long, reason=long))] == ["note", "reason"]


def test_every_kind_and_state_has_a_name_to_read() -> None:
    assert set(VISIT_KIND_NAMES) == set(VisitKind)
    assert set(VISIT_STATE_NAMES) == set(VisitState)


def test_numbing_comes_before_the_treatment_and_clean_up_after_the_patient_has_left() -> None:
    place = replace(ENTRY.place, numbing_minutes=30, clean_up_minutes=10, room_id=1)
    times = [f"{at:%H:%M}" for at in (place.starts_at, place.treated_from, place.ends_at, place.free_from)]
    assert times == ["09:30", "10:00", "10:45", "10:55"]


def test_a_visit_over_the_change_of_the_clock_takes_its_real_minutes() -> None:
    london = ZoneInfo("Europe/London")
    place = Place(starts_at=datetime(2027, 3, 28, 0, 45, tzinfo=london), minutes=45)
    assert f"{place.ends_at:%H:%M}" == "02:30", "at 01:00 the clock goes to 02:00"
    place = Place(starts_at=datetime(2026, 10, 25, 0, 45, tzinfo=london), minutes=45)
    assert (f"{place.ends_at:%H:%M}", place.ends_at.fold) == ("01:30", 0)


@pytest.mark.parametrize("name", ["numbing_minutes", "clean_up_minutes"])
def test_numbing_and_clean_up_take_no_more_than_four_hours(name: str) -> None:
    assert said(placed(**{name: 240, "room_id": 1})) == []
    for minutes in (241, -1):
        assert said(placed(**{name: minutes, "room_id": 1})) == [
            (name, "Numbing and clean-up take at most 240 minutes each.")
        ]


def test_clean_up_needs_a_room() -> None:
    assert said(placed(clean_up_minutes=10)) == [
        ("room_id", "Clean-up holds a room. Choose the room, or leave clean-up at 0.")
    ]


def test_a_walk_in_may_have_come_some_minutes_ago() -> None:
    assert said(replace(placed(starts_at=NOW - timedelta(minutes=4)), is_walk_in=True)) == []


def test_who_walks_in_is_here_today() -> None:
    tomorrow = replace(placed(starts_at=NOW + timedelta(days=1)), is_walk_in=True)
    assert said(tomorrow) == [("starts_at", "Who walks in is here today. Book a visit for another day.")]


def test_over_several_courses_the_latest_date_counts_and_a_review_before_any_date() -> None:
    early, late = (SafeDate(SafeWord.SAFE, date(2026, 12, day)) for day in (1, 20))
    free, review = SafeDate(SafeWord.FREE), SafeDate(SafeWord.REVIEW)
    assert later_safe_date([early, late, free]) == late
    assert later_safe_date([early, review]) == review
    assert later_safe_date([free]) == free
    assert later_safe_date([]) == free


def test_a_safe_date_allows_its_day_and_those_after_it() -> None:
    safe = SafeDate(SafeWord.SAFE, date(2026, 12, 1))
    assert [safe.allows(date(2026, 11, 30)), safe.allows(date(2026, 12, 1))] == [False, True]
    assert SafeDate(SafeWord.FREE).allows(date(2026, 11, 1))
    assert not SafeDate(SafeWord.REVIEW).allows(date(2030, 1, 1))


def test_a_visit_on_record_begins_and_ends_where_it_stands() -> None:
    visit = Visit(
        id=1,
        version=1,
        patient_id=1,
        patient_name="",
        record_number="",
        kind=VisitKind.SESSION,
        state=VisitState.BOOKED,
        place=ENTRY.place,
    )
    assert (visit.starts_at, visit.ends_at) == (ENTRY.place.starts_at, ENTRY.place.ends_at)

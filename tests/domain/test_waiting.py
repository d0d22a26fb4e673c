"""The waiting list: whom a freed time fits, and in which order they are asked."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from pico_tracker.domain.diary import Place, SafeDate, SafeWord, VisitKind
from pico_tracker.domain.waiting import (
    FreedTime,
    Waiting,
    WaitingEntry,
    check_waiting,
    fits,
    freed_by,
    in_turn,
    wish_for,
)
from pico_tracker.domain.words import TEXT_LIMIT

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 11, 22)
ENTRY = WaitingEntry(
    entry_id=uuid.UUID(int=1), patient_id=1, kind=VisitKind.SESSION, minutes=45, numbing_minutes=30
)
WAITING = Waiting(
    id=1, version=1, entry=ENTRY, since=datetime(2026, 11, 1, 9, tzinfo=UTC), patient_name="Amara Nwosu"
)
MONDAY = FreedTime(
    starts_at=datetime(2026, 11, 23, 10, tzinfo=BERLIN),
    ends_at=datetime(2026, 11, 23, 11, 30, tzinfo=BERLIN),
    practitioner_id=7,
    room_id=3,
    device_id=5,
)


def waits(**changes: Any) -> Waiting:
    """The line with another wish."""
    return replace(WAITING, entry=replace(ENTRY, **changes))


def freed(**changes: Any) -> FreedTime:
    return replace(MONDAY, **changes)


def at(hour: int, minute: int = 0, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=BERLIN)


def said(**changes: Any) -> list[tuple[str, str]]:
    return [(one.field, str(one.sentence)) for one in check_waiting(replace(ENTRY, **changes), TODAY)]


def test_a_time_fits_that_is_as_long_as_numbing_and_treatment() -> None:
    assert fits(WAITING, freed(ends_at=at(11, 15)), BERLIN)
    assert not fits(WAITING, freed(ends_at=at(11, 14)), BERLIN)


def test_the_practitioner_and_the_laser_have_to_agree_where_both_are_named() -> None:
    assert fits(waits(practitioner_id=7, device_id=5), MONDAY, BERLIN)
    assert fits(waits(practitioner_id=8, device_id=6), freed(practitioner_id=None, device_id=None), BERLIN)
    assert not fits(waits(practitioner_id=8), MONDAY, BERLIN)
    assert not fits(waits(device_id=6), MONDAY, BERLIN)


@pytest.mark.parametrize(
    ("changes", "does"),
    [
        ({"weekdays": 0b0000001}, True),
        ({"weekdays": 0b1111110}, False),
        ({"from_minute": 10 * 60 + 15}, True),
        ({"from_minute": 10 * 60 + 16}, False),
        ({"to_minute": 11 * 60 + 15}, True),
        ({"to_minute": 11 * 60 + 14}, False),
        ({"from_on": date(2026, 11, 23), "until_on": date(2026, 11, 23)}, True),
        ({"from_on": date(2026, 11, 24)}, False),
        ({"until_on": date(2026, 11, 22)}, False),
        ({"from_minute": 12 * 60}, False),
    ],
)
def test_a_time_has_to_lie_on_the_days_and_in_the_hours_that_were_named(
    changes: dict[str, Any], does: bool
) -> None:
    assert fits(waits(**changes), MONDAY, BERLIN) is does


@pytest.mark.parametrize(
    ("safe", "does"),
    [
        (SafeDate(SafeWord.SAFE, date(2026, 11, 23)), True),
        (SafeDate(SafeWord.SAFE, date(2026, 11, 24)), False),
        (SafeDate(SafeWord.REVIEW), False),
        (SafeDate(SafeWord.FREE), True),
    ],
)
def test_no_time_fits_before_it_is_safe(safe: SafeDate, does: bool) -> None:
    assert fits(replace(WAITING, safe=safe), MONDAY, BERLIN) is does


def test_nobody_is_asked_who_does_not_want_to_hear_from_the_clinic() -> None:
    assert not fits(replace(WAITING, no_contact=True), MONDAY, BERLIN)


def test_the_hours_are_those_of_the_clinics_clock_whatever_zone_the_time_came_in() -> None:
    in_utc = freed(starts_at=MONDAY.starts_at.astimezone(UTC), ends_at=MONDAY.ends_at.astimezone(UTC))
    assert fits(waits(from_minute=10 * 60, to_minute=11 * 60 + 30), in_utc, BERLIN)
    assert not fits(waits(from_minute=9 * 60, to_minute=10 * 60 + 30), in_utc, BERLIN)


def test_on_the_night_the_clock_is_put_back_an_hour_is_there_twice() -> None:
    night = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)
    twice = freed(starts_at=night, ends_at=night.replace(hour=3, minute=0))
    assert fits(waits(minutes=60, numbing_minutes=30), twice, BERLIN)


def test_a_time_over_several_days_is_searched_day_by_day_until_midnight() -> None:
    days = freed(starts_at=at(23, 0), ends_at=at(23, 59, day=25))
    assert not fits(waits(until_on=TODAY + timedelta(days=1)), days, BERLIN)
    wish = wish_for(waits(from_on=date(2026, 11, 24), until_on=date(2026, 11, 24)), days, BERLIN)
    assert wish.from_at == at(0, day=24)
    assert wish.until_at == at(0, day=25)


def test_what_is_looked_for_is_what_came_free_unless_something_else_was_named() -> None:
    wish = wish_for(waits(clean_up_minutes=10), MONDAY, BERLIN)
    assert (wish.practitioner_id, wish.room_id, wish.device_id) == (7, 3, 5)
    assert (wish.from_at, wish.until_at, wish.patient_id) == (at(10), at(11, 30), 1)
    assert (wish.kind, wish.minutes, wish.numbing_minutes, wish.clean_up_minutes) == (VisitKind.SESSION, 45, 30, 10)
    other = wish_for(waits(practitioner_id=8, device_id=6), freed(practitioner_id=None, device_id=None), BERLIN)
    assert (other.practitioner_id, other.device_id) == (8, 6)


def test_a_visit_that_lets_go_frees_its_whole_stretch_with_clean_up() -> None:
    place = Place(
        starts_at=at(10), minutes=45, numbing_minutes=30, clean_up_minutes=15, practitioner_id=7, room_id=3
    )
    assert freed_by(place) == freed(device_id=None)


def test_overdue_treatments_are_asked_first_and_then_the_longest_waiting() -> None:
    long, short = replace(WAITING, id=1), replace(WAITING, id=2, since=WAITING.since + timedelta(days=1))
    overdue = replace(WAITING, id=3, since=WAITING.since + timedelta(days=9), overdue_since=date(2026, 11, 20))
    assert [one.id for one in in_turn((short, overdue, long))] == [3, 1, 2]


def test_a_plain_line_has_nothing_wrong() -> None:
    assert said() == []
    assert said(clean_up_minutes=10, from_on=TODAY, until_on=TODAY) == []


@pytest.mark.parametrize(
    ("changes", "field", "text"),
    [
        ({"minutes": 4}, "minutes", "A visit takes 5 to 480 minutes."),
        ({"weekdays": 0}, "weekdays", "Choose at least one day."),
        (
            {"from_minute": 600, "to_minute": 600},
            "to_minute",
            "The end comes after the start, both within one day.",
        ),
        ({"to_minute": 1441}, "to_minute", "The end comes after the start, both within one day."),
        (
            {"from_minute": 600, "to_minute": 674},
            "to_minute",
            "The visit takes 75 minutes: these hours are shorter.",
        ),
        (
            {"until_on": date(2026, 11, 21)},
            "until_on",
            "This day has passed. Enter a later one, or none.",
        ),
        (
            {"from_on": date(2026, 12, 2), "until_on": date(2026, 12, 1)},
            "until_on",
            "The last day comes after the first one.",
        ),
        (
            {"note": "x" * (TEXT_LIMIT + 1)},
            "note",
            f"This is longer than {TEXT_LIMIT} characters. Shorten it.",
        ),
    ],
)
def test_what_cannot_be_is_said(changes: dict[str, Any], field: str, text: str) -> None:
    assert said(**changes) == [(field, text)]

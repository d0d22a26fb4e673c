"""Treatment alongside: its days, its order, and what is new since last time."""

import uuid
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from pico_tracker.domain.alongside import (
    Alongside,
    AlongsideEntry,
    AlongsideKind,
    begun_since,
    check_alongside,
    in_reading_order,
)

TODAY = date(2026, 11, 22)
ENTRY = AlongsideEntry(
    entry_id=uuid.UUID(int=1),
    patient_id=1,
    kind=AlongsideKind.CREAM,
    what="Hydroquinone 4 %",
    from_on=date(2026, 11, 3),
)


def alongside(number: int, recorded_on: date = TODAY, **changes: Any) -> Alongside:
    return Alongside(
        id=number, version=1, entry=replace(ENTRY, **changes), recorded_by="Practitioner", recorded_on=recorded_on
    )


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"from_on": None}, []),
        ({"from_on": TODAY + timedelta(days=7)}, []),
        ({"until_on": date(2026, 11, 3)}, []),
        ({"from_on": None, "until_on": date(2020, 1, 1)}, []),
        ({"what": ""}, ["what"]),
        ({"what": "x" * 201}, ["what"]),
        ({"note": "x" * 20_001}, ["note"]),
        ({"from_on": date(1926, 11, 3)}, ["from_on"]),
        ({"from_on": date(2062, 11, 3)}, ["from_on"]),
        ({"until_on": date(2026, 11, 2)}, ["until_on"]),
        ({"from_on": None, "until_on": date(1926, 1, 1)}, ["until_on"]),
    ],
)
def test_an_entry_has_a_name_and_days_in_order(changes: dict[str, Any], found: list[str]) -> None:
    assert [one.field for one in check_alongside(replace(ENTRY, **changes), TODAY)] == found


def test_it_may_begin_up_to_a_year_ahead_also_from_a_leap_day() -> None:
    leap_day = date(2028, 2, 29)
    assert check_alongside(replace(ENTRY, from_on=date(2029, 2, 28)), leap_day) == ()


def test_it_goes_on_through_its_last_day() -> None:
    assert alongside(1).goes_on(TODAY)
    assert alongside(1, until_on=TODAY).goes_on(TODAY)
    assert not alongside(1, until_on=TODAY - timedelta(days=1)).goes_on(TODAY)


def test_new_since_last_time_is_what_began_that_day_or_later() -> None:
    last_time = date(2026, 11, 3)
    before, that_day = alongside(1, from_on=date(2026, 11, 2)), alongside(2)
    assert begun_since((before, that_day), last_time) == (that_day,)


def test_without_a_beginning_it_is_new_when_it_was_told_after_last_time() -> None:
    told = alongside(1, from_on=None)
    assert begun_since((told,), TODAY - timedelta(days=1)) == (told,)
    assert begun_since((told,), TODAY) == ()


def test_what_goes_on_is_read_first_and_the_latest_begun_before_the_others() -> None:
    ended = alongside(1, until_on=date(2026, 11, 10))
    older, newer, unknown = (
        alongside(2, from_on=date(2025, 1, 1)),
        alongside(3),
        alongside(4, from_on=None),
    )
    assert [one.id for one in in_reading_order((ended, older, newer, unknown), TODAY)] == [3, 2, 4, 1]

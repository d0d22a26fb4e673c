"""Hours as they are typed."""

import pytest

from pico_tracker.domain.opening_hours import Opening
from pico_tracker.ui.settings.hours_words import day_name, read_day_hours, read_minutes, said_day_hours


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("9", 540), ("09:30", 570), ("9.30", 570), ("930", 570), ("0930", 570), ("24:00", 1440), ("0", 0)],
)
def test_a_time_is_read_as_people_type_it(text: str, minutes: int) -> None:
    assert read_minutes(text) == minutes


@pytest.mark.parametrize("text", ["", "25", "9:60", "24:01", "noon", "9:5", "9:30:00", "-1"])
def test_what_is_no_time_is_not_guessed(text: str) -> None:
    assert read_minutes(text) is None


@pytest.mark.parametrize(
    "text", ["09:00–13:00, 14:00–18:00", "9-13,14-18", "9 - 13; 14:00 — 18", " 0900-1300 / 1400-1800 "]
)
def test_a_day_of_two_stretches_is_read(text: str) -> None:
    openings = read_day_hours(text, 2)
    assert openings == (Opening(2, 540, 780), Opening(2, 840, 1080))
    assert said_day_hours(openings, 2) == "09:00–13:00, 14:00–18:00"
    assert said_day_hours(openings, 3) == ""


def test_an_empty_day_has_no_hours_and_an_unclear_one_none_that_are_known() -> None:
    assert read_day_hours("  ", 0) == ()
    for text in ("9 to 5", "9-", "closed", "9-13-15", "9-13, x"):
        assert read_day_hours(text, 0) is None


def test_the_week_begins_on_monday() -> None:
    assert (day_name(0), day_name(6), day_name(0, short=True)) == ("Monday", "Sunday", "Mon")

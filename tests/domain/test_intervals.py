"""Windows and months by hand arithmetic on the calendar."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico_tracker.domain.intervals import Interval, Window, add_months, next_window

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2200, 1, 1))


def test_a_tattoo_session_opens_a_window_of_6_8_and_16_weeks() -> None:
    assert next_window(date(2026, 1, 5), Interval(6, 8, 16)) == Window(
        date(2026, 2, 16), date(2026, 3, 2), date(2026, 4, 27)
    )


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 10, 15), 3, date(2027, 1, 15)),
        (date(2026, 12, 31), 6, date(2027, 6, 30)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
        (date(2026, 5, 31), 0, date(2026, 5, 31)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months_keep_the_day_or_take_the_last_one(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_more_months_are_never_earlier(start: date, one: int, other: int) -> None:
    fewer, more = sorted((one, other))
    assert add_months(start, fewer) <= add_months(start, more)


@given(DAYS, st.integers(0, 60))
def test_months_land_in_the_month_they_count_to(start: date, months: int) -> None:
    end = add_months(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day <= start.day


@given(DAYS, st.integers(1, 52), st.integers(0, 26), st.integers(0, 26))
def test_a_window_rises_and_keeps_the_weekday(last: date, earliest: int, more: int, late: int) -> None:
    window = next_window(last, Interval(earliest, earliest + more, earliest + more + late))
    assert last < window.earliest_on <= window.target_on <= window.late_on
    assert {day.weekday() for day in (window.earliest_on, window.target_on, window.late_on)} == {last.weekday()}

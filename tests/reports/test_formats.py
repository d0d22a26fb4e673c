from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from pico_tracker.domain.words import in_english
from pico_tracker.reports.formats import day, moment, number, percent, short_day, weekday


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("1.80"), "1.8"),
        (Decimal("4.0"), "4"),
        (Decimal(100), "100"),
        (Decimal("1E+2"), "100"),
        (Decimal("0.05"), "0.05"),
        (Decimal("-2.50"), "−2.5"),
        (0, "0"),
        (-12, "−12"),
    ],
)
def test_a_number_is_written_exactly_and_as_short_as_it_can_be(value: Decimal | int, written: str) -> None:
    assert number(value) == written


def test_a_percentage_is_not_torn_apart() -> None:
    assert percent(55) == "55\u00a0%"


def test_dates_are_written_day_month_year() -> None:
    value = date(2026, 11, 22)
    assert day(value, in_english) == "22 Nov 2026"
    assert short_day(value, in_english) == "22 Nov"
    assert weekday(value, in_english) == "Sunday"
    assert moment(datetime(2027, 1, 5, 9, 5, tzinfo=UTC), in_english) == "5 Jan 2027 09:05"

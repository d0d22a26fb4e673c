"""Dates of birth: what a text means, and which order a column has."""

from datetime import date

import pytest

from pico_tracker.domain.errors import FileTrouble
from pico_tracker.domain.imports import DateOrder
from pico_tracker.exchange.birth_dates import find_order, is_no_date, readings

TODAY = date(2026, 3, 2)
DMY, MDY, YMD = DateOrder.DMY, DateOrder.MDY, DateOrder.YMD


def order_of(*texts: str) -> DateOrder | None:
    return find_order(enumerate(texts, 2), "DOB", TODAY)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1980-01-31", date(1980, 1, 31)),
        ("1980/1/31", date(1980, 1, 31)),
        ("1980-01-31T00:00:00", date(1980, 1, 31)),
        ("1980-01-31 00:00:00.000", date(1980, 1, 31)),
        ("31 January 1980", date(1980, 1, 31)),
        ("January 31st, 1980", date(1980, 1, 31)),
        ("Thu, 31 Jan 1980", date(1980, 1, 31)),
        ("31-Jan-80", date(1980, 1, 31)),
        ("1980 Jan 31", date(1980, 1, 31)),
        ("31. Januar 1980", date(1980, 1, 31)),
        ("5. März 1980", date(1980, 3, 5)),
        ("5 Mrz 80", date(1980, 3, 5)),
        ("3. Dez. 1980", date(1980, 12, 3)),
        ("3 Sept 1980", date(1980, 9, 3)),
        # The day number of a spreadsheet: 1 January 1980 is 29221 in its help.
        ("29221", date(1980, 1, 1)),
        ("29221.0", date(1980, 1, 1)),
    ],
)
def test_dates_that_say_their_order_themselves(text: str, day: date) -> None:
    assert readings(text, TODAY) == dict.fromkeys(DateOrder, day)


@pytest.mark.parametrize(
    "text",
    ["rubbish", "31.02.1980", "1980", "1980-13-01", "32 January 1980", "31 Foo 1980", "1.2", "1.2-1980",
     "99999999", "٣١/١٢/١٩٨٠", "1" * 500, "29.02.1981", "31 January 198", "²/1/1980", "0/5/1980"],
)  # fmt: skip
def test_what_is_no_date_has_no_reading(text: str) -> None:
    assert readings(text, TODAY) == {}


@pytest.mark.parametrize("text", ["", "0/0/00", "00.00.0000", "0000-00-00", "-", "n/a", "unbekannt"])
def test_words_and_zeros_for_no_date(text: str) -> None:
    assert is_no_date(text)


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("01.03.26", DMY, date(2026, 3, 1)),
        ("03.03.26", DMY, date(1926, 3, 3)),
        ("12/31/99", MDY, date(1999, 12, 31)),
        ("80-01-31", YMD, date(1980, 1, 31)),
        ("29.02.00", DMY, date(2000, 2, 29)),
        ("31011980", DMY, date(1980, 1, 31)),
        ("01311980", MDY, date(1980, 1, 31)),
        ("19800131", YMD, date(1980, 1, 31)),
        ("1. 2. 1980", DMY, date(1980, 2, 1)),
    ],
)
def test_two_digit_years_are_never_in_the_future(text: str, order: DateOrder, day: date) -> None:
    assert readings(text, TODAY)[order] == day


def test_one_day_past_twelve_tells_the_whole_column() -> None:
    assert order_of("01/02/1980", "13/02/1980", "rubbish") is DMY
    assert order_of("01/02/1980", "02/13/1980", "") is MDY
    assert order_of("01/02/80", "12/31/99") is MDY
    assert order_of("80/01/02", "99/12/31") is YMD
    assert order_of("19800102", "19991231") is YMD


def test_a_date_that_would_be_in_the_future_tells_too() -> None:
    assert order_of("01/02/1980", "05/02/2026") is DMY
    assert order_of("01/04/2026") is MDY


def test_dots_mean_day_first() -> None:
    assert order_of("01.02.1980", "03.04.81") is DMY


def test_a_column_that_needs_no_order_has_none() -> None:
    assert order_of("1980-01-02", "3 May 1981", "", "rubbish") is None


def test_dates_that_are_the_same_either_way_need_no_question() -> None:
    assert order_of("05/05/1980", "07/07/1981") in (DMY, MDY)


@pytest.mark.parametrize("texts", [("01/02/1980",), ("01-02-1980", "05/05/1990"), ("01/02/03",)])
def test_an_open_order_is_asked_for(texts: tuple[str, ...]) -> None:
    with pytest.raises(FileTrouble, match="as in line 2"):
        order_of(*texts)


def test_a_column_in_two_orders_is_asked_for() -> None:
    with pytest.raises(FileTrouble, match="different orders"):
        order_of("31/12/1980", "12/31/1980")

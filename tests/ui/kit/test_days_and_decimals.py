from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale

from pico_tracker.ui.kit.days import in_figures, read_day, said_day
from pico_tracker.ui.kit.decimals import NotRead, read_decimal, read_whole, said_decimal

BORN = date(1992, 5, 3)


@pytest.fixture(autouse=True)
def british() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    "typed",
    [
        "3 May 1992",
        "3 may 1992",
        "03.05.1992",
        "3.5.1992",
        "1992-05-03",
        "3/5/1992",
        "03-05-1992",
        "03051992",
        "May 3, 1992",
        "3. May 1992",
        " 3 May 1992 ",
        "3 5 1992",
        "3may1992",
    ],
)
def test_a_date_is_read_in_the_ways_people_type_it(typed: str) -> None:
    assert read_day(typed) == BORN


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "3 May 92",
        "31.02.2026",
        "1992",
        "13.13.1992",
        "3 Mai 1992",
        "today",
        "00/00/0000",
        "0001-01-01",
        "x" * 10_000_000,
        "1992-5",
        "<b>3 May 1992</b>",
        "3 May 9999",
    ],
)
def test_what_is_no_date_is_not_guessed(typed: str) -> None:
    assert read_day(typed) is None


def test_a_german_reads_and_writes_german_months_and_still_understands_english_ones() -> None:
    QLocale.setDefault(QLocale("de_DE"))
    assert read_day("3. Mai 1992") == BORN
    assert read_day("3 May 1992") == BORN
    assert said_day(date(1992, 12, 3)) == "3 Dez. 1992"
    assert read_day(said_day(date(1992, 12, 3))) == date(1992, 12, 3)


def test_numbers_in_a_date_are_read_in_the_order_of_the_country_or_else_the_only_one_possible() -> None:
    assert read_day("04/05/1992") == date(1992, 5, 4)
    assert read_day("05/23/1992") == date(1992, 5, 23)
    QLocale.setDefault(QLocale("en_US"))
    assert read_day("04/05/1992") == date(1992, 4, 5)
    assert read_day("23/05/1992") == date(1992, 5, 23)


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("language", ["en_GB", "de_DE", "fr_FR", "pl_PL", "ru_RU", "es_ES"])
def test_every_date_the_window_writes_can_be_typed_again(language: str, month: int) -> None:
    QLocale.setDefault(QLocale(language))
    day = date(2026, month, 28)
    assert read_day(said_day(day)) == day


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("4.0", "4.0"),
        ("4,0", "4.0"),
        ("1 064", "1064"),
        ("1'064.5", "1064.5"),
        (".5", "0.5"),
        ("-3", "-3"),
        ("0,125", "0.125"),
        ("1\u202f064", "1064"),
        ("٣٫٥".replace("٫", "."), "3.5"),
        ("−2", "-2"),
        ("1.064", "1.064"),
    ],
)
def test_a_number_is_read_with_either_separator(typed: str, number: str) -> None:
    assert read_decimal(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed", ["", "abc", "1e5", "NaN", "Infinity", "1.2.3", "4 J", "--1", "9" * 10_000_000, "0x10"]
)
def test_what_is_no_number_is_not_guessed(typed: str) -> None:
    assert read_decimal(typed) is NotRead.NO_NUMBER


def test_a_comma_that_may_mean_thousands_is_asked_about() -> None:
    assert read_decimal("1,064") is NotRead.AMBIGUOUS
    QLocale.setDefault(QLocale("de_DE"))
    assert read_decimal("1.064") is NotRead.AMBIGUOUS
    assert read_decimal("1,064") == Decimal("1.064")


def test_a_number_is_written_with_the_separator_of_the_country() -> None:
    assert said_decimal(Decimal("4.0")) == "4.0"
    assert said_decimal(Decimal("1E+3")) == "1000"
    QLocale.setDefault(QLocale("de_DE"))
    assert said_decimal(Decimal("4.0")) == "4,0"


def test_a_whole_number_has_no_decimals() -> None:
    assert read_whole("312") == 312
    assert read_whole("418 206") == 418206
    assert read_whole("3.0") is NotRead.NO_NUMBER
    assert read_whole("x") is NotRead.NO_NUMBER


@pytest.mark.parametrize(
    ("typed", "taken"),
    [("31 Dec 1975", "1975-12-31"), ("May 3, 1992", "1992-05-03"), ("03.05.1992", "03.05.1992"), ("nwo", "nwo")],
)
def test_a_search_takes_a_date_as_the_window_writes_it(typed: str, taken: str) -> None:
    assert in_figures(typed) == taken

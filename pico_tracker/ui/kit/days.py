"""Dates as people type and read them: "3 May 1992", "03.05.1992", "1992-05-03"."""

import re
import unicodedata
from datetime import date

from PySide6.QtCore import QDate, QLocale

FIRST_YEAR, LAST_YEAR = 1850, 2200

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})[./\- ]+(\d{1,2})[./\- ]+(\d{4})")
_RUN = re.compile(r"(\d{2})(\d{2})(\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})\.?\s*([^\W\d_]+)\.?,?\s*(\d{4})")
_MONTH_FIRST = re.compile(r"([^\W\d_]+)\.?\s*(\d{1,2}),?\s+(\d{4})")


def said_day(day: date) -> str:
    """A date as the window writes it: "3 May 1992", the month in the reader's language."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM yyyy")


def read_day(text: str) -> date | None:
    """The date somebody typed, or none if it is no date; the year has four digits.

    `03/05/1992` is read in the order of the locale; where only the other order makes a date,
    in that one.
    """
    typed = unicodedata.normalize("NFKC", text[:60]).strip()
    if found := _ISO.fullmatch(typed):
        return _day(*(int(part) for part in found.groups()))
    if found := _NUMBERS.fullmatch(typed) or _RUN.fullmatch(typed):
        return _in_order(*(int(part) for part in found.groups()))
    if found := _DAY_FIRST.fullmatch(typed):
        return _day(int(found[3]), _month(found[2]), int(found[1]))
    if found := _MONTH_FIRST.fullmatch(typed):
        return _day(int(found[3]), _month(found[1]), int(found[2]))
    return None


def in_figures(text: str) -> str:
    """A date whose month is typed in letters, as a search takes it: "3 May 1992" gives
    "1992-05-03". Anything else comes back as it is."""
    day = read_day(text) if any(sign.isalpha() for sign in text[:60]) else None
    return text if day is None else day.isoformat()


def _in_order(first: int, second: int, year: int) -> date | None:
    pattern = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
    month_first = pattern.lstrip("'").upper().find("M") < pattern.upper().find("D")
    orders = [(first, second), (second, first)] if month_first else [(second, first), (first, second)]
    for month, day in orders:
        if made := _day(year, month, day):
            return made
    return None


def _day(year: int, month: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:  # there is no such day
        return None


def _month(name: str) -> int:
    typed = name.casefold().rstrip(".")
    for locale in (QLocale(), QLocale(QLocale.Language.English)):
        for month in range(1, 13):
            if typed in _names(locale, month):
                return month
    return 0


def _names(locale: QLocale, month: int) -> set[str]:
    formats = (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat)
    names = {locale.monthName(month, form) for form in formats}
    names |= {locale.standaloneMonthName(month, form) for form in formats}
    plain = {name.casefold().rstrip(".") for name in names}
    return plain | {name[:3] for name in plain}

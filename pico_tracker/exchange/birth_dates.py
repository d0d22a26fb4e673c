"""Birth dates as other programs write them, and the order of day, month and year told from a whole column.

A date that says itself which number is which (`1980-01-31`, `31 January 1980`, a spreadsheet's
day number) needs no order. The others vote: an order stays in the running while every date of
the column makes sense in it (a day of the calendar, not in the future, nobody past 125). When
several stay, dots mean day first, as nobody writes months first with dots; anything else is asked.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from pico_tracker.domain.errors import FileTrouble
from pico_tracker.domain.imports import DateOrder
from pico_tracker.domain.patients import OLDEST_YEARS, age_in_years
from pico_tracker.domain.words import mark, sentence

Readings = dict[DateOrder, date]
"""What a text means in each order in which it is a day of the calendar."""

_LONGEST = 60
_TIME_OF_DAY = re.compile(
    r"[T ] ?[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?( ?[ap]m)?(Z|[+-][0-9]{2}:?[0-9]{2})?$", re.IGNORECASE
)
_YEAR_FIRST = re.compile(r"^([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})$")
_NUMBERS = re.compile(r"^([0-9]{1,2}) ?([-/. ]) ?([0-9]{1,2}) ?\2 ?([0-9]{4}|[0-9]{2})$")
_PACKED = re.compile(r"^[0-9]{8}$")
_DAY_NUMBER = re.compile(r"^[0-9]{5}([.,]0+)?$")
_NOTHING = re.compile(r"^(0{1,4}([-/. ]0{1,4}){2}|[-–—?./ ]+|n/?a|unknown|unbekannt|none|null)$", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_DAY_ZERO = date(1899, 12, 30)
_MONTHS = (
    ("january", "januar", "janner", "jaenner"),
    ("february", "februar", "feber"),
    ("march", "marz", "maerz", "mrz"),
    ("april",),
    ("may", "mai"),
    ("june", "juni"),
    ("july", "juli"),
    ("august",),
    ("september",),
    ("october", "oktober"),
    ("november",),
    ("december", "dezember"),
)
_BETWEEN = """mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday
    sunday montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag st nd rd th of the am"""
_WEEKDAYS = frozenset(_BETWEEN.split())
_PLACES = {DateOrder.DMY: (2, 1, 0), DateOrder.MDY: (2, 0, 1), DateOrder.YMD: (0, 1, 2)}


@dataclass(slots=True)
class _Votes:
    """What a column has said so far about its order."""

    left: set[DateOrder] = field(default_factory=lambda: set(DateOrder))
    votes: int = 0
    dotted: int = 0
    first_unclear: int = 0
    unlike: set[frozenset[DateOrder]] = field(default_factory=set)
    """Pairs of orders that make a difference for at least one date."""


def is_no_date(text: str) -> bool:
    """Whether a cell says that there is no date: empty, `0/0/00`, `unknown`."""
    return not text or bool(_NOTHING.match(text[:_LONGEST]))


def is_day_number(text: str) -> bool:
    """Whether a cell is the number of a day as spreadsheets count: 29221 is 1 January 1980."""
    return bool(_DAY_NUMBER.match(text))


def readings(text: str, today: date) -> Readings:
    """What `text` can mean, by order; empty if it is no date. A date that needs no order is
    there under all three. Two-digit years become the last such year that is not in the future."""
    if len(text) > _LONGEST:
        return {}
    plain = _TIME_OF_DAY.sub("", text.strip()).strip()
    own = _self_evident(plain, today)
    return dict.fromkeys(DateOrder, own) if own else _by_order(plain, today)


def find_order(cells: Iterable[tuple[int, str]], column: str, today: date) -> DateOrder | None:
    """The order that the (line, text) cells of a column agree on; None if none of them needs one.

    Raises `FileTrouble` when the column leaves several open or contradicts itself.
    """
    votes = _Votes()
    for line, text in cells:
        _count(votes, line, text, today)
    if not votes.votes:
        return None
    if not votes.left:
        said = mark(
            "The dates in column “{column}” are written in different orders. Say which is meant with "
            "--dates DMY, MDY or YMD; the rows in another order are then reported."
        )
        raise FileTrouble(sentence(said, column=column))
    return _decided(votes, column)


def _count(votes: _Votes, line: int, text: str, today: date) -> None:
    possible = {order: day for order, day in readings(text, today).items() if _is_plausible(day, today)}
    if not possible or (len(possible) == len(DateOrder) and len(set(possible.values())) == 1):
        return
    votes.votes += 1
    votes.dotted += "." in text
    votes.left &= possible.keys()
    if len(set(possible.values())) > 1 and not votes.first_unclear:
        votes.first_unclear = line
    votes.unlike |= {
        frozenset((one, other)) for one in possible for other in possible if possible[one] != possible[other]
    }


def _decided(votes: _Votes, column: str) -> DateOrder:
    left = sorted(votes.left)
    if not any(pair <= votes.left for pair in votes.unlike):
        return left[0]
    if votes.dotted == votes.votes and DateOrder.DMY in votes.left:
        return DateOrder.DMY
    said = mark(
        "The dates in column “{column}” can be read as {orders}, as in line {line}. "
        "Say which is meant with --dates DMY (day first), MDY (month first) or YMD (year first)."
    )
    raise FileTrouble(sentence(said, column=column, orders=", ".join(left), line=votes.first_unclear))


def _is_plausible(day: date, today: date) -> bool:
    return day <= today and age_in_years(day, today) <= OLDEST_YEARS


def _self_evident(text: str, today: date) -> date | None:
    if found := _YEAR_FIRST.match(text):
        return _day(int(found[1]), int(found[3]), int(found[4]))
    if _DAY_NUMBER.match(text):
        return _DAY_ZERO + timedelta(days=int(text[:5]))
    return _named(text, today) if _LETTER.search(text) else None


def _by_order(text: str, today: date) -> Readings:
    if _PACKED.match(text):
        return _packed(text)
    found = _NUMBERS.match(text)
    if not found:
        return {}
    parts = (found[1], found[3], found[4])
    orders = (DateOrder.DMY, DateOrder.MDY) if len(parts[2]) == 4 else tuple(DateOrder)
    days = {order: _placed(parts, order, today) for order in orders}
    return {order: day for order, day in days.items() if day}


def _placed(parts: tuple[str, str, str], order: DateOrder, today: date) -> date | None:
    year, month, day = (parts[place] for place in _PLACES[order])
    return _with_century(year, int(month), int(day), today)


def _packed(text: str) -> Readings:
    year_last, year_first = int(text[4:]), int(text[:4])
    days = {
        DateOrder.DMY: _day(year_last, int(text[2:4]), int(text[:2])),
        DateOrder.MDY: _day(year_last, int(text[:2]), int(text[2:4])),
        DateOrder.YMD: _day(year_first, int(text[4:6]), int(text[6:])),
    }
    return {order: day for order, day in days.items() if day}


def _named(text: str, today: date) -> date | None:
    tokens = re.findall(r"[0-9]+|[^\W\d_]+", text)
    numbers = [token for token in tokens if token[0] in "0123456789"]
    words = [word for word in map(_spelled, tokens) if word.isalpha() and word not in _WEEKDAYS]
    if len(words) != 1 or len(numbers) != 2 or max(map(len, numbers)) > 4:
        return None
    month = next((place for place, names in enumerate(_MONTHS, 1) if _is_month(words[0], names)), 0)
    year, day = sorted(numbers, key=len, reverse=True) if len(numbers[0]) == 4 else reversed(numbers)
    return _with_century(year, month, int(day), today)


def _spelled(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


def _is_month(word: str, names: tuple[str, ...]) -> bool:
    return len(word) >= 3 and any(name.startswith(word) for name in names)


def _with_century(year: str, month: int, day: int, today: date) -> date | None:
    if len(year) == 4:
        return _day(int(year), month, day)
    if len(year) > 2:
        return None
    latest = today.year - (today.year - int(year)) % 100
    both = (_day(latest, month, day), _day(latest - 100, month, day))
    return next((found for found in both if found and found <= today), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

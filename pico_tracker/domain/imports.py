"""Patients out of somebody else's table: what was read, what is wrong with it, who is there twice."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from pico_tracker.domain.findings import Level
from pico_tracker.domain.patients import PatientEntry, full_name
from pico_tracker.domain.words import Sentence, mark, sentence

PHONE_TAIL_DIGITS = 8
"""So many last digits tell a number from another; country and area code are written in many ways."""

_SIGNS_IN_NAMES = str.maketrans("-.,'’", "     ")
_NUMBER, _BIRTH, _PHONE, _UNDATED_PHONE = "number", "birth", "phone", "undated-phone"


class DateOrder(StrEnum):
    """In which order a table writes day, month and year."""

    DMY = "DMY"
    MDY = "MDY"
    YMD = "YMD"


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """What is wrong with one row; `column` is empty when the whole row is meant."""

    line: int
    """Physical line of the file on which the row begins, from 1."""
    column: str
    """Name of the column as the file has it."""
    reason: Sentence
    level: Level = Level.STOP


@dataclass(frozen=True, slots=True)
class NumberedRow:
    """The cells of one row, as many as the header has, and the line on which it begins."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A table as read from a file, before anybody asked what it means."""

    header: tuple[str, ...]
    """Column names, each one once: the second `Phone` is called `Phone (2)`."""
    rows: tuple[NumberedRow, ...]
    """Rows that have at least one filled cell."""
    problems: tuple[ImportProblem, ...]
    """Rows that could not be read; they are not among `rows`."""
    encoding: str
    """Name of the codec, as `utf-8` or `cp1252`."""
    separator: str
    notes: tuple[Sentence, ...] = ()
    """What was decided about the file and might be worth a look."""


@dataclass(frozen=True, slots=True)
class NumberedEntry:
    """A patient read from the file and the line on which the row begins."""

    line: int
    entry: PatientEntry


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do: the good rows, and a reason for each of the others."""

    entries: tuple[NumberedEntry, ...]
    """Rows that can be saved as they are, in the order of the file."""
    problems: tuple[ImportProblem, ...]
    """Why the other rows cannot be saved, in the order of the file; a very long list is cut."""
    bad_rows: int
    """How many rows cannot be saved, also past the end of a list that was cut."""
    remarks: tuple[ImportProblem, ...]
    """Doubts about rows that can be saved."""
    unread_columns: tuple[str, ...]
    """Names of the columns that belong to no field."""
    date_order: DateOrder | None
    """None: every date tells its order itself, or there is none."""
    notes: tuple[Sentence, ...]
    """What was decided about the file as a whole."""


def duplicate_keys(entry: PatientEntry) -> frozenset[str]:
    """What a patient is filed under, to be found by `keys_to_seek` of the same person."""
    phones = _name_and_phones(entry)
    keys = {*_certain_keys(entry), *(f"{_PHONE}:{each}" for each in phones)}
    if entry.born_on is None:
        keys.update(f"{_UNDATED_PHONE}:{each}" for each in phones)
    return frozenset(keys)


def keys_to_seek(entry: PatientEntry) -> tuple[str, ...]:
    """Under which keys this patient would already be filed, the most certain first.

    Same record number; same name and birth date; same name and phone unless both birth dates
    are known and differ (father and son on one telephone are two).
    """
    kind = _PHONE if entry.born_on is None else _UNDATED_PHONE
    return (*_certain_keys(entry), *(f"{kind}:{each}" for each in _name_and_phones(entry)))


def twice_in_file(key: str, line: int) -> Sentence:
    """Says that the row is the person of an earlier `line`; `key` is the one that matched."""
    return sentence(_TWICE_IN_FILE[key.partition(":")[0]], line=line)


def already_on_record(key: str, record_number: str) -> Sentence:
    """Says that the row is a patient on record; `key` is the one that matched."""
    return sentence(_ALREADY_ON_RECORD[key.partition(":")[0]], number=record_number)


_TWICE_IN_FILE = {
    _NUMBER: mark("The same record number as in line {line}."),
    _BIRTH: mark("The same name and birth date as in line {line}."),
    _PHONE: mark("The same name and phone as in line {line}."),
    _UNDATED_PHONE: mark("The same name and phone as in line {line}."),
}
_ALREADY_ON_RECORD = {
    _NUMBER: mark("There is already a patient with the record number {number}."),
    _BIRTH: mark("The same name and birth date as patient {number}, who is already on record."),
    _PHONE: mark("The same name and phone as patient {number}, who is already on record."),
    _UNDATED_PHONE: mark("The same name and phone as patient {number}, who is already on record."),
}


def _certain_keys(entry: PatientEntry) -> tuple[str, ...]:
    number = (f"{_NUMBER}:{entry.record_number.casefold()}",) if entry.record_number else ()
    if entry.born_on is None:
        return number
    return (*number, f"{_BIRTH}:{_name_key(entry)}|{entry.born_on.isoformat()}")


def _name_and_phones(entry: PatientEntry) -> tuple[str, ...]:
    tails = dict.fromkeys(_phone_tail(phone) for phone in entry.phones)
    name = _name_key(entry)
    return tuple(f"{name}|{tail}" for tail in tails if tail)


def _name_key(entry: PatientEntry) -> str:
    return _same_for_all_spellings(full_name(entry.given_names, entry.family_name))


@lru_cache(maxsize=256)
def _same_for_all_spellings(name: str) -> str:
    """The words of a name without accents, in an order of their own: some write the family name first."""
    plain = name.casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return " ".join(sorted(plain.translate(_SIGNS_IN_NAMES).split()))


def _phone_tail(phone: str) -> str:
    return re.sub(r"\D", "", phone)[-PHONE_TAIL_DIGITS:]

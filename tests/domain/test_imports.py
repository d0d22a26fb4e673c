"""Who is filed under what, and who is found by it."""

import uuid
from datetime import date

import pytest

from pico_tracker.domain.imports import already_on_record, duplicate_keys, keys_to_seek, twice_in_file
from pico_tracker.domain.patients import PatientEntry

BORN = date(1980, 1, 2)


def person(
    *, number: str = "", given: str = "Jörg", family: str = "Oak", born: date | None = None, phone: str = ""
) -> PatientEntry:
    return PatientEntry(
        entry_id=uuid.UUID(int=1),
        record_number=number,
        given_names=given,
        family_name=family,
        born_on=born,
        phones=(phone,) if phone else (),
    )


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (person(number="P-1"), person(number="p-1", given="Ida"), True),
        (person(number="P-1"), person(number="P-2"), False),
        (person(born=BORN), person(given="Oak", family="Jorg", born=BORN), True),
        (person(born=BORN), person(born=date(1980, 2, 1)), False),
        (person(phone="030 5555555"), person(phone="+49 (30) 555-5555"), True),
        (person(phone="030 5555555", born=BORN), person(phone="030 5555555"), True),
        (person(phone="030 5555555", born=BORN), person(phone="030 5555555", born=date(1950, 1, 2)), False),
        (person(phone="030 5555555"), person(phone="030 5555555", given="Ida"), False),
        (person(phone="1 2345 6789"), person(phone="9 2345 6789"), True),
        (person(phone="1234 5678"), person(phone="9234 5678"), False),
        (person(), person(), False),
    ],
)
def test_the_same_person_is_found_from_either_side(one: PatientEntry, other: PatientEntry, same: bool) -> None:
    assert bool(duplicate_keys(one) & set(keys_to_seek(other))) is same
    assert bool(duplicate_keys(other) & set(keys_to_seek(one))) is same


def test_each_kind_of_key_has_its_sentences() -> None:
    keys = keys_to_seek(person(number="P-1", born=BORN, phone="030 5555555"))
    assert [str(twice_in_file(key, 4)) for key in keys] == [
        "The same record number as in line 4.",
        "The same name and birth date as in line 4.",
        "The same name and phone as in line 4.",
    ]
    assert all("P-1" in str(already_on_record(key, "P-1")) for key in keys)
    (undated,) = keys_to_seek(person(phone="030 5555555"))
    assert "phone" in str(twice_in_file(undated, 4))

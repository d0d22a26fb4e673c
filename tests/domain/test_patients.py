"""What may be written down about a patient."""

import uuid
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico_tracker.domain.findings import Level
from pico_tracker.domain.patients import (
    ContactPreference,
    Patient,
    PatientEntry,
    age_in_years,
    check_patient,
    check_provisional,
    full_name,
    is_phone,
    provisional_entry,
)

TODAY = date(2026, 11, 22)
ENTRY = PatientEntry(entry_id=uuid.UUID(int=1), given_names="Given", family_name="Family", born_on=date(1980, 5, 5))
BIRTHDAYS = st.dates(min_value=date(1900, 1, 1), max_value=TODAY)


def said(entry: PatientEntry) -> list[tuple[str, str]]:
    return [(finding.field, str(finding.sentence)) for finding in check_patient(entry, TODAY)]


def fields(entry: PatientEntry) -> list[str]:
    return [finding.field for finding in check_patient(entry, TODAY)]


def test_a_plain_entry_has_nothing_wrong() -> None:
    assert said(ENTRY) == []


def test_a_name_is_read_aloud_from_what_there_is() -> None:
    assert Patient(1, 1, ENTRY).name == "Given Family"
    assert full_name("", "Family") == "Family"
    assert full_name("Given", "") == "Given"


def test_one_name_is_enough_and_none_is_not() -> None:
    assert said(replace(ENTRY, family_name="")) == []
    assert said(replace(ENTRY, given_names="", family_name="")) == [("family_name", "Enter at least one name.")]


@pytest.mark.parametrize("number", ["", "P-10001", "2024/17", "Ä 7.b", "1", "x" * 24])
def test_a_record_number_may_be_what_a_clinic_writes(number: str) -> None:
    assert fields(replace(ENTRY, record_number=number)) == []


@pytest.mark.parametrize("number", ["-1", " 1", "a<b>", "x" * 25, "1\n", "😀"])
def test_a_record_number_is_no_free_text(number: str) -> None:
    assert fields(replace(ENTRY, record_number=number)) == ["record_number"]


@pytest.mark.parametrize(
    ("born_on", "today", "age"),
    [
        (date(1980, 5, 5), date(2026, 5, 4), 45),
        (date(1980, 5, 5), date(2026, 5, 5), 46),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2026, 11, 22), TODAY, 0),
    ],
)
def test_age_counts_whole_years(born_on: date, today: date, age: int) -> None:
    assert age_in_years(born_on, today) == age


@given(BIRTHDAYS, BIRTHDAYS)
def test_the_earlier_born_is_never_the_younger(one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    assert age_in_years(earlier, TODAY) >= age_in_years(later, TODAY) >= 0


def test_a_birth_date_may_be_unknown_but_not_ahead_nor_absurd() -> None:
    assert said(replace(ENTRY, born_on=None)) == []
    assert said(replace(ENTRY, born_on=date(2026, 11, 23))) == [
        ("born_on", "The birth date is in the future. Check the year.")
    ]
    assert said(replace(ENTRY, born_on=date(1900, 11, 22))) == [
        ("born_on", "This birth date means an age of 126. Check the year.")
    ]
    assert said(replace(ENTRY, born_on=date(1900, 11, 23))) == []


def test_a_minor_needs_a_guardian_until_the_eighteenth_birthday() -> None:
    minor = replace(ENTRY, born_on=date(2008, 11, 23))
    assert said(minor) == [("guardian", "The patient is 17. Enter the guardian who decides and signs.")]
    assert said(replace(minor, guardian="Mother")) == []
    assert said(replace(ENTRY, born_on=date(2008, 11, 22))) == []


@pytest.mark.parametrize(
    "phone", ["+44 20 7946 0958", "(030) 12-34-56", "555.0100 ext. 12", "555-0100x7", "12345", "٠١٢٣٤٥"]
)
def test_a_phone_number_may_be_written_as_people_do(phone: str) -> None:
    assert is_phone(phone)
    assert fields(replace(ENTRY, phones=(phone,))) == []


@pytest.mark.parametrize("phone", ["", "1234", "1" * 21, "call me", "12345 <b>", "++12345", "²²²²²", "12345\0"])
def test_what_cannot_be_dialled_is_no_phone_number(phone: str) -> None:
    assert not is_phone(phone)
    assert fields(replace(ENTRY, phones=("12345", phone))) == ["phones"]


def test_a_bad_phone_number_is_shown_shortened() -> None:
    assert said(replace(ENTRY, phones=("x" * 100,))) == [("phones", f"“{'x' * 40}” is not a phone number.")]


def test_a_pasted_megabyte_is_judged_at_once() -> None:
    flood = "12345" + " " * 1_000_000 + "!"
    assert not is_phone(flood)


@pytest.mark.parametrize("email", ["", "a@b.co", "given.family+x@clinic.example", "ü@münchen.de"])
def test_an_address_for_mail_is_accepted(email: str) -> None:
    assert fields(replace(ENTRY, email=email)) == []


@pytest.mark.parametrize(
    "email", ["a", "a@b", "a@b.", "a b@c.de", "a@b@c.de", "a@b.de,c@d.de", "<a@b.de>", "a@b.de\n"]
)
def test_what_is_no_address_for_mail_is_refused(email: str) -> None:
    assert said(replace(ENTRY, email=email)) == [("email", "An e-mail address looks like name@example.com.")]


@pytest.mark.parametrize(
    ("preference", "field"),
    [
        (ContactPreference.PHONE, "phones"),
        (ContactPreference.TEXT, "phones"),
        (ContactPreference.EMAIL, "email"),
    ],
)
def test_a_preference_without_its_number_or_address_is_noted(preference: ContactPreference, field: str) -> None:
    found = check_patient(replace(ENTRY, contact_preference=preference), TODAY)
    assert [(finding.field, finding.level) for finding in found] == [(field, Level.NOTE)]
    reached = replace(ENTRY, contact_preference=preference, phones=("12345",), email="a@b.co")
    assert fields(reached) == []


@pytest.mark.parametrize("preference", [ContactPreference.LETTER, ContactPreference.NONE])
def test_other_preferences_need_nothing(preference: ContactPreference) -> None:
    assert fields(replace(ENTRY, contact_preference=preference)) == []


@pytest.mark.parametrize(
    ("entry", "field", "limit"),
    [
        (replace(ENTRY, title="x" * 201), "title", 200),
        (replace(ENTRY, given_names="x" * 201), "given_names", 200),
        (replace(ENTRY, family_name="x" * 201), "family_name", 200),
        (replace(ENTRY, called="x" * 201), "called", 200),
        (replace(ENTRY, language="x" * 201), "language", 200),
        (replace(ENTRY, contact_hours="x" * 201), "contact_hours", 200),
        (replace(ENTRY, guardian="x" * 201), "guardian", 200),
        (replace(ENTRY, address="x" * 1001), "address", 1000),
        (replace(ENTRY, family_doctor="x" * 1001), "family_doctor", 1000),
        (replace(ENTRY, notes="x" * 20_001), "notes", 20000),
    ],
)
def test_every_text_has_a_limit(entry: PatientEntry, field: str, limit: int) -> None:
    assert said(entry) == [(field, f"This is longer than {limit} characters. Shorten it.")]


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (replace(ENTRY, allergies=("x" * 201,)), "allergies"),
        (replace(ENTRY, alerts=("x",) * 31), "alerts"),
        (replace(ENTRY, phones=("12345",) * 31), "phones"),
    ],
)
def test_lists_have_a_limit_in_lines_and_in_length(entry: PatientEntry, field: str) -> None:
    assert said(entry) == [(field, "At most 30 lines of 200 characters each.")]


def test_everything_wrong_is_said_at_once_in_the_order_of_the_form() -> None:
    entry = replace(
        ENTRY, record_number="?", given_names="", family_name="", born_on=date(2030, 1, 1), phones=("x",), email="x"
    )
    assert fields(entry) == ["record_number", "family_name", "born_on", "phones", "email"]


@pytest.mark.parametrize(
    ("typed", "given", "family"),
    [("Amara Nwosu", "Amara", "Nwosu"), ("  Ana  de la Cruz ", "Ana de la", "Cruz"), ("Nwosu", "", "Nwosu")],
)
def test_who_is_booked_by_name_and_phone_has_the_last_word_as_family_name(
    typed: str, given: str, family: str
) -> None:
    entry = provisional_entry(uuid.UUID(int=1), typed, " 07700 900142 ")
    assert (entry.given_names, entry.family_name, entry.phones) == (given, family, ("07700 900142",))
    assert check_provisional(entry, TODAY) == ()


@pytest.mark.parametrize(
    ("name", "phone", "fields"),
    [
        ("", "", ["name", "phone"]),
        ("Nwosu", " ", ["phone"]),
        ("Nwosu", "call me", ["phone"]),
        ("x" * 201, "0142 55", ["name"]),
    ],
)
def test_both_are_needed_and_each_refusal_names_its_field(name: str, phone: str, fields: list[str]) -> None:
    found = check_provisional(provisional_entry(uuid.UUID(int=1), name, phone), TODAY)
    assert [finding.field for finding in found] == fields

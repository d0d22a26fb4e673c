"""What keeps a letter from being signed."""

import uuid
from dataclasses import replace

from pico_tracker.domain.doctor_letters import ADDRESS_LIMIT, LETTER_LIMIT, LetterEntry, check_letter

LETTER = LetterEntry(
    entry_id=uuid.UUID(int=1),
    patient_id=1,
    addressee="Dr J. Hargreaves\nLeeds",
    subject="Laser treatment",
    text="Dear colleague.",
)


def test_a_letter_with_address_subject_and_text_may_be_signed() -> None:
    assert check_letter(LETTER) == ()


def test_what_is_missing_is_asked_for_in_the_order_of_the_form() -> None:
    found = check_letter(replace(LETTER, addressee="", subject="", text=""))
    assert [(one.field, one.sentence.said()) for one in found] == [
        ("addressee", "Write down the doctor's name and address."),
        ("subject", "Say what the letter is about."),
        ("text", "Write the letter."),
    ]


def test_what_is_too_long_is_named() -> None:
    long = replace(LETTER, addressee="x" * (ADDRESS_LIMIT + 1), subject="x" * 201, text="x" * (LETTER_LIMIT + 1))
    assert [one.field for one in check_letter(long)] == ["addressee", "subject", "text"]

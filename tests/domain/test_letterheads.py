"""The clinic's paper: which colours can be read, what a sheet may leave out, what a letter needs."""

import uuid

import pytest

from pico_tracker.domain.doctor_letters import LetterEntry, check_letter
from pico_tracker.domain.letterheads import LOGO_BYTES_LIMIT, Letterhead, check_letterhead, contrast_on_white


@pytest.mark.parametrize(
    ("colour", "contrast"),
    [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54), ("#777777", 4.48), ("#0000ff", 8.59)],
)
def test_contrast_with_white_is_as_published(colour: str, contrast: float) -> None:
    """Black, white, the two greys around 4.5 : 1 and pure blue, as the guidelines' own examples have them."""
    assert contrast_on_white(colour) == pytest.approx(contrast, abs=0.005)


@pytest.mark.parametrize(
    ("letterhead", "field"),
    [
        (Letterhead(colour="#777777"), "colour"),
        (Letterhead(colour="blue"), "colour"),
        (Letterhead(logo=b"x" * (LOGO_BYTES_LIMIT + 1)), "logo"),
        (Letterhead(footer="x" * 301), "footer"),
    ],
)
def test_a_letterhead_that_cannot_be_printed_well_is_stopped(letterhead: Letterhead, field: str) -> None:
    assert [one.field for one in check_letterhead(letterhead)] == [field]


def test_the_house_letterhead_passes() -> None:
    assert check_letterhead(Letterhead(colour="#767676", footer="Reg. no. 12")) == ()


def test_a_letter_says_to_whom_about_what_and_something() -> None:
    empty = LetterEntry(entry_id=uuid.UUID(int=1), patient_id=1, addressee="", subject="", text="")
    assert [one.field for one in check_letter(empty)] == ["addressee", "subject", "text"]
    whole = LetterEntry(
        entry_id=uuid.UUID(int=1), patient_id=1, addressee="Dr", subject="Course", text="x" * 20_001
    )
    assert [one.field for one in check_letter(whole)] == ["text"]

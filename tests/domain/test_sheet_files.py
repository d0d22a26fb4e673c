"""Names of files: whose by number, never by name, and good on any system."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico_tracker.domain.printouts import SheetKind, SheetWish
from pico_tracker.domain.sheet_files import asks_day, free_name, merged_name, sheet_file_name
from pico_tracker.domain.words import in_english

DAY, LAST = date(2026, 11, 22), date(2026, 11, 30)


@pytest.mark.parametrize(
    ("wish", "number", "day", "said"),
    [
        (SheetWish(kind=SheetKind.PROGRESS_REPORT), "P-10001", None, "P-10001 progress report.pdf"),
        (SheetWish(kind=SheetKind.AFTERCARE), "P-10001", DAY, "P-10001 aftercare 2026-11-22.pdf"),
        (SheetWish(kind=SheetKind.DAY_SHEET, first_on=DAY, last_on=DAY), "", None, "Day sheet 2026-11-22.pdf"),
        (
            SheetWish(kind=SheetKind.TREATMENT_REGISTER, first_on=DAY, last_on=LAST),
            "",
            None,
            "Treatment register 2026-11-22 2026-11-30.pdf",
        ),
        (SheetWish(kind=SheetKind.RECALL_LIST), "", None, "Recall list.pdf"),
        (SheetWish(kind=SheetKind.PASSPORT), "../../etc/passwd\0", None, "-..-etc-passwd- treatment passport.pdf"),
        (SheetWish(kind=SheetKind.PASSPORT), "...", None, "Treatment passport.pdf"),
        (SheetWish(kind=SheetKind.PASSPORT), 'A:<b>|"*?\n c', None, "A--b------ c treatment passport.pdf"),
    ],
)
def test_a_file_is_called_by_number_sheet_and_day(
    wish: SheetWish, number: str, day: date | None, said: str
) -> None:
    assert sheet_file_name(wish, number, day, in_english) == said


@given(st.text())
def test_no_number_makes_a_name_that_a_system_refuses(number: str) -> None:
    name = sheet_file_name(SheetWish(kind=SheetKind.PASSPORT), number, DAY, in_english)
    assert name.endswith(".pdf")
    assert not set(name) & set('/\\:*?"<>|')
    assert name.isprintable()
    assert not name.startswith((".", " "))
    assert len(name) < 200


def test_a_name_that_is_taken_gets_the_next_number_whatever_its_capitals() -> None:
    assert free_name("Sheet.pdf", set()) == "Sheet.pdf"
    assert free_name("Sheet.pdf", {"sheet.pdf", "sheet (2).pdf"}) == "Sheet (3).pdf"


def test_a_file_of_many_says_how_many() -> None:
    assert merged_name(12, DAY, in_english) == "12 sheets 2026-11-22.pdf"
    assert merged_name(1, DAY, in_english) == "One sheet 2026-11-22.pdf"


def test_some_sheets_are_about_days() -> None:
    assert asks_day(SheetKind.DAY_SHEET)
    assert not asks_day(SheetKind.AFTERCARE)

"""The letter to the family doctor as it leaves the clinic."""

import io
from dataclasses import replace

import pypdfium2
import pytest

from pico_tracker.domain.clinic import Paper
from pico_tracker.domain.letter_sheets import LetterSheet
from pico_tracker.domain.letterheads import Letterhead
from pico_tracker.domain.sheet_templates import SheetTemplate
from pico_tracker.reports.doctor_letter import render_doctor_letter
from tests.reports.reading import pages_of
from tests.reports.samples import CLINIC
from tests.reports.sheets.doctor_letter import LETTER, make_sheet

POINTS_A_MM = 72 / 25.4


def printed(sheet: LetterSheet) -> bytes:
    out = io.BytesIO()
    render_doctor_letter(sheet, out)
    return out.getvalue()


def text_of(sheet: LetterSheet) -> str:
    return " ".join(pages_of(printed(sheet)))


def place_of(sheet: LetterSheet, wanted: str) -> tuple[float, float]:
    """Where a text begins: its left and top in points from the page's left and top."""
    document = pypdfium2.PdfDocument(printed(sheet))
    page = document[0]
    words = page.get_textpage()
    index = words.search(wanted).get_next()
    assert index is not None
    left, _bottom, _right, top = words.get_charbox(index[0], loose=True)
    place = left, page.get_height() - top
    document.close()
    return place


def changed(**entry: str) -> LetterSheet:
    return make_sheet(replace(LETTER, entry=replace(LETTER.entry, **entry)))  # type: ignore[arg-type]  # text fields


def test_it_reads_as_a_letter_from_address_to_signature() -> None:
    text = text_of(make_sheet())
    order = (
        "Northgate Laser Clinic · 12 Mill Lane, Leeds LS1",
        "Dr J. Hargreaves Mill Lane Surgery 3 Mill Lane LEEDS LS1 4AB",
        "22 Nov 2026 Laser treatment: Tattoo removal, right forearm",
        "Amara Nwosu · born 3 May 1992 · record P-10482",
        "Dear colleague,",
        "Kind regards",
        "Signature, Dr S. Okafor",
        "Signed in the record by Dr S. Okafor on 22 Nov 2026. Copy: record P-10482.",
    )
    assert [text.index(one) for one in order] == sorted(text.index(one) for one in order)
    assert "Draft" not in text


@pytest.mark.parametrize("logo_line", ["", "Registered with the health authority"])
def test_on_a4_the_address_lies_in_the_window_of_both_common_envelopes(logo_line: str) -> None:
    clinic = replace(CLINIC, letterhead=Letterhead(footer=logo_line))
    left, top = place_of(replace(make_sheet(), clinic=clinic), "Dr J. Hargreaves")
    # DIN 5008 form B: the address begins 25 mm from the left, and stands 62.7 to 90 mm from the top.
    assert left == pytest.approx(25 * POINTS_A_MM, abs=2)
    assert 62.7 * POINTS_A_MM - 2 <= top <= 66 * POINTS_A_MM
    _, last = place_of(replace(make_sheet(), clinic=clinic), "LS1 4AB")
    assert last <= 88 * POINTS_A_MM


def test_on_letter_the_address_lies_in_the_window_of_a_number_10_envelope() -> None:
    sheet = replace(make_sheet(), clinic=replace(CLINIC, paper=Paper.LETTER))
    left, top = place_of(sheet, "Dr J. Hargreaves")
    # The window lies 7/8 inch from the left; folded in three it shows 2 to 3.3 inches from the top.
    assert left >= 0.875 * 72
    assert 2 * 72 <= top <= 2.4 * 72
    assert place_of(sheet, "LS1 4AB")[1] <= 3.2 * 72


def test_paragraphs_stay_apart_and_a_long_letter_runs_on() -> None:
    text = "\n\n".join(f"Paragraph {number}. " + "word " * 120 for number in range(20))
    read = pages_of(printed(changed(text=text)))
    assert len(read) > 1
    assert "Paragraph 19." in read[-1]
    assert "Signature, Dr S. Okafor" in read[-1]


def test_an_address_longer_than_the_window_is_printed_whole() -> None:
    text = text_of(changed(addressee="\n".join(f"Line {number}" for number in range(1, 10))))
    assert "Line 5 Line 6, Line 7, Line 8, Line 9" in text


def test_a_draft_says_that_nobody_signed_it() -> None:
    text = text_of(replace(make_sheet(), is_draft=True))
    assert "Draft: nobody signed it yet, it is not to be sent." in text
    assert "Signed in the record" not in text


def test_the_clinics_own_words_stand_around_the_text() -> None:
    template = SheetTemplate(opening="Confidential.", closing="We are glad to hear from you.")
    text = text_of(replace(make_sheet(), template=template))
    assert text.index("Confidential.") < text.index("Dear colleague,")
    assert text.index("Kind regards") < text.index("We are glad to hear from you.") < text.index("Signature,")

"""The preparation sheet as a patient reads it."""

import io
from dataclasses import replace

from pico_tracker.domain.advice import AdviceKind, AdvicePart, AdviceText
from pico_tracker.domain.preparation_sheets import PreparationSheet
from pico_tracker.reports.preparation_sheet import render_preparation_sheet
from tests.reports.reading import pages_of
from tests.reports.samples import CLINIC, make_visit
from tests.reports.sheets.preparation_sheet import OWN, TATTOO, make_preparation


def pages(sheet: PreparationSheet) -> list[str]:
    out = io.BytesIO()
    render_preparation_sheet(sheet, out)
    return pages_of(out.getvalue())


def text_of(sheet: PreparationSheet) -> str:
    return " ".join(pages(sheet))


def test_the_visit_comes_first_with_day_time_length_and_place() -> None:
    text = text_of(make_preparation())
    when = "Tuesday 5 Jan 2027 at 10:15 About 45 minutes · with Dr S. Okafor"
    said = f"{when} Northgate Laser Clinic, 12 Mill Lane, Leeds LS1"
    assert "Before your session Amara Nwosu · record P-10482 Tattoo removal, right forearm" in text
    assert said in text
    assert text.index(said) < text.index("For everyone")


def test_without_a_visit_no_day_is_claimed_and_without_a_practitioner_no_name() -> None:
    assert "Jan 2027" not in text_of(make_preparation(visit=None))
    nobody = replace(make_visit(), practitioner_name="")
    assert "About 45 minutes Northgate" in text_of(make_preparation(visit=nobody))


def test_every_line_of_the_texts_stands_on_it_once_on_one_page() -> None:
    (text,) = pages(make_preparation())
    for line in TATTOO.lines:
        assert text.count(line) == 1
    assert "English · For everyone: version 3 · For tattoos: version 3" in text


def test_who_is_not_sure_is_told_whom_to_ask() -> None:
    assert "or are not sure about one of these lines, call us: 0113 496 0100." in text_of(make_preparation())
    silent = text_of(make_preparation(clinic=replace(CLINIC, phone="")))
    assert "ask us before you come." in silent


def test_the_clinics_own_words_and_the_missing_language_have_their_places() -> None:
    text = text_of(make_preparation(template=OWN, unserved="Polish"))
    places = [
        text.index(part)
        for part in ("We do not have this text in Polish yet.", "Welcome back.", "For everyone", "There is parking")
    ]
    assert places == sorted(places)


def test_a_very_long_line_runs_on_over_pages_and_nothing_is_cut() -> None:
    lines = tuple(f"Line {number}: " + "keep it calm " * 300 + f"end {number}." for number in range(6))
    part = AdvicePart("en.long", 1, "Long", lines, is_sourced=False)
    made = make_preparation(text=AdviceText(AdviceKind.PREPARATION, "en", (part,)))
    text = text_of(made)
    assert all(f"end {number}." in text for number in range(6))

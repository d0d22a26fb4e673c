"""The aftercare sheet as a patient reads it."""

import io
from dataclasses import replace

import pytest

from pico_tracker.domain.advice import AdviceKind, AdvicePart, AdviceText
from pico_tracker.domain.aftercare_sheets import AftercareSheet
from pico_tracker.domain.clinic import Paper
from pico_tracker.reports.aftercare_sheet import render_aftercare_sheet
from tests.reports.reading import dictionaries_of, pages_of
from tests.reports.samples import CLINIC
from tests.reports.sheets.aftercare_sheet import TATTOO
from tests.reports.sheets.aftercare_sheet import make_sheet as sheet


def printed(made: AftercareSheet) -> bytes:
    out = io.BytesIO()
    render_aftercare_sheet(made, out)
    return out.getvalue()


def text_of(made: AftercareSheet) -> str:
    return " ".join(pages_of(printed(made)))


def part(key: str, title: str, lines: tuple[str, ...], call: tuple[str, ...] = ()) -> AdvicePart:
    return AdvicePart(key, 1, title, lines, is_sourced=False, call_same_day=call)


def test_the_sheet_says_whose_it_is_from_whom_and_when() -> None:
    text = text_of(sheet())
    assert text.startswith("Northgate Laser Clinic 12 Mill Lane, Leeds LS1 · 0113 496 0100")
    assert "Printed 22 Nov 2026 10:58 by Dr S. Okafor" in text
    assert "Aftercare Amara Nwosu · record P-10482" in text
    assert "Tattoo removal, right forearm · session of 22 Nov 2026" in text
    assert "P-10482 · Aftercare Page 1 of" in text


def test_before_a_session_is_signed_no_day_is_claimed() -> None:
    text = text_of(sheet(treated_on=None))
    assert "Tattoo removal, right forearm" in text
    assert "session of" not in text


def test_every_line_of_the_texts_stands_on_it_once() -> None:
    text = text_of(sheet())
    for line in TATTOO.lines:
        assert text.count(line) == 1


def test_when_to_call_comes_last_with_the_clinics_number_and_the_emergency_after_it() -> None:
    text = text_of(sheet())
    care, _, call = text.partition("When to call us ")
    assert "Not smoking may help" in care
    assert call.startswith("Call the clinic the same day for blisters")
    assert call.index("Our number: 0113 496 0100") < call.index("Emergency If breathing becomes hard")


def test_it_names_the_versions_of_its_texts() -> None:
    assert "English · For everyone: version 3 · For tattoos: version 3" in text_of(sheet())


def test_a_language_the_clinic_has_no_text_in_is_named_on_top() -> None:
    text = text_of(sheet(unserved="Polish"))
    said = "We do not have this text in Polish yet. This sheet is in English. Ask us what is not clear."
    assert said in text
    assert text.index(said) < text.index("For everyone")
    assert "We do not have" not in text_of(sheet())


def test_without_lines_of_its_own_the_frame_holds_the_number_and_without_one_there_is_none() -> None:
    plain = AdviceText(AdviceKind.AFTERCARE, "de", (part("de.general", "Für alle", ("Trocken halten.",)),))
    assert "When to call us Our number: 0113 496 0100 German" in text_of(sheet(text=plain))
    silent = text_of(sheet(text=plain, clinic=replace(CLINIC, phone="")))
    assert "When to call us" not in silent
    assert "For tattoos" not in silent
    assert "Trocken halten." in silent


def test_a_part_that_only_says_when_to_call_has_no_heading_of_its_own() -> None:
    call = ("Call us for a fever.",)
    made = part("en.fever", "For a fever", call, call)
    text = text_of(sheet(text=AdviceText(AdviceKind.AFTERCARE, "en", (made,))))
    assert "When to call us Call us for a fever." in text
    assert text.count("For a fever") == 1


@pytest.mark.parametrize("paper", list(Paper))
def test_a_very_long_text_runs_on_over_pages_and_nothing_is_cut(paper: Paper) -> None:
    lines = tuple(
        f"Line {number}: " + "keep the skin calm and dry " * 12 + f"end {number}." for number in range(60)
    )
    call = tuple(f"Call {number}: " + "when it grows redder " * 30 + f"done {number}." for number in range(12))
    made = part("en.long", "Long", (*lines, *call), call)
    pdf = printed(sheet(text=AdviceText(AdviceKind.AFTERCARE, "en", (made,)), clinic=replace(CLINIC, paper=paper)))
    pages = pages_of(pdf)
    text = " ".join(pages)
    assert all(f"end {number}." in text for number in range(60))
    assert all(f"done {number}." in text for number in range(12))
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]


def test_what_looks_like_markup_is_printed_as_typed() -> None:
    made = part("en.odd", "<b>Odd</b>", ("Use <img src=x> & wait.",))
    text = text_of(sheet(text=AdviceText(AdviceKind.AFTERCARE, "en", (made,))))
    assert "<b>Odd</b>" in text
    assert "Use <img src=x> & wait." in text


def test_letters_that_no_font_draws_are_told_of() -> None:
    made = part("th.general", "ทั่วไป", ("ให้แห้ง",))
    assert "letters that cannot be printed yet (Thai)" in text_of(
        sheet(text=AdviceText(AdviceKind.AFTERCARE, "th", (made,)))
    )


def test_the_same_sheet_gives_the_same_bytes_and_says_its_language() -> None:
    first = printed(sheet())
    assert first == printed(sheet())
    (root,) = (one for one in dictionaries_of(first) if one.get("/Type") == "/Catalog")
    assert str(root["/Lang"]) == "en"

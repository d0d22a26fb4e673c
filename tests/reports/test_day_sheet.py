"""The day sheet as staff read it: warnings first, one version a role, rows that stay whole."""

import io
from dataclasses import replace

from pico_tracker.domain.day_sheets import DayPart, DaySheet, DayVisit
from pico_tracker.domain.sheet_templates import SheetTemplate
from pico_tracker.reports.day_sheet import render_day_sheet
from tests.reports.reading import pages_of
from tests.reports.sheets.day_sheet import LINES, at, for_reception, make_day_sheet, visit


def pages(sheet: DaySheet) -> list[str]:
    out = io.BytesIO()
    render_day_sheet(sheet, out)
    return pages_of(out.getvalue())


def text_of(sheet: DaySheet) -> str:
    return " ".join(pages(sheet))


def test_a_row_has_the_warnings_before_the_name_then_what_where_and_the_state() -> None:
    text = text_of(make_day_sheet())
    row = text[text.index("09:30 45") : text.index("10:15–10:30")]
    for said in (
        "Amara Nwosu",
        "born 3 May 1992 · P-10482",
        "0113 496 0142",
        "Session 5 · Tattoo removal",
        "Room 1",
    ):
        assert said in row
    assert row.index("Allergies: lidocaine") < row.index("Alerts: keloid in family, faints") < row.index("Amara")
    assert "Try a small test on the green." in row


def test_reception_reads_only_what_kind_of_visit_it_is() -> None:
    text = text_of(for_reception(make_day_sheet()))
    for hidden in ("Tattoo", "Session 5 ·", "green", "clinical"):
        assert hidden not in text
    for said in ("Allergies: lidocaine", "Session", "Brings her sister.", "Before the date that is safe"):
        assert said in text


def test_absences_free_time_and_days_without_visits_are_told() -> None:
    text = text_of(make_day_sheet())
    for said in (
        "12:00–13:30 90 Laser safety training",
        "10:15–10:30 15 Free",
        "Dr L. Meyer No visits · Holiday, all day",
        "R. Amari No visits · Free, 09:00–18:00",
        "Without a practitioner",
        "New: complete the record",
        "30 + 30",
    ):
        assert said in text


def test_the_letters_are_told_above_and_the_total_stands_at_the_end() -> None:
    text = text_of(make_day_sheet())
    assert "B booked · C confirmed · N no-show · 30 + 45: minutes of numbing" in text
    assert "5 visits · 3 not confirmed · 1 missed" in text
    assert text.index("Tuesday 24 Nov 2026, 09:30 Tomás Ferreira") < text.index("5 visits")


def test_the_clinic_may_leave_out_phones_and_free_time() -> None:
    text = text_of(make_day_sheet(template=SheetTemplate(hidden=frozenset({"phones", "free"}))))
    assert "0113 496 0142" not in text
    assert "Free" not in text
    assert "Laser safety training" in text


def test_an_empty_day_says_so() -> None:
    text = text_of(make_day_sheet(parts=(), to_confirm=(), shows_clinical=False))
    assert "Monday 23 Nov 2026 All practitioners No visits" in text


def test_sixty_visits_fill_pages_with_whole_rows_and_the_heads_again_on_each() -> None:
    lines = [
        DayVisit(
            visit=visit(number, at(9 + number % 8), patient_name=f"Patient{number}"),
            allergies=(f"warning{number}",),
            numbers=(1,),
        )
        for number in range(60)
    ]
    found = pages(make_day_sheet(parts=(DayPart(name="Dr S. Okafor", lines=tuple(lines)),), to_confirm=()))
    assert len(found) < 8
    for number in range(60):
        (page,) = (text for text in found if f"Patient{number} " in text)
        assert f"warning{number} " in page
    assert [text.count("What for") for text in found[:-1]] == [1] * (len(found) - 1)


def test_a_practitioner_whose_day_fits_on_a_page_begins_on_a_new_one_rather_than_being_torn() -> None:
    first = DayPart(name="First", lines=tuple(LINES[1] for _ in range(8)))
    second = DayPart(name="Second", lines=tuple(LINES[1] for _ in range(9)))
    found = pages(make_day_sheet(parts=(first, second), to_confirm=()))
    assert "Second" not in found[0]
    assert "Second" in found[1]


def test_many_allergies_make_a_row_of_more_than_a_page_and_still_a_sheet() -> None:
    line = replace(LINES[0], allergies=("W" * 200,) * 30, alerts=("W" * 200,) * 30)
    sick = replace(line, visit=replace(line.visit, patient_name="W" * 400, note="W" * 5000, desk_note="W" * 5000))
    text = text_of(make_day_sheet(parts=(DayPart(name="W" * 200, lines=(sick,) * 3),)))
    assert "3 visits" in text

"""The sheet of test patches as it is read, and filled in, beside the patient."""

import io
from dataclasses import replace

from pico_tracker.domain.patch_sheets import PatchSheet
from pico_tracker.reports.patch_sheet import render_patch_sheet
from tests.reports.reading import pages_of
from tests.reports.sheets.patch_sheet import READ, UNREAD, make_sheet


def pages(sheet: PatchSheet) -> list[str]:
    out = io.BytesIO()
    render_patch_sheet(sheet, out)
    return pages_of(out.getvalue())


def text_of(sheet: PatchSheet) -> str:
    return " ".join(pages(sheet))


def test_each_spot_is_a_row_with_all_its_settings() -> None:
    text = text_of(make_sheet(READ))
    assert "Placed on 4 Oct 2026 by Dr S. Okafor" in text
    assert "1 wrist, inner side Picosure Pro, Zoom 2–6 mm 1064 450 3 1.6 over the spot 113.1" in text
    assert "2 2 cm above Picosure Pro, Zoom 2–6 mm 1064 450 3 2 over the spot 141.4" in text
    assert "Spot 2, at once: Slight frosting." in text


def test_each_reading_tells_the_day_counted_from_placing_the_answer_and_by_whom() -> None:
    text = text_of(make_sheet(READ))
    # 4 October to 12 October is 8 days, to 2 November 29.
    assert "2 12 Oct 2026 8 Normal – Dr L. Meyer" in text
    assert "2 2 Nov 2026 29 Normal Even, no darker rim. Dr L. Meyer" in text
    assert "3 2 Nov 2026 29 Reaction Darker rim of 1 mm. Dr L. Meyer" in text
    assert "To be read" not in text


def test_the_chosen_setting_is_told_as_somebodys_choice() -> None:
    said = (
        "Chosen by Dr L. Meyer: spot 2, Picosure Pro, 1064 nm, 450 ps, 3 mm, 2 J/cm², read as normal on 2 Nov 2026."
    )
    assert said in text_of(make_sheet(READ))
    assert "Chosen by" not in text_of(make_sheet(UNREAD))


def test_what_nobody_read_has_lines_to_fill_in_and_the_day_of_the_clinics_rule() -> None:
    text = text_of(make_sheet(UNREAD))
    # 672 hours after 15 November are 28 days.
    assert "To be read; by the clinic's rule it may be read as normal from 13 Dec 2026 on" in text
    assert text.count("normal / reaction") == 2
    assert "by the clinic's rule" not in text_of(replace(make_sheet(UNREAD), rule=None))


def test_it_says_which_laser_wavelength_and_area_the_patches_stand_for() -> None:
    text = text_of(make_sheet(READ))
    assert "Picosure Pro 1064 right forearm Read, normal" in text
    assert "Picosure Pro 532 right forearm Waiting" in text
    assert "A test patch says something about its own laser, wavelength and area only." in text


def test_two_series_and_what_they_open_fit_on_one_page() -> None:
    assert len(pages(make_sheet(UNREAD, READ))) == 1


def test_a_handpiece_that_tells_no_basis_says_so_and_no_energy_is_worked_out() -> None:
    spot = replace(READ.spots[0], basis=None, energy_mj=None)
    text = text_of(make_sheet(replace(READ, spots=(spot,))))
    assert "1.6 basis not known –" in text
    assert "Energy is calculated" not in text
    assert "Energy is calculated from the fluence over a round spot; nobody entered it." in text_of(
        make_sheet(READ)
    )


def test_an_area_without_test_patches_says_so() -> None:
    text = text_of(replace(make_sheet(), standings=()))
    assert "No test patch is on record for this area." in text
    assert "What it opens" not in text

"""What holds for every sheet: same bytes, a sound file, paper sizes, what it says of itself, its look."""

import os
import re
import subprocess
import sys

import pytest
from reportlab.lib.pagesizes import A4, LETTER

from pico_tracker.domain.clinic import Paper
from tests.reports import golden
from tests.reports.all_sheets import (
    FOLDER,
    clinic_of,
    digests,
    find_sheets,
    on_paper,
    printed_sheet,
    record_numbers,
)
from tests.reports.inspection import about, faults_of, sizes_of, words_of, wrong_numbers
from tests.reports.sheets.sample import SampleSheet

SHEETS = find_sheets()
SIZES = {Paper.A4: A4, Paper.LETTER: LETTER}
each_sheet = pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS.keys())


def test_the_sheets_are_found() -> None:
    assert {"progress_report_patient", "aftercare_sheet", "session_record"} <= set(SHEETS)
    assert len(SHEETS) >= len(list(FOLDER.glob("*.py"))) - 1


@each_sheet
def test_the_file_is_sound_and_holds_only_what_is_printed(sheet: SampleSheet) -> None:
    assert faults_of(printed_sheet(sheet)) == []


@each_sheet
@pytest.mark.parametrize("paper", list(Paper))
def test_it_fits_the_clinics_paper(sheet: SampleSheet, paper: Paper) -> None:
    pdf = printed_sheet(sheet, on_paper(sheet.value, paper))
    expected = sheet.size or SIZES[paper]
    for size in sizes_of(pdf):
        upright = size if sheet.size or size[0] <= size[1] else size[::-1]
        assert upright == pytest.approx(expected, abs=0.01)
    assert faults_of(pdf) == []


@each_sheet
def test_it_says_what_it_is_whose_and_in_which_language(sheet: SampleSheet) -> None:
    said = about(printed_sheet(sheet))
    clinic = clinic_of(sheet.value)
    assert said["title"].strip(" ·")
    assert said["author"] == (clinic.name if clinic else said["author"])
    assert re.fullmatch(r"[a-z]{2,3}(-[A-Za-z]{2,4})?", said["language"])


@each_sheet
def test_each_page_says_which_it_is_and_whose(sheet: SampleSheet) -> None:
    pages = words_of(printed_sheet(sheet))
    assert pages
    if sheet.is_numbered:
        assert wrong_numbers(pages) == []
    whole = " ".join(pages)
    assert [number for number in record_numbers(sheet.value) if number not in whole] == []


@each_sheet
def test_it_looks_as_it_did_when_somebody_last_looked(sheet: SampleSheet) -> None:
    shown = golden.pictures_of(printed_sheet(sheet))
    kept = [golden.load(path) for path in golden.paths_of(sheet.name)]
    assert len(shown) == len(kept), f"look at it, then: python -m tests.reports.golden {sheet.name}"
    differing = [golden.differing_pixels(one, other) for one, other in zip(shown, kept, strict=True)]
    assert max(differing) <= golden.FEW_PIXELS, f"look at it, then: python -m tests.reports.golden {sheet.name}"


def test_no_golden_picture_is_kept_of_a_sheet_that_is_gone() -> None:
    assert {path.stem.rpartition("-")[0] for path in golden.FOLDER.glob("*.png")} <= set(SHEETS)


def test_the_same_values_give_the_same_bytes_also_in_another_process() -> None:
    here = digests()
    assert here == digests()
    line = [sys.executable, "-m", "tests.reports.all_sheets"]
    there = subprocess.run(
        line, capture_output=True, text=True, check=True, env=os.environ | {"PYTHONHASHSEED": "77"}
    )
    assert dict(line.split() for line in there.stdout.splitlines()) == here

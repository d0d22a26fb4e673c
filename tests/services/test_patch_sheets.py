"""What the sheet of test patches prints of a course, on both engines."""

import io
from decimal import Decimal

import pytest
from pypdf import PdfReader

from pico_tracker.domain.errors import NotAllowed, NotFound
from pico_tracker.domain.laser import FluenceBasis
from pico_tracker.domain.test_patches import (
    PatchEntry,
    PatchReadingEntry,
    PatchResult,
    PatchSeriesEntry,
    PatchState,
)
from pico_tracker.services.courses import open_course
from pico_tracker.services.patch_sheets import gather_patch_sheet, print_patch_sheet
from pico_tracker.services.patients import add_patient
from pico_tracker.services.test_patches import read_test_patch, record_patch_series
from tests.builders import Bench


def new_course(bench: Bench) -> int:
    patient_id = add_patient(bench.reception, bench.patient()).value
    return open_course(bench.practitioner, bench.course(patient_id)).value


def place(bench: Bench, course_id: int, *fluences: str) -> tuple[int, ...]:
    spots = tuple(
        PatchEntry(
            entry_id=bench.mint(),
            course_id=course_id,
            device_id=bench.device_id,
            wavelength_nm=1064,
            pulse_duration_ps=450,
            spot_width_mm=Decimal(4),
            fluence_j_cm2=Decimal(fluence),
            placed_on=bench.practitioner.today(),
            handpiece_id=bench.handpiece_id(),
            place="wrist",
        )
        for fluence in fluences
    )
    series = PatchSeriesEntry(
        entry_id=bench.mint(), course_id=course_id, placed_on=bench.practitioner.today(), spots=spots
    )
    return record_patch_series(bench.practitioner, series).value


def test_spots_come_with_basis_energy_readings_and_what_they_open(bench: Bench) -> None:
    course_id = new_course(bench)
    first, _second = place(bench, course_id, "1.6", "2.4")
    bench.clock.pass_days(30)
    seen = PatchReadingEntry(
        entry_id=bench.mint(), patch_id=first, read_on=bench.practitioner.today(), result=PatchResult.NORMAL
    )
    read_test_patch(bench.practitioner, seen)
    sheet = gather_patch_sheet(bench.practitioner, course_id)
    (series,) = sheet.series
    # By hand: 2.4 J/cm² over π · 0.2² cm² = 0.1256637 cm² is 301.6 mJ.
    assert [one.energy_mj for one in series.spots] == [Decimal("201.1"), Decimal("301.6")]
    assert {one.basis for one in series.spots} == {FluenceBasis.MACRO_SPOT}
    assert [len(one.patch.readings) for one in series.spots] == [1, 0]
    assert [(one.wavelength_nm, one.state) for one in sheet.standings] == [(1064, PatchState.NOT_READ)]
    assert series.ready_on(sheet.rule) is not None


def test_it_prints_and_an_area_without_any_prints_too(bench: Bench) -> None:
    course_id = new_course(bench)
    empty = print_patch_sheet(bench.practitioner, course_id)
    assert "No test patch is on record for this area." in PdfReader(io.BytesIO(empty)).pages[0].extract_text()
    place(bench, course_id, "1.6")
    printed = print_patch_sheet(bench.practitioner, course_id)
    assert "wrist" in PdfReader(io.BytesIO(printed)).pages[0].extract_text()


def test_a_course_that_is_not_there_has_none_and_reception_may_not_print_it(bench: Bench) -> None:
    with pytest.raises(NotFound):
        print_patch_sheet(bench.practitioner, 4711)
    with pytest.raises(NotAllowed):
        print_patch_sheet(bench.reception, new_course(bench))

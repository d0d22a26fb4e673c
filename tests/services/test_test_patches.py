"""Spots of a test placed together, read together, and what they open."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import text

from pico_tracker.domain.errors import NotAllowed, NotFound, Refused
from pico_tracker.domain.photos import PhotoEntry
from pico_tracker.domain.recalls import DueKind
from pico_tracker.domain.rules import RuleKind
from pico_tracker.domain.test_patches import (
    Beam,
    Patch,
    PatchEntry,
    PatchReadingEntry,
    PatchResult,
    PatchSeriesEntry,
    PatchState,
    chosen_setting,
    normal_settings,
)
from pico_tracker.domain.topics import Topic
from pico_tracker.services.courses import open_course
from pico_tracker.services.patients import add_patient
from pico_tracker.services.photos import attach_photo, list_photos
from pico_tracker.services.recalls import list_recalls
from pico_tracker.services.rules import put_rule_in_force
from pico_tracker.services.screening import read_screening
from pico_tracker.services.sessions import log_session
from pico_tracker.services.test_patches import (
    list_patch_series,
    read_patch_series,
    read_test_patch,
    record_patch_series,
    record_test_patch,
)
from tests.builders import TODAY, Bench

NORMAL, REACTION = PatchResult.NORMAL, PatchResult.REACTION


@pytest.fixture
def course_id(bench: Bench) -> int:
    return new_course(bench)


def new_course(bench: Bench) -> int:
    """An open tattoo course of a patient with skin type II."""
    patient_id = add_patient(bench.reception, bench.patient()).value
    return open_course(bench.practitioner, bench.course(patient_id)).value


def spot(bench: Bench, **changes: Any) -> PatchEntry:
    """1064 nm, 450 ps, 4 mm, 2.4 J/cm²; what the series says anew is left as it comes."""
    entry = PatchEntry(
        entry_id=bench.mint(),
        course_id=0,
        device_id=bench.device_id,
        wavelength_nm=1064,
        pulse_duration_ps=450,
        spot_width_mm=Decimal(4),
        fluence_j_cm2=Decimal("2.4"),
        placed_on=TODAY,
    )
    return replace(entry, **changes)


def series(bench: Bench, course_id: int, *spots: PatchEntry, days_ago: int = 3) -> PatchSeriesEntry:
    placed_on = bench.practitioner.today() - timedelta(days=days_ago)
    return PatchSeriesEntry(entry_id=bench.mint(), course_id=course_id, placed_on=placed_on, spots=spots)


def placed(bench: Bench, course_id: int, *fluences: str, days_ago: int = 3) -> tuple[int, ...]:
    """Spots at 1064 nm with these fluences."""
    spots = (spot(bench, fluence_j_cm2=Decimal(one)) for one in fluences)
    return record_patch_series(bench.practitioner, series(bench, course_id, *spots, days_ago=days_ago)).value


def reading(
    bench: Bench, patch_id: int, result: PatchResult = NORMAL, *, chosen: bool = False
) -> PatchReadingEntry:
    today = bench.practitioner.today()
    return PatchReadingEntry(
        entry_id=bench.mint(), patch_id=patch_id, read_on=today, result=result, is_chosen=chosen
    )


def on_record(bench: Bench, course_id: int) -> tuple[Patch, ...]:
    return read_screening(bench.practitioner, course_id).facts.patches.patches


def state(bench: Bench, course_id: int, wavelength_nm: int = 1064, device_id: int = 0) -> PatchState:
    beam = Beam(device_id or bench.device_id, wavelength_nm)
    return read_screening(bench.practitioner, course_id, (beam,)).patches[beam]


def rows(bench: Bench, table: str) -> int:
    with bench.database.read() as work:
        return int(work.connection.scalar(text(f"SELECT count(*) FROM {table}")) or 0)


def test_spots_are_kept_with_their_handpieces_and_places_in_their_order(bench: Bench, course_id: int) -> None:
    inner = spot(bench, place=" Inner edge\0 ", handpiece_id=bench.handpiece_id(), note="Frosting.")
    outer = spot(bench, wavelength_nm=532, pulse_duration_ps=375, fluence_j_cm2=Decimal("0.8"), place="Outer edge")
    entry = series(bench, course_id, inner, outer)
    done = record_patch_series(bench.practitioner, entry)
    assert done.changed == {Topic.SCREENING}
    first, second = on_record(bench, course_id)
    assert (first.id, second.id) == done.value
    assert first.entry == replace(entry.patches[0], place="Inner edge")
    assert (first.handpiece_name, first.device_name, first.placed_by) == ("Zoom", "PicoWay", "Practitioner")
    assert second.entry == entry.patches[1]
    assert second.handpiece_name == ""
    assert list_patch_series(bench.practitioner, second.id) == (first, second)


def test_saving_a_series_twice_keeps_it_once(bench: Bench, course_id: int) -> None:
    entry = series(bench, course_id, spot(bench), spot(bench))
    kept, again = (record_patch_series(bench.practitioner, entry) for _ in range(2))
    assert kept.value == again.value
    assert again.changed == frozenset()
    assert rows(bench, "test_patch") == rows(bench, "test_patch_spot") == 2


def test_one_impossible_spot_keeps_all_of_them_out_and_is_named(bench: Bench, course_id: int) -> None:
    entry = series(bench, course_id, spot(bench), spot(bench, fluence_j_cm2=Decimal(2400)))
    with pytest.raises(Refused) as refused:
        record_patch_series(bench.practitioner, entry)
    assert [one.field for one in refused.value.findings] == ["spots.1.fluence_j_cm2"]
    with pytest.raises(NotFound):
        record_patch_series(bench.practitioner, series(bench, 404, spot(bench)))
    assert rows(bench, "test_patch") == 0


def test_reception_neither_places_nor_reads_test_patches(bench: Bench, course_id: int) -> None:
    (patch_id,) = placed(bench, course_id, "2.4")
    with pytest.raises(NotAllowed):
        record_patch_series(bench.reception, series(bench, course_id, spot(bench)))
    with pytest.raises(NotAllowed):
        read_patch_series(bench.reception, (reading(bench, patch_id),))


def test_a_patch_placed_alone_is_a_series_of_its_own(bench: Bench, course_id: int) -> None:
    alone = spot(bench, course_id=course_id, place="Edge", handpiece_id=bench.handpiece_id())
    patch_id = record_test_patch(bench.practitioner, alone).value
    placed(bench, course_id, "2.4", "3")
    (found,) = list_patch_series(bench.practitioner, patch_id)
    assert found.entry == alone


def test_a_patch_from_before_there_were_series_is_read_as_before(bench: Bench, course_id: int) -> None:
    (patch_id,) = placed(bench, course_id, "2.4")
    with bench.database.change(bench.practitioner.actor()) as work:
        work.connection.execute(text("DELETE FROM test_patch_spot"))
    (found,) = list_patch_series(bench.practitioner, patch_id)
    assert (found.entry.series, found.entry.place, found.entry.position) == (None, "", 0)
    read_patch_series(bench.practitioner, (reading(bench, patch_id),))
    assert state(bench, course_id) is PatchState.READY


def test_a_chosen_setting_opens_its_laser_wavelength_and_area_only(bench: Bench, course_id: int) -> None:
    put_rule_in_force(bench.administrator, RuleKind.QUESTION, "test_patch", 2, "We test.", in_force=True)
    mild, strong = placed(bench, course_id, "2", "3")
    with pytest.raises(Refused):
        log_session(bench.practitioner, bench.session(course_id))
    seen = (reading(bench, mild, chosen=True), reading(bench, strong, REACTION))
    assert read_patch_series(bench.practitioner, seen).changed == {Topic.SCREENING}
    facts = read_screening(bench.practitioner, course_id).facts.patches
    (fit,) = normal_settings(Beam(bench.device_id, 1064), TODAY, facts)
    assert fit.entry.fluence_j_cm2 == Decimal(2)
    chosen = chosen_setting(facts.patches)
    assert chosen is not None
    assert chosen.id == mild
    assert state(bench, course_id) is PatchState.READY
    assert state(bench, course_id, wavelength_nm=532) is PatchState.MISSING
    assert state(bench, course_id, device_id=bench.device_id + 1) is PatchState.MISSING
    patient_id = read_patient_id(bench, course_id)
    calf = open_course(bench.practitioner, bench.course(patient_id, area="left calf")).value
    assert state(bench, calf) is PatchState.MISSING
    with pytest.raises(Refused):
        log_session(bench.practitioner, bench.session(calf))
    log_session(bench.practitioner, bench.session(course_id))


def read_patient_id(bench: Bench, course_id: int) -> int:
    with bench.database.read() as work:
        found = work.connection.execute(text("SELECT patient_id FROM course WHERE id = :id"), {"id": course_id})
        return int(found.scalar_one())


def test_without_a_choice_a_reaction_keeps_the_beam_shut(bench: Bench, course_id: int) -> None:
    mild, strong = placed(bench, course_id, "2", "3")
    read_patch_series(bench.practitioner, (reading(bench, mild), reading(bench, strong, REACTION)))
    assert state(bench, course_id) is PatchState.REACTED
    read_patch_series(bench.practitioner, (reading(bench, mild, chosen=True),))
    assert state(bench, course_id) is PatchState.READY
    read_patch_series(bench.practitioner, (reading(bench, strong, REACTION),))
    assert state(bench, course_id) is PatchState.REACTED


def test_a_choice_counts_whichever_row_it_stands_in(bench: Bench, course_id: int) -> None:
    strong, mild = placed(bench, course_id, "3", "2")
    seen = (reading(bench, strong, REACTION), reading(bench, mild, chosen=True))
    keys = read_patch_series(bench.practitioner, seen).value
    assert read_patch_series(bench.practitioner, seen).value == keys
    assert rows(bench, "test_patch_reading") == 2
    assert state(bench, course_id) is PatchState.READY
    first, second = on_record(bench, course_id)
    assert [one.readings[0].is_chosen for one in (first, second)] == [False, True]


def test_readings_are_kept_all_or_none(bench: Bench, course_id: int) -> None:
    first, second = placed(bench, course_id, "2", "3")
    both = (reading(bench, first, chosen=True), reading(bench, second, chosen=True))
    with pytest.raises(Refused) as refused:
        read_patch_series(bench.practitioner, both)
    assert [one.field for one in refused.value.findings] == ["readings.1.is_chosen"]
    with pytest.raises(NotFound):
        read_patch_series(bench.practitioner, (both[0], reading(bench, 404)))
    with pytest.raises(Refused):
        read_patch_series(bench.practitioner, ())
    assert rows(bench, "test_patch_reading") == 0


def test_normal_is_refused_before_the_wait_is_over_and_a_reaction_is_not(bench: Bench, course_id: int) -> None:
    first, second = placed(bench, course_id, "2", "3", days_ago=1)
    with pytest.raises(Refused) as refused:
        read_patch_series(bench.practitioner, (reading(bench, first), reading(bench, second, REACTION)))
    assert [one.code for one in refused.value.findings] == ["test_patch.early"]
    read_patch_series(bench.practitioner, (reading(bench, second, REACTION),))
    assert state(bench, course_id) is PatchState.REACTED


def test_a_series_to_read_is_one_line_of_its_course_until_each_spot_is_read(bench: Bench, course_id: int) -> None:
    first, second = placed(bench, course_id, "2", "3", days_ago=5)

    def to_read() -> list[int | None]:
        due = list_recalls(bench.practitioner)
        return [one.record_id for one in due if one.kind is DueKind.TEST_PATCH_TO_READ]

    assert len(to_read()) == 1
    read_patch_series(bench.practitioner, (reading(bench, first),))
    assert to_read() == [second]
    read_test_patch(bench.practitioner, reading(bench, second))
    assert to_read() == []


def test_a_photo_belongs_to_the_spot_that_it_shows(file_bench: Bench, tmp_path: Path) -> None:
    course_id = new_course(file_bench)
    patient_id = read_patient_id(file_bench, course_id)
    first, second = placed(file_bench, course_id, "2", "3")
    path = tmp_path / "spot.png"
    Image.new("RGB", (64, 48), (200, 120, 100)).save(path)
    entry = PhotoEntry(entry_id=file_bench.mint(), patient_id=patient_id, path=path, test_patch_id=second)
    photo_id = attach_photo(file_bench.practitioner, entry).value
    assert attach_photo(file_bench.practitioner, entry).value == photo_id
    (kept,) = list_photos(file_bench.practitioner, patient_id, course_id)
    assert (kept.id, kept.test_patch_id, kept.course_id) == (photo_id, second, course_id)
    assert rows(file_bench, "test_patch_photo") == 1
    other = open_course(file_bench.practitioner, file_bench.course(patient_id, area="calf")).value
    for wrong in (replace(entry, course_id=other), replace(entry, test_patch_id=404)):
        with pytest.raises(NotFound):
            attach_photo(file_bench.practitioner, replace(wrong, entry_id=file_bench.mint()))
    with pytest.raises(NotAllowed):
        attach_photo(file_bench.reception, replace(entry, entry_id=file_bench.mint(), test_patch_id=first))

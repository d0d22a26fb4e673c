"""Test patches: write down where spots were placed, and what was seen when they were read."""

from collections.abc import Iterable
from dataclasses import replace

from pico_tracker.db.models import CourseRow, PatchReadingRow, PatchRow, PatchSpotRow, PatientRow
from pico_tracker.db.queries import screening as queries
from pico_tracker.db.queries.catalogue import list_devices
from pico_tracker.db.unit_of_work import ChangeWork, Work
from pico_tracker.domain.patch_checks import (
    check_patch,
    check_patch_reading,
    check_patch_series,
    check_series_readings,
)
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.test_patches import Patch, PatchEntry, PatchReadingEntry, PatchSeriesEntry
from pico_tracker.domain.words import clean_text
from pico_tracker.services.context import Context, Done, needs
from pico_tracker.services.refusals import refuse_stops
from pico_tracker.services.screening import patch_rule


@needs(Permission.WRITE_CLINICAL)
def record_test_patch(context: Context, entry: PatchEntry) -> Done[int]:
    """Put a test patch placed alone on record and return its key; the skin type of today is kept with it.

    A second call with the same `entry_id` finds the patch of the first. Raises `Refused` or `NotFound`.
    """
    entry = _cleaned(entry)
    with context.database.change(context.actor()) as work:
        device = next((one for one in list_devices(work) if one.id == entry.device_id), None)
        refuse_stops(check_patch(entry, device, context.today()))
        return Done(_keep_patch(work, entry, context.operator.id), work.changed)


@needs(Permission.WRITE_CLINICAL)
def record_patch_series(context: Context, entry: PatchSeriesEntry) -> Done[tuple[int, ...]]:
    """Put spots placed together on record, all or none, and return their keys in the order of the spots.

    Findings are named by the spot, `spots.1.fluence_j_cm2`. A second call with the same entry finds the
    spots of the first by their `entry_id`. Raises `Refused` or `NotFound`.
    """
    entry = replace(entry, spots=tuple(_cleaned(one) for one in entry.spots))
    with context.database.change(context.actor()) as work:
        devices = {one.id: one for one in list_devices(work)}
        refuse_stops(check_patch_series(entry, devices, context.today()))
        kept = tuple(_keep_patch(work, one, context.operator.id) for one in entry.patches)
        return Done(kept, work.changed)


@needs(Permission.READ_CLINICAL)
def list_patch_series(context: Context, patch_id: int) -> tuple[Patch, ...]:
    """The spots that were placed together with one, itself among them, in their places; raises `NotFound`."""
    with context.database.read() as work:
        keys = queries.list_spots_beside(work, patch_id)
        found = _patches(work, patch_id)
    return tuple(found[key] for key in keys)


@needs(Permission.WRITE_CLINICAL)
def read_test_patch(context: Context, entry: PatchReadingEntry) -> Done[int]:
    """Write down what a practitioner sees on a test patch; a correction is a reading of its own.

    A second call with the same `entry_id` finds the reading of the first. Raises `Refused` or `NotFound`.
    """
    entry = replace(entry, note=clean_text(entry.note))
    with context.database.change(context.actor()) as work:
        known = queries.find_reading_by_entry_id(work, entry.entry_id)
        if known is None:
            patch = _patches(work, entry.patch_id)[entry.patch_id]
            refuse_stops(check_patch_reading(entry, patch, patch_rule(work), context.today()))
            known = _write_reading(work, entry, context.operator.id)
        return Done(known, work.changed)


@needs(Permission.WRITE_CLINICAL)
def read_patch_series(context: Context, readings: tuple[PatchReadingEntry, ...]) -> Done[tuple[int, ...]]:
    """Write down what the spots of a series show, all or none, and return the readings' keys.

    Spots that nobody looked at yet are left out. Findings are named by place, `readings.1.result`. What was
    saved before is found by its `entry_id`. Raises `Refused` or `NotFound`.
    """
    readings = tuple(replace(one, note=clean_text(one.note)) for one in readings)
    with context.database.change(context.actor()) as work:
        known = {one.entry_id: queries.find_reading_by_entry_id(work, one.entry_id) for one in readings}
        new = tuple(one for one in readings if known[one.entry_id] is None)
        if new or not readings:
            patches = [_patches(work, one.patch_id)[one.patch_id] for one in readings]
            refuse_stops(check_series_readings(readings, patches, patch_rule(work), context.today()))
        for one in _choices_last(new):
            known[one.entry_id] = _write_reading(work, one, context.operator.id)
        keys = (known[one.entry_id] for one in readings)
        return Done(tuple(key for key in keys if key is not None), work.changed)


def _choices_last(readings: Iterable[PatchReadingEntry]) -> list[PatchReadingEntry]:
    """A choice is written after the readings beside it: it was made knowing them."""
    return sorted(readings, key=lambda one: one.is_chosen)


def _cleaned(entry: PatchEntry) -> PatchEntry:
    return replace(entry, note=clean_text(entry.note), place=clean_text(entry.place))


def _patches(work: Work, patch_id: int) -> dict[int, Patch]:
    """The test patches of a patch's course by their keys; raises `NotFound`."""
    course_id = work.get(PatchRow, patch_id).course_id
    return {one.id: one for one in queries.list_patches(work, (course_id,))}


def _keep_patch(work: ChangeWork, entry: PatchEntry, placed_by_id: int) -> int:
    work.hold(CourseRow, entry.course_id)
    known = queries.find_patch_by_entry_id(work, entry.entry_id)
    return _write_patch(work, entry, placed_by_id) if known is None else known


def _write_patch(work: ChangeWork, entry: PatchEntry, placed_by_id: int) -> int:
    patient = work.get(PatientRow, work.get(CourseRow, entry.course_id).patient_id)
    row = PatchRow(
        entry_id=entry.entry_id,
        created_at=work.at,
        course_id=entry.course_id,
        device_id=entry.device_id,
        wavelength_nm=entry.wavelength_nm,
        pulse_duration_ps=entry.pulse_duration_ps,
        spot_width_mm=entry.spot_width_mm,
        fluence_j_cm2=entry.fluence_j_cm2,
        skin_type=patient.fitzpatrick,
        placed_on=entry.placed_on,
        placed_by_id=placed_by_id,
        note=entry.note,
    )
    patch_id = work.add(row).id
    work.add(
        PatchSpotRow(
            test_patch_id=patch_id,
            series=entry.together,
            position=entry.position,
            handpiece_id=entry.handpiece_id,
            place=entry.place,
        )
    )
    return patch_id


def _write_reading(work: ChangeWork, entry: PatchReadingEntry, read_by_id: int) -> int:
    row = PatchReadingRow(
        entry_id=entry.entry_id,
        created_at=work.at,
        test_patch_id=entry.patch_id,
        read_on=entry.read_on,
        result=entry.result.value if entry.result else "",
        note=entry.note,
        is_chosen=entry.is_chosen,
        read_by_id=read_by_id,
    )
    return work.add(row).id

"""Test patches: write down where one was placed, and what was seen when it was read."""

from dataclasses import replace

from pico_tracker.db.models import CourseRow, PatchReadingRow, PatchRow, PatientRow
from pico_tracker.db.queries import screening as queries
from pico_tracker.db.queries.catalogue import list_devices
from pico_tracker.db.unit_of_work import ChangeWork, Work
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.test_patches import (
    Patch,
    PatchEntry,
    PatchReadingEntry,
    check_patch,
    check_patch_reading,
)
from pico_tracker.domain.words import clean_text
from pico_tracker.services.context import Context, Done, needs
from pico_tracker.services.refusals import refuse_stops
from pico_tracker.services.screening import patch_rule


@needs(Permission.WRITE_CLINICAL)
def record_test_patch(context: Context, entry: PatchEntry) -> Done[int]:
    """Put a test patch on record and return its key; the skin type of today is kept with it.

    A second call with the same `entry_id` finds the patch of the first. Raises `Refused` or `NotFound`.
    """
    entry = replace(entry, note=clean_text(entry.note))
    with context.database.change(context.actor()) as work:
        device = next((one for one in list_devices(work) if one.id == entry.device_id), None)
        refuse_stops(check_patch(entry, device, context.today()))
        known = queries.find_patch_by_entry_id(work, entry.entry_id)
        if known is None:
            known = _write_patch(work, entry, context.operator.id)
        return Done(known, work.changed)


@needs(Permission.WRITE_CLINICAL)
def read_test_patch(context: Context, entry: PatchReadingEntry) -> Done[int]:
    """Write down what a practitioner sees on a test patch; a correction is a reading of its own.

    A second call with the same `entry_id` finds the reading of the first. Raises `Refused` or `NotFound`.
    """
    entry = replace(entry, note=clean_text(entry.note))
    with context.database.change(context.actor()) as work:
        known = queries.find_reading_by_entry_id(work, entry.entry_id)
        if known is None:
            patch = _patch(work, entry.patch_id)
            refuse_stops(check_patch_reading(entry, patch, patch_rule(work), context.today()))
            known = _write_reading(work, entry, context.operator.id)
        return Done(known, work.changed)


def _patch(work: Work, patch_id: int) -> Patch:
    course_id = work.get(PatchRow, patch_id).course_id
    return next(one for one in queries.list_patches(work, (course_id,)) if one.id == patch_id)


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
    return work.add(row).id


def _write_reading(work: ChangeWork, entry: PatchReadingEntry, read_by_id: int) -> int:
    row = PatchReadingRow(
        entry_id=entry.entry_id,
        created_at=work.at,
        test_patch_id=entry.patch_id,
        read_on=entry.read_on,
        result=entry.result.value if entry.result else "",
        note=entry.note,
        read_by_id=read_by_id,
    )
    return work.add(row).id

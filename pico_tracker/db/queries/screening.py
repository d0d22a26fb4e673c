"""Answers to the screening questions of a patient, and test patches of an area."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import aliased

from pico_tracker.db.models import (
    AttendanceRow,
    CourseRow,
    DeviceRow,
    HandpieceRow,
    PatchReadingRow,
    PatchRow,
    PatchSpotRow,
    ScreeningAnswerRow,
    SessionPassRow,
    SessionRow,
    StaffRow,
)
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.screening import Answer, GivenAnswer, ScreeningAnswer
from pico_tracker.domain.test_patches import Beam, Patch, PatchEntry, PatchReading, PatchResult, TreatedBeam

_own = aliased(CourseRow)
OF_VOID_VISIT = exists(
    select(AttendanceRow.id)
    .join(CourseRow, CourseRow.id == AttendanceRow.course_id)
    .where(AttendanceRow.is_void, CourseRow.patient_id == ScreeningAnswerRow.patient_id)
    .where(AttendanceRow.signed_at == ScreeningAnswerRow.recorded_at)
    .where(AttendanceRow.signed_by_id == ScreeningAnswerRow.asked_by_id)
)
"""Answers kept by the transaction that signed a visit without treatment, which was found void since."""


def list_answers(work: Work, patient_id: int) -> tuple[GivenAnswer, ...]:
    """Every answer of a patient that counts, in the order they were recorded.

    Not those of a session or a visit found void: somebody else may have given them.
    """
    statement = (
        select(ScreeningAnswerRow.__table__, StaffRow.name.label("asked_by"))
        .join(StaffRow, StaffRow.id == ScreeningAnswerRow.asked_by_id)
        .outerjoin(SessionRow, SessionRow.id == ScreeningAnswerRow.session_id)
        .where(ScreeningAnswerRow.patient_id == patient_id)
        .where(or_(SessionRow.id.is_(None), ~SessionRow.is_void))
        .where(~OF_VOID_VISIT)
        .order_by(ScreeningAnswerRow.id)
    )
    return tuple(
        GivenAnswer(
            answer=ScreeningAnswer(row.question, Answer(row.answer), row.note),
            given_on=row.given_on,
            recorded_at=row.recorded_at,
            asked_by=row.asked_by,
            course_id=row.course_id,
        )
        for row in work.connection.execute(statement)
    )


def courses_of_area(work: Work, course_id: int) -> tuple[int, ...]:
    """This course and the patient's others on the same area, as it is written."""
    statement = (
        select(CourseRow.id, CourseRow.area, _own.area.label("wanted"))
        .join(_own, _own.patient_id == CourseRow.patient_id)
        .where(_own.id == course_id)
    )
    rows = work.connection.execute(statement)
    return tuple(row.id for row in rows if row.id == course_id or row.area.casefold() == row.wanted.casefold())


def list_patches(work: Work, course_ids: tuple[int, ...]) -> tuple[Patch, ...]:
    """The test patches of these courses with their readings, oldest first."""
    statement = (
        select(
            PatchRow.__table__,
            CourseRow.area,
            DeviceRow.name.label("device_name"),
            StaffRow.name.label("placed_by"),
            *(PatchSpotRow.series, PatchSpotRow.position, PatchSpotRow.place, PatchSpotRow.handpiece_id),
            HandpieceRow.name.label("handpiece_name"),
        )
        .join(CourseRow, CourseRow.id == PatchRow.course_id)
        .join(DeviceRow, DeviceRow.id == PatchRow.device_id)
        .join(StaffRow, StaffRow.id == PatchRow.placed_by_id)
        .outerjoin(PatchSpotRow, PatchSpotRow.test_patch_id == PatchRow.id)
        .outerjoin(HandpieceRow, HandpieceRow.id == PatchSpotRow.handpiece_id)
        .where(PatchRow.course_id.in_(course_ids))
        .order_by(PatchRow.placed_on, PatchRow.id)
    )
    rows = work.connection.execute(statement).all()
    readings = _list_readings(work, tuple(row.id for row in rows))
    return tuple(_patch(row, tuple(readings[row.id])) for row in rows)


def _list_readings(work: Work, patch_ids: tuple[int, ...]) -> dict[int, list[PatchReading]]:
    statement = (
        select(PatchReadingRow.__table__, StaffRow.name.label("read_by"))
        .join(StaffRow, StaffRow.id == PatchReadingRow.read_by_id)
        .where(PatchReadingRow.test_patch_id.in_(patch_ids))
        .order_by(PatchReadingRow.read_on, PatchReadingRow.id)
    )
    found: dict[int, list[PatchReading]] = defaultdict(list)
    for row in work.connection.execute(statement):
        reading = PatchReading(
            row.read_on, PatchResult(row.result), row.note, row.read_by, is_chosen=row.is_chosen, number=row.id
        )
        found[row.test_patch_id].append(reading)
    return found


def _patch(row: Any, readings: tuple[PatchReading, ...]) -> Patch:
    """A patch that was placed before there were series has no row of its spot."""
    entry = PatchEntry(
        entry_id=row.entry_id,
        course_id=row.course_id,
        device_id=row.device_id,
        wavelength_nm=row.wavelength_nm,
        pulse_duration_ps=row.pulse_duration_ps,
        spot_width_mm=row.spot_width_mm,
        fluence_j_cm2=row.fluence_j_cm2,
        placed_on=row.placed_on,
        note=row.note,
        handpiece_id=row.handpiece_id,
        place=row.place or "",
        series=None if row.series == row.entry_id else row.series,
        position=row.position or 0,
    )
    return Patch(
        id=row.id,
        entry=entry,
        device_name=row.device_name,
        area=row.area,
        skin_type=Fitzpatrick(row.skin_type) if row.skin_type else None,
        placed_by=row.placed_by,
        handpiece_name=row.handpiece_name or "",
        readings=readings,
    )


def list_treated_beams(work: Work, course_ids: tuple[int, ...]) -> tuple[TreatedBeam, ...]:
    """On which days which beams were given in these courses."""
    statement = (
        select(SessionPassRow.device_id, SessionPassRow.wavelength_nm, SessionRow.performed_on)
        .join(SessionRow, SessionRow.id == SessionPassRow.session_id)
        .where(SessionRow.course_id.in_(course_ids), ~SessionRow.is_void)
        .distinct()
    )
    rows = work.connection.execute(statement)
    return tuple(TreatedBeam(Beam(row.device_id, row.wavelength_nm), row.performed_on) for row in rows)


def list_catalogue_keys(work: Work) -> dict[int, str]:
    """The model of each laser that is of a known one, by the laser's key."""
    statement = select(DeviceRow.id, DeviceRow.catalogue_key).where(DeviceRow.catalogue_key.is_not(None))
    return {row.id: row.catalogue_key for row in work.connection.execute(statement)}


def find_patch_by_entry_id(work: Work, entry_id: UUID) -> int | None:
    """The test patch that this form recorded, if it was saved."""
    return work.connection.scalar(select(PatchRow.id).where(PatchRow.entry_id == entry_id))


def list_spots_beside(work: Work, patch_id: int) -> tuple[int, ...]:
    """The keys of the test patches placed together with one, itself among them, in their places."""
    series = select(PatchSpotRow.series).where(PatchSpotRow.test_patch_id == patch_id).scalar_subquery()
    statement = select(PatchSpotRow.test_patch_id).where(PatchSpotRow.series == series)
    found = work.connection.scalars(statement.order_by(PatchSpotRow.position, PatchSpotRow.test_patch_id))
    return tuple(found) or (patch_id,)


def find_reading_by_entry_id(work: Work, entry_id: UUID) -> int | None:
    """The reading that this form recorded, if it was saved."""
    return work.connection.scalar(select(PatchReadingRow.id).where(PatchReadingRow.entry_id == entry_id))

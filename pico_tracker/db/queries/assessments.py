"""Assessments of a patient, with what corrected them and the sessions before them."""

import json
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import aliased

from pico_tracker.db.models import AssessmentRow, SessionRow, StaffRow
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.assessments import Assessment, AssessmentEntry
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.words import mark, sentence

_NEWER = aliased(AssessmentRow)
_SESSIONS_BEFORE = (
    select(func.count())
    .select_from(SessionRow)
    .where(SessionRow.course_id == AssessmentRow.course_id, SessionRow.performed_on < AssessmentRow.assessed_on)
    .where(~SessionRow.is_void)
    .scalar_subquery()
)
_ALL: Select[Any] = (
    select(
        AssessmentRow.__table__,
        StaffRow.name.label("rated_by"),
        _NEWER.id.label("corrected_by_id"),
        _SESSIONS_BEFORE.label("sessions_before"),
    )
    .join(StaffRow, StaffRow.id == AssessmentRow.rated_by_id)
    .outerjoin(_NEWER, _NEWER.corrects_id == AssessmentRow.id)
    .order_by(AssessmentRow.assessed_on, AssessmentRow.id)
)
_OF_PATIENT = _ALL.where(AssessmentRow.patient_id == bindparam("patient_id"))
_OF_COURSE = _ALL.where(AssessmentRow.course_id == bindparam("course_id"))
_ONE = _ALL.where(AssessmentRow.id == bindparam("assessment_id"))


def list_of_patient(work: Work, patient_id: int) -> tuple[Assessment, ...]:
    """All assessments of a patient, oldest first, corrected ones too."""
    return tuple(_assessment(row) for row in work.connection.execute(_OF_PATIENT, {"patient_id": patient_id}))


def list_of_course(work: Work, course_id: int) -> tuple[Assessment, ...]:
    """All assessments of a course, oldest first, corrected ones too."""
    return tuple(_assessment(row) for row in work.connection.execute(_OF_COURSE, {"course_id": course_id}))


def read_assessment(work: Work, assessment_id: int) -> Assessment:
    """One assessment; raises `NotFound`."""
    row = work.connection.execute(_ONE, {"assessment_id": assessment_id}).first()
    if row is None:
        raise NotFound(sentence(mark("This score is not on record (any more).")))
    return _assessment(row)


def find_by_entry_id(work: Work, entry_id: UUID) -> int | None:
    """The id of the assessment that this form recorded, if it was saved."""
    return work.connection.scalar(select(AssessmentRow.id).where(AssessmentRow.entry_id == entry_id))


def _assessment(row: Any) -> Assessment:
    entry = AssessmentEntry(
        entry_id=row.entry_id,
        patient_id=row.patient_id,
        course_id=row.course_id,
        scale_key=row.scale_key,
        answers=json.loads(row.answers),
        assessed_on=row.assessed_on,
        note=row.note,
        take_over=row.taken_over,
    )
    return Assessment(
        id=row.id,
        entry=entry,
        scale_version=row.scale_version,
        score=row.score,
        band=row.band,
        summary=row.summary,
        sessions_before=row.sessions_before,
        rated_by=row.rated_by,
        recorded_at=row.created_at,
        corrects_id=row.corrects_id,
        correction_reason=row.correction_reason,
        corrected_by_id=row.corrected_by_id,
    )

"""What of a patient a sheet may be about."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import bindparam, select

from pico_tracker.db.models import (
    CourseRow,
    DoctorLetterRow,
    IncidentRow,
    SessionRow,
    SideEffectKindRow,
    SideEffectRow,
)
from pico_tracker.db.unit_of_work import Work

_LIMIT = 200
_OF_PATIENT = CourseRow.patient_id == bindparam("patient_id")
_SESSIONS = (
    select(SessionRow.id, SessionRow.course_id, SessionRow.performed_on)
    .join(CourseRow, CourseRow.id == SessionRow.course_id)
    .where(_OF_PATIENT, SessionRow.signed_at.is_not(None))
    .order_by(SessionRow.performed_on.desc(), SessionRow.id.desc())
    .limit(_LIMIT)
)
_INCIDENTS = (
    select(IncidentRow.id, IncidentRow.opened_on, SideEffectKindRow.name)
    .join(SideEffectRow, SideEffectRow.id == IncidentRow.side_effect_id)
    .join(SideEffectKindRow, SideEffectKindRow.id == SideEffectRow.kind_id)
    .join(CourseRow, CourseRow.id == SideEffectRow.course_id)
    .where(_OF_PATIENT)
    .order_by(IncidentRow.opened_on.desc(), IncidentRow.id.desc())
    .limit(_LIMIT)
)
_LETTERS = (
    select(DoctorLetterRow.id, DoctorLetterRow.written_on, DoctorLetterRow.subject)
    .where(DoctorLetterRow.patient_id == bindparam("patient_id"))
    .order_by(DoctorLetterRow.written_on.desc(), DoctorLetterRow.id.desc())
    .limit(_LIMIT)
)


class SessionChoice(NamedTuple):
    """A signed session."""

    session_id: int
    course_id: int
    performed_on: date


class IncidentChoice(NamedTuple):
    """An incident with the marked name of its side effect."""

    incident_id: int
    opened_on: date
    name: str


class LetterChoice(NamedTuple):
    """A letter to the family doctor with its subject."""

    letter_id: int
    written_on: date
    subject: str


def list_session_choices(work: Work, patient_id: int) -> tuple[SessionChoice, ...]:
    """A patient's signed sessions, latest first."""
    rows = work.connection.execute(_SESSIONS, {"patient_id": patient_id})
    return tuple(SessionChoice(row.id, row.course_id, row.performed_on) for row in rows)


def list_incident_choices(work: Work, patient_id: int) -> tuple[IncidentChoice, ...]:
    """A patient's incidents, latest first."""
    rows = work.connection.execute(_INCIDENTS, {"patient_id": patient_id})
    return tuple(IncidentChoice(row.id, row.opened_on, row.name) for row in rows)


def list_letter_choices(work: Work, patient_id: int) -> tuple[LetterChoice, ...]:
    """A patient's letters, latest first."""
    rows = work.connection.execute(_LETTERS, {"patient_id": patient_id})
    return tuple(LetterChoice(row.id, row.written_on, row.subject) for row in rows)

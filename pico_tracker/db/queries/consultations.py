"""Signed consultations of a course with their amendments."""

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select

from pico_tracker.db.models import ConsultationAmendmentRow, ConsultationRow, StaffRow
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.consultations import Amendment, BaselinePhotos, Consultation, ConsultationEntry
from pico_tracker.domain.patients import Fitzpatrick

_OF_COURSE = (
    select(ConsultationRow.__table__, StaffRow.name.label("signed_by"))
    .join(StaffRow, StaffRow.id == ConsultationRow.signed_by_id)
    .where(ConsultationRow.course_id == bindparam("course_id"))
    .order_by(ConsultationRow.held_on.desc(), ConsultationRow.id.desc())
)
_AMENDMENTS = (
    select(ConsultationAmendmentRow.__table__, StaffRow.name.label("author"))
    .join(ConsultationRow, ConsultationRow.id == ConsultationAmendmentRow.consultation_id)
    .join(StaffRow, StaffRow.id == ConsultationAmendmentRow.author_id)
    .where(ConsultationRow.course_id == bindparam("course_id"))
    .order_by(ConsultationAmendmentRow.id)
)
_AGREED_ON = select(ConsultationRow.held_on).where(
    ConsultationRow.course_id == bindparam("course_id"), ConsultationRow.agreed
)


def list_consultations(work: Work, course_id: int) -> tuple[Consultation, ...]:
    """All consultations of a course, latest first."""
    of_course = {"course_id": course_id}
    amended: dict[int, list[Amendment]] = defaultdict(list)
    for row in work.connection.execute(_AMENDMENTS, of_course):
        amended[row.consultation_id].append(Amendment(row.text, row.reason, row.author, row.created_at))
    rows = work.connection.execute(_OF_COURSE, of_course)
    return tuple(_consultation(row, tuple(amended[row.id])) for row in rows)


def list_agreed_days(work: Work, course_id: int) -> tuple[date, ...]:
    """Days of the consultations after which the patient goes ahead."""
    return tuple(work.connection.scalars(_AGREED_ON, {"course_id": course_id}))


def find_by_entry_id(work: Work, entry_id: UUID) -> int | None:
    """The id of the consultation that this form signed, if it was saved."""
    return work.connection.scalar(select(ConsultationRow.id).where(ConsultationRow.entry_id == entry_id))


def find_amendment_by_entry_id(work: Work, entry_id: UUID) -> int | None:
    """The id of the amendment that this form wrote, if it was saved."""
    wanted = ConsultationAmendmentRow.entry_id == entry_id
    return work.connection.scalar(select(ConsultationAmendmentRow.id).where(wanted))


def _consultation(row: Any, amendments: tuple[Amendment, ...]) -> Consultation:
    entry = ConsultationEntry(
        entry_id=row.entry_id,
        course_id=row.course_id,
        held_on=row.held_on,
        history=row.history,
        fitzpatrick=Fitzpatrick(row.fitzpatrick),
        medicines=row.medicines,
        allergies=tuple(row.allergies.splitlines()),
        goal=row.goal,
        told_no_treatment=row.told_no_treatment,
        told_topical=row.told_topical,
        told_other=row.told_other,
        sessions_from=row.sessions_from,
        sessions_to=row.sessions_to,
        limits=row.limits,
        photos=BaselinePhotos(row.photos),
        photos_note=row.photos_note,
        preparation_told=row.preparation_told,
        agreed=row.agreed,
    )
    return Consultation(
        id=row.id, entry=entry, signed_by=row.signed_by, signed_at=row.signed_at, amendments=amendments
    )

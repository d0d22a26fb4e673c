"""Letters to a patient's family doctor."""

from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select

from pico_tracker.db.models import DoctorLetterRow, StaffRow
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.doctor_letters import DoctorLetter, LetterEntry
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.words import mark, sentence

_ALL = select(DoctorLetterRow.__table__, StaffRow.name.label("written_by")).join(
    StaffRow, StaffRow.id == DoctorLetterRow.written_by_id
)
_OF_PATIENT = _ALL.where(DoctorLetterRow.patient_id == bindparam("patient_id")).order_by(
    DoctorLetterRow.written_on.desc(), DoctorLetterRow.id.desc()
)


def list_letters(work: Work, patient_id: int) -> tuple[DoctorLetter, ...]:
    """The letters about a patient, latest first."""
    return tuple(_letter(row) for row in work.connection.execute(_OF_PATIENT, {"patient_id": patient_id}))


def read_letter(work: Work, letter_id: int) -> DoctorLetter:
    """One letter; raises `NotFound`."""
    row = work.connection.execute(_ALL.where(DoctorLetterRow.id == letter_id)).one_or_none()
    if row is None:
        raise NotFound(sentence(mark("This letter is not on record. Choose it again.")))
    return _letter(row)


def find_by_entry_id(work: Work, entry_id: UUID) -> int | None:
    """The letter that this form signed, if it did."""
    return work.connection.scalar(select(DoctorLetterRow.id).where(DoctorLetterRow.entry_id == entry_id))


def _letter(row: Any) -> DoctorLetter:
    return DoctorLetter(
        id=row.id,
        entry=LetterEntry(
            entry_id=row.entry_id,
            patient_id=row.patient_id,
            course_id=row.course_id,
            addressee=row.addressee,
            subject=row.subject,
            text=row.text,
        ),
        written_on=row.written_on,
        written_by=row.written_by,
    )

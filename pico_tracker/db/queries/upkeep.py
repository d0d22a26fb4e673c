"""What is on file about lasers and people, and the sessions a failed check leaves in doubt."""

import uuid
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from pico_tracker.db.models import (
    AuthorisationRow,
    ConcernRow,
    CourseRow,
    DeviceCheckRow,
    PatientRow,
    SessionPassRow,
    SessionRow,
    StaffPaperRow,
    StaffRow,
)
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.upkeep import (
    Authorisation,
    CheckKind,
    CheckResult,
    DeviceCheck,
    DeviceCheckEntry,
    LookBackLine,
    PaperKind,
    StaffPaper,
    StaffPaperEntry,
    Suspect,
)

_recorder = aliased(StaffRow)


def list_checks(work: Work) -> tuple[DeviceCheck, ...]:
    """Every check of every laser, oldest first."""
    wanted = (
        select(DeviceCheckRow.__table__, _recorder.name.label("recorder"))
        .join(_recorder, DeviceCheckRow.recorded_by_id == _recorder.id)
        .order_by(DeviceCheckRow.done_on, DeviceCheckRow.id)
    )
    return tuple(_check(row) for row in work.connection.execute(wanted))


def list_authorisations(work: Work) -> tuple[Authorisation, ...]:
    """Who may or might fire which laser, oldest first."""
    wanted = (
        select(AuthorisationRow.__table__, _recorder.name.label("giver"))
        .join(_recorder, AuthorisationRow.given_by_id == _recorder.id)
        .order_by(AuthorisationRow.id)
    )
    return tuple(
        Authorisation(row.id, row.device_id, row.staff_id, row.from_on, row.until_on, row.giver)
        for row in work.connection.execute(wanted)
    )


def list_papers(work: Work) -> tuple[StaffPaper, ...]:
    """Every licence and training of everybody, in the order they were entered."""
    wanted = (
        select(StaffPaperRow.__table__, _recorder.name.label("recorder"))
        .join(_recorder, StaffPaperRow.recorded_by_id == _recorder.id)
        .order_by(StaffPaperRow.id)
    )
    return tuple(_paper(row) for row in work.connection.execute(wanted))


def find_check_by_entry_id(work: Work, entry_id: uuid.UUID) -> int | None:
    """The check that this form saved before."""
    return work.connection.scalar(select(DeviceCheckRow.id).where(DeviceCheckRow.entry_id == entry_id))


def find_paper_by_entry_id(work: Work, entry_id: uuid.UUID) -> int | None:
    """The paper that this form saved before."""
    return work.connection.scalar(select(StaffPaperRow.id).where(StaffPaperRow.entry_id == entry_id))


def list_sessions_in_doubt(work: Work, suspect: Suspect) -> tuple[LookBackLine, ...]:
    """Sessions after the last sound check until the laser was sound again, oldest first.

    Those on the day of a check are in doubt too: a day does not say what came first.
    """
    wanted = (
        select(
            SessionRow.id,
            SessionRow.performed_on,
            CourseRow.id.label("course_id"),
            CourseRow.patient_id,
            CourseRow.area,
            ConcernRow.name.label("concern"),
            PatientRow.given_names,
            PatientRow.family_name,
            PatientRow.record_number,
        )
        .join(CourseRow, SessionRow.course_id == CourseRow.id)
        .join(ConcernRow, CourseRow.concern_id == ConcernRow.id)
        .join(PatientRow, CourseRow.patient_id == PatientRow.id)
        .where(SessionRow.id.in_(_passes_with(suspect)), ~SessionRow.is_void)
        .order_by(SessionRow.performed_on, SessionRow.id)
    )
    if suspect.sound_on is not None:
        wanted = wanted.where(SessionRow.performed_on >= suspect.sound_on)
    if suspect.mended_on is not None:
        wanted = wanted.where(SessionRow.performed_on <= suspect.mended_on)
    return tuple(_look_back(row) for row in work.connection.execute(wanted))


def _passes_with(suspect: Suspect) -> Any:
    wanted = select(SessionPassRow.session_id).where(SessionPassRow.device_id == suspect.device_id)
    if suspect.handpiece_id is not None:
        wanted = wanted.where(SessionPassRow.handpiece_id == suspect.handpiece_id)
    return wanted


def _look_back(row: Any) -> LookBackLine:
    return LookBackLine(
        session_id=row.id,
        performed_on=row.performed_on,
        patient_id=row.patient_id,
        course_id=row.course_id,
        patient_name=f"{row.given_names} {row.family_name}".strip(),
        record_number=row.record_number,
        course_title=f"{row.concern}, {row.area}",
    )


def _check(row: Any) -> DeviceCheck:
    entry = DeviceCheckEntry(
        entry_id=row.entry_id,
        device_id=row.device_id,
        handpiece_id=row.handpiece_id,
        kind=CheckKind(row.kind),
        done_on=row.done_on,
        result=CheckResult(row.result),
        next_due_on=row.next_due_on,
        done_by=row.done_by,
        note=row.note,
    )
    return DeviceCheck(id=row.id, entry=entry, recorded_by=row.recorder)


def _paper(row: Any) -> StaffPaper:
    entry = StaffPaperEntry(
        entry_id=row.entry_id,
        staff_id=row.staff_id,
        kind=PaperKind(row.kind),
        title=row.title,
        issued_on=row.issued_on,
        valid_until=row.valid_until,
    )
    return StaffPaper(id=row.id, entry=entry, recorded_by=row.recorder)

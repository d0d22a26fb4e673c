"""What was printed for whom."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Executable, Select, bindparam, false, null, select

from pico_tracker.db.models import (
    ConsentSigningRow,
    CourseRow,
    DoctorLetterRow,
    IncidentRow,
    PatientRow,
    PrintRow,
    SessionRow,
    SideEffectRow,
    StaffRow,
    VisitRow,
)
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.patients import full_name
from pico_tracker.domain.printouts import PrintRecord, PrintWay, SheetKind, SheetWish
from pico_tracker.domain.progress import Audience

SHOWN = 5_000
"""Lines of the list at most: more than a month of a large clinic."""
_PRINTS: Select[Any] = (
    select(
        PrintRow.__table__,
        StaffRow.name.label("printed_by"),
        PatientRow.given_names,
        PatientRow.family_name,
        PatientRow.record_number,
    )
    .join(StaffRow, StaffRow.id == PrintRow.printed_by_id)
    .outerjoin(PatientRow, PatientRow.id == PrintRow.patient_id)
    .where(PrintRow.withdrawn.is_(false()))
    .where(PrintRow.printed_at >= bindparam("start"), PrintRow.printed_at < bindparam("end"))
    .order_by(PrintRow.printed_at.desc(), PrintRow.id.desc())
    .limit(bindparam("most"))
)
_OF_PATIENT = _PRINTS.where(PrintRow.patient_id == bindparam("patient_id"))


def list_prints(
    work: Work, start: datetime, end: datetime, patient_id: int | None = None, most: int = SHOWN
) -> tuple[PrintRecord, ...]:
    """What was printed from `start` on and before `end` and not taken back, newest first; times in UTC."""
    values: dict[str, Any] = {"start": start, "end": end, "most": most}
    if patient_id is None:
        rows = work.connection.execute(_PRINTS, values)
    else:
        rows = work.connection.execute(_OF_PATIENT, values | {"patient_id": patient_id})
    return tuple(_record(row) for row in rows)


def find_by_entry_id(work: Work, entry_id: uuid.UUID) -> int | None:
    """The key of the print that was kept under this identifier, if it was."""
    return work.connection.scalar(select(PrintRow.id).where(PrintRow.entry_id == entry_id))


def read_about(work: Work, wish: SheetWish) -> tuple[int | None, int | None]:
    """The keys of patient and course that a wish is about, by the narrowest thing that it names."""
    for statement in _abouts(wish):
        row = work.connection.execute(statement).first()
        if row is not None:
            return row.patient_id, row.course_id
    return wish.patient_id, wish.course_id


def _abouts(wish: SheetWish) -> Sequence[Executable]:
    found: list[Executable] = []
    if wish.session_id is not None:
        of_session = _COURSES.join(SessionRow, SessionRow.course_id == CourseRow.id)
        found.append(of_session.where(SessionRow.id == wish.session_id))
    if wish.subject_id is not None and wish.kind is SheetKind.DOCTOR_LETTER:
        letter = DoctorLetterRow.patient_id, DoctorLetterRow.course_id
        found.append(select(*letter).where(DoctorLetterRow.id == wish.subject_id))
    if wish.subject_id is not None and wish.kind is SheetKind.INCIDENT_REPORT:
        effects = _COURSES.join(SideEffectRow, SideEffectRow.course_id == CourseRow.id)
        incidents = effects.join(IncidentRow, IncidentRow.side_effect_id == SideEffectRow.id)
        found.append(incidents.where(IncidentRow.id == wish.subject_id))
    if wish.subject_id is not None and wish.kind is SheetKind.CONSENT_FORM:
        signed = _COURSES.join(ConsentSigningRow, ConsentSigningRow.course_id == CourseRow.id)
        found.append(signed.where(ConsentSigningRow.id == wish.subject_id))
    if wish.course_id is not None:
        found.append(_COURSES.where(CourseRow.id == wish.course_id))
    if wish.visit_id is not None:
        of_visit = select(VisitRow.patient_id, null().label("course_id"))
        found.append(of_visit.where(VisitRow.id == wish.visit_id))
    return found


_COURSES = select(CourseRow.patient_id, CourseRow.id.label("course_id")).select_from(CourseRow)


def _record(row: Any) -> PrintRecord:
    is_somebodys = row.patient_id is not None
    return PrintRecord(
        id=row.id,
        wish=SheetWish(
            kind=SheetKind(row.kind),
            patient_id=row.patient_id,
            course_id=row.course_id,
            session_id=row.session_id,
            visit_id=row.visit_id,
            subject_id=row.subject_id,
            first_on=row.first_on,
            last_on=row.last_on,
            audience=Audience(row.audience),
            with_range=row.with_range,
            language=row.language,
        ),
        way=PrintWay(row.way),
        pages=row.pages,
        digest=row.digest,
        printed_at=row.printed_at,
        printed_by=row.printed_by,
        patient_name=full_name(row.given_names, row.family_name) if is_somebodys else "",
        record_number=row.record_number if is_somebodys else "",
    )

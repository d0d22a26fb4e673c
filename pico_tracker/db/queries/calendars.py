"""Visits for a calendar file: of the clinic or of one practitioner, cancelled ones too."""

from datetime import datetime
from typing import Any

from sqlalchemy import ScalarSelect, String, bindparam, cast, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute

from pico_tracker.db.models import AuditEventRow, OccupancyRow, PatientRow, VisitRow
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.calendar_out import VisitOut
from pico_tracker.domain.diary import VisitKind, VisitState


def _last_change(table: str, key: InstrumentedAttribute[int]) -> ScalarSelect[datetime]:
    """When a record was last changed; none for one that came in a batch and was left as it was."""
    is_its = (AuditEventRow.table_name == table) & (AuditEventRow.record_key == cast(key, String))
    return select(func.max(AuditEventRow.at)).where(is_its).correlate(VisitRow).scalar_subquery()


_VISITS = (
    select(
        VisitRow.entry_id,
        VisitRow.version,
        VisitRow.created_at,
        VisitRow.kind,
        VisitRow.state,
        VisitRow.starts_at,
        VisitRow.ends_at,
        PatientRow.given_names,
        PatientRow.family_name,
        _last_change("visit", VisitRow.id).label("visit_changed_at"),
        _last_change("patient", VisitRow.patient_id).label("patient_changed_at"),
    )
    .join(PatientRow, PatientRow.id == VisitRow.patient_id)
    .where(VisitRow.starts_at >= bindparam("start"), VisitRow.starts_at < bindparam("end"))
    .order_by(VisitRow.starts_at, VisitRow.id)
)
_THEIRS = exists().where(OccupancyRow.visit_id == VisitRow.id, OccupancyRow.staff_id == bindparam("staff_id"))
_VISITS_OF = _VISITS.where(_THEIRS)


def list_visits_out(work: Work, start: datetime, end: datetime, staff_id: int | None) -> tuple[VisitOut, ...]:
    """Visits that begin from `start` on and before `end`, in order of time; None asks for the whole clinic's."""
    statement = _VISITS if staff_id is None else _VISITS_OF
    values = {"start": start, "end": end} | ({} if staff_id is None else {"staff_id": staff_id})
    return tuple(map(_visit_out, work.connection.execute(statement, values)))


def _visit_out(row: Any) -> VisitOut:
    """The name is part of what a calendar is told, so its change is one of the visit's."""
    changes = (row.created_at, row.visit_changed_at, row.patient_changed_at)
    return VisitOut(
        entry_id=row.entry_id,
        version=row.version,
        changed_at=max(moment for moment in changes if moment is not None),
        kind=VisitKind(row.kind),
        state=VisitState(row.state),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        given_names=row.given_names,
        family_name=row.family_name,
    )

"""Side effects of a patient's courses."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select

from pico_tracker.db.models import CourseRow, SideEffectKindRow, SideEffectRow
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.side_effects import Severity, SideEffect, SideEffectEntry, SideEffectKind, Urgency
from pico_tracker.domain.words import mark, sentence

_ALL: Select[Any] = (
    select(
        SideEffectRow.__table__,
        CourseRow.patient_id,
        SideEffectKindRow.key,
        SideEffectKindRow.name,
        SideEffectKindRow.urgency,
        SideEffectKindRow.expected_days,
        SideEffectKindRow.prolonged_after_days,
    )
    .join(CourseRow, CourseRow.id == SideEffectRow.course_id)
    .join(SideEffectKindRow, SideEffectKindRow.id == SideEffectRow.kind_id)
)
_OF_PATIENT = _ALL.where(CourseRow.patient_id == bindparam("patient_id")).order_by(
    SideEffectRow.onset_on, SideEffectRow.id
)
_ONE = _ALL.where(SideEffectRow.id == bindparam("side_effect_id"))


def list_side_effects(work: Work, patient_id: int) -> tuple[SideEffect, ...]:
    """All side effects of a patient, oldest first."""
    return tuple(_side_effect(row) for row in work.connection.execute(_OF_PATIENT, {"patient_id": patient_id}))


def read_side_effect(work: Work, side_effect_id: int) -> SideEffect:
    """One side effect; raises `NotFound`."""
    row = work.connection.execute(_ONE, {"side_effect_id": side_effect_id}).first()
    if row is None:
        raise NotFound(sentence(mark("This side effect is not on record (any more).")))
    return _side_effect(row)


def _side_effect(row: Any) -> SideEffect:
    kind = SideEffectKind(
        row.kind_id, row.key, row.name, Urgency(row.urgency), row.expected_days, row.prolonged_after_days
    )
    entry = SideEffectEntry(
        entry_id=row.entry_id,
        course_id=row.course_id,
        session_id=row.session_id,
        kind_id=row.kind_id,
        severity=Severity(row.severity),
        grade=row.grade,
        onset_on=row.onset_on,
        healed_on=row.healed_on,
        note=row.note,
    )
    return SideEffect(id=row.id, version=row.version, entry=entry, kind=kind, patient_id=row.patient_id)


def find_by_entry_id(work: Work, entry_id: UUID) -> int | None:
    """The id of the side effect that this form reported, if it was saved."""
    return work.connection.scalar(select(SideEffectRow.id).where(SideEffectRow.entry_id == entry_id))

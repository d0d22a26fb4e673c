"""Records merged into others: what belongs to a patient, who holds it now, and what ties two of them.

Which tables belong to a patient follows from the mapped classes: every column that refers to `patient`
and is not part of its row's own key. A new table is therefore moved without being named here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import combinations
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, SQLColumnExpression, Table, func, inspect, select

from pico_tracker.db.base import Base
from pico_tracker.db.models import (
    AttendanceRow,
    ConsentSigningRow,
    ConsultationRow,
    CourseRow,
    OccupancyRow,
    PatchRow,
    PatientMergeItemRow,
    PatientMergeRow,
    PatientRow,
    ScreeningAnswerRow,
    SessionRow,
    StaffRow,
)
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.merges import Merge
from pico_tracker.domain.patients import full_name
from pico_tracker.domain.words import mark, sentence

HANDLED_APART = ("patient_item", "patient_token", "recent_patient", "patient_merge")
"""Tables that belong to the record itself: united, indexed anew, left alone."""
_IS_SIGNED = (SessionRow, AttendanceRow, ConsultationRow, ConsentSigningRow, PatchRow)
"""What is signed with the whole person in view, beside the answers to the screening questions."""


@dataclass(frozen=True, slots=True)
class Owned:
    """A table whose rows belong to a patient, by the column that says to whom."""

    row_type: type[Base]
    column: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A row that a merge moved, or something it did to the record itself."""

    table: str
    row_id: int


@cache
def owned_tables() -> tuple[Owned, ...]:
    """Every table that belongs to a patient, by name."""
    found = (
        Owned(mapper.class_, column.name)
        for mapper in Base.registry.mappers
        for column in _refers_to_patient(mapper.local_table)
    )
    return tuple(sorted(found, key=lambda one: one.row_type.__tablename__))


def _refers_to_patient(table: FromClause) -> Iterator[ColumnElement[int]]:
    if isinstance(table, Table) and table.name not in HANDLED_APART:
        for column in table.columns:
            if not column.primary_key and any(key.column.table.name == "patient" for key in column.foreign_keys):
                yield column


def list_owned(work: Work, owned: Owned, patient_id: int) -> list[int]:
    """Keys of the rows of a table that belong to a patient."""
    columns = inspect(owned.row_type).columns
    return list(
        work.connection.scalars(
            select(columns["id"]).where(columns[owned.column] == patient_id).order_by(columns["id"])
        )
    )


def list_holdings_of(work: Work, visit_ids: list[int]) -> list[int]:
    """What these visits hold their patient with: it follows them, whenever it was written."""
    wanted = select(OccupancyRow.id).where(
        OccupancyRow.visit_id.in_(visit_ids), OccupancyRow.patient_id.is_not(None)
    )
    return list(work.connection.scalars(wanted))


def find_kept_id(work: Work, patient_id: int) -> int:
    """Who holds everything of a patient now: the patient, or the record at the end of its merges."""
    merge = find_put_away(work, patient_id)
    return patient_id if merge is None else find_kept_id(work, merge.kept_id)


def find_put_away(work: Work, patient_id: int) -> Merge | None:
    """The merge that put this record away, if one did."""
    return next(_merges(work, PatientMergeRow.gone_id == patient_id), None)


def list_merged_into(work: Work, kept_id: int) -> tuple[Merge, ...]:
    """What was merged into a record and not undone, latest first."""
    return tuple(_merges(work, PatientMergeRow.kept_id == kept_id))


def read_merge(work: Work, merge_id: int) -> Merge:
    """A merge, also one that was undone; raises `NotFound`."""
    row = work.connection.execute(_MERGES.where(PatientMergeRow.id == merge_id)).first()
    if row is None:
        raise NotFound(sentence(mark("This merge is not on record. Go back and look it up again.")))
    return _merge(row)


def list_gone_numbers(work: Work, kept_id: int) -> tuple[str, ...]:
    """Record numbers of all that was merged into a record, directly or by way of another one."""
    found: list[str] = []
    for merge in list_merged_into(work, kept_id):
        found += (merge.gone_number, *list_gone_numbers(work, merge.gone_id))
    return tuple(found)


def list_moved(work: Work, merge_id: int) -> tuple[Moved, ...]:
    """What a merge moved and did, in the order of tables and keys."""
    item = PatientMergeItemRow
    wanted = (
        select(item.table_name, item.row_id).where(item.merge_id == merge_id).order_by(item.table_name, item.row_id)
    )
    return tuple(Moved(table, row_id) for table, row_id in work.connection.execute(wanted))


_MERGES = (
    select(
        PatientMergeRow.__table__,
        PatientRow.given_names,
        PatientRow.family_name,
        PatientRow.record_number,
        StaffRow.name.label("by"),
    )
    .join(PatientRow, PatientRow.id == PatientMergeRow.gone_id)
    .join(StaffRow, StaffRow.id == PatientMergeRow.by_id)
)


def _merges(work: Work, *conditions: ColumnElement[bool]) -> Iterator[Merge]:
    in_force = _MERGES.where(PatientMergeRow.undone_at.is_(None), *conditions)
    rows = work.connection.execute(in_force.order_by(PatientMergeRow.id.desc())).all()
    return (_merge(row) for row in rows)


def _merge(row: Any) -> Merge:
    return Merge(
        id=row.id,
        kept_id=row.kept_id,
        gone_id=row.gone_id,
        gone_name=full_name(row.given_names, row.family_name),
        gone_number=row.record_number,
        at=row.at,
        by=row.by,
        reason=row.reason,
        can_undo=row.undone_at is None,
    )


def find_overlap(work: Work, one_id: int, other_id: int) -> datetime | None:
    """When both patients are held at the same time, the first moment of it; None where they never are."""
    one, other = OccupancyRow.__table__.alias("one"), OccupancyRow.__table__.alias("other")
    both = (
        select(one.c.starts_at, other.c.starts_at)
        .join(other, (other.c.starts_at < one.c.ends_at) & (other.c.ends_at > one.c.starts_at))
        .where(one.c.patient_id == one_id, other.c.patient_id == other_id)
        .where(one.c.active.is_(True), other.c.active.is_(True))
    )
    return min((max(starts) for starts in work.connection.execute(both)), default=None)


def find_signed_since(work: Work, patient_id: int, at: datetime) -> datetime | None:
    """When something was last signed for a patient after `at`, with all that was on record in view."""
    moments = [
        work.connection.scalar(
            select(func.max(row_type.created_at))
            .join(CourseRow, CourseRow.id == row_type.course_id)
            .where(CourseRow.patient_id == patient_id, row_type.created_at > at)
        )
        for row_type in _IS_SIGNED
    ]
    answered = select(func.max(ScreeningAnswerRow.recorded_at)).where(
        ScreeningAnswerRow.patient_id == patient_id, ScreeningAnswerRow.recorded_at > at
    )
    found = [one for one in (*moments, work.connection.scalar(answered)) if one is not None]
    return max(found, default=None)


def is_torn(work: Work, one_id: int, other_id: int) -> bool:
    """Whether a row of either patient refers to something of the other, such as a visit to a course."""
    return any(
        work.connection.scalar(torn.limit(1)) is not None
        for mapper in Base.registry.mappers
        for torn in _torn(mapper.local_table, (one_id, other_id))
    )


def _torn(table: FromClause, patients: tuple[int, int]) -> Iterator[Select[int]]:
    """Rows of a table that lead to two different ones of the patients."""
    joined, owners = _owners(table)
    for one, other in combinations(owners, 2):
        yield select(one).select_from(joined).where(one.in_(patients), other.in_(patients), one != other)


def _owners(table: FromClause) -> tuple[FromClause, list[SQLColumnExpression[int]]]:
    """A table joined with what it refers to, and each column that says whose the row is."""
    by_table = {one.row_type.__tablename__: one.column for one in owned_tables()}
    joined: FromClause = table
    owners: list[SQLColumnExpression[int]] = []
    for column in table.columns:
        if isinstance(table, Table) and by_table.get(table.name) == column.name:
            owners.append(column)
        for key in column.foreign_keys:
            if (owner := by_table.get(key.column.table.name)) is not None:
                parent = key.column.table.alias()
                joined = joined.outerjoin(parent, parent.c.id == column)
                owners.append(parent.c[owner])
    return joined, owners

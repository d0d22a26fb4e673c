"""What was told in a course, checks of the preparation, and follow-up calls; latest first."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select

from pico_tracker.db.models import (
    AdvicePartRow,
    AdviceRow,
    DeviceRow,
    FollowUpCallRow,
    PreparationCheckRow,
    SessionPassRow,
    SessionRow,
    StaffRow,
)
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.advice import Advice, AdviceKind, AdviceWay, FollowUpCall, PreparationCheck

_TOLD = (
    select(AdviceRow.__table__, StaffRow.name.label("told_by"))
    .join(StaffRow, StaffRow.id == AdviceRow.told_by_id)
    .where(AdviceRow.course_id == bindparam("course_id"), ~AdviceRow.withdrawn)
    .order_by(AdviceRow.told_on.desc(), AdviceRow.id.desc())
)
_PARTS = (
    select(AdvicePartRow.advice_id, AdvicePartRow.rule_version)
    .join(AdviceRow, AdviceRow.id == AdvicePartRow.advice_id)
    .where(AdviceRow.course_id == bindparam("course_id"))
    .order_by(AdvicePartRow.advice_id, AdvicePartRow.position)
)
_CHECKS = (
    select(PreparationCheckRow.__table__, StaffRow.name.label("checked_by"))
    .join(StaffRow, StaffRow.id == PreparationCheckRow.checked_by_id)
    .where(PreparationCheckRow.course_id == bindparam("course_id"))
    .order_by(PreparationCheckRow.checked_on.desc(), PreparationCheckRow.id.desc())
)
_CALLS = (
    select(FollowUpCallRow.__table__, StaffRow.name.label("called_by"))
    .join(StaffRow, StaffRow.id == FollowUpCallRow.called_by_id)
    .where(FollowUpCallRow.course_id == bindparam("course_id"))
    .order_by(FollowUpCallRow.called_on.desc(), FollowUpCallRow.id.desc())
)
_DEVICES = (
    select(DeviceRow.catalogue_key)
    .join(SessionPassRow, SessionPassRow.device_id == DeviceRow.id)
    .join(SessionRow, SessionRow.id == SessionPassRow.session_id)
    .where(SessionRow.course_id == bindparam("course_id"), ~SessionRow.is_void)
    .distinct()
)
_WAYS = ((AdviceWay.SPOKEN, "spoken"), (AdviceWay.PRINTED, "printed"), (AdviceWay.EMAILED, "emailed"))


def list_advice(work: Work, course_id: int) -> tuple[Advice, ...]:
    """What was told in a course."""
    of_course = {"course_id": course_id}
    versions: dict[int, list[str]] = defaultdict(list)
    for row in work.connection.execute(_PARTS, of_course):
        versions[row.advice_id].append(str(row.rule_version))
    rows = work.connection.execute(_TOLD, of_course)
    return tuple(_advice(row, ".".join(versions[row.id])) for row in rows)


def list_preparation_checks(work: Work, course_id: int) -> tuple[PreparationCheck, ...]:
    """Whether the patient came prepared, visit by visit."""
    return tuple(
        PreparationCheck(row.checked_on, row.sun_avoided, row.products_stopped, row.note, row.checked_by)
        for row in work.connection.execute(_CHECKS, {"course_id": course_id})
    )


def list_calls(work: Work, course_id: int) -> tuple[FollowUpCall, ...]:
    """The follow-up calls of a course."""
    return tuple(
        FollowUpCall(row.called_on, row.reached, row.aftercare_followed, row.reaction, row.called_by)
        for row in work.connection.execute(_CALLS, {"course_id": course_id})
    )


def list_device_keys(work: Work, course_id: int) -> frozenset[str]:
    """Keys of the models that this course was treated with so far."""
    found = work.connection.scalars(_DEVICES, {"course_id": course_id})
    return frozenset(key for key in found if key)


def find_by_entry_id(work: Work, row_type: type[Any], entry_id: UUID) -> int | None:
    """The id of what this form recorded, if it was saved; for the three kinds of record alike."""
    return work.connection.scalar(select(row_type.id).where(row_type.entry_id == entry_id))


def _advice(row: Any, version: str) -> Advice:
    return Advice(
        id=row.id,
        kind=AdviceKind(row.kind),
        told_on=row.told_on,
        ways=frozenset(way for way, column in _WAYS if getattr(row, column)),
        language=row.language,
        version=version,
        told_by=row.told_by,
        session_id=row.session_id,
    )

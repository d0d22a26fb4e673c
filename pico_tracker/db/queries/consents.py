"""Consents of a course, decision by decision."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Select, bindparam, select
from sqlalchemy.orm import aliased

from pico_tracker.db.models import ConsentDecisionRow, ConsentSigningRow, ConsentWithdrawalRow, StaffRow
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.consents import Consent, ConsentKind, SignedBy, Withdrawal
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.words import mark, sentence

_witness, _recorder = aliased(StaffRow), aliased(StaffRow)
_ALL: Select[Any] = (
    select(
        ConsentDecisionRow.__table__,
        ConsentSigningRow.course_id,
        ConsentSigningRow.rule_key,
        ConsentSigningRow.rule_version,
        ConsentSigningRow.given_on,
        ConsentSigningRow.signed_by,
        ConsentSigningRow.signed_name,
        ConsentSigningRow.interpreter,
        ConsentSigningRow.thinking_days,
        _witness.name.label("witness"),
        ConsentWithdrawalRow.withdrawn_on,
        ConsentWithdrawalRow.reason,
        _recorder.name.label("recorded_by"),
    )
    .join(ConsentSigningRow, ConsentSigningRow.id == ConsentDecisionRow.signing_id)
    .join(_witness, _witness.id == ConsentSigningRow.witness_id)
    .outerjoin(ConsentWithdrawalRow, ConsentWithdrawalRow.decision_id == ConsentDecisionRow.id)
    .outerjoin(_recorder, _recorder.id == ConsentWithdrawalRow.recorded_by_id)
)
_OF_COURSE = _ALL.where(ConsentSigningRow.course_id == bindparam("course_id")).order_by(
    ConsentSigningRow.given_on, ConsentDecisionRow.id
)
_THESE: BindParameter[int] = bindparam("course_ids", expanding=True)
_OF_COURSES = _ALL.where(ConsentSigningRow.course_id.in_(_THESE)).order_by(
    ConsentSigningRow.given_on, ConsentDecisionRow.id
)
_ONE = _ALL.where(ConsentDecisionRow.id == bindparam("consent_id"))


def list_consents(work: Work, course_id: int) -> tuple[Consent, ...]:
    """Every decision of a course, oldest first."""
    return tuple(_consent(row) for row in work.connection.execute(_OF_COURSE, {"course_id": course_id}))


def list_consents_of(work: Work, course_ids: Iterable[int]) -> tuple[Consent, ...]:
    """Every decision of these courses, oldest first."""
    rows = work.connection.execute(_OF_COURSES, {"course_ids": sorted(set(course_ids))})
    return tuple(_consent(row) for row in rows)


def read_consent(work: Work, consent_id: int) -> Consent:
    """One decision; raises `NotFound`."""
    row = work.connection.execute(_ONE, {"consent_id": consent_id}).first()
    if row is None:
        raise NotFound(sentence(mark("This consent is not on record (any more).")))
    return _consent(row)


def find_by_entry_id(work: Work, entry_id: UUID) -> int | None:
    """The id of the signing that this form recorded, if it was saved."""
    return work.connection.scalar(select(ConsentSigningRow.id).where(ConsentSigningRow.entry_id == entry_id))


def _consent(row: Any) -> Consent:
    return Consent(
        id=row.id,
        course_id=row.course_id,
        kind=ConsentKind(row.kind),
        given=row.given,
        on=row.given_on,
        expires_on=row.expires_on,
        rule_key=row.rule_key,
        rule_version=row.rule_version,
        signed_by=SignedBy(row.signed_by),
        signed_name=row.signed_name,
        witness=row.witness,
        interpreter=row.interpreter,
        thinking_days=row.thinking_days,
        withdrawal=_withdrawal(row),
    )


def _withdrawal(row: Any) -> Withdrawal | None:
    if row.withdrawn_on is None:
        return None
    return Withdrawal(row.withdrawn_on, row.reason, row.recorded_by)

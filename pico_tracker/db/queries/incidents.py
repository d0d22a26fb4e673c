"""Incidents with their accounts, and what patients report that nobody has judged yet."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from pico_tracker.db.models import (
    ConcernRow,
    CourseRow,
    DeviceRow,
    IncidentAccountRow,
    IncidentRow,
    ReportedAnswerRow,
    ReportedReactionRow,
    SessionPassRow,
    SessionRow,
    SideEffectRow,
    StaffRow,
)
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.incidents import Account, Incident, IncidentEntry
from pico_tracker.domain.reported_reactions import (
    ReactionQuestion,
    ReportedReaction,
    ReportedReactionEntry,
    Treatment,
)
from pico_tracker.domain.words import mark, sentence


def find_incident_id(work: Work, side_effect_id: int) -> int | None:
    """The incident that a side effect opened, if it did."""
    return work.connection.scalar(select(IncidentRow.id).where(IncidentRow.side_effect_id == side_effect_id))


def find_account_by_entry_id(work: Work, entry_id: UUID) -> int | None:
    """The account that this form wrote, if it was saved."""
    return work.connection.scalar(select(IncidentAccountRow.id).where(IncidentAccountRow.entry_id == entry_id))


def read_incident(work: Work, incident_id: int) -> Incident:
    """An incident with its accounts, oldest first; raises `NotFound`."""
    wanted = (
        select(IncidentRow.__table__, SideEffectRow.session_id, SideEffectRow.course_id)
        .add_columns(StaffRow.name.label("closer"))
        .join(SideEffectRow, SideEffectRow.id == IncidentRow.side_effect_id)
        .outerjoin(StaffRow, StaffRow.id == IncidentRow.closed_by_id)
        .where(IncidentRow.id == incident_id)
    )
    row = work.connection.execute(wanted).first()
    if row is None:
        raise NotFound(sentence(mark("This incident is not on record (any more).")))
    return Incident(
        id=row.id,
        version=row.version,
        side_effect_id=row.side_effect_id,
        opened_on=row.opened_on,
        accounts=_accounts(work, incident_id),
        device=", ".join(_devices(work, row.session_id)),
        session_id=row.session_id,
        closed_by=row.closer or "",
        closed_on=row.closed_on,
    )


def _accounts(work: Work, incident_id: int) -> tuple[Account, ...]:
    wanted = (
        select(IncidentAccountRow.__table__, StaffRow.name.label("written_by"))
        .join(StaffRow, StaffRow.id == IncidentAccountRow.written_by_id)
        .where(IncidentAccountRow.incident_id == incident_id)
        .order_by(IncidentAccountRow.id)
    )
    return tuple(_account(row) for row in work.connection.execute(wanted))


def _account(row: Any) -> Account:
    entry = IncidentEntry(
        entry_id=row.entry_id,
        incident_id=row.incident_id,
        happened=row.happened,
        device=row.device,
        settings=row.settings,
        action=row.action,
        informed=row.informed,
        informed_on=row.informed_on,
        reported_to=row.reported_to,
        reported_on=row.reported_on,
        not_reported_because=row.not_reported_because,
    )
    return Account(entry=entry, written_by=row.written_by, written_at=row.created_at)


def _devices(work: Work, session_id: int | None) -> list[str]:
    """The lasers of a session with their serial numbers."""
    wanted = (
        select(DeviceRow.name, DeviceRow.serial)
        .join(SessionPassRow, SessionPassRow.device_id == DeviceRow.id)
        .where(SessionPassRow.session_id == session_id)
        .distinct()
        .order_by(DeviceRow.name, DeviceRow.serial)
    )
    return [f"{row.name} {row.serial}".strip() for row in work.connection.execute(wanted)]


def list_reported_reactions(work: Work, patient_id: int) -> tuple[ReportedReaction, ...]:
    """What a patient reported and nobody has judged yet: alarming answers first, then oldest first."""
    wanted = _reported().where(CourseRow.patient_id == patient_id).order_by(ReportedReactionRow.id)
    rows = work.connection.execute(wanted).all()
    answers = _answers(work, (row.id for row in rows))
    found = (_reaction(row, answers[row.id]) for row in rows)
    return tuple(sorted(found, key=lambda one: not one.entry.alarms))


def _reported() -> Select[Any]:
    return (
        select(ReportedReactionRow.__table__, CourseRow.patient_id, StaffRow.name.label("reporter"))
        .join(CourseRow, CourseRow.id == ReportedReactionRow.course_id)
        .join(StaffRow, StaffRow.id == ReportedReactionRow.reported_by_id)
        .where(ReportedReactionRow.judged_at.is_(None))
    )


def _answers(work: Work, reaction_ids: Iterable[int]) -> Mapping[int, dict[ReactionQuestion, bool]]:
    found: dict[int, dict[ReactionQuestion, bool]] = defaultdict(dict)
    given = select(ReportedAnswerRow.__table__).where(ReportedAnswerRow.reaction_id.in_(list(reaction_ids)))
    for row in work.connection.execute(given):
        found[row.reaction_id][ReactionQuestion(row.question)] = row.is_yes
    return found


def _reaction(row: Any, answers: Mapping[ReactionQuestion, bool]) -> ReportedReaction:
    return ReportedReaction(
        id=row.id,
        version=row.version,
        entry=ReportedReactionEntry(
            entry_id=row.entry_id,
            course_id=row.course_id,
            said=row.said,
            since=row.since,
            treated_on=row.treated_on,
            answers=answers,
        ),
        patient_id=row.patient_id,
        reported_by=row.reporter,
        reported_at=row.created_at,
        due_at=row.due_at,
    )


def list_treatments(work: Work, patient_id: int) -> tuple[Treatment, ...]:
    """Every course of a patient with the days it was treated, those treated last first."""
    treated = (
        select(CourseRow.id, ConcernRow.name, CourseRow.area, SessionRow.performed_on)
        .join(ConcernRow, ConcernRow.id == CourseRow.concern_id)
        .outerjoin(SessionRow, (SessionRow.course_id == CourseRow.id) & ~SessionRow.is_void)
        .where(CourseRow.patient_id == patient_id)
        .order_by(CourseRow.id.desc())
    )
    days: dict[tuple[int, str], set[date]] = defaultdict(set)
    for course_id, name, area, day in work.connection.execute(treated):
        days[(course_id, f"{name}, {area}")] |= set() if day is None else {day}
    found = (Treatment(key, title, tuple(sorted(on, reverse=True))) for (key, title), on in days.items())
    return tuple(sorted(found, key=lambda one: one.days[:1], reverse=True))


def find_reaction_by_entry_id(work: Work, entry_id: UUID) -> int | None:
    """The report that this form wrote, if it was saved."""
    return work.connection.scalar(select(ReportedReactionRow.id).where(ReportedReactionRow.entry_id == entry_id))

"""Side effects of a patient's courses, with everything written about them later."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import aliased

from pico_tracker.db.models import (
    ConcernRow,
    CourseRow,
    IncidentRow,
    SessionRow,
    SideEffectAnswerRow,
    SideEffectKindRow,
    SideEffectLookRow,
    SideEffectReleaseRow,
    SideEffectRow,
    StaffRow,
)
from pico_tracker.db.queries.rules import list_rules
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.rules import RuleKind
from pico_tracker.domain.side_effect_kinds import SideEffectKind, Urgency, read_side_effect_kind
from pico_tracker.domain.side_effects import (
    Cause,
    Change,
    FollowUp,
    FollowUpEntry,
    Outcome,
    RedFlagAnswer,
    Severity,
    SideEffect,
    SideEffectEntry,
    Standing,
)
from pico_tracker.domain.words import mark, sentence

_reporter, _releaser = aliased(StaffRow), aliased(StaffRow)
COLUMNS: tuple[Any, ...] = (
    SideEffectRow.__table__,
    ConcernRow.key.label("concern_key"),
    SessionRow.performed_on.label("treated_on"),
    SideEffectReleaseRow.released_on,
    SideEffectReleaseRow.finding.label("release_finding"),
)
"""What a side effect is read from, besides its patient and the names of people."""

_ALL: Select[Any] = (
    select(
        *COLUMNS,
        CourseRow.patient_id,
        _reporter.name.label("reported_by"),
        _releaser.name.label("released_by"),
        IncidentRow.id.label("incident_id"),
        IncidentRow.closed_on.label("incident_closed_on"),
    )
    .join(CourseRow, CourseRow.id == SideEffectRow.course_id)
    .join(ConcernRow, ConcernRow.id == CourseRow.concern_id)
    .join(_reporter, _reporter.id == SideEffectRow.reported_by_id)
    .outerjoin(SessionRow, SessionRow.id == SideEffectRow.session_id)
    .outerjoin(SideEffectReleaseRow, SideEffectReleaseRow.side_effect_id == SideEffectRow.id)
    .outerjoin(_releaser, _releaser.id == SideEffectReleaseRow.released_by_id)
    .outerjoin(IncidentRow, IncidentRow.side_effect_id == SideEffectRow.id)
)
_OF_PATIENT = _ALL.where(CourseRow.patient_id == bindparam("patient_id")).order_by(
    SideEffectRow.onset_on, SideEffectRow.id
)
_ONE = _ALL.where(SideEffectRow.id == bindparam("side_effect_id"))
_LOOKS = (
    select(SideEffectLookRow.__table__, StaffRow.name.label("written_by"))
    .join(StaffRow, StaffRow.id == SideEffectLookRow.written_by_id)
    .where(SideEffectLookRow.side_effect_id.in_(bindparam("ids", expanding=True)))
    .order_by(SideEffectLookRow.seen_on, SideEffectLookRow.id)
)
_ANSWERS = (
    select(SideEffectAnswerRow.__table__)
    .where(SideEffectAnswerRow.side_effect_id.in_(bindparam("ids", expanding=True)))
    .order_by(SideEffectAnswerRow.id)
)


def read_kinds(work: Work) -> dict[int, SideEffectKind]:
    """Every kind by its id, as the clinic's rules say now; retired ones too."""
    kinds = _kinds_by_key(work)
    rows = work.connection.execute(
        select(SideEffectKindRow.id, SideEffectKindRow.key).order_by(SideEffectKindRow.id)
    )
    return {row.id: replace(kinds[row.key], id=row.id) for row in rows}


def _kinds_by_key(work: Work) -> Mapping[str, SideEffectKind]:
    """Read from the rules, and kept with the connection as long as those are: every patient's page asks."""
    rules = list_rules(work, RuleKind.SIDE_EFFECT)
    kept: tuple[object, Mapping[str, SideEffectKind]] = work.connection.info.get("side effect kinds", (None, {}))
    if kept[0] is not rules:
        read = {one.key: replace(read_side_effect_kind(one.content), retired=one.retired) for one in rules}
        work.connection.info["side effect kinds"] = kept = (rules, read)
    return kept[1]


def list_side_effects(work: Work, patient_id: int) -> tuple[SideEffect, ...]:
    """All side effects of a patient, oldest first."""
    return _read(work, work.connection.execute(_OF_PATIENT, {"patient_id": patient_id}).all())


def read_side_effect(work: Work, side_effect_id: int) -> SideEffect:
    """One side effect; raises `NotFound`."""
    for effect in _read(work, work.connection.execute(_ONE, {"side_effect_id": side_effect_id}).all()):
        return effect
    raise NotFound(sentence(mark("This side effect is not on record (any more).")))


def find_by_entry_id(work: Work, entry_id: UUID) -> int | None:
    """The id of the side effect that this form reported, if it was saved."""
    return work.connection.scalar(select(SideEffectRow.id).where(SideEffectRow.entry_id == entry_id))


def find_look_by_entry_id(work: Work, entry_id: UUID) -> int | None:
    """The id of the later look that this form wrote, if it was saved."""
    return work.connection.scalar(select(SideEffectLookRow.id).where(SideEffectLookRow.entry_id == entry_id))


@dataclass(frozen=True, slots=True)
class _Parts:
    kinds: Mapping[int, SideEffectKind]
    looks: Mapping[int, list[Any]]
    answers: Mapping[tuple[int, int | None], tuple[RedFlagAnswer, ...]]


def _read(work: Work, rows: Any) -> tuple[SideEffect, ...]:
    if not rows:
        return ()
    ids = [row.id for row in rows]
    looks: dict[int, list[Any]] = defaultdict(list)
    for look in work.connection.execute(_LOOKS, {"ids": ids}):
        looks[look.side_effect_id].append(look)
    answers: dict[tuple[int, int | None], tuple[RedFlagAnswer, ...]] = defaultdict(tuple)
    for one in work.connection.execute(_ANSWERS, {"ids": ids}):
        place = (one.side_effect_id, one.look_id)
        answers[place] = (*answers[place], RedFlagAnswer(one.key, one.question, bool(one.is_yes)))
    parts = _Parts(read_kinds(work), looks, answers)
    return tuple(_whole(row, parts) for row in rows)


def _whole(row: Any, parts: _Parts) -> SideEffect:
    effect = side_effect_of(row, parts.kinds)
    return replace(
        effect,
        entry=replace(effect.entry, red_flags=parts.answers.get((row.id, None), ())),
        follow_ups=tuple(_look(look, parts) for look in parts.looks.get(row.id, ())),
        reported_by=row.reported_by,
        released_by=row.released_by or "",
        incident_id=row.incident_id,
        is_incident_open=row.incident_id is not None and row.incident_closed_on is None,
    )


def side_effect_of(row: Any, kinds: Mapping[int, SideEffectKind]) -> SideEffect:
    """A side effect from a row with `COLUMNS`, without the looks; its standing is the one kept for lists."""
    entry = SideEffectEntry(
        entry_id=row.entry_id,
        course_id=row.course_id,
        session_id=row.session_id,
        kind_id=row.kind_id,
        severity=Severity(row.severity),
        grade=row.grade,
        onset_on=row.onset_on,
        healed_on=row.healed_on,
        outcome=Outcome(row.outcome),
        cause=Cause(row.cause),
        area=row.area,
        management=_urgency(row.management),
        management_text=row.management_text,
        note=row.note,
        downtime_days=row.downtime_days,
    )
    return SideEffect(
        id=row.id,
        version=row.version,
        entry=entry,
        kind=kinds[row.kind_id],
        patient_id=row.patient_id,
        concern_key=row.concern_key,
        treated_on=row.treated_on,
        standing=_standing(row),
        released_on=row.released_on,
        release_finding=row.release_finding or "",
    )


def _standing(row: Any) -> Standing | None:
    """What is kept for lists; nothing in a record older than the looks."""
    if row.gravest is None:
        return None
    return Standing(Severity(row.severity_now), Severity(row.gravest), row.grade_now, tuple(row.alarms.split()))


def _look(row: Any, parts: _Parts) -> FollowUp:
    entry = FollowUpEntry(
        entry_id=row.entry_id,
        side_effect_id=row.side_effect_id,
        seen_on=row.seen_on,
        change=Change(row.change),
        severity=Severity(row.severity),
        grade=row.grade,
        management=_urgency(row.management),
        management_text=row.management_text,
        red_flags=parts.answers.get((row.side_effect_id, row.id), ()),
        note=row.note,
    )
    return FollowUp(id=row.id, entry=entry, written_by=row.written_by, written_at=row.created_at)


def _urgency(value: str | None) -> Urgency | None:
    return None if value is None else Urgency(value)

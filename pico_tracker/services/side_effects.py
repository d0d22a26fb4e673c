"""Side effects: report, look again, end, release the area; list the kinds."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from pico_tracker.db.models import (
    CourseRow,
    SessionRow,
    SideEffectAnswerRow,
    SideEffectLookRow,
    SideEffectReleaseRow,
    SideEffectRow,
)
from pico_tracker.db.queries import side_effects as queries
from pico_tracker.db.unit_of_work import ChangeWork, StaleVersion
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.side_effect_kinds import SideEffectKind
from pico_tracker.domain.side_effects import (
    FollowUpEntry,
    Outcome,
    RedFlagAnswer,
    SideEffect,
    SideEffectEntry,
    Standing,
    check_follow_up,
    check_outcome,
    check_release,
    check_side_effect,
    standing_of,
)
from pico_tracker.domain.words import clean_line, clean_text, mark, sentence
from pico_tracker.services.context import Context, Done, needs
from pico_tracker.services.drafts import drop_draft
from pico_tracker.services.incidents import open_incident, settle_reaction
from pico_tracker.services.intervals import refresh_windows
from pico_tracker.services.refusals import conflict_between, refuse_stops


@needs(Permission.REPORT_REACTION)
def list_side_effect_kinds(context: Context) -> tuple[SideEffectKind, ...]:
    """The kinds of side effect that can be chosen, with what is expected of each."""
    with context.database.read() as work:
        return tuple(kind for kind in queries.read_kinds(work).values() if not kind.retired)


@needs(Permission.WRITE_CLINICAL)
def report_side_effect(context: Context, entry: SideEffectEntry) -> Done[int]:
    """Put a side effect on record and return its key; raises `Refused` or `NotFound`.

    A serious one opens an incident. Where it judges what a patient reported, that is settled too.
    """
    with context.database.change(context.actor()) as work:
        return Done(write_report(context, work, entry), work.changed)


def write_report(context: Context, work: ChangeWork, entry: SideEffectEntry) -> int:
    """Report a side effect inside another service's transaction, as `report_side_effect` does."""
    entry = _cleaned(entry)
    kind = _kind(work, entry.kind_id)
    refuse_stops(check_side_effect(entry, context.today(), _session_day(work, entry), kind))
    known = queries.find_by_entry_id(work, entry.entry_id)
    if known is None:
        known = _report_new(context, work, entry)
    drop_draft(work, entry.entry_id)
    return known


@needs(Permission.WRITE_CLINICAL)
def follow_up_side_effect(context: Context, look: FollowUpEntry, seen_version: int) -> Done[int]:
    """Write a later look beside what is on record and return its key.

    A second call with the same `entry_id` finds the look of the first. Raises `Refused`, `NotFound`,
    or `EditConflict` when somebody else wrote about it in between.
    """
    look = replace(look, note=clean_text(look.note), management_text=clean_text(look.management_text))
    with context.database.change(context.actor()) as work:
        known = queries.find_look_by_entry_id(work, look.entry_id)
        if known is None:
            known = _write_look(context, work, look, seen_version)
        return Done(known, work.changed)


@needs(Permission.WRITE_CLINICAL)
def heal_side_effect(
    context: Context,
    side_effect_id: int,
    seen_version: int,
    healed_on: date,
    outcome: Outcome = Outcome.HEALED,
) -> Done[None]:
    """End a side effect with a day and how it ended; raises `Refused` or `EditConflict`.

    After one that drives the gates a practitioner still has to release the area.
    """
    with context.database.change(context.actor()) as work:
        known = queries.read_side_effect(work, side_effect_id)
        row = _take(work, known, seen_version, replace(known.entry, healed_on=healed_on, outcome=outcome))
        refuse_stops(check_outcome(known, outcome, healed_on, context.today()))
        row.healed_on, row.outcome = healed_on, outcome.value
        row.awaits_release = known.drives_gate and known.released_on is None
        refresh_windows(work, known.patient_id)
        return Done(None, work.changed)


@needs(Permission.WRITE_CLINICAL)
def end_healed_effects(context: Context, course_id: int) -> Done[tuple[str, ...]]:
    """End, as healed today, what "healed, no event" settles in a course; returns the names of the kinds.

    Only normal answers of the skin that stayed mild and showed no red flag: everything else is ended by
    itself, with a look at it. Raises `NotFound`.
    """
    with context.database.change(context.actor()) as work:
        patient_id = work.get(CourseRow, course_id).patient_id
        ended = [
            one
            for one in queries.list_side_effects(work, patient_id)
            if one.entry.course_id == course_id and one.is_settled_by_healing
        ]
        for one in ended:
            row = work.take(SideEffectRow, one.id, one.version)
            row.healed_on, row.outcome = context.today(), Outcome.HEALED.value
        if ended:
            refresh_windows(work, patient_id)
        return Done(tuple(one.kind.name for one in ended), work.changed)


@needs(Permission.WRITE_CLINICAL)
def release_reaction(context: Context, side_effect_id: int, seen_version: int, finding: str) -> Done[None]:
    """Release the area for treatment after a side effect that has ended, with what was found.

    Recorded with who and when, and never undone. Raises `Refused` or `EditConflict`.
    """
    finding = clean_text(finding)
    with context.database.change(context.actor()) as work:
        known = queries.read_side_effect(work, side_effect_id)
        refuse_stops(check_release(known, finding))
        row = _take(work, known, seen_version, known.entry)
        row.awaits_release = False
        work.add(
            SideEffectReleaseRow(
                side_effect_id=side_effect_id,
                released_on=context.today(),
                released_by_id=context.operator.id,
                finding=finding,
            )
        )
        refresh_windows(work, known.patient_id)
        return Done(None, work.changed)


def _report_new(context: Context, work: ChangeWork, entry: SideEffectEntry) -> int:
    key = write_side_effect(work, entry, context.operator.id)
    effect = queries.read_side_effect(work, key)
    work.get(SideEffectRow, key).awaits_release = effect.awaits_release
    if effect.is_serious:
        open_incident(context, work, effect)
    if entry.reaction_id is not None:
        settle_reaction(work, entry.reaction_id, context.operator.id, side_effect_id=key)
    refresh_windows(work, effect.patient_id)
    return key


def write_side_effect(work: ChangeWork, entry: SideEffectEntry, reported_by_id: int) -> int:
    """Add a checked side effect inside another service's transaction."""
    work.get(CourseRow, entry.course_id)
    row = SideEffectRow(created_at=work.at, reported_by_id=reported_by_id, **side_effect_columns(entry))
    key = work.add(row).id
    _write_answers(work, entry.red_flags, key, None)
    return key


def _write_look(context: Context, work: ChangeWork, look: FollowUpEntry, seen_version: int) -> int:
    known = queries.read_side_effect(work, look.side_effect_id)
    refuse_stops(check_follow_up(look, known, context.today()))
    row = _take(work, known, seen_version, known.entry)
    written = SideEffectLookRow(
        entry_id=look.entry_id,
        created_at=work.at,
        side_effect_id=look.side_effect_id,
        seen_on=look.seen_on,
        change=look.change.value,
        severity=look.severity.value,
        grade=look.grade,
        management=look.management and look.management.value,
        management_text=look.management_text,
        note=look.note,
        written_by_id=context.operator.id,
    )
    key = work.add(written).id
    _write_answers(work, look.red_flags, look.side_effect_id, key)
    looks = (*(one.entry for one in known.follow_ups), look)
    for name, value in _standing_columns(standing_of(known.entry, looks)).items():
        setattr(row, name, value)
    effect = queries.read_side_effect(work, look.side_effect_id)
    row.awaits_release = effect.awaits_release
    if effect.is_serious:
        open_incident(context, work, effect)
    refresh_windows(work, known.patient_id)
    return key


def _write_answers(
    work: ChangeWork, answers: Iterable[RedFlagAnswer], side_effect_id: int, look_id: int | None
) -> None:
    work.add_all(
        [
            SideEffectAnswerRow(
                side_effect_id=side_effect_id,
                look_id=look_id,
                key=one.key,
                question=one.question,
                is_yes=one.is_yes,
            )
            for one in answers
        ]
    )


def side_effect_columns(entry: SideEffectEntry) -> dict[str, Any]:
    """An entry as the columns of its row, without the answers to questions."""
    columns = {
        "entry_id": entry.entry_id,
        "course_id": entry.course_id,
        "session_id": entry.session_id,
        "kind_id": entry.kind_id,
        "severity": entry.severity.value,
        "grade": entry.grade,
        "onset_on": entry.onset_on,
        "healed_on": entry.healed_on,
        "outcome": entry.outcome.value,
        "cause": entry.cause.value,
        "area": entry.area,
        "management": entry.management and entry.management.value,
        "management_text": entry.management_text,
        "note": entry.note,
        "downtime_days": entry.downtime_days,
    }
    return columns | _standing_columns(standing_of(entry, ()))


def _standing_columns(standing: Standing) -> dict[str, Any]:
    return {
        "severity_now": standing.severity.value,
        "gravest": standing.gravest.value,
        "grade_now": standing.grade,
        "alarms": " ".join(standing.alarms),
    }


def _take(work: ChangeWork, known: SideEffect, seen_version: int, entry: SideEffectEntry) -> SideEffectRow:
    try:
        return work.take(SideEffectRow, known.id, seen_version)
    except StaleVersion:
        raise conflict_between(known.entry, entry) from None


def _kind(work: ChangeWork, kind_id: int) -> SideEffectKind:
    kind = queries.read_kinds(work).get(kind_id)
    if kind is None:
        raise NotFound(sentence(mark("This kind of side effect is not on the list (any more). Choose it again.")))
    return kind


def _session_day(work: ChangeWork, entry: SideEffectEntry) -> date | None:
    if entry.session_id is None:
        return None
    session = work.get(SessionRow, entry.session_id)
    if session.course_id != entry.course_id:
        raise NotFound(sentence(mark("This session belongs to another course. Choose it again.")))
    if session.is_void:
        raise NotFound(sentence(mark("This session was found void. Choose another one.")))
    return session.performed_on


def _cleaned(entry: SideEffectEntry) -> SideEffectEntry:
    return replace(
        entry,
        area=clean_line(entry.area),
        management_text=clean_text(entry.management_text),
        note=clean_text(entry.note),
    )

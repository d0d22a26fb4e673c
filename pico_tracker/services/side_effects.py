"""Side effects: report, heal, list the kinds."""

from dataclasses import replace
from datetime import date
from typing import Any

from pico_tracker.db.models import CourseRow, SessionRow, SideEffectKindRow, SideEffectRow
from pico_tracker.db.queries import catalogue
from pico_tracker.db.queries import side_effects as queries
from pico_tracker.db.unit_of_work import ChangeWork, StaleVersion
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.side_effects import SideEffectEntry, SideEffectKind, check_side_effect
from pico_tracker.domain.words import clean_text, mark, sentence
from pico_tracker.services.context import Context, Done, needs
from pico_tracker.services.drafts import drop_draft
from pico_tracker.services.refusals import conflict_between, refuse_stops


@needs(Permission.REPORT_REACTION)
def list_side_effect_kinds(context: Context) -> tuple[SideEffectKind, ...]:
    """The kinds of side effect that can be chosen."""
    with context.database.read() as work:
        return catalogue.list_side_effect_kinds(work)


@needs(Permission.WRITE_CLINICAL)
def report_side_effect(context: Context, entry: SideEffectEntry) -> Done[int]:
    """Put a side effect on record and return its key; raises `Refused` or `NotFound`."""
    entry = replace(entry, note=clean_text(entry.note))
    with context.database.change(context.actor()) as work:
        refuse_stops(check_side_effect(entry, context.today(), _session_day(work, entry)))
        known = queries.find_by_entry_id(work, entry.entry_id)
        if known is None:
            known = write_side_effect(work, entry, context.operator.id)
        drop_draft(work, entry.entry_id)
        return Done(known, work.changed)


@needs(Permission.WRITE_CLINICAL)
def heal_side_effect(context: Context, side_effect_id: int, seen_version: int, healed_on: date) -> Done[None]:
    """Close a side effect with the day it was healed; raises `Refused` or `EditConflict`."""
    with context.database.change(context.actor()) as work:
        known = queries.read_side_effect(work, side_effect_id)
        entry = replace(known.entry, healed_on=healed_on)
        refuse_stops(check_side_effect(entry, context.today(), _session_day(work, entry)))
        try:
            row = work.take(SideEffectRow, side_effect_id, seen_version)
        except StaleVersion:
            raise conflict_between(known.entry, entry) from None
        row.healed_on = healed_on
        return Done(None, work.changed)


def write_side_effect(work: ChangeWork, entry: SideEffectEntry, reported_by_id: int) -> int:
    """Add a checked side effect inside another service's transaction."""
    work.get(CourseRow, entry.course_id)
    work.get(SideEffectKindRow, entry.kind_id)
    row = SideEffectRow(created_at=work.at, reported_by_id=reported_by_id, **side_effect_columns(entry))
    return work.add(row).id


def side_effect_columns(entry: SideEffectEntry) -> dict[str, Any]:
    """An entry as the columns of its row."""
    return {
        "entry_id": entry.entry_id,
        "course_id": entry.course_id,
        "session_id": entry.session_id,
        "kind_id": entry.kind_id,
        "severity": entry.severity.value,
        "grade": entry.grade,
        "onset_on": entry.onset_on,
        "healed_on": entry.healed_on,
        "note": entry.note,
    }


def _session_day(work: ChangeWork, entry: SideEffectEntry) -> date | None:
    if entry.session_id is None:
        return None
    session = work.get(SessionRow, entry.session_id)
    if session.course_id != entry.course_id:
        raise NotFound(sentence(mark("This session belongs to another course. Choose it again.")))
    return session.performed_on

"""Drafts: kept as somebody types, offered to their owner, gone when the record is saved."""

import json
from dataclasses import replace
from uuid import UUID

from pico_tracker.db.models import DraftRow
from pico_tracker.db.queries import drafts as queries
from pico_tracker.db.unit_of_work import ChangeWork
from pico_tracker.domain.drafts import Draft
from pico_tracker.domain.errors import NotAllowed
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.words import clean_line, mark, sentence
from pico_tracker.services.context import Context, Done, needs


@needs(Permission.READ_DIRECTORY)
def keep_draft(context: Context, draft: Draft) -> Done[None]:
    """Keep a form as it is typed now, for the person at work."""
    with context.database.change(context.actor()) as work:
        row = work.find(DraftRow, draft.entry_id)
        if row is None:
            row = DraftRow(entry_id=draft.entry_id, owner_id=context.operator.id)
        elif row.owner_id != context.operator.id:
            raise NotAllowed(sentence(mark("This draft belongs to a colleague. It was kept as it is.")))
        row.form = draft.form
        row.subject_id = draft.subject_id
        row.title = clean_line(draft.title)[:200]
        row.content = json.dumps(draft.content)
        row.saved_at = context.clock()
        work.add(row)
        return Done(None, work.changed)


@needs(Permission.READ_DIRECTORY)
def list_drafts(context: Context) -> tuple[Draft, ...]:
    """The drafts of the person at work, latest first."""
    with context.database.read() as work:
        drafts = queries.list_drafts(work, context.operator.id)
        return tuple(replace(one, saved_at=one.saved_at.astimezone(context.zone)) for one in drafts)


@needs(Permission.READ_DIRECTORY)
def discard_draft(context: Context, entry_id: UUID) -> Done[None]:
    """Throw a draft of the person at work away."""
    with context.database.change(context.actor()) as work:
        row = work.find(DraftRow, entry_id)
        if row is not None and row.owner_id == context.operator.id:
            work.remove(row)
        return Done(None, work.changed)


def drop_draft(work: ChangeWork, entry_id: UUID) -> None:
    """Let go of a form's draft in the transaction that saves its record."""
    row = work.find(DraftRow, entry_id)
    if row is not None:
        work.remove(row)

"""The clinic's text blocks: list, add, edit, retire."""

from dataclasses import replace
from typing import NoReturn

from pico_tracker.db.models import TextBlockRow
from pico_tracker.db.queries import text_blocks as queries
from pico_tracker.db.unit_of_work import ChangeWork, StaleVersion
from pico_tracker.domain.errors import EditConflict
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.text_blocks import TextBlock, TextBlockEntry, check_text_block
from pico_tracker.domain.words import clean_line, clean_text
from pico_tracker.services.context import Context, Done, needs
from pico_tracker.services.refusals import refuse_stops


@needs(Permission.READ_CLINICAL)
def list_text_blocks(context: Context) -> tuple[TextBlock, ...]:
    """Every block in use, by title."""
    with context.database.read() as work:
        return queries.list_text_blocks(work)


@needs(Permission.MANAGE_CLINIC)
def add_text_block(context: Context, entry: TextBlockEntry) -> Done[int]:
    """Add a block and return its key; a second call with the same `entry_id` finds it. Raises `Refused`."""
    entry = _checked(entry)
    with context.database.change(context.actor()) as work:
        known = queries.find_by_entry_id(work, entry.entry_id)
        if known is None:
            row = TextBlockRow(entry_id=entry.entry_id, created_at=work.at, title=entry.title, text=entry.text)
            known = work.add(row).id
        return Done(known, work.changed)


@needs(Permission.MANAGE_CLINIC)
def edit_text_block(context: Context, block_id: int, seen_version: int, entry: TextBlockEntry) -> Done[None]:
    """Save an edited block; notes written with it stay as they are.

    Raises `Refused`, `NotFound`, or `EditConflict` when somebody saved in between.
    """
    entry = _checked(entry)
    with context.database.change(context.actor()) as work:
        try:
            row = work.take(TextBlockRow, block_id, seen_version)
        except StaleVersion:
            _refuse_conflict(work, block_id, entry)
        row.title, row.text = entry.title, entry.text
        return Done(None, work.changed)


@needs(Permission.MANAGE_CLINIC)
def retire_text_block(context: Context, block_id: int) -> Done[None]:
    """Take a block out of use; raises `NotFound`."""
    return _put(context, block_id, retired=True)


@needs(Permission.MANAGE_CLINIC)
def reinstate_text_block(context: Context, block_id: int) -> Done[None]:
    """Take a block into use again; raises `NotFound`."""
    return _put(context, block_id, retired=False)


def _put(context: Context, block_id: int, *, retired: bool) -> Done[None]:
    with context.database.change(context.actor()) as work:
        row = work.hold(TextBlockRow, block_id)
        if row.retired is not retired:
            row.retired = retired
            row.version += 1
        return Done(None, work.changed)


def _checked(entry: TextBlockEntry) -> TextBlockEntry:
    entry = replace(entry, title=clean_line(entry.title), text=clean_text(entry.text))
    refuse_stops(check_text_block(entry))
    return entry


def _refuse_conflict(work: ChangeWork, block_id: int, entry: TextBlockEntry) -> NoReturn:
    theirs = work.get(TextBlockRow, block_id)
    raise EditConflict(
        {
            name: (saved, typed)
            for name, saved, typed in (("title", theirs.title, entry.title), ("text", theirs.text, entry.text))
            if saved != typed
        }
    )

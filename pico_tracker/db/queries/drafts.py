"""Drafts of one person."""

import json

from sqlalchemy import select

from pico_tracker.db.models import DraftRow
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.drafts import Draft

_LIMIT = 50


def list_drafts(work: Work, owner_id: int) -> tuple[Draft, ...]:
    """The owner's drafts, latest first."""
    statement = (
        select(DraftRow.__table__)
        .where(DraftRow.owner_id == owner_id)
        .order_by(DraftRow.saved_at.desc())
        .limit(_LIMIT)
    )
    return tuple(
        Draft(
            entry_id=row.entry_id,
            form=row.form,
            subject_id=row.subject_id,
            title=row.title,
            content=json.loads(row.content),
            saved_at=row.saved_at,
        )
        for row in work.connection.execute(statement)
    )

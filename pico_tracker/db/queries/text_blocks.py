"""The clinic's text blocks."""

from uuid import UUID

from sqlalchemy import func, select

from pico_tracker.db.models import TextBlockRow
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.text_blocks import TextBlock


def list_text_blocks(work: Work) -> tuple[TextBlock, ...]:
    """Every block in use, by title."""
    wanted = (
        select(TextBlockRow.id, TextBlockRow.version, TextBlockRow.title, TextBlockRow.text)
        .where(TextBlockRow.retired.is_(False))
        .order_by(func.lower(TextBlockRow.title), TextBlockRow.id)
    )
    return tuple(TextBlock(**row) for row in work.connection.execute(wanted).mappings())


def find_by_entry_id(work: Work, entry_id: UUID) -> int | None:
    """The block that this form added, if it did."""
    return work.connection.scalar(select(TextBlockRow.id).where(TextBlockRow.entry_id == entry_id))

"""Products that were recommended after sessions."""

from collections import Counter

from sqlalchemy import select

from pico_tracker.db.models import SessionRow
from pico_tracker.db.unit_of_work import Work

NEWEST = 2000
"""Sessions looked at: names change over the years, and opening a form has no time for all of them."""


def list_products(work: Work) -> tuple[str, ...]:
    """The names in the newest sessions, the most used first, those void left out."""
    newest = select(SessionRow.products, SessionRow.is_void).order_by(SessionRow.id.desc()).limit(NEWEST)
    rows = work.connection.execute(newest)
    used = Counter(line for row in rows if not row.is_void for line in row.products.splitlines())
    return tuple(name for name, _times in used.most_common())

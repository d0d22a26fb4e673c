"""What is due or overdue, harm first."""

from dataclasses import replace
from datetime import timedelta

from pico_tracker.db.queries import recalls as queries
from pico_tracker.domain.permissions import Permission, is_allowed
from pico_tracker.domain.recalls import DueLine, harm_first
from pico_tracker.services.context import Context, needs

DAYS_AHEAD = 14
"""How far ahead something due is listed."""


@needs(Permission.READ_DIRECTORY)
def list_due(context: Context) -> tuple[DueLine, ...]:
    """Side effects and what follows from them, sessions and maintenance due in the next days or
    overdue, harm first.

    Who may not read the clinical record gets every line without its clinical text.
    """
    today, now = context.today(), context.clock()
    until = today + timedelta(days=DAYS_AHEAD)
    with context.database.read() as work:
        lines = [
            *queries.list_open_side_effects(work, today),
            *queries.list_reactions_to_judge(work),
            *queries.list_open_incidents(work),
            *queries.list_side_effects_to_release(work),
            *queries.list_due_sessions(work, today, until, now),
            *queries.list_due_maintenance(work, today, until, now),
        ]
    if not is_allowed(context.operator.role, Permission.READ_CLINICAL):
        lines = [replace(line, detail="", severity=None, has_red_flag=False) for line in lines]
    return harm_first(lines)

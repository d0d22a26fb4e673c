"""What other seats changed, told from the audit rows that were added since the last look."""

from dataclasses import dataclass

from pico_tracker.db.queries import changes as queries
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.topics import Topics
from pico_tracker.services.context import Context, needs

LOOK_BACK = 500
"""So many keys back an audit row is waited for that was numbered before its neighbours and saved after them."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since the look before; hand it to the next `read_changes`.

    `newest` is the key of the newest audit row that was seen, `late` are keys before it that nobody
    has saved yet: a server gives a key when a row is written and shows the row when it is saved.
    """

    newest: int
    topics: Topics = frozenset()
    late: frozenset[int] = frozenset()


@needs(Permission.READ_DIRECTORY)
def read_changes(context: Context, since: Changes | None = None) -> Changes:
    """The topics that anybody changed after `since`; without it none, only where to go on from.

    Drafts and who was opened last are not audited and so not seen. Raises `DatabaseTrouble`.
    """
    with context.database.read() as work:
        before = since or _beginning(work)
        events = queries.list_events(work, before.newest, before.late)
    newest = max(before.newest, *events, 0)
    given = range(max(before.newest, newest - LOOK_BACK) + 1, newest + 1)
    late = frozenset(key for key in (*before.late, *given) if key > newest - LOOK_BACK and key not in events)
    found = events.values() if since else ()
    return Changes(newest, frozenset(topic for topics in found for topic in topics), late)


def _beginning(work: Work) -> Changes:
    """Begin some rows before the newest, so that one still on its way between them is waited for."""
    return Changes(max(queries.newest_event(work) - LOOK_BACK, 0))

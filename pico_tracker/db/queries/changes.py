"""What was written since an audit row, for a seat that asks what others changed."""

from collections.abc import Collection, Mapping

from sqlalchemy import bindparam, func, or_, select

from pico_tracker.db.base import Base
from pico_tracker.db.models import AuditEventRow
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.topics import Topic, Topics

_TOPICS: dict[str, Topic] = {
    one.class_.__tablename__: one.class_.topic for one in Base.registry.mappers if one.class_.topic is not None
}
_EVERYTHING: Topics = frozenset(Topic)
_NEWEST = select(func.coalesce(func.max(AuditEventRow.id), 0))
_IS_NEW = AuditEventRow.id > bindparam("since")
_EVENTS = select(AuditEventRow.id, AuditEventRow.action, AuditEventRow.table_name)


def newest_event(work: Work) -> int:
    """The key of the newest audit row, 0 before the first."""
    return int(work.connection.scalar(_NEWEST) or 0)


def list_events(work: Work, since: int, late: Collection[int] = ()) -> Mapping[int, Topics]:
    """Audit rows after the key `since`, and those of the keys `late` that have come, each with its topics.

    One statement over the primary key. A batch counts as everything: its row names no table.
    """
    wanted = or_(_IS_NEW, AuditEventRow.id.in_(late)) if late else _IS_NEW
    rows = work.connection.execute(_EVENTS.where(wanted), {"since": since})
    return {row.id: _topics_of(row.action, row.table_name) for row in rows}


def _topics_of(action: str, table_name: str) -> Topics:
    if action == "load":
        return _EVERYTHING
    return frozenset({_TOPICS[table_name]}) if table_name in _TOPICS else frozenset()

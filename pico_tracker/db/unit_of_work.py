"""One transaction: nothing is kept unless the whole block ends well.

`read_work` sees one committed state and may not write. `change_work` writes record by record;
audit rows and changed topics follow from the rows themselves. `load_work` takes a whole batch
under one audit row. A SQLAlchemy session is called `work` everywhere outside this module.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, event, insert, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from pico_tracker.db.audit import Change, change_of, merge_changes, write_changes
from pico_tracker.db.base import Base, Record
from pico_tracker.db.engine import reading, writing
from pico_tracker.db.troubles import as_fault, as_trouble
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.topics import Topic, Topics
from pico_tracker.domain.words import mark, sentence

RowType = TypeVar("RowType", bound=Base)
RecordType = TypeVar("RecordType", bound=Record)
_ROWS_AT_ONCE = 2_000
_SET_SEQUENCE = (
    "SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM {table}), false)"
)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts and when: what the audit rows of one transaction say."""

    staff_id: int | None
    at: datetime


class StaleVersion(Exception):
    """The record changed since the form read it; services turn this into `EditConflict`."""


class Work:
    """An open transaction that reads."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def connection(self) -> Connection:
        """The connection of this transaction, once everything added so far is written."""
        self._session.flush()
        return self._session.connection()

    def find(self, row_type: type[RowType], key: object) -> RowType | None:
        """The row with this key, or None."""
        return self._session.get(row_type, key)

    def get(self, row_type: type[RowType], key: object) -> RowType:
        """The row with this key; raises `NotFound`."""
        row = self.find(row_type, key)
        if row is None:
            raise _gone()
        return row


class WritingWork(Work):
    """An open transaction that writes."""

    def __init__(self, session: Session, actor: Actor) -> None:
        super().__init__(session)
        self._actor = actor
        self._topics: set[Topic] = set()

    @property
    def at(self) -> datetime:
        """The moment that every row of this transaction carries."""
        return self._actor.at

    def hold(self, row_type: type[RowType], key: object) -> RowType:
        """The row as it is now, kept from every other writer until the end; raises `NotFound`.

        For counts that grow from what they were: on a server two seats would else count once.
        """
        row = self._session.get(row_type, key, with_for_update=True, populate_existing=True)
        if row is None:
            raise _gone()
        return row


class ChangeWork(WritingWork):
    """A transaction that changes records one by one, each with its audit row."""

    def __init__(self, session: Session, actor: Actor) -> None:
        super().__init__(session, actor)
        self._changes: dict[tuple[str, str], Change] = {}
        event.listen(session, "after_flush", self._note_changes)

    @property
    def changed(self) -> Topics:
        """The topics touched so far."""
        self._session.flush()
        return frozenset(self._topics)

    def add(self, row: RowType) -> RowType:
        """Add a row and write it, so that its key is known."""
        self._session.add(row)
        self._session.flush()
        return row

    def add_all(self, rows: Sequence[Base]) -> None:
        """Add rows and write them together, so that all their keys are known."""
        self._session.add_all(rows)
        self._session.flush()

    def remove(self, row: Base) -> None:
        """Delete a row that is no clinical record of its own, such as a draft or a phone number."""
        self._session.delete(row)

    def remove_all(self, rows: Sequence[Base]) -> None:
        """Delete rows and write that, so that others may take their place."""
        for row in rows:
            self._session.delete(row)
        self._session.flush()

    def take(self, row_type: type[RecordType], key: int, seen_version: int) -> RecordType:
        """The row to change, one version up; raises `StaleVersion` if somebody else was faster."""
        row = self._session.get(row_type, key, with_for_update=True, populate_existing=True)
        if row is None:
            raise _gone()
        if row.version != seen_version:
            raise StaleVersion
        row.version += 1
        return row

    def finish(self) -> None:
        """Write the audit rows, one for each record however often it was written meanwhile."""
        self._session.flush()
        changes = (change for change in self._changes.values() if change.content)
        write_changes(self.connection, self._actor.at, self._actor.staff_id, changes)

    def _note_changes(self, session: Session, _flush: object) -> None:
        self._topics.update(_topics_in(session))
        for change in _changes_in(session):
            place = (change.table_name, change.record_key)
            earlier = self._changes.get(place)
            self._changes[place] = change if earlier is None else merge_changes(earlier, change)


class LoadWork(WritingWork):
    """A transaction that takes a whole batch, under one audit row with the count of each table."""

    def __init__(self, session: Session, actor: Actor) -> None:
        super().__init__(session, actor)
        self._counts: dict[str, int] = {}
        self._reserved: set[str] = set()

    @property
    def changed(self) -> Topics:
        """The topics touched so far."""
        return frozenset(self._topics)

    def insert(self, row_type: type[Base], values: Sequence[Mapping[str, Any]]) -> None:
        """Add many rows at once; `values` are column name to value."""
        for start in range(0, len(values), _ROWS_AT_ONCE):
            self.connection.execute(insert(row_type), values[start : start + _ROWS_AT_ONCE])
        if row_type.audited:
            table = row_type.__tablename__
            self._counts[table] = self._counts.get(table, 0) + len(values)
        if row_type.topic is not None:
            self._topics.add(row_type.topic)

    def reserve(self, row_type: type[Base]) -> int:
        """The first free key of a table; nobody else adds to it until this batch is done."""
        table = row_type.__tablename__
        if self.connection.dialect.name == "postgresql":
            self.connection.execute(text(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE"))
        last = self.connection.scalar(text(f"SELECT max(id) FROM {table}"))
        self._reserved.add(table)
        return int(last or 0) + 1

    def finish(self, about: str) -> None:
        """Write the batch's one audit row; `about` says where it came from."""
        if self.connection.dialect.name == "postgresql":
            for table in sorted(self._reserved):
                self.connection.execute(text(_SET_SEQUENCE.format(table=table)))
        change = Change("load", about, "", {"rows": self._counts})
        write_changes(self.connection, self._actor.at, self._actor.staff_id, [change])


@contextmanager
def read_work(engine: Engine) -> Iterator[Work]:
    """A transaction that sees one committed state and keeps nothing."""
    with _session(reading(engine)) as session:
        yield Work(session)
        session.rollback()


@contextmanager
def change_work(engine: Engine, actor: Actor) -> Iterator[ChangeWork]:
    """A transaction that commits when the block ends well and rolls back else."""
    with _session(writing(engine)) as session:
        work = ChangeWork(session, actor)
        yield work
        work.finish()
        session.commit()


@contextmanager
def load_work(engine: Engine, actor: Actor, about: str) -> Iterator[LoadWork]:
    """A transaction for a whole batch; `about` is kept in its one audit row."""
    with _session(writing(engine)) as session:
        work = LoadWork(session, actor)
        yield work
        work.finish(about)
        session.commit()


@contextmanager
def _session(opened: AbstractContextManager[Connection]) -> Iterator[Session]:
    """A session whose driver errors come out as sentences, never as values of a record."""
    try:
        with opened as connection, Session(connection, expire_on_commit=False) as session:
            yield session
    except DBAPIError as error:
        raise as_trouble(error) or as_fault(error) from None


def _gone() -> NotFound:
    return NotFound(sentence(mark("This record is not there any more. Go back and look it up again.")))


def _rows_of(session: Session) -> Iterator[tuple[Base, str]]:
    touched = [row for row in session.dirty if session.is_modified(row)]
    for rows, action in ((session.new, "insert"), (touched, "update"), (session.deleted, "delete")):
        yield from ((row, action) for row in rows if isinstance(row, Base))


def _changes_in(session: Session) -> Iterator[Change]:
    for row, action in _rows_of(session):
        if row.audited and (change := change_of(row, action)) is not None:
            yield change


def _topics_in(session: Session) -> Iterator[Topic]:
    return (row.topic for row, _ in _rows_of(session) if row.topic is not None)

"""A clinic's database as services hold it: opened, at the right schema, ready for work."""

from contextlib import AbstractContextManager
from pathlib import Path

from sqlalchemy import Engine

from pico_tracker.db.engine import check_driver, postgresql_engine, sqlite_engine
from pico_tracker.db.unit_of_work import (
    Actor,
    ChangeWork,
    LoadWork,
    Work,
    change_work,
    load_work,
    read_work,
)
from pico_tracker.db.upgrade import read_version, upgrade


class Database:
    """One clinic's database. `path` is None on a server."""

    def __init__(self, engine: Engine, path: Path | None, key: bytes | None) -> None:
        self.engine = engine
        self.path = path
        self.key = key

    @property
    def is_encrypted(self) -> bool:
        """Whether the file on disk is encrypted by us; a server's disk is the server's business."""
        return self.key is not None

    def read(self) -> AbstractContextManager[Work]:
        """A transaction that sees one committed state and keeps nothing."""
        return read_work(self.engine)

    def change(self, actor: Actor) -> AbstractContextManager[ChangeWork]:
        """A transaction that commits when its block ends well."""
        return change_work(self.engine, actor)

    def load(self, actor: Actor, about: str) -> AbstractContextManager[LoadWork]:
        """A transaction for a whole batch under one audit row."""
        return load_work(self.engine, actor, about)

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def connect_file(path: Path, key: bytes | None, *, create: bool = False) -> Database:
    """A database on a file, not yet looked at."""
    check_driver()
    return Database(sqlite_engine(path, key, create=create), path, key)


def connect_server(address: str) -> Database:
    """A database on a PostgreSQL server, not yet looked at."""
    return Database(postgresql_engine(address), None, None)


def schema_version(database: Database) -> str | None:
    """Its schema version, None when it is empty; raises `DatabaseTrouble` when it is not ours."""
    return read_version(database.engine)


def bring_up_to_date(database: Database) -> None:
    """Run the migrations that are missing, all or none; the caller has backed up what it holds."""
    upgrade(database.engine)

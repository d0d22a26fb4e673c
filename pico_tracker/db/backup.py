"""A copy of the live database in one step, proved by opening it."""

import os
from collections.abc import Mapping
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from pico_tracker.db.database import Database
from pico_tracker.db.engine import sqlite_engine
from pico_tracker.db.health import look_over
from pico_tracker.db.upgrade import count_rows
from pico_tracker.domain.errors import DatabaseTrouble
from pico_tracker.domain.words import mark, sentence


def copy_database(database: Database, target: Path) -> Mapping[str, int]:
    """Copy a live database file to `target` and verify the copy; returns its rows by table.

    One step under SQLite's own backup, so that writers cannot make it start again. Nothing gets
    the name `target` before it was opened and found sound. Raises `DatabaseTrouble`.
    """
    part = target.with_name(target.name + ".part")
    try:
        _copy(database, part)
        rows = _verify(database, part)
        _make_durable(part)
        part.rename(target)
        _make_durable(target.parent)
    except (OSError, sqlcipher.Error) as error:
        said = mark("The backup could not be written ({reason}). The database itself is untouched.")
        raise DatabaseTrouble(sentence(said, reason=type(error).__name__)) from error
    finally:
        for left in target.parent.glob(part.name + "*"):
            left.unlink()
    return rows


def _copy(database: Database, part: Path) -> None:
    destination = sqlcipher.connect(str(part), isolation_level=None)
    try:
        if database.key is not None:
            destination.execute(f"PRAGMA key = \"x'{database.key.hex()}'\"")
        with database.engine.connect() as connection:
            source = connection.connection.driver_connection
            assert source is not None
            source.backup(destination, pages=-1)
        destination.execute("PRAGMA journal_mode = delete")
    finally:
        destination.close()
    part.chmod(0o600)


def _verify(database: Database, part: Path) -> Mapping[str, int]:
    engine = sqlite_engine(part, database.key)
    try:
        report = look_over(engine, with_digest=False)
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        engine.dispose()
    with database.engine.connect() as connection:
        rows_now = count_rows(connection)
    if report.problems or set(report.rows) != set(rows_now):
        raise DatabaseTrouble(
            sentence(mark("The backup is not sound and was thrown away. The database itself is untouched."))
        )
    return report.rows


def _make_durable(path: Path) -> None:
    """Make a file, or the names in a folder, survive a power cut; Windows has no folders to sync."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""A copy of the live database in one step, proved by opening it."""

import os
from collections.abc import Mapping
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import DBAPIError

from pico_tracker.db.database import Database
from pico_tracker.db.engine import FILE_ENDINGS, for_reading, sqlite_engine
from pico_tracker.db.health import look_over
from pico_tracker.db.troubles import as_trouble
from pico_tracker.db.upgrade import count_rows
from pico_tracker.domain.errors import DatabaseTrouble
from pico_tracker.domain.words import mark, sentence


def copy_database(database: Database, target: Path) -> Mapping[str, int]:
    """Copy a live database file to `target` and verify the copy; returns its rows by table.

    One step under SQLite's own backup, so that writers cannot make it start again. Nothing gets
    the name `target` before it was opened and found sound. Raises `DatabaseTrouble`.
    """
    part = target.with_name(target.name + ".part")
    remove_file(part)
    try:
        rows = _copy(database, part)
        _verify(database, part, rows)
        _make_durable(part)
        part.rename(target)
        _make_durable(target.parent)
    except (OSError, DBAPIError, sqlcipher.Error) as error:
        said = mark("The backup could not be written ({reason}). The database itself is untouched.")
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise as_trouble(error) or DatabaseTrouble(sentence(said, reason=reason)) from error
    finally:
        remove_file(part)
    return rows


def remove_file(path: Path) -> None:
    """Remove a database file that nobody has open, with what SQLite kept beside it."""
    for ending in FILE_ENDINGS:
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _copy(database: Database, part: Path) -> Mapping[str, int]:
    """Copy one committed state and return its rows by table."""
    destination = sqlcipher.connect(str(part), isolation_level=None)
    try:
        if database.key is not None:
            destination.execute(f"PRAGMA key = \"x'{database.key.hex()}'\"")
        with for_reading(database.engine).connect() as connection:
            rows = count_rows(connection)
            source = connection.connection.driver_connection
            assert source is not None
            source.backup(destination, pages=-1)
        destination.execute("PRAGMA journal_mode = delete")
    finally:
        destination.close()
    part.chmod(0o600)
    return rows


def _verify(database: Database, part: Path, rows: Mapping[str, int]) -> None:
    engine = sqlite_engine(part, database.key)
    try:
        report = look_over(engine, with_digest=False)
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        engine.dispose()
    if report.problems or report.rows != rows:
        raise DatabaseTrouble(
            sentence(mark("The backup is not sound and was thrown away. The database itself is untouched."))
        )


def _make_durable(path: Path) -> None:
    """Make a file, or the names in a folder, survive a power cut; Windows has no folders to sync."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""One clinic's database: how a connection is opened, set up and read back.

SQLite through SQLCipher's driver, encrypted by a raw key (a demonstration clinic may be plain);
PostgreSQL through psycopg. See `docs/decisions.md`, "The file".
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.pool import QueuePool

from pico_tracker.domain.errors import DatabaseTrouble
from pico_tracker.domain.words import mark, sentence

OLDEST_SQLITE = (3, 51, 3)
"""Older ones can corrupt a write-ahead log while it is reset."""
APPLICATION_ID = 0x5049434F
BUSY_SECONDS = 10
FILE_ENDINGS = ("", "-wal", "-shm", "-journal")
"""What the names of a database file and of the files SQLite keeps beside it end in."""
KEY_BYTES = 32

_SETTINGS: dict[str, object] = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "busy_timeout": BUSY_SECONDS * 1000,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "mmap_size": 0,
    "secure_delete": 1,
    "temp_store": 2,
    "cache_size": -65536,
}
_WRITES = "writes"
_SILENT = frozenset({"mmap_size"})
"""Settings a build without the feature answers with nothing at all."""


class FileDialect(SQLiteDialect_pysqlite):
    """SQLite with transactions that begin when they are asked to, for writing where that is wanted.

    An event listener could do the same, but then every statement of the engine looks for listeners.
    """

    supports_statement_cache = True

    def do_begin(self, dbapi_connection: Any) -> None:
        """Begin; a later commit or rollback ends it, never the driver by itself."""
        writes = dbapi_connection.info.get(_WRITES, False)
        dbapi_connection.driver_connection.execute("BEGIN IMMEDIATE" if writes else "BEGIN")


registry.register("sqlite.pico", __name__, FileDialect.__name__)


def check_driver() -> None:
    """Refuse to start on a driver without encryption or with a dangerous SQLite.

    On a plain SQLite `PRAGMA key` does nothing, and patients would go to disk in clear.
    Raises `DatabaseTrouble`.
    """
    connection = sqlcipher.connect(":memory:")
    try:
        cipher = connection.execute("PRAGMA cipher_version").fetchone()
    finally:
        connection.close()
    if not cipher or not cipher[0]:
        raise DatabaseTrouble(sentence(mark("The installed database driver cannot encrypt. Nothing was opened.")))
    if sqlcipher.sqlite_version_info < OLDEST_SQLITE:
        raise DatabaseTrouble(
            sentence(
                mark("The installed SQLite {version} is too old to be safe. Nothing was opened."),
                version=sqlcipher.sqlite_version,
            )
        )


def sqlite_engine(path: Path, key: bytes | None, *, create: bool = False) -> Engine:
    """An engine on the file `path`, encrypted with the raw 32-byte `key`, or plain without one.

    With `create` the file is made when it is missing; without it a missing file is an error
    of the driver, never a new empty database.
    """
    return create_engine(
        "sqlite+pico://",
        module=sqlcipher,
        creator=_connector(path, key, create=create),
        poolclass=QueuePool,
        pool_size=4,
        hide_parameters=True,
    )


def postgresql_engine(address: str) -> Engine:
    """An engine on a PostgreSQL server; `address` as in `postgresql+psycopg://…`."""
    return create_engine(address, pool_size=4, pool_pre_ping=True, hide_parameters=True)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A connection whose transactions hold the right to write from their first moment on.

    A SQLite transaction that begins by reading could else find the file changed when it writes.
    """
    with engine.connect() as connection:
        info = connection.info
        info[_WRITES] = True
        try:
            yield connection
        finally:
            del info[_WRITES]


def for_reading(engine: Engine) -> Engine:
    """The engine for transactions that see one committed state and keep nothing.

    SQLite gives that by itself; PostgreSQL would else show each statement a newer state.
    """
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection whose transactions see one committed state each."""
    with for_reading(engine).connect() as connection:
        yield connection


def _connector(path: Path, key: bytes | None, *, create: bool) -> Callable[[], Any]:
    mode = "rwc" if create else "rw"
    address = f"file:{quote(str(path.absolute()))}?mode={mode}"

    def connect() -> Any:
        connection = sqlcipher.connect(
            address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            _unlock(connection, key)
            if not create:
                _refuse_foreign(connection)
            _set_up(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    return connect


def _unlock(connection: Any, key: bytes | None) -> None:
    if key is not None:
        if len(key) != KEY_BYTES:
            raise ValueError("a raw key has 32 bytes")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _refuse_foreign(connection: Any) -> None:
    """Look whose file it is before the first setting, since some settings write."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise DatabaseTrouble(
            sentence(mark("This database is not one of Pico Tracker's. Nothing was changed. Choose another file."))
        )


def _set_up(connection: Any) -> None:
    for name, value in _SETTINGS.items():
        connection.execute(f"PRAGMA {name} = {value}")
        _read_back(connection, name, value)
    connection.execute("PRAGMA fullfsync = 1")


def _read_back(connection: Any, name: str, value: object) -> None:
    row = connection.execute(f"PRAGMA {name}").fetchone()
    if row is None and name in _SILENT:
        return
    if row is None or str(row[0]).lower() != str(value).lower():
        raise DatabaseTrouble(
            sentence(mark("The database refuses the setting {name}. Nothing was opened."), name=name)
        )

"""Looks a database over: integrity, foreign keys, rows and a digest of the content."""

import hashlib
from collections.abc import Iterator, Mapping

from sqlalchemy import Column, Connection, Engine, Table, inspect, select
from sqlalchemy.exc import DBAPIError

from pico_tracker.db.base import Base
from pico_tracker.db.engine import for_reading
from pico_tracker.db.schema import schema_version
from pico_tracker.db.troubles import as_fault, as_trouble
from pico_tracker.db.upgrade import count_rows
from pico_tracker.domain.health import HealthReport
from pico_tracker.domain.words import Sentence, mark, sentence

_NOT_CONTENT = frozenset({"entry_id", "created_at", "signed_at", "version"})
"""Columns that say when and by which form something was written, not what."""
_ROWS_AT_ONCE = 2_000


def look_over(engine: Engine, *, with_digest: bool = True) -> HealthReport:
    """Read the whole database once and say what is wrong with it.

    What cannot be read is a problem of the report, beside as much as can be told; without
    every row there is no digest.
    """
    problems: list[Sentence] = []
    rows: Mapping[str, int] = {}
    version = digest = ""
    try:
        with for_reading(engine).connect() as connection:
            problems.extend(_problems(connection))
            version = schema_version(connection) or ""
            rows = count_rows(connection)
            digest = _digest(connection) if with_digest else ""
    except DBAPIError as error:
        trouble = as_trouble(error)
        if trouble is None:
            raise as_fault(error) from None
        problems.append(trouble.sentence)
    return HealthReport(schema_version=version, problems=tuple(problems), rows=rows, digest=digest)


def _problems(connection: Connection) -> Iterator[Sentence]:
    if connection.dialect.name != "sqlite":
        return
    for pragma in ("cipher_integrity_check", "integrity_check"):
        answer = connection.exec_driver_sql(f"PRAGMA {pragma}")
        for (said,) in answer.fetchmany(20) if answer.returns_rows else ():
            if said != "ok":
                yield sentence(mark("The file is damaged ({check}). Restore a backup."), check=str(said)[:120])
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(20):
        yield sentence(
            mark("A row of {table} points to a row of {parent} that is not there."),
            table=row[0],
            parent=row[2],
        )


def _digest(connection: Connection) -> str:
    total = hashlib.sha256()
    for table in sorted(_content_tables(), key=lambda one: one.name):
        columns = [column for column in table.columns if column.name not in _NOT_CONTENT]
        total.update(f"{table.name}({','.join(column.name for column in columns)})\n".encode())
        for row in _rows(connection, table, columns):
            total.update(repr(tuple(str(value) for value in row)).encode())
    return total.hexdigest()


def _content_tables() -> Iterator[Table]:
    for mapper in Base.registry.mappers:
        if mapper.class_.audited:
            yield inspect(mapper.class_).local_table


def _rows(connection: Connection, table: Table, columns: list[Column[object]]) -> Iterator[tuple[object, ...]]:
    statement = select(*columns).order_by(*table.primary_key.columns)
    streaming = connection.execution_options(stream_results=True, max_row_buffer=_ROWS_AT_ONCE)
    yield from (tuple(row) for row in streaming.execute(statement))

"""Brings a database to this program's schema: all steps in one transaction, or none.

Alembic is heavy and only needed when the version is behind, so it is imported here on first use.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from pico_tracker.db.engine import APPLICATION_ID, writing
from pico_tracker.db.schema import SCHEMA_HEAD, is_empty, make_triggers, schema_version
from pico_tracker.db.troubles import as_fault, as_trouble
from pico_tracker.domain.errors import DatabaseTrouble
from pico_tracker.domain.words import mark, sentence

_FOLDER = Path(__file__).parent / "migrations"
_REVISION = re.compile(r"\d{4}")
"""How our revisions are named; another program's database may have a revision table too."""


def read_version(engine: Engine) -> str | None:
    """The database's schema version, None when it is empty.

    Raises `DatabaseTrouble` when it is not ours, made by a newer program, locked or damaged.
    """
    try:
        with engine.connect() as connection:
            version = schema_version(connection)
            empty = version is None and is_empty(connection)
    except DBAPIError as error:
        raise as_trouble(error) or as_fault(error) from None
    if (version is None and not empty) or (version is not None and not _REVISION.fullmatch(version)):
        raise DatabaseTrouble(
            sentence(mark("This database is not one of Pico Tracker's. Nothing was changed. Choose another file."))
        )
    if version is not None and version > SCHEMA_HEAD:
        raise DatabaseTrouble(
            sentence(
                mark(
                    "This database was written by a newer Pico Tracker (schema {theirs}, this one knows {ours}). "
                    "Nothing was changed. Install the newer program."
                ),
                theirs=version,
                ours=SCHEMA_HEAD,
            )
        )
    return version


def upgrade(engine: Engine) -> None:
    """Bring the schema to `SCHEMA_HEAD`; an interrupted upgrade leaves the old one whole.

    Foreign keys are off on this one connection from before the transaction on, since rebuilding
    a table would else delete its children; they are checked before the commit.
    Raises `DatabaseTrouble`.
    """
    try:
        with writing(engine) as connection:
            _upgrade_without_foreign_keys(connection)
    except DBAPIError as error:
        raise as_trouble(error) or as_fault(error) from None


def _upgrade_without_foreign_keys(connection: Connection) -> None:
    _switch_foreign_keys(connection, on=False)
    try:
        _upgrade_in_one_transaction(connection)
    finally:
        _switch_foreign_keys(connection, on=True)


def _upgrade_in_one_transaction(connection: Connection) -> None:
    with connection.begin():
        before = count_rows(connection)
        _run_migrations(connection)
        make_triggers(connection)
        _compare(before, count_rows(connection))
        _check_foreign_keys(connection)
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def count_rows(connection: Connection) -> Mapping[str, int]:
    """Rows of each table."""
    names = sorted(set(inspect(connection).get_table_names()) - {"alembic_version"})
    return {name: int(connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one()) for name in names}


def _run_migrations(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    settings.attributes["connection"] = connection
    command.upgrade(settings, SCHEMA_HEAD)


def _switch_foreign_keys(connection: Connection, *, on: bool) -> None:
    if connection.dialect.name == "sqlite":
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute(f"PRAGMA foreign_keys = {int(on)}")


def _compare(before: Mapping[str, int], after: Mapping[str, int]) -> None:
    lost = [name for name, rows in before.items() if after.get(name, 0) < rows]
    if lost:
        raise DatabaseTrouble(
            sentence(
                mark("The update would lose rows of {tables}. It was undone and nothing changed."),
                tables=", ".join(lost),
            )
        )


def _check_foreign_keys(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise DatabaseTrouble(
            sentence(
                mark("The update would break a link in {table}. It was undone and nothing changed."),
                table=broken[0],
            )
        )

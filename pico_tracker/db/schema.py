"""The schema's version, and what no table definition says: rows that only ever grow."""

from sqlalchemy import Connection, inspect, text

SCHEMA_HEAD = "0002"
"""Revision that this program works with; a test holds it equal to the newest migration."""

NEVER_CHANGED = ("audit_event",)
"""Tables whose rows are added and never changed or removed."""


def schema_version(connection: Connection) -> str | None:
    """The revision of this database, or None where it has none: empty, or not ours."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    row = connection.execute(text("SELECT version_num FROM alembic_version")).first()
    return None if row is None else str(row[0])


def is_empty(connection: Connection) -> bool:
    """Whether nothing at all is in this database yet."""
    return not inspect(connection).get_table_names()


def make_triggers(connection: Connection) -> None:
    """Make every trigger again, since rebuilding a table on SQLite drops those it had."""
    for table in NEVER_CHANGED:
        for statement in _refusals(table, connection.dialect.name):
            connection.execute(text(statement))


def _refusals(table: str, dialect: str) -> list[str]:
    if dialect == "sqlite":
        return [
            statement
            for action in ("UPDATE", "DELETE")
            for statement in (
                f"DROP TRIGGER IF EXISTS {table}_no_{action.lower()}",
                (
                    f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} only grows'); END"
                ),
            )
        ]
    return [
        (
            "CREATE OR REPLACE FUNCTION only_grows() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% only grows', TG_TABLE_NAME; END $$"
        ),
        (
            f"CREATE OR REPLACE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION only_grows()"
        ),
    ]

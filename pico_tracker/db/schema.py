"""The schema's version, and what no table definition says: rows that only grow, times held once."""

from sqlalchemy import Connection, inspect, text

SCHEMA_HEAD = "0005"
"""Revision that this program works with; a test holds it equal to the newest migration."""

NEVER_CHANGED = ("audit_event", "session_version")
"""Tables whose rows are added and never changed or removed."""
AMENDED_ONLY = "a signed session is amended, never changed"
"""How the database refuses to change a session whose version was not kept first."""


HELD_ONCE = ("patient_id", "staff_id", "room_id", "device_id")
"""Columns of `occupancy` that hold something which can be held once at a time."""
HELD_TWICE = "occupancy held twice"
"""How SQLite says that it refused; PostgreSQL says so by its code for an exclusion."""


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
    tables = set(inspect(connection).get_table_names())
    for table in tables.intersection(NEVER_CHANGED):
        for statement in _refusals(table, connection.dialect.name):
            connection.execute(text(statement))
    if "session_version" in tables:
        for statement in _amended_only(connection.dialect.name):
            connection.execute(text(statement))
    if "active" in {column["name"] for column in inspect(connection).get_columns("occupancy")}:
        for statement in _held_once(connection.dialect.name):
            connection.execute(text(statement))


def _held_once(dialect: str) -> list[str]:
    """Nobody and nothing is in two places: a trigger of a file, an exclusion of a server."""
    if dialect == "sqlite":
        return [statement for action in ("INSERT", "UPDATE") for statement in _trigger_held_once(action)]
    return [
        "CREATE EXTENSION IF NOT EXISTS btree_gist",
        *(
            f"DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'ex_occupancy_{column}') THEN "
            f"ALTER TABLE occupancy ADD CONSTRAINT ex_occupancy_{column} EXCLUDE USING gist "
            f"({column} WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (active); END IF; END $$"
            for column in HELD_ONCE
        ),
    ]


def _trigger_held_once(action: str) -> tuple[str, str]:
    """A holding is at most a day long, so that those of the days before need not be looked at."""
    name = f"occupancy_once_{action.lower()}"
    taken = " OR ".join(
        f"EXISTS (SELECT 1 FROM occupancy WHERE {column} = NEW.{column} AND active AND id <> NEW.id "
        "AND starts_at < NEW.ends_at AND starts_at > date(NEW.starts_at, '-1 day') AND ends_at > NEW.starts_at)"
        for column in HELD_ONCE
    )
    return (
        f"DROP TRIGGER IF EXISTS {name}",
        (
            f"CREATE TRIGGER {name} AFTER {action} ON occupancy WHEN NEW.active "
            f"BEGIN SELECT RAISE(ABORT, '{HELD_TWICE}') WHERE {taken}; END"
        ),
    )


_IS_KEPT = "SELECT 1 FROM session_version AS v WHERE v.session_id = OLD.id AND v.version = OLD.version"
_PART_IS_KEPT = (
    "SELECT 1 FROM session_version AS v JOIN session AS s ON s.id = v.session_id AND s.version = v.version "
    "WHERE s.id = OLD.session_id"
)
_ENDPOINT_IS_KEPT = (
    "SELECT 1 FROM session_version AS v JOIN session AS s ON s.id = v.session_id AND s.version = v.version "
    "JOIN session_pass AS p ON p.session_id = s.id WHERE p.id = OLD.pass_id"
)
_PARTS = ("session_pass", "session_check", "pulse_count", "session_area")
"""What belongs to a session and is signed with it, by the session's key."""


def _amended_only(dialect: str) -> list[str]:
    """A signed session and its parts change only in a transaction that has kept how they stood."""
    kept = {"session": f"OLD.signed_at IS NULL OR EXISTS ({_IS_KEPT})"}
    kept |= dict.fromkeys(_PARTS, f"EXISTS ({_PART_IS_KEPT})")
    kept["pass_endpoint"] = f"EXISTS ({_ENDPOINT_IS_KEPT})"
    if dialect == "sqlite":
        return [
            statement
            for table, condition in kept.items()
            for action in ("UPDATE", "DELETE")
            for statement in (
                f"DROP TRIGGER IF EXISTS {table}_amended_{action.lower()}",
                (
                    f"CREATE TRIGGER {table}_amended_{action.lower()} BEFORE {action} ON {table} "
                    f"WHEN NOT ({condition}) BEGIN SELECT RAISE(ABORT, '{AMENDED_ONLY}'); END"
                ),
            )
        ]
    return [
        statement
        for table, condition in kept.items()
        for statement in (
            (
                f"CREATE OR REPLACE FUNCTION {table}_amended_only() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN IF NOT ({condition}) THEN RAISE EXCEPTION '{AMENDED_ONLY}'; END IF; "
                "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
            ),
            (
                f"CREATE OR REPLACE TRIGGER {table}_amended_only BEFORE UPDATE OR DELETE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {table}_amended_only()"
            ),
        )
    ]


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

"""The schema: as the models say, on both engines, and as strict as the design asks."""

import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from pico_tracker.db import migrations
from pico_tracker.db.base import Base
from pico_tracker.db.schema import SCHEMA_HEAD
from pico_tracker.domain.laser import FLUENCE_BOUNDS, PULSES_LIMIT, SPOT_BOUNDS
from tests.builders import Bench

TABLES = Base.metadata.tables


def _scripts() -> ScriptDirectory:
    settings = Config()
    settings.set_main_option("script_location", str(Path(str(migrations.__file__)).parent))
    return ScriptDirectory.from_config(settings)


def test_the_head_this_program_knows_is_the_newest_migration() -> None:
    assert _scripts().get_heads() == [SCHEMA_HEAD]


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
@pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based index")
def test_migrated_tables_are_those_of_the_models(bench: Bench) -> None:
    with bench.database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        differences = [one for one in compare_metadata(context, Base.metadata) if not _is_expression_index(one)]
        assert differences == []
        assert set(inspect(connection).get_table_names()) == {*TABLES, "alembic_version"}


def _is_expression_index(difference: object) -> bool:
    """Reflection cannot read an index on an expression; the next test looks for it by name."""
    return "uq_patient_record_number" in str(difference)


def test_every_index_of_the_models_is_in_the_database(bench: Bench) -> None:
    catalogue = {"sqlite": "SELECT name FROM sqlite_master WHERE type = 'index'"}
    with bench.database.engine.connect() as connection:
        names = set(
            connection.scalars(text(catalogue.get(connection.dialect.name, "SELECT indexname FROM pg_indexes")))
        )
    assert {str(index.name) for table in TABLES.values() for index in table.indexes} <= names


def test_every_check_of_the_models_is_in_the_database_under_its_name(bench: Bench) -> None:
    wanted = {
        (table.name, str(one.name))
        for table in TABLES.values()
        for one in table.constraints
        if isinstance(one, CheckConstraint)
    }
    with bench.database.engine.connect() as connection:
        looked = inspect(connection)
        checks = [(name, one) for name in TABLES for one in looked.get_check_constraints(name)]
    assert {(name, str(one["name"])) for name, one in checks} == wanted
    assert all(str(one["name"]).startswith(f"ck_{name}_") for name, one in checks)


def test_every_column_refuses_nothing_exactly_where_the_models_do(bench: Bench) -> None:
    with bench.database.engine.connect() as connection:
        found = {
            (name, column["name"]): column["nullable"]
            for name in TABLES
            for column in inspect(connection).get_columns(name)
        }
    wanted = {(table.name, column.name): column.nullable for table in TABLES.values() for column in table.columns}
    assert found == wanted


def test_every_table_of_a_file_is_strict(file_bench: Bench) -> None:
    with file_bench.database.engine.connect() as connection:
        rows = connection.execute(text("SELECT name, strict FROM pragma_table_list WHERE type = 'table'"))
        loose = {name for name, strict in rows if not strict and not name.startswith("sqlite_")}
    assert loose == {"alembic_version"}, "Alembic makes its own table"


def test_a_file_refuses_text_where_a_number_belongs(file_bench: Bench) -> None:
    with file_bench.database.engine.connect() as connection, pytest.raises(DBAPIError, match="cannot store TEXT"):
        connection.execute(text("UPDATE clinic SET next_record_number = 'many'"))


def test_every_link_between_tables_is_enforced(bench: Bench) -> None:
    with bench.database.engine.connect() as connection, pytest.raises(DBAPIError, match=r"(?i)foreign key"):
        connection.execute(text("INSERT INTO visit_course (visit_id, course_id) VALUES (999999, 999999)"))


def test_every_foreign_key_keeps_what_others_point_to(bench: Bench) -> None:
    with bench.database.engine.connect() as connection:
        keys = [key for name in TABLES for key in inspect(connection).get_foreign_keys(name)]
    assert len(keys) == sum(len(table.foreign_keys) for table in TABLES.values())
    assert {key["options"].get("ondelete") for key in keys} == {"RESTRICT"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET action = 'nothing'",
        "DELETE FROM audit_event",
        "UPDATE audit_event SET actor_id = NULL WHERE id = (SELECT min(id) FROM audit_event)",
        "DELETE FROM audit_event WHERE id = (SELECT max(id) FROM audit_event)",
    ],
)
def test_what_happened_can_neither_be_changed_nor_removed(bench: Bench, statement: str) -> None:
    with bench.database.engine.connect() as connection:
        before = connection.execute(text("SELECT * FROM audit_event ORDER BY id")).all()
        connection.rollback()
        with pytest.raises(DBAPIError, match="audit_event only grows"):
            connection.execute(text(statement))
        connection.rollback()
        assert before
        assert connection.execute(text("SELECT * FROM audit_event ORDER BY id")).all() == before


def test_a_server_refuses_to_empty_the_audit_at_once(bench: Bench) -> None:
    with bench.database.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            return
        with pytest.raises(DBAPIError, match="only grows"):
            connection.execute(text("TRUNCATE audit_event CASCADE"))


def test_the_bounds_of_a_pass_are_those_of_the_rules(file_bench: Bench) -> None:
    with file_bench.database.engine.connect() as connection:
        checks = _checks(connection, "session_pass")
    assert checks["ck_session_pass_fluence_j_cm2"] == tuple(int(bound * 1000) for bound in FLUENCE_BOUNDS)
    assert checks["ck_session_pass_spot_width_mm"] == tuple(int(bound * 100) for bound in SPOT_BOUNDS)
    assert checks["ck_session_pass_spot_height_mm"] == tuple(int(bound * 100) for bound in SPOT_BOUNDS)
    assert checks["ck_session_pass_pulses"] == (1, PULSES_LIMIT)


def _checks(connection: Connection, table: str) -> dict[str, tuple[int, int]]:
    found = {}
    for one in inspect(connection).get_check_constraints(table):
        bounds = re.search(r"BETWEEN (-?\d+) AND (-?\d+)", str(one["sqltext"]))
        if bounds:
            found[str(one["name"])] = (int(bounds[1]), int(bounds[2]))
    return found

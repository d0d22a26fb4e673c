"""Bringing a schema up to date: all of it or none, and a second try always works."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import DBAPIError

from pico_tracker.db import migrations, schema, upgrade
from pico_tracker.db.backup import copy_database
from pico_tracker.db.database import Database, bring_up_to_date, connect_file, connect_server, schema_version
from pico_tracker.domain.addresses import DatabaseAddress
from pico_tracker.domain.errors import DatabaseTrouble
from pico_tracker.services.clinics import open_with_key
from pico_tracker.services.courses import open_course, read_patient_page
from pico_tracker.services.patients import add_patient
from tests.builders import Bench, MovableClock

pytestmark = pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
REBUILD = '''"""Rebuild the course table, which sessions point to."""

from alembic import op
import sqlalchemy as sa

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("course", recreate="always") as batch:
        batch.add_column(sa.Column("colour", sa.String(), nullable=True))
    op.create_table("ink", sa.Column("id", sa.Integer(), primary_key=True))
'''
LOSING = REBUILD.replace('op.create_table("ink", sa.Column("id", sa.Integer(), primary_key=True))', "{}")


class Broken(Exception):
    """What a power cut is to these tests."""


def _connect(address: DatabaseAddress) -> Database:
    return connect_server(address.url) if address.path is None else connect_file(address.path, None, create=True)


def _break_after(engine: Engine, statements: int) -> Callable[[], None]:
    """Let the next statement past so many fail; returns how to mend it."""
    left = [statements]

    def count(*_: object) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Broken

    event.listen(engine, "before_cursor_execute", count)
    return lambda: event.remove(engine, "before_cursor_execute", count)


def _dump(engine: Engine) -> list[tuple[object, ...]]:
    """Every statement of the schema and every row of a file."""
    with engine.connect() as connection:
        made = [tuple(row) for row in connection.execute(text("SELECT type, name, sql FROM sqlite_master"))]
        names = sorted(str(name) for kind, name, _ in made if kind == "table")
        rows = [tuple(row) for name in names for row in connection.execute(text(f'SELECT * FROM "{name}"'))]
    return made + rows


def test_an_upgrade_broken_after_any_statement_leaves_nothing_and_the_second_try_works(
    empty_address: DatabaseAddress,
) -> None:
    database = _connect(empty_address)
    steps = _count_statements(database)
    for place in sorted({*range(0, steps, 7), steps - 1}):
        mend = _break_after(database.engine, place)
        with pytest.raises(Broken):
            bring_up_to_date(database)
        mend()
        assert schema_version(database) is None, place
    bring_up_to_date(database)
    assert schema_version(database) == schema.SCHEMA_HEAD
    database.close()


def _count_statements(database: Database) -> int:
    """How many statements a whole upgrade of this empty database takes; it is broken at the last."""
    seen = [0]

    def count(*_: object) -> None:
        seen[0] += 1

    def refuse(*_: object) -> None:
        raise Broken

    event.listen(database.engine, "before_cursor_execute", count)
    event.listen(database.engine, "commit", refuse)
    with pytest.raises(Broken):
        bring_up_to_date(database)
    event.remove(database.engine, "before_cursor_execute", count)
    event.remove(database.engine, "commit", refuse)
    assert seen[0] > 50
    return seen[0]


@pytest.fixture
def next_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program whose schema is one step further; the file of that step."""
    folder = tmp_path / "migrations"
    shutil.copytree(Path(str(migrations.__file__)).parent, folder, ignore=shutil.ignore_patterns("__pycache__"))
    step = folder / "versions" / "0006_next.py"
    step.write_text(REBUILD)
    monkeypatch.setattr(upgrade, "_FOLDER", folder)
    for module in (upgrade, schema):
        monkeypatch.setattr(module, "SCHEMA_HEAD", "0006")
    return step


def _bench_with_a_course(bench: Bench) -> int:
    patient_id = add_patient(bench.reception, bench.patient()).value
    open_course(bench.practitioner, bench.course(patient_id))
    return patient_id


def test_a_file_broken_during_its_upgrade_is_exactly_as_before_and_the_second_try_works(
    file_bench: Bench, next_release: Path
) -> None:
    patient_id = _bench_with_a_course(file_bench)
    database = file_bench.database
    before = _dump(database.engine)
    place = 0
    while True:
        mend = _break_after(database.engine, place)
        try:
            bring_up_to_date(database)
            break
        except Broken:
            mend()
            assert _dump(database.engine) == before, place
            place += 1
    mend()
    assert place > 10
    assert schema_version(database) == "0006"
    assert len(read_patient_page(file_bench.practitioner, patient_id).courses) == 1


def test_rebuilding_a_table_keeps_its_children_triggers_and_foreign_keys(
    file_bench: Bench, next_release: Path
) -> None:
    _bench_with_a_course(file_bench)
    bring_up_to_date(file_bench.database)
    with file_bench.database.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        with pytest.raises(DBAPIError, match="only grows"):
            connection.execute(text("DELETE FROM audit_event"))


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("op.execute('DELETE FROM audit_payload')", "would lose rows of audit_payload"),
        ("op.execute('DELETE FROM patient')", "would lose rows of patient"),
        ("op.execute('UPDATE course SET patient_id = 999')", "would break a link in course"),
    ],
)
def test_an_upgrade_that_would_lose_something_is_undone(
    file_bench: Bench, next_release: Path, statement: str, said: str
) -> None:
    _bench_with_a_course(file_bench)
    before = _dump(file_bench.database.engine)
    next_release.write_text(LOSING.format(statement))
    with pytest.raises(DatabaseTrouble, match=f"{said}.*undone and nothing changed"):
        bring_up_to_date(file_bench.database)
    assert _dump(file_bench.database.engine) == before


def test_an_older_file_is_backed_up_before_it_is_upgraded(
    clinic_file: Path, file_bench: Bench, next_release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pico_tracker.services.clinics.SCHEMA_HEAD", "0006")
    _bench_with_a_course(file_bench)
    file_bench.database.close()
    opened = open_with_key(DatabaseAddress(path=clinic_file), None, file_bench.clock)
    assert schema_version(opened) == "0006"
    opened.close()
    (backup,) = (path for path in clinic_file.parent.iterdir() if ".before-0006-" in path.name)
    connection = sqlcipher.connect(str(backup))
    assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("0005",)
    assert connection.execute("SELECT count(*) FROM course").fetchone() == (1,)
    connection.close()


def test_a_file_whose_backup_is_not_sound_is_not_upgraded(
    clinic_file: Path, next_release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pico_tracker.services.clinics.SCHEMA_HEAD", "0006")
    other = sqlcipher.connect(str(clinic_file))
    other.execute("INSERT INTO visit_course (visit_id, course_id) VALUES (404, 404)")
    other.commit()
    other.close()
    with pytest.raises(DatabaseTrouble, match="The backup is not sound and was thrown away"):
        open_with_key(DatabaseAddress(path=clinic_file), None, MovableClock())
    database = connect_file(clinic_file, None)
    assert schema_version(database) == "0005"
    database.close()
    assert [path.name for path in clinic_file.parent.glob("*.pico*")] == [clinic_file.name]


def test_a_copy_has_the_rows_and_the_name_only_when_it_is_whole(file_bench: Bench, tmp_path: Path) -> None:
    _bench_with_a_course(file_bench)
    rows = copy_database(file_bench.database, tmp_path / "copy.pico")
    assert (rows["patient"], rows["course"]) == (1, 1)
    with pytest.raises(DatabaseTrouble, match="cannot be opened"):
        copy_database(file_bench.database, tmp_path / "nowhere" / "copy.pico")
    assert {path.name for path in tmp_path.iterdir() if "copy" in path.name} == {"copy.pico"}

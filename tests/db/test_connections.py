"""A connection is set up as the design says, and reads its settings back."""

import sqlite3
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import text

from pico_tracker.db import engine as engines
from pico_tracker.db.database import connect_file
from pico_tracker.db.engine import APPLICATION_ID, check_driver, sqlite_engine
from pico_tracker.db.models import ClinicRow
from pico_tracker.domain.errors import DatabaseTrouble
from tests.builders import Bench

WANTED = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "busy_timeout": 10_000,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "secure_delete": 1,
    "temp_store": 2,
    "application_id": APPLICATION_ID,
}


def test_every_connection_of_a_file_has_the_settings_of_the_design(file_bench: Bench) -> None:
    engine = file_bench.database.engine
    with engine.connect() as first, engine.connect() as second:
        for connection in (first, second):
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in WANTED}
            assert found == WANTED
            assert connection.exec_driver_sql("PRAGMA mmap_size").scalar() in (0, None)


def test_a_setting_that_does_not_hold_is_named_and_nothing_is_opened(
    clinic_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(engines._SETTINGS, "synchronous", 7)
    database = connect_file(clinic_file, None)
    with pytest.raises(DatabaseTrouble, match="refuses the setting synchronous"):
        database.engine.connect()


def test_the_driver_encrypts_and_its_sqlite_is_new_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    check_driver()
    monkeypatch.setattr(engines, "OLDEST_SQLITE", (99, 0, 0))
    with pytest.raises(DatabaseTrouble, match=f"SQLite {sqlcipher.sqlite_version} is too old"):
        check_driver()


def test_a_driver_without_encryption_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "sqlcipher", sqlite3)
    with pytest.raises(DatabaseTrouble, match="cannot encrypt"):
        check_driver()


def test_a_key_of_another_length_is_no_key(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        sqlite_engine(tmp_path / "new.pico", b"short", create=True).connect()


def test_a_missing_file_never_becomes_an_empty_database(tmp_path: Path) -> None:
    database = connect_file(tmp_path / "gone.pico", None)
    with pytest.raises(DatabaseTrouble, match="cannot be opened"), database.read() as work:
        work.find(ClinicRow, 1)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a?mode=rwc", "100 %25", "a#b", "Praxis Müller", "[x]*"])
def test_a_file_name_is_taken_as_it_is(clinic_file: Path, name: str) -> None:
    path = clinic_file.rename(clinic_file.with_name(f"{name}.pico"))
    database = connect_file(path, None)
    with database.read() as work:
        assert work.connection.scalar(text("SELECT name FROM clinic")) == "Test Clinic"
    database.close()
    assert [one.name for one in path.parent.iterdir()] == [path.name]

"""A file that cannot be used is named in a sentence and not touched."""

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from pico_tracker.db import engine as engines
from pico_tracker.domain.addresses import DatabaseAddress
from pico_tracker.domain.errors import DatabaseTrouble
from pico_tracker.services.clinics import open_with_key
from pico_tracker.services.patients import add_patient, find_patients
from tests.builders import Bench, MovableClock

KEY = bytes(range(32))
NOBODY = 65534


def _open(path: Path, key: bytes | None = None) -> str:
    """What a person is told when the file is opened."""
    with pytest.raises(DatabaseTrouble) as trouble:
        open_with_key(DatabaseAddress(path=path), key, MovableClock())
    return str(trouble.value)


def _as_sqlite(path: Path, *statements: str, key: bytes | None = None) -> None:
    connection = sqlcipher.connect(str(path))
    if key is not None:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


@contextlib.contextmanager
def _untouched(folder: Path) -> Iterator[None]:
    """Fails when a file of the folder came, went or changed a byte."""
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    yield
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def _text(path: Path) -> None:
    path.write_text("Dear colleague, this is a letter. " * 300)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _foreign(path: Path) -> None:
    path.unlink()
    _as_sqlite(path, "CREATE TABLE invoice (total)", "INSERT INTO invoice VALUES (3)")


def _foreign_with_revisions(path: Path) -> None:
    _foreign(path)
    _as_sqlite(path, "CREATE TABLE alembic_version (version_num)", "INSERT INTO alembic_version VALUES ('0001')")


def _encrypted(path: Path) -> None:
    path.unlink()
    _as_sqlite(path, "CREATE TABLE patient (name)", key=KEY)


def _newer(path: Path) -> None:
    _as_sqlite(path, "UPDATE alembic_version SET version_num = '0999'")


def _odd_revision(path: Path) -> None:
    _as_sqlite(path, "UPDATE alembic_version SET version_num = 'ab12cd34'")


def _without_mark_of_demonstration(path: Path) -> None:
    _as_sqlite(path, "UPDATE clinic SET is_demonstration = 0")


def _truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:9000])


def _damaged(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:100] + b"\xa5" * 4000 + content[4100:])


CASES: list[tuple[Callable[[Path], None], str]] = [
    (_text, "not a Pico Tracker database"),
    (_empty, "not one of Pico Tracker's"),
    (_foreign, "not one of Pico Tracker's"),
    (_foreign_with_revisions, "not one of Pico Tracker's"),
    (_encrypted, "not a Pico Tracker database, or the passphrase is not its own"),
    (_newer, "written by a newer Pico Tracker (schema 0999, this one knows 0005)"),
    (_odd_revision, "not one of Pico Tracker's"),
    (_without_mark_of_demonstration, "not encrypted and is no demonstration clinic"),
    (_truncated, "damaged"),
    (_damaged, "damaged"),
]


@pytest.mark.parametrize(("spoil", "said"), CASES, ids=[spoil.__name__[1:] for spoil, _ in CASES])
def test_a_file_that_cannot_be_used_is_named_and_not_touched(
    clinic_file: Path, spoil: Callable[[Path], None], said: str
) -> None:
    spoil(clinic_file)
    with _untouched(clinic_file.parent):
        assert said in _open(clinic_file)


def test_an_encrypted_file_opened_with_another_key_is_named_and_not_touched(clinic_file: Path) -> None:
    _encrypted(clinic_file)
    with _untouched(clinic_file.parent):
        assert "the passphrase is not its own" in _open(clinic_file, bytes(32))


def test_a_folder_in_the_place_of_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "clinic.pico").mkdir()
    assert "cannot be opened" in _open(tmp_path / "clinic.pico")


def test_a_missing_file_is_named_and_not_made(tmp_path: Path) -> None:
    with _untouched(tmp_path):
        assert "cannot be opened" in _open(tmp_path / "gone.pico")


def test_a_file_that_somebody_else_holds_is_named_and_nothing_is_saved(
    clinic_file: Path, monkeypatch: pytest.MonkeyPatch, file_bench: Bench
) -> None:
    monkeypatch.setitem(engines._SETTINGS, "busy_timeout", 20)
    impatient = file_bench.reopen()
    other = sqlcipher.connect(str(clinic_file), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseTrouble, match="Another program holds the database"):
        add_patient(replace(file_bench.reception, database=impatient), file_bench.patient())
    other.execute("ROLLBACK")
    other.close()
    impatient.close()
    assert find_patients(file_bench.reception, "nwosu").lines == ()
    add_patient(file_bench.reception, file_bench.patient())


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder that another user of this computer can reach, which pytest's own is not."""
    with tempfile.TemporaryDirectory(prefix="pico-", dir="/tmp") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@contextlib.contextmanager
def _without_rights() -> Iterator[None]:
    """As a user who may read the folder and no more; rights do not bind root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_file_in_a_folder_that_can_only_be_read_says_so_and_is_not_touched(
    clinic_file: Path, shared_folder: Path
) -> None:
    path = clinic_file.rename(shared_folder / clinic_file.name)
    path.chmod(0o444)
    shared_folder.chmod(0o555)
    with _untouched(shared_folder), _without_rights():
        said = _open(path)
    shared_folder.chmod(0o755)
    assert "can only be read" in said


def test_typing_is_refused_with_a_sentence_while_the_disk_is_read_only(file_bench: Bench) -> None:
    with file_bench.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = 1")
    with pytest.raises(DatabaseTrouble, match="can only be read"):
        add_patient(file_bench.reception, file_bench.patient())
    assert find_patients(file_bench.reception, "nwosu").lines == ()

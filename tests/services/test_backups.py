"""Backups that open, and checks that find what is wrong."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from pico_tracker.db.database import connect_file
from pico_tracker.db.schema import SCHEMA_HEAD
from pico_tracker.domain.addresses import DatabaseAddress
from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.errors import DatabaseTrouble
from pico_tracker.services.backups import back_up, check_database
from pico_tracker.services.clinics import create_clinic, open_clinic, open_with_key
from pico_tracker.services.context import Context
from pico_tracker.services.patients import add_patient, find_patients
from pico_tracker.services.people import sign_in
from tests.builders import Bench, MovableClock

PASSPHRASE = "seven grey herons at dusk"


@pytest.fixture
def encrypted(tmp_path: Path) -> Iterator[Context]:
    """The administrator of an encrypted clinic."""
    address = DatabaseAddress(path=tmp_path / "real" / "clinic.pico")
    assert address.path is not None
    address.path.parent.mkdir()
    made = create_clinic(address, Clinic(name="Harbour Clinic"), "R. Diaz", PASSPHRASE, MovableClock())
    yield sign_in(made.database, made.administrator_id, MovableClock())
    made.database.close()


def test_a_backup_opens_and_holds_the_same_record(file_bench: Bench) -> None:
    add_patient(file_bench.reception, file_bench.patient())
    backup = back_up(file_bench.administrator)
    assert {path.name for path in backup.folder.iterdir()} == {"clinic.pico", "manifest.json"}
    manifest = json.loads((backup.folder / "manifest.json").read_text("utf-8"))
    assert manifest["rows"]["patient"] == backup.rows["patient"] == 1
    assert manifest["database"] == "clinic.pico"
    opened = open_with_key(DatabaseAddress(path=backup.database), None, file_bench.clock)
    context = sign_in(opened, file_bench.administrator.operator.id, file_bench.clock)
    assert check_database(context) == check_database(file_bench.administrator)
    opened.close()


def test_a_backup_of_an_encrypted_clinic_is_encrypted_and_carries_its_vault(
    encrypted: Context, file_bench: Bench, tmp_path: Path
) -> None:
    add_patient(encrypted, file_bench.patient(family_name="Xanthippe"))
    backup = back_up(encrypted, tmp_path / "elsewhere")
    names = {path.name for path in backup.folder.iterdir()}
    assert names == {"clinic.pico", "clinic.pico.vault.json", "clinic.pico.vault.copy.json", "manifest.json"}
    assert b"anthippe" not in b"".join(path.read_bytes() for path in backup.folder.iterdir())
    opened = open_clinic(DatabaseAddress(path=backup.database), lambda: PASSPHRASE, file_bench.clock)
    assert len(find_patients(sign_in(opened, 1, file_bench.clock), "xanthippe").lines) == 1
    opened.close()


def test_a_backup_taken_while_somebody_writes_is_one_committed_state(file_bench: Bench) -> None:
    with file_bench.database.change(file_bench.reception.actor()) as work:
        from_inside = work.connection
        from_inside.exec_driver_sql("UPDATE clinic SET name = 'Half saved'")
        backup = back_up(file_bench.administrator)
    connection = sqlcipher.connect(str(backup.database))
    assert connection.execute("SELECT name FROM clinic").fetchone() == ("Test Clinic",)
    connection.close()


def test_a_backup_that_fails_leaves_no_folder_that_looks_like_one(file_bench: Bench, tmp_path: Path) -> None:
    path = file_bench.database.path
    assert path is not None
    other = sqlcipher.connect(str(path))
    other.execute("INSERT INTO visit_course (visit_id, course_id) VALUES (404, 404)")
    other.commit()
    other.close()
    with pytest.raises(DatabaseTrouble, match="not sound and was thrown away"):
        back_up(file_bench.administrator, tmp_path / "elsewhere")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_place_where_no_folder_can_be_made_is_named(file_bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DatabaseTrouble, match="cannot be made"):
        back_up(file_bench.administrator, tmp_path / "file")


def test_a_second_backup_in_the_same_second_never_overwrites_the_first(file_bench: Bench) -> None:
    first = back_up(file_bench.administrator)
    kept = first.database.read_bytes()
    with pytest.raises(DatabaseTrouble):
        back_up(file_bench.administrator)
    assert first.database.read_bytes() == kept


def test_a_server_is_backed_up_by_its_own_tools(bench: Bench) -> None:
    if bench.database.path is not None:
        assert back_up(bench.administrator).database.is_file()
        return
    with pytest.raises(DatabaseTrouble, match="backed up on the server"):
        back_up(bench.administrator)


def test_a_sound_database_has_no_problems_and_counts_its_rows(bench: Bench) -> None:
    add_patient(bench.reception, bench.patient())
    report = check_database(bench.administrator)
    assert report.problems == ()
    assert (report.schema_version, report.rows["patient"], report.rows["staff"]) == (SCHEMA_HEAD, 1, 3)
    assert len(report.digest) == 64


def test_the_digest_tells_one_content_from_another_and_not_when_it_was_looked_at(bench: Bench) -> None:
    add_patient(bench.reception, bench.patient())
    first = check_database(bench.administrator).digest
    bench.clock.pass_days(3)
    assert check_database(bench.administrator).digest == first
    add_patient(bench.reception, bench.patient())
    assert check_database(bench.administrator).digest != first


def _flip(path: Path, place: int) -> None:
    with path.open("r+b") as file:
        file.seek(place)
        byte = file.read(1)
        file.seek(place)
        file.write(bytes([byte[0] ^ 1]))


@pytest.mark.parametrize("share", [0.2, 0.4, 0.6, 0.8, 0.99])
def test_a_flipped_byte_of_an_encrypted_file_is_found(encrypted: Context, share: float) -> None:
    path, key = encrypted.database.path, encrypted.database.key
    assert path is not None
    encrypted.database.close()
    _flip(path, int(path.stat().st_size * share))
    said = _what_a_check_says(path, key)
    assert "damaged" in said, said


def _what_a_check_says(path: Path, key: bytes | None) -> str:
    database = connect_file(path, key)
    try:
        context = sign_in(database, 1, MovableClock())
        report = check_database(context)
    except DatabaseTrouble as trouble:
        return str(trouble)
    finally:
        database.close()
    assert report.digest == "" or report.problems
    return " ".join(str(problem) for problem in report.problems)


def test_a_row_that_points_nowhere_is_found(file_bench: Bench) -> None:
    path = file_bench.database.path
    assert path is not None
    other = sqlcipher.connect(str(path))
    other.execute("INSERT INTO visit_course (visit_id, course_id) VALUES (404, 404)")
    other.commit()
    other.close()
    said = {str(problem) for problem in check_database(file_bench.administrator).problems}
    assert said == {
        "A row of visit_course points to a row of course that is not there.",
        "A row of visit_course points to a row of visit that is not there.",
    }

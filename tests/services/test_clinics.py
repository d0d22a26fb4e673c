"""Creating and opening a clinic, plain, encrypted and on a server."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from pico_tracker.db import upgrade
from pico_tracker.domain.addresses import DatabaseAddress
from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.errors import DatabaseTrouble, NotAllowed, Refused
from pico_tracker.domain.patients import PatientEntry
from pico_tracker.domain.people import Role
from pico_tracker.services.clinics import (
    NewClinic,
    create_clinic,
    edit_clinic,
    list_staff,
    needs_passphrase,
    open_clinic,
    open_with_recovery_key,
    read_clinic,
)
from pico_tracker.services.patients import add_patient, find_patients
from pico_tracker.services.people import sign_in
from tests.builders import Bench, MovableClock

CLINIC = Clinic(name="Harbour Clinic", time_zone="Europe/Berlin")
PLAIN = Clinic(
    name="Harbour Clinic", is_demonstration=True, reaction_advice="Call a practitioner.", local_rules="Version 3"
)
PASSPHRASE, OTHER = "seven grey herons at dusk", "nine red kites at dawn"
MARKER = "Xanthippe"


class Broken(Exception):
    """What ends a creation before its end."""


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[NewClinic]:
    """A new encrypted clinic, open."""
    made = create_clinic(
        DatabaseAddress(path=tmp_path / "clinic.pico"), CLINIC, "R. Diaz", PASSPHRASE, MovableClock()
    )
    yield made
    made.database.close()


def _address(folder: Path) -> DatabaseAddress:
    return DatabaseAddress(path=folder / "clinic.pico")


def test_a_new_clinic_has_its_administrator_and_its_own_copy_of_the_knowledge(
    empty_address: DatabaseAddress,
) -> None:
    made = create_clinic(empty_address, PLAIN, " R.  Diaz ", None, MovableClock())
    assert read_clinic(made.database) == PLAIN
    assert [(one.id, one.name, one.role) for one in list_staff(made.database)] == [
        (made.administrator_id, "R. Diaz", Role.ADMINISTRATOR)
    ]
    made.database.close()


def test_an_encrypted_clinic_opens_with_its_passphrase_only(clinic: NewClinic, tmp_path: Path) -> None:
    clinic.database.close()
    assert needs_passphrase(_address(tmp_path))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(NotAllowed, match="passphrase does not open this database"):
        open_clinic(_address(tmp_path), lambda: OTHER, MovableClock())
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    opened = open_clinic(_address(tmp_path), lambda: PASSPHRASE, MovableClock())
    assert read_clinic(opened) == CLINIC
    opened.close()


def test_the_recovery_key_opens_it_and_gives_it_a_new_passphrase(clinic: NewClinic, tmp_path: Path) -> None:
    clinic.database.close()
    opened = open_with_recovery_key(_address(tmp_path), clinic.recovery_key, OTHER, MovableClock())
    opened.close()
    with pytest.raises(NotAllowed):
        open_clinic(_address(tmp_path), lambda: PASSPHRASE, MovableClock())
    open_clinic(_address(tmp_path), lambda: OTHER, MovableClock()).close()
    open_with_recovery_key(_address(tmp_path), clinic.recovery_key, PASSPHRASE, MovableClock()).close()


def test_a_recovery_that_cannot_open_the_file_keeps_the_passphrase(clinic: NewClinic, tmp_path: Path) -> None:
    clinic.database.close()
    path = tmp_path / "clinic.pico"
    kept = path.read_bytes()
    path.write_bytes(b"not a database any more" * 500)
    with pytest.raises(DatabaseTrouble):
        open_with_recovery_key(_address(tmp_path), clinic.recovery_key, OTHER, MovableClock())
    path.write_bytes(kept)
    open_clinic(_address(tmp_path), lambda: PASSPHRASE, MovableClock()).close()


def test_a_weak_new_passphrase_is_refused_and_the_old_one_kept(clinic: NewClinic, tmp_path: Path) -> None:
    clinic.database.close()
    with pytest.raises(Refused):
        open_with_recovery_key(_address(tmp_path), clinic.recovery_key, "short", MovableClock())
    open_clinic(_address(tmp_path), lambda: PASSPHRASE, MovableClock()).close()


def test_no_byte_on_disk_names_a_patient(clinic: NewClinic, tmp_path: Path) -> None:
    context = sign_in(clinic.database, clinic.administrator_id, MovableClock())
    entry_id = context.mint_entry_id()
    add_patient(
        context, PatientEntry(entry_id=entry_id, family_name=MARKER, notes=MARKER * 20, allergies=(MARKER,))
    )
    assert len(find_patients(context, MARKER).lines) == 1
    spellings = [spelling.encode(code) for spelling in (MARKER, MARKER.lower()) for code in ("utf-8", "utf-16-le")]
    files = list(tmp_path.iterdir())
    names = {path.name for path in files}
    assert {"clinic.pico", "clinic.pico-wal", "clinic.pico.vault.json"} <= names
    found = [path.name for path, spelling in itertools.product(files, spellings) if spelling in path.read_bytes()]
    assert found == []


def test_a_plain_demonstration_does_name_its_patients_so_the_search_above_sees(file_bench: Bench) -> None:
    add_patient(file_bench.reception, file_bench.patient(family_name=MARKER))
    path = file_bench.database.path
    assert path is not None
    file_bench.database.close()
    assert MARKER.encode() in path.read_bytes()


def test_a_new_clinics_files_are_for_their_owner_only(clinic: NewClinic, tmp_path: Path) -> None:
    assert {path.stat().st_mode & 0o077 for path in tmp_path.iterdir()} == {0}


def test_real_patients_need_a_passphrase(tmp_path: Path) -> None:
    with pytest.raises(DatabaseTrouble, match="needs a passphrase"):
        create_clinic(_address(tmp_path), CLINIC, "R. Diaz", None, MovableClock())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("clinic", "administrator", "passphrase", "field"),
    [
        (Clinic(name=" "), "R. Diaz", PASSPHRASE, "name"),
        (Clinic(name="C", time_zone="Moon/Crater"), "R. Diaz", PASSPHRASE, "time_zone"),
        (Clinic(name="C" * 201), "R. Diaz", PASSPHRASE, "name"),
        (CLINIC, "\t", PASSPHRASE, "name"),
        (CLINIC, "R. Diaz", "short", "passphrase"),
    ],
)
def test_a_wrong_first_start_names_the_field_and_leaves_nothing(
    tmp_path: Path, clinic: Clinic, administrator: str, passphrase: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        create_clinic(_address(tmp_path), clinic, administrator, passphrase, MovableClock())
    assert field in {finding.field for finding in refused.value.findings}
    assert list(tmp_path.iterdir()) == []


def test_a_creation_that_breaks_leaves_nothing_behind_and_other_files_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    neighbours = ["clinic.pico-notes.txt", "clinic.pico.before-0001-20260101-080000", "clinic.pico2"]
    for name in neighbours:
        (tmp_path / name).write_text("kept")
    (tmp_path / "clinic.pico.photos").mkdir()

    def break_off(*_: object) -> None:
        raise Broken

    monkeypatch.setattr(upgrade, "make_triggers", break_off)
    for passphrase in (None, PASSPHRASE):
        with pytest.raises(Broken):
            create_clinic(_address(tmp_path), PLAIN, "R. Diaz", passphrase, MovableClock())
        assert {path.name for path in tmp_path.iterdir()} == {*neighbours, "clinic.pico.photos"}
    monkeypatch.undo()
    create_clinic(_address(tmp_path), PLAIN, "R. Diaz", PASSPHRASE, MovableClock()).database.close()


def test_a_server_whose_creation_broke_off_can_be_tried_again(
    empty_address: DatabaseAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(*_: object) -> None:
        raise Broken

    monkeypatch.setattr("pico_tracker.services.clinics.seed_rules", break_off)
    with pytest.raises(Broken):
        create_clinic(empty_address, PLAIN, "R. Diaz", None, MovableClock())
    monkeypatch.undo()
    made = create_clinic(empty_address, PLAIN, "R. Diaz", None, MovableClock())
    assert len(list_staff(made.database)) == 1
    made.database.close()


def test_what_is_there_already_is_kept(empty_address: DatabaseAddress) -> None:
    create_clinic(empty_address, PLAIN, "R. Diaz", None, MovableClock()).database.close()
    with pytest.raises(DatabaseTrouble, match=r"It was kept\."):
        create_clinic(empty_address, CLINIC, "Somebody", PASSPHRASE, MovableClock())
    opened = open_clinic(empty_address, str, MovableClock())
    assert read_clinic(opened) == PLAIN
    opened.close()


def test_an_orphaned_vault_is_kept_and_named(tmp_path: Path) -> None:
    vault = tmp_path / "clinic.pico.vault.json"
    vault.write_text("{}")
    with pytest.raises(DatabaseTrouble, match="already has a vault"):
        create_clinic(_address(tmp_path), CLINIC, "R. Diaz", PASSPHRASE, MovableClock())
    assert [path.name for path in tmp_path.iterdir()] == [vault.name]


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_a_folder_that_is_not_there_is_named(tmp_path: Path, passphrase: str | None) -> None:
    with pytest.raises(DatabaseTrouble, match="cannot be written"):
        create_clinic(_address(tmp_path / "gone"), PLAIN, "R. Diaz", passphrase, MovableClock())


def test_a_server_that_is_not_there_is_named() -> None:
    address = DatabaseAddress(url="postgresql+psycopg://nobody@localhost:1/clinic")
    with pytest.raises(DatabaseTrouble, match="server does not answer"):
        open_clinic(address, str, MovableClock())


def test_an_empty_server_database_is_named(empty_address: DatabaseAddress) -> None:
    with pytest.raises(DatabaseTrouble):
        open_clinic(empty_address, str, MovableClock())


def test_the_letterhead_is_edited_but_never_whether_it_is_a_demonstration(bench: Bench) -> None:
    edit_clinic(bench.administrator, Clinic(name="  New name ", address="1 Road\nTown", time_zone="Europe/Vienna"))
    clinic = read_clinic(bench.database)
    assert clinic == Clinic(
        name="New name", address="1 Road\nTown", time_zone="Europe/Vienna", is_demonstration=True
    )

"""The vault beside a database: who gets the data key, and what no file can make it do."""

import hashlib
import json
import logging
import os
import stat
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from argon2.exceptions import HashingError

from pico_tracker.domain.errors import DatabaseTrouble, NotAllowed, Refused
from pico_tracker.store.slots import Cost
from pico_tracker.store.vault import (
    change_passphrase,
    copy_vault,
    create_vault,
    has_vault,
    open_vault,
    open_vault_with_recovery,
    vault_paths,
)

PASSPHRASE = "nine red kettles sing"
CHEAP = Cost(time=1, memory_kib=8 * 1024, lanes=1)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "clinic.pico"


def edit(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change a vault file as somebody would who knows the format, checksum included."""
    whole = json.loads(path.read_bytes())
    shown, _ = whole.pop("format"), whole.pop("checksum")
    change(whole)
    digest = hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()
    whole = {"format": shown, "checksum": digest} | whole
    path.write_text(json.dumps(whole, indent=1) + "\n", "utf-8")


def edit_both(database: Path, change: Callable[[dict[str, Any]], None]) -> None:
    for path in vault_paths(database):
        edit(path, change)


def test_the_passphrase_and_the_recovery_key_give_the_same_data_key(database: Path) -> None:
    data_key, recovery_key = create_vault(database, PASSPHRASE)
    assert len(data_key) == 32
    assert open_vault(database, PASSPHRASE) == data_key
    assert open_vault_with_recovery(database, recovery_key) == data_key


def test_two_vaults_share_nothing(tmp_path: Path) -> None:
    first = create_vault(tmp_path / "a", PASSPHRASE, CHEAP)
    second = create_vault(tmp_path / "b", PASSPHRASE, CHEAP)
    assert first[0] != second[0]
    assert first[1] != second[1]


def test_by_default_argon2id_takes_three_rounds_over_64_mib(database: Path) -> None:
    create_vault(database, PASSPHRASE)
    slot = json.loads(vault_paths(database)[0].read_bytes())["slots"][0]
    assert (slot["kdf"], slot["time"], slot["memory_kib"]) == ("argon2id-19", 3, 65536)


def test_a_wrong_passphrase_is_told_apart_from_damage(database: Path) -> None:
    create_vault(database, PASSPHRASE, CHEAP)
    with pytest.raises(NotAllowed, match="The passphrase does not open this database"):
        open_vault(database, "nine red kettles sank")
    with pytest.raises(NotAllowed):
        open_vault(database, "")


def test_an_accent_opens_however_the_keyboard_wrote_it(database: Path) -> None:
    data_key, _ = create_vault(database, "caf\u00e9 by the harbour", CHEAP)
    assert open_vault(database, "cafe\u0301 by the harbour") == data_key


def test_half_a_character_from_the_environment_is_a_wrong_passphrase(database: Path) -> None:
    create_vault(database, PASSPHRASE, CHEAP)
    with pytest.raises(NotAllowed):
        open_vault(database, "nine red kettles \udcff")


def test_a_weak_passphrase_makes_no_vault(database: Path) -> None:
    with pytest.raises(Refused, match="at least 12 characters"):
        create_vault(database, "short", CHEAP)
    assert not has_vault(database)
    assert list(database.parent.iterdir()) == []


def test_a_vault_is_never_overwritten(database: Path) -> None:
    data_key, _ = create_vault(database, PASSPHRASE, CHEAP)
    with pytest.raises(DatabaseTrouble, match="already has a vault"):
        create_vault(database, "another good passphrase", CHEAP)
    assert open_vault(database, PASSPHRASE) == data_key


def test_a_typing_slip_and_a_foreign_recovery_key_are_told_apart(tmp_path: Path) -> None:
    _, mine = create_vault(tmp_path / "a", PASSPHRASE, CHEAP)
    _, other = create_vault(tmp_path / "b", PASSPHRASE, CHEAP)
    with pytest.raises(NotAllowed, match="belongs to another database"):
        open_vault_with_recovery(tmp_path / "a", other)
    slipped = ("A" if mine[0] != "A" else "C") + mine[1:]
    with pytest.raises(NotAllowed, match="typing slip"):
        open_vault_with_recovery(tmp_path / "a", slipped)


def test_a_changed_passphrase_leaves_the_recovery_key_and_the_data_key(database: Path) -> None:
    data_key, recovery_key = create_vault(database, PASSPHRASE, CHEAP)
    change_passphrase(database, data_key, "eight green lanterns", CHEAP)
    assert open_vault(database, "eight green lanterns") == data_key
    assert open_vault_with_recovery(database, recovery_key) == data_key
    with pytest.raises(NotAllowed):
        open_vault(database, PASSPHRASE)


def test_a_weak_new_passphrase_changes_nothing(database: Path) -> None:
    data_key, _ = create_vault(database, PASSPHRASE, CHEAP)
    with pytest.raises(Refused):
        change_passphrase(database, data_key, "short")
    assert open_vault(database, PASSPHRASE) == data_key


def test_a_foreign_data_key_cannot_be_locked_in(database: Path) -> None:
    data_key, _ = create_vault(database, PASSPHRASE, CHEAP)
    with pytest.raises(ValueError, match="not the data key"):
        change_passphrase(database, bytes(32), "eight green lanterns", CHEAP)
    assert open_vault(database, PASSPHRASE) == data_key


def test_both_copies_are_alike_and_only_their_owner_may_read_them(database: Path) -> None:
    create_vault(database, PASSPHRASE, CHEAP)
    first, second = vault_paths(database)
    assert first.name == "clinic.pico.vault.json"
    assert second.name == "clinic.pico.vault.copy.json"
    assert first.read_bytes() == second.read_bytes()
    assert sorted(path.name for path in database.parent.iterdir()) == sorted((first.name, second.name))
    assert {stat.S_IMODE(path.stat().st_mode) for path in (first, second)} == {0o600}


def test_neither_secret_nor_data_key_stands_in_the_file(database: Path) -> None:
    data_key, recovery_key = create_vault(database, PASSPHRASE, CHEAP)
    text = vault_paths(database)[0].read_text("utf-8")
    assert PASSPHRASE not in text
    assert data_key.hex() not in text
    assert recovery_key not in text


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("harm", ["damage", "loss", "emptiness"])
def test_one_harmed_copy_is_mended_from_the_other(database: Path, which: int, harm: str) -> None:
    data_key, _ = create_vault(database, PASSPHRASE, CHEAP)
    path = vault_paths(database)[which]
    whole = path.read_bytes()
    if harm == "loss":
        path.unlink()
    else:
        path.write_bytes(whole[: len(whole) // 2] if harm == "damage" else b"")
    assert has_vault(database)
    assert open_vault(database, PASSPHRASE) == data_key
    assert path.read_bytes() == whole


@pytest.mark.parametrize("which", [0, 1])
def test_of_two_sound_copies_the_newer_one_counts(database: Path, which: int) -> None:
    data_key, _ = create_vault(database, PASSPHRASE, CHEAP)
    path = vault_paths(database)[which]
    old = path.read_bytes()
    change_passphrase(database, data_key, "eight green lanterns", CHEAP)
    path.write_bytes(old)
    assert open_vault(database, "eight green lanterns") == data_key
    assert path.read_bytes() != old


def test_two_damaged_copies_are_named_and_left_as_they_are(database: Path) -> None:
    create_vault(database, PASSPHRASE, CHEAP)
    for path in vault_paths(database):
        path.write_bytes(b"{}")
    with pytest.raises(DatabaseTrouble, match=r"clinic\.pico\.vault\.json is damaged"):
        open_vault(database, PASSPHRASE)
    assert vault_paths(database)[0].read_bytes() == b"{}"


def test_a_missing_vault_is_named(database: Path) -> None:
    assert not has_vault(database)
    with pytest.raises(DatabaseTrouble, match=r"The vault of clinic\.pico is missing"):
        open_vault(database, PASSPHRASE)


def test_the_vault_of_another_database_among_the_two_is_refused(tmp_path: Path) -> None:
    create_vault(tmp_path / "a", PASSPHRASE, CHEAP)
    create_vault(tmp_path / "b", PASSPHRASE, CHEAP)
    foreign = vault_paths(tmp_path / "b")[0].read_bytes()
    vault_paths(tmp_path / "a")[1].write_bytes(foreign)
    with pytest.raises(DatabaseTrouble, match="belong to different databases"):
        open_vault(tmp_path / "a", PASSPHRASE)
    assert vault_paths(tmp_path / "a")[1].read_bytes() == foreign


def test_a_vault_of_a_newer_version_is_never_written_over(database: Path) -> None:
    create_vault(database, PASSPHRASE, CHEAP)
    path = vault_paths(database)[1]
    edit(path, lambda whole: whole.update(version=2))
    newer = path.read_bytes()
    with pytest.raises(DatabaseTrouble, match="written by a newer Pico Tracker"):
        open_vault(database, PASSPHRASE)
    assert path.read_bytes() == newer


@pytest.mark.parametrize(
    "cost",
    [
        {"time": 2**31},
        {"time": 0},
        {"memory_kib": 2**31},
        {"memory_kib": 8},
        {"lanes": 2**20},
        {"time": -1},
    ],
)
def test_a_vault_that_asks_for_absurd_work_is_refused_before_any_is_done(
    database: Path, cost: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    create_vault(database, PASSPHRASE, CHEAP)
    edit_both(database, lambda whole: whole["slots"][0].update(cost))
    monkeypatch.delattr("pico_tracker.store.slots.hash_secret_raw")
    with pytest.raises(DatabaseTrouble, match="more work than any vault needs"):
        open_vault(database, PASSPHRASE)


def test_parameters_cannot_be_changed_behind_the_seal(database: Path) -> None:
    create_vault(database, PASSPHRASE, CHEAP)
    edit_both(database, lambda whole: whole["slots"][0].update(lanes=2))
    with pytest.raises(NotAllowed):
        open_vault(database, PASSPHRASE)


@pytest.mark.parametrize(
    "change",
    [
        lambda whole: whole["slots"].pop(),
        lambda whole: whole["slots"].append(whole["slots"][0]),
        lambda whole: whole["slots"][0].update(salt=""),
        lambda whole: whole["slots"][0].update(time=True),
        lambda whole: whole["slots"][0].update(time=1.0),
        lambda whole: whole["slots"][0].update(kind="word"),
        lambda whole: whole["slots"][0].update(extra=1),
        lambda whole: whole.update(serial="1"),
        lambda whole: whole.update(serial=0),
        lambda whole: whole.update(slots=None),
        lambda whole: whole.update(version="1"),
        lambda whole: whole.pop("key_mark"),
    ],
)
def test_a_well_sealed_but_odd_vault_is_damaged(database: Path, change: Callable[[dict[str, Any]], None]) -> None:
    create_vault(database, PASSPHRASE, CHEAP)
    edit_both(database, change)
    with pytest.raises(DatabaseTrouble, match="is damaged"):
        open_vault(database, PASSPHRASE)


@pytest.mark.parametrize(
    "raw",
    [b"[]", b"null", b"\xff\xfe", b"[" * 10_000, b"x" * 2_000_000, b'{"format": "another"}', b"1" * 5000],
)
def test_a_file_that_is_no_vault_is_damaged(database: Path, raw: bytes) -> None:
    for path in vault_paths(database):
        path.write_bytes(raw)
    tracemalloc.start()
    with pytest.raises(DatabaseTrouble, match="is damaged"):
        open_vault(database, PASSPHRASE)
    assert tracemalloc.get_traced_memory()[1] < 50_000_000
    tracemalloc.stop()


def test_every_flipped_bit_is_seen_and_mended(database: Path) -> None:
    data_key, _ = create_vault(database, PASSPHRASE, CHEAP)
    path = vault_paths(database)[0]
    whole, random = path.read_bytes(), Random(4)
    for _ in range(100):
        harmed = bytearray(whole)
        harmed[random.randrange(len(whole))] ^= 1 << random.randrange(8)
        path.write_bytes(harmed)
        assert open_vault(database, PASSPHRASE) == data_key
        assert path.read_bytes() == whole


def test_two_thousand_mangled_files_are_refused(database: Path) -> None:
    create_vault(database, PASSPHRASE, CHEAP)
    first, second = vault_paths(database)
    whole, random = first.read_bytes(), Random(13)
    for _ in range(2000):
        mangled = bytearray(whole)
        for _ in range(random.randrange(1, 20)):
            at = random.randrange(len(mangled))
            mangled[at : at + random.randrange(4)] = random.randbytes(random.randrange(1, 4))
        first.write_bytes(mangled)
        second.write_bytes(mangled)
        with pytest.raises(DatabaseTrouble):
            open_vault(database, PASSPHRASE)


def test_a_copy_for_a_backup_opens_with_the_same_secrets(database: Path, tmp_path: Path) -> None:
    data_key, recovery_key = create_vault(database, PASSPHRASE, CHEAP)
    backup = tmp_path / "backup.pico"
    copy_vault(database, backup)
    copy_vault(database, backup)
    assert open_vault(backup, PASSPHRASE) == data_key
    assert open_vault_with_recovery(backup, recovery_key) == data_key


def test_a_copy_does_not_replace_the_vault_of_another_database(tmp_path: Path) -> None:
    create_vault(tmp_path / "a", PASSPHRASE, CHEAP)
    data_key, _ = create_vault(tmp_path / "b", PASSPHRASE, CHEAP)
    with pytest.raises(DatabaseTrouble, match="b has a vault of its own"):
        copy_vault(tmp_path / "a", tmp_path / "b")
    assert open_vault(tmp_path / "b", PASSPHRASE) == data_key


def test_a_folder_that_is_not_there_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(DatabaseTrouble, match="cannot be written"):
        create_vault(tmp_path / "gone" / "clinic.pico", PASSPHRASE, CHEAP)
    assert list(tmp_path.iterdir()) == []


def test_a_failing_write_keeps_the_old_passphrase(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data_key, _ = create_vault(database, PASSPHRASE, CHEAP)
    before = sorted(path.name for path in database.parent.iterdir())

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DatabaseTrouble, match=r"No space left on device\). Nothing was changed"):
        change_passphrase(database, data_key, "eight green lanterns", CHEAP)
    monkeypatch.undo()
    assert open_vault(database, PASSPHRASE) == data_key
    assert sorted(path.name for path in database.parent.iterdir()) == before


def test_a_copy_that_cannot_be_mended_does_not_keep_the_clinic_out(
    database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    data_key, _ = create_vault(database, PASSPHRASE, CHEAP)
    second = vault_paths(database)[1]
    second.unlink()
    second.mkdir()
    with caplog.at_level(logging.WARNING):
        assert open_vault(database, PASSPHRASE) == data_key
    assert "a copy of the vault cannot be written" in caplog.text
    caplog.clear()


def test_a_copy_that_cannot_be_read_is_named(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create_vault(database, PASSPHRASE, CHEAP)

    def locked(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", locked)
    with pytest.raises(DatabaseTrouble, match=r"vault\.json cannot be read"):
        open_vault(database, PASSPHRASE)


def test_too_little_memory_is_said(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create_vault(database, PASSPHRASE, CHEAP)

    def out_of_memory(*_: object) -> bytes:
        raise HashingError("Memory allocation error")

    monkeypatch.setattr("pico_tracker.store.slots.hash_secret_raw", out_of_memory)
    with pytest.raises(DatabaseTrouble, match="too little memory"):
        open_vault(database, PASSPHRASE)

"""Where files live, where the passphrase comes from, what the window remembers."""

import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from random import Random

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, NoKeyringError

from pico_tracker import config
from pico_tracker.config import (
    KeyringTrouble,
    Places,
    database_file,
    default_places,
    find_passphrase,
    keep_passphrase,
    kept_passphrase,
    prepare_folder,
    read_window_settings,
    write_window_settings,
)
from pico_tracker.domain.addresses import DatabaseAddress
from pico_tracker.domain.errors import DatabaseTrouble, FileTrouble
from pico_tracker.domain.window_settings import ThemeChoice, WindowSettings
from pico_tracker.domain.words import Sentence

ADDRESS = DatabaseAddress(path=Path("/clinic/clinic.pico"))


class MemoryKeyring(KeyringBackend):
    """A keyring that lasts as long as the test."""

    priority = 1.0

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class AbsentKeyring(MemoryKeyring):
    """What the library puts in the place of a keyring that the machine does not have."""

    def get_password(self, service: str, username: str) -> str | None:
        raise NoKeyringError("no backend")


class LockedKeyring(MemoryKeyring):
    """A keyring that its owner has not unlocked."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("the collection is locked")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked("the collection is locked")


@pytest.fixture
def memory_keyring() -> Iterator[MemoryKeyring]:
    yield from use(MemoryKeyring())


@pytest.fixture
def locked_keyring() -> Iterator[MemoryKeyring]:
    yield from use(LockedKeyring())


@pytest.fixture
def absent_keyring() -> Iterator[MemoryKeyring]:
    yield from use(AbsentKeyring())


def use(backend: MemoryKeyring) -> Iterator[MemoryKeyring]:
    before = keyring.get_keyring()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path, tmp_path / "logs")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_programs_folders_bear_its_name_and_are_not_made_by_asking() -> None:
    places = default_places()
    assert places.data.name == "Pico Tracker"
    assert "Pico Tracker" in places.logs.parts
    assert places.database == places.data / "clinic.pico"
    assert places.settings.parent == places.data


@pytest.mark.parametrize("umask", [0o000, 0o077, 0o022])
def test_a_prepared_folder_is_closed_to_others_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        folder = prepare_folder(tmp_path / "one" / "two")
    finally:
        os.umask(before)
    assert mode(folder) == 0o700


def test_a_folder_that_was_open_is_closed(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    assert mode(prepare_folder(tmp_path)) == 0o700


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(FileTrouble, match=r"file/data cannot be used \(Not a directory\)"):
        prepare_folder(file / "data")


def test_a_relative_name_and_a_tilde_become_full_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    assert database_file(Path("a.pico")) == tmp_path.resolve() / "a.pico"
    assert database_file(Path("sub/../a.pico")) == tmp_path.resolve() / "a.pico"
    assert database_file(Path("~/a.pico")) == tmp_path.resolve() / "home" / "a.pico"


def test_a_synchronised_folder_is_refused_and_left_alone(tmp_path: Path) -> None:
    with pytest.raises(DatabaseTrouble, match=r"clinic\.pico lies in a folder that Dropbox synchronises"):
        database_file(tmp_path / "Dropbox" / "clinic.pico")
    assert list(tmp_path.iterdir()) == []


def test_a_link_into_a_synchronised_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "OneDrive - Clinic").mkdir()
    link = tmp_path / "records"
    link.symlink_to(tmp_path / "OneDrive - Clinic")
    with pytest.raises(DatabaseTrouble, match="OneDrive"):
        database_file(link / "clinic.pico")


def test_a_synchronised_folder_that_is_a_link_elsewhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "Dropbox").symlink_to(tmp_path / "disk")
    with pytest.raises(DatabaseTrouble, match="Dropbox"):
        database_file(tmp_path / "Dropbox" / "clinic.pico")


def test_stepping_out_of_a_synchronised_folder_is_fine(tmp_path: Path) -> None:
    assert database_file(tmp_path / "Dropbox" / ".." / "a.pico") == tmp_path.resolve() / "a.pico"


def test_a_mounted_network_share_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/export {tmp_path.resolve()} nfs4 rw 0 0\n")
    monkeypatch.setattr(config, "_MOUNTS", mounts)
    with pytest.raises(DatabaseTrouble, match="network share"):
        database_file(tmp_path / "clinic.pico")


def test_a_system_without_a_list_of_mounts_goes_by_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "_MOUNTS", tmp_path / "none")
    assert database_file(tmp_path / "a.pico").name == "a.pico"


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(DatabaseTrouble, match="is a folder"):
        database_file(tmp_path)


def test_a_name_that_cannot_be_reached_is_said(tmp_path: Path) -> None:
    with pytest.raises(DatabaseTrouble, match=r"a\.pico cannot be reached"):
        database_file(Path("~nobody-of-that-name/a.pico"))


def test_the_environment_goes_before_the_keyring(memory_keyring: MemoryKeyring) -> None:
    keep_passphrase(ADDRESS, "from the keyring")
    assert find_passphrase(ADDRESS, environ={"PICO_TRACKER_PASSPHRASE": " as it is "}) == " as it is "
    assert find_passphrase(ADDRESS, environ={"PICO_TRACKER_PASSPHRASE": ""}) == "from the keyring"


def test_the_keyring_goes_before_a_person(memory_keyring: MemoryKeyring) -> None:
    keep_passphrase(ADDRESS, "from the keyring")
    assert find_passphrase(ADDRESS, lambda _: "typed", {}) == "from the keyring"


def test_each_database_has_a_passphrase_of_its_own(memory_keyring: MemoryKeyring) -> None:
    keep_passphrase(ADDRESS, "mine")
    assert kept_passphrase(DatabaseAddress(path=Path("/another.pico"))) is None


def test_a_keyring_that_knows_nothing_leads_to_a_person_without_a_complaint(
    memory_keyring: MemoryKeyring,
) -> None:
    told: list[Sentence | None] = []

    def ask(why: Sentence | None) -> str:
        told.append(why)
        return "typed"

    assert find_passphrase(ADDRESS, ask, {}) == "typed"
    assert told == [None]


def test_a_machine_without_a_keyring_is_no_failure(absent_keyring: MemoryKeyring) -> None:
    assert kept_passphrase(ADDRESS) is None


def test_a_locked_keyring_is_named_to_the_person_who_is_asked(locked_keyring: MemoryKeyring) -> None:
    told: list[str] = []

    def ask(why: Sentence | None) -> str:
        told.append(str(why))
        return "typed"

    assert find_passphrase(ADDRESS, ask, {}) == "typed"
    assert told == [
        "The system keyring cannot be used (KeyringLocked: the collection is locked). Type the passphrase instead."
    ]


def test_a_locked_keyring_is_named_where_nobody_can_be_asked(locked_keyring: MemoryKeyring) -> None:
    with pytest.raises(KeyringTrouble, match="the collection is locked"):
        find_passphrase(ADDRESS, None, {})


def test_a_locked_keyring_keeps_nothing_and_says_so(locked_keyring: MemoryKeyring) -> None:
    with pytest.raises(KeyringTrouble):
        keep_passphrase(ADDRESS, "mine")


def test_without_any_way_to_a_passphrase_the_variable_is_named() -> None:
    with pytest.raises(DatabaseTrouble, match="Set PICO_TRACKER_PASSPHRASE"):
        find_passphrase(ADDRESS, None, {})


def test_the_window_remembers_its_theme(places: Places) -> None:
    assert read_window_settings(places) == WindowSettings()
    settings = WindowSettings(theme=ThemeChoice.DARK, last_database="/clinic/clinic.pico")
    write_window_settings(places, settings)
    assert read_window_settings(places) == settings
    assert [path.name for path in places.data.iterdir()] == ["window.json"]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"null",
        b"{",
        b"\xff",
        b"[" * 100_000,
        b'{"theme": "pink", "last_database": ""}',
        b'{"theme": [], "last_database": ""}',
        b'{"theme": "dark"}',
        b'{"theme": "dark", "last_database": 5}',
        b" " * 70_000 + b'{"theme": "dark", "last_database": ""}',
    ],
)
def test_settings_that_cannot_be_understood_are_the_default(
    places: Places, raw: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    places.settings.write_bytes(raw)
    with caplog.at_level(logging.WARNING):
        assert read_window_settings(places) == WindowSettings()
    assert "settings cannot be read" in caplog.text
    caplog.clear()


def test_two_thousand_mangled_settings_do_no_harm(places: Places, caplog: pytest.LogCaptureFixture) -> None:
    write_window_settings(places, WindowSettings(theme=ThemeChoice.LIGHT))
    whole, random = places.settings.read_bytes(), Random(13)
    for _ in range(2000):
        mangled = bytearray(whole)
        for _ in range(random.randrange(1, 6)):
            mangled[random.randrange(len(mangled))] = random.randrange(256)
        places.settings.write_bytes(mangled)
        assert isinstance(read_window_settings(places).theme, ThemeChoice)
    caplog.clear()


def test_settings_that_cannot_be_written_are_named(tmp_path: Path) -> None:
    gone = Places(tmp_path / "gone", tmp_path)
    with pytest.raises(FileTrouble, match="settings cannot be kept"):
        write_window_settings(gone, WindowSettings())

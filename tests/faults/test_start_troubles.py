"""A database that cannot be used is named when the program starts, with the way out, and not touched."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pico_tracker.cli import run
from pico_tracker.db import engine as engines
from pico_tracker.domain.addresses import DatabaseAddress
from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.words import in_english
from pico_tracker.services.clinics import create_clinic
from pico_tracker.ui.front_window import FrontWindow, TroublePage
from pico_tracker.ui.kit.backend import Backend
from pico_tracker.ui.kit.crash import CrashHandler
from pico_tracker.ui.kit.style import Look
from pico_tracker.ui.sign_in.doors import Door
from pico_tracker.ui.welcome import Surroundings, Welcome
from tests.builders import MovableClock

PASSPHRASE, OTHER_PASSPHRASE = "seven quiet lanterns", "eight loud lanterns"
NOBODY = 65534
ROOT = Path(__file__).parents[2]
Spoil = Callable[[Path], object]


def make_clinic(path: Path, passphrase: str | None) -> Path:
    """A clinic in a file, closed."""
    clinic = Clinic(name="Mill Lane", time_zone="Europe/London", is_demonstration=passphrase is None)
    create_clinic(DatabaseAddress(path), clinic, "A. Keeper", passphrase, MovableClock()).database.close()
    return path


@pytest.fixture(scope="session")
def clinics(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folders with a plain clinic, an encrypted one and another encrypted one."""
    folder = tmp_path_factory.mktemp("clinics")
    for name, passphrase in (("plain", None), ("secret", PASSPHRASE), ("other", OTHER_PASSPHRASE)):
        (folder / name).mkdir()
        make_clinic(folder / name / "clinic.pico", passphrase)
    return folder


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that another user of this computer can reach, which pytest's own is not."""
    with tempfile.TemporaryDirectory(prefix="pico-", dir="/tmp") as name:
        Path(name).chmod(0o755)
        yield Path(name)
        Path(name).chmod(0o755)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def as_sqlite(path: Path, *statements: str) -> None:
    """Change a plain file behind the program's back."""
    connection = sqlcipher.connect(str(path))
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def damage(path: Path) -> None:
    """Overwrite bytes in the middle."""
    content = path.read_bytes()
    middle = len(content) // 2
    path.write_bytes(content[:middle] + os.urandom(8192) + content[middle + 8192 :])


def make_foreign(path: Path) -> None:
    """Another program's database in its place."""
    path.unlink()
    as_sqlite(path, "CREATE TABLE invoice (total)", "INSERT INTO invoice VALUES (3)")


def swap_vault(path: Path) -> None:
    """The vault of another clinic beside the file."""
    shutil.copy(path.parents[1] / "other.vault.json", vault_of(path))


def swap_vaults(path: Path) -> None:
    """Another clinic's vault and its copy beside the file."""
    swap_vault(path)
    shutil.copy(path.parents[1] / "other.copy.json", path.with_name(path.name + ".vault.copy.json"))


def _leave(path: Path) -> None:
    """Nothing is wrong with the file."""


def vault_of(path: Path) -> Path:
    """Where a file's vault lies."""
    return path.with_name(path.name + ".vault.json")


def lose_vaults(path: Path) -> None:
    """Neither the vault nor its copy is there any more."""
    for vault in path.parent.glob("*.vault*"):
        vault.unlink()


NEWER = "written by a newer Pico Tracker (schema 0999, this one knows 0005). Nothing was changed. Install the newer"
NOT_ONE = "not one of Pico Tracker's. Nothing was changed. Choose another file."
NOT_READ = "not a Pico Tracker database, or the passphrase is not its own. Nothing was changed. Choose another file"
DAMAGED = "The database file is damaged. Nothing was changed. Keep the file and restore a backup."
GONE = "There is no database at"
WRONG = "The passphrase does not open this database. Check capital letters and try again."

PLAIN: dict[str, tuple[Spoil, str]] = {
    "newer": (lambda path: as_sqlite(path, "UPDATE alembic_version SET version_num = '0999'"), NEWER),
    "truncated": (lambda path: path.write_bytes(path.read_bytes()[: 40 * 4096]), DAMAGED),
    "cut inside a page": (lambda path: path.write_bytes(path.read_bytes()[:9000]), DAMAGED),
    "zero bytes": (lambda path: path.write_bytes(b""), NOT_ONE),
    "zeros": (lambda path: path.write_bytes(bytes(path.stat().st_size)), NOT_READ),
    "a letter": (lambda path: path.write_text("Dear colleague. " * 600), NOT_READ),
    "another program's": (make_foreign, NOT_ONE),
}
SECRET: dict[str, tuple[Spoil, str, str]] = {
    "wrong passphrase": (_leave, OTHER_PASSPHRASE, WRONG),
    "hostile passphrase": (_leave, "<b>{x}%s\u202e", WRONG),
    "no passphrase": (_leave, "", "Set PICO_TRACKER_PASSPHRASE, or start where one can be typed."),
    "no vault": (lose_vaults, PASSPHRASE, NOT_READ),
    "swapped vault": (swap_vault, OTHER_PASSPHRASE, "belong to different databases. Take the wrong one away."),
    "swapped vaults": (swap_vaults, OTHER_PASSPHRASE, NOT_READ),
    "a letter": (lambda path: path.write_text("Dear colleague. " * 600), PASSPHRASE, NOT_READ),
    "missing": (lambda path: path.unlink(), PASSPHRASE, GONE),
}


@pytest.fixture
def plain(clinics: Path, folder: Path) -> Path:
    """A test's own plain clinic."""
    return Path(shutil.copy(clinics / "plain" / "clinic.pico", folder))


@pytest.fixture
def secret(clinics: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A test's own encrypted clinic, with the other one's vaults at hand."""
    for source in (clinics / "other").glob("*.vault*"):
        shutil.copy(source, folder / f"other{source.suffixes[-2]}.json")
    shutil.copytree(clinics / "secret", folder / "clinic")
    return folder / "clinic" / "clinic.pico"


def check(path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What `pico-tracker check` says on its way out with code 1, line by line."""
    capsys.readouterr()
    assert run(["check", "--database", str(path)]) == 1
    said = capsys.readouterr()
    assert not said.out
    return said.err.splitlines()


@pytest.mark.parametrize("what", PLAIN)
def test_the_command_line_names_a_file_it_cannot_use(
    what: str, plain: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil, wanted = PLAIN[what]
    spoil(plain)
    before = contents(plain.parent)
    (said,) = check(plain, capsys)
    assert wanted in said
    assert contents(plain.parent) == before


@pytest.mark.parametrize("what", SECRET)
def test_the_command_line_names_a_vault_or_passphrase_that_does_not_fit(
    what: str, secret: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil, passphrase, wanted = SECRET[what]
    spoil(secret)
    monkeypatch.setenv("PICO_TRACKER_PASSPHRASE", passphrase)
    before = contents(secret.parent)
    (said,) = check(secret, capsys)
    assert wanted in said
    assert contents(secret.parent) == before


def test_a_lost_or_damaged_vault_is_mended_from_its_copy(
    secret: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PICO_TRACKER_PASSPHRASE", PASSPHRASE)
    before = contents(secret.parent)
    vault_of(secret).write_bytes(os.urandom(900))
    assert run(["check", "--database", str(secret)]) == 0
    vault_of(secret).unlink()
    assert run(["check", "--database", str(secret)]) == 0
    capsys.readouterr()
    assert contents(secret.parent).keys() == before.keys()


def test_damage_in_the_middle_is_found_by_a_check_which_changes_nothing(
    plain: Path, secret: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PICO_TRACKER_PASSPHRASE", PASSPHRASE)
    for path in (plain, secret):
        damage(path)
        before = path.read_bytes()
        capsys.readouterr()
        assert run(["check", "--database", str(path)]) == 1
        assert "damaged" in capsys.readouterr().err
        assert path.read_bytes() == before


def test_a_file_that_another_program_keeps_to_itself_is_named(
    plain: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0.05)
    monkeypatch.setitem(engines._SETTINGS, "busy_timeout", 50)
    with another_program_holding(plain):
        before = plain.read_bytes()
        (said,) = check(plain, capsys)
        assert "Another program holds the database." in said
        assert "Close the other program, then try again." in said
        assert plain.read_bytes() == before
    assert run(["check", "--database", str(plain)]) == 0


@contextlib.contextmanager
def another_program_holding(path: Path) -> Iterator[None]:
    """Another process holds the file for itself, readers included."""
    program = (
        "import sys, sqlcipher3.dbapi2 as s; c = s.connect(sys.argv[1], isolation_level=None);"
        "c.execute('PRAGMA locking_mode = EXCLUSIVE'); c.execute('BEGIN EXCLUSIVE');"
        "c.execute('CREATE TABLE held (x)'); print('held', flush=True); sys.stdin.read()"
    )
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", program, str(path)], stdin=pipe, stdout=pipe, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        yield
        assert other.stdin is not None
        other.stdin.close()


@contextlib.contextmanager
def without_rights() -> Iterator[None]:
    """As a user who may read the folder and no more; rights do not bind root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o444, 0o755), (0o444, 0o555), (0o644, 0o555)])
def test_a_file_or_folder_that_can_only_be_read_is_named(
    file_mode: int, folder_mode: int, plain: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain.chmod(file_mode)
    plain.parent.chmod(folder_mode)
    before = contents(plain.parent)
    with without_rights():
        (said,) = check(plain, capsys)
    assert "can only be read" in said
    assert "Check the rights of its folder" in said
    assert contents(plain.parent) == before


@pytest.fixture
def front(qtbot: QtBot, page_look: Look) -> FrontWindow:
    """The program's window."""
    made = FrontWindow()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def backend(qapp: QApplication) -> Iterator[Backend]:
    """The database thread; a crash on it fails the test."""
    made, crashes = Backend(), list[BaseException]()
    made.crashed.connect(crashes.append)
    yield made
    made.close()
    assert not crashes


@pytest.mark.parametrize("what", PLAIN)
def test_the_window_names_it_too_and_opens_once_it_is_mended(
    what: str, plain: Path, front: FrontWindow, backend: Backend, page_look: Look, qtbot: QtBot
) -> None:
    sound = plain.read_bytes()
    spoil, wanted = PLAIN[what]
    spoil(plain)
    before = contents(plain.parent)
    door = Door(DatabaseAddress(plain), MovableClock(), in_english, lambda _address: ("", None))
    welcome = Welcome(Surroundings(front, backend, page_look, CrashHandler(front)), door)
    welcome.open("A. Keeper")
    qtbot.waitUntil(lambda: isinstance(front.page, TroublePage))
    page = front.page
    assert isinstance(page, TroublePage)
    assert wanted in page.why.text()
    assert contents(plain.parent) == before
    plain.write_bytes(sound)
    with qtbot.waitSignal(welcome.settled):
        page.again.emit()
    welcome.close()


def test_a_start_where_nobody_looks_ends_with_one_sentence_and_code_one(folder: Path) -> None:
    path = folder / "clinic.pico"
    path.write_text("Dear colleague. " * 600)
    before = contents(folder)
    home = folder.with_name(folder.name + "-home")
    here = {"HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(home)}
    arguments = ["-m", "pico_tracker", "--database", str(path), "--headless", str(home / "out")]
    ended = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **here},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    shutil.rmtree(home, ignore_errors=True)
    assert ended.returncode == 1
    (said,) = ended.stderr.splitlines()
    assert NOT_READ in said
    assert contents(folder) == before

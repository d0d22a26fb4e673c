"""One window for one database, and what stays behind of a process that was killed."""

import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile
from PySide6.QtNetwork import QLocalServer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pico_tracker.domain.addresses import DatabaseAddress
from pico_tracker.ui import single_instance
from pico_tracker.ui.front_window import FrontWindow
from pico_tracker.ui.kit.style import Look
from pico_tracker.ui.single_instance import SingleInstance, digest_of

ROOT = Path(__file__).parents[3]
Start = Callable[..., SingleInstance]
StartAgain = Callable[[], bool]
CLINIC = DatabaseAddress(Path("/clinic/clinic.pico"))
OPENS, OPENS_NOT = 10, 11
SECOND_START = f"""
import os, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from pico_tracker.domain.addresses import DatabaseAddress
from pico_tracker.ui.single_instance import SingleInstance
application = QCoreApplication()
single = SingleInstance(Path(sys.argv[1]), DatabaseAddress(Path("{CLINIC.path}")))
os._exit({OPENS} if single.begin() else {OPENS_NOT})
"""


@pytest.fixture
def start(qapp: QApplication, tmp_path: Path) -> Iterator[Start]:
    """Makes what a start of the program makes, in one user's folder."""
    made: list[SingleInstance] = []

    def one_more(address: DatabaseAddress = CLINIC) -> SingleInstance:
        made.append(SingleInstance(tmp_path, address))
        return made[-1]

    yield one_more
    for one in made:
        one.close()


@pytest.fixture
def start_again(qtbot: QtBot, tmp_path: Path) -> StartAgain:
    """Starts another process in the same folder; whether that would open a window."""

    def elsewhere() -> bool:
        with subprocess.Popen([sys.executable, "-c", SECOND_START, str(tmp_path)], cwd=ROOT) as process:
            qtbot.waitUntil(lambda: process.poll() is not None)
        assert process.returncode in (OPENS, OPENS_NOT)
        return process.returncode == OPENS

    return elsewhere


def test_a_second_start_asks_the_first_for_its_window_and_opens_none(start: Start, start_again: StartAgain) -> None:
    first = start()
    asked: list[None] = []
    first.wanted.connect(lambda: asked.append(None))
    assert first.begin()
    for times in (1, 2):
        assert not start_again()
        assert len(asked) == times


def test_a_further_seat_opens_beside_the_first_and_asks_nobody(start: Start) -> None:
    first, further = start(), start()
    assert first.begin()
    assert further.begin(is_further=True)


def test_a_further_seat_that_is_the_only_one_answers(start: Start, start_again: StartAgain) -> None:
    assert start().begin(is_further=True)
    assert not start_again()


def test_another_database_opens_a_window_of_its_own(start: Start) -> None:
    assert start().begin()
    assert start(DatabaseAddress(Path("/clinic/other.pico"))).begin()


def test_once_the_first_is_closed_the_next_is_the_first(start: Start) -> None:
    first, second = start(), start()
    assert first.begin()
    first.close()
    assert second.begin()


def test_a_first_that_does_not_answer_keeps_nobody_out(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(single_instance, "PATIENCE_MS", 50)
    assert start().begin()
    assert start().begin(), "the first waits in this very thread and cannot answer"


def test_a_first_that_never_listened_keeps_nobody_out(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_instance, "PATIENCE_MS", 50)
    lock = QLockFile(str(tmp_path / f"{digest_of(CLINIC)}.lock"))
    assert lock.tryLock(0)
    assert start().begin()
    lock.unlock()


def test_a_folder_nobody_can_write_to_keeps_nobody_out(qapp: QApplication, tmp_path: Path) -> None:
    missing = SingleInstance(tmp_path / "missing", CLINIC)
    assert missing.begin()
    missing.close()


def test_the_socket_of_a_process_that_was_killed_is_taken_over(
    start: Start, start_again: StartAgain, tmp_path: Path
) -> None:
    assert start_again(), "it ends without closing anything"
    [lock], [socket] = tmp_path.glob("*.lock"), tmp_path.glob("*.socket")
    left_behind = socket.read_text()
    assert lock.exists()
    first = start()
    assert first.begin()
    assert socket.read_text() == left_behind
    assert not start_again()


def test_only_its_owner_can_reach_the_socket(start: Start) -> None:
    first = start()
    assert first.begin()
    assert first._server.socketOptions() == QLocalServer.SocketOption.UserAccessOption
    assert stat.S_IMODE(Path(first._server.fullServerName()).stat().st_mode) & 0o077 == 0


def test_a_file_and_a_server_are_told_apart_and_no_password_is_in_the_name() -> None:
    server = "postgresql+psycopg://{user}@db.example.org{port}/clinic{query}"
    own = digest_of(DatabaseAddress(url=server.format(user="ann:one", port="", query="")))
    same = digest_of(DatabaseAddress(url=server.format(user="ben:two", port="", query="?password=three")))
    other = digest_of(DatabaseAddress(url=server.format(user="ann:one", port=":5433", query="")))
    socket = digest_of(DatabaseAddress(url=server.format(user="ann:one", port="", query="?host=/run/other")))
    assert own == same
    assert len({own, other, socket, digest_of(CLINIC)}) == 4


def test_a_minimised_window_comes_to_the_front(qtbot: QtBot, look: Look) -> None:
    front = FrontWindow()
    qtbot.addWidget(front)
    front.showMinimized()
    qtbot.waitUntil(front.isMinimized)
    with qtbot.waitActive(front):
        front.come_forward()
    assert not front.isMinimized()

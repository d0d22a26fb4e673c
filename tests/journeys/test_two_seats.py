"""Two processes on one encrypted file: one window each, and what one changes the other shows."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pico_tracker.config import PASSPHRASE_VARIABLE
from pico_tracker.domain.addresses import DatabaseAddress
from pico_tracker.domain.clinic import Clinic
from pico_tracker.services.clinics import create_clinic, list_staff, open_clinic
from pico_tracker.services.context import Context
from pico_tracker.services.people import sign_in
from pico_tracker.ui.main_window import PATIENTS
from pico_tracker.ui.patients.list_page import PatientsPage
from tests.journeys.conftest import SitDown

ROOT = Path(__file__).parents[2]
PASSPHRASE = "seven quiet lanterns"
SOON_MS = 10_000
"""Two seconds are meant; a machine that is busy with other tests gets more."""

Process = subprocess.Popen[str]
Start = Callable[..., Process]


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> DatabaseAddress:
    """An encrypted clinic that nobody has open."""
    address = DatabaseAddress(tmp_path_factory.mktemp("clinic") / "clinic.pico")
    made = create_clinic(address, Clinic(name="Mill Lane", time_zone="Europe/London"), "A. Keeper", PASSPHRASE, now)
    made.database.close()
    return address


@pytest.fixture
def here(clinic: DatabaseAddress) -> Iterator[Context]:
    """The administrator at work in this process."""
    database = open_clinic(clinic, lambda: PASSPHRASE, now)
    yield sign_in(database, list_staff(database)[0].id, now)
    database.close()


@pytest.fixture
def start(clinic: DatabaseAddress, tmp_path: Path) -> Iterator[Start]:
    """Starts a module in a process of its own, in the home of one user."""
    own = {name: str(tmp_path) for name in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    environment = os.environ | own | {"QT_QPA_PLATFORM": "offscreen", PASSPHRASE_VARIABLE: PASSPHRASE}
    started: list[Process] = []

    def process(module: str, *arguments: str) -> Process:
        command = [sys.executable, "-m", module, *arguments]
        started.append(
            subprocess.Popen(
                command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
            )
        )
        return started[-1]

    yield process
    for one in started:
        with one:  # waits for it and closes its output
            one.kill()


@pytest.fixture
def open_window(clinic: DatabaseAddress, start: Start) -> Start:
    """Starts the program on the clinic."""
    return lambda *arguments: start("pico_tracker", "--database", str(clinic.path), *arguments)


def process_in_front(home: Path) -> int:
    """Who holds the lock, 0 for nobody."""
    locks = [lock.read_text().split() for lock in home.rglob("seats/*.lock")]
    return int(locks[0][0]) if locks and locks[0] else 0


def ended(qtbot: QtBot, process: Process) -> str:
    """What it said until it ended well."""
    qtbot.waitUntil(lambda: process.poll() is not None)
    said = process.communicate()[0]
    assert process.returncode == 0, said
    return said


def test_a_second_start_brings_the_first_window_to_the_front_and_ends(
    qtbot: QtBot, open_window: Start, tmp_path: Path
) -> None:
    first = open_window()
    qtbot.waitUntil(lambda: process_in_front(tmp_path) == first.pid)
    said = ended(qtbot, open_window("--as", "A. Keeper"))
    assert said == "Pico Tracker is open already and its window is in front; --seat opens another.\n"
    assert first.poll() is None


def test_a_further_seat_opens_beside_the_first_and_lets_its_person_work(
    qtbot: QtBot, open_window: Start, tmp_path: Path
) -> None:
    first = open_window()
    qtbot.waitUntil(lambda: process_in_front(tmp_path) == first.pid)
    seat = open_window("--seat", "--as", "A. Keeper")
    qtbot.waitUntil(lambda: any(tmp_path.rglob("window.json")))  # remembers who began to work
    assert (first.poll(), seat.poll()) == (None, None)
    assert process_in_front(tmp_path) == first.pid


def test_after_a_process_was_killed_the_next_one_starts_at_once_and_answers(
    qtbot: QtBot, open_window: Start, tmp_path: Path
) -> None:
    first = open_window()
    qtbot.waitUntil(lambda: process_in_front(tmp_path) == first.pid)
    ended(qtbot, open_window())
    first.kill()
    first.wait()
    assert process_in_front(tmp_path) == first.pid, "left behind"
    second = open_window()
    qtbot.waitUntil(lambda: process_in_front(tmp_path) == second.pid)
    ended(qtbot, open_window())
    assert second.poll() is None


def test_a_patient_registered_in_another_process_appears_in_the_list_that_is_open(
    qtbot: QtBot, clinic: DatabaseAddress, here: Context, sit_down: SitDown, start: Start
) -> None:
    seat = sit_down(here)
    seat.window.go_to(PATIENTS)
    page = seat.page(PatientsPage)
    seat.fill(page.search, "nwosu")
    qtbot.waitUntil(lambda: page.card.title.text() == "Found")
    seat.settle()
    assert page.table.records.rowCount() == 0
    ended(qtbot, start("tests.journeys.colleague", str(clinic.path)))
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 1, timeout=SOON_MS)
    assert page.table.records.rows[0].name == "Amara Nwosu"
    assert seat.window.notices.notices == ()

"""Nothing in our process opens the live database with plain file calls.

POSIX drops every lock that a process holds on a file as soon as the process closes any of its
handles on it (sqlite.org/howtocorrupt.html, section 2.2): one stray `open()` can cost the record.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pico_tracker.db.engine import FILE_ENDINGS
from pico_tracker.domain.addresses import DatabaseAddress
from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.people import Role, StaffEntry
from pico_tracker.domain.progress import Audience
from pico_tracker.domain.words import in_english
from pico_tracker.services.backups import back_up, check_database
from pico_tracker.services.clinics import create_clinic
from pico_tracker.services.context import Context
from pico_tracker.services.courses import open_course
from pico_tracker.services.patients import add_patient
from pico_tracker.services.people import add_staff, sign_in
from pico_tracker.services.reports import print_progress_report
from pico_tracker.services.sessions import log_session
from pico_tracker.ui.front_window import FrontWindow
from pico_tracker.ui.kit.backend import Backend
from pico_tracker.ui.kit.crash import CrashHandler
from pico_tracker.ui.kit.style import Look
from pico_tracker.ui.main_window import PATIENTS, SETTINGS, TODAY
from pico_tracker.ui.sign_in.doors import Door
from pico_tracker.ui.welcome import Surroundings, Welcome
from tests.builders import Bench, MovableClock

PASSPHRASE = "seven quiet lanterns"


class Guard:
    """Notes every file that Python opens, while it watches; a hook can never be taken off again."""

    def __init__(self) -> None:
        self.watched: frozenset[str] = frozenset()
        self.hits: list[str] = []
        sys.addaudithook(self._heard)

    def watch(self, path: Path) -> None:
        """Watch a database file with everything SQLite keeps beside it."""
        self.hits.clear()
        self.watched = frozenset(f"{path}{ending}" for ending in FILE_ENDINGS)

    def _heard(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.watched and event == "open" and str(arguments[0]) in self.watched:
            self.hits.append(str(arguments[0]))


@pytest.fixture(scope="module")
def only_guard() -> Guard:
    return Guard()


@pytest.fixture
def guard(only_guard: Guard) -> Iterator[Guard]:
    yield only_guard
    only_guard.watched = frozenset()


def test_the_guard_hears_a_stray_open(guard: Guard, tmp_path: Path) -> None:
    path = tmp_path / "clinic.pico"
    path.write_bytes(b"x")
    guard.watch(path)
    path.read_bytes()
    assert guard.hits == [str(path)]


def test_a_working_day_opens_the_database_only_through_its_driver(file_bench: Bench, guard: Guard) -> None:
    path = file_bench.database.path
    assert path is not None
    guard.watch(path)
    _work(file_bench)
    other_seat = file_bench.reopen()
    other_seat.close()
    check_database(file_bench.administrator)
    back_up(file_bench.administrator)
    assert guard.hits == []


def _work(bench: Bench) -> None:
    at_work: Context = bench.practitioner
    patient_id = add_patient(at_work, bench.patient()).value
    course_id = open_course(at_work, bench.course(patient_id)).value
    log_session(at_work, bench.session(course_id))
    print_progress_report(at_work, patient_id, Audience.PRACTITIONER)


def test_an_encrypted_clinic_is_made_opened_looked_at_and_closed_only_through_its_driver(
    guard: Guard, tmp_path: Path, page_look: Look, qapp: QApplication, qtbot: QtBot
) -> None:
    path = tmp_path / "clinic.pico"
    guard.watch(path)
    clinic = Clinic(name="Mill Lane", time_zone="Europe/London")
    made = create_clinic(DatabaseAddress(path), clinic, "A. Keeper", PASSPHRASE, MovableClock())
    context = sign_in(made.database, made.administrator_id, MovableClock())
    add_staff(context, StaffEntry("N. Costa", Role.PRACTITIONER))
    back_up(context)
    made.database.close()
    assert guard.hits == [str(path)], "made empty, for its owner only, before the driver holds it"
    guard.hits.clear()
    front, backend = FrontWindow(), Backend()
    qtbot.addWidget(front)
    door = Door(DatabaseAddress(path), MovableClock(), in_english, lambda _address: (PASSPHRASE, None))
    welcome = Welcome(Surroundings(front, backend, page_look, CrashHandler(front)), door)
    with qtbot.waitSignal(welcome.settled):
        welcome.open("N. Costa")
    assert welcome.window is not None
    for place in (PATIENTS, SETTINGS, TODAY):
        welcome.window.go_to(place)
    backend.close()
    welcome.close()
    assert guard.hits == []

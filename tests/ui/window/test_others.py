"""What colleagues change at their own seats shows up in the window."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pico_tracker.db.database import Database, connect_file
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.people import Role, StaffEntry
from pico_tracker.domain.topics import Topic, Topics
from pico_tracker.services.context import Context
from pico_tracker.services.patients import add_patient, edit_patient, read_patient
from pico_tracker.services.people import add_staff
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.backend import Backend
from pico_tracker.ui.main_window import PATIENTS, MainWindow
from pico_tracker.ui.others import Others
from pico_tracker.ui.patients.form_page import PatientFormPage
from pico_tracker.ui.patients.list_page import PatientsPage
from tests.builders import Bench
from tests.ui.window.conftest import Known


class BrokenDatabase(Database):
    """Has a bug that shows each time something is read."""

    def read(self) -> AbstractContextManager[Work]:
        raise ZeroDivisionError


@pytest.fixture
def colleague(file_bench: Bench) -> Iterator[Context]:
    """An administrator at another seat."""
    database = file_bench.reopen()
    yield replace(file_bench.administrator, database=database)
    database.close()


@pytest.fixture
def heard(qtbot: QtBot, window: MainWindow) -> list[Topics]:
    """What the window hears of others, from its first look on."""
    told: list[Topics] = []
    window.others.changed.connect(told.append)
    qtbot.waitUntil(lambda: not window.others._is_asking)
    return told


def patients_page(window: MainWindow) -> PatientsPage:
    window.go_to(PATIENTS)
    page = window.pages.currentWidget()
    assert isinstance(page, PatientsPage)
    return page


def test_a_colleagues_new_patient_is_found_by_the_search_that_stands_there(
    qtbot: QtBot, window: MainWindow, heard: list[Topics], colleague: Context, file_bench: Bench
) -> None:
    page = patients_page(window)
    page.search.set_raw_text("nwosu")
    page.refresh()
    qtbot.waitUntil(lambda: page.card.title.text() == "Found")
    assert page.table.records.rowCount() == 0
    add_patient(colleague, file_bench.patient())
    qtbot.waitUntil(lambda: page.table.records.rowCount() == 1)


def test_a_page_out_of_sight_asks_again_when_it_is_shown(
    qtbot: QtBot, window: MainWindow, heard: list[Topics], colleague: Context, known: Known, file_bench: Bench
) -> None:
    window.open_patient(known.patient_id)
    qtbot.waitUntil(window.patient().banner.isVisible)
    window.go_to(PATIENTS)
    patient = read_patient(colleague, known.patient_id)
    edit_patient(colleague, known.patient_id, patient.version, replace(patient.entry, called="Ama"))
    qtbot.waitUntil(lambda: bool(heard))
    window.open_patient(known.patient_id)
    qtbot.waitUntil(lambda: "Ama" in window.patient().banner.name.text())


def test_what_this_window_changed_itself_is_not_told_again(
    qtbot: QtBot, window: MainWindow, heard: list[Topics], colleague: Context, file_bench: Bench
) -> None:
    with qtbot.waitSignal(window.desk.backend.records_changed):
        window.desk.run(add_patient, file_bench.patient())
    changed = add_staff(colleague, StaffEntry("Another", Role.PRACTITIONER)).changed
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [changed]
    assert Topic.PATIENTS not in changed


def test_what_others_change_does_not_say_that_something_was_saved_here(
    qtbot: QtBot, window: MainWindow, heard: list[Topics], colleague: Context, file_bench: Bench
) -> None:
    add_patient(colleague, file_bench.patient())
    qtbot.waitUntil(lambda: bool(heard))
    assert not any("Saved" in part for part in window.status.parts)


def test_what_is_being_typed_stays_when_a_colleague_saves_the_same_patient(
    qtbot: QtBot, window: MainWindow, heard: list[Topics], colleague: Context, known: Known
) -> None:
    window.edit_patient(known.patient_id)
    page = window.pages.currentWidget()
    assert isinstance(page, PatientFormPage)
    qtbot.waitUntil(lambda: page.form.field("family_name").raw_text() == "Nwosu")
    page.form.field("email").set_raw_text("mine@example.org")
    patient = read_patient(colleague, known.patient_id)
    edit_patient(colleague, known.patient_id, patient.version, replace(patient.entry, email="desk@example.org"))
    qtbot.waitUntil(lambda: bool(heard))
    assert page.form.field("email").raw_text() == "mine@example.org"


def test_a_session_being_logged_learns_of_an_allergy_and_keeps_what_is_typed(
    qtbot: QtBot, window: MainWindow, heard: list[Topics], colleague: Context, known: Known
) -> None:
    window.log_session(known.patient_id, known.course_id)
    page = window.session_log()
    qtbot.waitUntil(lambda: page.form is not None)
    assert page.form is not None
    page.form.restore({"eye_protection": "Metal shields.", "pain": "6"})
    patient = read_patient(colleague, known.patient_id)
    edit_patient(colleague, known.patient_id, patient.version, replace(patient.entry, allergies=("Lidocaine",)))
    qtbot.waitUntil(lambda: "Lidocaine" in page.banner.accessibleName() + page.banner.accessibleDescription())
    typed = page.form.raw()
    assert (typed["eye_protection"], typed["pain"]) == ("Metal shields.", "6")


def test_nobody_asks_while_the_window_is_away_and_what_was_missed_is_told_afterwards(
    qtbot: QtBot, window: MainWindow, heard: list[Topics], colleague: Context, file_bench: Bench
) -> None:
    window.hide()
    assert not window.others.is_watching
    changed = add_patient(colleague, file_bench.patient()).changed
    window.show()
    assert window.others.is_watching
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [changed]


def test_trouble_is_said_once_in_the_status_line_and_taken_back(
    qtbot: QtBot, window: MainWindow, heard: list[Topics], tmp_path: Path
) -> None:
    said: list[str] = []
    window.others.trouble.connect(said.append)
    good = window.desk.context
    window.desk.context = replace(good, database=connect_file(tmp_path / "gone.pico", None))
    for _ in range(3):
        window.others._tick()
        qtbot.waitUntil(lambda: not window.others._is_asking)
    assert len(said) == 1
    assert window.status.parts[0] == said[0]
    assert not window.notices.notices
    window.desk.context = good
    qtbot.waitUntil(lambda: said[1:] == [""])
    assert "cannot be seen" not in " ".join(window.status.parts)


def test_a_bug_is_told_once_and_not_every_second(qtbot: QtBot, qapp: QApplication, file_bench: Bench) -> None:
    backend, crashes = Backend(), list[BaseException]()
    backend.crashed.connect(crashes.append)
    broken = BrokenDatabase(file_bench.database.engine, None, None)
    others = Others(Desk(backend, replace(file_bench.practitioner, database=broken)))
    others.start()
    qtbot.waitUntil(lambda: bool(crashes))
    others._tick()
    others.stop()
    backend.close()
    assert [type(one) for one in crashes] == [ZeroDivisionError]

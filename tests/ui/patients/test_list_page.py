import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pico_tracker.services.patients import add_patient
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.patients.list_page import PatientsPage
from tests.builders import Bench
from tests.ui.desks import Show


@pytest.fixture
def page(desk: Desk, on_screen: Show) -> PatientsPage:
    made = PatientsPage(desk)
    on_screen(made)
    return made


def names(page: PatientsPage) -> list[str]:
    return [line.name for line in page.table.records.rows]


def test_an_empty_clinic_says_what_will_stand_here(page: PatientsPage, qtbot: QtBot) -> None:
    page.refresh()
    qtbot.waitUntil(page.empty.isVisible)
    assert page.empty.text.text() == "Patients you open appear here. Type above to find one."


def test_who_was_opened_last_stands_first(page: PatientsPage, file_bench: Bench, qtbot: QtBot) -> None:
    add_patient(file_bench.practitioner, file_bench.patient())
    file_bench.clock.pass_days(1)
    add_patient(file_bench.practitioner, file_bench.patient(given_names="Ida"))
    page.refresh()
    qtbot.waitUntil(lambda: names(page) == ["Ida Nwosu", "Amara Nwosu"])


def test_typing_finds_and_enter_opens_the_best_hit(page: PatientsPage, file_bench: Bench, qtbot: QtBot) -> None:
    add_patient(file_bench.practitioner, file_bench.patient(given_names="Ida"))
    known = add_patient(file_bench.practitioner, file_bench.patient()).value
    QTest.keyClicks(page.search.input, "nwo ama")
    qtbot.waitUntil(lambda: names(page) == ["Amara Nwosu"])
    with qtbot.waitSignal(page.patient_wanted) as heard:
        QTest.keyClick(page.search.input, Qt.Key.Key_Return)
    assert heard.args == [known]


def test_nobody_found_says_what_to_try(page: PatientsPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.search.input, "zzz")
    qtbot.waitUntil(lambda: page.empty.text.text().startswith("Nobody found."))


def test_new_patient_has_its_key(page: PatientsPage, qtbot: QtBot) -> None:
    page.refresh()
    with qtbot.waitSignal(page.new_patient_wanted):
        QTest.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)

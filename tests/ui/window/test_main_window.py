"""The main window: finding, opening, coming back, and what it says meanwhile."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.words import sentence
from pico_tracker.services.patients import add_patient
from pico_tracker.ui.courses.form_page import CourseFormPage
from pico_tracker.ui.main_window import PATIENTS, SETTINGS, TODAY, MainWindow
from pico_tracker.ui.patients.form_page import PatientFormPage
from pico_tracker.ui.patients.list_page import PatientsPage
from pico_tracker.ui.patients.patient_page import PatientPage
from pico_tracker.ui.printing.page import PrintPage
from pico_tracker.ui.session_log.page import LogSessionPage
from pico_tracker.ui.settings.page import SettingsPage
from pico_tracker.ui.today.page import TodayPage
from tests.builders import Bench
from tests.ui.window.conftest import Known


def page_of(window: MainWindow) -> QWidget | None:
    return window.pages.currentWidget()


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key, control: bool = True) -> None:
    modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(window.focusWidget() or window, key, modifier)


def test_three_letters_and_enter_open_a_patient(qtbot: QtBot, window: MainWindow, known: Known) -> None:
    press(qtbot, window, Qt.Key.Key_K)
    assert window.search.hasFocus()
    QTest.keyClicks(window.search, "nwo")
    qtbot.waitUntil(lambda: window.search.is_open)
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    page = page_of(window)
    assert isinstance(page, PatientPage)
    qtbot.waitUntil(lambda: page.banner.name.text() == "Amara Nwosu")


def test_enter_waits_for_the_answer_to_what_is_typed_now(
    qtbot: QtBot, window: MainWindow, file_bench: Bench, known: Known
) -> None:
    add_patient(file_bench.practitioner, file_bench.patient(given_names="Nwoko", family_name="Abel"))
    press(qtbot, window, Qt.Key.Key_K)
    QTest.keyClicks(window.search, "nwo")
    qtbot.waitUntil(lambda: window.search.is_open)
    QTest.keyClicks(window.search, "ko")
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(page_of(window), PatientPage))
    page = window.patient()
    qtbot.waitUntil(lambda: page.banner.name.text() == "Nwoko Abel")


def test_escape_leaves_the_search_and_then_the_page(qtbot: QtBot, window: MainWindow) -> None:
    window.go_to(PATIENTS)
    press(qtbot, window, Qt.Key.Key_K)
    QTest.keyClick(window.search, Qt.Key.Key_Escape)
    assert not window.search.hasFocus()
    assert isinstance(page_of(window), PatientsPage)
    press(qtbot, window, Qt.Key.Key_Escape, control=False)
    assert isinstance(page_of(window), TodayPage)


def test_one_letter_asks_nobody(qtbot: QtBot, window: MainWindow, known: Known) -> None:
    press(qtbot, window, Qt.Key.Key_K)
    QTest.keyClicks(window.search, "n")
    assert not window.search.is_open


def test_the_keys_of_the_rail_go_to_their_pages(qtbot: QtBot, window: MainWindow) -> None:
    for key, kind in ((Qt.Key.Key_2, PatientsPage), (Qt.Key.Key_Comma, SettingsPage), (Qt.Key.Key_1, TodayPage)):
        press(qtbot, window, key)
        assert isinstance(page_of(window), kind)


def test_escape_walks_back_the_way_one_came(qtbot: QtBot, window: MainWindow, known: Known) -> None:
    window.go_to(PATIENTS)
    window.open_patient(known.patient_id)
    window.edit_patient(known.patient_id)
    assert isinstance(page_of(window), PatientFormPage)
    window.go_back()
    assert isinstance(page_of(window), PatientPage)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert isinstance(page_of(window), PatientsPage)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert isinstance(page_of(window), TodayPage)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert isinstance(page_of(window), TodayPage)


def test_back_says_where_it_leads(window: MainWindow, known: Known) -> None:
    window.go_to(PATIENTS)
    assert not window.back_button.isVisible()
    window.open_patient(known.patient_id)
    assert window.back_button.said() == "Back to Patients"
    window.print_report(known.patient_id)
    assert window.back_button.said() == "Back to the patient"


def test_opening_the_same_patient_twice_is_one_step_of_the_way(window: MainWindow, known: Known) -> None:
    window.open_patient(known.patient_id)
    window.open_patient(known.patient_id, known.course_id)
    window.go_back()
    assert isinstance(page_of(window), TodayPage)


def test_each_wish_of_the_patient_page_opens_its_page(window: MainWindow, known: Known) -> None:
    ids = (known.patient_id, known.course_id)
    page = window.patient()
    for wish, args, kind in (
        (page.edit_wanted, ids[:1], PatientFormPage),
        (page.new_course_wanted, ids[:1], CourseFormPage),
        (page.edit_course_wanted, ids, CourseFormPage),
        (page.log_session_wanted, ids, LogSessionPage),
        (page.print_wanted, ids[:1], PrintPage),
    ):
        window.open_patient(known.patient_id)
        wish.emit(*args)
        assert isinstance(page_of(window), kind)


def test_each_question_about_a_course_is_a_dialog_of_the_window(window: MainWindow, known: Known) -> None:
    page = window.patient()
    for wish in (
        page.next_visit_wanted,
        page.maintenance_wanted,
        page.clearance_wanted,
        page.state_wanted,
        page.side_effect_wanted,
    ):
        wish.emit(known.patient_id, known.course_id)
        dialog = window.dialog
        assert dialog is not None
        assert dialog.isVisible()
        dialog.reject()
        assert window.dialog is None


def test_a_saved_patient_opens_and_back_leads_past_the_form(
    qtbot: QtBot, window: MainWindow, file_bench: Bench
) -> None:
    window.new_patient()
    form = window.patient_form()
    form.form.field("family_name").set_value("Tanaka")
    form.save()
    qtbot.waitUntil(lambda: isinstance(page_of(window), PatientPage))
    window.go_back()
    assert isinstance(page_of(window), TodayPage)


def test_a_saved_record_is_told_on_the_status_line(qtbot: QtBot, window: MainWindow, file_bench: Bench) -> None:
    assert "Saved" not in window.status.accessibleName()
    with qtbot.waitSignal(window.desk.backend.records_changed):
        window.desk.run(add_patient, file_bench.patient())
    assert window.status.parts == ("Saved 12:00", "Demonstration data, not encrypted")


def test_a_change_refreshes_what_is_seen_and_the_rest_when_it_is_shown(
    qtbot: QtBot, window: MainWindow, file_bench: Bench
) -> None:
    window.go_to(PATIENTS)
    patients = window.patients()
    qtbot.waitUntil(lambda: patients.table.records.rowCount() == 0)
    window.go_to(TODAY)
    with qtbot.waitSignal(window.desk.backend.records_changed):
        window.desk.run(add_patient, file_bench.patient())
    window.go_to(PATIENTS)
    qtbot.waitUntil(lambda: patients.table.records.rowCount() == 1)


def test_a_refusal_nobody_answers_is_said_on_the_page_and_leaves_with_it(window: MainWindow) -> None:
    window.desk.backend.refused.emit(NotFound(sentence("This record is not there any more.")))
    assert [notice.text.text() for notice in window.notices.notices] == ["This record is not there any more."]
    window.go_to(SETTINGS)
    assert not window.notices.notices


def test_the_title_never_names_a_patient(qtbot: QtBot, window: MainWindow, known: Known) -> None:
    titles: list[str] = []
    window.title_changed.connect(titles.append)
    window.open_patient(known.patient_id)
    page = window.patient()
    qtbot.waitUntil(lambda: page.banner.name.text() == "Amara Nwosu")
    assert titles == ["Patients"]


def test_another_person_finds_nothing_open(
    qtbot: QtBot, window: MainWindow, file_bench: Bench, known: Known
) -> None:
    window.open_patient(known.patient_id)
    before = window.patient()
    window.take_over(file_bench.reception)
    window.start()
    assert isinstance(page_of(window), TodayPage)
    assert window.patient() is not before
    assert window.rail.person.text() == "Reception"


def test_what_is_typed_when_the_person_changes_is_offered_to_its_owner(
    qtbot: QtBot, window: MainWindow, file_bench: Bench
) -> None:
    window.new_patient()
    form = window.patient_form()
    form.form.field("family_name").give_focus()
    QTest.keyClicks(window.focusWidget() or window, "Tana")
    window.take_over(file_bench.reception)
    window.start()
    reception_sees = window.today().drafts
    window.take_over(file_bench.practitioner)
    window.start()
    today = window.today()
    qtbot.waitUntil(lambda: len(today.drafts.drafts) == 1)
    assert not reception_sees.drafts
    today.draft_wanted.emit(today.drafts.drafts[0])
    again = window.patient_form()
    qtbot.waitUntil(lambda: again.form.field("family_name").raw_text() == "Tana")

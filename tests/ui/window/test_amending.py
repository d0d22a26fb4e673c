"""What the window does about a signed session: amend it, find it void, print its record, go on with a draft."""

from pytestqt.qtbot import QtBot

from pico_tracker.domain.printouts import SheetKind
from pico_tracker.services.drafts import list_drafts
from pico_tracker.services.printouts import list_printed
from pico_tracker.services.reports import gather_session_record
from pico_tracker.ui.main_window import MainWindow
from pico_tracker.ui.patients.patient_page import PatientPage
from pico_tracker.ui.patients.void_form import VoidForm
from pico_tracker.ui.session_log.amend_form import AmendForm
from pico_tracker.ui.sheets.sheet_dialog import SheetDialog
from tests.builders import Bench
from tests.ui.window.conftest import Known


def _detail(qtbot: QtBot, window: MainWindow, known: Known) -> PatientPage:
    """The patient's page with the newest session open."""
    window.open_patient(known.patient_id, known.course_id)
    page = window.patient()
    qtbot.waitUntil(lambda: page.view.sessions.table.records.rowCount() > 0)
    page.view.sessions.table.selectRow(0)
    qtbot.waitUntil(page.view.detail.amend_button.isVisible)
    return page


def _form(qtbot: QtBot, window: MainWindow) -> AmendForm:
    page = window.amending.page()
    qtbot.waitUntil(lambda: window.pages.currentWidget() is page and page.amending is not None)
    assert page.amending is not None
    return page.amending


def test_an_amendment_goes_from_the_session_to_its_form_and_back_with_both_versions(
    qtbot: QtBot, window: MainWindow, blistered: Known, file_bench: Bench
) -> None:
    page = _detail(qtbot, window, blistered)
    session = page.view.detail.session
    assert session is not None
    page.view.detail.amend_button.click()
    form = _form(qtbot, window)
    form.fill({"pain": 9, "reason": "Read off the sheet."})
    window.amending.page().save_button.click()
    qtbot.waitUntil(lambda: window.pages.currentWidget() is page)
    qtbot.waitUntil(page.view.detail.amendments.isVisible)
    assert gather_session_record(file_bench.practitioner, session.id).session.entry.pain == 9


def test_an_amendment_that_was_begun_is_gone_on_with_from_its_draft(
    qtbot: QtBot, window: MainWindow, blistered: Known, file_bench: Bench
) -> None:
    page = _detail(qtbot, window, blistered)
    page.view.detail.amend_button.click()
    form = _form(qtbot, window)
    form.field("pain").set_value(8)
    window.amending.page().close_button.click()
    qtbot.waitUntil(lambda: window.pages.currentWidget() is page)
    qtbot.waitUntil(lambda: bool(list_drafts(file_bench.practitioner)))
    (draft,) = list_drafts(file_bench.practitioner)
    window.resume(draft)
    assert _form(qtbot, window).field("pain").value() == 8


def test_the_record_of_a_session_is_seen_before_it_is_printed(
    qtbot: QtBot, window: MainWindow, blistered: Known
) -> None:
    page = _detail(qtbot, window, blistered)
    page.view.detail.print_button.click()
    qtbot.waitUntil(lambda: isinstance(window.dialog, SheetDialog))
    dialog = window.dialog
    assert isinstance(dialog, SheetDialog)
    qtbot.waitUntil(lambda: dialog.pdf.startswith(b"%PDF"))
    assert dialog.file_name().startswith("P-10001 session record ")
    dialog.printed.emit()
    practitioner, today = window.desk.context, window.desk.context.today()
    qtbot.waitUntil(lambda: bool(list_printed(practitioner, today, today)))
    assert list_printed(practitioner, today, today)[0].wish.kind is SheetKind.SESSION_RECORD
    dialog.close_button.click()
    qtbot.waitUntil(lambda: window.dialog is None)


def test_a_session_found_void_stays_on_the_page(qtbot: QtBot, window: MainWindow, blistered: Known) -> None:
    page = _detail(qtbot, window, blistered)
    page.view.detail.void_button.click()
    form = window.dialog
    assert isinstance(form, VoidForm)
    form.reason.set_value("Another patient's.")
    form.save_button.click()
    qtbot.waitUntil(page.view.detail.void_line.isVisible)
    assert page.view.sessions.table.records.rows[0].is_void

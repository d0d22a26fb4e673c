"""A letter to the doctor in the window: begun on the patient page, gone on with, signed, then seen as it prints."""

from pytestqt.qtbot import QtBot

from pico_tracker.services.doctor_letters import list_doctor_letters
from pico_tracker.services.drafts import list_drafts
from pico_tracker.ui.consultation.panel import ConsultationPanel
from pico_tracker.ui.course_parts import CONSULTATION
from pico_tracker.ui.letters.letter_form import LetterForm
from pico_tracker.ui.main_window import MainWindow
from pico_tracker.ui.sheets.logged_sheet import LoggedSheetDialog
from tests.builders import Bench
from tests.ui.window.conftest import Known


def _form(qtbot: QtBot, window: MainWindow) -> LetterForm:
    def is_ready() -> bool:
        form = window.dialog
        return isinstance(form, LetterForm) and form.form.isEnabled() and bool(form.text.value())

    qtbot.waitUntil(is_ready)
    assert isinstance(window.dialog, LetterForm)
    return window.dialog


def test_a_letter_begun_on_the_patients_page_is_gone_on_with_signed_and_printed(
    qtbot: QtBot, window: MainWindow, known: Known, file_bench: Bench
) -> None:
    window.open_patient(known.patient_id, known.course_id)
    page = window.patient()
    qtbot.waitUntil(lambda: page.course_id == known.course_id)
    page.show_part(CONSULTATION)
    panel = page.parts.part
    assert isinstance(panel, ConsultationPanel)
    qtbot.waitUntil(panel.letters.write_button.isVisible)
    panel.letters.write_button.click()
    form = _form(qtbot, window)
    form.addressee.set_value("Dr J. Hargreaves\nLeeds")
    with qtbot.waitSignal(form.keeper.kept):
        form.form.flush()
    form.close_button.click()
    qtbot.waitUntil(lambda: window.dialog is None)
    (draft,) = list_drafts(file_bench.practitioner)
    window.resume(draft)
    again = _form(qtbot, window)
    assert again.addressee.value() == "Dr J. Hargreaves\nLeeds"
    again.save_button.click()
    qtbot.waitUntil(lambda: isinstance(window.dialog, LoggedSheetDialog))
    sheet = window.dialog
    assert isinstance(sheet, LoggedSheetDialog)
    qtbot.waitUntil(lambda: sheet.pdf.startswith(b"%PDF"))
    sheet.close_button.click()
    assert len(list_doctor_letters(file_bench.practitioner, known.patient_id)) == 1
    assert list_drafts(file_bench.practitioner) == ()

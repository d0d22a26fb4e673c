"""Where consultations and test patches live, their sheets open to be printed."""

from decimal import Decimal

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.doctor_letters import LetterEntry
from pico_tracker.domain.test_patches import PatchEntry
from pico_tracker.services.consultations import sign_consultation
from pico_tracker.services.courses import open_course, read_patient_page
from pico_tracker.services.doctor_letters import list_doctor_letters
from pico_tracker.services.patients import add_patient
from pico_tracker.services.test_patches import record_test_patch
from pico_tracker.ui.consultation.panel import ConsultationPanel
from pico_tracker.ui.course_parts import CourseParts
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.dialog import Dialog
from pico_tracker.ui.letters.letter_form import LetterForm
from pico_tracker.ui.safety.panel import SafetyPanel
from pico_tracker.ui.sheets.logged_sheet import LoggedSheetDialog
from tests.builders import Bench
from tests.ui.desks import Show


@pytest.fixture
def course_id(file_bench: Bench) -> int:
    """A course of a patient whose doctor is known."""
    entry = file_bench.patient(family_doctor="Dr J. Hargreaves\nLeeds")
    patient_id = add_patient(file_bench.practitioner, entry).value
    return open_course(file_bench.practitioner, file_bench.course(patient_id)).value


def show(panel: ConsultationPanel | SafetyPanel, bench: Bench) -> None:
    page = read_patient_page(bench.practitioner, 1)
    panel.show_course(page.patient, page.courses[0])


def printed(dialog: LoggedSheetDialog | None, qtbot: QtBot) -> LoggedSheetDialog:
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.pdf.startswith(b"%PDF"))
    return dialog


def test_a_signed_consultation_opens_its_sheet_and_before_that_there_is_no_button(
    desk: Desk, on_screen: Show, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    panel = ConsultationPanel(desk)
    on_screen(panel)
    show(panel, file_bench)
    qtbot.waitUntil(lambda: panel.state.chip.text == "Not yet")
    assert not panel.sheet_button.isVisible()
    sign_consultation(file_bench.practitioner, file_bench.consultation(course_id))
    show(panel, file_bench)
    qtbot.waitUntil(panel.sheet_button.isVisible)
    panel.sheet_button.click()
    dialog = printed(panel.sheet, qtbot)
    assert dialog.windowTitle() == "Consultation and expectation"
    dialog.close_button.click()


def test_an_area_with_test_patches_opens_their_sheet(
    desk: Desk, on_screen: Show, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    panel = SafetyPanel(desk)
    on_screen(panel)
    show(panel, file_bench)
    qtbot.waitUntil(panel.verdict.isVisible)
    assert not panel.patches.sheet_button.isVisible()
    patch = PatchEntry(
        entry_id=file_bench.mint(),
        course_id=course_id,
        device_id=file_bench.device_id,
        wavelength_nm=1064,
        pulse_duration_ps=450,
        spot_width_mm=Decimal(4),
        fluence_j_cm2=Decimal("1.6"),
        placed_on=file_bench.practitioner.today(),
    )
    record_test_patch(file_bench.practitioner, patch)
    show(panel, file_bench)
    qtbot.waitUntil(panel.patches.sheet_button.isVisible)
    panel.patches.sheet_button.click()
    dialog = printed(panel.patches.sheet, qtbot)
    assert dialog.windowTitle() == "Test patches"
    dialog.close_button.click()


def test_a_letter_is_written_signed_and_then_shown_to_be_printed(
    desk: Desk, on_screen: Show, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    window = QWidget()
    on_screen(window)
    asked: list[Dialog] = []

    def ask(dialog: Dialog) -> None:
        asked.append(dialog)
        dialog.open()

    parts = CourseParts(desk, window, ask)
    parts.write_letter(1, course_id)
    form = asked[0]
    assert isinstance(form, LetterForm)
    qtbot.waitUntil(lambda: form.form.isEnabled() and bool(form.text.value()))
    entry: LetterEntry = form.entry()
    form.save_button.click()
    qtbot.waitUntil(lambda: len(asked) == 2)
    sheet = asked[1]
    assert isinstance(sheet, LoggedSheetDialog)
    printed(sheet, qtbot)
    (letter,) = list_doctor_letters(file_bench.practitioner, 1)
    assert letter.entry == entry
    sheet.close_button.click()

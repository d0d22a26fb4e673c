"""In the real window: one record of two from the patient page, and a reaction that reception writes down."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.reported_reactions import ReactionQuestion
from pico_tracker.services.courses import read_patient_page
from pico_tracker.services.patients import add_provisional_patient, find_patient_by_number
from pico_tracker.ui.courses.reaction_form import ReactionForm
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.main_window import MainWindow
from pico_tracker.ui.patients.merge_form import MergeForm
from tests.builders import Bench
from tests.ui.window.conftest import Known


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def test_who_was_booked_twice_is_made_one_and_told_apart_by_the_notice(
    qtbot: QtBot, window: MainWindow, file_bench: Bench, known: Known
) -> None:
    other = add_provisional_patient(file_bench.reception, file_bench.mint(), "Amara N", "+44 7700 900142").value
    window.open_patient(other)
    page = window.patient()
    qtbot.waitUntil(page.merge_button.isVisible)
    page.merge_button.click()
    form = window.dialog
    assert isinstance(form, MergeForm)
    qtbot.waitUntil(form.search.hasFocus)
    QTest.keyClicks(form.search, "P-10001")
    QTest.keyClick(form.search, Qt.Key.Key_Return)
    qtbot.waitUntil(form.swap_button.isVisible)
    form.swap_button.click()
    qtbot.waitUntil(lambda: "P-10001 stays" in texts(form))
    form.reason.set_value("Same phone.")
    with qtbot.waitSignal(form.merged):
        form.try_to_save()
    qtbot.waitUntil(lambda: page.patient_id == known.patient_id and not page.merges.isHidden())
    assert find_patient_by_number(file_bench.reception, "P-10002") == known.patient_id
    (notice,) = page.notices.notices
    assert notice.text.text() == "Both records are one now."
    notice.undo_button.click()
    qtbot.waitUntil(lambda: "Both records are as they were." in texts(page))
    assert find_patient_by_number(file_bench.reception, "P-10002") == other


def test_what_reception_writes_down_leaves_no_date_and_waits_for_a_practitioner(
    qtbot: QtBot, window: MainWindow, file_bench: Bench, known: Known
) -> None:
    window.desk.take_over(file_bench.reception)
    window.open_patient(known.patient_id, known.course_id)
    page = window.patient()
    qtbot.waitUntil(page.side_effects.report_button.isVisible)
    page.side_effects.report_button.click()
    form = window.dialog
    assert isinstance(form, ReactionForm)
    qtbot.waitUntil(form.form.isEnabled)
    form.since.set_value(file_bench.reception.today())
    form.said.set_value("I see double.")
    for question in ReactionQuestion:
        form.questions.row(question).set_value(question is ReactionQuestion.EYE)
    with qtbot.waitSignal(form.saved):
        form.try_to_save()
    assert read_patient_page(file_bench.practitioner, known.patient_id).courses[0].course.is_held
    window.desk.take_over(file_bench.practitioner)
    page.refresh()
    qtbot.waitUntil(lambda: "I see double." in texts(page.side_effects))
    assert {"Eye", "Due since 22 Nov 2026, 12:00"} <= set(texts(page.side_effects))
    said = [one.accessibleName() for one in page.side_effects.findChildren(Button)]
    assert "Judge: I see double." in said

"""The form on which a letter to the family doctor is written, seen and signed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.drafts import Draft
from pico_tracker.services.courses import open_course
from pico_tracker.services.doctor_letters import list_doctor_letters
from pico_tracker.services.drafts import list_drafts
from pico_tracker.services.patients import add_patient
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.words import said
from pico_tracker.ui.letters.letter_form import EVERY_COURSE, LetterForm
from tests.builders import Bench
from tests.ui.desks import Show

DOCTOR = "Dr J. Hargreaves\n3 Mill Lane\nLeeds"


@pytest.fixture
def course_id(file_bench: Bench) -> int:
    """The second of two courses of a patient whose doctor is known."""
    patient_id = add_patient(file_bench.practitioner, file_bench.patient(family_doctor=DOCTOR)).value
    open_course(file_bench.practitioner, file_bench.course(patient_id, area="left calf"))
    return open_course(file_bench.practitioner, file_bench.course(patient_id)).value


@pytest.fixture
def window(on_screen: Show) -> QWidget:
    """Somewhere for dialogs to belong to."""
    made = QWidget()
    on_screen(made)
    return made


def opened(desk: Desk, course_id: int, window: QWidget, qtbot: QtBot, draft: Draft | None = None) -> LetterForm:
    form = LetterForm(desk, 1, course_id, window, draft)
    form.open()
    qtbot.waitUntil(lambda: form.form.isEnabled() and bool(form.text.value()))
    return form


def test_it_begins_with_the_doctor_the_course_and_the_record_in_sentences(
    desk: Desk, window: QWidget, course_id: int, qtbot: QtBot
) -> None:
    form = opened(desk, course_id, window, qtbot)
    assert form.addressee.value() == DOCTOR
    assert form.course.value() == course_id
    assert form.subject.value() == "Laser treatment: Tattoo removal, right forearm"
    assert "I am writing about your patient Amara Nwosu" in form.text.value()
    assert form.about.text() == "Amara Nwosu"


def test_another_course_brings_its_own_words_until_somebody_typed(
    desk: Desk, window: QWidget, course_id: int, qtbot: QtBot
) -> None:
    form = opened(desk, course_id, window, qtbot)
    form.course.set_value(EVERY_COURSE)
    form.course.changed.emit()
    qtbot.waitUntil(lambda: "(left calf)" in form.text.value() and "(right forearm)" in form.text.value())
    form.text.input.insertPlainText("Typed by hand. ")
    form.course.set_value(course_id)
    with qtbot.waitSignal(desk.backend.busy_changed):
        form.course.changed.emit()
    qtbot.waitUntil(lambda: form.entry().course_id == course_id)
    assert "Typed by hand." in form.text.value()
    assert "(left calf)" in form.text.value()


def test_ctrl_s_signs_it_and_says_under_which_key(
    desk: Desk, window: QWidget, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    form = opened(desk, course_id, window, qtbot)
    with qtbot.waitSignal(form.signed) as heard:
        QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    (letter,) = list_doctor_letters(file_bench.practitioner, 1)
    assert heard.args == [letter.id]
    assert letter.entry.course_id == course_id
    assert letter.entry.addressee == DOCTOR


def test_a_letter_without_an_address_says_so_and_is_not_signed(
    desk: Desk, window: QWidget, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    form = opened(desk, course_id, window, qtbot)
    form.addressee.set_value("")
    form.try_to_save()
    assert [said(one.sentence) for one in form.addressee.findings] == ["Write down the doctor's name and address."]
    form.preview()
    assert form.sheet is None
    assert list_doctor_letters(file_bench.practitioner, 1) == ()


def test_the_preview_shows_the_letter_and_signs_nothing(
    desk: Desk, window: QWidget, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    form = opened(desk, course_id, window, qtbot)
    form.look_button.click()
    sheet = form.sheet
    assert sheet is not None
    qtbot.waitUntil(lambda: sheet.pdf.startswith(b"%PDF"))
    sheet.close_button.click()
    assert list_doctor_letters(file_bench.practitioner, 1) == ()


def test_what_is_typed_stays_as_a_draft_and_is_gone_once_it_is_signed(
    desk: Desk, window: QWidget, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    form = opened(desk, course_id, window, qtbot)
    form.text.input.insertPlainText("Half a sentence")
    with qtbot.waitSignal(form.keeper.kept):
        form.form.flush()
    form.close_button.click()
    (draft,) = list_drafts(file_bench.practitioner)
    assert (draft.form, draft.subject_id) == ("doctor_letter", course_id)
    assert draft.title == "Letter to the doctor, Laser treatment: Tattoo removal, right forearm"
    again = opened(desk, course_id, window, qtbot, draft)
    assert again.text.value().startswith("Half a sentence")
    with qtbot.waitSignal(again.signed):
        again.save_button.click()
    assert list_drafts(file_bench.practitioner) == ()
    assert len(list_doctor_letters(file_bench.practitioner, 1)) == 1

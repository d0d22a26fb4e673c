"""Reception writes down a reported reaction in 30 seconds, by the keyboard alone."""

from collections.abc import Iterable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.reported_reactions import ADVICE, ReactionQuestion
from pico_tracker.services.courses import open_course
from pico_tracker.services.incidents import list_reported_reactions
from pico_tracker.services.patients import add_patient
from pico_tracker.services.sessions import log_session
from pico_tracker.ui.courses.reaction_form import ReactionForm
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.words import said
from tests.builders import TODAY, Bench
from tests.ui.desks import Show


@pytest.fixture
def course_ids(file_bench: Bench) -> tuple[int, int]:
    """A course treated three and sixty days ago, and one that was not treated yet."""
    patient_id = add_patient(file_bench.practitioner, file_bench.patient()).value
    treated = open_course(file_bench.practitioner, file_bench.course(patient_id)).value
    for days in (60, 3):
        session = file_bench.session(treated, performed_on=TODAY - timedelta(days=days))
        log_session(file_bench.practitioner, session)
    return treated, open_course(file_bench.practitioner, file_bench.course(patient_id, area="calf")).value


@pytest.fixture
def window(on_screen: Show) -> QWidget:
    made = QWidget()
    on_screen(made)
    return made


def shown(form: ReactionForm, qtbot: QtBot) -> ReactionForm:
    with qtbot.waitActive(form):
        form.open()
    qtbot.waitUntil(form.form.isEnabled)
    return form


def press(*keys: Qt.Key | str) -> None:
    """Press keys, or type a text, where the keyboard is."""
    for key in keys:
        at = QApplication.focusWidget()
        assert at is not None
        if isinstance(key, str):
            QTest.keyClicks(at, key)
        else:
            QTest.keyClick(at, key)


def test_every_step_goes_by_the_keyboard_alone(
    reception_desk: Desk, window: QWidget, file_bench: Bench, course_ids: tuple[int, int], qtbot: QtBot
) -> None:
    form = shown(ReactionForm(reception_desk, 1, None, window), qtbot)
    assert form.about.text() == "Amara Nwosu, P-10001"
    press(Qt.Key.Key_Down, Qt.Key.Key_Tab, "20.11.2026", Qt.Key.Key_Tab, "There is a bubble.", Qt.Key.Key_Tab)
    press("n", "n", "y", "n", "n")
    assert form.save_button.hasFocus()
    with qtbot.waitSignal(form.saved):
        QTest.keyClick(form.save_button, Qt.Key.Key_Space)
    (reaction,) = list_reported_reactions(file_bench.practitioner, 1)
    entry = reaction.entry
    assert (entry.course_id, entry.treated_on) == (course_ids[0], TODAY - timedelta(days=3))
    assert (entry.since, entry.said) == (TODAY - timedelta(days=2), "There is a bubble.")
    assert entry.answers == {one: one is ReactionQuestion.FEVER for one in ReactionQuestion}


def test_nothing_is_preset_and_everything_that_is_missing_is_named(
    reception_desk: Desk, window: QWidget, course_ids: tuple[int, int], qtbot: QtBot
) -> None:
    form = shown(ReactionForm(reception_desk, 1, None, window), qtbot)
    assert form.questions.answers() == {}
    assert (form.treatment.value(), form.since.value()) == (None, None)
    form.try_to_save()
    stops = [field.name for field in form.form.fields if field.findings]
    assert stops == [
        "treated_on",
        "since",
        "said",
        "answers.eye",
        "answers.breathing",
        "answers.fever",
        "answers.spreading",
        "answers.face_blister",
    ]


def answer(form: ReactionForm, yes: Iterable[ReactionQuestion]) -> None:
    for question in ReactionQuestion:
        form.questions.row(question).set_value(question in yes)


def test_a_yes_shows_at_once_what_the_clinic_does_and_five_times_no_by_when_somebody_looks(
    reception_desk: Desk, window: QWidget, course_ids: tuple[int, int], qtbot: QtBot
) -> None:
    form = shown(ReactionForm(reception_desk, 1, course_ids[0], window), qtbot)
    assert form.follows.title.text() == "Ask all five questions"
    form.questions.row(ReactionQuestion.EYE).yes.click()
    assert (form.follows.title.text(), form.follows.text.text()) == ("For a practitioner at once", ADVICE)
    answer(form, ())
    assert form.follows.title.text() == "A practitioner looks at it today"
    assert form.follows.text.text().startswith("Due by 14:00.")


def test_the_course_one_came_from_offers_its_last_treatment_and_others_can_be_chosen(
    reception_desk: Desk, window: QWidget, course_ids: tuple[int, int], qtbot: QtBot
) -> None:
    form = shown(ReactionForm(reception_desk, 1, course_ids[1], window), qtbot)
    assert form.treatment.value() == (course_ids[1], None)
    texts = [form.treatment.input.itemText(at) for at in range(form.treatment.input.count())]
    assert texts == [
        "19 Nov 2026 · Tattoo removal, right forearm",
        "23 Sep 2026 · Tattoo removal, right forearm",
        "Tattoo removal, right forearm, day not known",
        "Tattoo removal, calf, day not known",
    ]


def test_without_any_course_a_practitioner_is_told_instead(
    reception_desk: Desk, window: QWidget, file_bench: Bench, qtbot: QtBot
) -> None:
    patient_id = add_patient(file_bench.reception, file_bench.patient()).value
    form = shown(ReactionForm(reception_desk, patient_id, None, window), qtbot)
    assert [said(one.sentence) for one in form.treatment.findings] == [
        "No course is on record here to write it down for. Tell a practitioner now."
    ]
    assert not form.save_button.isEnabled()

from datetime import date, timedelta
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.courses import CourseState
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.side_effects import Cause, Severity
from pico_tracker.services.courses import change_course_state, open_course, read_patient_page
from pico_tracker.services.drafts import list_drafts
from pico_tracker.services.patients import add_patient
from pico_tracker.services.sessions import log_session
from pico_tracker.services.side_effects import heal_side_effect, report_side_effect
from pico_tracker.ui.courses.clearance_form import ClearanceForm
from pico_tracker.ui.courses.heal_form import HealForm
from pico_tracker.ui.courses.look_form import LookForm
from pico_tracker.ui.courses.maintenance_form import MaintenanceForm
from pico_tracker.ui.courses.side_effect_form import SideEffectForm
from pico_tracker.ui.courses.state_form import StateForm
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.words import said
from pico_tracker.ui.small_form import SmallForm
from tests.builders import TODAY, Bench
from tests.ui.desks import Show

F = TypeVar("F", bound=SmallForm)


@pytest.fixture
def patient_id(file_bench: Bench) -> int:
    return add_patient(file_bench.practitioner, file_bench.patient()).value


@pytest.fixture
def course_id(file_bench: Bench, patient_id: int) -> int:
    """A course with one session three days ago: safe from 31 Dec 2026 on."""
    course_id = open_course(file_bench.practitioner, file_bench.course(patient_id)).value
    log_session(file_bench.practitioner, file_bench.session(course_id, performed_on=TODAY - timedelta(days=3)))
    return course_id


@pytest.fixture
def window(on_screen: Show) -> QWidget:
    made = QWidget()
    on_screen(made)
    return made


def shown(form: F, qtbot: QtBot) -> F:
    """Open a form and wait until it can be typed in."""
    with qtbot.waitActive(form):
        form.open()
    qtbot.waitUntil(form.form.isEnabled)
    return form


def progress_of(bench: Bench, patient_id: int) -> CourseProgress:
    return read_patient_page(bench.practitioner, patient_id).courses[0]


def said_under(form: SmallForm, name: str) -> list[str]:
    return [said(finding.sentence) for finding in form.form.field(name).findings]


def answer(form: SideEffectForm | LookForm, **yes: bool) -> None:
    """Answer every red-flag question with no but those named."""
    for key, row in form.red_flags.rows.items():
        row.set_value(yes.get(key, False))


def save(form: SmallForm, qtbot: QtBot) -> None:
    form.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is form)
    with qtbot.waitSignal(form.saved):
        QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def test_a_side_effect_goes_on_record_with_session_grade_and_dates(
    desk: Desk, window: QWidget, file_bench: Bench, patient_id: int, course_id: int, qtbot: QtBot
) -> None:
    form = shown(SideEffectForm(desk, patient_id, course_id, window), qtbot)
    form.kind.set_value(file_bench.kind_id("blister"))
    form.severity.set_value(Severity.MODERATE)
    form.grade.set_value(2)
    answer(form, large=True)
    form.form.restore({"onset_on": "20 Nov 2026", "note": "Two, 3 mm."})
    save(form, qtbot)
    progress = progress_of(file_bench, patient_id)
    (effect,) = progress.side_effects
    assert (effect.kind.key, effect.entry.severity, effect.entry.grade) == ("blister", Severity.MODERATE, 2)
    assert (effect.entry.onset_on, effect.entry.healed_on, effect.entry.note) == (
        date(2026, 11, 20),
        None,
        "Two, 3 mm.",
    )
    assert effect.entry.session_id == progress.sessions[0].id
    assert effect.entry.cause is Cause.TREATMENT
    assert [(one.question, one.is_yes) for one in effect.entry.red_flags] == [
        ("Is it on the face?", False),
        ("Is it larger than 2 cm?", True),
        ("Is it cloudy?", False),
        ("Is it painful?", False),
    ]
    assert effect.is_incident_open
    assert list_drafts(file_bench.practitioner) == ()


def test_opening_the_side_effect_form_is_no_typing(
    desk: Desk, window: QWidget, patient_id: int, course_id: int, qtbot: QtBot
) -> None:
    form = shown(SideEffectForm(desk, patient_id, course_id, window), qtbot)
    with qtbot.assertNotEmitted(form.form.edited):
        form.form.flush()


def test_choosing_a_kind_says_what_is_expected_of_it(
    desk: Desk, window: QWidget, file_bench: Bench, patient_id: int, course_id: int, qtbot: QtBot
) -> None:
    form = shown(SideEffectForm(desk, patient_id, course_id, window), qtbot)
    form.kind.set_value(file_bench.kind_id("erythema"))
    form.onset_on.set_value(TODAY - timedelta(days=3))
    assert said_under(form, "kind_id") == [
        (
            "Pink or red treated skin that turns pale when pressed. Day 3, usual up to 2 days, prolonged after "
            "day 14. A normal answer of the skin: give the leaflet."
        )
    ]
    assert list(form.red_flags.rows) == ["spreading", "hot"]
    assert said_under(form, "grade") == [
        "CTCAE has no term for it; graded as “Skin and subcutaneous tissue disorders - Other, specify”."
    ]
    form.kind.set_value(file_bench.kind_id("infection"))
    assert "never expected, needs attention at once." in said_under(form, "kind_id")[0]


def test_only_the_grades_of_the_term_are_offered_with_their_texts(
    desk: Desk, window: QWidget, file_bench: Bench, patient_id: int, course_id: int, qtbot: QtBot
) -> None:
    form = shown(SideEffectForm(desk, patient_id, course_id, window), qtbot)
    form.kind.set_value(file_bench.kind_id("urticaria"))
    offered = [form.grade.input.itemText(place) for place in range(form.grade.input.count())]
    assert [text[:2] for text in offered] == ["No", "1:", "2:", "3:"]
    assert offered[3] == "3: More than 30 % of the body's surface; medicine into a vein."
    assert "small tattoo that blisters all over is its grade 1" in said_under(form, "grade")[0]
    form.kind.set_value(file_bench.kind_id("whitening"))
    assert said_under(form, "grade") == ["CTCAE has no grade for it."]
    assert not form.grade.input.isEnabled()


def test_an_answer_outlives_a_change_of_kind_and_a_draft(
    desk: Desk, window: QWidget, file_bench: Bench, patient_id: int, course_id: int, qtbot: QtBot
) -> None:
    form = shown(SideEffectForm(desk, patient_id, course_id, window), qtbot)
    form.kind.set_value(file_bench.kind_id("blister"))
    form.red_flags.rows["cloudy"].yes.click()
    form.kind.set_value(file_bench.kind_id("bruise"))
    assert form.red_flags.value() == ()
    form.kind.set_value(file_bench.kind_id("blister"))
    assert [one.key for one in form.red_flags.value()] == ["cloudy"]
    with qtbot.waitSignal(form.keeper.kept):
        form.form.flush()
    form.reject()
    (draft,) = list_drafts(file_bench.practitioner)
    again = shown(SideEffectForm(desk, patient_id, course_id, window, draft), qtbot)
    assert [one.key for one in again.red_flags.value()] == ["cloudy"]
    again.red_flags.set_raw_text("{damaged")
    assert again.red_flags.value() == ()


def test_a_side_effect_form_answers_wrong_input_beside_each_field(
    desk: Desk, window: QWidget, file_bench: Bench, patient_id: int, course_id: int, qtbot: QtBot
) -> None:
    form = shown(SideEffectForm(desk, patient_id, course_id, window), qtbot)
    form.form.restore({"onset_on": "1 Nov 2026", "healed_on": "<b>soon</b>"})
    form.try_to_save()
    assert said_under(form, "kind_id") == ["Choose the kind of side effect."]
    assert said_under(form, "severity") == ["Choose how severe it is."]
    assert said_under(form, "onset_on") == [
        "It began before the session it is written to. Check the date or the session."
    ]
    assert form.healed_on.raw_text() == "<b>soon</b>"
    assert len(said_under(form, "healed_on")) == 1


def test_a_side_effect_half_typed_is_a_draft_that_goes_on(
    desk: Desk, window: QWidget, file_bench: Bench, patient_id: int, course_id: int, qtbot: QtBot
) -> None:
    form = shown(SideEffectForm(desk, patient_id, course_id, window), qtbot)
    form.form.restore({"note": "Two, 3 mm."})
    with qtbot.waitSignal(form.keeper.kept):
        form.form.flush()
    form.reject()
    (draft,) = list_drafts(file_bench.practitioner)
    assert (draft.form, draft.subject_id, draft.content["patient_id"]) == (
        "side_effect",
        course_id,
        str(patient_id),
    )
    again = shown(SideEffectForm(desk, patient_id, course_id, window, draft), qtbot)
    assert again.note.value() == "Two, 3 mm."


def test_healing_closes_a_side_effect_on_the_day_given(
    desk: Desk, window: QWidget, file_bench: Bench, patient_id: int, course_id: int, qtbot: QtBot
) -> None:
    report_side_effect(file_bench.practitioner, file_bench.side_effect(course_id, None))
    (effect,) = progress_of(file_bench, patient_id).side_effects
    form = shown(HealForm(desk, effect, window), qtbot)
    assert form.healed_on.value() == TODAY
    form.healed_on.set_value(TODAY - timedelta(days=1))
    form.try_to_save()
    assert said_under(form, "healed_on") == ["It cannot heal before it began. Check both dates."]
    form.healed_on.set_value(TODAY)
    save(form, qtbot)
    assert progress_of(file_bench, patient_id).side_effects[0].entry.healed_on == TODAY


def test_healing_after_somebody_else_did_is_told_and_overwrites_nothing(
    desk: Desk, window: QWidget, file_bench: Bench, patient_id: int, course_id: int, qtbot: QtBot
) -> None:
    entry = file_bench.side_effect(course_id, None, onset_on=TODAY - timedelta(days=2))
    report_side_effect(file_bench.practitioner, entry)
    (effect,) = progress_of(file_bench, patient_id).side_effects
    form = shown(HealForm(desk, effect, window), qtbot)
    heal_side_effect(file_bench.administrator, effect.id, effect.version, TODAY - timedelta(days=1))
    form.try_to_save()
    qtbot.waitUntil(lambda: bool(form.form.notices.notices))
    assert "Somebody else changed this record" in form.form.notices.notices[0].text.text()
    assert form.isVisible()
    qtbot.waitUntil(lambda: form.version == effect.version + 1)
    form.try_to_save()
    assert "It has ended already. Write a later look instead." in [
        str(finding.sentence) for finding in form.healed_on.findings
    ]
    (kept,) = progress_of(file_bench, patient_id).side_effects
    assert kept.entry.healed_on == TODAY - timedelta(days=1)


def test_the_maintenance_date_is_set_and_taken_off(
    desk: Desk, window: QWidget, file_bench: Bench, patient_id: int, course_id: int, qtbot: QtBot
) -> None:
    form = shown(MaintenanceForm(desk, patient_id, course_id, window), qtbot)
    form.form.restore({"maintenance_due_on": "1 Nov 2026"})
    form.try_to_save()
    qtbot.waitUntil(lambda: bool(said_under(form, "maintenance_due_on")))
    assert said_under(form, "maintenance_due_on") == [
        "The maintenance date lies in the past. Choose a day to come."
    ]
    form.form.restore({"maintenance_due_on": "14 Feb 2027"})
    save(form, qtbot)
    assert progress_of(file_bench, patient_id).course.maintenance_due_on == date(2027, 2, 14)
    again = shown(MaintenanceForm(desk, patient_id, course_id, window), qtbot)
    assert again.due_on.value() == date(2027, 2, 14)
    again.due_on.set_value(None)
    save(again, qtbot)
    assert progress_of(file_bench, patient_id).course.maintenance_due_on is None


def test_a_reading_counts_the_sessions_before_it(
    desk: Desk, window: QWidget, file_bench: Bench, patient_id: int, course_id: int, qtbot: QtBot
) -> None:
    form = shown(ClearanceForm(desk, patient_id, course_id, window), qtbot)
    form.form.restore({"percent": "101"})
    form.try_to_save()
    assert said_under(form, "percent") == ["Clearance is 0 to 100 %; below 0 means worse than at the start."]
    form.form.restore({"percent": "-5"})
    save(form, qtbot)
    (reading,) = progress_of(file_bench, patient_id).readings
    assert (reading.percent, reading.sessions_before, reading.read_on) == (-5, 1, TODAY)


def test_pausing_a_course_asks_for_the_reason_and_keeps_it(
    desk: Desk, window: QWidget, file_bench: Bench, patient_id: int, course_id: int, qtbot: QtBot
) -> None:
    form = shown(StateForm(desk, patient_id, course_id, window), qtbot)
    assert form.about.text() == "Tattoo removal, right forearm, now active"
    offered = [form.state.input.itemText(index) for index in range(form.state.input.count())]
    assert offered == ["Paused", "Completed", "Maintenance", "Discontinued"]
    form.state.set_value(CourseState.PAUSED)
    form.try_to_save()
    qtbot.waitUntil(lambda: bool(said_under(form, "reason")))
    assert said_under(form, "reason") == ["Say why the course stops."]
    form.reason.set_value("Pregnant.")
    save(form, qtbot)
    assert progress_of(file_bench, patient_id).course.state is CourseState.PAUSED


def test_a_state_changed_by_somebody_else_is_told_before_it_is_changed_again(
    desk: Desk, window: QWidget, file_bench: Bench, patient_id: int, course_id: int, qtbot: QtBot
) -> None:
    form = shown(StateForm(desk, patient_id, course_id, window), qtbot)
    version = progress_of(file_bench, patient_id).course.version
    change_course_state(file_bench.administrator, course_id, version, CourseState.COMPLETED)
    form.state.set_value(CourseState.MAINTENANCE)
    form.try_to_save()
    qtbot.waitUntil(lambda: bool(form.form.notices.notices))
    qtbot.waitUntil(lambda: form.version == version + 1)
    save(form, qtbot)
    assert progress_of(file_bench, patient_id).course.state is CourseState.MAINTENANCE


def test_a_course_of_another_patient_is_not_shown(
    desk: Desk, window: QWidget, file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    other = add_patient(file_bench.practitioner, file_bench.patient(given_names="Ida")).value
    form = StateForm(desk, other, course_id, window)
    form.open()
    qtbot.waitUntil(lambda: bool(form.form.notices.notices))
    form.try_to_save()
    assert form.isVisible()


def test_a_reading_tells_whose_result_it_is_and_keeps_to_steps_of_5(
    desk: Desk, window: QWidget, file_bench: Bench, patient_id: int, course_id: int, qtbot: QtBot
) -> None:
    form = shown(ClearanceForm(desk, patient_id, course_id, window), qtbot)
    assert form.about.text() == "Tattoo removal, right forearm. A reading that day is the result of 1 session."
    form.form.restore({"percent": "22"})
    form.try_to_save()
    assert said_under(form, "percent") == ["Read clearance in quarters or in steps of 5 %, such as 35 or 75."]
    (session,) = progress_of(file_bench, patient_id).sessions
    form.read_on.set_value(session.entry.performed_on)
    assert form.about.text().endswith("A reading that day is the start, before any session.")
    form.percent.set_value(35)
    form.try_to_save()
    assert said_under(form, "percent") == ["Before the first session nothing has cleared: the start is 0 %."]

"""The form of a visit without treatment: what it shows, what it asks, and that nothing typed is lost."""

import json
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.attendances import AttendanceKind
from pico_tracker.domain.drafts import Draft
from pico_tracker.domain.next_plans import NextPlanEntry
from pico_tracker.domain.safety_checks import Healing
from pico_tracker.domain.screening import Answer
from pico_tracker.services.attendances import list_attendances
from pico_tracker.services.courses import open_course
from pico_tracker.services.drafts import keep_draft, list_drafts
from pico_tracker.services.next_plans import read_next_plan
from pico_tracker.services.patients import add_patient
from pico_tracker.services.screening import read_screening
from pico_tracker.services.sessions import log_session
from pico_tracker.services.side_effects import report_side_effect
from pico_tracker.ui.attendances.attendance_form import AttendanceForm, form_of_draft
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.plain_text import Label
from pico_tracker.ui.kit.words import said
from tests.builders import TODAY, Bench
from tests.ui.desks import Show

NOT_TREATED, REVIEW = AttendanceKind.NOT_TREATED, AttendanceKind.REVIEW
PLAN = NextPlanEntry(note="Green first.", minutes=30)


@pytest.fixture
def course_id(file_bench: Bench) -> int:
    """A course whose one session was seven weeks ago, with a plan for today."""
    patient_id = add_patient(file_bench.practitioner, file_bench.patient(allergies=("Latex",))).value
    made = open_course(file_bench.practitioner, file_bench.course(patient_id)).value
    entry = file_bench.session(
        made, performed_on=TODAY - timedelta(days=49), note_for_next_time="Ask about sun.", next_plan=PLAN
    )
    log_session(file_bench.practitioner, entry)
    return made


@pytest.fixture
def window(on_screen: Show) -> QWidget:
    made = QWidget()
    on_screen(made)
    return made


def shown(form: AttendanceForm, qtbot: QtBot) -> AttendanceForm:
    with qtbot.waitActive(form):
        form.open()
    qtbot.waitUntil(form.form.isEnabled)
    return form


def opened(kind: AttendanceKind, desk: Desk, window: QWidget, course_id: int, qtbot: QtBot) -> AttendanceForm:
    return shown(AttendanceForm(desk, 1, course_id, kind, window), qtbot)


def sign(form: AttendanceForm, qtbot: QtBot) -> None:
    with qtbot.waitSignal(form.saved):
        QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def said_under(form: AttendanceForm, name: str) -> list[str]:
    return [said(finding.sentence) for finding in form.form.field(name).findings]


def test_it_shows_who_it_is_what_was_last_and_what_is_planned(
    desk: Desk, window: QWidget, course_id: int, qtbot: QtBot
) -> None:
    form = opened(NOT_TREATED, desk, window, course_id, qtbot)
    texts = [label.text() for label in form.banner.findChildren(Label)]
    assert {"Amara Nwosu", "Allergy: Latex"} <= set(texts)
    assert form.about.text().splitlines() == [
        "Tattoo removal, right forearm. Last session 4 Oct 2026, by Practitioner.",
        "For today: Ask about sun.",
    ]
    assert form.plan.value() == PLAN
    assert form.healing.value() is None
    assert len(form.questions.rows) == 5


def test_a_common_reason_and_a_day_are_enough_to_sign_that_nothing_was_treated(
    desk: Desk, window: QWidget, course_id: int, qtbot: QtBot, file_bench: Bench
) -> None:
    form = opened(NOT_TREATED, desk, window, course_id, qtbot)
    form.reasons.buttons["Sun or tan on the area"].click()
    form.return_on.set_raw_text("20 Dec 2026")
    next(iter(form.questions.rows.values())).set_value(Answer.YES)
    sign(form, qtbot)
    (known,) = list_attendances(file_bench.practitioner, course_id)
    assert (known.entry.kind, known.entry.reason) == (NOT_TREATED, "Sun or tan on the area")
    assert known.entry.return_on == TODAY + timedelta(days=28)
    given = read_screening(file_bench.practitioner, course_id).facts.given[-1]
    assert (given.answer.answer, given.given_on) == (Answer.YES, TODAY)
    standing = read_next_plan(file_bench.practitioner, course_id)
    assert standing is not None
    assert standing.attendance_id is None


def test_a_second_reason_is_added_to_the_first(desk: Desk, window: QWidget, course_id: int, qtbot: QtBot) -> None:
    form = opened(NOT_TREATED, desk, window, course_id, qtbot)
    for reason in ("Not healed yet", "Feels unwell"):
        form.reasons.buttons[reason].click()
    assert form.reason.value() == "Not healed yet. Feels unwell"


def test_signing_too_early_says_beside_each_field_what_is_missing(
    desk: Desk, window: QWidget, course_id: int, qtbot: QtBot
) -> None:
    form = opened(NOT_TREATED, desk, window, course_id, qtbot)
    form.held_on.set_raw_text("")
    form.try_to_save()
    assert said_under(form, "reason") == ["Write why nothing was treated."]
    assert said_under(form, "return_on") == ["Enter when the patient is to come again."]
    assert said_under(form, "held_on") == ["Enter the day of the visit."]


def test_a_review_is_signed_by_keyboard_alone(
    desk: Desk, window: QWidget, course_id: int, qtbot: QtBot, file_bench: Bench
) -> None:
    form = opened(REVIEW, desk, window, course_id, qtbot)
    assert not form.reasons.isVisible()
    QTest.keyClick(form, Qt.Key.Key_H)
    QTest.keyClicks(form.satisfaction.input, "8")
    QTest.keyClick(form.goal.input, Qt.Key.Key_Up)
    QTest.keyClick(form.goal.input, Qt.Key.Key_Up)
    sign(form, qtbot)
    (known,) = list_attendances(file_bench.practitioner, course_id)
    assert (known.entry.kind, known.entry.healing) == (REVIEW, Healing.HEALED)
    assert (known.entry.satisfaction, known.entry.goal_reached) == (8, 1)


def test_the_arrows_stay_from_0_to_10(desk: Desk, window: QWidget, course_id: int, qtbot: QtBot) -> None:
    form = opened(REVIEW, desk, window, course_id, qtbot)
    QTest.keyClick(form.goal.input, Qt.Key.Key_Down)
    assert form.goal.value() == 10
    QTest.keyClick(form.goal.input, Qt.Key.Key_Up)
    assert form.goal.value() == 10
    form.goal.set_raw_text("11")
    form.try_to_save()
    assert said_under(form, "goal_reached") == ["This is a whole number from 0 to 10."]


def test_whoever_did_not_answer_is_signed_with_a_note(
    desk: Desk, window: QWidget, course_id: int, qtbot: QtBot
) -> None:
    form = opened(REVIEW, desk, window, course_id, qtbot)
    form.try_to_save()
    asks = "Ask how satisfied the patient is, 0 to 10, or say in the note why it was not asked."
    assert said_under(form, "satisfaction") == [asks]
    assert said_under(form, "healing") == ["Say how the last session healed."]
    form.note.set_raw_text("In a hurry.")
    assert said_under(form, "satisfaction") == ["Not asked; the note says why."]


def test_what_happened_is_written_down_first_and_then_answers_the_question(
    desk: Desk, window: QWidget, course_id: int, qtbot: QtBot, file_bench: Bench
) -> None:
    form = opened(REVIEW, desk, window, course_id, qtbot)
    with qtbot.waitSignal(form.side_effect_wanted) as heard:
        form.healing.event_button.click()
    assert heard.args == [1, course_id]
    desk.run(report_side_effect, file_bench.side_effect(course_id, None))
    qtbot.waitUntil(lambda: form.healing.value() is Healing.EVENT)


def test_a_changed_plan_is_made_at_the_visit_and_an_emptied_one_taken_back(
    desk: Desk, window: QWidget, course_id: int, qtbot: QtBot, file_bench: Bench
) -> None:
    form = opened(NOT_TREATED, desk, window, course_id, qtbot)
    form.reasons.buttons["Laser out of order"].click()
    form.return_on.set_raw_text("23 Nov 2026")
    form.plan.set_value(NextPlanEntry(minutes=45))
    assert form.entry().next_plan == NextPlanEntry(minutes=45)
    form.plan.set_value(None)
    sign(form, qtbot)
    assert read_next_plan(file_bench.practitioner, course_id) is None


def test_what_was_typed_is_kept_as_a_draft_and_gone_on_with(
    desk: Desk, window: QWidget, course_id: int, qtbot: QtBot, file_bench: Bench
) -> None:
    form = opened(REVIEW, desk, window, course_id, qtbot)
    form.note.set_raw_text("Pale, even")
    next(iter(form.questions.rows.values())).set_value(Answer.NO)
    with qtbot.waitSignal(form.keeper.kept):
        form.form.flush()
    form.reject()
    (draft,) = list_drafts(file_bench.practitioner)
    assert (draft.form, draft.subject_id) == ("attendance", course_id)
    assert draft.title == "Review only, Tattoo removal, right forearm"
    again = shown(form_of_draft(desk, 1, course_id, window, draft), qtbot)
    assert again.windowTitle() == "Review only"
    assert (again.note.value(), len(again.questions.value())) == ("Pale, even", 1)
    again.resume(draft)
    QTest.keyClick(again, Qt.Key.Key_H)
    sign(again, qtbot)
    assert list_drafts(file_bench.practitioner) == ()


def test_damaged_answers_in_a_draft_show_none(desk: Desk, window: QWidget, course_id: int, qtbot: QtBot) -> None:
    form = opened(REVIEW, desk, window, course_id, qtbot)
    for damaged in ("{", "[1]", '[["sun", "perhaps", ""]]'):
        form.questions.set_raw_text(damaged)
        assert form.questions.value() == ()


def test_what_was_asked_for_a_session_begun_today_is_taken_over_and_its_draft_ends(
    desk: Desk, window: QWidget, course_id: int, qtbot: QtBot, file_bench: Bench
) -> None:
    asked = list(opened(NOT_TREATED, desk, window, course_id, qtbot).questions.rows)
    answers = [[asked[0], "unsure", "A week in Spain."], [asked[1], "no", ""], ["isotretinoin", "no", ""]]
    for other in (course_id, course_id + 1):
        draft = Draft(
            entry_id=file_bench.mint(),
            form="session",
            subject_id=other,
            title="Session",
            content={"healing": "healed", "screening": json.dumps(answers)},
            saved_at=file_bench.clock.moment,
        )
        keep_draft(file_bench.practitioner, draft)
    form = opened(NOT_TREATED, desk, window, course_id, qtbot)
    assert form.healing.value() is Healing.HEALED
    given = {one.question: (one.answer, one.note) for one in form.questions.value()}
    assert given == {
        asked[0]: (Answer.UNSURE, "A week in Spain."),
        asked[1]: (Answer.NO, ""),
        "isotretinoin": (Answer.NO, ""),
    }
    assert form.about.text().endswith("its draft ends with this visit.")
    form.questions.rows[asked[0]].set_value(Answer.NO)
    form.reasons.buttons["Feels unwell"].click()
    form.return_on.set_raw_text("29 Nov 2026")
    sign(form, qtbot)
    assert [one.subject_id for one in list_drafts(file_bench.practitioner)] == [course_id + 1]
    recorded = read_screening(file_bench.practitioner, course_id).facts.given[-3:]
    assert [(one.answer.question, one.answer.answer) for one in recorded] == [
        (asked[0], Answer.NO),
        (asked[1], Answer.NO),
        ("isotretinoin", Answer.NO),
    ]


def test_a_session_begun_on_another_day_is_left_alone(
    desk: Desk, window: QWidget, course_id: int, qtbot: QtBot, file_bench: Bench
) -> None:
    draft = Draft(
        entry_id=file_bench.mint(),
        form="session",
        subject_id=course_id,
        title="Session",
        content={"healing": "healed"},
        saved_at=file_bench.clock.moment,
    )
    keep_draft(file_bench.practitioner, draft)
    file_bench.clock.pass_days(1)
    form = opened(NOT_TREATED, desk, window, course_id, qtbot)
    assert form.healing.value() is None


def test_before_the_first_session_nothing_healed(
    desk: Desk, window: QWidget, qtbot: QtBot, file_bench: Bench
) -> None:
    patient_id = add_patient(file_bench.practitioner, file_bench.patient()).value
    course_id = open_course(file_bench.practitioner, file_bench.course(patient_id)).value
    form = shown(AttendanceForm(desk, patient_id, course_id, REVIEW, window), qtbot)
    assert not form.healing.isVisible()
    assert form.about.text() == "Tattoo removal, right forearm. No session yet."
    form.satisfaction.set_value(5)
    form.goal.set_value(0)
    sign(form, qtbot)


@pytest.mark.parametrize("kind", [NOT_TREATED, REVIEW])
def test_the_buttons_stay_on_a_low_screen_once_the_form_has_grown(
    kind: AttendanceKind, desk: Desk, window: QWidget, course_id: int, qtbot: QtBot
) -> None:
    window.move(0, 160)
    form = opened(kind, desk, window, course_id, qtbot)
    room = form.screen().availableGeometry()
    qtbot.waitUntil(lambda: not form._soon.isActive() and not form._to_centre)
    assert form.height() >= form.sizeHint().height()
    form.try_to_save()
    qtbot.waitUntil(lambda: not form._soon.isActive())
    frame = form.frameGeometry()
    assert (frame.top() >= room.top(), frame.left() >= room.left()) == (True, True)
    assert frame.bottom() <= room.bottom()
    assert frame.height() <= 720

"""The questions before treating, on the page where a session is logged."""

import json
from datetime import timedelta
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pico_tracker.domain.rules import RuleKind
from pico_tracker.domain.screening import Answer, ScreeningAnswer
from pico_tracker.domain.test_patches import PatchEntry
from pico_tracker.services.rules import put_rule_in_force
from pico_tracker.services.test_patches import record_test_patch
from pico_tracker.ui.session_log.screening_part import ScreeningField
from tests.ui.session_log.conftest import Chair

VISIT = ["visit_sun", "visit_pregnant", "visit_changes", "visit_infection", "visit_marks"]


def on_another_day(chair: Chair, days: int = 1) -> ScreeningField:
    """The form so many days after everything was asked."""
    chair.bench.clock.pass_days(days)
    return chair.open().before.screening


def click(field: ScreeningField, key: str, answer: Answer) -> None:
    QTest.mouseClick(field.rows[key].segment(answer), Qt.MouseButton.LeftButton)


def test_five_questions_stand_in_one_block_and_one_key_answers_them_all(chair: Chair) -> None:
    field = on_another_day(chair)
    assert list(field.rows) == VISIT
    assert field.value() == ()
    chair.key(Qt.Key.Key_F6)
    assert [one.answer for one in field.value()] == [Answer.NO] * 5
    assert [row.value() for row in field.rows.values()] == [Answer.NO] * 5


def test_what_was_asked_today_already_is_shown_as_answered(chair: Chair) -> None:
    field = chair.open().before.screening
    assert [row.value() for row in field.rows.values()] == [Answer.NO] * 5
    assert field.value() == ()
    assert "5 questions of this visit: asked 22 Nov 2026 by Practitioner" in field.valid.text()
    assert "Asked since 22 Nov 2026 by Practitioner, still valid: Breastfeeding" in field.valid.text()


def test_a_yes_unfolds_what_stands_behind_it_and_a_no_folds_it_again(chair: Chair) -> None:
    field = on_another_day(chair)
    click(field, "visit_sun", Answer.YES)
    assert list(field.rows) == [VISIT[0], "tan", "sunburn", *VISIT[1:]]
    click(field, "tan", Answer.YES)
    said = [str(one.sentence) for one in field.findings]
    assert any(one.startswith("Sun, sunbed or self-tan on the area in 4 weeks.") for one in said)
    click(field, "visit_sun", Answer.NO)
    assert list(field.rows) == VISIT
    assert [(one.question, one.answer) for one in field.value()] == [("visit_sun", Answer.NO)]


def test_a_yes_behind_which_stands_one_question_only_is_judged_at_once(chair: Chair) -> None:
    field = on_another_day(chair)
    click(field, "visit_marks", Answer.YES)
    assert list(field.rows) == VISIT
    assert [one.code for one in field.findings] == ["screening.suspicious"]


def test_an_answer_clicked_again_is_taken_back(chair: Chair) -> None:
    field = on_another_day(chair)
    click(field, "visit_marks", Answer.NO)
    click(field, "visit_marks", Answer.NO)
    assert field.value() == ()
    assert field.rows["visit_marks"].value() is None


def test_many_that_are_due_are_asked_in_a_dialog_and_kept_with_the_session(chair: Chair) -> None:
    field = on_another_day(chair, 100)
    assert field.due.text() == "8 other questions to ask"
    chair.key(Qt.Key.Key_F10)
    dialog = field.dialog
    assert dialog is not None
    assert [row.question.key for row in dialog.rows][:2] == ["breastfeeding", "isotretinoin"]
    assert "Before: no, 22 Nov 2026, asked by Practitioner" in dialog.rows[0].answer.hint_text
    dialog.finish()
    assert dialog.notices.notices[0].text.text() == "Nothing is answered yet."
    dialog.rows[1].answer.set_value(Answer.UNSURE)
    dialog.rows[1].note.set_value("Acne cream")
    assert dialog.left.text() == "7 still to answer"
    dialog.answer_rest()
    dialog.finish()
    assert ScreeningAnswer("isotretinoin", Answer.UNSURE, "Acne cream") in field.value()
    assert field.due.text() == "The others are asked."
    assert [one.code for one in field.findings] == ["screening.isotretinoin"]


def test_the_cursor_goes_to_the_others_once_the_questions_of_each_visit_are_answered(chair: Chair) -> None:
    field = on_another_day(chair, 100)
    field.give_focus()
    assert field.all_no.hasFocus()
    field.answer_no()
    field.give_focus()
    assert field.ask_button.hasFocus()


def test_numbing_asks_for_the_cream_beside_the_other_questions(chair: Chair) -> None:
    field = on_another_day(chair)
    chair.form.field("anaesthesia").set_raw_text("Topical lidocaine")
    assert list(field.rows) == [*VISIT, "numbing_area"]
    chair.form.field("anaesthesia").set_raw_text("None")
    assert list(field.rows) == VISIT


def test_a_draft_brings_the_answers_back_and_a_damaged_one_brings_none(chair: Chair) -> None:
    field = on_another_day(chair)
    click(field, "visit_sun", Answer.YES)
    raw = field.raw_text()
    assert json.loads(raw) == [["visit_sun", "yes", ""]]
    field.set_raw_text("[[1, 2")
    assert field.value() == ()
    assert field.raw_text() == ""
    field.set_raw_text(raw)
    assert field.rows["visit_sun"].value() is Answer.YES
    assert "tan" in field.rows


def test_nothing_is_said_about_open_questions_before_somebody_signs(chair: Chair) -> None:
    field = on_another_day(chair)
    assert not field.findings
    chair.page.sign()
    unasked = [str(one.sentence) for one in field.findings if one.code == "screening.unasked"]
    assert unasked[0].startswith("Ask before treating: Sun or tan on the area; Pregnant")


def test_a_signed_form_cannot_be_answered_any_more(chair: Chair) -> None:
    field = on_another_day(chair)
    field.set_read_only(True)
    click(field, "visit_sun", Answer.YES)
    field.ask()
    assert field.value() == ()
    assert field.dialog is None


def test_the_eye_protection_names_every_wavelength_it_has_to_cover(chair: Chair) -> None:
    form = chair.open()
    assert form.before.eyes.input.placeholderText() == "By patient and staff"
    form.before.show_wavelengths((532, 1064))
    assert form.before.eyes.input.placeholderText() == "Each for 532, 1064 nm"


def test_a_missing_test_patch_offers_to_write_one_down_or_to_read_it(chair: Chair) -> None:
    bench = chair.bench
    put_rule_in_force(bench.administrator, RuleKind.QUESTION, "test_patch", 2, "We test.", in_force=True)
    form = chair.open()
    form.passes.set_value(())
    form.passes.add()
    chair.editor.device.set_value(str(bench.device_id))
    chair.editor.wavelength.set_raw_text("1064 nm")
    button = form.before.screening.patch_button
    assert button.said() == "Record test patch"
    with chair.qtbot.waitSignal(chair.page.patch_wanted) as wish:
        button.click()
    assert wish.args == [chair.patient_id, chair.course_id]
    entry = PatchEntry(
        entry_id=bench.mint(),
        course_id=chair.course_id,
        device_id=bench.device_id,
        wavelength_nm=1064,
        pulse_duration_ps=450,
        spot_width_mm=Decimal(4),
        fluence_j_cm2=Decimal("2.4"),
        placed_on=bench.practitioner.today() - timedelta(days=4),
    )
    patch_id = record_test_patch(bench.practitioner, entry).value
    chair.page.refresh()
    chair.qtbot.waitUntil(lambda: button.said() == "Read test patch")
    with chair.qtbot.waitSignal(chair.page.patch_reading_wanted) as wish:
        button.click()
    assert wish.args is not None
    assert wish.args[0].id == patch_id

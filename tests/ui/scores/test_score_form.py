"""The form of each scale."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.assessments import Assessment
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.rules import RuleKind
from pico_tracker.domain.scales.register import SCALES
from pico_tracker.domain.scales.shape import Scale
from pico_tracker.services.assessments import correct_assessment, list_assessments
from pico_tracker.services.rules import confirm_rules
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.fields import ChoiceField
from pico_tracker.ui.kit.words import said
from pico_tracker.ui.scores.score_form import ScoreForm, ScoreWish
from pico_tracker.ui.scores.score_words import to_confirm_text
from tests.builders import TODAY, Bench
from tests.ui.desks import Show
from tests.ui.scores.charts import Chart, mmasi, open_chart

TATTOO = {"fitzpatrick": "3", "location": "2", "colour": "4", "ink": "4", "scarring": "0", "layering": "0"}


@pytest.fixture
def chart(file_bench: Bench) -> Chart:
    return open_chart(file_bench, "tattoo")


@pytest.fixture
def window(on_screen: Show) -> QWidget:
    made = QWidget()
    on_screen(made)
    return made


def opened(
    desk: Desk, chart: Chart, scale_key: str, window: QWidget, corrects: Assessment | None = None
) -> ScoreForm:
    wish = ScoreWish(chart.patient, chart.progress.course, SCALES[scale_key], corrects)
    form = ScoreForm(desk, wish, window)
    form.open()
    return form


def answer(form: ScoreForm, answers: dict[str, str]) -> None:
    for key, value in answers.items():
        field = form.form.field(f"answers.{key}")
        field.set_value(value if isinstance(field, ChoiceField) else Decimal(value))


def save(form: ScoreForm, qtbot: QtBot) -> None:
    form.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is form)
    with qtbot.waitSignal(form.saved):
        QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def said_under(form: ScoreForm, name: str) -> list[str]:
    return [said(finding.sentence) for finding in form.form.field(name).findings]


@pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES.keys())
def test_every_scale_has_a_form_that_fits_a_small_screen(
    desk: Desk, chart: Chart, window: QWidget, scale: Scale
) -> None:
    form = opened(desk, chart, scale.key, window)
    assert [field.name for field in form.items] == [f"answers.{item.key}" for item in scale.items]
    assert form.sizeHint().height() <= 700
    assert form.minimumWidth() <= 1000
    assert form.outcome.score.text() == "The score stands here once every item is answered."


@pytest.mark.parametrize("key", ["goodman_baron_quantitative", "ecca", "kirby_desai", "fwcs", "melasqol"])
def test_what_is_not_sourced_says_so_on_the_form(
    desk: Desk, chart: Chart, window: QWidget, key: str, qtbot: QtBot
) -> None:
    form = opened(desk, chart, key, window)
    with qtbot.waitSignal(desk.backend.busy_changed, check_params_cb=lambda busy: not busy):
        pass
    assert form.to_confirm.isVisible()
    assert form.to_confirm.text().endswith("Confirm with your clinician.")


def test_what_the_clinic_has_ticked_off_is_marked_no_more(
    desk: Desk, chart: Chart, window: QWidget, qtbot: QtBot
) -> None:
    confirm_rules(chart.bench.administrator, RuleKind.SCALE, {"ecca": 1})
    form = opened(desk, chart, "ecca", window)
    qtbot.waitUntil(lambda: not form.to_confirm.isVisible())


def test_a_sourced_scale_says_nothing_about_confirming() -> None:
    assert to_confirm_text(SCALES["glogau"]) == ""
    assert to_confirm_text(SCALES["ecca"]) == "Not fully sourced: weights. Confirm with your clinician."


def test_the_range_of_sessions_is_live_and_no_promise(
    desk: Desk, chart: Chart, window: QWidget, qtbot: QtBot
) -> None:
    form = opened(desk, chart, "kirby_desai", window)
    assert form.form.field("answers.fitzpatrick").value() == "3"
    answer(form, TATTOO)
    assert form.outcome.score.text() == "Kirby-Desai score 13 of 26"
    assert form.outcome.more.text() == "About 8 to 16 sessions, which is no promise"
    assert "0.75 times the points" in form.outcome.notes.text()
    assert not form.outcome.warnings.isVisible()
    answer(form, {"scarring": "5", "layering": "2", "location": "5"})
    assert "may not be realistic" in form.outcome.warnings.text()
    assert form.outcome.warnings.isVisible()


def test_a_saved_score_is_on_record(desk: Desk, chart: Chart, window: QWidget, qtbot: QtBot) -> None:
    form = opened(desk, chart, "kirby_desai", window)
    answer(form, TATTOO)
    form.form.restore({"note": "Black and red.", "assessed_on": "20 Nov 2026"})
    save(form, qtbot)
    (found,) = list_assessments(desk.context, chart.patient_id)
    assert found.entry.answers == TATTOO
    assert found.score == 13
    assert (found.entry.note, found.entry.course_id) == ("Black and red.", chart.course_id)
    assert f"{found.entry.assessed_on}" == "2026-11-20"
    assert chart.progress.course.entry.sessions_to == 10


def test_the_planned_range_is_taken_over_only_with_its_tick(
    desk: Desk, chart: Chart, window: QWidget, qtbot: QtBot
) -> None:
    form = opened(desk, chart, "kirby_desai", window)
    assert form.take_over.label_text == "Take over as planned range"
    answer(form, TATTOO)
    form.take_over.set_value(True)
    save(form, qtbot)
    entry = chart.progress.course.entry
    assert (entry.sessions_from, entry.sessions_to) == (8, 16)


def test_the_skin_type_is_taken_over_only_with_its_tick(
    desk: Desk, chart: Chart, window: QWidget, qtbot: QtBot
) -> None:
    form = opened(desk, chart, "fitzpatrick_phototype", window)
    answer(form, {"type": "4"})
    form.take_over.set_value(True)
    save(form, qtbot)
    assert chart.patient.entry.fitzpatrick is Fitzpatrick.IV


def test_a_scale_with_nothing_to_take_over_has_no_tick(desk: Desk, chart: Chart, window: QWidget) -> None:
    assert not opened(desk, chart, "gais", window).take_over.isVisible()


def test_missing_answers_are_told_in_place_and_the_first_one_is_gone_to(
    desk: Desk, chart: Chart, window: QWidget, qtbot: QtBot
) -> None:
    form = opened(desk, chart, "mmasi", window)
    answer(form, {"forehead_area": "0", "left_malar_area": "2", "left_malar_darkness": "2"})
    form.assessed_on.set_value(None)
    form.try_to_save()
    assert said_under(form, "answers.forehead_darkness") == []
    assert said_under(form, "answers.right_malar_area") == ["Not answered yet."]
    assert said_under(form, "assessed_on") == ["Enter the day of the score."]
    assert list_assessments(desk.context, chart.patient_id) == ()


def test_a_combination_that_cannot_be_is_told_while_it_is_typed(
    desk: Desk, chart: Chart, window: QWidget, qtbot: QtBot
) -> None:
    form = opened(desk, chart, "mmasi", window)
    answer(form, {"forehead_darkness": "2", "forehead_area": "0"})
    form.form.flush()
    assert said_under(form, "answers.forehead_darkness") == [
        "No area is affected here, so this is 0. Correct the one or the other."
    ]
    assert said_under(form, "answers.chin_area") == []


def test_what_is_no_number_is_explained_once(desk: Desk, chart: Chart, window: QWidget, qtbot: QtBot) -> None:
    form = opened(desk, chart, "dlqi", window)
    form.form.restore({"answers.total": "ten"})
    form.try_to_save()
    (one,) = said_under(form, "answers.total")
    assert one.startswith("This is not a number.")


def test_a_band_stands_beside_the_score(desk: Desk, chart: Chart, window: QWidget, qtbot: QtBot) -> None:
    form = opened(desk, chart, "dlqi", window)
    answer(form, {"total": "14"})
    assert form.outcome.score.text() == "DLQI 14 of 30"
    assert form.outcome.band == "Very large effect on life"
    assert not form.outcome.more.isVisible()


def test_a_questionnaire_for_grown_ups_says_so_of_a_younger_patient(
    desk: Desk, file_bench: Bench, window: QWidget
) -> None:
    form = opened(desk, open_chart(file_bench, born_on=date(2012, 5, 3), guardian="Her mother"), "dlqi", window)
    answer(form, {"total": "14"})
    form.form.flush()
    (notice,) = form.form.notices.notices
    assert notice.text.text() == "This questionnaire is meant for people of 16 and over."


def test_a_wording_of_ones_own_is_kept(desk: Desk, chart: Chart, window: QWidget, qtbot: QtBot) -> None:
    form = opened(desk, chart, "pga", window)
    form.form.field("answers.grade").set_value("3")
    form.form.field("answers.wording").set_value("good response")
    assert form.outcome.more.text() == "Worded as “good response”"
    save(form, qtbot)
    assert list_assessments(desk.context, chart.patient_id)[0].entry.answers["wording"] == "good response"


def test_a_correction_starts_from_the_old_answers_and_asks_why(
    desk: Desk, chart: Chart, window: QWidget, qtbot: QtBot
) -> None:
    chart.score("mmasi", mmasi(2, 4), 5, note="Left side?")
    (old,) = list_assessments(desk.context, chart.patient_id)
    form = opened(desk, chart, "mmasi", window, old)
    assert form.windowTitle() == "Correct mMASI"
    assert form.form.field("answers.chin_darkness").value() == "4"
    assert (form.note.value(), form.assessed_on.value()) == ("Left side?", old.entry.assessed_on)
    answer(form, {"chin_darkness": "1"})
    form.try_to_save()
    assert said_under(form, "reason") == ["Say why the score is corrected."]
    form.reason.set_value("misread")
    save(form, qtbot)
    first, second = list_assessments(desk.context, chart.patient_id)
    assert first.corrected_by_id == second.id
    assert (second.correction_reason, second.score) == ("misread", Decimal("7.4"))


def test_a_number_is_put_back_for_a_correction(desk: Desk, chart: Chart, window: QWidget) -> None:
    chart.score("clearance_quartile", {"baseline": "12.04", "now": "6.82"})
    (old,) = list_assessments(desk.context, chart.patient_id)
    form = opened(desk, chart, "clearance_quartile", window, old)
    assert form.form.field("answers.baseline").value() == Decimal("12.04")
    assert form.assessed_on.value() == TODAY


def test_somebody_else_corrected_it_meanwhile_is_told_and_nothing_is_lost(
    desk: Desk, chart: Chart, window: QWidget, qtbot: QtBot
) -> None:
    key = chart.score("gais", {"grade": "3"})
    (old,) = list_assessments(desk.context, chart.patient_id)
    form = opened(desk, chart, "gais", window, old)
    entry = form.entry()
    form.reason.set_value("misread")
    answer(form, {"grade": "2"})
    theirs = replace(entry, entry_id=chart.bench.mint())
    correct_assessment(chart.bench.administrator, key, theirs, "seen in daylight")
    form.try_to_save()
    qtbot.waitUntil(lambda: bool(form.form.notices.notices))
    assert "corrected already" in form.form.notices.notices[0].text.text()
    assert form.isVisible()

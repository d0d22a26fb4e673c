"""The scores of a course on the patient page."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from pico_tracker.domain.topics import Topic
from pico_tracker.services.assessments import correct_assessment, list_assessments
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.cells import R, cell_text
from pico_tracker.ui.kit.record_table import RecordTable
from pico_tracker.ui.scores.panel import ScoresPanel
from pico_tracker.ui.scores.scale_picker import ScalePicker
from pico_tracker.ui.scores.score_form import ScoreWish
from tests.builders import Bench
from tests.ui.desks import Show
from tests.ui.scores.charts import Chart, mmasi, open_chart


@pytest.fixture
def chart(file_bench: Bench) -> Chart:
    return open_chart(file_bench)


def shown(panel: ScoresPanel, chart: Chart, on_screen: Show) -> ScoresPanel:
    on_screen(panel)
    panel.show_course(chart.patient, chart.progress)
    return panel


def rows(table: RecordTable[R]) -> list[list[str]]:
    model = table.records
    return [[cell_text(column.cell(row)) for column in model.columns] for row in model.rows]


def test_a_course_without_scores_names_the_scales_that_fit_it(desk: Desk, chart: Chart, on_screen: Show) -> None:
    panel = shown(ScoresPanel(desk), chart, on_screen)
    assert panel.empty.isVisible()
    assert panel.empty.text.text() == "No score yet. These fit this concern: mMASI; MASI; MELASQOL, total."
    assert not panel.table.isVisible()
    assert not panel.history.isVisible()
    assert not panel.again_button.isVisible()


def test_each_scale_has_its_last_score_and_how_it_moved(desk: Desk, chart: Chart, on_screen: Show) -> None:
    for days, darkness in ((90, 4), (40, 2), (0, 3)):
        chart.score("mmasi", mmasi(2, darkness), days)
    chart.score("dlqi", {"total": "14"}, 90)
    chart.score("dlqi", {"total": "12"})
    panel = shown(ScoresPanel(desk), chart, on_screen)
    first, second = rows(panel.table)
    assert first == ["mMASI, 22 Nov 2026, before the first session", "6", "", "+2, worse", "−2, better"]
    assert second[1:] == ["12", "Very large effect on life", "−2, too small to matter", "−2, too small to matter"]


def test_the_line_of_the_chosen_scale_is_drawn(desk: Desk, chart: Chart, on_screen: Show) -> None:
    chart.score("mmasi", mmasi(2, 3))
    chart.score("visia", {"spots_count": "12"})
    panel = shown(ScoresPanel(desk), chart, on_screen)
    assert panel.curve.title.text() == "mMASI, lower is better"
    assert panel.chart.chart is not None
    assert [point.text for point in panel.chart.chart.series[0].points] == ["6"]
    panel.table.go_to("visia")
    assert not panel.curve.isVisible()
    assert panel.history.title.text() == "All scores: VISIA numbers"


def test_a_corrected_score_stays_readable_beside_the_one_that_took_its_place(
    desk: Desk, chart: Chart, on_screen: Show
) -> None:
    old = chart.score("mmasi", mmasi(2, 4))
    (one,) = list_assessments(desk.context, chart.patient_id)
    entry = replace(one.entry, entry_id=chart.bench.mint(), answers=mmasi(2, 3), note="In daylight.")
    correct_assessment(desk.context, old, entry, "misread")
    panel = shown(ScoresPanel(desk), chart, on_screen)
    assert [row[1:] for row in rows(panel.history.table)] == [
        ["Start", "6", "Practitioner", "Correction"],
        ["Start", "8", "Practitioner", "Corrected"],
    ]
    assert panel.history.detail.text() == ("mMASI 6 of 24.\nNote: In daylight.\nCorrects an earlier score: misread")
    assert panel.history.correct_button.isEnabled()
    panel.history.table.go_to(old)
    assert not panel.history.correct_button.isEnabled()


def test_correcting_wishes_for_the_form_of_that_score(
    desk: Desk, chart: Chart, on_screen: Show, qtbot: QtBot
) -> None:
    key = chart.score("mmasi", mmasi(2, 4))
    panel = shown(ScoresPanel(desk), chart, on_screen)
    with qtbot.waitSignal(panel.score_wanted) as wished:
        panel.history.correct_button.click()
    (wish,) = wished.args
    assert isinstance(wish, ScoreWish)
    assert wish.corrects is not None
    assert (wish.scale.key, wish.corrects.id) == ("mmasi", key)


def test_scoring_again_wishes_for_the_same_scale(desk: Desk, chart: Chart, on_screen: Show, qtbot: QtBot) -> None:
    chart.score("mmasi", mmasi(2, 4))
    panel = shown(ScoresPanel(desk), chart, on_screen)
    with qtbot.waitSignal(panel.score_wanted) as wished:
        panel.again_button.click()
    assert wished.args[0].scale.key == "mmasi"
    assert wished.args[0].corrects is None


def test_any_scale_can_be_picked_and_those_for_the_concern_come_first(
    desk: Desk, chart: Chart, on_screen: Show, qtbot: QtBot
) -> None:
    panel = shown(ScoresPanel(desk), chart, on_screen)
    panel.record_button.click()
    picker = panel.window().findChild(ScalePicker)
    assert picker is not None
    assert list(picker.buttons)[:3] == ["mmasi", "masi", "melasqol"]
    assert len(picker.buttons) == 17
    with qtbot.waitSignal(panel.score_wanted) as wished:
        picker.buttons["kirby_desai"].click()
    assert wished.args[0].scale.key == "kirby_desai"


def test_a_concern_of_the_clinics_own_has_the_scales_for_every_course(on_screen: Show, desk: Desk) -> None:
    picker = ScalePicker("own concern", ScoresPanel(desk))
    assert list(picker.buttons)[:4] == ["fitzpatrick_phototype", "fitzpatrick_questionnaire", "dlqi", "pain_nrs"]


def test_what_is_chosen_stays_chosen_when_the_course_is_asked_again(
    desk: Desk, chart: Chart, on_screen: Show
) -> None:
    chart.score("mmasi", mmasi(2, 4))
    chart.score("dlqi", {"total": "14"})
    panel = shown(ScoresPanel(desk), chart, on_screen)
    panel.table.go_to("dlqi")
    chart.score("dlqi", {"total": "9"})
    panel.show_course(chart.patient, chart.progress)
    assert panel.history.title.text() == "All scores: DLQI, total"
    assert len(rows(panel.history.table)) == 2


def test_who_may_not_write_sees_no_buttons(reception_desk: Desk, chart: Chart, on_screen: Show) -> None:
    chart.score("mmasi", mmasi(2, 4))
    panel = shown(ScoresPanel(reception_desk), chart, on_screen)
    buttons = (panel.record_button, panel.again_button, panel.history.correct_button)
    assert not any(button.isVisible() for button in buttons)


def test_the_panel_asks_again_after_scores_and_sessions() -> None:
    assert {Topic.ASSESSMENTS, Topic.SESSIONS} <= ScoresPanel.topics

"""The chart of a scale over a course."""

from dataclasses import replace

from pico_tracker.domain.assessment_chart import score_chart
from pico_tracker.domain.assessments import ScaleTrend
from pico_tracker.domain.scales.register import SCALES
from tests.domain.test_assessments import recorded


def trend(scale_key: str, *scores: str | None) -> ScaleTrend:
    """Scores before session 1, 2, 3 and so on."""
    found = tuple(recorded(at, score, scale_key) for at, score in enumerate(scores, start=1))
    return ScaleTrend(SCALES[scale_key], found)


def test_a_score_stands_at_the_sessions_done_before_it() -> None:
    chart = score_chart(trend("mmasi", "10.7", "5.8", "2.7"), 6)
    assert [(point.x, point.y, point.text) for point in chart.series[0].points] == [
        (0, 10.7, "10.7"),
        (1, 5.8, "5.8"),
        (2, 2.7, "2.7"),
    ]
    assert (chart.x.lowest, chart.x.highest) == (0, 6)
    assert "10.7 (0), 5.8 (1), 2.7 (2)" in str(chart.description)


def test_of_several_scores_before_one_session_the_latest_counts() -> None:
    twice = trend("mmasi", "10.7", "5.8")
    first, second = twice.assessments
    chart = score_chart(replace(twice, assessments=(first, replace(second, sessions_before=0))), 6)
    assert [point.y for point in chart.series[0].points] == [5.8]


def test_a_long_range_is_drawn_only_as_high_as_the_scores_need() -> None:
    assert (score_chart(trend("mmasi", "5.8"), 6).y.lowest, score_chart(trend("mmasi", "5.8"), 6).y.highest) == (
        0,
        6,
    )
    assert score_chart(trend("ecca", "165"), 6).y.highest == 200
    assert score_chart(trend("ecca", "540"), 6).y.highest == 540
    assert [tick.at for tick in score_chart(trend("ecca", "540"), 6).y.ticks] == [0, 100, 200, 300, 400, 500]


def test_a_short_range_is_drawn_whole() -> None:
    chart = score_chart(trend("gais", "3"), 6)
    assert [tick.text for tick in chart.y.ticks] == ["1", "2", "3", "4", "5"]


def test_a_course_longer_than_planned_has_room() -> None:
    assert score_chart(trend("gais", *["3"] * 9), 4).x.highest == 8


def test_without_a_number_the_chart_says_so() -> None:
    chart = score_chart(trend("visia", None), 6)
    assert chart.is_empty
    assert str(chart.empty) == "No score that can be drawn yet."

from dataclasses import replace

from reportlab.graphics.shapes import Circle, Drawing, PolyLine, String

from pico_tracker.domain.charts import Chart, ChartBand, ChartSeries, Point
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.progress_chart import clearance_chart
from pico_tracker.domain.words import in_english, sentence
from pico_tracker.reports.chart import HEIGHT, draw_chart
from pico_tracker.reports.fonts import STRONG, load_fonts
from pico_tracker.reports.pen import Pen
from tests.reports.samples import make_course, make_report

WIDTH = 500.0


def drawn(progress: CourseProgress) -> Drawing:
    return drawn_chart(clearance_chart(progress))


def drawn_chart(chart: Chart) -> Drawing:
    load_fonts()
    printed_at = make_report().printed_at
    pen = Pen(translate=in_english, width=WIDTH, today=printed_at.date(), zone=printed_at.tzinfo)  # type: ignore[arg-type]  # no zone is read here
    return draw_chart(chart, pen)


def with_percents(*percents: int) -> CourseProgress:
    course = make_course(4)
    reading = course.readings[0]
    return replace(
        course,
        readings=tuple(
            replace(reading, percent=percent, sessions_before=count)
            for count, percent in enumerate(percents, start=1)
        ),
    )


def labels(drawing: Drawing) -> list[String]:
    return [one for one in drawing.contents if isinstance(one, String) and one.fontName == STRONG]


def test_the_axis_reaches_the_sessions_done_if_more_than_agreed() -> None:
    assert clearance_chart(make_course(40)).x.highest == 40


def test_the_curve_is_vectors_with_a_dot_for_each_point() -> None:
    drawing = drawn(make_course(4))
    assert sum(isinstance(one, Circle) for one in drawing.contents) == 4
    (line,) = [one for one in drawing.contents if isinstance(one, PolyLine)]
    assert line.points[:2] == [33.0, 24.0]
    assert [one.text for one in labels(drawing)] == ["20", "40", "55"]


def test_crowded_points_keep_the_last_label_and_those_with_room() -> None:
    course = with_percents(*range(1, 61))
    texts = [one.text for one in labels(drawn(course))]
    assert texts[-1] == "60"
    assert 5 < len(texts) < 30


def test_labels_stand_off_the_line_and_inside_the_drawing() -> None:
    for percents in ((5, 0, 0), (-12, 30, 10), (90, 100, 100), (-100, -50, 100), (0, 0, 0)):
        for label in labels(drawn(with_percents(*percents))):
            assert 0 < label.x < WIDTH
            assert 0 < label.y < HEIGHT


def test_a_fall_is_labelled_above_and_a_rise_below() -> None:
    peak, after = labels(drawn(with_percents(60, 30)))
    chart = drawn(with_percents(60, 30))
    dots = [one for one in chart.contents if isinstance(one, Circle)]
    assert peak.y > dots[1].cy
    assert after.y > dots[2].cy
    assert labels(drawn(with_percents(60, 90)))[0].y < dots[1].cy


def test_a_band_of_what_was_to_be_expected_is_drawn_under_the_curve() -> None:
    chart = clearance_chart(make_course(4))
    edge = (Point(0, 0), Point(4, 50))
    banded = replace(chart, bands=(ChartBand(sentence("Expected"), edge, (Point(0, 10), Point(4, 90))),))
    printed_at = make_report().printed_at
    pen = Pen(translate=in_english, width=WIDTH, today=printed_at.date(), zone=printed_at.tzinfo)  # type: ignore[arg-type]  # no zone is read here
    kinds = [type(one).__name__ for one in draw_chart(banded, pen).contents]
    assert kinds.index("Polygon") < kinds.index("PolyLine")


def test_a_band_has_dashed_edges_and_a_line_in_the_middle_and_others_are_rings() -> None:
    chart = clearance_chart(make_course(4))
    edges = [tuple(Point(x, y) for x in (0, 6, 12)) for y in (20, 60, 40)]
    band = ChartBand(sentence("Others"), edges[0], edges[1], edges[2])
    ring = ChartSeries(sentence("Published"), (Point(3, 40, "40"),), joined=False)
    drawing = drawn_chart(replace(chart, bands=(band,), series=(*chart.series, ring)))
    lines = [one for one in drawing.contents if isinstance(one, PolyLine)]
    assert [bool(one.strokeDashArray) for one in lines] == [True, True, True, False]
    assert sum(isinstance(one, Circle) and one.strokeColor is not None for one in drawing.contents) == 1

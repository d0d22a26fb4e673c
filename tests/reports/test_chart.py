from dataclasses import replace

from reportlab.graphics.shapes import Circle, Drawing, PolyLine, String

from pico_tracker.domain.charts import ChartBand, Point
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.words import in_english, sentence
from pico_tracker.reports.chart import HEIGHT, clearance_chart, draw_chart
from pico_tracker.reports.fonts import STRONG, load_fonts
from pico_tracker.reports.pen import Pen
from tests.reports.samples import CLEARED, make_course, make_report

WIDTH = 500.0


def drawn(progress: CourseProgress) -> Drawing:
    load_fonts()
    printed_at = make_report().printed_at
    pen = Pen(translate=in_english, width=WIDTH, today=printed_at.date(), zone=printed_at.tzinfo)  # type: ignore[arg-type]  # no zone is read here
    return draw_chart(clearance_chart(progress), pen)


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


def test_the_curve_begins_at_the_start_and_goes_through_each_reading() -> None:
    (series,) = clearance_chart(make_course(4)).series
    assert [(point.x, point.y) for point in series.points] == [(0, 0), *enumerate(CLEARED, start=1)]


def test_a_reading_at_the_start_takes_the_place_of_the_drawn_start() -> None:
    course = make_course(4)
    reading = replace(course.readings[0], sessions_before=0, percent=5)
    (series,) = clearance_chart(replace(course, readings=(reading,))).series
    assert series.points == (Point(0, 5, "5"),)


def test_the_last_of_two_readings_after_one_session_counts() -> None:
    course = make_course(4)
    first = course.readings[0]
    later = replace(first, percent=30, read_on=course.readings[2].read_on)
    (series,) = clearance_chart(replace(course, readings=(later, first))).series
    assert series.points[-1] == Point(1, 30, "30")


def test_a_course_that_was_never_read_has_an_empty_chart() -> None:
    assert clearance_chart(make_course(0)).is_empty
    assert clearance_chart(make_course(1)).is_empty


def test_the_axis_reaches_the_agreed_sessions_or_those_done_if_more() -> None:
    assert clearance_chart(make_course(4)).x.highest == 12
    long = clearance_chart(make_course(40)).x
    assert long.highest == 40
    assert [tick.text for tick in long.ticks] == ["0", "5", "10", "15", "20", "25", "30", "35", "40"]


def test_the_axis_goes_below_nothing_only_for_a_reading_below() -> None:
    assert clearance_chart(make_course(4)).y.lowest == 0
    below = clearance_chart(with_percents(-10)).y
    assert below.lowest == -25
    assert below.ticks[0].text == "−25%"
    assert clearance_chart(with_percents(-100)).y.lowest == -125


def test_the_curve_is_vectors_with_a_dot_for_each_point() -> None:
    drawing = drawn(make_course(4))
    assert sum(isinstance(one, Circle) for one in drawing.contents) == 4
    (line,) = [one for one in drawing.contents if isinstance(one, PolyLine)]
    assert line.points[:2] == [33.0, 24.0]
    assert [one.text for one in labels(drawing)] == ["22", "38", "55"]


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

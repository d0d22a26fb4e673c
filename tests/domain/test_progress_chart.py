from datetime import date, timedelta
from uuid import uuid4

import pytest

from pico_tracker.domain.charts import Chart
from pico_tracker.domain.courses import Course, CourseEntry, CourseState
from pico_tracker.domain.intervals import Interval
from pico_tracker.domain.progress import ClearanceReading, CourseProgress
from pico_tracker.domain.progress_chart import clearance_chart

TODAY = date(2026, 11, 22)


def chart_of(*readings: tuple[int, int, int], sessions_to: int = 12) -> Chart:
    """The chart of readings (days ago, sessions before, percent)."""
    entry = CourseEntry(
        entry_id=uuid4(),
        patient_id=1,
        concern_id=1,
        area="right forearm",
        sessions_from=1,
        sessions_to=sessions_to,
        interval=Interval(6, 8, 16),
        opened_on=date(2026, 6, 28),
    )
    course = Course(id=3, version=1, entry=entry, concern_key="tattoo", concern_name="T", state=CourseState.ACTIVE)
    read = tuple(
        ClearanceReading(read_on=TODAY - timedelta(days=ago), percent=percent, sessions_before=before, read_by="")
        for ago, before, percent in readings
    )
    return clearance_chart(CourseProgress(course=course, sessions=(), side_effects=(), readings=read))


def points(*readings: tuple[int, int, int]) -> list[tuple[float, float, str]]:
    (series,) = chart_of(*readings).series
    return [(point.x, point.y, point.text) for point in series.points]


def test_the_curve_begins_at_the_start_and_counts_sessions_before_each_look() -> None:
    assert points((60, 1, 22), (10, 2, 38)) == [(0, 0, ""), (1, 22, "22"), (2, 38, "38")]


def test_a_reading_at_the_start_takes_the_place_of_the_drawn_start() -> None:
    assert points((60, 0, 5), (10, 2, 38)) == [(0, 5, "5"), (2, 38, "38")]


def test_the_latest_of_two_readings_after_the_same_session_counts() -> None:
    assert points((5, 1, 25), (60, 1, 22)) == [(0, 0, ""), (1, 25, "25")]


def test_a_reading_before_fewer_sessions_stands_further_left_whenever_it_was_written() -> None:
    assert points((1, 1, 20), (2, 3, 40)) == [(0, 0, ""), (1, 20, "20"), (3, 40, "40")]


def test_worse_than_at_the_start_is_below_zero_with_room_for_its_number() -> None:
    chart = chart_of((5, 1, -30))
    assert chart.y.lowest == -50
    assert [tick.text for tick in chart.y.ticks][:3] == ["−50\u00a0%", "−25\u00a0%", "0\u00a0%"]
    assert points((5, 1, -30))[-1] == (1, -30, "−30")
    assert chart_of((5, 1, -10)).y.lowest == -25
    assert chart_of((5, 1, -100)).y.lowest == -125


def test_a_number_above_the_start_needs_no_room_below_it() -> None:
    assert chart_of((5, 1, 3)).y.lowest == 0


def test_without_a_reading_the_chart_says_what_will_stand_there() -> None:
    chart = chart_of()
    assert chart.is_empty
    assert chart.empty.said().startswith("Nothing read yet.")


def test_what_is_read_out_names_the_readings_and_not_the_drawn_start() -> None:
    said = chart_of((60, 1, 22), (10, 2, -5)).description.said()
    assert said == "Cleared, with the number of sessions done before in brackets: 22\u00a0% (1), −5\u00a0% (2)."


@pytest.mark.parametrize(("sessions_to", "ticks"), [(1, 2), (12, 13), (16, 9), (60, 13), (650, 2)])
def test_the_axis_never_crowds(sessions_to: int, ticks: int) -> None:
    assert len(chart_of(sessions_to=sessions_to).x.ticks) == ticks


def test_the_axis_reaches_the_agreed_sessions_or_those_done_if_more() -> None:
    assert chart_of((5, 3, 40)).x.highest == 12
    long = chart_of((5, 40, 90)).x
    assert long.highest == 40
    assert [tick.text for tick in long.ticks] == ["0", "5", "10", "15", "20", "25", "30", "35", "40"]

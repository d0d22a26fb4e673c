from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from pico_tracker.domain.charts import Chart
from pico_tracker.domain.courses import Course, CourseEntry, CourseState
from pico_tracker.domain.expectation import Comparison, Expectation, PassUse, expect, own_range
from pico_tracker.domain.inks import INK_NAMES, InkColour
from pico_tracker.domain.intervals import Interval
from pico_tracker.domain.outcomes import read_outcome
from pico_tracker.domain.progress import ClearanceReading, CourseProgress
from pico_tracker.domain.progress_chart import clearance_chart
from pico_tracker.domain.rules import read_records
from pico_tracker.resources import find_resource

TODAY = date(2026, 11, 22)


def chart_of(*readings: tuple[int, int, int], sessions_to: int = 12) -> Chart:
    """The chart of readings (days ago, sessions before, percent)."""
    return clearance_chart(progress_of(*readings, sessions_to=sessions_to))


def progress_of(*readings: tuple[int, int, int], sessions_to: int = 12) -> CourseProgress:
    """A course with readings (days ago, sessions before, percent)."""
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
    return CourseProgress(course=course, sessions=(), side_effects=(), readings=read)


def points(*readings: tuple[int, int, int]) -> list[tuple[float, float, str]]:
    (series,) = chart_of(*readings).series
    return [(point.x, point.y, point.text) for point in series.points]


def test_the_curve_begins_at_the_start_and_counts_sessions_before_each_look() -> None:
    assert points((60, 1, 20), (10, 2, 40)) == [(0, 0, ""), (1, 20, "20"), (2, 40, "40")]


def test_a_reading_at_the_start_takes_the_place_of_the_drawn_start() -> None:
    assert points((60, 0, 5), (10, 2, 40)) == [(0, 5, "5"), (2, 40, "40")]


def test_the_latest_of_two_readings_after_the_same_session_counts() -> None:
    assert points((5, 1, 25), (60, 1, 20)) == [(0, 0, ""), (1, 25, "25")]


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
    said = chart_of((60, 1, 20), (10, 2, -5)).description.said()
    assert said == "Cleared, with the number of sessions done before in brackets: 20\u00a0% (1), −5\u00a0% (2)."


@pytest.mark.parametrize(("sessions_to", "ticks"), [(1, 2), (12, 13), (16, 9), (60, 13), (650, 2)])
def test_the_axis_never_crowds(sessions_to: int, ticks: int) -> None:
    assert len(chart_of(sessions_to=sessions_to).x.ticks) == ticks


def test_the_axis_reaches_the_agreed_sessions_or_those_done_if_more() -> None:
    assert chart_of((5, 3, 40)).x.highest == 12
    long = chart_of((5, 40, 90)).x
    assert long.highest == 40
    assert [tick.text for tick in long.ticks] == ["0", "5", "10", "15", "20", "25", "30", "35", "40"]


OUTCOMES = read_records(find_resource("clinical", "expectations.toml").read_text("utf-8"))


def compared(key: str, concern_key: str, *readings: tuple[int, int, int], ink: str = "") -> Chart:
    """The chart beside one published result."""
    outcome = read_outcome(OUTCOMES[key])
    inks = (InkColour(ink),) if ink else ()
    uses = ((PassUse(next(iter(outcome.wavelengths_nm)), ""),),)
    facts = Comparison(
        concern_key=concern_key,
        inks=inks,
        uses=uses,
        until=12,
        outcomes=(outcome,),
        histories_of=lambda kind: (),
        names=INK_NAMES,
    )
    return clearance_chart(replace(progress_of(*readings), expectation=expect(facts)))


def test_a_band_reaches_from_the_start_to_the_planned_sessions_and_is_read_out() -> None:
    chart = compared("tattoo_black_1064_532", "tattoo", (5, 1, 20), ink="black")
    (band,) = chart.bands
    assert [point.x for point in band.lower] == list(range(13))
    assert (band.lower[0].y, round(band.lower[1].y, 1), round(band.upper[1].y, 1)) == (0, 10.7, 32.0)
    assert band.middle == ()
    assert [one.said() for one in chart.legend] == ["Range in published studies: Black, 1064/532 nm"]
    assert [one.said() for one in chart.spoken] == [
        "Cleared, with the number of sessions done before in brackets: 20\u00a0% (1).",
        "A band shows the range in published studies: 74 to 99 % after 12 sessions.",
    ]


def test_a_band_of_the_clinic_s_own_courses_has_a_line_in_the_middle() -> None:
    own = own_range([{1: 10, 2: 30}] * 30, "Black, 1064 nm", 12)
    chart = clearance_chart(replace(progress_of((5, 1, 20)), expectation=Expectation(own)))
    assert [(point.x, point.y) for point in chart.bands[0].middle] == [(0, 0), (1, 10), (2, 30)]
    assert chart.spoken[1].said() == "A band shows the middle of our finished courses: 30 to 30 % after 2 sessions."


def test_a_single_end_point_stands_beside_the_curve_and_is_no_reading() -> None:
    chart = compared("rejuvenation_532_1064", "rejuvenation")
    ring = chart.series[1]
    assert (ring.joined, [(one.x, one.y, one.text) for one in ring.points]) == (False, [(3, 40, "40")])
    assert chart.is_empty
    assert [one.said() for one in chart.legend] == ["Published end-point: 532 and 1064 nm, fractional"]


def test_a_point_names_who_read_it() -> None:
    progress = progress_of((5, 3, 40))
    named = replace(progress, readings=(replace(progress.readings[0], read_by="Dr S. Okafor"),))
    point = clearance_chart(named).series[0].points[-1]
    assert str(point.tip) == "40 % after 3 sessions, read by Dr S. Okafor"
    assert clearance_chart(progress).series[0].points[-1].tip is None


def test_a_course_says_how_it_gets_on_from_the_latest_readings() -> None:
    assert [str(one.said) for one in progress_of((9, 1, 30), (6, 2, 30), (4, 3, 30)).statuses] == [
        "No further gain at the last two readings"
    ]

"""A course's clearance curve as a plain chart, the same on screen and on paper."""

from pico_tracker.domain.charts import Chart, ChartAxis, ChartSeries, Point, Tick
from pico_tracker.domain.progress import ClearanceReading, CourseProgress
from pico_tracker.domain.words import MINUS, Sentence, mark, sentence

_MOST_TICKS = 13
_STEPS = (1, 2, 5, 10, 20, 50)
_QUARTER = 25
_LABEL_PERCENT = 15
"""Room that a label takes below its point, in percent of clearance."""


def clearance_chart(progress: CourseProgress) -> Chart:
    """Clearance in percent of the start over the sessions done before each look.

    The start itself, 0 % before the first session, is part of the curve unless the skin was read
    then too; of several readings after the same session the latest counts. Below 0 means worse
    than at the start. Empty as long as nothing was read.
    """
    latest = _latest_readings(progress)
    points = _points(latest)
    sessions = max(progress.course.entry.sessions_to, len(progress.sessions), *latest, 1)
    lowest = min((_floor(one.percent) for one in latest.values() if one.percent < 0), default=0)
    return Chart(
        title=sentence(mark("How much has cleared, by sessions done")),
        x=ChartAxis(sentence(mark("Sessions done before the reading")), 0, sessions, _session_ticks(sessions)),
        y=ChartAxis(sentence(mark("Cleared, in percent")), lowest, 100, _percent_ticks(lowest)),
        series=(ChartSeries(sentence(mark("Cleared")), points),),
        empty=sentence(mark("Nothing read yet. How much has cleared is read before a session or at a review.")),
        description=_described(points),
    )


def _latest_readings(progress: CourseProgress) -> dict[int, ClearanceReading]:
    """By the sessions done before, fewest first."""
    in_order = sorted(progress.readings, key=lambda reading: (reading.sessions_before, reading.read_on))
    return {reading.sessions_before: reading for reading in in_order}


def _points(latest: dict[int, ClearanceReading]) -> tuple[Point, ...]:
    if not latest:
        return ()
    start = () if 0 in latest else (Point(0, 0),)
    return (*start, *(Point(count, one.percent, _signed(one.percent)) for count, one in latest.items()))


def _floor(percent: int) -> int:
    """The gridline that leaves room for the label of a point below 0."""
    return (percent - _LABEL_PERCENT) // _QUARTER * _QUARTER


def _session_ticks(sessions: int) -> tuple[Tick, ...]:
    step = next(step for step in (*_STEPS, sessions) if sessions / step < _MOST_TICKS)
    return tuple(Tick(at, str(at)) for at in range(0, sessions + 1, step))


def _percent_ticks(lowest: int) -> tuple[Tick, ...]:
    return tuple(Tick(at, f"{_signed(at)}\u00a0%") for at in range(lowest, 101, _QUARTER))


def _described(points: tuple[Point, ...]) -> Sentence:
    readings = ", ".join(f"{point.text}\u00a0% ({point.x:.0f})" for point in points if point.text)
    text = mark("Cleared, with the number of sessions done before in brackets: {readings}.")
    return sentence(text, readings=readings)


def _signed(percent: int) -> str:
    return str(percent).replace("-", MINUS)

"""A course's clearance curve as a plain chart, the same on screen and on paper."""

from pico_tracker.domain.charts import Chart, ChartAxis, ChartBand, ChartSeries, Point, Tick
from pico_tracker.domain.expectation import ExpectedRange
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
    than at the start. Empty as long as nothing was read. A band or a single point shows what the course may
    be compared with, where that was asked for.
    """
    latest = progress.latest_readings
    points = _points(latest)
    sessions = reach(progress)
    lowest = min((_floor(one.percent) for one in latest.values() if one.percent < 0), default=0)
    return Chart(
        title=sentence(mark("How much has cleared, by sessions done")),
        x=ChartAxis(sentence(mark("Sessions done before the reading")), 0, sessions, _session_ticks(sessions)),
        y=ChartAxis(sentence(mark("Cleared, in percent")), lowest, 100, _percent_ticks(lowest)),
        series=(ChartSeries(sentence(mark("Cleared")), points), *_published(progress)),
        empty=sentence(mark("Nothing read yet. How much has cleared is read before a session or at a review.")),
        description=_described(latest),
        bands=_bands(progress, sessions),
    )


def reach(progress: CourseProgress) -> int:
    """How many sessions the chart shows: those planned, or those done where they are more."""
    read = (one.sessions_before for one in progress.readings)
    return max(progress.course.entry.sessions_to, len(progress.sessions), *read, 1)


def _bands(progress: CourseProgress, sessions: int) -> tuple[ChartBand, ...]:
    band = progress.expectation.band
    if band is None:
        return ()
    steps = [step for step in band.steps if step.sessions <= sessions]
    return (
        ChartBand(
            name=band.name,
            lower=tuple(Point(step.sessions, float(step.lower)) for step in steps),
            upper=tuple(Point(step.sessions, float(step.upper)) for step in steps),
            middle=tuple(Point(step.sessions, float(step.middle)) for step in steps if step.middle is not None),
            described=_described_band(band, sessions),
        ),
    )


def _described_band(band: ExpectedRange, sessions: int) -> Sentence:
    last = [step for step in band.steps if step.sessions <= sessions][-1]
    text = _OWN_DESCRIBED if band.is_own else _PUBLISHED_DESCRIBED
    return sentence(text, sessions=last.sessions, low=round(last.lower), high=round(last.upper))


_OWN_DESCRIBED = mark(
    "A band shows the middle of our finished courses: {low} to {high} % after {sessions} sessions."
)
_PUBLISHED_DESCRIBED = mark(
    "A band shows the range in published studies: {low} to {high} % after {sessions} sessions."
)


def _published(progress: CourseProgress) -> tuple[ChartSeries, ...]:
    point = progress.expectation.point
    if point is None:
        return ()
    at = Point(float(point.sessions), float(point.percent), str(point.percent), point.name)
    return (ChartSeries(point.name, (at,), joined=False),)


def _points(latest: dict[int, ClearanceReading]) -> tuple[Point, ...]:
    if not latest:
        return ()
    start = () if 0 in latest else (Point(0, 0),)
    return (*start, *(_point(count, one) for count, one in latest.items()))


def _point(count: int, reading: ClearanceReading) -> Point:
    tip = sentence(
        mark("{percent} % after {sessions} sessions, read by {name}"),
        percent=_signed(reading.percent),
        sessions=count,
        name=reading.read_by,
    )
    return Point(count, reading.percent, _signed(reading.percent), tip if reading.read_by else None)


def _floor(percent: int) -> int:
    """The gridline that leaves room for the label of a point below 0."""
    return (percent - _LABEL_PERCENT) // _QUARTER * _QUARTER


def _session_ticks(sessions: int) -> tuple[Tick, ...]:
    step = next(step for step in (*_STEPS, sessions) if sessions / step < _MOST_TICKS)
    return tuple(Tick(at, str(at)) for at in range(0, sessions + 1, step))


def _percent_ticks(lowest: int) -> tuple[Tick, ...]:
    return tuple(Tick(at, f"{_signed(at)}\u00a0%") for at in range(lowest, 101, _QUARTER))


def _described(latest: dict[int, ClearanceReading]) -> Sentence:
    readings = ", ".join(f"{_signed(one.percent)}\u00a0% ({count})" for count, one in latest.items())
    text = mark("Cleared, with the number of sessions done before in brackets: {readings}.")
    return sentence(text, readings=readings)


def _signed(percent: int) -> str:
    return str(percent).replace("-", MINUS)

"""The clearance curve, and any `Chart` value drawn as vectors."""

from collections.abc import Sequence

from reportlab.graphics.shapes import STATE_DEFAULTS, Circle, Drawing, Line, Polygon, PolyLine, String

from pico_tracker.domain.charts import Chart, ChartAxis, ChartSeries, Point, Tick
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.words import mark, sentence
from pico_tracker.reports import styles
from pico_tracker.reports.fonts import REGULAR, STRONG
from pico_tracker.reports.formats import MINUS
from pico_tracker.reports.pen import Pen

HEIGHT = 132.0
"""Of the clearance curve, in points."""
_LEFT, _RIGHT, _TOP, _BOTTOM = 33.0, 12.0, 6.0, 24.0
_MOST_TICKS = 13
_LABEL_ROOM = 22.0
_NEAR_AXIS = 12.0
_QUARTER = 25
_LABEL_PERCENT = 15
"""Room that a label takes below its point, in percent of clearance."""


# A drawing names its default font even where no text uses it, and that one would not be embedded.
STATE_DEFAULTS["fontName"] = REGULAR


def clearance_chart(progress: CourseProgress) -> Chart:
    """Clearance in percent of the start over the sessions done before each look.

    The start itself, 0 % before the first session, is part of the curve.
    """
    points = _points(progress)
    sessions = max((progress.course.entry.sessions_to, len(progress.sessions), *(int(p.x) for p in points)))
    lowest = min((0, *((int(point.y) - _LABEL_PERCENT) // _QUARTER * _QUARTER for point in points if point.y < 0)))
    return Chart(
        title=sentence(mark("How much has cleared, by sessions done")),
        x=ChartAxis(sentence(mark("Sessions done")), 0, sessions, _session_ticks(sessions)),
        y=ChartAxis(sentence(mark("Cleared, in percent")), lowest, 100, _percent_ticks(lowest)),
        series=(ChartSeries(sentence(mark("Cleared")), points),),
        empty=sentence(mark("How much has cleared was not read yet.")),
        description=sentence(mark("A curve of {count} readings of clearance."), count=len(points)),
    )


def _points(progress: CourseProgress) -> tuple[Point, ...]:
    latest = {
        reading.sessions_before: reading.percent
        for reading in sorted(progress.readings, key=lambda reading: reading.read_on)
    }
    if not latest:
        return ()
    start = {} if 0 in latest else {0: 0}
    return tuple(
        Point(count, percent, "" if count in start else f"{percent}".replace("-", MINUS))
        for count, percent in sorted((start | latest).items())
    )


def _session_ticks(sessions: int) -> tuple[Tick, ...]:
    step = next(step for step in (1, 2, 5, 10, sessions) if sessions / step < _MOST_TICKS)
    return tuple(Tick(count, str(count)) for count in range(0, sessions + 1, step))


def _percent_ticks(lowest: int) -> tuple[Tick, ...]:
    return tuple(Tick(at, f"{at}%".replace("-", MINUS)) for at in range(lowest, 101, _QUARTER))


def draw_chart(chart: Chart, pen: Pen, height: float = HEIGHT) -> Drawing:
    """`chart`, which is not empty, as vectors over the pen's whole width."""
    drawing = Drawing(pen.width, height)
    area = _Area(chart, pen.width, height)
    _draw_grid(drawing, area)
    for band in chart.bands:
        edge = [*band.lower, *reversed(band.upper)]
        drawing.add(Polygon(area.flat(edge), fillColor=styles.BAND, strokeColor=None))
    for series in chart.series:
        _draw_series(drawing, area, series)
    return drawing


class _Area:
    """Where the chart's units fall on the paper, in points."""

    def __init__(self, chart: Chart, width: float, height: float) -> None:
        self.x, self.y = chart.x, chart.y
        self.left, self.right = _LEFT, width - _RIGHT
        self.bottom, self.top = _BOTTOM, height - _TOP

    def across(self, at: float) -> float:
        return self.left + self.x.part(at) * (self.right - self.left)

    def up(self, at: float) -> float:
        return self.bottom + self.y.part(at) * (self.top - self.bottom)

    def flat(self, points: Sequence[Point]) -> list[float]:
        return [place for point in points for place in (self.across(point.x), self.up(point.y))]


def _draw_grid(drawing: Drawing, area: _Area) -> None:
    for tick in area.y.ticks:
        height = area.up(tick.at)
        drawing.add(Line(area.left, height, area.right, height, strokeColor=styles.LINE, strokeWidth=0.6))
        drawing.add(_text(area.left - 4, height - 2.8, tick.text, anchor="end"))
    for tick in area.x.ticks:
        drawing.add(_text(area.across(tick.at), area.bottom - 13, tick.text, anchor="middle"))


def _draw_series(drawing: Drawing, area: _Area, series: ChartSeries) -> None:
    drawing.add(PolyLine(area.flat(series.points), strokeColor=styles.BRAND, strokeWidth=1.8, strokeLineJoin=1))
    labelled = _labelled(series.points, area)
    for index, point in enumerate(series.points):
        across, up = area.across(point.x), area.up(point.y)
        drawing.add(Circle(across, up, 3, fillColor=styles.BRAND, strokeColor=None))
        if index in labelled:
            drawing.add(_label(series.points, index, area))


def _labelled(points: Sequence[Point], area: _Area) -> set[int]:
    """Points with room for their text: the last always, the others as far as they stand apart."""
    kept: list[int] = []
    for index in reversed(range(len(points))):
        place = area.across(points[index].x)
        if points[index].text and (not kept or area.across(points[kept[-1]].x) - place >= _LABEL_ROOM):
            kept.append(index)
    return set(kept)


def _label(points: Sequence[Point], index: int, area: _Area) -> String:
    """The text of a point on the side that the curve leaves free: below a rise, above a fall, and
    left of a rise where the axis is too near below."""
    point, across, up = points[index], area.across(points[index].x), area.up(points[index].y)
    comes_down = index > 0 and points[index - 1].y > point.y
    near_axis = up - area.bottom < _NEAR_AXIS and not comes_down
    rises_on = index + 1 < len(points) and points[index + 1].y > point.y
    if near_axis and rises_on:
        return _text(across - 5, up + 5, point.text, anchor="end", font=STRONG)
    across = min(across + 5, area.right + _RIGHT - 10 - 2 * len(point.text))
    return _text(across, up + 5 if near_axis or _falls(points, index) else up - 11, point.text, font=STRONG)


def _falls(points: Sequence[Point], index: int) -> bool:
    """Whether the curve falls after the point, or, at its end, before it."""
    before, after = (index, index + 1) if index + 1 < len(points) else (index - 1, index)
    return before >= 0 and points[before].y > points[after].y


def _text(
    x: float,
    y: float,
    text: str,
    *,
    anchor: str = "start",
    font: str = REGULAR,
) -> String:
    colour = styles.INK if font == STRONG else styles.QUIET
    return String(x, y, text, fontName=font, fontSize=styles.AXIS_SIZE, fillColor=colour, textAnchor=anchor)

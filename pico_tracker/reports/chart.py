"""Any `Chart` value drawn as vectors."""

from collections.abc import Sequence
from typing import Any

from reportlab.graphics.shapes import (
    STATE_DEFAULTS,
    Circle,
    Drawing,
    Line,
    Polygon,
    PolyLine,
    String,
)
from reportlab.lib.colors import Color

from pico_tracker.domain.charts import Chart, ChartBand, ChartSeries, Point
from pico_tracker.reports import styles
from pico_tracker.reports.fonts import REGULAR, STRONG
from pico_tracker.reports.pen import Pen

HEIGHT = 132.0
"""Of a chart, in points."""
_LEFT, _RIGHT, _TOP, _BOTTOM = 33.0, 12.0, 6.0, 24.0
_LABEL_ROOM = 22.0
_NEAR_AXIS = 12.0
_EDGE: dict[str, Any] = {"strokeWidth": 0.5, "strokeDashArray": [1.5, 2]}


# A drawing names its default font even where no text uses it, and that one would not be embedded.
STATE_DEFAULTS["fontName"] = REGULAR


def draw_chart(chart: Chart, pen: Pen, height: float = HEIGHT) -> Drawing:
    """`chart`, which is not empty, as vectors over the pen's whole width."""
    drawing = Drawing(pen.width, height)
    area = _Area(chart, pen, height)
    for band in chart.bands:
        _draw_band(drawing, area, band)
    _draw_grid(drawing, area)
    for series in chart.series:
        if series.joined:
            _draw_series(drawing, area, series)
        else:
            _draw_rings(drawing, area, series)
    return drawing


class _Area:
    """Where the chart's units fall on the paper, in points, and in which colours."""

    def __init__(self, chart: Chart, pen: Pen, height: float) -> None:
        self.x, self.y = chart.x, chart.y
        self.brand, self.band = pen.brand, pen.band
        self.left, self.right = _LEFT, pen.width - _RIGHT
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


def _draw_band(drawing: Drawing, area: _Area, band: ChartBand) -> None:
    edge = [*band.lower, *reversed(band.upper)]
    drawing.add(Polygon(area.flat(edge), fillColor=area.band, strokeColor=None))
    for line in (band.lower, band.upper, band.middle):
        if line:
            drawing.add(PolyLine(area.flat(line), strokeColor=area.brand, **_EDGE))


def _draw_rings(drawing: Drawing, area: _Area, series: ChartSeries) -> None:
    """Points of others, told from the filled ones of this course."""
    for point in series.points:
        across, up = area.across(point.x), area.up(point.y)
        drawing.add(_ring(across, up, area.brand))
        drawing.add(_text(across + 5, up - 11, point.text))


def _ring(across: float, up: float, brand: Color) -> Circle:
    return Circle(across, up, 2.6, fillColor=styles.PAPER, strokeColor=brand, strokeWidth=1.1)


def _draw_series(drawing: Drawing, area: _Area, series: ChartSeries) -> None:
    drawing.add(PolyLine(area.flat(series.points), strokeColor=area.brand, strokeWidth=1.8, strokeLineJoin=1))
    labelled = _labelled(series.points, area)
    for index, point in enumerate(series.points):
        across, up = area.across(point.x), area.up(point.y)
        drawing.add(Circle(across, up, 3, fillColor=area.brand, strokeColor=None))
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

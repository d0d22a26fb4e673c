"""A scale's scores over a course as a plain chart, the same on screen and on paper."""

from decimal import Decimal
from math import ceil

from pico_tracker.domain.assessments import Assessment, ScaleTrend
from pico_tracker.domain.charts import Chart, ChartAxis, ChartSeries, Point, Tick
from pico_tracker.domain.scales.shape import Scale, said_number
from pico_tracker.domain.words import Sentence, mark, sentence

_MOST_TICKS = 13
_STEPS = (1, 2, 5, 10, 20, 50, 100)
_MOST_LINES = 6
_SHORT = Decimal(10)
"""A range of so many points is drawn whole; a longer one only as high as the scores need."""


def score_chart(trend: ScaleTrend, sessions_to: int) -> Chart:
    """Scores over the sessions done before each of them; of several at one place the latest counts.

    `sessions_to` is the upper end of the course's planned range: the axis is that long at least.
    """
    points = _points(trend.assessments)
    last = max(sessions_to, 1, *(one.sessions_before for one in trend.assessments))
    highest = max((point.y for point in points), default=0.0)
    return Chart(
        title=sentence(mark("Scores by sessions done")),
        x=ChartAxis(sentence(mark("Sessions done before the score")), 0, last, _ticks(0, last, _MOST_TICKS)),
        y=_score_axis(trend.scale, highest),
        series=(ChartSeries(sentence(trend.scale.name), points),),
        empty=sentence(mark("No score that can be drawn yet.")),
        description=_described(points),
    )


def _points(assessments: tuple[Assessment, ...]) -> tuple[Point, ...]:
    latest = {one.sessions_before: one.score for one in assessments if one.score is not None}
    return tuple(Point(at, float(score), said_number(score)) for at, score in sorted(latest.items()))


def _score_axis(scale: Scale, highest: float) -> ChartAxis:
    low, high = int(scale.low), int(scale.high)
    if scale.high - scale.low > _SHORT:
        step = _step(highest - low, _MOST_LINES)
        high = min(high, low + step * (int((highest - low) // step) + 1))
    high = max(high, low + 1)
    return ChartAxis(sentence(mark("Score")), low, high, _ticks(low, high, _MOST_LINES))


def _step(span: float, most: int) -> int:
    return next((step for step in _STEPS if span / step < most), ceil(span / most) or 1)


def _ticks(low: int, high: int, most: int) -> tuple[Tick, ...]:
    return tuple(Tick(at, str(at)) for at in range(low, high + 1, _step(high - low, most)))


def _described(points: tuple[Point, ...]) -> Sentence:
    scores = ", ".join(f"{point.text} ({point.x:.0f})" for point in points)
    return sentence(mark("Scores, with the number of sessions done before in brackets: {scores}."), scores=scores)

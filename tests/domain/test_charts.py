"""Charts as plain values."""

from dataclasses import replace

import pytest

from pico_tracker.domain.charts import Chart, ChartAxis, ChartSeries, Point
from pico_tracker.domain.words import sentence

AXIS = ChartAxis(sentence("Clearance in %"), -20, 100)
CHART = Chart(
    title=sentence("Clearance"),
    x=AXIS,
    y=AXIS,
    series=(ChartSeries(sentence("Observed"), ()),),
    empty=sentence("No reading yet."),
    description=sentence("No reading yet."),
)


@pytest.mark.parametrize(("at", "part"), [(-20, 0), (40, 0.5), (100, 1), (-90, 0), (130, 1)])
def test_a_value_lies_between_the_ends_of_its_axis(at: float, part: float) -> None:
    assert AXIS.part(at) == part


def test_a_chart_is_empty_until_one_series_has_a_point() -> None:
    assert CHART.is_empty
    assert replace(CHART, series=()).is_empty
    seen = ChartSeries(sentence("Observed"), (Point(1, 55, "55"),))
    assert not replace(CHART, series=(*CHART.series, seen)).is_empty

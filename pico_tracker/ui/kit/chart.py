"""The screen's chart: one small painter widget fed by a frozen `Chart`."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from pico_tracker.domain.charts import Chart, ChartBand, ChartSeries, Point
from pico_tracker.ui.kit.plain_text import tip
from pico_tracker.ui.kit.style import SMALL, colour, px, type_font
from pico_tracker.ui.kit.words import said

NEAR = 10
"""So near a point, in px at 100 %, it is the one that is meant."""


class ChartView(QWidget):
    """Shows a chart, or what it says when empty: `view.show_chart(chart)`."""

    def __init__(self) -> None:
        super().__init__()
        self._chart: Chart | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def chart(self) -> Chart | None:
        """What is shown now."""
        return self._chart

    def show_chart(self, chart: Chart) -> None:
        """Show another chart."""
        self._chart = chart
        self.setAccessibleName(said(chart.title))
        self.setAccessibleDescription(" ".join(said(one) for one in chart.spoken))
        self.update()

    def sizeHint(self) -> QSize:
        """Broad rather than high."""
        return QSize(px(520), px(230))

    def minimumSizeHint(self) -> QSize:
        """Below this the labels would touch."""
        return QSize(px(260), px(150))

    def picture(self) -> QPixmap:
        """The chart as a picture, to copy or to save."""
        return self.grab()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        if self._chart is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_chart(painter, QRectF(self.rect()), self._chart)

    def event(self, event: QEvent) -> bool:
        """Tell about the point under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), tip(self.told_at(QPointF(event.pos()))), self)
            return True
        return super().event(event)

    def told_at(self, at: QPointF) -> str:
        """What is told about the point there; nothing where there is none."""
        if self._chart is None:
            return ""
        plot = _plot_area(QRectF(self.rect()), self._chart)
        for point in (point for series in self._chart.series for point in series.points):
            away = _at(plot, self._chart, point.x, point.y) - at
            if point.tip is not None and away.manhattanLength() <= px(NEAR):
                return said(point.tip)
        return ""


def paint_chart(painter: QPainter, box: QRectF, chart: Chart) -> None:
    """Paint a chart into `box`: legend, grid, bands, series and their labels, or the empty text."""
    plot = _plot_area(box, chart)
    for band in chart.bands:
        _paint_band(painter, plot, chart, band)
    _paint_axes(painter, plot, chart)
    _paint_legend(painter, box, plot, chart)
    for series in chart.series:
        _paint_series(painter, plot, chart, series)
    if chart.is_empty:
        _paint_empty(painter, plot, said(chart.empty))


def _plot_area(box: QRectF, chart: Chart) -> QRectF:
    metrics = QFontMetrics(type_font(SMALL - 1))
    left = max((metrics.horizontalAdvance(tick.text) for tick in chart.y.ticks), default=0) + px(8)
    bottom = metrics.height() * 2 + px(8)
    top = metrics.height() / 2 + px(2) + len(chart.legend) * _legend_line(metrics)
    return box.adjusted(left, top, -px(14), -bottom)


def _legend_line(metrics: QFontMetrics) -> float:
    return metrics.height() + px(4)


def _paint_legend(painter: QPainter, box: QRectF, plot: QRectF, chart: Chart) -> None:
    """What stands beside the observed, one line each above the plot: a swatch or a ring, and its name."""
    painter.setFont(type_font(SMALL - 1))
    metrics = painter.fontMetrics()
    for place, name in enumerate(chart.legend):
        top = box.top() + place * _legend_line(metrics)
        swatch = QRectF(plot.left(), top + px(2), px(14), metrics.height() - px(4))
        if place < len(chart.bands):
            _paint_edges(painter)
            painter.fillRect(swatch, colour("brand_soft"))
            painter.drawRect(swatch)
        else:
            _paint_ring(painter, swatch.center())
        room = QRectF(swatch.right() + px(6), top, plot.right() - swatch.right() - px(6), metrics.height())
        text = metrics.elidedText(said(name), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.setPen(colour("ink_2"))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)


def _paint_edges(painter: QPainter) -> None:
    edge = QPen(colour("brand"), 1)
    edge.setDashPattern([2, 3])
    painter.setPen(edge)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_ring(painter: QPainter, at: QPointF) -> None:
    """A point of others, told from the filled ones of this course."""
    painter.setPen(QPen(colour("brand"), 1.6))
    painter.setBrush(colour("surface"))
    painter.drawEllipse(at, px(4), px(4))


def _at(plot: QRectF, chart: Chart, x: float, y: float) -> QPointF:
    return QPointF(plot.left() + chart.x.part(x) * plot.width(), plot.bottom() - chart.y.part(y) * plot.height())


def _paint_axes(painter: QPainter, plot: QRectF, chart: Chart) -> None:
    painter.setFont(type_font(SMALL - 1))
    metrics = painter.fontMetrics()
    for tick in chart.y.ticks:
        y = round(_at(plot, chart, chart.x.lowest, tick.at).y()) + 0.5
        painter.setPen(QPen(colour("line"), 1))
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        painter.setPen(colour("ink_2"))
        room = QRectF(plot.left() - px(208), y - metrics.height() / 2, px(200), metrics.height())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), tick.text)
    for tick in chart.x.ticks:
        x = _at(plot, chart, tick.at, chart.y.lowest).x()
        room = QRectF(x - px(60), plot.bottom() + px(6), px(120), metrics.height())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignHCenter), tick.text)
    title = QRectF(plot.left(), plot.bottom() + px(7) + metrics.height(), plot.width(), metrics.height())
    painter.drawText(title, int(Qt.AlignmentFlag.AlignHCenter), said(chart.x.title))


def _line_of(plot: QRectF, chart: Chart, points: tuple[Point, ...]) -> list[QPointF]:
    return [_at(plot, chart, point.x, point.y) for point in points]


def _paint_band(painter: QPainter, plot: QRectF, chart: Chart, band: ChartBand) -> None:
    lower, upper = _line_of(plot, chart, band.lower), _line_of(plot, chart, band.upper)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("brand_soft"))
    painter.drawPolygon(QPolygonF([*upper, *reversed(lower)]))
    _paint_edges(painter)
    for line in (upper, lower, _line_of(plot, chart, band.middle)):
        painter.drawPolyline(QPolygonF(line))


def _paint_series(painter: QPainter, plot: QRectF, chart: Chart, series: ChartSeries) -> None:
    points = _line_of(plot, chart, series.points)
    if series.joined:
        painter.setPen(QPen(colour("brand"), 2.2))
        painter.drawPolyline(QPolygonF(points))
    painter.setFont(type_font(SMALL - 1, QFont.Weight.DemiBold))
    for value, at in zip(series.points, points, strict=True):
        if series.joined:
            _paint_dot(painter, at)
        else:
            _paint_ring(painter, at)
        _paint_label(painter, plot, at, value.text)


def _paint_dot(painter: QPainter, at: QPointF) -> None:
    painter.setPen(QPen(colour("surface"), 1.5))
    painter.setBrush(colour("brand"))
    painter.drawEllipse(at, px(5), px(5))


def _paint_label(painter: QPainter, plot: QRectF, at: QPointF, text: str) -> None:
    metrics = painter.fontMetrics()
    wide = metrics.horizontalAdvance(text)
    left, top = at.x() + px(8), at.y() + px(4)
    if left + wide > plot.right() + px(12):
        left = at.x() - px(8) - wide
    if top + metrics.height() > plot.bottom():  # no room beneath: above, clear of the line
        left, top = at.x() - wide / 2, at.y() - px(8) - metrics.height()
    painter.setPen(colour("ink"))
    painter.drawText(QRectF(left, top, wide + 2, metrics.height()), int(Qt.AlignmentFlag.AlignLeft), text)


def _paint_empty(painter: QPainter, plot: QRectF, text: str) -> None:
    painter.setFont(type_font())
    painter.setPen(colour("ink_2"))
    flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
    room = plot.adjusted(px(16), 0, -px(16), 0)
    painter.fillRect(
        painter.boundingRect(room, flags, text).adjusted(-px(10), -px(6), px(10), px(6)), colour("surface")
    )
    painter.drawText(room, flags, text)

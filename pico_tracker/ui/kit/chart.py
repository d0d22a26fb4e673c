"""The screen's chart: one small painter widget fed by a frozen `Chart`."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from pico_tracker.domain.charts import Chart, ChartBand, ChartSeries, Point
from pico_tracker.ui.kit.style import SMALL, colour, px, type_font
from pico_tracker.ui.kit.words import said


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
        self.setAccessibleDescription(said(chart.empty if chart.is_empty else chart.description))
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


def paint_chart(painter: QPainter, box: QRectF, chart: Chart) -> None:
    """Paint a chart into `box`: grid, bands, series and their labels, or the empty text."""
    plot = _plot_area(box, chart)
    _paint_axes(painter, plot, chart)
    for band in chart.bands:
        _paint_band(painter, plot, chart, band)
    for series in chart.series:
        _paint_series(painter, plot, chart, series)
    if chart.is_empty:
        _paint_empty(painter, plot, said(chart.empty))


def _plot_area(box: QRectF, chart: Chart) -> QRectF:
    metrics = QFontMetrics(type_font(SMALL - 1))
    left = max((metrics.horizontalAdvance(tick.text) for tick in chart.y.ticks), default=0) + px(8)
    bottom = metrics.height() * 2 + px(8)
    return box.adjusted(left, metrics.height() / 2 + px(2), -px(14), -bottom)


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
    edge = QPen(colour("brand"), 1)
    edge.setDashPattern([2, 3])
    painter.setPen(edge)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF(upper))
    painter.drawPolyline(QPolygonF(lower))


def _paint_series(painter: QPainter, plot: QRectF, chart: Chart, series: ChartSeries) -> None:
    points = _line_of(plot, chart, series.points)
    painter.setPen(QPen(colour("brand"), 2.2))
    painter.drawPolyline(QPolygonF(points))
    painter.setFont(type_font(SMALL - 1, QFont.Weight.DemiBold))
    for value, at in zip(series.points, points, strict=True):
        painter.setPen(QPen(colour("surface"), 1.5))
        painter.setBrush(colour("brand"))
        painter.drawEllipse(at, px(5), px(5))
        _paint_label(painter, plot, at, value.text)


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

"""The map on screen: shows outlines, and takes one drawn by mouse."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from pico_tracker.domain.outlines import from_drawing
from pico_tracker.domain.treated_areas import MAP_SIDE, VIEW_NAMES, BodyView
from pico_tracker.ui.body_map.maps import read_map
from pico_tracker.ui.body_map.painting import (
    SMALL_HEIGHT,
    Shade,
    Shape,
    map_box,
    paint_map,
    paint_shape,
    paint_sides,
)
from pico_tracker.ui.kit.plain_text import tip
from pico_tracker.ui.kit.style import colour, px
from pico_tracker.ui.kit.words import tr, translated

CLOSER = 3.0
"""How much larger the map is seen from close."""
_ORDER = (Shade.OTHER, Shade.EARLIER, Shade.NOW)


class MapView(QWidget):
    """Shows a map with outlines: `view.show_map(BodyView.FRONT, shapes)`.

    Where `drawing` is set, a line drawn with the left button becomes a closed outline: `drawn(outline)`;
    the wheel comes closer to the place under the mouse and goes back, which `distance_changed()` tells.
    """

    drawn = Signal(object)
    distance_changed = Signal()

    def __init__(self, *, drawing: bool = False, least: int = 96) -> None:
        super().__init__()
        self._view, self._shapes = BodyView.FRONT, tuple[Shape, ...]()
        self._line: list[tuple[float, float]] = []
        self._close_to: tuple[float, float] | None = None
        self._drawing, self._least = drawing, least
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        if drawing:
            self.setCursor(Qt.CursorShape.CrossCursor)
        self._name()

    @property
    def view(self) -> BodyView:
        """The map shown now."""
        return self._view

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """What is shown on it."""
        return self._shapes

    def show_map(self, view: BodyView, shapes: Iterable[Shape] = ()) -> None:
        """Show a map and these outlines, what is treated now above the rest; another map is seen whole."""
        if view is not self._view:
            self.see_whole()
        self._view = view
        self._shapes = tuple(sorted(shapes, key=lambda one: _ORDER.index(one.shade)))
        self._line = []
        self._name()
        self.updateGeometry()
        self.update()

    @property
    def is_close(self) -> bool:
        """Whether a part of the map is seen from close."""
        return self._close_to is not None

    def come_closer(self, across: float, down: float) -> None:
        """Show the map larger around a place, in parts of the map from 0 to 1."""
        self._close_to = (across, down)
        self._place_changed()

    def see_whole(self) -> None:
        """Show the whole map."""
        self._close_to = None
        self._place_changed()

    def _place_changed(self) -> None:
        self._line = []
        self.update()
        self.distance_changed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Come closer to the place under the mouse, or go back, where a line can be drawn."""
        up = event.angleDelta().y() > 0
        if not self._drawing or not event.angleDelta().y():
            event.ignore()
        elif up and not self.is_close:
            self.come_closer(*self._part(event.position()))
        elif not up and self.is_close:
            self.see_whole()

    def _name(self) -> None:
        named = ", ".join(dict.fromkeys(shape.name for shape in self._shapes if shape.name))
        on = translated(VIEW_NAMES[self._view])
        told = tr("Map: {view}. Outlined: {names}.", view=on, names=named) if named else ""
        self.setAccessibleName(told or tr("Map: {view}. Nothing is outlined.", view=on))

    def sizeHint(self) -> QSize:
        """As wide as the map's form asks for at a fair height."""
        high = px(max(self._least, 320 if self._drawing else 150))
        return QSize(round(high * read_map(self._view).aspect), high)

    def minimumSizeHint(self) -> QSize:
        """Below this nothing can be told apart."""
        high = px(self._least)
        return QSize(round(high * min(1.0, read_map(self._view).aspect)), high)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The map, the outlines, and the line being drawn."""
        painter = QPainter(self)
        box = self._box()
        paint_map(painter, box, self._view)
        for shape in self._shapes:
            paint_shape(painter, box, shape)
        if box.height() >= px(SMALL_HEIGHT) and not self.is_close:
            paint_sides(painter, box, self._view)
        if self._line:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour("brand"), 2))
            painter.drawPolyline(
                [QPointF(box.left() + x * box.width(), box.top() + y * box.height()) for x, y in self._line]
            )

    def _room(self) -> QRectF:
        return QRectF(self.rect()).adjusted(2, 2, -2, -2)

    def _box(self) -> QRectF:
        """Where the whole map lies; from close it reaches beyond the widget."""
        whole = map_box(self._room(), read_map(self._view))
        if self._close_to is None:
            return whole
        across, down = self._close_to
        near = QRectF(0, 0, whole.width() * CLOSER, whole.height() * CLOSER)
        near.moveTopLeft(whole.center() - QPointF(near.width() * across, near.height() * down))
        return near

    def _part(self, at: QPointF) -> tuple[float, float]:
        """A place on the widget as parts of the map."""
        box = self._box()
        return (at.x() - box.left()) / box.width(), (at.y() - box.top()) / box.height()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a line."""
        if self._drawing and event.button() is Qt.MouseButton.LeftButton:
            self._line = [self._part(event.position())]
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with it."""
        if self._line:
            self._line.append(self._part(event.position()))
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Close it; a click is no line."""
        line, self._line = self._line, []
        self.update()
        if outline := from_drawing(line):
            self.drawn.emit(outline)

    def told_at(self, at: QPointF) -> str:
        """The region there, in words; nothing beside the figure."""
        x, y = self._part(at)
        region = read_map(self._view).region_at((round(x * MAP_SIDE), round(y * MAP_SIDE)))
        return "" if region is None else region.name

    def event(self, event: QEvent) -> bool:
        """Tell which region is under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), tip(self.told_at(QPointF(event.pos()))), self)
            return True
        return super().event(event)

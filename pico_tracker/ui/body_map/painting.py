"""Paints a map and the outlines on it, in the colours of the theme."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import ceil

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtSvg import QSvgRenderer

from pico_tracker.domain.treated_areas import MAP_SIDE, BodyView, Outline
from pico_tracker.ui.body_map.maps import BodyMap, read_map
from pico_tracker.ui.kit.style import SMALL, colour, px, theme, type_font
from pico_tracker.ui.kit.words import tr

SMALL_HEIGHT = 220
"""A map lower than this, in px at 100 %, shows its contour only."""
_FADED = 0.35
"""How strong the oldest layer is painted, the newest being 1."""


class Shade(StrEnum):
    """What an outline on a map stands for."""

    NOW = "now"
    """As treated or typed now: filled."""
    EARLIER = "earlier"
    """Of an earlier session: a dashed line, fading with age."""
    OTHER = "other"
    """Another area of the course: a thin line."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One outline on a map: what it stands for, how strong, what it is called."""

    outline: Outline
    shade: Shade = Shade.NOW
    strength: float = 1.0
    name: str = ""


_INKS = {Shade.NOW: "brand", Shade.EARLIER: "special", Shade.OTHER: "ink_2"}
_LINES = {Shade.NOW: 2.0, Shade.EARLIER: 1.6, Shade.OTHER: 1.2}
_FILLS = {Shade.NOW: 0.38, Shade.EARLIER: 0.12, Shade.OTHER: 0.0}


def fading(count: int) -> tuple[float, ...]:
    """How strong each of `count` layers is painted, oldest first."""
    if count < 2:
        return (1.0,) * count
    return tuple(_FADED + (1 - _FADED) * at / (count - 1) for at in range(count))


def map_box(room: QRectF, drawn: BodyMap) -> QRectF:
    """The largest box of the map's own form in the middle of the room."""
    size = QSizeF(drawn.aspect, 1).scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    box = QRectF(QPointF(0, 0), size)
    box.moveCenter(room.center())
    return box


def paint_map(painter: QPainter, box: QRectF, view: BodyView) -> None:
    """Paint the map of a view into its box."""
    colours = theme()
    inks, size = (colours.ink_3, colours.raised), (box.width(), box.height())
    picture = _picture(view, inks, size, painter.device().devicePixelRatio())
    painter.drawPixmap(box.topLeft(), picture)


def paint_shape(painter: QPainter, box: QRectF, shape: Shape) -> None:
    """Paint an outline on the map that takes `box`."""
    ink = QColor(_faded(shape.shade, shape.strength))
    pen = QPen(ink, _LINES[shape.shade])
    if shape.shade is Shade.EARLIER:
        pen.setDashPattern([4, 2.5])
    fill = QColor(ink)
    fill.setAlphaF(ink.alphaF() * _FILLS[shape.shade])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.setBrush(fill)
    painter.drawPolygon(on_screen(box, shape.outline))


def _faded(shade: Shade, strength: float) -> QColor:
    ink = colour(_INKS[shade])
    ink.setAlphaF(strength)
    return ink


def on_screen(box: QRectF, outline: Outline) -> QPolygonF:
    """An outline where it lies on the map that takes `box`."""
    return QPolygonF(
        [
            QPointF(box.left() + x * box.width() / MAP_SIDE, box.top() + y * box.height() / MAP_SIDE)
            for x, y in outline
        ]
    )


def paint_sides(painter: QPainter, box: QRectF, view: BodyView) -> None:
    """Write on the map which side of it is the patient's right and left."""
    painter.setFont(type_font(SMALL - 1))
    painter.setPen(colour("ink_2"))
    for across, down, text in _captions(view):
        middle = QPointF(box.left() + across * box.width(), box.top() + down * box.height())
        room = QRectF(0, 0, px(120), px(18))
        room.moveCenter(middle)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), text)


def _captions(view: BodyView) -> tuple[tuple[float, float, str], ...]:
    right, left = tr("Right"), tr("Left")
    if view is BodyView.BACK:
        return ((0.12, 0.05, left), (0.88, 0.05, right))
    if view in (BodyView.FRONT, BodyView.FACE):
        return ((0.12, 0.05, right), (0.88, 0.05, left))
    if view is BodyView.HANDS:
        return _four((tr("Right, back"), tr("Left, back"), tr("Right, palm"), tr("Left, palm")))
    if view is BodyView.FEET:
        return _four((tr("Right, top"), tr("Left, top"), tr("Right, sole"), tr("Left, sole")))
    return ()


def _four(texts: tuple[str, str, str, str]) -> tuple[tuple[float, float, str], ...]:
    places = ((0.25, 0.475), (0.75, 0.475), (0.25, 0.975), (0.75, 0.975))
    return tuple((across, down, text) for (across, down), text in zip(places, texts, strict=True))


@lru_cache(maxsize=48)
def _picture(view: BodyView, inks: tuple[str, str], size: tuple[float, float], ratio: float) -> QPixmap:
    """The map in these colours (line, skin) and so large in px, sharp at a device pixel ratio."""
    drawn, (ink, ground), (wide, high) = read_map(view), inks, size
    drawing = drawn.plain if high < px(SMALL_HEIGHT) else drawn.drawing
    coloured = drawing.replace("currentColor", ink).replace("currentGround", ground)
    renderer = QSvgRenderer(QByteArray(coloured.encode()))
    picture = QPixmap(ceil(wide * ratio), ceil(high * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, wide, high))
    painter.end()
    return picture

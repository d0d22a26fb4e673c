"""Our own line icons, coloured by the theme: one SVG a name in `resources/icons`."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from pico_tracker.resources import find_resource
from pico_tracker.ui.kit.style import theme


@lru_cache(maxsize=64)
def _drawing(name: str) -> str:
    return find_resource("icons", f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=256)
def pixmap(name: str, ink: str, side: int, ratio: float = 1.0) -> QPixmap:
    """The icon `name` in the colour `ink`, `side` px square, sharp at a device pixel `ratio`."""
    renderer = QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", ink).encode()))
    picture = QPixmap(QSize(round(side * ratio), round(side * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    return picture


def icon(name: str, token: str = "ink_2") -> QIcon:
    """The icon `name` in a token of the theme in force, at the usual sizes."""
    made = QIcon()
    for side in (16, 20, 32, 48):
        made.addPixmap(pixmap(name, getattr(theme(), token), side))
    return made

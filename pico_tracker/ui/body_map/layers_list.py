"""The sessions that outlined an area, newest first, to be ticked: what is ticked lies on the map."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pico_tracker.domain.treated_areas import AreaLayer, BodyView, TreatedArea
from pico_tracker.ui.body_map.painting import Shade, Shape, fading, paint_shape
from pico_tracker.ui.kit.cards import clear
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.decimals import said_decimal
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import px
from pico_tracker.ui.kit.words import tr

TICKED_FIRST = 3
"""So many of the newest are ticked at first."""
_ROWS_HIGH = 5
"""More rows than this scroll."""
_SWATCH = ((120, 200), (880, 200), (880, 800), (120, 800))


class _Swatch(QWidget):
    """How a layer is painted on the map."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self._shape = shape
        self.setFixedSize(px(22), px(16))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        paint_shape(QPainter(self), QRectF(self.rect()), self._shape)


class LayersList(QWidget):
    """`layers.show_areas(areas)`; `layers.placed()` are the ticked ones, each with its map. `changed()`."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ticks: list[QCheckBox] = []
        self._placed: list[tuple[BodyView, Shape]] = []
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(4)
        stack.addWidget(Label(tr("Earlier sessions, newest first"), Role.SMALL))
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        inner = QWidget()
        inner.setProperty("ground", "clear")
        self._rows = QVBoxLayout(inner)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)
        self._scroll.setWidget(inner)
        stack.addWidget(self._scroll)
        self.hide()

    def show_areas(self, areas: Iterable[TreatedArea]) -> None:
        """List the layers of these areas in place of what was there; hidden where there is none."""
        wanted = tuple(areas)
        dated = sorted(
            ((layer, area) for area in wanted for layer in area.layers),
            key=lambda one: (one[0].on, one[0].session_id, -one[1].id),
        )
        strengths = dict(zip(_sessions(dated), fading(len(_sessions(dated))), strict=True))
        clear(self._rows)
        self.ticks, self._placed = [], []
        for at, (layer, area) in enumerate(reversed(dated)):
            self._add(layer, area, strengths[layer.session_id], ticked=at < TICKED_FIRST, named=len(wanted) > 1)
        self._rows.addStretch(1)
        self._scroll.setFixedHeight(px(28) * min(_ROWS_HIGH, len(dated)) + 4)
        self.setVisible(bool(dated))

    def _add(self, layer: AreaLayer, area: TreatedArea, strength: float, *, ticked: bool, named: bool) -> None:
        text = told(layer, area.entry.name if named else "")
        shape = Shape(layer.outline, Shade.EARLIER, strength, told(layer, area.entry.name))
        tick = QCheckBox(text.replace("&", "&&"))
        tick.setChecked(ticked)
        tick.toggled.connect(lambda _checked: self.changed.emit())
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(tick, 1)
        line.addWidget(_Swatch(Shape(_SWATCH, Shade.EARLIER, strength)))
        self._rows.addWidget(row)
        self.ticks.append(tick)
        self._placed.append((area.entry.view, shape))

    def placed(self) -> tuple[tuple[BodyView, Shape], ...]:
        """The ticked layers, oldest first, each with its map."""
        ticked = [one for tick, one in zip(self.ticks, self._placed, strict=True) if tick.isChecked()]
        return tuple(reversed(ticked))


def told(layer: AreaLayer, name: str = "") -> str:
    """A layer in words: whose, when, how large."""
    parts = [name, said_day(layer.on)]
    if layer.area_cm2 is not None:
        parts.append(tr("{size} cm²", size=said_decimal(layer.area_cm2)))
    return ", ".join(part for part in parts if part)


def _sessions(dated: list[tuple[AreaLayer, TreatedArea]]) -> tuple[int, ...]:
    """The sessions in order of time, each once."""
    return tuple(dict.fromkeys(layer.session_id for layer, _ in dated))

"""Chips: a rounded word in a tone, as a value, as paint and as a widget."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pico_tracker.ui.kit.plain_text import shown
from pico_tracker.ui.kit.style import SMALL, Tone, px, theme, type_font


@dataclass(frozen=True, slots=True)
class ChipText:
    """What a chip says and in which tone; `skin` 1 to 6 puts that Fitzpatrick swatch before it."""

    text: str
    tone: Tone = Tone.NEUTRAL
    skin: int = 0


def chip_font() -> QFont:
    """The font chips are written in."""
    return type_font(SMALL, QFont.Weight.Medium)


def chip_size(chip: ChipText) -> QSize:
    """The room a chip takes, in px."""
    metrics = QFontMetrics(chip_font())
    swatch = px(17) if chip.skin else 0
    return QSize(metrics.horizontalAdvance(shown(chip.text)) + px(16) + swatch, metrics.height() + px(6))


def paint_chip(painter: QPainter, box: QRectF, chip: ChipText) -> None:
    """Paint a chip into `box`; a text too long for it ends in an ellipsis."""
    ink, ground = theme().tone(chip.tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    inner = box.adjusted(px(8), 0, -px(8), 0)
    if chip.skin:
        inner = _paint_swatch(painter, inner, theme().skin[chip.skin - 1])
    painter.setFont(chip_font())
    painter.setPen(QColor(ink))
    text = QFontMetrics(chip_font()).elidedText(
        shown(chip.text), Qt.TextElideMode.ElideRight, int(inner.width()) + 1
    )
    painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
    painter.restore()


def _paint_swatch(painter: QPainter, room: QRectF, skin: str) -> QRectF:
    side = px(11)
    square = QRectF(room.left(), room.center().y() - side / 2, side, side)
    painter.setPen(QColor(theme().control))
    painter.setBrush(QColor(skin))
    painter.drawRoundedRect(square, 2, 2)
    return room.adjusted(px(17), 0, 0, 0)


class Chip(QWidget):
    """A chip on a page: `Chip(ChipText(tr("Active"), Tone.OK))`."""

    def __init__(self, chip: ChipText) -> None:
        super().__init__()
        self._chip = chip
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_chip(chip)

    @property
    def chip(self) -> ChipText:
        """What it says now."""
        return self._chip

    def show_chip(self, chip: ChipText) -> None:
        """Say something else."""
        self._chip = chip
        self.setAccessibleName(shown(chip.text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The whole text on one line."""
        return chip_size(self._chip)

    def minimumSizeHint(self) -> QSize:
        """A few letters; the rest gives way."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), px(56)), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chip at its own size."""
        width = min(self.width(), self.sizeHint().width())
        paint_chip(QPainter(self), QRectF(0, 0, width, self.sizeHint().height()), self._chip)

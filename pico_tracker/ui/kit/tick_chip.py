"""A chip that can be ticked: a group of a list with its count, and whether it is in."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from pico_tracker.ui.kit.chips import ChipText, chip_font, chip_size
from pico_tracker.ui.kit.style import Tone, colour, px, theme

HIGH = 24
"""Height of a chip in px at 100 %."""


class TickChip(QAbstractButton):
    """`chip = TickChip(Tone.WARN); chip.say(tr("Overdue 7"))`; ticked, it is drawn in the brand's colour."""

    def __init__(self, tone: Tone = Tone.NEUTRAL) -> None:
        super().__init__()
        self._tone = tone
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def say(self, text: str) -> None:
        """What stands on it."""
        self.setText(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Its words with air at both ends."""
        size = chip_size(ChipText(self.text()))
        return QSize(size.width() + px(2), max(size.height(), px(HIGH)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and words, with a frame when it is ticked or the keyboard is on it."""
        ticked, focused = self.isChecked(), self.hasFocus()
        ink, ground = theme().tone(Tone.BRAND if ticked else self._tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        framed = QPen(colour("focus"), 2 if focused else 1)
        painter.setPen(framed if ticked or focused else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(QColor(ground))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setFont(chip_font())
        painter.setPen(QColor(ink))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self.text())

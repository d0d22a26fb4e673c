"""What the blocks of the day book and the lines that need attention share: one click, painted text."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractButton

from pico_tracker.ui.kit.chips import ChipText, chip_size, paint_chip
from pico_tracker.ui.kit.plain_text import shown, tip
from pico_tracker.ui.kit.style import SMALL, Tone, colour, px, theme, type_font

NARROW = 150
"""Below this width, in px at 100 %, a name and a chip do not fit side by side."""


@dataclass(frozen=True, slots=True)
class RowText:
    """A strong first line with a chip at its right, a quiet second line, and the tone of its edge."""

    first: str
    second: str
    chip: ChipText
    edge: Tone | None = None


class PaintedRow(QAbstractButton):
    """A focusable line that opens something by click, Space or Enter."""

    def __init__(self, text: RowText) -> None:
        super().__init__()
        self.row = text
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(shown(f"{text.first}. {text.chip.text}. {text.second}"))
        self.setToolTip(tip(f"{text.first}\n{text.second}"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paint_words(self, painter: QPainter, box: QRectF, size: int) -> None:
        """Paint both lines and the chip into `box`; what does not fit ends in an ellipsis."""
        strong, quiet = type_font(size, QFont.Weight.DemiBold), type_font(SMALL)
        high = max(QFontMetrics(strong).height(), chip_size(self.row.chip).height())
        first = QRectF(box.left(), box.top(), box.width(), high)
        second = QRectF(box.left(), first.bottom() + px(2), box.width(), QFontMetrics(quiet).height())
        text = self.row.second
        if box.width() < px(NARROW):  # no room for a chip: its word goes first on the second line
            text = f"{self.row.chip.text} · {text}"
        else:
            first.setWidth(box.width() - self._paint_chip(painter, first) - px(8))
        paint_line(painter, first, self.row.first, strong, colour("ink"))
        if second.bottom() > self.height() - 1:
            second = first.adjusted(QFontMetrics(strong).horizontalAdvance(self.row.first) + px(10), 0, 0, 0)
            if QFontMetrics(quiet).horizontalAdvance(text) > second.width():
                return  # beside the name it stands whole or not at all; the tip says it
        paint_line(painter, second, text, quiet, colour("ink_2"))

    def _paint_chip(self, painter: QPainter, line: QRectF) -> float:
        """Paint the chip at the right end of a line; returns its width."""
        room = chip_size(self.row.chip)
        wide = min(float(room.width()), line.width() / 2)
        top = line.center().y() - room.height() / 2
        paint_chip(painter, QRectF(line.right() - wide, top, wide, room.height()), self.row.chip)
        return wide

    def paint_focus(self, painter: QPainter, box: QRectF, radius: float) -> None:
        """Paint the frame of focus, if it has the focus."""
        if self.hasFocus():
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setColor(colour("focus"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), radius, radius)

    def edge_colour(self) -> QColor:
        """The colour of the edge at the left."""
        edge = self.row.edge
        return colour("control") if edge is None else QColor(theme().tone(edge)[0])


def paint_line(painter: QPainter, box: QRectF, text: str, font: QFont, ink: QColor) -> None:
    """One line of text, with an ellipsis where it is too long."""
    if box.width() < px(16):
        return
    fitted = QFontMetrics(font).elidedText(shown(text), Qt.TextElideMode.ElideRight, max(0, int(box.width())))
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), fitted)

"""A side effect as a word to toggle: grey while it is not seen, in its colour with its severity once it is."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from pico_tracker.domain.side_effects import SEVERITY_NAMES, Severity
from pico_tracker.ui.kit.chips import ChipText, chip_font, chip_size
from pico_tracker.ui.kit.plain_text import tip
from pico_tracker.ui.kit.style import Tone, colour, px, theme
from pico_tracker.ui.kit.words import tr, translated

HIGH = 26
"""Height of a word, in px at 100 %."""
SEVERITY_KEYS = {
    Qt.Key.Key_1: Severity.MILD,
    Qt.Key.Key_2: Severity.MODERATE,
    Qt.Key.Key_3: Severity.SEVERE,
}
_TONES = {None: Tone.WARN, Severity.MILD: Tone.WARN, Severity.MODERATE: Tone.WARN, Severity.SEVERE: Tone.DANGER}
_CROSS = "×"


class EffectChip(QAbstractButton):
    """One kind: a click or Space says that it is seen and asks how severe, 1, 2 and 3 say that at once.

    Seen, a click on it asks again, a click on its cross or Delete takes it out.
    """

    asked = Signal()
    """That it is seen; how severe is to be said."""
    graded = Signal(object)
    """A `Severity`."""
    removed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.is_seen = False
        self.severity: Severity | None = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.asked)
        self.show_state(is_seen=False, severity=None)

    def show_state(self, *, is_seen: bool, severity: Severity | None) -> None:
        """Show whether it is seen, and how severe."""
        self.is_seen, self.severity = is_seen, severity
        self.setText(f"{self.said()} {_CROSS}" if is_seen else self.said())
        self.setAccessibleName(tr("Side effects now: {effect}", effect=self.said()))
        if is_seen:
            self.setToolTip(tip(tr("Click to say how severe; click × or press Delete to take it out.")))
        else:
            self.setToolTip(tip(tr("Click when it is seen now. 1 mild, 2 moderate, 3 severe.")))
        self.updateGeometry()
        self.update()

    def said(self) -> str:
        """What is said of it: "Redness", or "Redness, mild" once it is seen."""
        if not self.is_seen:
            return self.name
        if self.severity is None:
            return tr("{effect}, how severe", effect=self.name)
        return tr(
            "{effect}, {severity}", effect=self.name, severity=translated(SEVERITY_NAMES[self.severity]).lower()
        )

    def sizeHint(self) -> QSize:
        """Its words on one line."""
        size = chip_size(ChipText(self.text()))
        return QSize(size.width() + px(2), max(size.height(), px(HIGH)))

    def _is_on_cross(self, at: float) -> bool:
        return self.is_seen and at >= self.width() - px(22)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take it out where its cross is clicked."""
        is_inside = self.rect().contains(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and is_inside and self._is_on_cross(event.position().x()):
            self.setDown(False)
            self.removed.emit()
            return
        super().mouseReleaseEvent(event)

    def event(self, event: QEvent) -> bool:
        """Digits are its own before any shortcut of the page."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._answers(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 to 3 say how severe, Delete takes it out."""
        if not self._answers(event):
            super().keyPressEvent(event)
        elif (severity := SEVERITY_KEYS.get(Qt.Key(event.key()))) is not None:
            self.graded.emit(severity)
        elif self.is_seen:
            self.removed.emit()

    def _answers(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return not held and Qt.Key(event.key()) in (*SEVERITY_KEYS, Qt.Key.Key_Delete, Qt.Key.Key_Backspace)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and words, with a frame when the keyboard is on it."""
        tone = _TONES[self.severity] if self.is_seen else Tone.NEUTRAL
        ink, ground = theme().tone(tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setBrush(QColor(ground))
        painter.setPen(QPen(colour("focus"), 2) if self.hasFocus() else QPen(Qt.PenStyle.NoPen))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setFont(chip_font())
        painter.setPen(QColor(ink))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self.text())

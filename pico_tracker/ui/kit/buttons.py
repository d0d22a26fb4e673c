"""Buttons that say what they do and show the key that does it too."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeySequence, QPainter, QPaintEvent, QShortcutEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter

from pico_tracker.ui.kit.icons import pixmap
from pico_tracker.ui.kit.plain_text import shown, tip
from pico_tracker.ui.kit.style import BODY, SMALL, Theme, px, theme, type_font


class Kind(StrEnum):
    """How much a button asks for: at most one primary on a page."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    DANGER = "danger"
    QUIET = "quiet"
    """No border until pointed at; for small tools beside a text."""


def key_text(key: str) -> str:
    """A key as people read it: "Ctrl+L" becomes "Ctrl L", or the signs of the system."""
    native = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    return native.replace("+", " ") if len(native) > 1 else native


def paint_key(painter: QPainter, box: QRectF, text: str, ink: str) -> None:
    """Paint a key hint: small text in a thin rounded frame, both in `ink`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    frame = QColor(ink)
    frame.setAlphaF(0.5)
    painter.setPen(frame)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setPen(QColor(ink))
    painter.setFont(type_font(SMALL - 1))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
    painter.restore()


def key_size(text: str) -> QSize:
    """The room a key hint takes, in px."""
    metrics = QFontMetrics(type_font(SMALL - 1))
    return QSize(metrics.horizontalAdvance(text) + px(12), metrics.height() + px(4))


def click_by_key(button: QAbstractButton, event: QEvent) -> bool:
    """Click `button` if `event` is its key, and say whether it was; call it first in `event()`.

    Qt lets a button's key wait 100 ms for the picture of a press and takes the cursor to the button;
    here it acts at once, once however long the key is held, and the cursor stays where typing goes on.
    """
    if not isinstance(event, QShortcutEvent) or event.isAmbiguous():
        return False
    button.setShortcutAutoRepeat(event.shortcutId(), enable=False)
    button.click()
    return True


class Button(QPushButton):
    """A button with its key on it:
    `Button(tr("Log session"), kind=Kind.PRIMARY, key="Ctrl+L", run=self.log_wanted.emit)`.

    The key acts at once and leaves the cursor where it is.
    """

    def __init__(
        self,
        text: str,
        *,
        kind: Kind = Kind.SECONDARY,
        key: str = "",
        icon: str = "",
        run: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self._kind, self._key, self._icon, self._says = kind, key, icon, ""
        self.setProperty("kind", kind.value)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.setText(text)
        if run is not None:
            self._run = run
            self.clicked.connect(self._start)

    def _start(self) -> None:
        self._run()

    def event(self, event: QEvent) -> bool:
        """Act on the key without waiting."""
        return click_by_key(self, event) or super().event(event)

    def setText(self, text: str) -> None:
        """Say something else; an ampersand is an ampersand, and the key stays."""
        self._says = shown(text, 200)
        super().setText(self._says.replace("&", "&&"))
        self.setAccessibleName(self._says)
        self.setShortcut(QKeySequence(self._key))

    def said(self) -> str:
        """What stands on the button."""
        return self._says

    def explain(self, text: str) -> "Button":
        """Add a tooltip, such as that signing cannot be undone; returns the button."""
        self.setToolTip(tip(text))
        self.setAccessibleDescription(shown(text))
        return self

    def sizeHint(self) -> QSize:
        """Icon, text and key side by side."""
        wide = self._inner_width() + px(26 if self._kind is not Kind.QUIET else 16)
        return QSize(wide, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """A button is never cut off."""
        return self.sizeHint()

    def _inner_width(self) -> int:
        width = QFontMetrics(self._type()).horizontalAdvance(self._says) + 2
        if self._key:
            width += key_size(key_text(self._key)).width() + px(10)
        if self._icon:
            width += px(16) + (px(8) if self._says else 0)
        return width

    def _type(self) -> QFont:
        return type_font(BODY, QFont.Weight.Medium)

    def _ink(self, colours: Theme) -> str:
        if not self.isEnabled():
            return colours.ink_3
        if self._kind is Kind.PRIMARY or self.isChecked():
            return colours.on_brand
        return colours.danger if self._kind is Kind.DANGER else colours.ink

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame by the style sheet, then icon, text and key."""
        painter = QStylePainter(self)
        frame = QStyleOptionButton()
        self.initStyleOption(frame)
        frame.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, frame)
        self._paint_inner(painter, self._ink(theme()))

    def _paint_inner(self, painter: QPainter, ink: str) -> None:
        left = max(px(6), (self.width() - self._inner_width()) // 2)
        if self._icon:
            side = px(16)
            painter.drawPixmap(
                left, (self.height() - side) // 2, pixmap(self._icon, ink, side, self.devicePixelRatioF())
            )
            left += side + (px(8) if self._says else 0)
        painter.setFont(self._type())
        painter.setPen(QColor(ink))
        wide = QFontMetrics(self._type()).horizontalAdvance(self._says) + 2
        painter.drawText(QRectF(left, 0, wide, self.height()), int(Qt.AlignmentFlag.AlignVCenter), self._says)
        if self._key:
            size = key_size(key_text(self._key))
            box = QRectF(left + wide + px(10), (self.height() - size.height()) / 2, size.width(), size.height())
            paint_key(painter, box, key_text(self._key), ink)

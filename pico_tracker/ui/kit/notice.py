"""Notices: what just happened, on the page instead of in a message box, with Undo where it can be."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.errors import PicoError
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.plain_text import Label
from pico_tracker.ui.kit.style import RADIUS, Tone, theme
from pico_tracker.ui.kit.words import said, tr

STAYS_MS = 10_000
"""How long good news stays; trouble stays until it is closed."""


class ToneBox(QWidget):
    """A soft ground in a tone with a bar at its left, for what stands out in a form or page."""

    def __init__(self, tone: Tone) -> None:
        super().__init__()
        self._tone = tone

    def set_tone(self, tone: Tone) -> None:
        """Change the tone."""
        self._tone = tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground and bar."""
        ink, ground = theme().tone(self._tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS - 2, RADIUS - 2)
        painter.setBrush(QColor(ink))
        painter.drawRoundedRect(QRectF(0, 0, 3, self.height()), 1.5, 1.5)


class Notice(ToneBox):
    """One message: `Notice(tr("Marked as arrived."), Tone.OK, undo=self.back)`.

    `undo` adds a button; `closed` follows when the person or the clock takes it away.
    """

    closed = Signal()

    def __init__(
        self, text: str, tone: Tone = Tone.INFO, *, undo: Callable[[], object] | None = None, action: str = ""
    ) -> None:
        super().__init__(tone)
        self.text = Label(text, wrap=True).selectable()
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 6, 4)
        row.addWidget(self.text, 1)
        self.setAccessibleName(text)
        self._undo = undo
        self.undo_button = Button(action or tr("Undo"), kind=Kind.QUIET, run=self._take_back)
        row.addWidget(self.undo_button)
        self.undo_button.setVisible(undo is not None)  # once it has a parent: else it is a window for a moment
        close = Button("", kind=Kind.QUIET, icon="close", run=self.close_notice)
        close.setAccessibleName(tr("Close this message"))
        row.addWidget(close)

    def _take_back(self) -> None:
        undo = self._undo
        self.close_notice()
        if undo is not None:
            undo()

    def close_notice(self) -> None:
        """Take the message off the page."""
        self.hide()
        self.closed.emit()


class NoticeBoard(QWidget):
    """Where a page or the window puts its notices, the newest on top; empty, it takes no room."""

    def __init__(self) -> None:
        super().__init__()
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(6)
        self._shown: list[Notice] = []
        self.hide()

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Those now on the page, the newest first."""
        return tuple(self._shown)

    def tell(
        self, text: str, tone: Tone = Tone.OK, *, undo: Callable[[], object] | None = None, action: str = ""
    ) -> Notice:
        """Show a message; good news leaves by itself after `STAYS_MS`."""
        notice = Notice(text, tone, undo=undo, action=action)
        notice.closed.connect(lambda: self._remove(notice))
        self._shown.insert(0, notice)
        self._stack.insertWidget(0, notice)
        self.show()
        if tone in (Tone.OK, Tone.INFO):
            QTimer.singleShot(STAYS_MS, notice, notice.close_notice)
        return notice

    def refuse(self, error: PicoError) -> Notice:
        """Say why something was refused; the default answer to a refusal from the backend."""
        return self.tell(said(error.sentence), Tone.DANGER)

    def clear(self) -> None:
        """Take all messages away."""
        for notice in self.notices:
            notice.close_notice()

    def _remove(self, notice: Notice) -> None:
        if notice in self._shown:
            self._shown.remove(notice)
            self._stack.removeWidget(notice)
            notice.deleteLater()
            self.setVisible(bool(self._shown))

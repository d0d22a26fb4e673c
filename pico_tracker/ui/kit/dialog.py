"""A dialog that belongs to its window and never stops the program: opened, never executed."""

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import line
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import tr


class Dialog(QDialog):
    """A titled dialog with buttons at the bottom right, the one that matters last:
    `dialog = Dialog(tr("New course"), page); dialog.add(form); dialog.ends_with(save, cancel)`.

    `open()` shows it; Esc closes it; it is destroyed with its parent. It is as high as what it
    holds: it grows and shrinks with the findings told in it,
    unless somebody drew it larger.
    """

    def __init__(self, title: str, parent: QWidget, width: int = 560) -> None:
        super().__init__(parent)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._fit)
        self._fitted = self.maximumHeight()
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAccessibleName(title)
        self.setMinimumWidth(min(width, 640))
        self._stack = stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        head = Label(title, Role.TITLE, wrap=True)
        head.setContentsMargins(20, 18, 20, 8)
        stack.addWidget(head)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(20, 4, 20, 18)
        self.body.setSpacing(12)
        stack.addLayout(self.body, 1)
        stack.addWidget(line())
        self._buttons = QHBoxLayout()
        self._buttons.setContentsMargins(20, 12, 20, 12)
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        stack.addLayout(self._buttons)

    def event(self, event: QEvent) -> bool:
        """Fit when what is inside has changed, so that no field is ever squeezed."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._soon.start(0)
        return super().event(event)

    def _fit(self) -> None:
        wanted = self._stack.totalHeightForWidth(self.width())
        if self.height() <= max(wanted, self._fitted):  # higher: somebody drew it larger, and it stays so
            self.resize(self.width(), wanted)
            self._fitted = wanted

    def add(self, part: QWidget, stretch: int = 0) -> QWidget:
        """Put a widget under what is already there; returns the widget."""
        self.body.addWidget(part, stretch)
        return part

    def ends_with(self, *buttons: Button) -> None:
        """The buttons, from left to right."""
        for button in buttons:
            self._buttons.addWidget(button)

    def cancel_button(self, text: str = "") -> Button:
        """A button that closes the dialog without doing anything."""
        return Button(text or tr("Cancel"), kind=Kind.SECONDARY, run=self.reject)

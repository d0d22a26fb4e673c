"""The quiet line at the bottom: saved, backup, storage."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.ui.kit.cards import clear, line
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import Tone, px


class StatusLine(QWidget):
    """`status.show_parts(tr("Saved 10:42"), tr("Local encrypted file"))`."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "card")
        self.setMinimumHeight(px(29))
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(line())
        self._row = QHBoxLayout()
        self._row.setContentsMargins(20, 4, 20, 4)
        self._row.setSpacing(20)
        stack.addLayout(self._row)
        self._parts: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        """What it says now."""
        return self._parts

    def show_parts(self, *parts: str, trouble: str = "") -> None:
        """Say these side by side; `trouble` comes first and in colour."""
        clear(self._row)
        self._parts = (trouble, *parts) if trouble else parts
        for text in self._parts:
            label = Label(text, Role.SMALL)
            if text == trouble:
                label.set_tone(Tone.DANGER.value)
            self._row.addWidget(label)
        self._row.addWidget(Label("", Role.SMALL, elide=True), 1)
        self.setAccessibleName(". ".join(self._parts))

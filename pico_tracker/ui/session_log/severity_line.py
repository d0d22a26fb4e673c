"""How severe a side effect is, asked under the words: three buttons, each by one key."""

from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.side_effects import SEVERITY_NAMES, Severity
from pico_tracker.ui.kit.chips import ChipText, chip_size
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import px
from pico_tracker.ui.kit.toggles_field import CHIP, ToggleChip
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.session_log.effect_chip import SEVERITY_KEYS


class _Answer(ToggleChip):
    """A word that answers at once and never stays ticked."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setCheckable(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        size = chip_size(ChipText(self.text()))
        return QSize(size.width() + px(8), max(size.height(), px(CHIP)))


class SeverityLine(QWidget):
    """`line.ask(name)`; `graded(Severity)` follows a click, Enter, 1, 2 or 3, or the first letter.

    "Mild" has the cursor, so that Space or Enter takes it.
    """

    graded = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.about = Label("", Role.SMALL, wrap=True)
        self.buttons = {one: _Answer(translated(name)) for one, name in SEVERITY_NAMES.items()}
        row = QHBoxLayout()
        row.setSpacing(4)
        for severity, button in self.buttons.items():
            button.clicked.connect(partial(self._grade, severity))
            row.addWidget(button)
        row.addStretch(1)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(4)
        stack.addWidget(self.about)
        stack.addLayout(row)
        self.hide()

    def ask(self, name: str) -> None:
        """Ask how severe this is."""
        self.about.setText(tr("{effect}: how severe?", effect=name))
        for severity, button in self.buttons.items():
            said = translated(SEVERITY_NAMES[severity])
            button.setAccessibleName(tr("{effect}: {severity}", effect=name, severity=said.lower()))
        self.show()

    def give_focus(self) -> None:
        """Put the cursor on "Mild"."""
        self.buttons[Severity.MILD].setFocus(Qt.FocusReason.OtherFocusReason)

    def _grade(self, severity: Severity, _checked: bool = False) -> None:
        self.graded.emit(severity)

    def event(self, event: QEvent) -> bool:
        """Its letters and digits are its own before any shortcut of the page."""
        asks = event.type() is QEvent.Type.ShortcutOverride
        if asks and isinstance(event, QKeyEvent) and self._severity_of(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits and first letters grade, Enter takes the one with the cursor; arrows are Qt's own."""
        severity = self._severity_of(event)
        if severity is not None:
            self.graded.emit(severity)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._take_focused()
        else:
            super().keyPressEvent(event)

    def _severity_of(self, event: QKeyEvent) -> Severity | None:
        """The first severity that begins with what was typed, or that the digit stands for."""
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            return None
        digit = SEVERITY_KEYS.get(Qt.Key(event.key()))
        typed = event.text().casefold()
        if digit is not None or not typed.strip():
            return digit
        named = (one for one, name in SEVERITY_NAMES.items() if translated(name).casefold().startswith(typed))
        return next(named, None)

    def _take_focused(self) -> None:
        for severity, button in self.buttons.items():
            if button.hasFocus():
                self.graded.emit(severity)
                return

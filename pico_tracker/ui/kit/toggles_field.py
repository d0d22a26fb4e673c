"""A field of words to tick side by side, one Tab stop, arrows between them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from pico_tracker.ui.kit.chips import ChipText, chip_font, chip_size
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.fields import Option
from pico_tracker.ui.kit.flow_layout import FlowLayout
from pico_tracker.ui.kit.style import Tone, colour, px, theme
from pico_tracker.ui.kit.words import tr

CHIP = 26
"""Height of a chip that can be ticked, in px at 100 %."""
_DIGITS = "123456789"
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class ToggleChip(QAbstractButton):
    """A chip that can be ticked, by click or Space; ticked, it carries a tick before its word.

    `number` is the key that ticks it, shown where the tick will be.
    """

    def __init__(self, text: str, number: int = 0) -> None:
        super().__init__()
        self.number = number
        self.setCheckable(True)
        self.setText(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for the word with its tick, so that nothing moves when it is ticked."""
        size = chip_size(ChipText(f"✓ {self.text()}"))
        return QSize(size.width() + px(4), max(size.height(), px(CHIP)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, word and tick, with a frame when it is ticked or the keyboard is on it."""
        ticked, focused = self.isChecked(), self.hasFocus()
        ink, ground = theme().tone(Tone.BRAND if ticked else Tone.NEUTRAL)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setBrush(QColor(ground))
        framed = QPen(colour("focus"), 2 if focused else 1)
        painter.setPen(framed if ticked or focused else QPen(Qt.PenStyle.NoPen))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setFont(chip_font())
        painter.setPen(QColor(ink))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._said(ticked=ticked))

    def _said(self, *, ticked: bool) -> str:
        if ticked:
            return f"✓ {self.text()}"
        return f"{self.number} {self.text()}" if self.number else self.text()


class TogglesField(Field[tuple[object, ...]]):
    """Several of a few: `TogglesField("endpoints", tr("Endpoint"), options, alone="none")`.

    Space ticks, arrows move. The option `alone` goes with no other. `numbered`: the keys 1 to 9 tick the
    first nine, wherever in the field the cursor is.
    """

    def __init__(
        self, name: str, label: str, options: Sequence[Option], *, alone: object = None, numbered: bool = False
    ) -> None:
        super().__init__(name, label)
        self._alone = alone
        numbers = [place if numbered and place <= len(_DIGITS) else 0 for place in range(1, len(options) + 1)]
        self._buttons = {one.value: self._button(one, at) for one, at in zip(options, numbers, strict=True)}
        box = QWidget()
        flow = FlowLayout(box, gap=4)
        for button in self._buttons.values():
            flow.addWidget(button)
        self._focus_first()
        self._place(box, next(iter(self._buttons.values())))
        for value, button in self._buttons.items():
            button.setAccessibleName(tr("{label}: {answer}", label=label, answer=button.text()))
            button.clicked.connect(lambda checked, value=value: self._tick(value, checked))

    def _button(self, option: Option, number: int) -> ToggleChip:
        button = ToggleChip(option.text, number)
        button.installEventFilter(self)
        return button

    def button(self, value: object) -> ToggleChip:
        """The word that stands for a value."""
        return self._buttons[value]

    def _focus_first(self) -> None:
        for place, button in enumerate(self._buttons.values()):
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus if place else Qt.FocusPolicy.StrongFocus)

    def _tick(self, value: object, checked: bool) -> None:
        if checked:
            for other, button in self._buttons.items():
                if other != value and self._alone in (value, other):
                    button.setChecked(False)
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows go from one word to the next, a number ticks its word."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return super().eventFilter(watched, event)
        numbered = self._numbered(event.text())
        if numbered is not None:
            numbered.click()
            numbered.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return self._move(watched, Qt.Key(event.key())) or super().eventFilter(watched, event)

    def _numbered(self, digit: str) -> ToggleChip | None:
        number = _DIGITS.find(digit) + 1 if digit else 0
        return next((one for one in self._buttons.values() if number and one.number == number), None)

    def _move(self, watched: QObject, key: Qt.Key) -> bool:
        step = _STEPS.get(key)
        if step is not None:
            buttons = list(self._buttons.values())
            here = next(place for place, button in enumerate(buttons) if button is watched)
            buttons[(here + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
        return step is not None

    def value(self) -> tuple[object, ...]:
        """What is ticked, in the order of the options."""
        return tuple(value for value, button in self._buttons.items() if button.isChecked())

    def set_value(self, value: tuple[object, ...] | None) -> None:
        """Tick these."""
        before = self.value()
        for one, button in self._buttons.items():
            button.setChecked(one in (value or ()))
        if before != self.value():
            self.changed.emit()

    def raw_text(self) -> str:
        """The values ticked, separated by commas."""
        return ",".join(str(value) for value in self.value())

    def set_raw_text(self, text: str) -> None:
        """Put back what `raw_text` gave."""
        named = text.split(",")
        self.set_value(tuple(value for value in self._buttons if str(value) in named))

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed."""
        for button in self._buttons.values():
            button.setEnabled(not read_only)

"""What stands in the day book of a new clinic: the first steps, each with the way to it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from pico_tracker.domain.clinic import FirstStep
from pico_tracker.domain.words import mark
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import px
from pico_tracker.ui.kit.words import tr, translated

WIDE = 460
"""Width of the steps at most, in px at 100 %."""
_TEXTS = {
    FirstStep.ADD_LASER: (mark("Add the clinic's laser"), mark("Sessions are logged with it.")),
    FirstStep.ADD_STAFF: (mark("Add the staff"), mark("Each person works under their own name.")),
    FirstStep.ADD_PATIENT: (mark("Add the first patient"), mark("Then open a course and set the next visit.")),
}
_BUTTONS = {
    FirstStep.ADD_LASER: mark("Add a laser"),
    FirstStep.ADD_STAFF: mark("Add a person"),
    FirstStep.ADD_PATIENT: mark("New patient"),
}


class FirstSteps(QWidget):
    """`FirstSteps(steps, may_manage=True)`: `wanted(FirstStep)` follows a click on its button.

    Who may not manage the clinic reads who does it, in place of the button.
    """

    wanted = Signal(object)

    def __init__(self, steps: Sequence[FirstStep], *, may_manage: bool) -> None:
        super().__init__()
        self.buttons: dict[FirstStep, Button] = {}
        inside = QWidget()
        inside.setMaximumWidth(px(WIDE))
        self._grid = QGridLayout(inside)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(16)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(Label(tr("First steps of a new clinic"), Role.HEADING), 0, 0, 1, 2)
        for row, step in enumerate(steps, start=1):
            self._add(row, step, may=may_manage or step is FirstStep.ADD_PATIENT)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(24, 28, 24, 28)
        stack.addStretch(1)
        stack.addWidget(inside, 0, Qt.AlignmentFlag.AlignHCenter)
        stack.addStretch(2)

    def _add(self, row: int, step: FirstStep, *, may: bool) -> None:
        title, why = _TEXTS[step]
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Label(tr("{number}. {step}", number=row, step=translated(title)), Role.STRONG))
        said = translated(why) if may else tr("An administrator does this in Settings.")
        words.addWidget(Label(said, Role.QUIET))
        self._grid.addLayout(words, row, 0)
        if may:
            button = Button(translated(_BUTTONS[step]), run=lambda: self.wanted.emit(step))
            self.buttons[step] = button
            self._grid.addWidget(button, row, 1, Qt.AlignmentFlag.AlignVCenter)

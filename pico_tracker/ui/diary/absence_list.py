"""The absences on file, from which one goes back to the visits that they hit."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.opening_hours import Absence
from pico_tracker.ui.diary.absence_words import said_absence
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import Card, EmptyState, clear, line
from pico_tracker.ui.kit.plain_text import Label
from pico_tracker.ui.kit.words import tr

AT_ONCE = 12
"""Absences shown; the hours in Settings have them all."""


class AbsenceList(Card):
    """`show_absences(absences)`; `opened(absence_id)` asks for the visits that one hits."""

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__(tr("On file"), edge_to_edge=True)
        self.buttons: dict[int, Button] = {}
        self._stack = QVBoxLayout()
        self._stack.setSpacing(0)
        self.body.addLayout(self._stack)
        self.body.addStretch(1)

    def show_absences(self, absences: Sequence[Absence]) -> None:
        """Show the first of them."""
        clear(self._stack)
        self.buttons = {}
        for absence in absences[:AT_ONCE]:
            self._stack.addWidget(self._row(absence))
            self._stack.addWidget(line())
        if not absences:
            self._stack.addWidget(EmptyState(tr("Nobody is away in the next weeks, and no laser is down.")))

    def _row(self, absence: Absence) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(16, 6, 12, 6)
        text = said_absence(absence)
        row.addWidget(Label(text, elide=True), 1)
        button = Button(tr("Show visits hit"), kind=Kind.QUIET, run=partial(self.opened.emit, absence.id))
        button.setAccessibleName(tr("Show visits hit by {absence}", absence=text))
        self.buttons[absence.id] = button
        row.addWidget(button)
        return box

"""Lasers and papers that are out of date or end soon; hidden while all is in order."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.words import mark
from pico_tracker.services.upkeep import UpkeepDue
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.cards import Card, clear
from pico_tracker.ui.kit.chips import Chip, ChipText
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr, translated

AT_ONCE = 3
"""Lines shown; the tab behind the button has them all."""


class UpkeepCard(Card):
    """What runs out: `wanted()` asks for the page where it is put in order."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Lasers and papers"))
        self.open_button = Button(tr("Open"), run=self.wanted.emit)
        self.set_actions(self.open_button)
        self._stack = QVBoxLayout()
        self._stack.setSpacing(8)
        self.body.addLayout(self._stack)
        self.hide()

    def show_due(self, due: Sequence[UpkeepDue], today: date) -> None:
        """Show the first of them, what is past before what ends soon."""
        clear(self._stack)
        for one in due[:AT_ONCE]:
            self._stack.addWidget(_row(one, today))
        if len(due) > AT_ONCE:
            self._stack.addWidget(Label(tr("{count} more", count=len(due) - AT_ONCE), Role.SMALL))
        self.setVisible(bool(due))


def said_upkeep(due: UpkeepDue, today: date) -> str:
    """One line in words: "Licence ended 3 Nov 2026"."""
    line = due.line
    if line.due_on is None:
        return tr("{what}: nothing on file", what=translated(line.what))
    text = {
        ("staff", True): mark("{what} ended {day}"),
        ("staff", False): mark("{what} ends {day}"),
        ("device", True): mark("{what} was due {day}"),
        ("device", False): mark("{what} due {day}"),
    }[line.field, line.is_past(today)]
    return tr(text, what=translated(line.what), day=said_day(line.due_on))


def _row(due: UpkeepDue, today: date) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(Label(due.name, Role.STRONG, elide=True))
    words.addWidget(Label(said_upkeep(due, today), Role.SMALL, elide=True))
    row.addLayout(words, 1)
    past = due.line.is_past(today)
    row.addWidget(Chip(ChipText(tr("Out of date") if past else tr("Soon"), Tone.WARN if past else Tone.NEUTRAL)))
    return box

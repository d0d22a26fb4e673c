"""The rows of the waiting list: somebody who waits, and somebody who could take a freed time."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.waiting import Waiting, WaitingMatch
from pico_tracker.ui.diary.booking_words import safe_chip, said_offer
from pico_tracker.ui.diary.waiting_words import said_hours, said_reach, said_since, said_wanted
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.chips import Chip, ChipText
from pico_tracker.ui.kit.flow_layout import FlowLayout
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import STEP, Tone
from pico_tracker.ui.kit.words import tr


class _Row(QWidget):
    """Who, with chips behind the name, lines of words, and buttons."""

    def __init__(self, waiting: Waiting, chips: tuple[ChipText, ...], hidden: bool) -> None:
        super().__init__()
        self.waiting = waiting
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(16, 10, 12, 10)
        self._stack.setSpacing(3)
        name = tr("Somebody") if hidden else waiting.patient_name
        self._stack.addWidget(Label(name, Role.STRONG, elide=True))
        box = QWidget()
        flow = FlowLayout(box, gap=STEP)
        for chip in chips:
            flow.addWidget(Chip(chip))
        self._stack.addWidget(box)
        box.setVisible(bool(chips))
        self.setAccessibleName(", ".join((name, *(chip.text for chip in chips))))

    def say(self, *lines: str) -> None:
        """Put lines of words under the name."""
        for line in lines:
            if line:
                self._stack.addWidget(Label(line, Role.SMALL, wrap=True))

    def offer(self, *buttons: Button) -> None:
        """Put the buttons at the end."""
        row = QHBoxLayout()
        row.setSpacing(STEP)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        self._stack.addSpacing(3)
        self._stack.addLayout(row)


class WaitingRow(_Row):
    """Somebody who waits: `book_wanted()`, `patient_wanted()`, `off_wanted()`."""

    book_wanted = Signal()
    patient_wanted = Signal()
    off_wanted = Signal()

    def __init__(self, waiting: Waiting, today: date, *, hidden: bool) -> None:
        chips = (*_overdue(waiting), safe_chip(waiting.safe, today), *_silent(waiting))
        super().__init__(waiting, chips, hidden)
        reach = "" if hidden else said_reach(waiting)
        self.say(said_wanted(waiting), said_hours(waiting.entry), reach, said_since(waiting), waiting.entry.note)
        self.book_button = Button(tr("Book"), run=self.book_wanted.emit)
        self.record_button = Button(tr("Open record"), kind=Kind.QUIET, run=self.patient_wanted.emit)
        self.off_button = Button(tr("Take off"), kind=Kind.QUIET, run=self.off_wanted.emit)
        self.offer(self.book_button, self.record_button, self.off_button)


class MatchRow(_Row):
    """Somebody who could take a freed time: `book_wanted()`, `call_wanted()`, `patient_wanted()`."""

    book_wanted = Signal()
    call_wanted = Signal()
    patient_wanted = Signal()

    def __init__(self, match: WaitingMatch, *, hidden: bool) -> None:
        self.match = match
        super().__init__(match.waiting, _overdue(match.waiting), hidden)
        when, where = said_offer(match.offer)
        self._stack.addWidget(Label(tr("{when}, {where}", when=when, where=where), wrap=True))
        self.say(said_wanted(match.waiting), said_hours(match.waiting.entry))
        self.say("" if hidden else said_reach(match.waiting), said_since(match.waiting), match.waiting.entry.note)
        self.book_button = Button(tr("Book"), kind=Kind.PRIMARY, run=self.book_wanted.emit)
        self.call_button = Button(tr("Call"), icon="phone", run=self.call_wanted.emit)
        self.record_button = Button(tr("Open record"), kind=Kind.QUIET, run=self.patient_wanted.emit)
        self.offer(self.call_button, self.book_button, self.record_button)


def _overdue(waiting: Waiting) -> tuple[ChipText, ...]:
    return () if waiting.overdue_since is None else (ChipText(tr("Overdue"), Tone.WARN),)


def _silent(waiting: Waiting) -> tuple[ChipText, ...]:
    return (ChipText(tr("Do not contact"), Tone.DANGER),) if waiting.no_contact else ()

"""The card of the person to call: how to reach them, what is due, what came of it, and times that fit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.contacts import Contact, ContactOutcome
from pico_tracker.domain.diary import SafeDate
from pico_tracker.domain.free_times import FreeTime
from pico_tracker.domain.recalls import RecallGroup, RecallLine
from pico_tracker.domain.words import mark
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import Card, clear
from pico_tracker.ui.kit.cells import cell_text
from pico_tracker.ui.kit.chips import Chip, ChipText
from pico_tracker.ui.kit.flow_layout import FlowLayout
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.recalls.recall_words import (
    said_contact,
    said_free_time,
    said_reach,
    said_reason,
    said_safe,
    said_status,
    said_window,
)

HISTORY = 8
"""Contacts shown at once."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One button of an outcome: its words, its key, and how loud it is."""

    text: str
    key: str
    kind: Kind = Kind.SECONDARY


CHOICES = {
    ContactOutcome.BOOKED: Choice(mark("Book"), "B", Kind.PRIMARY),
    ContactOutcome.CONFIRMED: Choice(mark("Confirmed"), "F", Kind.PRIMARY),
    ContactOutcome.SPOKE: Choice(mark("Spoke"), "P"),
    ContactOutcome.NO_ANSWER: Choice(mark("No answer"), "N"),
    ContactOutcome.MESSAGE_LEFT: Choice(mark("Left message"), "M"),
    ContactOutcome.CALL_BACK: Choice(mark("Call back at…"), "C"),
    ContactOutcome.SNOOZED: Choice(mark("Snooze…"), "S"),
    ContactOutcome.SENT: Choice(mark("Text sent"), "E"),
    ContactOutcome.WRONG_NUMBER: Choice(mark("Wrong number"), "W"),
    ContactOutcome.DECLINED: Choice(mark("Declined…"), "D", Kind.DANGER),
    ContactOutcome.DO_NOT_CONTACT: Choice(mark("Do not contact…"), "X", Kind.DANGER),
}
"""Outcomes in the order of their buttons."""
_ALWAYS = {
    ContactOutcome.SPOKE,
    ContactOutcome.NO_ANSWER,
    ContactOutcome.MESSAGE_LEFT,
    ContactOutcome.CALL_BACK,
    ContactOutcome.WRONG_NUMBER,
    ContactOutcome.DO_NOT_CONTACT,
}
_REST = {ContactOutcome.SNOOZED, ContactOutcome.DECLINED}
_MORE = {
    RecallGroup.REACTIONS: {ContactOutcome.BOOKED},
    RecallGroup.TO_CONFIRM: {ContactOutcome.CONFIRMED},
    RecallGroup.CALLS: _REST,
}


def choices_for(line: RecallLine) -> tuple[ContactOutcome, ...]:
    """The outcomes that make sense for a line, in the order of their buttons."""
    wanted = _ALWAYS | _MORE.get(line.group, {ContactOutcome.BOOKED} | _REST)
    if line.last is not None and line.last.entry.outcome is ContactOutcome.PREPARED:
        wanted = wanted | {ContactOutcome.SENT}
    return tuple(outcome for outcome in CHOICES if outcome in wanted)


class PersonCard(Card):
    """`show_line(line)`; `outcome_wanted(ContactOutcome)`, `time_wanted(FreeTime)`, `record_wanted()`."""

    outcome_wanted = Signal(object)
    time_wanted = Signal(object)
    record_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        self._chip = Chip(ChipText(""))
        super().__init__(tr("Nobody chosen"), actions=(self._chip,))
        self._desk = desk
        self.line: RecallLine | None = None
        self.reach = Label("", Role.SMALL, wrap=True).selectable()
        self.reason = Label("", Role.STRONG, wrap=True)
        self.due_window = Label("", Role.SMALL, wrap=True)
        self.safe = Label("", Role.STRONG, wrap=True)
        self.silent = Label("", Role.STRONG, wrap=True)
        self.buttons: dict[ContactOutcome, Button] = {}
        self.record_button = Button(tr("Open record"), kind=Kind.QUIET, run=self.record_wanted.emit)
        outcomes = QWidget()
        self._flow = FlowLayout(outcomes, gap=6)
        for part in (self.silent, self.reach, self.reason, self.due_window, self.safe, outcomes):
            self.add(part)
        self.body.addWidget(self.record_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._history = self._part(tr("Contact history"))
        self._times = self._part(tr("First free times that fit"))
        self.body.addStretch(1)
        self.show_line(None)

    def _part(self, title: str) -> "_Lines":
        part = _Lines(title)
        self.add(part)
        return part

    def show_line(self, line: RecallLine | None) -> None:
        """Show somebody, or that nobody is chosen."""
        is_same = line is not None and self.line is not None and line.key == self.line.key
        self.line = line
        today = self._desk.context.today()
        self.title.setText(line.patient_name if line is not None else tr("Nobody chosen"))
        self._chip.setVisible(line is not None)
        self.record_button.setVisible(line is not None)
        if not is_same:
            self._history.show_nothing()
            self._times.show_nothing()
        if line is not None:
            self._chip.show_chip(said_status(line, today))
        self._say(self.reach, "" if line is None else said_reach(line))
        self._say(self.reason, "" if line is None else cell_text(said_reason(line, today)))
        self._say(self.due_window, "" if line is None else said_window(line, today))
        is_silent = line is not None and line.reach.no_contact
        self._say(
            self.silent, tr("Does not want to be contacted. Call about the reaction only.") if is_silent else ""
        )
        self.silent.set_tone("danger")
        if not is_same:
            self.show_safe(None if line is None else line.safe)
        self._show_choices(() if line is None else choices_for(line))

    def show_safe(self, safe: SafeDate | None) -> None:
        """Say the one date that is safe to book from."""
        text, tone = said_safe(safe, self._desk.context.today())
        self._say(self.safe, text)
        self.safe.set_tone(tone.value)

    def show_history(self, contacts: Sequence[Contact]) -> None:
        """Show the last contacts with this patient, newest first."""
        today = self._desk.context.today()
        self._history.show_texts([said_contact(one, today) for one in contacts[:HISTORY]], tr("No contact so far."))

    def show_free_times(self, times: Sequence[FreeTime]) -> None:
        """Show times that fit; each can be taken with a click."""
        rows = [_TimeRow(*said_free_time(one), self._wish(one)) for one in times]
        said = [" · ".join(said_free_time(one)) for one in times]
        self._times.show_parts(rows, said, tr("No free time found."))

    def _wish(self, free: FreeTime) -> Callable[[], None]:
        return lambda: self.time_wanted.emit(free)

    def _say(self, label: Label, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))

    def _show_choices(self, outcomes: Sequence[ContactOutcome]) -> None:
        if tuple(self.buttons) == tuple(outcomes):
            return
        self._flow.clear()
        self.buttons = {outcome: self._button(outcome) for outcome in outcomes}
        for button in self.buttons.values():
            self._flow.addWidget(button)
            button.show()  # at once, so that its key works from the first moment
        self._flow.invalidate()

    def _button(self, outcome: ContactOutcome) -> Button:
        choice = CHOICES[outcome]
        return Button(
            tr(choice.text), kind=choice.kind, key=choice.key, run=lambda: self.outcome_wanted.emit(outcome)
        )


class _Lines(QWidget):
    """A small heading with lines under it; nothing of it shows before there is something to say."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 8, 0, 0)
        self._stack.setSpacing(4)
        self._stack.addWidget(Label(title, Role.HEADING))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self._stack.addLayout(self._lines)
        self.texts: tuple[str, ...] = ()

    def show_nothing(self) -> None:
        """Wait for what will be told."""
        clear(self._lines)
        self.texts = ()
        self.setVisible(False)

    def show_texts(self, texts: Sequence[str], empty: str) -> None:
        """One text a line."""
        self.show_parts([Label(text, Role.SMALL, wrap=True) for text in texts], texts, empty)

    def show_parts(self, parts: Sequence[QWidget], texts: Sequence[str], empty: str) -> None:
        """One part a line; `texts` is what they say."""
        clear(self._lines)
        self.texts = tuple(texts)
        for part in parts or [Label(empty, Role.SMALL, wrap=True)]:
            self._lines.addWidget(part)
        self.setVisible(True)


class _TimeRow(QWidget):
    """A time to take with a click, and who and what it holds."""

    def __init__(self, time: str, held: str, take: Callable[[], object]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        button = Button(time, kind=Kind.QUIET, run=take)
        button.setAccessibleDescription(held)
        row.addWidget(button)
        row.addWidget(Label(held, Role.SMALL, elide=True), 1)

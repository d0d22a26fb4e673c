"""The five questions asked of everybody who reports a reaction, and what follows from the answers."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from pico_tracker.domain.reported_reactions import (
    ADVICE,
    QUESTION_NAMES,
    QUESTION_TEXTS,
    ReactionQuestion,
    ReportedReaction,
)
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.fields import YesNoField
from pico_tracker.ui.kit.notice import ToneBox
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr, translated


class ReactionQuestions(QObject):
    """The questions as fields of a form: `questions.fields`, `questions.answers()`.

    None is answered before somebody answers it. The first letter of yes or no answers the question the
    keyboard is on and goes to the next one; after the last, `leave` is called.
    """

    def __init__(self, leave: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._leave = leave
        self._rows = {one: YesNoField(f"answers.{one.name.lower()}", _text(one)) for one in ReactionQuestion}
        for row in self._rows.values():
            row.label.setWordWrap(True)
            for button in (row.yes, row.no):
                button.installEventFilter(self)

    @property
    def fields(self) -> tuple[YesNoField, ...]:
        """One field a question, in the order they are asked."""
        return tuple(self._rows.values())

    def row(self, question: ReactionQuestion) -> YesNoField:
        """The field of a question."""
        return self._rows[question]

    def answers(self) -> dict[ReactionQuestion, bool]:
        """What has been answered so far."""
        found = {question: row.value() for question, row in self._rows.items()}
        return {question: answer for question, answer in found.items() if answer is not None}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A letter answers."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        letter = event.text().casefold()
        row = next(one for one in self.fields if watched in (one.yes, one.no))
        for button, answer in ((row.yes, True), (row.no, False)):
            if letter and button.said().casefold().startswith(letter) and not event.modifiers():
                row.set_value(answer)
                self._go_on(row)
                return True
        return super().eventFilter(watched, event)

    def _go_on(self, row: YesNoField) -> None:
        here = self.fields.index(row) + 1
        if here < len(self.fields):
            self.fields[here].give_focus()
        else:
            self._leave()


def _text(question: ReactionQuestion) -> str:
    return translated(QUESTION_TEXTS[question])


class WhatFollows(ToneBox):
    """What reception does now: the clinic's instruction after a yes, else by when somebody looks at it."""

    def __init__(self) -> None:
        super().__init__(Tone.INFO)
        self.title, self.text = Label("", Role.STRONG, wrap=True), Label("", wrap=True)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(16, 10, 14, 10)
        stack.setSpacing(2)
        stack.addWidget(self.title)
        stack.addWidget(self.text)

    def show_answers(self, answers: dict[ReactionQuestion, bool], advice: str, review_by: datetime | None) -> None:
        """Say what follows from the answers so far; `review_by` in the clinic's time zone."""
        is_alarming, are_all_given = any(answers.values()), len(answers) == len(ReactionQuestion)
        self.set_tone(Tone.DANGER if is_alarming else Tone.INFO)
        self.title.set_tone("danger" if is_alarming else "info")
        if is_alarming:
            self.title.setText(tr("For a practitioner at once"))
            self.text.setText(advice or translated(ADVICE))
        elif are_all_given and review_by is not None:
            self.title.setText(tr("A practitioner looks at it today"))
            time = f"{review_by:%H:%M}"
            self.text.setText(tr("Due by {time}. Until it is judged, no treatment can be booked.", time=time))
        else:
            self.title.setText(tr("Ask all five questions"))
            self.text.setText(tr("With a yes, what the clinic does stands here."))


def said_report(reaction: ReportedReaction) -> str:
    """Everything a patient reported, for the person who judges it."""
    entry = reaction.entry
    values = {"name": reaction.reported_by, "date": said_day(entry.since), "said": entry.said}
    parts = [tr("The patient said to {name}, since {date}: {said}", **values)]
    if entry.treated_on is not None:
        parts.append(tr("About the treatment of {date}.", date=said_day(entry.treated_on)))
    return "\n".join((*parts, *said_answers(reaction)))


def said_answers(reaction: ReportedReaction) -> tuple[str, ...]:
    """What was answered with yes; that nothing was; or nothing where nobody asked."""
    entry = reaction.entry
    if entry.alarms:
        named = ", ".join(translated(QUESTION_NAMES[one]).lower() for one in entry.alarms)
        return (tr("Answered yes: {answers}.", answers=named),)
    return (tr("All five questions answered no."),) if entry.answers else ()

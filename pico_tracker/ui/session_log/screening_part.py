"""What is asked before treating: five questions at each visit, a yes unfolds what stands behind it."""

import json
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.findings import Finding
from pico_tracker.domain.screening import Answer, Question, QuestionKind, ScreeningAnswer
from pico_tracker.domain.screening_gate import TO_ASK, QuestionState, Standing
from pico_tracker.domain.screening_lookups import PATCH_CODE
from pico_tracker.domain.test_patches import PatchState
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.cards import clear
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.questions.answer_field import AnswerField
from pico_tracker.ui.questions.dialog import QuestionsDialog

FEW = 3
"""So many questions that are due stand on the page; more are asked in a dialog."""
NAMED = 4
INDENT = 12


class ScreeningField(Field[tuple[ScreeningAnswer, ...]]):
    """`field.show_states(states)` says what has to be asked; `value()` is what was answered today.

    `patch_wanted(is_reading)` follows the wish to write down a test patch, or what one shows.
    """

    patch_wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__("screening", tr("Asked today"))
        self._answers: dict[str, ScreeningAnswer] = {}
        self._states: tuple[QuestionState, ...] = ()
        self.rows: dict[str, AnswerField] = {}
        self._read_only = self._reads_patch = False
        self.all_no = Button(tr("All no"), key="F6", run=self.answer_no)
        self.all_no.explain(tr("Answers the questions of each visit with no."))
        self.ask_button = Button(tr("Ask them"), key="F10", run=self.ask)
        self.due, self.valid = Label("", wrap=True), Label("", Role.SMALL, wrap=True)
        self.patch_button = Button("", run=lambda: self.patch_wanted.emit(self._reads_patch))
        self.patch_button.explain(tr("What is typed here is kept."))
        self.patch_button.hide()
        self.dialog: QuestionsDialog | None = None
        self._list = QVBoxLayout()
        self._lay_out()

    def _lay_out(self) -> None:
        box = QWidget()
        stack = QVBoxLayout(box)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(6)
        self._list.setSpacing(2)
        self.label.setParent(box)
        head = QHBoxLayout()
        head.addWidget(self.label, 1)
        head.addWidget(self.all_no)
        stack.addLayout(head)
        stack.addLayout(self._list)
        for part in (self.due, self.ask_button, self.valid, self.patch_button):
            stack.addWidget(part)
        self._place(box, self.all_no)
        self.all_no.setAccessibleName(self.all_no.said())

    def give_focus(self) -> None:
        """Put the cursor on what is still to be asked: the questions of each visit, then the others."""
        groups = (one for one in self._states if one.question.kind is QuestionKind.GROUP)
        is_all_known = all(self._known(one.question.key) is not None for one in groups)
        if is_all_known and self.ask_button.isVisible():
            self.ask_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().give_focus()

    # What has to be asked

    def show_states(self, states: Sequence[QuestionState]) -> None:
        """Show the questions of each visit, those a yes has opened, and what else is due."""
        self._states = tuple(states)
        wanted = {one.question.key: one.question for one in self._on_page()}
        if tuple(wanted) != tuple(self.rows):
            self._build(wanted)
        self._show_answers()
        self._say_due()
        self._say_valid()

    def _on_page(self) -> list[QuestionState]:
        groups = [one for one in self._states if one.question.kind is QuestionKind.GROUP]
        shown = []
        for group in groups:
            shown += [group, *self._opened_by(group)]
        due = self._due()
        return shown + (due if len(due) <= FEW else [])

    def _opened_by(self, group: QuestionState) -> list[QuestionState]:
        if self._known(group.question.key) in (None, Answer.NO):
            return []
        behind = [one for one in self._states if one.question.group == group.question.key]
        return behind if len(behind) > 1 else []

    def _due(self) -> list[QuestionState]:
        """Asked apart from the questions of each visit: due, or answered here just now."""
        return [
            one
            for one in self._states
            if one.question.kind is not QuestionKind.GROUP
            and not one.question.group
            and (one.standing in TO_ASK or one.question.key in self._answers)
        ]

    def _build(self, wanted: dict[str, Question]) -> None:
        focused = next((key for key, row in self.rows.items() if row.isAncestorOf(_focus_of(row))), "")
        clear(self._list)
        self.rows = {key: self._row(question) for key, question in wanted.items()}
        for row in self.rows.values():
            self._list.addWidget(row)
        if focused in self.rows:
            self.rows[focused].give_focus()

    def _row(self, question: Question) -> AnswerField:
        row = AnswerField(question.key, translated(question.title), indent=INDENT if question.group else 0)
        row.setToolTip(translated(question.text))
        row.set_value(self._known(question.key))
        row.changed.connect(lambda: self._take(question.key, row.value()))
        row.set_read_only(self._read_only)
        return row

    def _say_due(self) -> None:
        due = self._due()
        still = sum(one.standing in TO_ASK for one in due)
        apart = len(due) > FEW
        self.due.setText(
            tr("{count} other questions to ask", count=still) if still else tr("The others are asked.")
        )
        self.due.set_tone("warn" if still else "ok")
        self.due.setVisible(apart)
        self.ask_button.setVisible(apart)
        self.ask_button.setText(tr("Ask them") if still else tr("Change answers"))

    def _say_valid(self) -> None:
        known = [
            one
            for one in self._states
            if one.standing is Standing.ANSWERED
            and one.given is not None
            and one.given.asked_by
            and one.question.validity_days
        ]
        lines = [said_valid(known)] if known else []
        if today := self._remembered_groups():
            lines.insert(0, said_remembered(today))
        self.valid.setText("\n".join(lines))
        self.valid.setVisible(bool(lines))

    def _remembered_groups(self) -> list[QuestionState]:
        """Questions of each visit that somebody asked today already, so that they stand answered."""
        return [
            one
            for one in self._states
            if one.question.kind is QuestionKind.GROUP
            and one.question.key not in self._answers
            and one.standing is Standing.ANSWERED
            and one.given is not None
        ]

    # Answers

    def _take(self, key: str, answer: Answer | None) -> None:
        if answer is None:
            self._answers.pop(key, None)
        else:
            known = self._answers.get(key)
            self._answers[key] = ScreeningAnswer(key, answer, known.note if known else "")
            if answer is Answer.NO:
                self._forget_behind(key)
        self.changed.emit()

    def _forget_behind(self, group: str) -> None:
        for one in self._states:
            if one.question.group == group:
                self._answers.pop(one.question.key, None)

    def answer_no(self) -> None:
        """Answer every question of each visit with no."""
        for one in self._states:
            if one.question.kind is QuestionKind.GROUP:
                self._answers[one.question.key] = ScreeningAnswer(one.question.key, Answer.NO)
                self._forget_behind(one.question.key)
        self._show_answers()
        self.changed.emit()

    def ask(self) -> None:
        """Ask what is due in a dialog; the answers are kept with the session."""
        if self._read_only or not self.ask_button.isVisible():
            return
        self.dialog = QuestionsDialog(self._due(), self.value(), self.window(), tr("Use these answers"))
        self.dialog.answered.connect(self._take_over)
        self.dialog.open()

    def _take_over(self, answers: tuple[ScreeningAnswer, ...]) -> None:
        self._answers |= {one.question: one for one in answers}
        if self.dialog is not None:
            self.dialog.accept()
            self.dialog = None
        self.changed.emit()

    def _known(self, key: str) -> Answer | None:
        """The answer given here, else the one on record that still holds today."""
        if key in self._answers:
            return self._answers[key].answer
        state = next((one for one in self._states if one.question.key == key), None)
        if state is None or state.standing is not Standing.ANSWERED or state.given is None:
            return None
        return state.given.answer.answer

    def _show_answers(self) -> None:
        for key, row in self.rows.items():
            with QSignalBlocker(row):
                row.set_value(self._known(key))

    def value(self) -> tuple[ScreeningAnswer, ...]:
        """What was answered today."""
        return tuple(self._answers.values())

    def set_value(self, value: tuple[ScreeningAnswer, ...] | None) -> None:
        """Show these answers; none takes all back."""
        self._answers = {one.question: one for one in value or ()}
        self._show_answers()
        self.changed.emit()

    def raw_text(self) -> str:
        """The answers as one text."""
        given = [[one.question, one.answer.value, one.note] for one in self.value()]
        return json.dumps(given) if given else ""

    def set_raw_text(self, text: str) -> None:
        """Put back what `raw_text` gave; a damaged text shows none."""
        self.set_value(_from_json(text))

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Say these beneath the questions; a missing test patch offers to write one down."""
        found = tuple(findings)
        super().show_findings(found)
        about_patches = [one.code for one in found if one.code.startswith(PATCH_CODE)]
        self._reads_patch = f"{PATCH_CODE}{PatchState.NOT_READ.value}" in about_patches
        self.patch_button.setText(tr("Read test patch") if self._reads_patch else tr("Record test patch"))
        self.patch_button.setVisible(bool(about_patches))

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed."""
        self._read_only = read_only
        for part in (self.all_no, self.ask_button, self.patch_button):
            part.setEnabled(not read_only)
        for row in self.rows.values():
            row.set_read_only(read_only)


def said_valid(states: Sequence[QuestionState]) -> str:
    """Which answers still hold, and since when, by whom the oldest of them was asked."""
    titles = [translated(one.question.title) for one in states]
    named = "; ".join(titles[:NAMED])
    if len(titles) > NAMED:
        named = tr("{titles}, {count} more", titles=named, count=len(titles) - NAMED)
    day, name = _oldest(states)
    if not name:
        return tr("Asked since {day}, still valid: {titles}", day=day, titles=named)
    return tr("Asked since {day} by {name}, still valid: {titles}", day=day, name=name, titles=named)


def said_remembered(states: Sequence[QuestionState]) -> str:
    """Who asked the questions of this visit already."""
    day, name = _oldest(states)
    count = len(states)
    return tr("{count} questions of this visit: asked {day} by {name}", count=count, day=day, name=name)


def _oldest(states: Sequence[QuestionState]) -> tuple[str, str]:
    """The day and the name of the oldest answer."""
    given = min((one.given for one in states if one.given is not None), key=lambda one: one.given_on)
    return said_day(given.given_on), given.asked_by


def _focus_of(row: QWidget) -> QWidget:
    return row.focusWidget() or row.window()


def _from_json(text: str) -> tuple[ScreeningAnswer, ...]:
    try:
        found = json.loads(text) if text else []
        return tuple(ScreeningAnswer(str(key), Answer(answer), str(note)) for key, answer, note in found)
    except (ValueError, TypeError, RecursionError):  # damaged: the draft's other fields still come
        return ()

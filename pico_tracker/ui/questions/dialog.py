"""The dialog that asks all questions that have to be asked now, in the patient's words."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from pico_tracker.domain.screening import Answer, Question, QuestionKind, ScreeningAnswer
from pico_tracker.domain.screening_gate import QuestionState
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import line
from pico_tracker.ui.kit.dialog import Dialog
from pico_tracker.ui.kit.fields import TextField
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import Tone, px
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.questions.answer_field import FULL, AnswerField
from pico_tracker.ui.questions.question_words import said_before

HEIGHT = 400
"""Of the list of questions, in px at 100 %: the dialog fits into a low window."""
INDENT = 16


class QuestionRow(QWidget):
    """A question as it is read out, its answer, and a note where it is not no."""

    changed = Signal()

    def __init__(self, state: QuestionState, known: ScreeningAnswer | None, *, indent: int = 0) -> None:
        super().__init__()
        self.question: Question = state.question
        text = translated(self.question.text)
        self.answer = AnswerField(self.question.key, text, FULL, hint=said_before(state.given), indent=indent)
        self.note = TextField(f"note_{self.question.key}", tr("Note"))
        self.note.input.setPlaceholderText(tr("Since when, which, how much"))
        self.note.label.hide()
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 6)
        stack.setSpacing(4)
        stack.addWidget(line())
        stack.addWidget(self.answer)
        stack.addWidget(self.note)
        if known is not None:
            self.answer.set_value(known.answer)
            self.note.set_value(known.note)
        self.answer.changed.connect(self._adapt)
        self._adapt()

    def _adapt(self) -> None:
        self.note.setVisible(self.answer.value() in (Answer.YES, Answer.UNSURE))
        self.changed.emit()

    def given(self) -> ScreeningAnswer | None:
        """What was answered, none while it is open."""
        answer = self.answer.value()
        if answer is None:
            return None
        return ScreeningAnswer(self.question.key, answer, "" if answer is Answer.NO else self.note.value())


class QuestionsDialog(Dialog):
    """`QuestionsDialog(states, answers, window)`; `answered(tuple[ScreeningAnswer, ...])` follows Save.

    What stands behind a question of each visit is asked once that one is answered with yes or
    unsure. What is open stays open: the answers that were given are kept.
    """

    answered = Signal(object)

    def __init__(
        self,
        states: Sequence[QuestionState],
        known: Sequence[ScreeningAnswer],
        parent: QWidget,
        save_text: str = "",
    ) -> None:
        super().__init__(tr("Ask before treating"), parent, width=640)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.notices = NoticeBoard()
        self.left = Label("", Role.SMALL)
        self.rows = _rows(states, known)
        self.add(Label(tr("Read each question out. Unsure counts as yes."), Role.QUIET, wrap=True))
        self.add(self.notices)
        self.add(self._list(), 1)
        self.add(self.left)
        self.rest_button = Button(tr("The rest is no"), key="F6", run=self.answer_rest)
        self.save_button = Button(save_text or tr("Save answers"), kind=Kind.PRIMARY, key="Ctrl+S", run=self.finish)
        self.ends_with(self.cancel_button(), self.rest_button, self.save_button)
        self._adapt()

    def _list(self) -> QScrollArea:
        inside = QWidget()
        stack = QVBoxLayout(inside)
        stack.setContentsMargins(0, 0, 8, 0)
        stack.setSpacing(0)
        for row in self.rows:
            stack.addWidget(row)
            row.changed.connect(self._adapt)
        stack.addStretch(1)
        area = QScrollArea()
        area.setAccessibleName(tr("Questions"))
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        area.setMinimumHeight(min(px(HEIGHT), inside.sizeHint().height() + px(8)))
        return area

    def asked(self) -> tuple[QuestionRow, ...]:
        """The rows that have to be answered as things stand."""
        groups = {row.question.key: row for row in self.rows if row.question.kind is QuestionKind.GROUP}
        return tuple(row for row in self.rows if _is_open(row.question, groups))

    def _adapt(self) -> None:
        asked = self.asked()
        for row in self.rows:
            row.setVisible(row in asked)
        still = sum(row.given() is None for row in asked)
        self.left.setText(tr("{count} still to answer", count=still) if still else tr("All answered"))

    def answer_rest(self) -> None:
        """Answer what is still open with no."""
        for row in self.asked():
            if row.given() is None:
                row.answer.set_value(Answer.NO)

    def given(self) -> tuple[ScreeningAnswer, ...]:
        """What was answered."""
        return tuple(one for one in (row.given() for row in self.asked()) if one is not None)

    def finish(self) -> None:
        """Hand the answers over."""
        given = self.given()
        if not given:
            self.notices.clear()
            self.notices.tell(tr("Nothing is answered yet."), Tone.WARN)
            return
        self.answered.emit(given)


def _rows(states: Sequence[QuestionState], known: Sequence[ScreeningAnswer]) -> tuple[QuestionRow, ...]:
    """Each question of each visit with what stands behind it; where that is one question, it is the same."""
    by_key = {one.question: one for one in known}
    groups = [one for one in states if one.question.kind is QuestionKind.GROUP]
    behind = {
        one.question.key: [each for each in states if each.question.group == one.question.key] for one in groups
    }
    rows = []
    for group in groups:
        rows.append(QuestionRow(group, by_key.get(group.question.key)))
        several = behind[group.question.key] if len(behind[group.question.key]) > 1 else []
        rows += [QuestionRow(one, by_key.get(one.question.key), indent=INDENT) for one in several]
    alone = [one for one in states if one not in groups and one.question.group not in behind]
    return (*rows, *(QuestionRow(one, by_key.get(one.question.key)) for one in alone))


def _is_open(question: Question, groups: dict[str, QuestionRow]) -> bool:
    group = groups.get(question.group)
    if group is None:
        return True
    given = group.given()
    return given is not None and given.counts_as_yes

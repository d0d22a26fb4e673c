"""The dialog that asks all questions that have to be asked now, in the patient's words."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from pico_tracker.domain.screening import Answer, Question, ScreeningAnswer
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import line
from pico_tracker.ui.kit.dialog import Dialog
from pico_tracker.ui.kit.fields import TextField
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import Tone, px
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.questions.answer_field import FULL, AnswerField

HEIGHT = 420
"""Of the list of questions, in px at 100 %: the dialog fits into a low window."""


class QuestionRow(QWidget):
    """A question as it is read out, its answer, and a note where it is not no."""

    changed = Signal()

    def __init__(self, question: Question, known: ScreeningAnswer | None) -> None:
        super().__init__()
        self.question = question
        self.answer = AnswerField(question.key, translated(question.text), FULL)
        self.note = TextField(f"note_{question.key}", tr("Note"))
        self.note.input.setPlaceholderText(tr("Since when, which, how much"))
        self.note.label.hide()
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 4, 0, 4)
        stack.setSpacing(4)
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
    """`QuestionsDialog(questions, answers, page)`; `answered(tuple[ScreeningAnswer, ...])` follows Save.

    What is open stays open: the answers that were given are kept.
    """

    answered = Signal(object)

    def __init__(
        self, questions: Sequence[Question], known: Sequence[ScreeningAnswer], parent: QWidget, save_text: str = ""
    ) -> None:
        super().__init__(tr("Ask before treating"), parent, width=640)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.notices = NoticeBoard()
        self.left = Label("", Role.SMALL)
        by_key = {one.question: one for one in known}
        self.rows = tuple(QuestionRow(one, by_key.get(one.key)) for one in questions)
        self.add(Label(tr("Read each question out. Unsure counts as yes."), Role.QUIET, wrap=True))
        self.add(self.notices)
        self.add(self._list(), 1)
        self.add(self.left)
        self.rest_button = Button(tr("The rest is no"), key="F9", run=self.answer_rest)
        self.save_button = Button(save_text or tr("Save answers"), kind=Kind.PRIMARY, key="Ctrl+S", run=self.finish)
        self.ends_with(self.cancel_button(), self.rest_button, self.save_button)
        self._count()

    def _list(self) -> QScrollArea:
        inside = QWidget()
        stack = QVBoxLayout(inside)
        stack.setContentsMargins(0, 0, 8, 0)
        stack.setSpacing(0)
        for place, row in enumerate(self.rows):
            if place:
                stack.addWidget(line())
            stack.addWidget(row)
            row.changed.connect(self._count)
        stack.addStretch(1)
        area = QScrollArea()
        area.setAccessibleName(tr("Questions"))
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        area.setMinimumHeight(min(px(HEIGHT), inside.sizeHint().height() + px(8)))
        return area

    def _count(self) -> None:
        still = sum(row.given() is None for row in self.rows)
        self.left.setText(tr("{count} still to answer", count=still) if still else tr("All answered"))

    def answer_rest(self) -> None:
        """Answer what is still open with no."""
        for row in self.rows:
            if row.given() is None:
                row.answer.set_value(Answer.NO)

    def given(self) -> tuple[ScreeningAnswer, ...]:
        """What was answered."""
        return tuple(one for one in (row.given() for row in self.rows) if one is not None)

    def finish(self) -> None:
        """Hand the answers over."""
        given = self.given()
        if not given:
            self.notices.clear()
            self.notices.tell(tr("Nothing is answered yet."), Tone.WARN)
            return
        self.answered.emit(given)

"""The fields that only a visit without treatment has: what is asked, a reason in one click, 0 to 10."""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pico_tracker.domain.attendances import COMMON_REASONS, HIGHEST
from pico_tracker.domain.screening import Answer, QuestionKind, ScreeningAnswer
from pico_tracker.domain.screening_gate import QuestionState
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.cards import clear
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.fields import WholeNumberField
from pico_tracker.ui.kit.flow_layout import FlowLayout
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.questions.answer_field import AnswerField

_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class QuestionsField(Field[tuple[ScreeningAnswer, ...]]):
    """The questions of each visit with yes and no; whoever is not treated may leave them open.

    `field.show_states(states)` shows those that are asked at each visit; answers to others, taken over
    from a session that was begun, are kept beside them.
    """

    def __init__(self) -> None:
        super().__init__("screening", tr("Asked today, as far as it was"))
        self.rows: dict[str, AnswerField] = {}
        self._given: dict[str, ScreeningAnswer] = {}
        self._box = QWidget()
        self._list = QVBoxLayout(self._box)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(2)
        self._place(self._box)

    def show_states(self, states: Sequence[QuestionState]) -> None:
        """Ask these questions, none answered yet."""
        clear(self._list)
        asked = [one.question for one in states if one.question.kind is QuestionKind.GROUP]
        self.rows = {one.key: AnswerField(one.key, translated(one.title)) for one in asked}
        for question in asked:
            row = self.rows[question.key]
            row.setToolTip(translated(question.text))
            row.changed.connect(self.changed)
            self._list.addWidget(row)
        if self.rows:
            self.setFocusProxy(next(iter(self.rows.values())))

    def value(self) -> tuple[ScreeningAnswer, ...]:
        """What was answered."""
        others = (one for key, one in self._given.items() if key not in self.rows)
        return (*self._answered(), *others)

    def _answered(self) -> Iterator[ScreeningAnswer]:
        for key, row in self.rows.items():
            answer, known = row.value(), self._given.get(key)
            if known is not None and answer is Answer.YES and known.counts_as_yes:
                yield known  # with its note, and unsure where it was
            elif answer is not None:
                yield ScreeningAnswer(key, answer)

    def set_value(self, value: tuple[ScreeningAnswer, ...] | None) -> None:
        """Show these answers; none takes all back."""
        self._given = {one.question: one for one in value or ()}
        for key, row in self.rows.items():
            row.set_value(self._given[key].answer if key in self._given else None)

    def raw_text(self) -> str:
        """The answers as one text."""
        given = [[one.question, one.answer.value, one.note] for one in self.value()]
        return json.dumps(given) if given else ""

    def set_raw_text(self, text: str) -> None:
        """Put back what `raw_text` gave; a damaged text shows none."""
        self.set_value(read_answers(text))

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed."""
        for row in self.rows.values():
            row.set_read_only(read_only)


def read_answers(text: str) -> tuple[ScreeningAnswer, ...]:
    """The answers of a draft, as the page of a session writes them too; none where the text is damaged."""
    try:
        found = json.loads(text) if text else []
        return tuple(ScreeningAnswer(str(key), Answer(answer), str(note)) for key, answer, note in found)
    except (ValueError, TypeError, RecursionError):  # damaged: the draft's other fields still come
        return ()


class ScoreField(WholeNumberField):
    """A whole number from 0 to 10, typed, or stepped with the arrow keys."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label, unit=tr("of {highest}", highest=HIGHEST))
        self.input.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down step by one, and stay from 0 to 10."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None and not self.input.isReadOnly():
                self._step(step)
                return True
        return super().eventFilter(watched, event)

    def _step(self, step: int) -> None:
        value = self.value()
        if value is None:
            self.set_value(0 if step > 0 else HIGHEST)
        else:
            self.set_value(max(0, min(HIGHEST, value + step)))


class ReasonChoices(QWidget):
    """The common reasons as buttons; each hands its text to `take`."""

    def __init__(self, take: Callable[[str], object]) -> None:
        super().__init__()
        flow = FlowLayout(self, gap=6)
        self.buttons = {text: Button(text, run=partial(take, text)) for text in map(translated, COMMON_REASONS)}
        for text, button in self.buttons.items():
            button.setAccessibleName(tr("Reason: {reason}", reason=text))
            flow.addWidget(button)

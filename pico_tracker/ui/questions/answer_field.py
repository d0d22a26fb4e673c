"""One question with its answer: the words at the left, Yes and No (and Unsure) at the right."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pico_tracker.domain.screening import ANSWER_NAMES, Answer
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.style import px
from pico_tracker.ui.kit.words import tr, translated

SHORT = (Answer.YES, Answer.NO)
FULL = (Answer.YES, Answer.NO, Answer.UNSURE)


class Segment(Button):
    """One answer of several that stand side by side; narrower than a button of its own."""

    def __init__(self, text: str, place: str) -> None:
        super().__init__(text)
        self.setCheckable(True)
        self.setProperty("segment", place)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The word with little around it."""
        return QSize(self.fontMetrics().horizontalAdvance(self.said()) + px(18), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Never less than the word."""
        return self.sizeHint()


class AnswerField(Field[Answer]):
    """`AnswerField("tan", tr("Sun or tan on the area"), FULL)`; clicking an answer again takes it back."""

    def __init__(
        self, name: str, label: str, answers: Iterable[Answer] = SHORT, *, hint: str = "", indent: int = 0
    ) -> None:
        super().__init__(name, label)
        self.hint_text = hint
        self._stack.removeWidget(self.label)
        self.label.hide()
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        given = tuple(answers)
        places = ("first", *("middle" for _ in given[2:]), "last")
        self._segments = {one: self._segment(one, place) for one, place in zip(given, places, strict=True)}
        row = QWidget()
        inner = QHBoxLayout(row)
        inner.setContentsMargins(px(indent), 0, 0, 0)
        inner.setSpacing(0)
        inner.addLayout(self._words(label, hint), 1)
        inner.addSpacing(8)
        for segment in self._segments.values():
            inner.addWidget(segment, 0, Qt.AlignmentFlag.AlignTop)
        self._place(row, self._segments[Answer.YES])
        for segment in self._segments.values():  # after _place, which names its first input by the label
            segment.setAccessibleName(tr("{question}: {answer}", question=label, answer=segment.said()))

    def _words(self, label: str, hint: str) -> QVBoxLayout:
        stack = QVBoxLayout()
        stack.setSpacing(0)
        self.words = Label(label, wrap=True)
        self.words.setMinimumHeight(px(28))
        stack.addWidget(self.words)
        if hint:
            stack.addWidget(Label(hint, Role.SMALL, wrap=True))
        return stack

    def _segment(self, answer: Answer, place: str) -> Segment:
        segment = Segment(translated(ANSWER_NAMES[answer]), place)
        segment.clicked.connect(lambda checked: self._choose(answer, checked=checked))
        return segment

    def segment(self, answer: Answer) -> Segment:
        """The button of an answer."""
        return self._segments[answer]

    def _choose(self, answer: Answer, *, checked: bool) -> None:
        for other, segment in self._segments.items():
            segment.setChecked(checked and other is answer)
        self.changed.emit()

    def value(self) -> Answer | None:
        """The answer, or none when there is none yet."""
        return next((one for one, segment in self._segments.items() if segment.isChecked()), None)

    def set_value(self, value: Answer | None) -> None:
        """Show an answer; where unsure has no button it is shown as what it counts as."""
        before = self.value()
        shown = Answer.YES if value is Answer.UNSURE and value not in self._segments else value
        for one, segment in self._segments.items():
            segment.setChecked(one is shown)
        if before is not shown:
            self.changed.emit()

    def raw_text(self) -> str:
        """ "yes", "no", "unsure" or ""."""
        value = self.value()
        return value.value if value else ""

    def set_raw_text(self, text: str) -> None:
        """Put back what `raw_text` gave."""
        self.set_value({one.value: one for one in Answer}.get(text))

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed."""
        for segment in self._segments.values():
            segment.setEnabled(not read_only)

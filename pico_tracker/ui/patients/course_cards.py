"""The cards of a patient's courses, one of them chosen."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from pico_tracker.ui.kit.cards import Card, ChoiceCard, clear
from pico_tracker.ui.kit.chips import Chip
from pico_tracker.ui.kit.plain_text import Label, Role, tip
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.patients.course_words import CardText


class CourseCard(ChoiceCard):
    """One course: title and state, sessions done of those expected, what comes next."""

    def __init__(self, text: CardText) -> None:
        super().__init__(text.title)
        self.text = text
        self.setAccessibleDescription(". ".join((text.state.text, text.counted, *text.lines, *text.why)))
        self.body.setSpacing(6)
        self.body.addLayout(_title_line(text))
        self.add(Label(text.counted, Role.SMALL, wrap=True))
        if text.expected:
            self.add(_bar(text))
        for line in text.lines:
            self.add(Label(line, Role.SMALL, wrap=True))
        if text.why:
            self.setToolTip(tip("\n".join(text.why)))
        if text.due is not None:
            self.body.addWidget(Chip(text.due), 0, Qt.AlignmentFlag.AlignLeft)


class CourseCards(QWidget):
    """All courses of a patient, one under the other: `chosen(course_id)` follows a click or Enter."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(12)
        self.cards: dict[int, CourseCard] = {}

    def show_cards(self, texts: Sequence[CardText], chosen_id: int) -> None:
        """Show these courses; the focus stays on the card it was on."""
        focused = next((course_id for course_id, card in self.cards.items() if card.hasFocus()), 0)
        clear(self._stack)
        self.cards = {text.course_id: CourseCard(text) for text in texts}
        for course_id, card in self.cards.items():
            card.set_chosen(course_id == chosen_id)
            card.chosen.connect(partial(self._choose, course_id))
            self._stack.addWidget(card)
        if not texts:
            self._stack.addWidget(_no_course())
        if focused in self.cards:
            self.cards[focused].setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, course_id: int) -> None:
        for other, card in self.cards.items():
            card.set_chosen(other == course_id)
        self.chosen.emit(course_id)


def _title_line(text: CardText) -> QHBoxLayout:
    head = QHBoxLayout()
    head.setSpacing(8)
    head.addWidget(Label(text.title, Role.STRONG, wrap=True), 1)
    head.addWidget(Chip(text.state), 0, Qt.AlignmentFlag.AlignTop)
    return head


def _bar(text: CardText) -> QProgressBar:
    bar = QProgressBar()
    bar.setRange(0, text.expected)
    bar.setValue(text.done)
    bar.setTextVisible(False)
    bar.setAccessibleName(text.counted)
    return bar


def _no_course() -> Card:
    card = Card()
    card.add(Label(tr("No course yet. A course is one concern on one area."), Role.QUIET, wrap=True))
    return card

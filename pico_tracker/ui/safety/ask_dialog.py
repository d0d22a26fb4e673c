"""Asks every question that applies to a course, at a consultation or on the phone, and records the answers."""

from PySide6.QtWidgets import QWidget

from pico_tracker.domain.errors import PicoError
from pico_tracker.domain.screening import ScreeningAnswer
from pico_tracker.services.screening import Screening, record_answers
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.questions.dialog import QuestionsDialog


class AskDialog(QuestionsDialog):
    """`AskDialog(desk, screening, window).open()`; it closes once the answers are on record."""

    def __init__(self, desk: Desk, screening: Screening, parent: QWidget) -> None:
        super().__init__(screening.states, (), parent)
        self._desk, self._course_id = desk, screening.facts.course_id
        self.answered.connect(self._save)

    def _save(self, answers: tuple[ScreeningAnswer, ...]) -> None:
        self.save_button.setEnabled(False)
        self._desk.run(
            record_answers, self._course_id, answers, done=lambda _done: self.accept(), failed=self._refuse
        )

    def _refuse(self, error: PicoError) -> None:
        self.save_button.setEnabled(True)
        self.notices.clear()
        self.notices.refuse(error)

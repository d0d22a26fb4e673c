"""The tab of the patient page that shows where a course is treated, session over session."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pico_tracker.domain.patients import Patient
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.topics import Topic
from pico_tracker.ui.body_map.areas_card import AreasCard
from pico_tracker.ui.desk import Desk


class AreasPanel(QWidget):
    """`panel.show_course(patient, progress)`; for those who may read the clinical record."""

    topics = frozenset({Topic.SESSIONS})

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.card = AreasCard(desk)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(self.card)
        stack.addStretch(1)

    def show_course(self, _patient: Patient, progress: CourseProgress) -> None:
        """Show the areas of this course, or ask again for them."""
        self.card.show_course(progress.course.id)

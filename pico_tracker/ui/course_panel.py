"""What a part of the patient page is that belongs to one course, whichever folder it lives in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from pico_tracker.domain.patients import Patient
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.topics import Topics


@runtime_checkable
class CoursePanel(Protocol):
    """A widget that shows something of one course and asks its own service for it."""

    def show_course(self, patient: Patient, progress: CourseProgress) -> None:
        """Show this course, or ask again for it."""
        ...


@dataclass(frozen=True, slots=True)
class PanelTab:
    """A panel as the window hands it to the patient page: its name, the word on its tab, the topics
    after which it asks again, and what makes it when somebody first wants it."""

    name: str
    text: str
    topics: Topics
    make: Callable[[], QWidget]

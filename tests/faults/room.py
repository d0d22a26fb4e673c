"""A desk with a clinic behind it, in which forms are opened one after the other, and a form as it stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.progress import CourseProgress
from pico_tracker.services.courses import open_course, read_patient_page
from pico_tracker.services.patients import add_patient
from pico_tracker.services.sessions import log_session
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.form import Form
from pico_tracker.ui.small_form import SmallForm
from tests.builders import TODAY, Bench


@dataclass
class Opened:
    """A form as it stands on the screen. `saved` collects what went out; `read` is what is on record."""

    root: QWidget
    form: Form
    attempt: Callable[[], object]
    read: Callable[[], Mapping[str, Any]]
    saved: list[Any] = field(default_factory=list)


class Room(QObject):
    """A desk with a clinic behind it, in which forms are opened one after the other."""

    heard = Signal()

    def __init__(self, desk: Desk, bench: Bench, qtbot: QtBot, parent: QWidget) -> None:
        super().__init__()
        self.desk, self.bench, self.qtbot, self.parent_widget = desk, bench, qtbot, parent
        self.numbers = count()
        self.boss = Desk(desk.backend, bench.administrator, self)
        self.patient_id = add_patient(bench.practitioner, bench.patient()).value

    def settle(self) -> None:
        """Wait until everything asked for so far, and what that asked for, has been answered."""
        for _ in range(3):
            with self.qtbot.waitSignal(self.heard, timeout=10_000):
                self.desk.backend.run(_nothing, done=self._hear)

    def _hear(self, _nothing: None) -> None:
        self.heard.emit()

    def course(self) -> int:
        """A new course with a session three days ago."""
        course_id = open_course(self.bench.practitioner, self.bench.course(self.patient_id)).value
        session = self.bench.session(course_id, performed_on=TODAY - timedelta(days=3))
        log_session(self.bench.practitioner, session)
        return course_id

    def progress(self, course_id: int) -> CourseProgress:
        """A course as it is on record."""
        page = read_patient_page(self.bench.practitioner, self.patient_id)
        return next(one for one in page.courses if one.course.id == course_id)


def small(form: SmallForm, room: Room, read: Callable[[], Mapping[str, Any]]) -> Opened:
    """A small form, open and told when it is saved."""
    saved: list[object] = []
    form.saved.connect(lambda: saved.append(True))
    room.settle()
    return Opened(form, form.form, form.try_to_save, read, saved)


def _nothing() -> None:
    """An answer from the thread, and no more."""

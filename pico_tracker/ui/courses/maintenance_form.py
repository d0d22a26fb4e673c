"""The form for the day maintenance falls due."""

from PySide6.QtWidgets import QWidget

from pico_tracker.domain.progress import CourseProgress
from pico_tracker.services.courses import set_maintenance_date
from pico_tracker.ui.courses.reading import read_one
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.fields import DateField
from pico_tracker.ui.kit.words import said, tr
from pico_tracker.ui.small_form import SmallForm


class MaintenanceForm(SmallForm):
    """Set the day maintenance falls due; an empty field takes it off."""

    def __init__(self, desk: Desk, patient_id: int, course_id: int, parent: QWidget) -> None:
        super().__init__(tr("Maintenance date"), tr("Save date"), desk, parent)
        self._course_id = course_id
        hint = tr("Empty: no maintenance is due")
        self.due_on = DateField("maintenance_due_on", tr("Maintenance due on"), hint=hint)
        self.form.section("", (self.due_on,), columns=2)
        self.wait_for(read_one, patient_id, course_id, done=self._show)

    def _show(self, progress: CourseProgress) -> None:
        course = progress.course
        about = course.title
        if course.last_session_on is not None:
            last = said_day(course.last_session_on)
            about = tr("{course}. Last session {date}.", course=course.title, date=last)
        self.tell_about(" ".join((about, *(said(reason) for reason in course.maintenance_reasons))))
        self.form.fill({"maintenance_due_on": course.maintenance_due_on})
        self.due_on.give_focus()

    def save(self) -> None:
        """Set or clear the date."""
        self.send(set_maintenance_date, self._course_id, self.due_on.value())

"""The form for a clearance that is read apart from a session."""

from functools import partial

from PySide6.QtWidgets import QWidget

from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.progress import CourseProgress, ReadingEntry, check_reading
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.sessions import record_clearance
from pico_tracker.ui.courses.reading import read_one
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.fields import DateField, WholeNumberField
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.small_form import SmallForm


class ClearanceForm(SmallForm):
    """Write down how much has cleared, in percent of the start, at a review say."""

    def __init__(self, desk: Desk, patient_id: int, course_id: int, parent: QWidget) -> None:
        super().__init__(tr("Read clearance"), tr("Save reading"), desk, parent)
        self._course_id, self._entry_id = course_id, desk.mint_entry_id()
        self._progress: CourseProgress | None = None
        self.percent = WholeNumberField(
            "percent",
            tr("Cleared, of the start"),
            unit="%",
            required=True,
            hint=tr("In steps of 5, below 0 if it is worse"),
        )
        self.read_on = DateField("read_on", tr("Read on"), required=True)
        self.form.section("", (self.percent, self.read_on), columns=2)
        for field in (self.percent, self.read_on):
            field.changed.connect(partial(self.touch, field.name))
        self.form.fill({"read_on": desk.context.today()})
        self.read_on.changed.connect(self._tell)
        self.wait_for(read_one, patient_id, course_id, done=self._show)

    def _show(self, progress: CourseProgress) -> None:
        self._progress = progress
        self._tell()
        self._touched.clear()
        self.percent.give_focus()

    def _tell(self) -> None:
        """Which course, what was read last, and whose result a reading on that day is."""
        if self._progress is None:
            return
        parts = [tr("{course}.", course=self._progress.course.title)]
        if self._progress.readings:
            last = self._progress.readings[-1]
            said = tr("Last read: {percent} % on {date}.", percent=last.percent, date=said_day(last.read_on))
            parts.append(said)
        parts.append(_result_of(self._sessions_before() or 0))
        self.tell_about(" ".join(parts))

    def _sessions_before(self) -> int | None:
        """Sessions before the day of the reading; a session of that day comes after the look."""
        if self._progress is None:
            return None
        day = self._entry().read_on
        return sum(one.entry.performed_on < day for one in self._progress.sessions)

    def _entry(self) -> ReadingEntry:
        return ReadingEntry(
            entry_id=self._entry_id,
            course_id=self._course_id,
            read_on=self.read_on.value() or self.desk.context.today(),
            percent=self.percent.value() or 0,
        )

    def check(self) -> Findings:
        """What is missing, and what the rules say."""
        asked = {"percent": mark("Enter how much has cleared."), "read_on": mark("Enter the day of the reading.")}
        missing = [
            Finding(name, sentence(text), code="reading.missing")
            for name, text in asked.items()
            if self.form.field(name).value() is None
        ]
        unread = {finding.field for finding in self.form.problems()}
        found = (*missing, *check_reading(self._entry(), self.desk.context.today(), self._sessions_before()))
        return tuple(finding for finding in found if finding.field not in unread)

    def save(self) -> None:
        """Put the reading on record."""
        self.send(record_clearance, self._entry())


def _result_of(sessions: int) -> str:
    if sessions == 0:
        return tr("A reading that day is the start, before any session.")
    if sessions == 1:
        return tr("A reading that day is the result of 1 session.")
    return tr("A reading that day is the result of {count} sessions.", count=sessions)

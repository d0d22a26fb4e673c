"""The form that saves visits as a calendar file: whose, which days, and what it says of the patients."""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from pico_tracker.domain.calendar_out import CalendarDetail, CalendarWish, check_calendar
from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.people import Role as StaffRole
from pico_tracker.domain.people import StaffMember
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.calendars import ENDING, save_calendar
from pico_tracker.services.people import list_colleagues
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.choice_fields import Option
from pico_tracker.ui.kit.fields import ChoiceField, DateField
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.small_form import SmallForm

CLINIC = 0
"""Stands among the people for the whole clinic."""
USUAL = timedelta(weeks=12)


class CalendarForm(SmallForm):
    """Save visits as an iCalendar file: `form = CalendarForm(desk, page); form.told.connect(…); form.open()`.

    `told(text)` goes out with what was saved, for the page's notices, before `saved()`; then it closes.
    """

    told = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(tr("Save calendar file"), tr("Save"), desk, parent)
        self.tell_about(
            tr(
                "A copy for another calendar program. After changes, save the same days and import again: "
                "moved visits are updated, cancelled ones are marked as cancelled. A visit that went to days "
                "outside these, or to somebody else, stays in that calendar as it was."
            )
        )
        self._make_fields()
        self.leaves = Label("", Role.QUIET, wrap=True)
        self.add(self.leaves)
        self._explain()
        self.wait_for(list_colleagues, done=self._show)

    def _make_fields(self) -> None:
        details = (
            Option(CalendarDetail.MINIMAL, tr("Initials only")),
            Option(CalendarDetail.NAMES, tr("Full names")),
        )
        self.person = ChoiceField("staff_id", tr("Visits of"), required=True)
        self.detail = ChoiceField("detail", tr("Patients"), options=details, required=True)
        self.first = DateField("first", tr("From"), required=True)
        self.last = DateField("last", tr("To"), required=True)
        self.form.section("", (self.person, self.detail, self.first, self.last), columns=2)
        for field in (self.person, self.detail, self.first, self.last):
            field.changed.connect(partial(self.touch, field.name))
        self.detail.set_value(CalendarDetail.MINIMAL)
        self.detail.changed.connect(self._explain)

    def _show(self, people: tuple[StaffMember, ...]) -> None:
        today, operator = self.desk.context.today(), self.desk.context.operator
        self.person.set_options((Option(CLINIC, tr("The whole clinic")), *_practitioners(people)))
        is_own = operator.role is StaffRole.PRACTITIONER
        self.form.fill({"staff_id": operator.id if is_own else CLINIC, "first": today, "last": today + USUAL})
        self._touched.clear()
        self.person.give_focus()

    def _explain(self) -> None:
        """Say what leaves the program with the choice as it is."""
        if self.detail.value() is CalendarDetail.NAMES:
            text = tr(
                "What leaves the program: full name, kind and times of each visit. Whoever sees that calendar "
                "reads who is treated here. No notes, no phone numbers, no details of treatment."
            )
        else:
            text = tr(
                "What leaves the program: initials, kind and times of each visit, such as “A.N., Session”. "
                "No names, no notes, no phone numbers, no details of treatment."
            )
        self.leaves.setText(text)

    def check(self) -> Findings:
        """What is missing, and what the rules say of the days."""
        wish = self._wish()
        if wish is not None:
            return check_calendar(wish)
        needed = {
            "staff_id": mark("Choose whose visits."),
            "detail": mark("Choose what the file says of patients."),
            "first": mark("Enter the first day."),
            "last": mark("Enter the last day."),
        }
        return tuple(
            Finding(name, sentence(text), code="calendar.missing")
            for name, text in needed.items()
            if self.form.field(name).value() is None and not self.form.field(name).problems()
        )

    def _wish(self) -> CalendarWish | None:
        person, detail = self.person.value(), self.detail.value()
        first, last = self.first.value(), self.last.value()
        if not (isinstance(person, int) and isinstance(detail, CalendarDetail)) or first is None or last is None:
            return None
        return CalendarWish(None if person == CLINIC else person, first, last, detail)

    def save(self) -> None:
        """Ask where the file goes."""
        dialog = QFileDialog(
            self, tr("Save calendar file"), self.file_name(), tr("Calendar files") + f" (*{ENDING})"
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ENDING.removeprefix("."))
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def file_name(self) -> str:
        """A name for the file: whose visits, the same each time, so that the newer takes the older's place."""
        person = "" if self.person.value() == CLINIC else self.person.raw_text()
        name = "".join(sign if sign.isalnum() or sign in " -_." else "-" for sign in person)
        return " ".join((tr("Schedule"), *name.split())) + ENDING

    def save_to(self, path: str) -> None:
        """Write the calendar to a file, whole or not at all; it says so and closes."""
        wish = self._wish()
        if wish is None:
            return
        self.save_button.setEnabled(False)
        done, file = partial(self._saved, Path(path).name), Path(path)
        self.desk.run(save_calendar, wish, file, done=done, failed=self._refuse, long=True)

    def _saved(self, name: str, count: int) -> None:
        text = tr("Saved as {name}: {count} visits.", name=name, count=count)
        self.told.emit(tr("Saved as {name}: one visit.", name=name) if count == 1 else text)
        self.saved.emit()
        self.accept()


def _practitioners(people: Iterable[StaffMember]) -> tuple[Option, ...]:
    may = (person for person in people if person.active and person.role is not StaffRole.RECEPTION)
    return tuple(Option(person.id, person.name) for person in may)

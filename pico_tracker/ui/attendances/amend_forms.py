"""The small forms about a signed visit without treatment: correct it, find it void."""

from datetime import tzinfo
from functools import partial

from PySide6.QtWidgets import QWidget

from pico_tracker.domain.attendances import (
    ATTENDANCE_NAMES,
    Attendance,
    AttendanceAmendmentEntry,
    check_attendance_amendment,
    check_void,
)
from pico_tracker.domain.findings import Findings
from pico_tracker.services.attendances import amend_attendance, void_attendance
from pico_tracker.ui.attendances.attendance_words import signed_line
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.fields import LongTextField
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.small_form import SmallForm


class AttendanceAmendmentForm(SmallForm):
    """What is right instead, and why; what was signed stays as it is."""

    def __init__(self, desk: Desk, attendance: Attendance, parent: QWidget) -> None:
        super().__init__(tr("Amend visit"), tr("Save amendment"), desk, parent)
        self._attendance, self._entry_id = attendance, desk.mint_entry_id()
        fields = (
            LongTextField("text", tr("What is right instead"), required=True, lines=4),
            LongTextField("reason", tr("Why it is corrected"), required=True, lines=2),
        )
        self.form.section("", fields, columns=1)
        for field in fields:
            field.changed.connect(partial(self.touch, field.name))
        self.tell_about(
            tr("{visit} What was signed stays readable beside it.", visit=_about(attendance, desk.context.zone))
        )
        fields[0].give_focus()

    def _entry(self) -> AttendanceAmendmentEntry:
        return AttendanceAmendmentEntry(
            entry_id=self._entry_id,
            attendance_id=self._attendance.id,
            text=str(self.form.field("text").value()),
            reason=str(self.form.field("reason").value()),
        )

    def check(self) -> Findings:
        """What the rules say."""
        return check_attendance_amendment(self._entry(), self._attendance)

    def save(self) -> None:
        """Put it on record."""
        self.send(amend_attendance, self._entry())


class VoidForm(SmallForm):
    """Why a visit is void, such as written for the wrong patient; it stays readable, struck through."""

    def __init__(self, desk: Desk, attendance: Attendance, parent: QWidget) -> None:
        super().__init__(tr("Void the visit"), tr("Void visit"), desk, parent)
        self._attendance = attendance
        self.reason = LongTextField("reason", tr("Why it is void"), required=True, lines=2)
        self.form.section("", (self.reason,), columns=1)
        self.reason.changed.connect(partial(self.touch, "reason"))
        stays = tr("It stays readable, struck through, and counts no more. This cannot be undone.")
        self.tell_about(f"{_about(attendance, desk.context.zone)} {stays}")
        self.reason.give_focus()

    def check(self) -> Findings:
        """What the rules say."""
        return check_void(self.reason.value())

    def save(self) -> None:
        """Find it void."""
        self.send(void_attendance, self._attendance.id, self.reason.value())


def _about(attendance: Attendance, zone: tzinfo) -> str:
    kind = translated(ATTENDANCE_NAMES[attendance.entry.kind])
    day, signed = said_day(attendance.entry.held_on), signed_line(attendance, zone)
    return tr("{kind}, {date}. {signed}.", kind=kind, date=day, signed=signed)

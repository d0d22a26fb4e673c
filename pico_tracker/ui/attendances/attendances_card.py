"""The card of visits without treatment of a course, the latest first, void ones struck through."""

from datetime import tzinfo
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.attendances import Attendance
from pico_tracker.domain.consultations import Amendment
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.topics import Topic
from pico_tracker.services.attendances import list_attendances
from pico_tracker.ui.attendances.attendance_words import (
    attendance_chip,
    attendance_lines,
    signed_line,
    void_line,
)
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import Card, clear, line
from pico_tracker.ui.kit.chips import Chip
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import tr


class AttendancesCard(Card):
    """Visits of the chosen course at which nothing was treated: `card.show_course(patient, progress)`.

    Wishes: `not_treated_wanted(patient_id, course_id)`, `review_wanted(patient_id, course_id)`,
    `amendment_wanted(attendance)`, `void_wanted(attendance)`.
    """

    not_treated_wanted = Signal(int, int)
    review_wanted = Signal(int, int)
    amendment_wanted = Signal(object)
    void_wanted = Signal(object)
    topics = frozenset({Topic.SESSIONS})

    def __init__(self, desk: Desk) -> None:
        self.not_treated_button = Button(tr("Not treated…"), kind=Kind.QUIET, run=self._want_not_treated)
        self.not_treated_button.explain(tr("The patient came, and nothing was treated"))
        self.review_button = Button(tr("Review only…"), kind=Kind.QUIET, run=self._want_review)
        self.review_button.explain(tr("The patient came to be looked at, not to be treated"))
        super().__init__(tr("Visits without treatment"), actions=(self.not_treated_button, self.review_button))
        self._desk = desk
        self._ids = (0, 0)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        self.body.addLayout(self._rows)
        self.body.addStretch(1)

    def show_course(self, patient: Patient, progress: CourseProgress) -> None:
        """Ask for the visits of this course."""
        ids = (patient.id, progress.course.id)
        if ids != self._ids:
            clear(self._rows)
        self._ids = ids
        may = self._desk.may(Permission.WRITE_CLINICAL)
        for button in (self.not_treated_button, self.review_button):
            button.setVisible(may)
        self._desk.run(list_attendances, ids[1], done=self._show, latest=f"attendances-{id(self)}")

    def _show(self, attendances: tuple[Attendance, ...]) -> None:
        clear(self._rows)
        may = self._desk.may(Permission.WRITE_CLINICAL)
        for number, one in enumerate(attendances):
            if number:
                self._rows.addWidget(line())
            self._rows.addWidget(self._row(one, may=may))
        if not attendances:
            self._rows.addWidget(Label(tr("None"), Role.QUIET))

    def _row(self, attendance: Attendance, *, may: bool) -> QWidget:
        row = QWidget()
        stack = QVBoxLayout(row)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(4)
        zone = self._desk.context.zone
        stack.addLayout(self._title_line(attendance, may=may))
        for text in attendance_lines(attendance.entry):
            stack.addWidget(_written(text, struck=attendance.is_void))
        stack.addWidget(Label(signed_line(attendance, zone), Role.SMALL, wrap=True))
        for amendment in attendance.amendments:
            _add_amendment(stack, amendment, zone, struck=attendance.is_void)
        if void := void_line(attendance, zone):
            label = Label(void, Role.SMALL, wrap=True)
            label.set_tone("danger")
            stack.addWidget(label)
        return row

    def _title_line(self, attendance: Attendance, *, may: bool) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        day = said_day(attendance.entry.held_on)
        head.addWidget(_written(day, struck=attendance.is_void, role=Role.STRONG))
        head.addWidget(Chip(attendance_chip(attendance)), 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        if may and not attendance.is_void:
            head.addWidget(_tool(tr("Amend"), day, partial(self.amendment_wanted.emit, attendance)))
            head.addWidget(_tool(tr("Void"), day, partial(self.void_wanted.emit, attendance)))
        return head

    def _want_not_treated(self) -> None:
        self.not_treated_wanted.emit(*self._ids)

    def _want_review(self) -> None:
        self.review_wanted.emit(*self._ids)


def _tool(text: str, day: str, run: partial[None]) -> Button:
    button = Button(text, kind=Kind.QUIET, run=run)
    button.setAccessibleName(tr("{action}: visit of {date}", action=text, date=day))
    return button


def _written(text: str, *, struck: bool, role: Role = Role.BODY) -> Label:
    """What was signed; struck through once it is void."""
    label = Label(text, role, wrap=role is Role.BODY).selectable()
    return label.strike() if struck else label


def _add_amendment(stack: QVBoxLayout, amendment: Amendment, zone: tzinfo, *, struck: bool) -> None:
    day = said_day(amendment.at.astimezone(zone).date())
    head = tr("Amended {date} by {name}: {reason}", date=day, name=amendment.author, reason=amendment.reason)
    stack.addWidget(Label(head, Role.SMALL, wrap=True))
    stack.addWidget(_written(amendment.text, struck=struck))

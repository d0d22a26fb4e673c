"""The form for the next visit: when, for what, with whom; and from when it is safe."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from pico_tracker.domain.courses import CourseState
from pico_tracker.domain.diary import TREATING, VISIT_KIND_NAMES, Place, VisitEntry, VisitKind, check_visit
from pico_tracker.domain.errors import PicoError, Refused
from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.intervals import Window
from pico_tracker.domain.people import Role as StaffRole
from pico_tracker.domain.people import StaffMember
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.words import Sentence, mark, sentence
from pico_tracker.services.context import Context
from pico_tracker.services.courses import CourseSummary, list_course_summaries
from pico_tracker.services.people import list_colleagues
from pico_tracker.services.visits import book_visit, cancel_visit
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import Card
from pico_tracker.ui.kit.choice_fields import Option
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.fields import ChoiceField, DateField, LongTextField, TextField, WholeNumberField
from pico_tracker.ui.kit.plain_text import Label
from pico_tracker.ui.kit.words import said, tr, translated
from pico_tracker.ui.small_form import SmallForm

USUAL_MINUTES = 30
_TIME = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?")


@dataclass(frozen=True, slots=True)
class _Read:
    course: CourseSummary | None
    people: tuple[StaffMember, ...]


class NextVisitForm(SmallForm):
    """Book the next visit; the safe day is proposed and said above the form.

    Earlier than that asks a practitioner for a reason; for reception the service refuses.
    `course_id` 0 books a visit that belongs to no course.
    """

    def __init__(self, desk: Desk, patient_id: int, course_id: int, parent: QWidget) -> None:
        super().__init__(tr("Next visit"), tr("Book visit"), desk, parent)
        self._patient_id, self._course_id = patient_id, course_id
        self._entry_id = desk.mint_entry_id()
        self._course: CourseSummary | None = None
        self._booked_id = 0
        self._was_refused = False
        self.cancel_visit_button = Button(tr("Cancel that visit"), kind=Kind.DANGER, run=self._cancel_booked)
        self.cancel_visit_button.explain(tr("The visit stays readable as cancelled."))
        self._make_fields()
        self._make_booked()
        self.wait_for(_read, patient_id, course_id, done=self._show)

    def _make_fields(self) -> None:
        kinds = tuple(Option(kind, translated(name)) for kind, name in VISIT_KIND_NAMES.items())
        self.kind = ChoiceField("kind", tr("What for"), options=kinds, required=True)
        self.day = DateField("starts_at", tr("Date"), required=True)
        self.time = TextField("time", tr("Time, such as 10:15"), required=True, limit=10)
        self.minutes = WholeNumberField("minutes", tr("Length"), unit=tr("min"), required=True)
        self.practitioner = ChoiceField("practitioner_id", tr("With"))
        self.note = LongTextField("note", tr("Note"), lines=2)
        self.reason = LongTextField("reason", tr("Why earlier than agreed"), lines=2, required=True)
        fields = (self.kind, self.practitioner, self.day, self.time, self.minutes)
        self.form.section("", (*fields, self.note, self.reason), columns=2, spans={"note": 0, "reason": 0})
        self.reason.hide()
        for field in (*fields, self.note, self.reason):
            field.changed.connect(partial(self.touch, field.name))
        self.day.changed.connect(self._ask_reason)
        self.kind.changed.connect(self._ask_reason)

    def _make_booked(self) -> None:
        self.booked = Card()
        line = QHBoxLayout()
        self.booked_text = Label("", wrap=True)
        line.addWidget(self.booked_text, 1)
        line.addWidget(self.cancel_visit_button)
        self.booked.body.addLayout(line)
        self.body.insertWidget(1, self.booked)
        self.booked.hide()

    def _show(self, read: _Read) -> None:
        self._course, people = read.course, read.people
        booked = None if self._course is None else self._course.next_visit
        if booked is not None:
            self._booked_id = booked.id
            day, at = said_day(booked.starts_at.date()), f"{booked.starts_at:%H:%M}"
            self.booked_text.setText(tr("Booked already: {day}, {time}.", day=day, time=at))
            self.booked.show()
        who = (person for person in people if person.active and person.role is not StaffRole.RECEPTION)
        self.practitioner.set_options(tuple(Option(person.id, person.name) for person in who))
        self.tell_about(said_window(self._course))
        self.form.fill(
            {
                "kind": _usual_kind(self._course),
                "starts_at": self._first_day(),
                "minutes": USUAL_MINUTES,
                "practitioner_id": self.desk.context.operator.id,
            }
        )
        self._touched.clear()
        self.day.give_focus()

    def _first_day(self) -> date | None:
        """The day to begin from: the earliest agreed one, unless that has passed."""
        if self._course is None:
            return None
        if self._course.window is None:
            return self._course.maintenance_due_on
        return max(self._course.window.earliest_on, self.desk.context.today())

    def _is_early(self) -> bool:
        """Whether it treats on a day without a date: too early, or something has to be reviewed first."""
        day, course = self.day.value(), self._course
        if course is None or day is None or self.kind.value() not in TREATING:
            return False
        is_before = course.window is not None and day < course.window.earliest_on
        return is_before or course.is_held or self._was_refused

    def _ask_reason(self) -> None:
        self.reason.setVisible(self._is_early() and self.desk.may(Permission.WRITE_CLINICAL))

    def check(self) -> Findings:
        """What is missing, what the rules say, and that a day is too early."""
        missing = self._missing()
        unread = {finding.field for finding in (*self.form.problems(), *missing)}
        entry = self._entry()
        rules = check_visit(entry, self.desk.context.now()) if entry is not None else ()
        kept = (finding for finding in (*rules, *self._early()) if finding.field not in unread)
        return (*missing, *kept)

    def _missing(self) -> Findings:
        asked = {
            "kind": mark("Choose what the visit is for."),
            "starts_at": mark("Enter the day."),
            "minutes": mark("Enter how long it takes."),
        }
        found = [
            Finding(name, sentence(text), code="visit.missing")
            for name, text in asked.items()
            if self.form.field(name).value() is None and not self.form.field(name).problems()
        ]
        if read_time(self.time.value()) is None:
            found.append(Finding("time", sentence(mark("Type the time as in 10:15.")), code="visit.time"))
        return tuple(found)

    def _early(self) -> Findings:
        """A word while typing that the day is early; whether it is refused, the service decides."""
        if not self._is_early() or self._course is None:
            return ()
        may = self.desk.may(Permission.WRITE_CLINICAL)
        found = [Finding("starts_at", _said_early(self._course.window, may=may), Level.CAUTION, "visit.early")]
        if not may:
            return tuple(found)
        if not self.reason.value():
            found.append(Finding("reason", sentence(mark("Say why it is booked earlier.")), code="visit.reason"))
        return tuple(found)

    def _refuse(self, error: PicoError) -> None:
        """A refusal for the dates lets a practitioner say why it is booked all the same."""
        if isinstance(error, Refused) and any(one.code == "visit.early" for one in error.findings):
            self._was_refused = True
            self._ask_reason()
        super()._refuse(error)

    def _entry(self) -> VisitEntry | None:
        day, at, kind, minutes = (
            self.day.value(),
            read_time(self.time.value()),
            self.kind.value(),
            self.minutes.value(),
        )
        if day is None or at is None or not isinstance(kind, VisitKind) or minutes is None:
            return None
        practitioner = self.practitioner.value()
        return VisitEntry(
            entry_id=self._entry_id,
            patient_id=self._patient_id,
            course_ids=(self._course_id,) if self._course_id else (),
            kind=kind,
            place=Place(
                starts_at=datetime.combine(day, at, self.desk.context.zone),
                minutes=minutes,
                practitioner_id=practitioner if isinstance(practitioner, int) else None,
            ),
            note=self.note.value(),
            reason=self.reason.value() if self._is_early() else "",
        )

    def _cancel_booked(self) -> None:
        self.send(cancel_visit, self._booked_id)

    def save(self) -> None:
        """Book it."""
        entry = self._entry()
        if entry is not None:
            self.send(book_visit, entry)


def read_time(text: str) -> time | None:
    """A time of day as people type it: "10:15", "1015", "9"; none if it is no time."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def said_window(course: CourseSummary | None) -> str:
    """From when a visit is safe, by the agreed interval."""
    if course is None:
        return tr("A visit that belongs to no course.")
    if course.is_held:
        return _with_reasons(tr("{course}. No date: review first.", course=course.title), course)
    if course.window is None:
        return tr("{course}. No earliest date: no session has been logged yet.", course=course.title)
    dates = tr(
        "{course}. Safe to book from {earliest}, planned by {target}.",
        course=course.title,
        earliest=said_day(course.window.earliest_on),
        target=said_day(course.window.target_on),
    )
    return _with_reasons(dates, course)


def _with_reasons(text: str, course: CourseSummary) -> str:
    """The dates, and on lines of their own why they are so."""
    return "\n".join((text, *(said(reason) for reason in course.reasons)))


def _said_early(window: Window | None, *, may: bool) -> Sentence:
    """A word while typing; `may` says that a reason of this person counts."""
    if window is None:
        text = mark("There is no date yet: review first. A reason is needed.")
        return sentence(text if may else mark("There is no date yet: a practitioner reviews it first."))
    text = mark("Safe to book from {date}. Earlier needs a practitioner and a reason.")
    if may:
        text = mark("Outside the agreed interval: safe from {date}. A reason is needed.")
    return sentence(text, date=window.earliest_on)


def _usual_kind(course: CourseSummary | None) -> VisitKind:
    if course is None:
        return VisitKind.CONSULTATION
    return VisitKind.MAINTENANCE if course.state is CourseState.MAINTENANCE else VisitKind.SESSION


def _read(context: Context, patient_id: int, course_id: int) -> _Read:
    """The course as everybody may see it, none where the visit belongs to no course."""
    courses = {course.course_id: course for course in list_course_summaries(context, patient_id)}
    return _Read(courses.get(course_id), list_colleagues(context))

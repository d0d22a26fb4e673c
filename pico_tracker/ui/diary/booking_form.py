"""Book a visit in a few keys: whom, what for, one of the first free times that fit."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pico_tracker.domain.bookings import FIRING, BookingFacts
from pico_tracker.domain.courses import CourseState
from pico_tracker.domain.diary import AHEAD, Place, SafeDate, SafeWord, Visit, VisitEntry, VisitKind, check_visit
from pico_tracker.domain.errors import PicoError
from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.next_plans import PlanToBook
from pico_tracker.domain.people import Role
from pico_tracker.domain.visit_lengths import last_device, last_of_kind, usual_lengths
from pico_tracker.domain.visit_steps import holds_time
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.bookings import (
    BookingPatient,
    list_visits_on,
    read_booking_choices,
    read_booking_patient,
)
from pico_tracker.services.context import Context, Done
from pico_tracker.services.courses import CourseSummary
from pico_tracker.services.visits import cancel_visit
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.diary.booking_fields import ANY, values_of, values_of_lengths
from pico_tracker.ui.diary.booking_order import BookingOrder, place_order
from pico_tracker.ui.diary.booking_patient import PatientChoice
from pico_tracker.ui.diary.booking_plan import plan_for, plan_values, said_planned
from pico_tracker.ui.diary.booking_words import said_courses
from pico_tracker.ui.diary.visit_form import VisitForm
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.notice import ToneBox
from pico_tracker.ui.kit.plain_text import Label
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr


@dataclass(frozen=True, slots=True)
class _Read:
    facts: BookingFacts
    patient: BookingPatient | None


class BookingForm(VisitForm):
    """`BookingForm(desk, window, patient_id=7, course_id=3).open()`; 0 for whom is asked in the form.

    `place` is an empty time of the day book or a free time of a list; a walk-in comes now. `booked(id)`
    follows a visit that was booked, `cancelled(step_id)` one booked before that was cancelled here.
    """

    booked = Signal(int)
    cancelled = Signal(int)

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        *,
        patient_id: int = 0,
        course_id: int = 0,
        place: Place | None = None,
        walk_in: bool = False,
    ) -> None:
        title = tr("Walk-in") if walk_in else tr("Book visit")
        super().__init__(title, tr("Let in") if walk_in else tr("Book visit"), desk, parent)
        self.is_walk_in = walk_in
        self._entry_id = desk.mint_entry_id()
        self._fixed, self._first_course, self._given = bool(patient_id), course_id, place
        self.patient: BookingPatient | None = None
        self._facts_now: BookingFacts | None = None
        self._booked_id = 0
        self._make_top()
        self.fields.kind.changed.connect(self._kind_changed)
        self.fields.device.changed.connect(self._device_changed)
        self.fields.courses.changed.connect(self._courses_changed)
        self.wait_for(_read, patient_id, done=self._show)

    def _make_top(self) -> None:
        self.choice = PatientChoice(self.desk)
        self.form.take(self.choice.name, self.choice.phone)
        self.choice.chosen.connect(self._find_patient)
        self.choice.unchosen.connect(self._leave_patient)
        self.choice.newcomer_wanted.connect(self._show_newcomer)
        self.left.insertWidget(0, self.choice)
        self.booked_box = ToneBox(Tone.INFO)
        line = QHBoxLayout(self.booked_box)
        line.setContentsMargins(14, 4, 8, 4)
        self.booked_text = Label("", wrap=True)
        self.cancel_visit_button = Button(tr("Cancel that visit"), kind=Kind.DANGER, run=self._cancel_booked)
        self.cancel_visit_button.explain(tr("The visit stays readable as cancelled."))
        line.addWidget(self.booked_text, 1)
        line.addWidget(self.cancel_visit_button)
        self.left.insertWidget(1, self.booked_box)
        self.booked_box.hide()

    # Whom

    def _show(self, read: _Read) -> None:
        self._facts_now = read.facts
        self.fields.offer(read.facts)
        if read.patient is not None:
            self._show_patient(read.patient)
            return
        self._begin(VisitKind.CONSULTATION)
        self.choice.search.setFocus()

    def _find_patient(self, patient_id: int) -> None:
        self.wait_for(read_booking_patient, patient_id, done=self._show_patient)

    def _show_patient(self, patient: BookingPatient) -> None:
        self.patient = patient
        self.choice.show_patient(patient, fixed=self._fixed)
        first = self._usual_course(patient)
        self.fields.courses.show_courses(patient.courses, () if first is None else (first.course_id,))
        self._say_courses()
        plan = None if first is None else patient.plans.get(first.course_id)
        self._begin(_usual_kind(first, plan))

    def _usual_course(self, patient: BookingPatient) -> CourseSummary | None:
        """The course that was named, or the first one without a visit ahead."""
        if self._first_course:
            return next((one for one in patient.courses if one.course_id == self._first_course), None)
        return next((one for one in patient.courses if one.next_visit is None), None)

    def _show_newcomer(self) -> None:
        self._leave_patient()

    def _leave_patient(self) -> None:
        self.patient = None
        self.fields.courses.show_courses((), ())
        self._say_courses()
        self._begin(VisitKind.CONSULTATION)

    def patient_id(self) -> int | None:
        """Whose visit it is; None before somebody is chosen, and for a newcomer."""
        return None if self.patient is None else self.patient.patient_id

    def course_ids(self) -> tuple[int, ...]:
        """The courses that are ticked."""
        return tuple(course.course_id for course in self.fields.courses.chosen())

    # What follows from the choices

    def _begin(self, kind: VisitKind) -> None:
        """Fill in what is usual, and the given place over it."""
        values = {"kind": kind, **self._usual(kind)}
        if self._given is not None:
            place = values_of(self._given)
            lengths = values_of_lengths(usual_lengths(self._visits(), kind))
            values |= place if self._fixed else place | lengths
        elif self.is_walk_in:
            now = self.desk.context.now()
            values |= {"starts_at": now.date(), "time": f"{now:%H:%M}"}
        self.fill(values)
        if self.patient is not None:
            (self.fields.day if self._given is None else self.fields.desk_note).give_focus()
        self.ask_safe()

    def _visits(self) -> tuple[Visit, ...]:
        return () if self.patient is None else self.patient.visits

    def _usual(self, kind: VisitKind) -> dict[str, object]:
        """With whom, where, by which laser and how long: as planned, as the last time, else as is usual.

        Whoever may not fire the laser is not proposed for it.
        """
        last, facts = last_of_kind(self._visits(), kind), self._facts_now
        lengths = values_of_lengths(usual_lengths(self._visits(), kind))
        if facts is None:
            return lengths
        person = None if last is None else last.place.practitioner_id
        treated_by = None if self.patient is None else self.patient.device_id
        planned = plan_values(self._plan(kind), facts)
        device_id = _usual_device(facts, kind, last_device(self._visits(), kind) or treated_by)
        device_id = planned_id if isinstance(planned_id := planned.get("device_id"), int) else device_id
        room_id = facts.stands_in.get(device_id) or (None if last is None else last.place.room_id)
        if room_id is None and len(facts.rooms) == 1:
            room_id = facts.rooms[0].id
        if not facts.rooms:
            lengths["clean_up_minutes"] = 0
        person = person or self._own_id(facts)
        may_fire = device_id == ANY or facts.may_fire(person, device_id, self.desk.context.today())
        people = {"practitioner_id": person if may_fire else ANY, "device_id": device_id, "room_id": room_id or ANY}
        return lengths | people | planned

    def _plan(self, kind: VisitKind | None = None) -> PlanToBook | None:
        """What was planned for a visit of this kind, or of any, in one of the courses ticked."""
        return None if self.patient is None else plan_for(self.patient.plans, self.course_ids(), kind)

    def _own_id(self, facts: BookingFacts) -> int:
        """Whoever treats books for themselves first; reception for whoever is free."""
        operator = self.desk.context.operator
        treats = operator.role is not Role.RECEPTION and any(one.id == operator.id for one in facts.people)
        return operator.id if treats else ANY

    def _kind_changed(self) -> None:
        kind = self.fields.chosen_kind()
        if self.is_filling or kind is None:
            return
        self.fill(self._usual(kind))
        self.ask_safe()

    def _device_changed(self) -> None:
        """A laser that stands in a room is used there."""
        if self.is_filling or self._facts_now is None:
            return
        room_id = self._facts_now.stands_in.get(self.fields.chosen("device_id") or ANY)
        if room_id is not None:
            self.fill({"room_id": room_id})

    def _courses_changed(self) -> None:
        """Take over the plan of what is ticked, but for what somebody typed."""
        self._say_courses()
        if self._facts_now is not None:
            planned = plan_values(self._plan(self.fields.chosen_kind()), self._facts_now)
            self.fill({name: value for name, value in planned.items() if name not in self._touched})
        self.ask_safe()

    def _say_courses(self) -> None:
        """What was planned, why the dates are so, and what is booked already."""
        plan = self._plan()
        lines = ("" if plan is None else said_planned(plan), said_courses(self.fields.courses.chosen()))
        self.tell_about("\n".join(line for line in lines if line))
        ahead = self._booked_already()
        self._booked_id = 0 if ahead is None else ahead.id
        self.booked_box.setVisible(ahead is not None)
        if ahead is not None:
            day, at = said_day(ahead.starts_at.date()), f"{ahead.starts_at:%H:%M}"
            self.booked_text.setText(tr("Booked already: {day}, {time}.", day=day, time=at))

    def _booked_already(self) -> Visit | None:
        """The next visit of the courses ticked, or of the patient where none is."""
        now, ids = self.desk.context.now(), frozenset(self.course_ids())
        ahead = (one for one in self._visits() if one.state in AHEAD and one.starts_at >= now)
        return next((one for one in ahead if not ids or ids & frozenset(one.course_ids)), None)

    def show_safe(self, safe: SafeDate) -> None:
        """Propose the first safe day as long as nobody has chosen a day or a time."""
        if not self.fields.time.raw_text() and "starts_at" not in self._touched:
            today = self.desk.context.today()
            day = max(safe.from_on or today, today) if safe.word is SafeWord.SAFE else None
            self.fill({"starts_at": day})
        super().show_safe(safe)

    def follow(self) -> None:
        """Ask also who else comes that day."""
        super().follow()
        day = self.fields.day.value()
        if day is not None and self.fields.can_search():
            self.desk.run(list_visits_on, day, done=self._show_beside, failed=self._refuse, latest="booking day")

    def _show_beside(self, visits: tuple[Visit, ...]) -> None:
        own = self.patient_id()
        others = tuple(one for one in visits if one.patient_id != own and holds_time(one.state))
        self.fields.offer_beside(others)

    # Sending

    def missing(self) -> Findings:
        """What has to be entered still, of a newcomer too."""
        return (*(self.choice.missing() if self.choice.is_new else ()), *super().missing())

    def rules(self) -> Findings:
        """What the rules say about the whole entry."""
        place = self.place()
        found = () if place is None else check_visit(self._entry(place), self.desk.context.now())
        if place is None or not self.is_walk_in or place.starts_at.date() == self.desk.context.today():
            return found
        said = sentence(mark("A walk-in is here today. Book another day as a visit."))
        return (*found, Finding("starts_at", said, code="visit.today"))

    def _entry(self, place: Place) -> VisitEntry:
        return VisitEntry(
            entry_id=self._entry_id,
            patient_id=self.patient_id() or 0,
            course_ids=self.course_ids(),
            kind=self.fields.chosen_kind() or VisitKind.CONSULTATION,
            place=place,
            note=self.fields.note.value() or "",
            desk_note=self.fields.desk_note.value() or "",
            reason=self.reason(),
            is_walk_in=self.is_walk_in,
        )

    def try_to_save(self) -> None:
        """Save unless something stops it; without a patient there is nothing to save."""
        if self.patient is None and not self.choice.is_new:
            self.form.notices.clear()
            self.form.notices.tell(tr("Choose the patient first, or enter name and phone."), Tone.DANGER)
            self.choice.search.setFocus()
            return
        super().try_to_save()

    def write(self, place: Place) -> None:
        """Book it."""
        newcomer = self.choice.newcomer() if self.choice.is_new else None
        beside = self.fields.together.value()
        order = BookingOrder(
            self._entry(place), newcomer, beside if isinstance(beside, int) and beside != ANY else None
        )
        self.desk.run(place_order, order, done=self._written, failed=self._refuse)

    def _written(self, done: Done[int]) -> None:
        self.booked.emit(done.value)
        self._done(done)

    def _cancel_booked(self) -> None:
        self.cancel_visit_button.setEnabled(False)
        self.desk.run(cancel_visit, self._booked_id, done=self._cancelled, failed=self._not_cancelled)

    def _cancelled(self, done: Done[int]) -> None:
        self.cancelled.emit(done.value)
        self._done(done)

    def _not_cancelled(self, error: PicoError) -> None:
        self.cancel_visit_button.setEnabled(True)
        self._refuse(error)


def _usual_kind(course: CourseSummary | None, plan: PlanToBook | None) -> VisitKind:
    if course is None:
        return VisitKind.CONSULTATION
    if plan is not None and plan.is_patch_only:
        return VisitKind.TEST_PATCH
    return VisitKind.MAINTENANCE if course.state is CourseState.MAINTENANCE else VisitKind.SESSION


def _usual_device(facts: BookingFacts, kind: VisitKind, last_id: int | None) -> int:
    """The laser that the patient knows, or the only one; nobody's guess where there are several."""
    if kind not in FIRING:
        return ANY
    if last_id is not None and last_id in facts.devices:
        return last_id
    return next(iter(facts.devices)) if len(facts.devices) == 1 else ANY


def _read(context: Context, patient_id: int) -> _Read:
    patient = read_booking_patient(context, patient_id) if patient_id else None
    return _Read(read_booking_choices(context), patient)

"""The form that puts somebody on the waiting list."""

from dataclasses import dataclass, replace

from PySide6.QtWidgets import QHBoxLayout, QWidget

from pico_tracker.domain.bookings import BookingFacts
from pico_tracker.domain.diary import AHEAD, VISIT_KIND_NAMES, VisitKind
from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.opening_hours import DAY_MINUTES
from pico_tracker.domain.visit_lengths import last_device, usual_lengths
from pico_tracker.domain.waiting import WaitingEntry, check_waiting
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.bookings import BookingPatient, read_booking_choices, read_booking_patient
from pico_tracker.services.context import Context
from pico_tracker.services.waiting import add_to_waiting_list
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.diary.booking_fields import ANY, CourseTicks, read_time, values_of_lengths
from pico_tracker.ui.diary.booking_plan import plan_for
from pico_tracker.ui.diary.booking_words import said_when
from pico_tracker.ui.diary.waiting_words import day_options
from pico_tracker.ui.kit.cards import Card
from pico_tracker.ui.kit.fields import ChoiceField, DateField, LongTextField, Option, TextField, WholeNumberField
from pico_tracker.ui.kit.form import FieldGrid
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.toggles_field import TogglesField
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.patient_search import PatientSearch
from pico_tracker.ui.small_form import SmallForm


@dataclass(frozen=True, slots=True)
class _Read:
    facts: BookingFacts
    patient: BookingPatient | None


class WaitingForm(SmallForm):
    """`WaitingForm(desk, page, patient_id).open()`; without a patient, one is searched in the form."""

    def __init__(self, desk: Desk, parent: QWidget, patient_id: int | None = None) -> None:
        super().__init__(tr("Add to the waiting list"), tr("Add"), desk, parent)
        self._entry_id = desk.mint_entry_id()
        self.patient: BookingPatient | None = None
        self.search = PatientSearch(desk)
        self.search.patient_wanted.connect(self._find_patient)
        self.known = Label("", Role.STRONG, elide=True)
        self.courses = CourseTicks()
        self._make_fields()
        self._arrange()
        self.kind.changed.connect(self._suggest)
        self.wait_for(_read, patient_id, done=self._show)

    def _make_fields(self) -> None:
        kinds = tuple(Option(kind, translated(name)) for kind, name in VISIT_KIND_NAMES.items())
        self.kind = ChoiceField("kind", tr("What for"), options=kinds, required=True)
        self.practitioner = ChoiceField("practitioner_id", tr("With"))
        self.device = ChoiceField("device_id", tr("Laser"))
        self.numbing = WholeNumberField("numbing_minutes", tr("Numbing"), unit=tr("min"))
        self.minutes = WholeNumberField("minutes", tr("Treatment"), unit=tr("min"), required=True)
        self.clean_up = WholeNumberField("clean_up_minutes", tr("Clean-up"), unit=tr("min"))
        days = tuple(Option(bit, name) for bit, name in day_options())
        self.weekdays = TogglesField("weekdays", tr("Days"), days)
        self.from_time = TextField("from_minute", tr("Not before"), limit=10, hint=tr("Such as 17:00."))
        self.to_time = TextField("to_minute", tr("Leaves by"), limit=10)
        self.from_on = DateField("from_on", tr("From day"))
        self.until_on = DateField("until_on", tr("Until day"))
        self.gives_up = ChoiceField("visit_id", tr("Gives up for it"))
        self.note = LongTextField("note", tr("Note for the desk"), lines=2)

    def _arrange(self) -> None:
        who = QWidget()
        row = QHBoxLayout(who)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.search, 1)
        row.addWidget(self.known, 1)
        self.known.hide()
        what = (self.kind, self.practitioner, self.device, self.numbing, self.minutes, self.clean_up)
        when = (self.weekdays, self.from_time, self.to_time, self.from_on, self.until_on)
        rest = (self.note, self.gives_up)
        card = Card()
        card.add(who)
        card.add(self.courses)
        card.add(FieldGrid(what, columns=3, narrowest=130))
        card.add(FieldGrid(when, columns=2, spans={"weekdays": 0}))
        card.add(FieldGrid(rest, columns=2))
        self.courses.hide()
        self.gives_up.hide()
        self.form.take(*what, *when, *rest)
        stack = self.form.layout()
        if stack is not None:
            stack.addWidget(card)

    def _show(self, read: _Read) -> None:
        people = (Option(one.id, one.name) for one in read.facts.people)
        lasers = (Option(key, name) for key, name in read.facts.devices.items())
        self.practitioner.set_options((Option(ANY, tr("Whoever is free")), *people))
        self.device.set_options((Option(ANY, tr("Any, or none")), *lasers))
        every_day = tuple(bit for bit, _ in day_options())
        self.form.fill(
            {"practitioner_id": ANY, "device_id": ANY, "weekdays": every_day, "kind": VisitKind.CONSULTATION}
        )
        self.search.setFocus()
        if read.patient is not None:
            self._show_patient(read.patient)

    def _find_patient(self, patient_id: int) -> None:
        self.wait_for(read_booking_patient, patient_id, done=self._show_patient)

    def _show_patient(self, patient: BookingPatient) -> None:
        self.patient = patient
        parts = (patient.name, patient.record_number, patient.phone)
        self.known.setText(" · ".join(part for part in parts if part))
        self.search.hide()
        self.known.show()
        ahead = [one for one in patient.visits if one.state in AHEAD and one.starts_at > self.desk.context.now()]
        options = tuple(Option(one.id, said_when(one.starts_at)) for one in ahead)
        self.gives_up.set_options((Option(ANY, tr("Nothing")), *options))
        self.gives_up.set_value(ANY)
        self.gives_up.setVisible(bool(ahead))
        self.courses.show_courses(patient.courses, [one.course_id for one in patient.courses[:1]])
        self.kind.set_value(VisitKind.SESSION if patient.courses else VisitKind.CONSULTATION)
        self._suggest()
        self.kind.give_focus()

    def _suggest(self) -> None:
        """As planned, else as long as the last visit of that kind, with the laser that fired last."""
        kind, visits = self.kind.value(), () if self.patient is None else self.patient.visits
        if isinstance(kind, VisitKind):
            lengths = values_of_lengths(usual_lengths(visits, kind))
            usual = {**lengths, "device_id": last_device(visits, kind) or ANY}
            self.form.fill(usual | self._planned(kind))

    def _planned(self, kind: VisitKind) -> dict[str, object]:
        """Laser and length that a practitioner planned; anybody may wait for any room."""
        if self.patient is None:
            return {}
        plan = plan_for(self.patient.plans, (one.course_id for one in self.courses.chosen()), kind)
        values = {} if plan is None else {"device_id": plan.device_id, "minutes": plan.minutes}
        return {name: value for name, value in values.items() if value is not None}

    def check(self) -> Findings:
        """What is missing or cannot be read, and what the rules say."""
        entry = self._entry()
        return (*self._missing(), *(() if entry is None else check_waiting(entry, self.desk.context.today())))

    def _missing(self) -> Findings:
        found = []
        if self.patient is None:
            found.append(_stop("", mark("Choose who waits.")))
        if self.kind.value() is None:
            found.append(_stop("kind", mark("Choose what the visit is for.")))
        if self.minutes.value() is None and not self.minutes.problems():
            found.append(_stop("minutes", mark("Enter how long it takes.")))
        for field in (self.from_time, self.to_time):
            if field.value() and read_time(field.value() or "") is None:
                found.append(_stop(field.name, mark("Type the time as in 10:15.")))
        return tuple(found)

    def _entry(self) -> WaitingEntry | None:
        kind, minutes = self.kind.value(), self.minutes.value()
        if self.patient is None or not isinstance(kind, VisitKind) or minutes is None:
            return None
        return replace(
            self._wish(
                WaitingEntry(
                    entry_id=self._entry_id, patient_id=self.patient.patient_id, kind=kind, minutes=minutes
                )
            ),
            course_ids=tuple(one.course_id for one in self.courses.chosen()),
            numbing_minutes=self.numbing.value() or 0,
            clean_up_minutes=self.clean_up.value() or 0,
            device_id=_chosen(self.device),
            practitioner_id=_chosen(self.practitioner),
            visit_id=_chosen(self.gives_up),
            note=self.note.value() or "",
        )

    def _wish(self, entry: WaitingEntry) -> WaitingEntry:
        """The entry with the days and hours as typed."""
        return replace(
            entry,
            weekdays=sum(bit for bit in self.weekdays.value() if isinstance(bit, int)),
            from_minute=_minute(self.from_time, 0),
            to_minute=_minute(self.to_time, DAY_MINUTES),
            from_on=self.from_on.value(),
            until_on=self.until_on.value(),
        )

    def save(self) -> None:
        """Put the person on the list."""
        entry = self._entry()
        if entry is not None and self.patient is not None:
            self.send(add_to_waiting_list, entry)

    def try_to_save(self) -> None:
        """Without a patient the search is where one goes on."""
        super().try_to_save()
        if self.patient is None:
            self.search.setFocus()


def _read(context: Context, patient_id: int | None) -> _Read:
    """What can be chosen, and whom it is for if that is known."""
    patient = None if patient_id is None else read_booking_patient(context, patient_id)
    return _Read(read_booking_choices(context), patient)


def _chosen(field: ChoiceField) -> int | None:
    value = field.value()
    return value if isinstance(value, int) and value != ANY else None


def _minute(field: TextField, otherwise: int) -> int:
    found = read_time(field.value() or "")
    return otherwise if found is None else found.hour * 60 + found.minute


def _stop(name: str, text: str) -> Finding:
    return Finding(name, sentence(text), code="waiting.missing")

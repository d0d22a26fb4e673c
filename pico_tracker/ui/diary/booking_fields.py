"""The fields of a visit: what for, with whom, where, when and how long, as one place in the day book."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pico_tracker.domain.bookings import BookingFacts
from pico_tracker.domain.diary import (
    FURTHEST_AHEAD,
    VISIT_KIND_NAMES,
    Place,
    Visit,
    VisitKind,
    check_place,
)
from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.visit_lengths import Lengths
from pico_tracker.domain.words import TEXT_LIMIT, mark, sentence
from pico_tracker.services.courses import CourseSummary
from pico_tracker.ui.diary.booking_words import said_beside
from pico_tracker.ui.kit.cards import Card, clear
from pico_tracker.ui.kit.fields import (
    ChoiceField,
    DateField,
    LongTextField,
    Option,
    TextField,
    TickField,
    WholeNumberField,
)
from pico_tracker.ui.kit.form import FieldGrid, Form
from pico_tracker.ui.kit.words import tr, translated

ANY = 0
"""The choice of no one person, room or laser."""
LONGEST_AGO = timedelta(days=366)
"""A day before that is a slip of the year."""
_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)
_TIME = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?")
_PEOPLE = ("practitioner_id", "room_id", "device_id")


class CourseTicks(QWidget):
    """The patient's open courses to tick; `changed` follows each tick."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(0)
        self.ticks: dict[int, TickField] = {}
        self._courses: dict[int, CourseSummary] = {}

    def show_courses(self, courses: Sequence[CourseSummary], ticked: Iterable[int]) -> None:
        """Offer these, some of them ticked."""
        clear(self._stack)
        chosen = frozenset(ticked)
        self._courses = {course.course_id: course for course in courses}
        self.ticks = {key: TickField(f"course.{key}", course.title) for key, course in self._courses.items()}
        for key, tick in self.ticks.items():
            tick.set_value(key in chosen)
            tick.changed.connect(self.changed)
        if self.ticks:
            self._stack.addWidget(FieldGrid(tuple(self.ticks.values()), columns=2))
        self.setVisible(bool(self.ticks))

    def chosen(self) -> tuple[CourseSummary, ...]:
        """The courses that the visit serves."""
        return tuple(self._courses[key] for key, tick in self.ticks.items() if tick.value())


class BookingFields:
    """The fields of the form, taken into it by `fill(form)`; they read into a `Place`."""

    def __init__(self, today: date, *, clinical: bool) -> None:
        self._first, self._last = today - LONGEST_AGO, today + FURTHEST_AHEAD
        kinds = tuple(Option(kind, translated(name)) for kind, name in VISIT_KIND_NAMES.items())
        self.kind = ChoiceField("kind", tr("What for"), options=kinds, required=True)
        self.practitioner = ChoiceField("practitioner_id", tr("With"))
        self.device = ChoiceField("device_id", tr("Laser"))
        self.room = ChoiceField("room_id", tr("Room"))
        self.day = DateField("starts_at", tr("Date"), required=True)
        self.time = TextField("time", tr("Arrives at"), required=True, limit=10)
        self.time.input.setPlaceholderText(tr("such as 10:15"))
        self.numbing = WholeNumberField("numbing_minutes", tr("Numbing"), unit=tr("min"))
        self.minutes = WholeNumberField("minutes", tr("Treatment"), unit=tr("min"), required=True)
        self.clean_up = WholeNumberField("clean_up_minutes", tr("Clean-up"), unit=tr("min"))
        self.desk_note = LongTextField("desk_note", tr("Note for the desk"), lines=2)
        self.note = LongTextField("note", tr("Clinical note"), lines=2)
        self.together = ChoiceField("tie", tr("Together with"), options=(Option(ANY, tr("Nobody")),))
        self.together.set_value(ANY)
        self.outside = TickField("outside", tr("Book it outside the opening hours all the same"))
        self.reason = TextField("reason", tr("Why earlier than agreed"), required=True, limit=TEXT_LIMIT)
        self.courses = CourseTicks()
        self._clinical = clinical

    def place_in(self, form: Form) -> None:
        """Put all fields on a form, the ones that few visits need hidden."""
        first = (self.kind, self.practitioner, self.device, self.room, self.day, self.time)
        lengths = (self.numbing, self.minutes, self.clean_up)
        late = (self.outside, self.reason, self.together)
        card = Card()
        card.add(FieldGrid((self.kind, self.practitioner, self.device), columns=3, narrowest=140))
        card.add(self.courses)
        grid = (self.room, self.day, self.time, *lengths, self.outside, self.reason)
        card.add(FieldGrid(grid, columns=3, narrowest=140, spans={"outside": 0, "reason": 0}))
        notes = (self.desk_note, self.note) if self._clinical else (self.desk_note,)
        spans = {} if self._clinical else {"desk_note": 2}
        card.add(FieldGrid((*notes, self.together), columns=3, narrowest=140, spans=spans))
        form.take(*first, *lengths, *late, *notes)
        stack = form.layout()
        if stack is not None:
            stack.addWidget(card)
        for field in (*late, self.courses):
            field.hide()

    def offer(self, facts: BookingFacts) -> None:
        """Let choose among the people, rooms and lasers of the clinic."""
        people = (Option(one.id, one.name) for one in facts.people)
        rooms = tuple(Option(one.id, one.name) for one in facts.rooms)
        lasers = (Option(key, name) for key, name in sorted(facts.devices.items(), key=lambda one: one[1]))
        self.practitioner.set_options((Option(ANY, tr("Whoever is free")), *people))
        self.room.set_options((Option(ANY, tr("Any room") if rooms else tr("No room")), *rooms))
        self.device.set_options((Option(ANY, tr("No laser")), *lasers))
        self.clean_up.set_read_only(not rooms)

    def offer_beside(self, visits: Sequence[Visit]) -> None:
        """Let choose whose visit of the day this one belongs together with."""
        options = (Option(visit.id, said_beside(visit)) for visit in visits)
        self.together.set_options((Option(ANY, tr("Nobody")), *options))
        self.together.setVisible(bool(visits))

    def chosen_kind(self) -> VisitKind | None:
        """What the visit is for."""
        kind = self.kind.value()
        return kind if isinstance(kind, VisitKind) else None

    def chosen(self, name: str) -> int | None:
        """The person, room or laser chosen; None for any, or none."""
        value = {"practitioner_id": self.practitioner, "room_id": self.room, "device_id": self.device}[name].value()
        return value if isinstance(value, int) and value != ANY else None

    def lengths(self) -> Lengths | None:
        """The parts as typed; numbing and clean-up may be left empty, the treatment may not."""
        minutes = self.minutes.value()
        if minutes is None or self.numbing.problems() or self.clean_up.problems():
            return None
        return Lengths(minutes, self.numbing.value() or 0, self.clean_up.value() or 0)

    def place(self, zone: ZoneInfo) -> Place | None:
        """Where the visit stands as typed; None as long as something of it is missing."""
        day, at, lengths = self.day.value(), read_time(self.time.value() or ""), self.lengths()
        if day is None or at is None or lengths is None or self._impossible():
            return None
        return Place(
            starts_at=datetime.combine(day, at, zone),
            minutes=lengths.minutes,
            numbing_minutes=lengths.numbing,
            clean_up_minutes=lengths.clean_up,
            practitioner_id=self.chosen("practitioner_id"),
            room_id=self.chosen("room_id"),
            device_id=self.chosen("device_id"),
        )

    def missing(self) -> Findings:
        """What has to be entered still."""
        asked: dict[str, tuple[ChoiceField | DateField | WholeNumberField, str]] = {
            "kind": (self.kind, mark("Choose what the visit is for.")),
            "starts_at": (self.day, mark("Enter the day.")),
            "minutes": (self.minutes, mark("Enter how long it takes.")),
        }
        found = [
            Finding(name, sentence(text), code="visit.missing")
            for name, (field, text) in asked.items()
            if field.value() is None and not field.problems()
        ]
        if read_time(self.time.value() or "") is None:
            found.append(Finding("time", sentence(mark("Type the time as in 10:15.")), code="visit.time"))
        return (*found, *self._impossible())

    def _impossible(self) -> Findings:
        """Days and lengths with which nothing can be reckoned, such as the year 9999."""
        day, lengths = self.day.value(), self.lengths()
        found: list[Finding] = []
        if day is not None and day < self._first:
            said = sentence(mark("The next visit lies in the past. Check date and time."))
            found.append(Finding("starts_at", said, code="visit.past"))
        if day is not None and day > self._last:
            said = sentence(mark("The next visit is years away. Check the year."))
            found.append(Finding("starts_at", said, code="visit.year"))
        return (*found, *(() if lengths is None else check_lengths_of(lengths)))

    def can_search(self) -> bool:
        """Whether day and lengths are such that free times can be looked for."""
        return not self._impossible()


def check_lengths_of(lengths: Lengths) -> Findings:
    """All that is wrong with lengths, wherever the visit stands."""
    place = Place(
        starts_at=_ANY_TIME,
        minutes=lengths.minutes,
        numbing_minutes=lengths.numbing,
        clean_up_minutes=lengths.clean_up,
        room_id=ANY,
    )
    return check_place(place)


def values_of(place: Place) -> dict[str, object]:
    """A place as the values of the fields."""
    people = {name: getattr(place, name) or ANY for name in _PEOPLE}
    return {
        **people,
        "starts_at": place.starts_at.date(),
        "time": f"{place.starts_at:%H:%M}",
        **values_of_lengths(Lengths(place.minutes, place.numbing_minutes, place.clean_up_minutes)),
    }


def values_of_lengths(lengths: Lengths) -> dict[str, object]:
    """Lengths as the values of the fields."""
    return {
        "numbing_minutes": lengths.numbing,
        "minutes": lengths.minutes,
        "clean_up_minutes": lengths.clean_up,
    }


def read_time(text: str) -> time | None:
    """A time of day as people type it: "10:15", "1015", "9"; none if it is no time."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def day_starts(day: date, zone: ZoneInfo) -> datetime:
    """The first moment of a day on the clinic's clock."""
    return datetime.combine(day, time(), zone)

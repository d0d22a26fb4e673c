"""The fields that say who or what is away, from when until when."""

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.bookings import BookingFacts
from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.opening_hours import DAY_MINUTES, AbsenceEntry, Whom, check_absence, wall
from pico_tracker.domain.words import LINE_LIMIT, mark, sentence
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.diary.booking_fields import read_time
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import Card
from pico_tracker.ui.kit.fields import ChoiceField, DateField, Option, TextField
from pico_tracker.ui.kit.form import FieldGrid, Form
from pico_tracker.ui.kit.words import tr


class AbsenceFields(QWidget):
    """`offer(facts)` says whom there is; `wanted(AbsenceEntry)` follows the button when nothing is wrong.

    `refuse(findings)` says what the service found; `begin_anew()` is for the next absence.
    """

    wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._entry_id = desk.mint_entry_id()
        self._tried = False
        self.form = Form()
        self.whom = ChoiceField("whom", tr("Who or what"), required=True)
        self.first_on = DateField("starts_at", tr("From"), required=True)
        self.from_time = TextField("from_time", tr("From time"), limit=10)
        self.last_on = DateField("ends_at", tr("Until, that day included"), required=True)
        self.until_time = TextField("until_time", tr("Until time"), limit=10)
        self.reason = TextField("reason", tr("Why"), limit=LINE_LIMIT)
        self.button = Button(tr("Record and show visits hit"), kind=Kind.PRIMARY, key="Ctrl+S", run=self.send)
        for time in (self.from_time, self.until_time):
            time.input.setPlaceholderText(tr("whole day"))
        self.reason.input.setPlaceholderText(tr("read by everybody at the desk"))
        self._arrange()
        self.first_on.changed.connect(self._follow)
        self.form.edited.connect(self._look)

    def _arrange(self) -> None:
        fields = (self.whom, self.first_on, self.from_time, self.reason, self.last_on, self.until_time)
        card = Card(tr("Who or what is away"))
        card.add(FieldGrid(fields, columns=3))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.button)
        card.body.addLayout(row)
        self.form.take(*fields)
        inside = self.form.layout()
        if inside is not None:
            inside.addWidget(card)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(self.form)

    def offer(self, facts: BookingFacts) -> None:
        """Let choose among people, rooms, lasers and the whole clinic."""
        self.whom.set_options((*_whoms(facts), Option(Whom(), tr("The whole clinic"))))

    def refuse(self, findings: Findings) -> None:
        """Say what is wrong beside its field."""
        self.form.show_findings(findings)
        self.form.focus_first_stop()

    def begin_anew(self) -> None:
        """Empty the form for the next absence."""
        self._entry_id, self._tried = self._desk.mint_entry_id(), False
        empty = dict.fromkeys(("starts_at", "ends_at", "whom"))
        self.form.fill({**empty, "from_time": "", "until_time": "", "reason": ""})
        self.form.show_findings(())

    def send(self) -> None:
        """Hand over what is typed unless something is wrong with it."""
        self._tried = True
        self.form.flush()
        self._look()
        entry = self.entry()
        if not self.form.focus_first_stop() and entry is not None:
            self.wanted.emit(entry)

    def entry(self) -> AbsenceEntry | None:
        """What is typed; None as long as something is missing."""
        start = self._moment(self.first_on, self.from_time, 0)
        end = self._moment(self.last_on, self.until_time, DAY_MINUTES)
        whom = self.whom.value()
        if start is None or end is None or not isinstance(whom, Whom):
            return None
        reason = self.reason.value() or ""
        return AbsenceEntry(entry_id=self._entry_id, whom=whom, starts_at=start, ends_at=end, reason=reason)

    def _moment(self, day_field: DateField, time_field: TextField, otherwise: int) -> datetime | None:
        day, typed = day_field.value(), time_field.value()
        time = read_time(typed) if typed else None
        if day is None or (typed and time is None):
            return None
        minutes = otherwise if time is None else time.hour * 60 + time.minute
        return wall(day, minutes, self._desk.context.zone).astimezone(self._desk.context.zone)

    def _follow(self) -> None:
        """Most absences are of one day."""
        if not self.last_on.raw_text() and self.first_on.value() is not None:
            self.last_on.set_value(self.first_on.value())

    def _look(self) -> None:
        self.form.show_findings(self._check() if self._tried else ())

    def _check(self) -> Findings:
        entry = self.entry()
        if entry is not None:
            return check_absence(entry)
        found = []
        if self.whom.value() is None:
            found.append(_stop("whom", mark("Choose who or what is away.")))
        for day in (self.first_on, self.last_on):
            if day.value() is None and not day.problems():
                found.append(_stop(day.name, mark("Enter the day.")))
        for time in (self.from_time, self.until_time):
            if time.value() and read_time(time.value() or "") is None:
                found.append(_stop(time.name, mark("Type the time as in 10:15.")))
        return tuple(found)


def _whoms(facts: BookingFacts) -> Iterable[Option]:
    yield from (Option(Whom(staff_id=one.id), one.name) for one in facts.people)
    yield from (Option(Whom(room_id=one.id), one.name) for one in facts.rooms)
    yield from (Option(Whom(device_id=key), name) for key, name in facts.devices.items())


def _stop(name: str, text: str) -> Finding:
    return Finding(name, sentence(text), code="absence.missing")

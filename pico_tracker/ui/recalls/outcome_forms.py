"""Small forms for outcomes that need more than a key: when to call back, until when to rest, and why."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pico_tracker.domain.contacts import ContactEntry, ContactOutcome, check_contact
from pico_tracker.domain.findings import Findings
from pico_tracker.domain.recalls import RecallLine
from pico_tracker.domain.words import mark
from pico_tracker.services.contacts import record_contact
from pico_tracker.services.context import Done
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.choice_fields import Option
from pico_tracker.ui.kit.fields import ChoiceField, DateField, LongTextField
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.small_form import SmallForm

_FIRST_HOUR, _LAST_HOUR, _STEP = 7, 21, 15
_USUAL_REST = timedelta(days=14)


class OutcomeForm(SmallForm):
    """Completes an outcome and records it: `recorded(contact_id, entry)` follows, then it closes."""

    recorded = Signal(int, object)

    def __init__(self, title: str, desk: Desk, line: RecallLine, entry: ContactEntry, parent: QWidget) -> None:
        super().__init__(title, tr("Save"), desk, parent)
        self._line, self._entry = line, entry
        self.tell_about(line.patient_name)

    def entry(self) -> ContactEntry:
        """The contact as typed; subclasses complete it."""
        return self._entry

    def check(self) -> Findings:
        """What the rules say."""
        return check_contact(self.entry(), self._line.reach, self.desk.context.now())

    def save(self) -> None:
        """Put it on record."""
        self.send(record_contact, self.entry())

    def _done(self, done: object) -> None:
        if isinstance(done, Done):
            self.recorded.emit(done.value, self.entry())
        super()._done(done)


class CallBackForm(OutcomeForm):
    """On which day and at which time the patient wants to be called."""

    def __init__(self, desk: Desk, line: RecallLine, entry: ContactEntry, parent: QWidget) -> None:
        super().__init__(tr("Call back at"), desk, line, entry, parent)
        self.day = DateField("call_back_at", tr("Day"), required=True)
        self.time = ChoiceField("time", tr("Time"), options=_times(), required=True)
        self.form.section("", (self.day, self.time), columns=2)
        soon = desk.context.now() + timedelta(hours=1)
        self.form.fill({"call_back_at": soon.date(), "time": time(min(max(soon.hour, _FIRST_HOUR), _LAST_HOUR))})
        self.time.give_focus()

    def entry(self) -> ContactEntry:
        """With the moment to call back, on the clinic's clock."""
        day, at = self.day.value(), self.time.value()
        if day is None or not isinstance(at, time):
            return replace(self._entry, call_back_at=None)
        return replace(self._entry, call_back_at=datetime.combine(day, at, self.desk.context.zone))


class SnoozeForm(OutcomeForm):
    """Until when the line rests."""

    def __init__(self, desk: Desk, line: RecallLine, entry: ContactEntry, parent: QWidget) -> None:
        super().__init__(tr("Snooze"), desk, line, entry, parent)
        self.day = DateField("hidden_until", tr("Back on the list on"), required=True)
        self.form.section("", (self.day,), columns=1)
        self.form.fill({"hidden_until": desk.context.today() + _USUAL_REST})
        self.day.give_focus()

    def entry(self) -> ContactEntry:
        """With the day on which it shows again."""
        return replace(self._entry, hidden_until=self.day.value())


class ReasonForm(OutcomeForm):
    """Why the patient declines, or wants no contact at all."""

    def __init__(self, desk: Desk, line: RecallLine, entry: ContactEntry, parent: QWidget) -> None:
        is_all = entry.outcome is ContactOutcome.DO_NOT_CONTACT
        super().__init__(tr("Do not contact") if is_all else tr("Declined"), desk, line, entry, parent)
        text = mark("{name} leaves every list. Reactions stay on it: harm comes first.")
        if not is_all:
            text = mark("{name}: this line goes until the next session is logged.")
        self.tell_about(tr(text, name=line.patient_name))
        self.note = LongTextField("note", tr("Why, in the patient's words"), required=True, lines=3)
        self.form.section("", (self.note,), columns=1)
        self.note.give_focus()

    def entry(self) -> ContactEntry:
        """With the reason."""
        return replace(self._entry, note=self.note.value())


Make = Callable[[Desk, RecallLine, ContactEntry, QWidget], OutcomeForm]
FORMS: dict[ContactOutcome, Make] = {
    ContactOutcome.CALL_BACK: CallBackForm,
    ContactOutcome.SNOOZED: SnoozeForm,
    ContactOutcome.DECLINED: ReasonForm,
    ContactOutcome.DO_NOT_CONTACT: ReasonForm,
}
"""Outcomes that ask something more."""


def _times() -> tuple[Option, ...]:
    minutes = range(_FIRST_HOUR * 60, _LAST_HOUR * 60 + 1, _STEP)
    moments = (time(minute // 60, minute % 60) for minute in minutes)
    return tuple(Option(at, f"{at:%H:%M}") for at in moments)

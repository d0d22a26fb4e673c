"""Small forms: a week of hours, a closed day, an absence."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.opening_hours import (
    DAY_MINUTES,
    AbsenceEntry,
    Opening,
    Whom,
    check_absence,
    check_openings,
    closure_of_day,
    wall,
)
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.opening_hours import HoursAndRooms, record_absence, set_openings
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.fields import ChoiceField, DateField, Option, TextField
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.settings.hours_words import day_name, read_day_hours, read_minutes, said_day_hours
from pico_tracker.ui.small_form import SmallForm

_UNREAD = mark("Type the hours as in 09:00–13:00, 14:00–18:00.")


class WeekForm(SmallForm):
    """Sets the week of the clinic (`staff_id` None) or of a person, a line a day."""

    def __init__(
        self, desk: Desk, whose: tuple[int | None, str], week: tuple[Opening, ...], parent: QWidget
    ) -> None:
        self._staff_id, name = whose
        super().__init__(tr("Hours: {name}", name=name), tr("Save"), desk, parent)
        self.tell_about(self._said_about())
        self.days = tuple(
            TextField(f"openings.{weekday}", day_name(weekday), hint=_hint(weekday), limit=80)
            for weekday in range(7)
        )
        self.form.section("", self.days)
        self.form.fill({field.name: said_day_hours(week, day) for day, field in enumerate(self.days)})
        self.days[0].give_focus()

    def _said_about(self) -> str:
        if self._staff_id is None:
            return tr("An empty day is closed. Bookings outside these hours ask for a confirmation.")
        return tr("An empty day is a day off. With every day empty, the person works whenever the clinic is open.")

    def _week(self) -> tuple[Opening, ...] | None:
        read = [read_day_hours(field.value(), day) for day, field in enumerate(self.days)]
        return None if None in read else tuple(one for openings in read for one in openings or ())

    def check(self) -> Findings:
        """What cannot be read, and what the rules say."""
        unread = tuple(
            Finding(field.name, sentence(_UNREAD), code="hours.unread")
            for day, field in enumerate(self.days)
            if read_day_hours(field.value(), day) is None
        )
        week = self._week()
        if week is None:
            return unread
        if not week and self._staff_id is None:
            said = sentence(
                mark("Enter the hours of at least one day: a clinic that is never open takes no visit.")
            )
            return (Finding("openings.0", said, code="hours.none"),)
        return check_openings(week)

    def save(self) -> None:
        """Put this week in place of the one on file."""
        if (week := self._week()) is not None:
            self.send(set_openings, self._staff_id, week)


class ClosedDayForm(SmallForm):
    """Closes the clinic for a day, such as a public holiday."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(tr("Close for a day"), tr("Close"), desk, parent)
        self._entry_id = desk.context.mint_entry_id()
        self.day = DateField("starts_at", tr("Day"), required=True)
        self.name = TextField("reason", tr("Name"), hint=tr("Such as the public holiday."))
        self.form.section("", (self.day, self.name))
        self.day.give_focus()

    def check(self) -> Findings:
        """What is missing, and what the rules say."""
        day = self.day.value()
        if day is None:
            return _missing({self.day: mark("Enter the day.")})
        return check_absence(self._entry(day))

    def _entry(self, day: date) -> AbsenceEntry:
        return closure_of_day(day, self.desk.context.zone, self.name.value(), self._entry_id)

    def save(self) -> None:
        """Close the clinic on that day."""
        if (day := self.day.value()) is not None:
            self.send(record_absence, self._entry(day))


class AbsenceForm(SmallForm):
    """Writes down who or what is away, from when until when."""

    def __init__(self, desk: Desk, known: HoursAndRooms, parent: QWidget) -> None:
        super().__init__(tr("Record an absence"), tr("Save"), desk, parent)
        self.tell_about(tr("Visits booked for that time stay where they are until somebody moves them."))
        self._entry_id = desk.context.mint_entry_id()
        self.whom = ChoiceField("whom", tr("Who or what"), options=tuple(_whoms(known)), required=True)
        self.reason = TextField("reason", tr("Reason"), hint=tr("Everybody at the desk reads it."))
        self.first_on = DateField("starts_at", tr("From"), required=True)
        self.from_time = TextField(
            "from_time", tr("From time"), limit=10, hint=tr("Empty: from the start of the day.")
        )
        self.last_on = DateField("ends_at", tr("Until, that day included"), required=True)
        self.until_time = TextField(
            "until_time", tr("Until time"), limit=10, hint=tr("Empty: to the end of the day.")
        )
        times = (self.first_on, self.from_time, self.last_on, self.until_time)
        self.form.section("", (self.whom, self.reason, *times))
        self.first_on.changed.connect(self._follow)
        self.whom.give_focus()

    def _follow(self) -> None:
        """Most absences are of one day."""
        if not self.last_on.raw_text() and self.first_on.value() is not None:
            self.last_on.set_value(self.first_on.value())

    def _moment(self, day: date | None, time: TextField, otherwise: int) -> datetime | None:
        minutes = read_minutes(time.value()) if time.value() else otherwise
        if day is None or minutes is None:
            return None
        zone = self.desk.context.zone
        return wall(day, minutes, zone).astimezone(zone)

    def _entry(self) -> AbsenceEntry | None:
        start = self._moment(self.first_on.value(), self.from_time, 0)
        end = self._moment(self.last_on.value(), self.until_time, DAY_MINUTES)
        whom = self.whom.value()
        if start is None or end is None or not isinstance(whom, Whom):
            return None
        return AbsenceEntry(
            entry_id=self._entry_id, whom=whom, starts_at=start, ends_at=end, reason=self.reason.value()
        )

    def check(self) -> Findings:
        """What is missing, and what the rules say."""
        entry = self._entry()
        if entry is not None:
            return check_absence(entry)
        said = sentence(mark("Type the time as in 10:15."))
        unread = tuple(
            Finding(field.name, said, code="absence.time")
            for field in (self.from_time, self.until_time)
            if field.value() and read_minutes(field.value()) is None
        )
        needed: dict[Field[Any], str] = {
            self.whom: mark("Choose who or what is away."),
            self.first_on: mark("Enter the day."),
            self.last_on: mark("Enter the day."),
        }
        return (*_missing(needed), *unread)

    def save(self) -> None:
        """Put the absence on file."""
        if (entry := self._entry()) is not None:
            self.send(record_absence, entry)


def _hint(weekday: int) -> str:
    return tr("Such as 09:00–13:00, 14:00–18:00.") if weekday == 0 else ""


def _whoms(known: HoursAndRooms) -> Iterable[Option]:
    yield from (Option(Whom(staff_id=one.id), one.name) for one in known.people)
    yield from (Option(Whom(room_id=one.id), one.name) for one in known.rooms if one.active)
    yield from (Option(Whom(device_id=one.id), one.title) for one in known.devices)
    yield Option(Whom(), tr("The whole clinic"))


def _missing(needed: dict[Field[Any], str]) -> Findings:
    """What to say of those fields that are empty."""
    return tuple(
        Finding(field.name, sentence(text), code="hours.missing")
        for field, text in needed.items()
        if field.value() is None
    )

"""Another time for the next visit: a day and a time typed, or one of the free times from that day on."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pico_tracker.domain.diary import FURTHEST_AHEAD, Place, check_place
from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.free_times import FreeTime, FreeTimeWish
from pico_tracker.domain.words import TEXT_LIMIT, clean_text, mark, sentence
from pico_tracker.services.bookings import check_booking
from pico_tracker.services.free_times import find_free_times
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.diary.booking_fields import read_time
from pico_tracker.ui.diary.booking_offers import Offers
from pico_tracker.ui.diary.booking_words import said_nothing_fits
from pico_tracker.ui.kit.fields import ChoiceField, DateField, Option, TextField
from pico_tracker.ui.kit.form import FieldGrid
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.session_log.next_visit_ahead import Ahead
from pico_tracker.ui.session_log.next_visit_field import ChosenVisit
from pico_tracker.ui.small_form import SmallForm

MOST = 4
"""Free times from the typed day on."""
HOURS = "place.hours"


@dataclass(frozen=True, slots=True)
class OtherWish:
    """What the time is looked for; the laser, room and length are those of the plan."""

    wish: FreeTimeWish
    ahead: Ahead


class OtherTimeForm(SmallForm):
    """`OtherTimeForm(desk, window, OtherWish(wish, ahead)).open()`; `chosen(ChosenVisit)` follows."""

    chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget, wanted: OtherWish) -> None:
        super().__init__(tr("Time of the next visit"), tr("Choose"), desk, parent)
        self._wish, self._ahead = wanted.wish, wanted.ahead
        self._outside: Place | None = None
        self.day = DateField("starts_at", tr("Date"), required=True)
        self.time = TextField("time", tr("Arrives at"), required=True, limit=10)
        self.time.input.setPlaceholderText(tr("such as 10:15"))
        people = tuple(Option(one.id, one.name) for one in self._ahead.facts.people)
        self.practitioner = ChoiceField("practitioner_id", tr("With"), options=people, required=True)
        self.reason = TextField("reason", tr("Why earlier than agreed"), required=True, limit=TEXT_LIMIT)
        fields = (self.day, self.time, self.practitioner, self.reason)
        self.form.take(*fields)
        self.add(FieldGrid(fields, columns=3, narrowest=140, spans={"reason": 0}))
        self.offers = Offers()
        self.add(self.offers)
        self.reason.hide()
        self.day.changed.connect(self._day_changed)
        self.offers.taken.connect(self._take)
        self.day.set_value(self._wish.from_at.date())
        operator = desk.context.operator.id
        self.practitioner.set_value(operator if any(one.value == operator for one in people) else None)

    def _day_changed(self) -> None:
        """Ask for a reason where the day is early, and look for free times from that day on."""
        day = self.day.value()
        self.reason.setVisible(day is not None and self._ahead.is_early(day))
        if day is None:
            return
        zone = self.desk.context.zone
        wish = replace(self._wish, from_at=datetime.combine(day, time(), zone))
        show = partial(self._show_offers, wish)
        self.desk.run(find_free_times, wish, MOST, done=show, failed=self._refuse, latest="other time")

    def _show_offers(self, wish: FreeTimeWish, offers: tuple[FreeTime, ...]) -> None:
        self.offers.show_offers(offers, said_nothing_fits(wish))

    def _take(self, offer: FreeTime) -> None:
        """An offer is free: it is chosen, unless a reason has to be typed first."""
        self.day.set_value(offer.place.starts_at.date())
        self.time.set_value(f"{offer.place.starts_at:%H:%M}")
        self.practitioner.set_value(offer.place.practitioner_id)
        if not self.check():
            self._choose(offer)
        else:
            self.try_to_save()

    def place(self) -> Place | None:
        """Where the visit would stand as typed, in the room planned or the one where the laser stands."""
        day, at, person = self.day.value(), read_time(self.time.value() or ""), self.practitioner.value()
        if day is None or at is None or not isinstance(person, int):
            return None
        wish, facts = self._wish, self._ahead.facts
        room_id = wish.room_id or facts.stands_in.get(wish.device_id or 0)
        return Place(
            starts_at=datetime.combine(day, at, self.desk.context.zone),
            minutes=wish.minutes,
            numbing_minutes=wish.numbing_minutes,
            clean_up_minutes=wish.clean_up_minutes if room_id is not None else 0,
            practitioner_id=person,
            room_id=room_id,
            device_id=wish.device_id,
        )

    def check(self) -> Findings:
        """What has to be entered still, and what cannot be."""
        found = list(self._missing())
        place = self.place()
        if place is not None:
            found += check_place(place)
            found += self._far_off(place)
        return tuple(found)

    def _far_off(self, place: Place) -> Findings:
        """A moment that has gone by, or one years away."""
        ahead = place.starts_at - self.desk.context.now()
        if ahead < timedelta():
            said = sentence(mark("The next visit lies in the past. Check date and time."))
            return (Finding("starts_at", said, code="visit.past"),)
        if ahead > FURTHEST_AHEAD:
            said = sentence(mark("The next visit is years away. Check the year."))
            return (Finding("starts_at", said, code="visit.year"),)
        return ()

    def _missing(self) -> Findings:
        asked = {
            "starts_at": (self.day.value() is None, mark("Enter the day.")),
            "time": (read_time(self.time.value() or "") is None, mark("Type the time as in 10:15.")),
            "practitioner_id": (self.practitioner.value() is None, mark("Choose who treats.")),
            "reason": (
                not self.reason.isHidden() and not self.reason.value(),
                mark("Say why it is booked earlier."),
            ),
        }
        unread = {one.field for one in self.form.problems()}
        return tuple(
            Finding(name, sentence(text), code="visit.missing")
            for name, (is_missing, text) in asked.items()
            if is_missing and name not in unread
        )

    def save(self) -> None:
        """Ask once more whether the place is free, then choose it."""
        place = self.place()
        if place is not None:
            self.save_button.setEnabled(False)
            asked = (place, self._wish.patient_id, self._ahead.kind)
            self.desk.run(check_booking, *asked, done=partial(self._judged, place), failed=self._refuse)

    def _judged(self, place: Place, findings: Findings) -> None:
        """A time outside the hours is chosen when it is asked for twice."""
        self.save_button.setEnabled(True)
        stopped = [one for one in findings if one.level is Level.STOP]
        if stopped or (findings and self._outside != place):
            self._outside = None if stopped else place
            self.form.show_findings(findings)
            return
        self._choose(self._named(place))

    def _named(self, place: Place) -> FreeTime:
        facts = self._ahead.facts
        people, rooms = {one.id: one.name for one in facts.people}, {one.id: one.name for one in facts.rooms}
        return FreeTime(
            place=place,
            practitioner_name=people.get(place.practitioner_id or 0, ""),
            room_name=rooms.get(place.room_id or 0, ""),
            device_name=facts.devices.get(place.device_id or 0, ""),
        )

    def _choose(self, free: FreeTime) -> None:
        reason = "" if self.reason.isHidden() else clean_text(self.reason.value() or "")
        self.chosen.emit(ChosenVisit(kind=self._ahead.kind, free=free, reason=reason))
        self.saved.emit()
        self.accept()

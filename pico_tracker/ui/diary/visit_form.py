"""What booking and moving share: the fields, the safe date, the offers, and what speaks against a place."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.diary import TREATING, Place, SafeDate, SafeWord, VisitKind, check_place
from pico_tracker.domain.errors import PicoError, Refused, TimeTaken
from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.free_times import FreeTime, FreeTimeWish
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.bookings import check_booking
from pico_tracker.services.free_times import find_free_times
from pico_tracker.services.safe_dates import read_safe_date
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.diary.booking_fields import BookingFields, values_of
from pico_tracker.ui.diary.booking_offers import MOST, Offers, TellBox
from pico_tracker.ui.diary.booking_wish import Wishes, WishFacts, is_same_wish
from pico_tracker.ui.diary.booking_words import safe_chip, said_early, said_length, said_nothing_fits, said_when
from pico_tracker.ui.kit.chips import Chip
from pico_tracker.ui.kit.style import px
from pico_tracker.ui.kit.words import said, tr
from pico_tracker.ui.small_form import SmallForm

WIDTH, SIDE = 940, 320
"""Of the dialog and of the offers in it, in px at 100 %."""
HOURS = "place.hours"


@dataclass(frozen=True, slots=True)
class Checked:
    """A place with what speaks against it."""

    place: Place
    kind: VisitKind
    findings: Findings


class VisitForm(SmallForm):
    """A form with offers beside it. Subclasses say whose visit it is (`patient_id`, `course_ids`) and
    what is sent (`write`); nothing is decided here: the services do.
    """

    own_visit_id: int | None = None
    """The visit that is moved; its own time does not stand in its way."""
    is_walk_in = False

    def __init__(self, title: str, save_text: str, desk: Desk, parent: QWidget) -> None:
        super().__init__(title, save_text, desk, parent)
        self.setMinimumWidth(px(WIDTH))
        self.fields = BookingFields(desk.context.today(), clinical=desk.may(Permission.READ_CLINICAL))
        self.wishes = Wishes(self.fields)
        self.offers, self.tell = Offers(), TellBox()
        self.safe = SafeDate(SafeWord.FREE)
        self.safe_chip = Chip(safe_chip(self.safe, desk.context.today()))
        self.checked: Checked | None = None
        self._asked: FreeTimeWish | None = None
        self._was_refused = self._filling = False
        self.fields.place_in(self.form)
        self._build_sides()
        self._connect()

    def _build_sides(self) -> None:
        """The form at the left, what to say and the offers at the right."""
        self.body.removeWidget(self.form)
        self.body.removeWidget(self.about)
        self.left, side, both = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        self.left.setSpacing(10)
        self.left.addWidget(self.safe_chip)
        self.left.addWidget(self.form)
        self.left.addStretch(1)
        side.setSpacing(14)
        side.addWidget(self.tell)
        side.addWidget(self.offers)
        side.addWidget(self.about)
        side.addStretch(1)
        for part in (self.tell, self.offers, self.about):
            part.setFixedWidth(px(SIDE))
        both.setSpacing(20)
        both.addLayout(self.left, 1)
        both.addLayout(side)
        self.body.addLayout(both)

    def _connect(self) -> None:
        for field in self.form.fields:
            field.changed.connect(partial(self.touch, field.name))
        for field in (self.fields.day, self.fields.kind):
            field.changed.connect(self.ask_reason)
        self.form.changed.connect(self.tell_time)
        self.form.edited.connect(self.follow)
        self.offers.taken.connect(self.take)

    # What the subclasses know

    def patient_id(self) -> int | None:
        """Whose visit it is; None for somebody who is not on record."""
        raise NotImplementedError

    def course_ids(self) -> tuple[int, ...]:
        """The courses that the visit serves."""
        raise NotImplementedError

    def write(self, place: Place) -> None:
        """Send the visit at a place that was looked at."""
        raise NotImplementedError

    def may_override(self) -> bool:
        """Whether a reason of the person at work counts."""
        return self.desk.may(Permission.WRITE_CLINICAL)

    # Filling

    def touch(self, name: str) -> None:
        """Remember what somebody typed, not what was filled in."""
        if not self._filling:
            super().touch(name)

    def fill(self, values: Mapping[str, object]) -> None:
        """Show values without calling it typing."""
        self._filling = True
        try:
            self.form.fill(values)
        finally:
            self._filling = False
        self.tell_time()

    @property
    def is_filling(self) -> bool:
        """Whether values are filled in just now."""
        return self._filling

    def take(self, offer: FreeTime) -> None:
        """Take an offer: every field as it names it, the laser included."""
        values = values_of(offer.place)
        self.wishes.note_offer(values)
        self.fill(values)
        self._asked = self.wish()
        self.ask_reason()
        self.follow()
        self.look()

    def tell_time(self) -> None:
        """Say when the patient comes, as typed now."""
        place = self.place()
        if place is None:
            self.tell.tell("", "")
            return
        present, whole = (
            round((end - place.starts_at).total_seconds() / 60) for end in (place.ends_at, place.free_from)
        )
        caption = tr("Walk-in, here now; begins") if self.is_walk_in else ""
        self.tell.tell(said_when(place.starts_at), said_length(whole, present), caption)
        self.offers.mark(place)

    def place(self) -> Place | None:
        """Where the visit stands as typed."""
        return self.fields.place(self.desk.context.zone)

    # The safe date

    def ask_safe(self) -> None:
        """Ask from when it is safe, for this kind and these courses."""
        kind, patient_id = self.fields.chosen_kind(), self.patient_id()
        if kind is None or patient_id is None:
            self.show_safe(SafeDate(SafeWord.FREE))
            return
        asked = (patient_id, self.course_ids(), kind)
        self.desk.run(read_safe_date, *asked, done=self.show_safe, failed=self._refuse, latest="booking safe")

    def show_safe(self, safe: SafeDate) -> None:
        """Say the date, and look for free times from then on."""
        self.safe = safe
        self.safe_chip.show_chip(safe_chip(safe, self.desk.context.today()))
        self.safe_chip.setVisible(self.patient_id() is not None)
        self.ask_reason()
        self.follow()

    def is_early(self) -> bool:
        """Whether it treats on a day that the safe date does not allow."""
        day = self.fields.day.value()
        if day is None or self.fields.chosen_kind() not in TREATING:
            return False
        return self._was_refused or not self.safe.allows(day)

    def ask_reason(self) -> None:
        """Ask for the reason where one is needed and counts."""
        self.fields.reason.setVisible(self.is_early() and self.may_override())

    def reason(self) -> str:
        """Why it is early, where it is."""
        return (self.fields.reason.value() or "") if self.is_early() else ""

    # Offers and conflicts

    def follow(self) -> None:
        """Ask anew for whatever follows from what was typed."""
        self.tell_time()
        self.ask_offers()
        self.check_place()

    def wish(self) -> FreeTimeWish | None:
        """What is looked for now."""
        return self.wishes.wish(self._facts())

    def _facts(self) -> WishFacts:
        context = self.desk.context
        return WishFacts(
            now=context.now(),
            zone=context.zone,
            safe=self.safe,
            patient_id=self.patient_id(),
            may_override=self.may_override(),
            is_walk_in=self.is_walk_in,
        )

    def ask_offers(self, *, anew: bool = False) -> None:
        """Look for free times, if the wish is another one."""
        wish = self.wish()
        if wish is None:
            self._asked = None
            self.offers.say(self._said_no_wish())
        elif anew or self._asked is None or not is_same_wish(wish, self._asked):
            self._asked = wish
            show, told = partial(self._show_offers, wish), partial(self._tell_refused, wish)
            self.desk.run(find_free_times, wish, MOST, done=show, failed=told, latest="booking offers")

    def _said_no_wish(self) -> str:
        if self.wishes.first_day(self._facts()) is None:
            return tr("No treatment before a practitioner has reviewed. A review can be booked at once.")
        return tr("Say what the visit is for and how long it takes.")

    def _show_offers(self, wish: FreeTimeWish, offers: tuple[FreeTime, ...]) -> None:
        self.offers.show_offers(offers, said_nothing_fits(wish))

    def _tell_refused(self, _wish: FreeTimeWish, error: PicoError) -> None:
        self.offers.say(said(error.sentence))

    def check_place(self) -> None:
        """Ask what speaks against the place as typed."""
        place, kind = self.place(), self.fields.chosen_kind()
        if place is None or kind is None or check_place(place):
            self._note_checked(None)
        elif not self._is_checked(place, kind):
            show = partial(self._show_checked, place, kind)
            asked = (place, self.patient_id(), kind, self.own_visit_id)
            self.desk.run(check_booking, *asked, done=show, failed=self._refuse, latest="booking place")

    def _is_checked(self, place: Place | None, kind: VisitKind | None) -> bool:
        return self.checked is not None and (self.checked.place, self.checked.kind) == (place, kind)

    def _show_checked(self, place: Place, kind: VisitKind, findings: Findings) -> None:
        self._note_checked(Checked(place, kind, findings))

    def _note_checked(self, checked: Checked | None) -> None:
        self.checked = checked
        is_outside = any(one.code == HOURS for one in self._conflicts())
        if not is_outside and self.fields.outside.value():
            self.fill({"outside": False})
        self.fields.outside.setVisible(is_outside)
        self.look()

    def _conflicts(self) -> Findings:
        """What speaks against the place as it is typed now."""
        if self.checked is None or not self._is_checked(self.place(), self.fields.chosen_kind()):
            return ()
        level = Level.STOP if self._tried and not self.fields.outside.value() else Level.CAUTION
        return tuple(
            replace(one, field="outside", level=level) if one.code == HOURS else one
            for one in self.checked.findings
        )

    # Findings

    def check(self) -> Findings:
        """What is missing, what the rules say, what is held, and that a day is too early."""
        missing = self.missing()
        unread = {finding.field for finding in (*self.form.problems(), *missing)}
        found = (*self.rules(), *self._early(), *self._conflicts())
        return (*missing, *(finding for finding in found if finding.field not in unread))

    def missing(self) -> Findings:
        """What has to be entered still."""
        return self.fields.missing()

    def rules(self) -> Findings:
        """What the rules say about a complete entry; subclasses add theirs."""
        place = self.place()
        return () if place is None else check_place(place)

    def _early(self) -> Findings:
        """A word while typing that the day is early; whether it is refused, the service decides."""
        if not self.is_early():
            return ()
        may = self.may_override()
        home = "reason" if may else "starts_at"
        found = [Finding(home, said_early(self.safe, may=may), Level.CAUTION, "visit.early")]
        if may and not self.fields.reason.value():
            found.append(Finding("reason", sentence(mark("Say why it is booked earlier.")), code="visit.reason"))
        return tuple(found)

    def look(self) -> None:
        """Say what is found beside its field; what is held is told whether it was typed or filled in."""
        self.form.show_findings(
            one
            for one in self.check()
            if self._tried
            or one.field in self._touched
            or one.level is Level.CAUTION
            or one.code.startswith("place.")
        )

    def save(self) -> None:
        """Look at the place once more, then send; what was free while typing may be taken by now."""
        place, kind = self.place(), self.fields.chosen_kind()
        if place is None or kind is None:
            return
        self.save_button.setEnabled(False)
        asked = (place, self.patient_id(), kind, self.own_visit_id)
        self.desk.run(check_booking, *asked, done=partial(self._send_checked, place, kind), failed=self._refuse)

    def _send_checked(self, place: Place, kind: VisitKind, findings: Findings) -> None:
        self.save_button.setEnabled(True)
        self._note_checked(Checked(place, kind, findings))
        if any(one.level is Level.STOP for one in self.check()):
            self.form.focus_first_stop()
            self.ask_offers(anew=True)
        else:
            self.save_button.setEnabled(False)
            self.write(place)

    def _refuse(self, error: PicoError) -> None:
        """A refusal for the dates lets a practitioner say why; one for the place brings new offers."""
        codes = [one.code for one in error.findings] if isinstance(error, Refused) else []
        if "visit.early" in codes:
            self._was_refused = True
            self.ask_reason()
        super()._refuse(error)
        if isinstance(error, TimeTaken) or any(code.startswith("place.") for code in codes):
            self.checked = None
            self.ask_offers(anew=True)

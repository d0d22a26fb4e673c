"""Next visit: when it may be, the first free times as planned, and the follow-up call."""

from datetime import date, timedelta
from functools import partial

from pico_tracker.domain.diary import TREATING, VISIT_KIND_NAMES, VisitEntry
from pico_tracker.domain.errors import PicoError
from pico_tracker.domain.next_plans import NextPlanEntry
from pico_tracker.domain.recalls import CALL_AFTER_DAYS
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.diary.booking_words import said_nothing_fits, said_short_day, said_when
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.cards import Card
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.fields import DateField
from pico_tracker.ui.kit.form import AnyField
from pico_tracker.ui.kit.plain_text import Label, Role, tip
from pico_tracker.ui.kit.words import said, tr, translated
from pico_tracker.ui.session_log.next_visit_ahead import Ahead, Asked, asked_for, look_ahead
from pico_tracker.ui.session_log.next_visit_field import NextVisitField
from pico_tracker.ui.session_log.other_time import OtherTimeForm, OtherWish

CALL_KEY = "Alt+6"


class CallField(DateField):
    """The day of the follow-up call by reception: one key takes the day of the clinic's rule."""

    def __init__(self) -> None:
        super().__init__("call_on", tr("Follow-up call, reception"))
        self.offer_button = Button("", key=CALL_KEY, run=self._take_offer)
        self._offered: date | None = None
        self._stack.insertWidget(1, self.offer_button)
        self.offer_button.hide()
        self.changed.connect(self._show_offer)

    def offer(self, day: date | None) -> None:
        """Offer a day; None offers nothing."""
        self._offered = day
        if day is not None:
            self.offer_button.setText(said_short_day(day))
            name = tr("Call in {hours} hours: {day}", hours=24 * CALL_AFTER_DAYS, day=said_short_day(day))
            self.offer_button.setAccessibleName(name)
            self.offer_button.setToolTip(tip(name))
        self._show_offer()

    def _show_offer(self) -> None:
        """Once it is taken it stands in the field."""
        self.offer_button.setVisible(self._offered is not None and self.value() != self._offered)

    def _take_offer(self) -> None:
        self.set_value(self._offered)

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed."""
        super().set_read_only(read_only)
        self.offer_button.setEnabled(not read_only)


class NextVisitCard(Card):
    """`NextVisitCard(desk, patient_id, course_id)`; `follow` with each change of the form, `wish` at signing.

    Nothing is booked here: the page sends `wish()` with the session that is signed.
    """

    def __init__(self, desk: Desk, patient_id: int, course_id: int) -> None:
        super().__init__(tr("Next visit"))
        self._desk, self._patient_id, self._course_id = desk, patient_id, course_id
        self._asked: Asked | None = None
        self._answered: Asked | None = None
        self.ahead: Ahead | None = None
        self.dates, self.about = Label("", Role.QUIET, wrap=True), Label("", Role.QUIET, wrap=True)
        self.visit = NextVisitField(desk.mint_entry_id(), desk.context.zone)
        self.call = CallField()
        self.visit.when_other_wanted(self.choose_other)
        for part in (self.dates, self.about, self.visit, self.call):
            self.add(part)
        self.visit.other_button.setEnabled(False)

    @property
    def fields(self) -> tuple[AnyField, ...]:
        """The fields for the form to take: the time chosen and the day of the call."""
        return (self.visit, self.call)

    def follow(self, performed_on: date, plan: NextPlanEntry | None, device_id: int | None = None) -> None:
        """Ask anew for dates and free times where day, plan or today's laser has changed."""
        self._offer_call(performed_on)
        asked = asked_for((self._patient_id, self._course_id), performed_on, plan, device_id)
        if asked != self._asked:
            self._asked = asked
            self.ask()

    def ask(self) -> None:
        """Ask for dates and free times as they are now, such as after somebody else took one."""
        if self._asked is not None:
            done = partial(self._show_ahead, self._asked)
            self._desk.run(look_ahead, self._asked, done=done, failed=self._say_why, latest="next visit")

    def _offer_call(self, performed_on: date) -> None:
        day = performed_on + timedelta(days=CALL_AFTER_DAYS)
        self.call.offer(day if day >= self._desk.context.today() else None)

    def _say_why(self, error: PicoError) -> None:
        self.about.setText(said(error.sentence))

    def _show_ahead(self, asked: Asked, ahead: Ahead) -> None:
        is_other = self._answered is not None and asked != self._answered
        self._answered, self.ahead = asked, ahead
        self.dates.setText(said_dates(ahead))
        self.about.setText(_said_wish(ahead))
        self.visit.offer(ahead.kind, ahead.offers, ahead.names if ahead.offers else ())
        self.visit.other_button.setEnabled(not self.visit.is_read_only)
        if is_other and self._is_stale(ahead):
            self.visit.set_value(None)
            text = tr("The plan has changed: choose the time again. {wish}", wish=_said_wish(ahead))
            self.about.setText(text.strip())

    def _is_stale(self, ahead: Ahead) -> bool:
        """Whether the time chosen is for another laser, room or length than is planned by now."""
        chosen, wish = self.visit.value(), ahead.wish
        if chosen is None:
            return False
        place = chosen.free.place
        if chosen.kind is not ahead.kind:
            return True
        is_elsewhere = wish.room_id is not None and place.room_id != wish.room_id
        return is_elsewhere or (place.device_id, place.minutes) != (wish.device_id, wish.minutes)

    def choose_other(self) -> None:
        """Choose a day and a time by hand."""
        ahead = self.ahead
        if ahead is not None:
            form = OtherTimeForm(self._desk, self.window(), OtherWish(ahead.wish, ahead))
            form.chosen.connect(self.visit.set_value)
            form.open()

    def wish(self) -> VisitEntry | None:
        """The visit to book once the session is signed; None where nobody chose a time.

        It keeps its identifier, so that sending it twice books nothing twice.
        """
        chosen = self.visit.value()
        if chosen is None:
            return None
        return VisitEntry(
            entry_id=self.visit.entry_id,
            patient_id=self._patient_id,
            course_ids=(self._course_id,),
            kind=chosen.kind,
            place=chosen.free.place,
            reason=chosen.reason,
        )


def said_dates(ahead: Ahead) -> str:
    """From when the next visit may be, and by when it is best."""
    if ahead.is_held:
        return tr("No date yet: a reaction has to be reviewed first.")
    safe_on, best_by = ahead.dates.not_before_on, ahead.best_by
    if safe_on is None:
        return tr("Free to book.")
    if best_by is None:
        return tr("Safe from {first}.", first=said_day(safe_on))
    return tr("Safe from {first}, best by {last}.", first=said_day(safe_on), last=said_day(best_by))


def _said_wish(ahead: Ahead) -> str:
    """What is booked already, or what the free times are looked for."""
    lines = []
    if ahead.booked is not None:
        lines.append(tr("Booked already: {when}.", when=said_when(ahead.booked.starts_at)))
    if ahead.offers:
        kind = () if ahead.kind in TREATING else (translated(VISIT_KIND_NAMES[ahead.kind]),)
        length = tr("{count} min", count=ahead.wish.minutes)
        lines.append(tr("{parts}:", parts=", ".join((*kind, *ahead.names, length))))
    else:
        lines.append(said_nothing_fits(ahead.wish))
    return "\n".join(lines)

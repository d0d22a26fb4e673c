"""Move a visit to another time, length, person, room or laser: its place in the form, offers beside it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pico_tracker.domain.bookings import BookingFacts
from pico_tracker.domain.diary import Place, Visit
from pico_tracker.domain.findings import Findings
from pico_tracker.domain.visit_steps import check_move
from pico_tracker.services.bookings import read_booking_choices
from pico_tracker.services.context import Done
from pico_tracker.services.visits import VisitDetail, move_visit, read_visit
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.diary.booking_fields import values_of
from pico_tracker.ui.diary.booking_words import said_when
from pico_tracker.ui.diary.visit_form import VisitForm
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import tr


class MoveForm(VisitForm):
    """`MoveForm(desk, window, visit).open()`; `moved(step_id)` follows, for Undo.

    Those tied to the visit move by the same stretch of time, as the service says.
    """

    moved = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget, visit: Visit) -> None:
        super().__init__(tr("Move visit"), tr("Move visit"), desk, parent)
        self.visit, self.own_visit_id, self._version = visit, visit.id, visit.version
        now = tr("{name}, now {when}", name=visit.patient_name, when=said_when(visit.starts_at))
        self.who = Label(now, Role.STRONG, elide=True)
        self.left.insertWidget(0, self.who)
        self.fields.kind.set_read_only(read_only=True)
        for field in (self.fields.desk_note, self.fields.note):
            field.hide()
        if visit.tie is not None:
            self.tell_about(tr("The visits that belong together with it move by as much."))
        self.wait_for(read_booking_choices, done=self._show)

    def _show(self, facts: BookingFacts) -> None:
        self.fields.offer(facts)
        self.fill({"kind": self.visit.kind, **values_of(self.visit.place)})
        self.fields.day.give_focus()
        self.ask_safe()

    def patient_id(self) -> int | None:
        """Whose visit it is."""
        return self.visit.patient_id

    def course_ids(self) -> tuple[int, ...]:
        """The courses that it serves."""
        return self.visit.course_ids

    def is_early(self) -> bool:
        """Staying on its day is no move to an earlier one."""
        return self.fields.day.value() != self.visit.starts_at.date() and super().is_early()

    def rules(self) -> Findings:
        """What the rules say about moving it there."""
        place = self.place()
        known = () if place is None else check_move(self.visit, place, self.desk.context.now())
        return (*super().rules(), *known)

    def write(self, place: Place) -> None:
        """Move it."""
        asked = (self.visit.id, place, self._version, self.reason())
        self.desk.run(move_visit, *asked, done=self._written, failed=self._refuse)

    def _written(self, done: Done[int]) -> None:
        self.moved.emit(done.value)
        self._done(done)

    def read_again(self) -> None:
        """Take the version that somebody else left."""
        self.desk.run(read_visit, self.visit.id, done=self._know, failed=self._refuse)

    def _know(self, detail: VisitDetail) -> None:
        self.visit = detail.visit
        self._version = detail.visit.version

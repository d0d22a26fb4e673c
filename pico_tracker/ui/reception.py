"""What the reception desk asks of the window: book, move, let in, fill a freed time, work the recalls."""

from collections.abc import Sequence
from datetime import datetime, time
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from pico_tracker.domain.diary import TREATING, Place, SafeWord, Visit
from pico_tracker.domain.free_times import FreeTime, FreeTimeWish
from pico_tracker.domain.next_plans import PlanToBook
from pico_tracker.domain.recalls import REACTION_KINDS, RecallLine
from pico_tracker.domain.topics import Topics
from pico_tracker.domain.visit_lengths import last_device, usual_lengths
from pico_tracker.domain.waiting import Waiting, freed_by
from pico_tracker.services.context import Context
from pico_tracker.services.free_times import find_free_times
from pico_tracker.services.next_plans import read_plan_to_book
from pico_tracker.services.recalls import list_recalls
from pico_tracker.services.safe_dates import read_safe_date
from pico_tracker.services.visits import VisitDetail, cancel_visit, list_patient_visits, read_visit, undo_visit_step
from pico_tracker.services.waiting import close_waiting
from pico_tracker.ui.course_parts import CourseParts
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.diary.absence_page import AbsencePage
from pico_tracker.ui.diary.booking_form import BookingForm
from pico_tracker.ui.diary.booking_words import said_when
from pico_tracker.ui.diary.calendar_form import CalendarForm
from pico_tracker.ui.diary.move_form import MoveForm
from pico_tracker.ui.frame import Stop
from pico_tracker.ui.kit.dialog import Dialog
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.rail import Rail
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.others import Others
from pico_tracker.ui.page_shelf import PageShelf
from pico_tracker.ui.recalls.page import RecallsPage
from pico_tracker.ui.schedule.page import SchedulePage
from pico_tracker.ui.session_wishes import SessionWishes
from pico_tracker.ui.today.page import TodayPage

SCHEDULE, RECALLS = "schedule", "recalls"
"""Entries of the rail."""
OFFERS = 3
"""Free times that the recall list shows for whom it is at."""


class Rooms(Protocol):
    """What is needed of the window."""

    desk: Desk
    notices: NoticeBoard
    pages: PageShelf
    rail: Rail
    others: Others
    parts: CourseParts
    sessions: SessionWishes

    def ask(self, form: Dialog) -> None:
        """Open a dialog over the window."""
        ...

    def open_patient(self, patient_id: int, course_id: int = 0) -> None:
        """Open a patient's record, at a course if one is named."""
        ...

    def go(self, stop: Stop) -> None:
        """Go to a page from which "Back" leads here."""
        ...

    def go_back(self) -> None:
        """Go back one step."""
        ...


class Reception(QObject):
    """Answers the wishes of Today, Schedule and Recalls; `details_turned()` when names are hidden or shown."""

    details_turned = Signal()

    def __init__(self, window: Rooms) -> None:
        super().__init__()
        self._window = window
        self.is_hidden = False
        window.desk.backend.records_changed.connect(self._count_after)
        window.others.changed.connect(self._count_after)

    # Pages

    def connect_today(self, page: TodayPage) -> None:
        """Answer the day book of Today."""
        page.time_wanted.connect(self.book)
        page.other_place_wanted.connect(self.move)
        page.freed.connect(self.fill)
        page.hide_wanted.connect(self.turn_details)
        page.log_wanted.connect(self._window.sessions.log_for)

    def schedule(self) -> SchedulePage:
        """The page of days and weeks."""
        return self._window.pages.take(SchedulePage, self._make_schedule)

    def _make_schedule(self) -> SchedulePage:
        page = SchedulePage(self._window.desk)
        page.patient_wanted.connect(self._window.open_patient)
        page.course_wanted.connect(self._window.open_patient)
        page.time_wanted.connect(self.book)
        page.other_place_wanted.connect(self.move)
        page.freed.connect(self.fill)
        page.hide_wanted.connect(self.turn_details)
        page.log_wanted.connect(self._window.sessions.log_for)
        page.calendar_wanted.connect(self.save_calendar)
        page.absence_wanted.connect(self.open_absences)
        page.waiting.book_wanted.connect(self.book_waiting)
        page.waiting.booked.connect(lambda _visit_id: self._told(tr("Booked from the waiting list.")))
        page.hide_details(hidden=self.is_hidden)
        return page

    def recalls(self) -> RecallsPage:
        """The page of people to reach."""
        return self._window.pages.take(RecallsPage, self._make_recalls)

    def _make_recalls(self) -> RecallsPage:
        page = RecallsPage(self._window.desk)
        page.patient_wanted.connect(self._window.open_patient)
        page.book_wanted.connect(self.book_recall)
        page.free_times_wanted.connect(self.offer_times)
        page.call_wanted.connect(self._window.parts.call)
        page.count_changed.connect(self._show_count)
        return page

    def turn_details(self) -> None:
        """Hide names and details on the pages of the desk, or show them again."""
        self.is_hidden = not self.is_hidden
        for page in (self._window.pages.known(TodayPage), self._window.pages.known(SchedulePage)):
            if page is not None:
                page.hide_details(hidden=self.is_hidden)
        self._window.notices.clear()
        self.details_turned.emit()

    # How many are to be reached

    def count(self) -> None:
        """Ask how many people are to be reached, for the rail."""
        self._window.desk.run(list_recalls, done=self._count_lines, latest="recall count")

    def _count_after(self, topics: Topics) -> None:
        """The page itself counts while it is in front: it asks again for the same list."""
        in_front = isinstance(self._window.pages.currentWidget(), RecallsPage)
        if topics & RecallsPage.topics and not in_front:
            self.count()

    def _count_lines(self, lines: Sequence[RecallLine]) -> None:
        self._show_count(len(lines), any(line.kind in REACTION_KINDS for line in lines))

    def _show_count(self, lines: int, urgent: bool) -> None:
        self._window.rail.wait_for(RECALLS, lines, urgent=urgent)

    # Booking

    def book(self, place: Place | None = None) -> None:
        """Book a visit, at a time that was pointed at if one was."""
        self._open_booking(BookingForm(self._window.desk, self._over(), place=place))

    def book_for(self, patient_id: int, course_id: int) -> None:
        """Book a visit for a patient, for one of the courses if one is named."""
        form = BookingForm(self._window.desk, self._over(), patient_id=patient_id, course_id=course_id)
        self._open_booking(form)

    def let_in(self) -> None:
        """Somebody has come without a visit."""
        self._open_booking(BookingForm(self._window.desk, self._over(), walk_in=True))

    def book_recall(self, line: RecallLine, free: FreeTime | None) -> None:
        """Book what a line of the recall list is about."""
        form = BookingForm(
            self._window.desk,
            self._over(),
            patient_id=line.patient_id,
            course_id=line.course_id,
            place=None if free is None else free.place,
        )
        form.booked.connect(partial(self.recalls().note_booked, line))
        self._open_booking(form)

    def book_waiting(self, waiting: Waiting, place: Place | None) -> None:
        """Book somebody from the waiting list; the line closes by the booking made there."""
        if place is not None:
            self.schedule().waiting.book(waiting, place)
            return
        form = BookingForm(self._window.desk, self._over(), patient_id=waiting.entry.patient_id)
        desk = self._window.desk
        form.booked.connect(lambda visit_id: desk.run(close_waiting, waiting.id, visit_id))
        self._open_booking(form)

    def _open_booking(self, form: BookingForm) -> None:
        form.booked.connect(self._tell_booked)
        form.cancelled.connect(lambda step: self._offer_undo(tr("Cancelled. The time is free again."), step))
        self._window.ask(form)

    def _tell_booked(self, visit_id: int) -> None:
        """Undoing a booking cancels it: what was booked stays readable."""
        self._window.desk.run(read_visit, visit_id, done=self._name_booked)

    def _name_booked(self, detail: VisitDetail) -> None:
        desk, visit = self._window.desk, detail.visit
        undo = partial(desk.run, cancel_visit, visit.id, tr("Booked by mistake."))
        name = tr("Visit") if self.is_hidden else visit.patient_name
        text = tr("{name}: booked, {when}.", name=name, when=said_when(visit.starts_at))
        self._window.notices.tell(text, Tone.OK, undo=undo)

    def move(self, visit: Visit) -> None:
        """Choose another time for a visit."""
        form = MoveForm(self._window.desk, self._over(), visit)
        form.moved.connect(lambda step: self._offer_undo(tr("Moved."), step))
        self._window.ask(form)

    def offer_times(self, line: RecallLine) -> None:
        """The first free times that fit a line of the recall list, from the day that is safe on."""
        done = partial(self._show_times, line)
        self._window.desk.run(free_times_for, line, done=done, latest="recall times")

    def _show_times(self, line: RecallLine, times: tuple[FreeTime, ...]) -> None:
        self.recalls().show_free_times(times, line)

    # A time that came free

    def fill(self, visit: Visit) -> None:
        """Show on the schedule who could take a time that came free, if anybody waits."""
        if visit.starts_at > self._window.desk.context.now():
            self.schedule().waiting.show_matches(freed_by(visit.place))

    def open_absences(self) -> None:
        """Say who or what is away, and find another time for every visit that this hits."""

        def prepare() -> QWidget:
            page = self._window.pages.take(AbsencePage, self._make_absences)
            page.refresh()
            return page

        self._window.go(Stop(SCHEDULE, tr("the absence"), prepare))

    def _make_absences(self) -> AbsencePage:
        page = AbsencePage(self._window.desk)
        page.patient_wanted.connect(self._window.open_patient)
        page.closed.connect(self._window.go_back)
        return page

    def save_calendar(self) -> None:
        """Save the visits of the clinic or of a practitioner as a calendar file."""
        form = CalendarForm(self._window.desk, self._over())
        form.told.connect(self._told)
        self._window.ask(form)

    def _offer_undo(self, text: str, step_id: int) -> None:
        desk = self._window.desk
        self._window.notices.tell(text, Tone.OK, undo=lambda: desk.run(undo_visit_step, step_id))

    def _told(self, text: str) -> None:
        self._window.notices.tell(text, Tone.OK)

    def _over(self) -> QWidget:
        assert isinstance(self._window, QWidget)
        return self._window


def free_times_for(context: Context, line: RecallLine) -> tuple[FreeTime, ...]:
    """As planned for the course, else as usual; nothing is offered while a practitioner has to review first."""
    safe = read_safe_date(context, line.patient_id, (line.course_id,), line.visit_kind)
    if safe.word is SafeWord.REVIEW:
        return ()
    visits = list_patient_visits(context, line.patient_id)
    lengths = usual_lengths(visits, line.visit_kind)
    day = max(context.today(), safe.from_on or context.today())
    plan = read_plan_to_book(context, line.course_id) if line.visit_kind in TREATING else None
    plan = PlanToBook() if plan is None or plan.is_patch_only else plan
    wish = FreeTimeWish(
        kind=line.visit_kind,
        minutes=plan.minutes or lengths.minutes,
        numbing_minutes=lengths.numbing,
        clean_up_minutes=lengths.clean_up,
        device_id=plan.device_id or last_device(visits, line.visit_kind),
        room_id=plan.room_id,
        from_at=datetime.combine(day, time(), context.zone),
        patient_id=line.patient_id,
    )
    return find_free_times(context, wish, OFFERS)

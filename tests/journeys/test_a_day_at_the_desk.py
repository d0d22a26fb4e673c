"""A whole day at the reception desk: booked, moved, let in, called down to nobody; by keys and by mouse."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from pico_tracker.domain.contacts import ContactOutcome
from pico_tracker.domain.diary import Place, Visit, VisitEntry, VisitKind, VisitState
from pico_tracker.services.contacts import list_contacts
from pico_tracker.services.courses import open_course
from pico_tracker.services.patients import add_patient, find_patients
from pico_tracker.services.sessions import log_session
from pico_tracker.services.visits import book_visit, list_patient_visits
from pico_tracker.ui.diary.booking_form import BookingForm
from pico_tracker.ui.patients.list_page import PatientsPage
from pico_tracker.ui.recalls.page import RecallsPage
from pico_tracker.ui.schedule.page import SchedulePage
from pico_tracker.ui.today.page import TodayPage
from tests.builders import NOON, Bench
from tests.journeys.conftest import SitDown
from tests.journeys.seats import Seat, everything_said

LEFT = Qt.MouseButton.LeftButton
MORNING = NOON.replace(hour=9) + timedelta(days=1)
"""Monday 23 November, when the clinic opens."""


@dataclass(frozen=True)
class Day:
    """Reception's window on a Monday morning, and a patient who is known."""

    bench: Bench
    seat: Seat
    patient_id: int

    def visits(self) -> tuple[Visit, ...]:
        return list_patient_visits(self.bench.reception, self.patient_id)

    def shown(self) -> list[Visit]:
        """What stands in the day book of Today."""
        columns = self.seat.window.today().book.view.shown.book.columns
        return [visit for column in columns for visit in column.visits]

    def said(self) -> list[str]:
        """The notices of the window and of Today."""
        boards = (self.seat.window.notices, self.seat.window.today().notices)
        return [notice.text.text() for board in boards for notice in board.notices]

    def times(self) -> list[str]:
        return [f"{visit.starts_at:%a %H:%M}" for visit in self.shown()]


@pytest.fixture
def day(file_bench: Bench, sit_down: SitDown) -> Day:
    patient_id = add_patient(file_bench.reception, file_bench.patient()).value
    file_bench.clock.moment = MORNING
    return Day(file_bench, sit_down(file_bench.reception), patient_id)


def book(day: Day, hour: int, kind: VisitKind = VisitKind.REVIEW) -> int:
    entry = VisitEntry(
        entry_id=day.bench.mint(),
        patient_id=day.patient_id,
        course_ids=(),
        kind=kind,
        place=Place(
            starts_at=MORNING.replace(hour=hour),
            minutes=30,
            practitioner_id=day.bench.practitioner.operator.id,
        ),
    )
    return book_visit(day.bench.reception, entry).value


def test_a_visit_is_booked_in_seven_keys(day: Day) -> None:
    day.seat.key("Ctrl+B")
    form = day.seat.dialog()
    assert isinstance(form, BookingForm)
    day.seat.write("nwo")
    day.seat.key("Return")
    day.seat.until(lambda: form.patient is not None and bool(form.offers.buttons))
    day.seat.key("Alt+1")
    day.seat.key("Ctrl+S")
    day.seat.until(lambda: day.seat.window.dialog is None)
    day.seat.until(lambda: day.times() == ["Mon 09:00"])
    day.seat.until(lambda: day.said() == ["Amara Nwosu: booked, Mon 23 Nov, 09:00."])
    day.seat.click(day.seat.window.notices.notices[0].undo_button)
    day.seat.until(lambda: day.visits()[0].state is VisitState.CANCELLED)


def test_a_visit_is_booked_from_any_page_by_the_same_key(day: Day) -> None:
    day.seat.key("Ctrl+2")
    day.seat.page(PatientsPage)
    day.seat.key("Ctrl+B")
    form = day.seat.dialog()
    assert isinstance(form, BookingForm)
    form.reject()


def test_a_new_caller_is_booked_by_name_and_phone(day: Day) -> None:
    day.seat.key("Ctrl+B")
    form = day.seat.dialog()
    assert isinstance(form, BookingForm)
    day.seat.key("Ctrl+N")
    day.seat.fill(form.choice.name, "Ida Brand")
    day.seat.fill(form.choice.phone, "+44 7700 900277")
    day.seat.until(lambda: bool(form.offers.buttons))
    day.seat.settle()
    day.seat.come_round()
    day.seat.key("Alt+2")
    day.seat.save_dialog()
    day.seat.until(lambda: day.times() == ["Mon 09:15"])
    (found,) = find_patients(day.bench.reception, "ida brand").lines
    assert found.is_provisional


def test_a_walk_in_is_let_in_by_one_key_and_stands_as_arrived(day: Day) -> None:
    day.seat.key("Ctrl+W")
    form = day.seat.dialog()
    assert isinstance(form, BookingForm)
    day.seat.write("nwo")
    day.seat.key("Return")
    day.seat.until(lambda: form.patient is not None)
    day.seat.settle()
    day.seat.save_dialog()
    day.seat.until(lambda: len(day.shown()) == 1)
    (visit,) = day.shown()
    assert (visit.state, visit.is_walk_in, visit.starts_at) == (VisitState.ARRIVED, True, MORNING)


def test_a_visit_is_dragged_an_hour_later_and_taken_back(day: Day) -> None:
    book(day, 11)
    day.seat.key("Ctrl+1")
    day.seat.window.today().refresh()
    day.seat.until(lambda: day.times() == ["Mon 11:00"])
    view = day.seat.window.today().book.view
    standing = view.shown.layout.of(day.shown()[0].id)
    assert standing is not None
    start = view.canvas.map.box_of(standing).center().toPoint()
    hour = QPointF(0, view.canvas.map.top_of(12 * 60) - view.canvas.map.top_of(11 * 60)).toPoint()
    QTest.mousePress(view.canvas, LEFT, pos=start)
    QTest.mouseMove(view.canvas, start + QPoint(0, 12))
    QTest.mouseMove(view.canvas, start + hour)
    QTest.mouseRelease(view.canvas, LEFT, pos=start + hour)
    day.seat.until(lambda: day.times() == ["Mon 12:00"])
    assert day.said() == ["Amara Nwosu: now at 12:00, 30 min."]
    day.seat.click(day.seat.window.today().notices.notices[0].undo_button)
    day.seat.until(lambda: day.times() == ["Mon 11:00"])


def is_in(day: Day, state: VisitState) -> bool:
    return day.visits()[0].state is state


def test_a_visit_comes_in_goes_to_the_room_and_is_done_by_single_keys(day: Day) -> None:
    visit_id = book(day, 11)
    day.seat.key("Ctrl+3")
    page = day.seat.page(SchedulePage)
    day.seat.until(lambda: any(column.visits for column in page.book.view.shown.book.columns))
    page.book.view.focus_visit(visit_id)
    day.seat.until(lambda: page.card.isVisible() and page.card.visit is not None)
    steps = {"A": VisitState.ARRIVED, "I": VisitState.IN_ROOM, "D": VisitState.DONE, "U": VisitState.IN_ROOM}
    for key, state in steps.items():
        day.seat.settle()
        day.seat.key(key)
        day.seat.until(partial(is_in, day, state))


def test_an_overdue_course_is_called_by_one_key_rests_and_comes_back_by_undo(day: Day) -> None:
    course_id = open_course(day.bench.practitioner, day.bench.course(day.patient_id)).value
    long_ago = day.bench.session(course_id, performed_on=MORNING.date() - timedelta(weeks=10))
    log_session(day.bench.practitioner, long_ago)
    day.seat.key("Ctrl+4")
    page = day.seat.page(RecallsPage)
    day.seat.until(lambda: page.person.line is not None)
    assert "2 w" in everything_said(page) or "14 d late" in everything_said(page)
    assert "Tattoo" not in everything_said(page), "reception reads no concern"
    day.seat.key("N")
    day.seat.until(page.empty.isVisible)
    (contact,) = list_contacts(day.bench.reception, day.patient_id)
    assert contact.entry.outcome is ContactOutcome.NO_ANSWER
    day.seat.click(page.notices.notices[0].undo_button)
    day.seat.until(lambda: page.person.line is not None)


def test_names_leave_the_screen_by_one_key(day: Day) -> None:
    book(day, 11)
    day.seat.key("Ctrl+1")
    page = day.seat.page(TodayPage)
    page.refresh()
    day.seat.until(lambda: day.times() == ["Mon 11:00"])
    assert "Amara" in everything_said(page)
    day.seat.key("F9")
    assert "Amara" not in everything_said(page)
    day.seat.key("Ctrl+2")
    day.seat.until(day.seat.window.curtain.isVisible)
    assert "F9 shows them again" in everything_said(day.seat.window.curtain)
    day.seat.key("Ctrl+1")
    assert not day.seat.window.curtain.isVisible()
    day.seat.key("F9")
    assert "Amara" in everything_said(page)
    day.seat.key("Ctrl+2")
    day.seat.page(PatientsPage)
    day.seat.key("F9")
    assert day.seat.window.curtain.isVisible()
    day.seat.key("F9")
    assert not day.seat.window.curtain.isVisible()

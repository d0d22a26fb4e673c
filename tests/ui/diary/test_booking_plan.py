"""Booking as a practitioner planned it: laser, room, length, and only people who may fire that laser."""

from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.diary import VisitKind
from pico_tracker.domain.next_plans import NextPlanEntry, PlannedPass, PlanToBook
from pico_tracker.domain.people import Role, StaffEntry
from pico_tracker.domain.recalls import RecallGroup
from pico_tracker.services.catalogue import add_device
from pico_tracker.services.courses import open_course
from pico_tracker.services.opening_hours import add_room
from pico_tracker.services.patients import add_patient
from pico_tracker.services.people import add_staff
from pico_tracker.services.recalls import list_recalls
from pico_tracker.services.sessions import log_session
from pico_tracker.services.upkeep import authorise_person
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.diary.booking_form import BookingForm
from pico_tracker.ui.diary.booking_plan import plan_for, said_planned
from pico_tracker.ui.diary.waiting_form import WaitingForm
from pico_tracker.ui.reception import free_times_for
from tests.builders import TODAY, Bench
from tests.ui.desks import Show


class Planned:
    """A patient treated long ago, whose next visit was planned with another laser in the second room."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        add_room(bench.administrator, "Room 1")
        self.room_id = add_room(bench.administrator, "Room 2").value
        self.laser_id = add_device(bench.administrator, "picosure_pro", "").value
        costa = add_staff(bench.administrator, StaffEntry("Costa", Role.PRACTITIONER)).value
        authorise_person(bench.administrator, self.laser_id, costa)
        self.patient_id = add_patient(bench.practitioner, bench.patient()).value
        self.course_id = self.course("right forearm")

    def course(self, area: str, *, is_patch: bool = False, days_ago: int = 70) -> int:
        """A course whose next visit was planned."""
        entry = self.bench.course(self.patient_id, area=area)
        course_id = open_course(self.bench.practitioner, entry).value
        device_id = self.laser_id
        planned = PlannedPass(purpose="Green", device_id=device_id, fluence_j_cm2=Decimal("1.2"), is_patch=is_patch)
        plan = NextPlanEntry(minutes=45, room_id=self.room_id, note="Go up on black.", passes=(planned,))
        on = TODAY - timedelta(days=days_ago)
        log_session(self.bench.practitioner, self.bench.session(course_id, performed_on=on, next_plan=plan))
        return course_id


@pytest.fixture
def planned(file_bench: Bench) -> Planned:
    return Planned(file_bench)


@pytest.fixture
def window(on_screen: Show) -> QWidget:
    made = QWidget()
    on_screen(made)
    return made


def shown(desk: Desk, window: QWidget, planned: Planned, qtbot: QtBot, course_id: int = 0) -> BookingForm:
    form = BookingForm(desk, window, patient_id=planned.patient_id, course_id=course_id)
    with qtbot.waitActive(form):
        form.open()
    qtbot.waitUntil(lambda: bool(form.offers.buttons))
    return form


def test_reception_is_told_the_plan_and_offered_only_times_that_fit_it(
    reception_desk: Desk, window: QWidget, planned: Planned, qtbot: QtBot
) -> None:
    form = shown(reception_desk, window, planned, qtbot, planned.course_id)
    assert form.about.text().splitlines()[0] == "Planned: PicoSure Pro, Room 2, 45 min"
    assert "black" not in form.about.text()
    assert {button.second for button in form.offers.buttons} == {"Costa · Room 2 · PicoSure Pro"}
    assert {button.offer.place.minutes for button in form.offers.buttons} == {45}


def test_whoever_may_not_fire_the_planned_laser_is_not_proposed(
    desk: Desk, window: QWidget, planned: Planned, qtbot: QtBot
) -> None:
    form = shown(desk, window, planned, qtbot, planned.course_id)
    assert form.fields.practitioner.raw_text() == "Whoever is free"


def test_another_course_ticked_brings_its_own_plan_but_for_what_was_typed(
    reception_desk: Desk, window: QWidget, planned: Planned, qtbot: QtBot, file_bench: Bench
) -> None:
    other = open_course(file_bench.practitioner, file_bench.course(planned.patient_id, area="neck")).value
    form = shown(reception_desk, window, planned, qtbot, other)
    assert form.fields.minutes.value() == 30
    form.fields.courses.ticks[planned.course_id].set_value(True)
    assert form.fields.minutes.value() == 45
    form.fields.courses.ticks[planned.course_id].set_value(False)
    form.fields.minutes.set_raw_text("60")
    form.fields.courses.ticks[planned.course_id].set_value(True)
    assert form.fields.minutes.value() == 60


def test_a_plan_of_test_patches_only_is_booked_as_a_test_patch(
    reception_desk: Desk, window: QWidget, planned: Planned, qtbot: QtBot
) -> None:
    course_id = planned.course("neck", is_patch=True, days_ago=7)
    form = shown(reception_desk, window, planned, qtbot, course_id)
    assert form.fields.chosen_kind() is VisitKind.TEST_PATCH
    assert form.fields.minutes.value() == 45


def test_the_recall_list_offers_times_as_planned(planned: Planned, file_bench: Bench) -> None:
    (line,) = list_recalls(file_bench.reception, RecallGroup.OVERDUE)
    times = free_times_for(file_bench.reception, line)
    assert {(one.practitioner_name, one.room_name, one.device_name) for one in times} == {
        ("Costa", "Room 2", "PicoSure Pro")
    }
    assert {one.place.minutes for one in times} == {45}


def test_whoever_waits_waits_for_the_planned_laser_and_length(
    reception_desk: Desk, window: QWidget, planned: Planned, qtbot: QtBot
) -> None:
    form = WaitingForm(reception_desk, window, planned.patient_id)
    form.open()
    qtbot.waitUntil(lambda: form.device.value() == planned.laser_id)
    assert form.minutes.value() == 45


def test_a_plan_holds_for_its_own_kind_of_visit_only() -> None:
    treatment, patch = PlanToBook(minutes=40), PlanToBook(minutes=15, is_patch_only=True)
    plans = {1: treatment, 2: patch}
    assert plan_for(plans, (1, 2), VisitKind.MAINTENANCE) is treatment
    assert plan_for(plans, (1, 2), VisitKind.TEST_PATCH) is patch
    assert plan_for(plans, (2,), VisitKind.SESSION) is None
    assert plan_for(plans, (1, 2), VisitKind.REVIEW) is None
    assert plan_for(plans, (9, 2)) is patch


def test_a_plan_is_said_by_what_it_names() -> None:
    assert said_planned(PlanToBook(minutes=40)) == "Planned: 40 min"

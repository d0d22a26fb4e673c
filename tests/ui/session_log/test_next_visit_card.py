"""Next visit: dates as if the session were signed, free times as planned, and the call in between."""

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.courses import CourseState
from pico_tracker.domain.diary import VisitKind
from pico_tracker.domain.next_plans import NextPlanEntry, PlannedPass
from pico_tracker.domain.people import Role, StaffEntry
from pico_tracker.services.courses import change_course_state, open_course, read_patient_page
from pico_tracker.services.opening_hours import add_room, place_device
from pico_tracker.services.patients import add_patient
from pico_tracker.services.people import add_staff
from pico_tracker.services.sessions import log_session
from pico_tracker.services.side_effects import report_side_effect
from pico_tracker.services.upkeep import authorise_person
from pico_tracker.services.visits import book_visit, list_patient_visits, read_visit
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.backend import Backend
from pico_tracker.ui.kit.style import Look
from pico_tracker.ui.kit.words import said
from pico_tracker.ui.session_log.next_visit_card import NextVisitCard
from pico_tracker.ui.session_log.next_visit_field import NextVisitField
from pico_tracker.ui.session_log.other_time import OtherTimeForm
from tests.builders import TODAY, Bench

ALT = Qt.KeyboardModifier.AltModifier


class Bay:
    """The card of one course in a window of its own."""

    def __init__(self, bench: Bench, backend: Backend, qtbot: QtBot) -> None:
        self.bench, self.qtbot = bench, qtbot
        self.desk = Desk(backend, bench.practitioner, backend)
        self.patient_id = add_patient(bench.practitioner, bench.patient()).value
        self.course_id = open_course(bench.practitioner, bench.course(self.patient_id)).value
        first = add_room(bench.administrator, "Room 1").value
        self.room_id = add_room(bench.administrator, "Room 2").value
        assert first != self.room_id
        self.window = QWidget()
        self.window.resize(260, 520)
        qtbot.addWidget(self.window)
        self.stack = QVBoxLayout(self.window)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.card = self.new_card()

    def new_card(self) -> NextVisitCard:
        """Another card for the same course."""
        card = NextVisitCard(self.desk, self.patient_id, self.course_id)
        self.stack.addWidget(card)
        return card

    def follow(self, plan: NextPlanEntry | None = None, device_id: int | None = None) -> None:
        """Follow the form as it stands now, and wait for the answer."""
        before = self.card.ahead
        self.card.follow(TODAY, plan, device_id)
        self.qtbot.waitUntil(lambda: self.card.ahead is not before)

    @property
    def visit(self) -> NextVisitField:
        """The time chosen."""
        return self.card.visit

    def offered(self) -> list[tuple[str, str]]:
        """What stands on the buttons."""
        return [(button.first, button.second) for button in self.visit.buttons]

    def sign(self, **changes: Any) -> None:
        """Sign a session of today."""
        log_session(self.bench.practitioner, self.bench.session(self.course_id, **changes))

    def other(self) -> OtherTimeForm:
        """The form for another time, opened."""
        self.visit.other_button.click()
        form = self.window.findChild(OtherTimeForm)
        assert form is not None
        self.qtbot.waitUntil(lambda: QApplication.activeWindow() is form)
        self.qtbot.waitUntil(lambda: bool(form.offers.buttons))
        return form


@pytest.fixture
def bay(file_bench: Bench, backend: Backend, look: Look, qtbot: QtBot) -> Bay:
    return Bay(file_bench, backend, qtbot)


def test_the_dates_are_those_that_follow_from_signing_today(bay: Bay) -> None:
    bay.follow()
    assert bay.card.dates.text() == "Safe from 3 Jan 2027, best by 17 Jan 2027."
    assert bay.card.wish() is None


def test_the_first_free_times_are_those_with_the_planned_laser_room_length_and_an_authorised_person(
    bay: Bay,
) -> None:
    costa = add_staff(bay.bench.administrator, StaffEntry("Costa", Role.PRACTITIONER)).value
    authorise_person(bay.bench.administrator, bay.bench.device_id, costa)
    plan = NextPlanEntry(minutes=45, room_id=bay.room_id, passes=(PlannedPass(device_id=bay.bench.device_id),))
    bay.follow(plan)
    assert bay.card.about.text() == "PicoWay, Room 2, 45 min:"
    assert bay.offered()[0] == ("Mon 4 Jan, 09:00", "Costa")
    assert len(bay.offered()) == 2
    assert {names for _when, names in bay.offered()} == {"Costa"}


def test_two_people_free_at_the_same_minute_are_offered_at_two_times(bay: Bay) -> None:
    add_staff(bay.bench.administrator, StaffEntry("Costa", Role.PRACTITIONER))
    bay.follow(NextPlanEntry(minutes=45))
    assert [when for when, _names in bay.offered()] == ["Mon 4 Jan, 09:00", "Mon 4 Jan, 09:15"]


def test_the_laser_is_not_said_again_under_the_heading_that_names_it_but_in_the_tip(bay: Bay) -> None:
    bay.follow(NextPlanEntry(minutes=45), bay.bench.device_id)
    assert bay.card.about.text() == "PicoWay, 45 min:"
    assert [names for _when, names in bay.offered()] == ["Practitioner · Room 1"] * 2
    assert bay.visit.buttons[0].toolTip() == "<qt>Practitioner · Room 1 · PicoWay</qt>"


def test_one_key_chooses_the_first_time_and_it_is_booked_once_however_often_it_is_sent(bay: Bay) -> None:
    bay.follow(NextPlanEntry(minutes=20), bay.bench.device_id)
    QTest.keyClick(bay.window, Qt.Key.Key_5, ALT)
    bay.qtbot.waitUntil(lambda: bay.visit.is_answered)
    wish = bay.card.wish()
    assert wish is not None
    bay.sign()
    first, second = (book_visit(bay.bench.practitioner, wish).value for _ in range(2))
    assert first == second
    (visit,) = list_patient_visits(bay.bench.practitioner, bay.patient_id)
    assert (visit.kind, visit.course_ids, visit.place.minutes) == (VisitKind.SESSION, (bay.course_id,), 20)
    assert f"{visit.starts_at:%a %d %b %H:%M}" == "Mon 04 Jan 09:00"


def test_a_choice_is_taken_back_by_choosing_it_again_or_by_no_visit(bay: Bay) -> None:
    bay.follow()
    bay.visit.buttons[1].click()
    assert bay.visit.buttons[1].isChecked()
    bay.visit.buttons[1].click()
    assert not bay.visit.is_answered
    bay.visit.buttons[0].click()
    bay.visit.none_button.click()
    assert bay.visit.is_answered
    assert bay.card.wish() is None
    assert not bay.visit.buttons[0].isChecked()


def test_a_draft_brings_back_the_choice_with_its_identifier(bay: Bay) -> None:
    bay.follow()
    assert bay.visit.raw_text() == ""
    bay.visit.buttons[1].click()
    kept, wish = bay.visit.raw_text(), bay.card.wish()
    bay.card = bay.new_card()
    bay.visit.set_raw_text(kept)
    assert bay.card.wish() == wish
    bay.follow()
    assert [button.isChecked() for button in bay.visit.buttons] == [False, True]
    assert bay.card.wish() == wish
    bay.visit.none_button.click()
    kept = bay.visit.raw_text()
    bay.visit.set_value(None)
    bay.visit.set_raw_text(kept)
    assert bay.visit.none_button.isChecked()


@pytest.mark.parametrize("damaged", ["{", "[]", '{"entry_id": "x", "none": true}', '{"entry_id": 3}', "7"])
def test_a_damaged_draft_is_no_answer(bay: Bay, damaged: str) -> None:
    bay.visit.set_raw_text(damaged)
    assert not bay.visit.is_answered


def test_a_time_chosen_before_the_plan_changed_has_to_be_chosen_again(bay: Bay) -> None:
    bay.follow(NextPlanEntry(minutes=20))
    bay.visit.buttons[0].click()
    bay.card.follow(TODAY, NextPlanEntry(minutes=20, note="Black as today."))
    assert bay.visit.is_answered
    bay.follow(NextPlanEntry(minutes=50))
    assert not bay.visit.is_answered
    assert bay.card.about.text().startswith("The plan has changed: choose the time again.")


def test_a_length_that_no_visit_can_have_is_not_looked_for(bay: Bay) -> None:
    bay.follow(NextPlanEntry(minutes=3))
    assert bay.card.about.text() == "30 min:"


def test_a_day_and_a_time_are_typed_where_no_offer_will_do(bay: Bay) -> None:
    bay.follow()
    form = bay.other()
    form.day.set_raw_text("11.01.2027")
    form.time.set_raw_text("14:20")
    form.save_button.click()
    bay.qtbot.waitUntil(lambda: bay.visit.is_answered)
    assert bay.offered()[0][0] == "Mon 11 Jan, 14:20"
    assert bay.visit.buttons[0].isChecked()
    assert len(bay.offered()) == 3


def test_a_free_time_of_a_later_day_is_taken_by_its_key(bay: Bay) -> None:
    bay.follow()
    form = bay.other()
    form.day.set_raw_text("2027-02-01")
    bay.qtbot.waitUntil(lambda: bool(form.offers.buttons) and form.offers.buttons[0].first.startswith("Mon 1 Feb"))
    QTest.keyClick(form, Qt.Key.Key_1, ALT)
    bay.qtbot.waitUntil(lambda: bay.visit.is_answered)
    assert bay.offered()[0][0] == "Mon 1 Feb, 09:00"


def test_a_day_before_the_safe_one_asks_for_a_reason_that_goes_with_the_visit(bay: Bay) -> None:
    bay.follow()
    form = bay.other()
    form.day.set_raw_text("2026-12-14")
    form.time.set_raw_text("10")
    form.save_button.click()
    assert [said(one.sentence) for one in form.reason.findings] == ["Say why it is booked earlier."]
    form.reason.set_raw_text("She moves abroad.")
    form.save_button.click()
    bay.qtbot.waitUntil(lambda: bay.visit.is_answered)
    wish = bay.card.wish()
    assert wish is not None
    assert wish.reason == "She moves abroad."
    bay.sign()
    assert book_visit(bay.bench.practitioner, wish).value


def test_a_time_that_is_missing_past_or_outside_the_hours_is_said_beside_its_field(bay: Bay) -> None:
    bay.follow()
    form = bay.other()
    form.day.set_raw_text("2020-01-06")
    form.save_button.click()
    assert [said(one.sentence) for one in form.time.findings] == ["Type the time as in 10:15."]
    form.time.set_raw_text("10:15")
    form.reason.set_raw_text("Because.")
    form.save_button.click()
    assert [said(one.sentence) for one in form.day.findings] == [
        "The next visit lies in the past. Check date and time."
    ]
    form.day.set_raw_text("2037-01-12")
    form.save_button.click()
    assert [said(one.sentence) for one in form.day.findings] == ["The next visit is years away. Check the year."]
    form.day.set_raw_text("2027-01-11")
    form.time.set_raw_text("23:00")
    form.save_button.click()
    bay.qtbot.waitUntil(lambda: any(one.code == "place.hours" for one in form.day.findings))
    form.save_button.click()
    bay.qtbot.waitUntil(lambda: bay.visit.is_answered)


def test_a_reaction_to_review_leaves_no_date_but_for_the_review(bay: Bay) -> None:
    bay.sign(performed_on=TODAY - timedelta(days=60))
    report_side_effect(bay.bench.practitioner, bay.bench.side_effect(bay.course_id, None))
    bay.follow()
    assert bay.card.dates.text() == "No date yet: a reaction has to be reviewed first."
    assert bay.card.about.text() == "Review, 15 min:"
    assert bay.offered()[0] == ("Mon 23 Nov, 09:00", "Practitioner")
    bay.visit.buttons[0].click()
    wish = bay.card.wish()
    assert wish is not None
    visit_id = book_visit(bay.bench.practitioner, wish).value
    assert read_visit(bay.bench.practitioner, visit_id).visit.kind is VisitKind.REVIEW


def test_maintenance_is_looked_for_when_it_falls_due(bay: Bay) -> None:
    course_id = open_course(
        bay.bench.practitioner, bay.bench.course(bay.patient_id, area="left hand", maintenance_months=6)
    ).value
    bay.course_id = course_id
    bay.sign(performed_on=TODAY - timedelta(days=60))
    courses = read_patient_page(bay.bench.practitioner, bay.patient_id).courses
    version = next(one.course.version for one in courses if one.course.id == course_id)
    change_course_state(bay.bench.practitioner, course_id, version, CourseState.MAINTENANCE)
    bay.card = bay.new_card()
    bay.follow()
    assert bay.card.dates.text() == "Safe from 3 Jan 2027, best by 22 May 2027."
    assert bay.offered()[0][0] == "Mon 24 May, 09:00"
    assert bay.card.ahead is not None
    assert bay.card.ahead.kind is VisitKind.MAINTENANCE


def test_a_plan_of_test_patches_only_waits_for_no_interval(bay: Bay) -> None:
    place_device(bay.bench.administrator, bay.bench.device_id, bay.room_id)
    bay.follow(NextPlanEntry(passes=(PlannedPass(device_id=bay.bench.device_id, is_patch=True),)))
    assert bay.card.ahead is not None
    assert bay.card.ahead.kind is VisitKind.TEST_PATCH
    assert bay.offered()[0] == ("Mon 23 Nov, 09:00", "Practitioner")


def test_a_visit_that_stands_already_is_named(bay: Bay) -> None:
    bay.sign(performed_on=TODAY - timedelta(days=60))
    bay.follow()
    bay.visit.buttons[0].click()
    wish = bay.card.wish()
    assert wish is not None
    book_visit(bay.bench.practitioner, wish)
    bay.card = bay.new_card()
    bay.follow()
    assert bay.card.about.text().startswith("Booked already: Mon 4 Jan, 09:00.")


def test_the_call_is_offered_by_the_rule_and_chosen_by_one_key(bay: Bay) -> None:
    bay.follow()
    assert bay.card.call.value() is None
    assert bay.card.call.offer_button.said() == "Tue 24 Nov"
    assert bay.card.call.offer_button.accessibleName() == "Call in 48 hours: Tue 24 Nov"
    QTest.keyClick(bay.window, Qt.Key.Key_6, ALT)
    bay.qtbot.waitUntil(lambda: bay.card.call.value() == date(2026, 11, 24))
    assert bay.card.call.offer_button.isHidden()
    bay.card.call.set_value(None)
    assert bay.card.call.offer_button.isVisible()


def test_no_call_is_offered_for_a_paper_record_of_long_ago(bay: Bay) -> None:
    bay.card.follow(TODAY - timedelta(days=30), None)
    assert bay.card.call.offer_button.isHidden()


def test_what_was_signed_cannot_be_changed(bay: Bay) -> None:
    bay.follow()
    for field in bay.card.fields:
        field.set_read_only(True)
    assert not bay.visit.buttons[0].isEnabled()
    assert not bay.card.call.offer_button.isEnabled()

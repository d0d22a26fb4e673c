"""Plans for next time: kept with the session, told at the next visit, and to booking without clinical text."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from pico_tracker.domain.courses import CourseState
from pico_tracker.domain.errors import NotAllowed, NotFound, Refused
from pico_tracker.domain.next_plans import NextPlanEntry, PlannedPass, PlanToBook
from pico_tracker.services.bookings import read_booking_patient
from pico_tracker.services.catalogue import retire_device
from pico_tracker.services.courses import (
    change_course_state,
    find_patient_of_course,
    open_course,
    read_patient_page,
)
from pico_tracker.services.next_plans import read_next_plan, read_plan_to_book
from pico_tracker.services.next_visits import preview_maintenance, preview_next_dates
from pico_tracker.services.opening_hours import add_room, retire_room
from pico_tracker.services.patients import add_patient
from pico_tracker.services.sessions import log_session, read_session_facts
from pico_tracker.services.side_effects import report_side_effect
from tests.builders import TODAY, Bench

GREEN = PlannedPass(
    purpose="Green",
    wavelength_nm=532,
    spot_width_mm=Decimal("3.5"),
    fluence_j_cm2=Decimal("1.25"),
    is_patch=True,
)


@pytest.fixture
def course_id(bench: Bench) -> int:
    patient_id = add_patient(bench.practitioner, bench.patient()).value
    return open_course(bench.practitioner, bench.course(patient_id)).value


def planned(bench: Bench, *passes: PlannedPass, **changes: Any) -> NextPlanEntry:
    """A plan of the PicoWay, as a practitioner enters it."""
    named = tuple(replace(one, device_id=bench.device_id) for one in passes or (GREEN,))
    return NextPlanEntry(passes=named, **changes)


def sign(bench: Bench, course_id: int, plan: NextPlanEntry | None, days_ago: int = 0) -> int:
    on = TODAY - timedelta(days=days_ago)
    changes = {"performed_on": on} if days_ago else {}
    entry = bench.session(course_id, next_plan=plan, reason="Agreed with the patient.", **changes)
    return log_session(bench.practitioner, entry).value


def test_a_plan_stands_as_entered_at_the_next_visit(bench: Bench, course_id: int) -> None:
    room_id = add_room(bench.administrator, "Room 2").value
    entry = planned(bench, minutes=30, room_id=room_id, note="Black and red as today.")
    sign(bench, course_id, entry)
    plan = read_next_plan(bench.practitioner, course_id)
    assert plan is not None
    assert plan.entry == entry
    assert (plan.made_on, plan.made_by, plan.room_name) == (TODAY, "Practitioner", "Room 2")


def test_the_newest_plan_of_a_course_counts_and_no_other_course_has_it(bench: Bench, course_id: int) -> None:
    sign(bench, course_id, planned(bench, minutes=30), days_ago=100)
    sign(bench, course_id, planned(bench, minutes=45))
    plan = read_next_plan(bench.practitioner, course_id)
    assert plan is not None
    assert plan.entry.minutes == 45
    other = open_course(
        bench.practitioner, bench.course(add_patient(bench.practitioner, bench.patient(given_names="Bo")).value)
    ).value
    assert read_next_plan(bench.practitioner, other) is None


def test_what_was_planned_for_a_session_that_has_been_given_is_no_plan_any_more(
    bench: Bench, course_id: int
) -> None:
    sign(bench, course_id, planned(bench, minutes=30), days_ago=100)
    sign(bench, course_id, None)
    assert read_next_plan(bench.practitioner, course_id) is None
    assert read_plan_to_book(bench.reception, course_id) is None


def test_a_paper_record_of_an_earlier_day_leaves_the_plan(bench: Bench, course_id: int) -> None:
    sign(bench, course_id, planned(bench, minutes=30), days_ago=30)
    sign(bench, course_id, None, days_ago=100)
    assert read_plan_to_book(bench.reception, course_id) == PlanToBook(
        device_id=bench.device_id, minutes=30, device_name="PicoWay", is_patch_only=True
    )


def test_a_plan_that_cannot_be_is_refused_with_the_session(bench: Bench, course_id: int) -> None:
    with pytest.raises(Refused) as caught:
        sign(bench, course_id, planned(bench, replace(GREEN, wavelength_nm=755)))
    assert [one.field for one in caught.value.findings] == ["next_plan.passes.0.wavelength_nm"]


def test_reception_learns_laser_room_and_length_and_nothing_clinical(bench: Bench, course_id: int) -> None:
    room_id = add_room(bench.administrator, "Room 2").value
    black = PlannedPass(purpose="Black", fluence_j_cm2=Decimal("4.2"))
    sign(bench, course_id, planned(bench, GREEN, black, minutes=40, room_id=room_id, note="Go up on black."))
    told = read_plan_to_book(bench.reception, course_id)
    assert told == PlanToBook(
        device_id=bench.device_id, room_id=room_id, minutes=40, device_name="PicoWay", room_name="Room 2"
    )
    with pytest.raises(NotAllowed):
        read_next_plan(bench.reception, course_id)


def test_a_plan_of_words_only_asks_nothing_of_booking(bench: Bench, course_id: int) -> None:
    sign(bench, course_id, NextPlanEntry(note="Decide about green."))
    assert read_plan_to_book(bench.reception, course_id) is None


def test_a_laser_and_a_room_out_of_use_are_left_open_to_booking(bench: Bench, course_id: int) -> None:
    room_id = add_room(bench.administrator, "Room 2").value
    sign(bench, course_id, planned(bench, minutes=40, room_id=room_id))
    retire_room(bench.administrator, room_id)
    retire_device(bench.administrator, bench.device_id)
    assert read_plan_to_book(bench.reception, course_id) == PlanToBook(minutes=40, is_patch_only=True)


def test_the_booking_form_knows_the_plan_of_each_course(bench: Bench, course_id: int) -> None:
    sign(bench, course_id, planned(bench, minutes=40))
    patient_id = find_patient_of_course(bench.reception, course_id)
    plans = read_booking_patient(bench.reception, patient_id).plans
    assert {key: plan.minutes for key, plan in plans.items()} == {course_id: 40}


def test_the_next_dates_are_those_that_follow_from_signing_today(bench: Bench, course_id: int) -> None:
    ahead = preview_next_dates(bench.practitioner, course_id, TODAY)
    sign(bench, course_id, None)
    assert ahead.window is not None
    assert (ahead.window.earliest_on, ahead.window.target_on) == (date(2027, 1, 3), date(2027, 1, 17))
    assert ahead == read_session_facts(bench.practitioner, course_id).dates


def test_a_session_of_an_earlier_day_moves_no_date(bench: Bench, course_id: int) -> None:
    sign(bench, course_id, None)
    now = read_session_facts(bench.practitioner, course_id).dates
    assert preview_next_dates(bench.practitioner, course_id, TODAY - timedelta(days=90)) == now


def test_an_open_reaction_leaves_no_date_after_the_session_either(bench: Bench, course_id: int) -> None:
    session_id = sign(bench, course_id, None, days_ago=30)
    effect = bench.side_effect(course_id, session_id, onset_on=TODAY - timedelta(days=29))
    report_side_effect(bench.practitioner, effect)
    assert preview_next_dates(bench.practitioner, course_id, TODAY).is_held(TODAY)


def test_maintenance_falls_due_the_agreed_months_after_the_session_typed(bench: Bench) -> None:
    patient_id = add_patient(bench.practitioner, bench.patient()).value
    entry = bench.course(patient_id, maintenance_months=6)
    course_id = open_course(bench.practitioner, entry).value
    assert preview_maintenance(bench.practitioner, course_id, TODAY) is None
    sign(bench, course_id, None, days_ago=60)
    version = read_patient_page(bench.practitioner, patient_id).courses[0].course.version
    change_course_state(bench.practitioner, course_id, version, CourseState.MAINTENANCE)
    assert preview_maintenance(bench.practitioner, course_id, TODAY) == date(2027, 5, 22)
    ahead = preview_next_dates(bench.practitioner, course_id, TODAY)
    assert (ahead.window, ahead.not_before_on) == (None, date(2027, 1, 3))


def test_dates_of_a_course_that_is_not_there_are_not_found(bench: Bench) -> None:
    with pytest.raises(NotFound):
        preview_next_dates(bench.practitioner, 99, TODAY)
    with pytest.raises(NotFound):
        preview_maintenance(bench.practitioner, 99, TODAY)

"""A longer plan is a version of its own; the course takes its numbers and an edit makes none."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from pico_tracker.domain.agreements import AgreementEntry
from pico_tracker.domain.courses import Course, CourseState
from pico_tracker.domain.errors import EditConflict, NotFound, Refused
from pico_tracker.domain.intervals import Interval
from pico_tracker.services.agreements import agree_longer_plan, list_agreements
from pico_tracker.services.courses import change_course_state, edit_course, open_course, read_patient_page
from pico_tracker.services.patients import add_patient
from pico_tracker.services.sessions import log_session
from tests.builders import TODAY, Bench


@pytest.fixture
def course_id(bench: Bench) -> int:
    """A course of 4 to 10 sessions with one session, of 50 days ago."""
    patient_id = add_patient(bench.reception, bench.patient()).value
    made = open_course(bench.practitioner, bench.course(patient_id)).value
    log_session(bench.practitioner, bench.session(made, performed_on=TODAY - timedelta(days=50)))
    return made


def course(bench: Bench) -> Course:
    return read_patient_page(bench.practitioner, 1).courses[0].course


def plan(bench: Bench, course_id: int, **changes: Any) -> AgreementEntry:
    entry = AgreementEntry(
        entry_id=bench.mint(),
        course_id=course_id,
        sessions_from=10,
        sessions_to=12,
        interval=Interval(6, 8, 16),
        agreed_on=TODAY,
        reason="Green ink fades slowly.",
    )
    return replace(entry, **changes)


def test_the_first_longer_plan_keeps_the_one_the_course_began_with(bench: Bench, course_id: int) -> None:
    entry = plan(bench, course_id)
    seen = course(bench).version
    assert agree_longer_plan(bench.practitioner, course_id, seen, entry).value == 2
    first, second = list_agreements(bench.practitioner, course_id)
    assert (first.number, first.entry.sessions_from, first.entry.sessions_to) == (1, 4, 10)
    assert (first.entry.agreed_on, first.entry.reason) == (TODAY - timedelta(days=200), "")
    assert (second.number, second.entry, second.written_by) == (2, entry, "Practitioner")
    assert second.written_at == bench.clock.moment


def test_the_course_takes_the_numbers_and_its_window_the_interval(bench: Bench, course_id: int) -> None:
    seen = course(bench).version
    entry = plan(bench, course_id, interval=Interval(8, 10, 20), maintenance_months=12)
    agree_longer_plan(bench.practitioner, course_id, seen, entry)
    now = course(bench)
    assert (now.entry.sessions_from, now.entry.sessions_to, now.entry.maintenance_months) == (10, 12, 12)
    assert now.window is not None
    assert now.window.earliest_on == TODAY - timedelta(days=50) + timedelta(weeks=8)
    assert now.version == seen + 1


def test_a_course_in_maintenance_gets_its_date_from_the_new_plan(bench: Bench, course_id: int) -> None:
    change_course_state(bench.practitioner, course_id, course(bench).version, CourseState.MAINTENANCE)
    assert course(bench).maintenance_due_on is None
    entry = plan(bench, course_id, maintenance_months=6)
    agree_longer_plan(bench.practitioner, course_id, course(bench).version, entry)
    due_on = course(bench).maintenance_due_on
    assert due_on is not None
    assert (due_on - (TODAY - timedelta(days=50))).days in range(180, 185)


def test_agreeing_twice_with_one_form_is_one_plan_and_the_next_form_makes_the_third(
    bench: Bench, course_id: int
) -> None:
    entry, seen = plan(bench, course_id), course(bench).version
    agree_longer_plan(bench.practitioner, course_id, seen, entry)
    assert agree_longer_plan(bench.practitioner, course_id, seen, entry).value == 2
    third = plan(bench, course_id, sessions_to=14)
    assert agree_longer_plan(bench.practitioner, course_id, seen + 1, third).value == 3
    assert [one.entry.sessions_to for one in list_agreements(bench.practitioner, course_id)] == [10, 12, 14]


def test_who_saw_an_older_course_gets_a_conflict_and_nothing_is_kept(bench: Bench, course_id: int) -> None:
    with pytest.raises(EditConflict) as conflict:
        agree_longer_plan(bench.practitioner, course_id, 1, plan(bench, course_id))
    assert set(conflict.value.differences) == {"sessions_from", "sessions_to"}
    assert list_agreements(bench.practitioner, course_id) == ()


def test_what_is_wrong_or_about_no_course_is_refused(bench: Bench, course_id: int) -> None:
    with pytest.raises(Refused):
        agree_longer_plan(bench.practitioner, course_id, 2, plan(bench, course_id, reason="  "))
    with pytest.raises(NotFound):
        agree_longer_plan(bench.practitioner, 404, 1, plan(bench, 404))


def test_once_treated_editing_a_course_makes_it_no_longer(bench: Bench, course_id: int) -> None:
    known = course(bench)
    with pytest.raises(Refused) as refused:
        edit_course(bench.practitioner, course_id, known.version, replace(known.entry, sessions_to=11))
    assert [one.field for one in refused.value.findings] == ["sessions_to"]
    edit_course(bench.practitioner, course_id, known.version, replace(known.entry, sessions_to=9))
    edit_course(bench.practitioner, course_id, known.version + 1, replace(known.entry, area="hand", sessions_to=9))
    assert (course(bench).entry.area, course(bench).entry.sessions_to) == ("hand", 9)


def test_before_the_first_session_a_course_is_edited_as_one_likes(bench: Bench) -> None:
    patient_id = add_patient(bench.reception, bench.patient()).value
    entry = bench.course(patient_id)
    made = open_course(bench.practitioner, entry).value
    edit_course(bench.practitioner, made, 1, replace(entry, sessions_to=20))

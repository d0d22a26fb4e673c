"""Visits without treatment: they count as visits and never as sessions; signed once, amended, found void."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from pico_tracker.domain.attendances import AttendanceAmendmentEntry, AttendanceEntry, AttendanceKind
from pico_tracker.domain.diary import Place, VisitEntry, VisitKind, VisitState
from pico_tracker.domain.drafts import Draft
from pico_tracker.domain.errors import NotFound, Refused
from pico_tracker.domain.next_plans import NextPlanEntry
from pico_tracker.domain.safety_checks import Healing
from pico_tracker.domain.screening import Answer, QuestionKind, ScreeningAnswer
from pico_tracker.services.attendances import (
    amend_attendance,
    list_attendances,
    list_patient_attendances,
    read_attendance_opening,
    sign_attendance,
    void_attendance,
)
from pico_tracker.services.courses import open_course, read_patient_page
from pico_tracker.services.drafts import keep_draft, list_drafts
from pico_tracker.services.merges import merge_patients, undo_merge
from pico_tracker.services.next_plans import read_next_plan
from pico_tracker.services.patients import add_patient
from pico_tracker.services.screening import read_screening
from pico_tracker.services.sessions import log_session
from pico_tracker.services.side_effects import report_side_effect
from pico_tracker.services.visits import book_visit, list_today_visits, read_visit
from tests.builders import NOON, TODAY, Bench


@pytest.fixture
def course_id(bench: Bench) -> int:
    """A course whose one session was 50 days ago."""
    patient_id = add_patient(bench.reception, bench.patient()).value
    made = open_course(bench.practitioner, bench.course(patient_id)).value
    log_session(bench.practitioner, bench.session(made, performed_on=TODAY - timedelta(days=50)))
    return made


def not_treated(bench: Bench, course_id: int, **changes: Any) -> AttendanceEntry:
    entry = AttendanceEntry(
        entry_id=bench.mint(),
        course_id=course_id,
        held_on=TODAY,
        kind=AttendanceKind.NOT_TREATED,
        reason="Sun or tan on the area",
        return_on=TODAY + timedelta(days=28),
    )
    return replace(entry, **changes)


def review(bench: Bench, course_id: int, **changes: Any) -> AttendanceEntry:
    entry = AttendanceEntry(
        entry_id=bench.mint(),
        course_id=course_id,
        held_on=TODAY,
        kind=AttendanceKind.REVIEW,
        healing=Healing.HEALED,
        note="Pale, even.",
        satisfaction=8,
        goal_reached=6,
    )
    return replace(entry, **changes)


def test_what_was_signed_is_read_back_with_who_and_when(bench: Bench, course_id: int) -> None:
    entry = review(bench, course_id, return_on=TODAY + timedelta(days=90))
    key = sign_attendance(bench.practitioner, entry).value
    (known,) = list_attendances(bench.practitioner, course_id)
    assert (known.id, known.entry) == (key, entry)
    assert (known.signed_by, known.signed_at, known.is_void) == ("Practitioner", bench.clock.moment, False)


def test_signing_twice_with_one_form_is_one_visit_and_ends_its_draft(bench: Bench, course_id: int) -> None:
    entry = not_treated(bench, course_id)
    draft = Draft(
        entry_id=entry.entry_id,
        form="attendance",
        subject_id=course_id,
        title="Not treated",
        content={"reason": "Sun"},
        saved_at=bench.clock.moment,
    )
    keep_draft(bench.practitioner, draft)
    first = sign_attendance(bench.practitioner, entry).value
    assert sign_attendance(bench.practitioner, entry).value == first
    assert len(list_attendances(bench.practitioner, course_id)) == 1
    assert list_drafts(bench.practitioner) == ()


def test_it_moves_no_count_and_no_window_of_the_course(bench: Bench, course_id: int) -> None:
    (before,) = read_patient_page(bench.practitioner, 1).courses
    sign_attendance(bench.practitioner, not_treated(bench, course_id))
    sign_attendance(bench.practitioner, review(bench, course_id))
    (after,) = read_patient_page(bench.practitioner, 1).courses
    assert after.course == before.course
    assert after.sessions == before.sessions


def test_the_visit_of_the_day_is_done_once_it_is_signed(bench: Bench, course_id: int) -> None:
    place = Place(starts_at=NOON + timedelta(hours=1), minutes=30, practitioner_id=bench.practitioner.operator.id)
    entry = VisitEntry(
        entry_id=bench.mint(), patient_id=1, course_ids=(course_id,), kind=VisitKind.REVIEW, place=place
    )
    visit_id = book_visit(bench.reception, entry).value
    sign_attendance(bench.practitioner, review(bench, course_id))
    assert read_visit(bench.reception, visit_id).visit.state is VisitState.DONE
    assert [one.id for one in list_today_visits(bench.reception)] == [visit_id]


def test_answers_asked_that_day_are_kept_with_the_patient(bench: Bench, course_id: int) -> None:
    groups = [
        one.question.key
        for one in read_attendance_opening(bench.practitioner, course_id).states
        if one.question.kind is QuestionKind.GROUP
    ]
    answers = tuple(ScreeningAnswer(key, Answer.YES, " Sun  last week ") for key in groups)
    bench.clock.pass_days(1)
    entry = not_treated(bench, course_id, answers=answers, held_on=TODAY + timedelta(days=1))
    sign_attendance(bench.practitioner, entry)
    given = read_screening(bench.practitioner, course_id).facts.given[-len(groups) :]
    assert [(one.answer.question, one.answer.answer) for one in given] == [(key, Answer.YES) for key in groups]
    assert {one.given_on for one in given} == {TODAY + timedelta(days=1)}


def test_answers_given_at_a_visit_found_void_count_no_more(bench: Bench, course_id: int) -> None:
    given = read_screening(bench.practitioner, course_id).facts.given
    bench.clock.pass_days(1)
    answers = tuple(replace(one.answer, answer=Answer.YES) for one in given)
    key = sign_attendance(bench.practitioner, not_treated(bench, course_id, answers=answers)).value
    assert len(read_screening(bench.practitioner, course_id).facts.given) == 2 * len(given) > 0
    void_attendance(bench.practitioner, key, "Another patient.")
    assert read_screening(bench.practitioner, course_id).facts.given == given


def test_two_records_merged_stay_one_once_it_was_signed(bench: Bench, course_id: int) -> None:
    other = add_patient(bench.reception, bench.patient(given_names="Amara Joy")).value
    merge_id = merge_patients(bench.reception, 1, other, "Same phone and birth date.").value
    bench.clock.pass_days(1)
    sign_attendance(bench.practitioner, not_treated(bench, course_id))
    with pytest.raises(Refused, match="Something was signed"):
        undo_merge(bench.reception, merge_id)


def test_a_plan_made_at_it_stands_until_it_is_found_void(bench: Bench, course_id: int) -> None:
    plan = NextPlanEntry(note="Patch on the green first.", minutes=30)
    key = sign_attendance(bench.practitioner, review(bench, course_id, next_plan=plan)).value
    made = read_next_plan(bench.practitioner, course_id)
    assert made is not None
    assert (made.attendance_id, made.entry.note) == (key, "Patch on the green first.")
    void_attendance(bench.practitioner, key, "Another patient.")
    assert read_next_plan(bench.practitioner, course_id) is None


def test_a_correction_stands_beside_what_was_signed(bench: Bench, course_id: int) -> None:
    key = sign_attendance(bench.practitioner, review(bench, course_id)).value
    bench.clock.pass_days(1)
    amendment = AttendanceAmendmentEntry(
        entry_id=bench.mint(), attendance_id=key, text="Satisfaction 7.", reason="Misheard."
    )
    first = amend_attendance(bench.administrator, amendment).value
    assert amend_attendance(bench.administrator, amendment).value == first
    (known,) = list_attendances(bench.practitioner, course_id)
    (correction,) = known.amendments
    assert known.entry.satisfaction == 8
    assert (correction.text, correction.reason) == ("Satisfaction 7.", "Misheard.")
    assert (correction.author, correction.at) == ("Administrator", bench.clock.moment)


def test_a_void_one_stays_readable_with_who_and_why_and_is_not_corrected(bench: Bench, course_id: int) -> None:
    key = sign_attendance(bench.practitioner, not_treated(bench, course_id)).value
    void_attendance(bench.administrator, key, " Another patient. ")
    void_attendance(bench.practitioner, key, "Again.")
    (known,) = list_patient_attendances(bench.practitioner, 1)
    assert (known.is_void, known.void_reason, known.voided_by) == (True, "Another patient.", "Administrator")
    assert known.voided_at == bench.clock.moment
    amendment = AttendanceAmendmentEntry(entry_id=bench.mint(), attendance_id=key, text="So.", reason="So.")
    with pytest.raises(Refused):
        amend_attendance(bench.practitioner, amendment)


def test_they_are_listed_latest_first(bench: Bench, course_id: int) -> None:
    for days in (3, 9, 0):
        sign_attendance(bench.practitioner, not_treated(bench, course_id, held_on=TODAY - timedelta(days=days)))
    held = [one.entry.held_on for one in list_attendances(bench.practitioner, course_id)]
    assert held == [TODAY, TODAY - timedelta(days=3), TODAY - timedelta(days=9)]


def test_something_that_happened_has_to_be_on_record_first(bench: Bench, course_id: int) -> None:
    entry = review(bench, course_id, healing=Healing.EVENT)
    with pytest.raises(Refused) as refused:
        sign_attendance(bench.practitioner, entry)
    assert [one.field for one in refused.value.findings] == ["healing"]
    assert list_attendances(bench.practitioner, course_id) == ()
    report_side_effect(bench.practitioner, bench.side_effect(course_id, None))
    sign_attendance(bench.practitioner, entry)


def test_what_is_missing_is_refused_and_nothing_is_kept(bench: Bench, course_id: int) -> None:
    with pytest.raises(Refused) as refused:
        sign_attendance(bench.practitioner, not_treated(bench, course_id, reason="  ", return_on=None))
    assert [one.field for one in refused.value.findings] == ["reason", "return_on"]
    with pytest.raises(Refused) as refused:
        sign_attendance(bench.practitioner, not_treated(bench, course_id, next_plan=NextPlanEntry(room_id=404)))
    assert [one.field for one in refused.value.findings] == ["next_plan.room_id"]
    assert list_attendances(bench.practitioner, course_id) == ()


def test_a_course_or_visit_that_is_not_on_record_is_not_found(bench: Bench, course_id: int) -> None:
    with pytest.raises(NotFound):
        sign_attendance(bench.practitioner, not_treated(bench, 404))
    with pytest.raises(NotFound):
        read_attendance_opening(bench.practitioner, 404)
    with pytest.raises(NotFound):
        void_attendance(bench.practitioner, 404, "Another patient.")
    with pytest.raises(Refused):
        void_attendance(bench.practitioner, 404, " ")


def test_the_form_starts_from_the_patient_and_the_last_session(bench: Bench, course_id: int) -> None:
    opening = read_attendance_opening(bench.practitioner, course_id)
    assert (opening.patient.name, opening.course.id) == ("Amara Nwosu", course_id)
    assert opening.facts.last_session_on == TODAY - timedelta(days=50)
    assert bench.device_id in opening.facts.devices
    assert opening.next_plan is None

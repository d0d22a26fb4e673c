"""What the progress report tells of the time to come."""

from datetime import timedelta

import pytest

from pico_tracker.domain.advice import FollowUpCallEntry
from pico_tracker.domain.consultations import AmendmentEntry
from pico_tracker.domain.next_plans import NextPlanEntry, PlannedPass
from pico_tracker.domain.printouts import SheetKind
from pico_tracker.domain.progress import Audience, Coming
from pico_tracker.domain.sheet_templates import SheetTemplate
from pico_tracker.services.advice import record_follow_up_call
from pico_tracker.services.consultations import amend_consultation, sign_consultation
from pico_tracker.services.courses import open_course
from pico_tracker.services.letterheads import save_template
from pico_tracker.services.patients import add_patient
from pico_tracker.services.reports import gather_progress_report
from pico_tracker.services.sessions import log_session
from tests.builders import TODAY, Bench

DAY = timedelta(days=1)


@pytest.fixture
def course_id(bench: Bench) -> int:
    patient_id = add_patient(bench.practitioner, bench.patient()).value
    return open_course(bench.practitioner, bench.course(patient_id)).value


def coming(bench: Bench) -> Coming:
    (course,) = gather_progress_report(bench.reception, 1, Audience.PATIENT).courses
    return course.coming


def reached(bench: Bench, course_id: int) -> None:
    call = FollowUpCallEntry(
        entry_id=bench.mint(),
        course_id=course_id,
        called_on=bench.practitioner.today(),
        reached=True,
        aftercare_followed=True,
        reaction=False,
    )
    record_follow_up_call(bench.practitioner, call)


def test_before_the_first_session_nothing_is_to_come(bench: Bench, course_id: int) -> None:
    assert coming(bench) == Coming()


def test_the_call_two_days_after_a_first_session_is_told_until_somebody_made_it(
    bench: Bench, course_id: int
) -> None:
    log_session(bench.practitioner, bench.session(course_id))
    assert coming(bench).call_on == TODAY + 2 * DAY
    bench.clock.pass_days(2)
    reached(bench, course_id)
    assert coming(bench).call_on is None


def test_the_day_agreed_for_the_call_counts_and_another_courses_call_does_not(bench: Bench, course_id: int) -> None:
    other = open_course(bench.practitioner, bench.course(1, area="left calf")).value
    log_session(bench.practitioner, bench.session(course_id, call_on=TODAY + 5 * DAY))
    courses = gather_progress_report(bench.practitioner, 1, Audience.PATIENT).courses
    assert {one.course.id: one.coming.call_on for one in courses} == {course_id: TODAY + 5 * DAY, other: None}


def test_a_planned_test_is_told_by_its_purpose_and_no_other_pass_is(bench: Bench, course_id: int) -> None:
    passes = (
        PlannedPass(purpose="Black ink", device_id=bench.device_id, is_patch=False),
        PlannedPass(purpose="Green ink", device_id=bench.device_id, wavelength_nm=532, is_patch=True),
    )
    plan = NextPlanEntry(passes=passes)
    log_session(bench.practitioner, bench.session(course_id, next_plan=plan))
    assert coming(bench).tests == ("Green ink",)


def test_what_may_not_be_possible_is_told_as_agreed_unless_it_was_amended(bench: Bench, course_id: int) -> None:
    declined = bench.consultation(course_id, limits="Never mind.", agreed=False)
    sign_consultation(bench.practitioner, declined)
    assert coming(bench).limits == ""
    agreed = sign_consultation(bench.practitioner, bench.consultation(course_id)).value
    assert coming(bench).limits == "A shadow may stay."
    amendment = AmendmentEntry(
        entry_id=bench.mint(), consultation_id=agreed, text="The green stays.", reason="Forgotten."
    )
    amend_consultation(bench.practitioner, amendment)
    assert coming(bench).limits == ""


def test_the_report_carries_the_clinics_own_words(bench: Bench, course_id: int) -> None:
    template = SheetTemplate(opening="Thank you for your trust.", hidden=frozenset({"care"}))
    save_template(bench.administrator, SheetKind.PROGRESS_REPORT, template)
    assert gather_progress_report(bench.reception, 1, Audience.PATIENT).template == template

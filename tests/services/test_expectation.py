"""What a course may be compared with, from the record itself."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pico_tracker.domain.courses import CourseState
from pico_tracker.domain.errors import NotAllowed, Refused
from pico_tracker.domain.expectation import FEWEST_COURSES, Expectation
from pico_tracker.domain.histories import CourseHistory, PatientHistory
from pico_tracker.domain.inks import InkColour
from pico_tracker.domain.progress import Audience, CourseProgress, ReadingEntry
from pico_tracker.domain.rules import RuleKind
from pico_tracker.services.courses import edit_course, open_course, read_patient_page
from pico_tracker.services.expectation import read_expectation
from pico_tracker.services.histories import load_histories
from pico_tracker.services.patients import add_patient
from pico_tracker.services.reports import gather_progress_report
from pico_tracker.services.rules import edit_rule, put_rule_in_force
from pico_tracker.services.sessions import record_clearance
from tests.builders import TODAY, Bench

RULE = "tattoo_black_1064_532"


def history(
    bench: Bench, *inks: InkColour, gain: int = 15, state: CourseState = CourseState.ACTIVE
) -> PatientHistory:
    """A person with one tattoo course of three sessions, 15 % cleared by each."""
    sessions = tuple(
        bench.session(0, performed_on=TODAY - timedelta(days=200 - 60 * count), clearance_percent=count * gain)
        for count in range(3)
    )
    course = CourseHistory(entry=bench.course(0, inks=inks), state=state, sessions=sessions)
    return PatientHistory(entry=bench.patient(), courses=(course,))


def course_of(bench: Bench, patient_id: int) -> CourseProgress:
    return read_patient_page(bench.practitioner, patient_id).courses[0]


def brought_in(bench: Bench, *inks: InkColour) -> int:
    return load_histories(bench.administrator, [history(bench, *inks)], "test").value[0]


def compared(bench: Bench, patient_id: int) -> Expectation:
    return read_expectation(bench.practitioner, course_of(bench, patient_id))


def test_the_ink_and_the_wavelength_of_its_passes_find_the_published_range(bench: Bench) -> None:
    found = compared(bench, brought_in(bench, InkColour.BLACK))
    assert found.band is not None
    assert found.band.name.said() == "Range in published studies: Black, 1064/532 nm"
    assert len(found.band.steps) == 11


def test_an_edited_end_point_moves_the_range_and_a_retired_one_takes_it_away(bench: Bench) -> None:
    patient_id = brought_in(bench, InkColour.BLACK)
    before = compared(bench, patient_id).band
    parts = {"clearance_percent.value": "90"}
    edit_rule(bench.administrator, RuleKind.EXPECTATION, RULE, 1, parts, "Newer numbers.")
    after = compared(bench, patient_id).band
    assert before is not None
    assert after is not None
    assert after.steps[4].lower > before.steps[4].lower
    put_rule_in_force(bench.administrator, RuleKind.EXPECTATION, RULE, 2, "Not ours.", in_force=False)
    assert compared(bench, patient_id).band is None


def test_ink_colours_are_kept_with_the_course_and_edited(bench: Bench) -> None:
    patient_id = add_patient(bench.reception, bench.patient()).value
    entry = bench.course(patient_id, inks=(InkColour.RED, InkColour.BLACK))
    course_id = open_course(bench.practitioner, entry).value
    course = course_of(bench, patient_id).course
    assert course.entry.inks == (InkColour.BLACK, InkColour.RED)
    edit_course(
        bench.practitioner, course_id, course.version, replace(entry, inks=(InkColour.GREEN, InkColour.RED))
    )
    assert course_of(bench, patient_id).course.entry.inks == (InkColour.GREEN, InkColour.RED)


def test_thirty_finished_courses_of_the_kind_take_the_place_of_studies(bench: Bench) -> None:
    patient_id = brought_in(bench, InkColour.BLACK)
    done = [
        history(bench, InkColour.BLACK, gain=10 + 5 * (one % 3), state=CourseState.COMPLETED) for one in range(29)
    ]
    others = [history(bench, InkColour.BLUE, state=CourseState.COMPLETED) for _ in range(5)]
    stopped = [history(bench, InkColour.BLACK, state=CourseState.DISCONTINUED) for _ in range(5)]
    load_histories(bench.administrator, [*done, *others, *stopped], "test")
    band = compared(bench, patient_id).band
    assert band is not None
    assert not band.is_own
    load_histories(bench.administrator, [history(bench, InkColour.BLACK, state=CourseState.MAINTENANCE)], "test")
    band = compared(bench, patient_id).band
    assert band is not None
    assert band.is_own
    assert band.name.said() == f"Middle 80 % of {FEWEST_COURSES} finished courses here: Black, 1064 nm"
    assert [(one.sessions, int(one.lower), int(one.upper)) for one in band.steps] == [
        (0, 0, 0),
        (1, 10, 20),
        (2, 20, 40),
    ]


def test_an_ink_may_be_named_in_the_reader_s_language(bench: Bench) -> None:
    german = replace(bench.practitioner, translate=lambda text: {"Black": "Schwarz"}.get(text, text))
    band = read_expectation(german, course_of(bench, brought_in(bench, InkColour.BLACK))).band
    assert band is not None
    assert band.name.said() == "Range in published studies: Schwarz, 1064/532 nm"


def test_the_practitioner_s_paper_shows_the_range_and_the_patient_s_by_choice_only(bench: Bench) -> None:
    patient_id = brought_in(bench, InkColour.BLACK)

    def printed(audience: Audience, *, with_range: bool = False) -> bool:
        report = gather_progress_report(bench.practitioner, patient_id, audience, with_range=with_range)
        return report.courses[0].expectation.band is not None

    assert printed(Audience.PRACTITIONER)
    assert not printed(Audience.PATIENT)
    assert printed(Audience.PATIENT, with_range=True)


def test_a_reading_before_the_first_session_is_zero(bench: Bench) -> None:
    patient_id = add_patient(bench.reception, bench.patient()).value
    course_id = open_course(bench.practitioner, bench.course(patient_id)).value
    entry = ReadingEntry(entry_id=bench.mint(), course_id=course_id, read_on=TODAY, percent=20)
    with pytest.raises(Refused) as refused:
        record_clearance(bench.practitioner, entry)
    assert [one.field for one in refused.value.findings] == ["percent"]
    record_clearance(bench.practitioner, replace(entry, percent=0))
    assert [(one.percent, one.sessions_before) for one in course_of(bench, patient_id).readings] == [(0, 0)]


def test_reception_compares_nothing(bench: Bench) -> None:
    progress = course_of(bench, brought_in(bench, InkColour.BLACK))
    with pytest.raises(NotAllowed):
        read_expectation(bench.reception, progress)

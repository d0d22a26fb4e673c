"""Scores on record: recorded, corrected, listed, taken over, on both engines."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from pico_tracker.domain.assessments import AssessmentEntry
from pico_tracker.domain.errors import NotAllowed, NotFound, Refused
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.topics import Topic
from pico_tracker.services.assessments import (
    correct_assessment,
    list_assessments,
    record_assessment,
)
from pico_tracker.services.courses import open_course, read_patient_page
from pico_tracker.services.patients import add_patient, edit_patient, read_patient
from pico_tracker.services.sessions import log_session
from tests.builders import Bench

TATTOO = {"fitzpatrick": "3", "location": "2", "colour": "4", "ink": "4", "scarring": "0", "layering": "0"}
"""13 points: about 8 to 16 sessions."""


class Chart:
    """One patient with one course."""

    def __init__(self, bench: Bench) -> None:
        self.bench, self.staff = bench, bench.practitioner
        self.patient_id = add_patient(self.staff, bench.patient(fitzpatrick=None)).value
        self.course_id = open_course(self.staff, bench.course(self.patient_id)).value

    def entry(self, scale_key: str = "gais", **changes: Any) -> AssessmentEntry:
        one = AssessmentEntry(
            entry_id=self.bench.mint(),
            patient_id=self.patient_id,
            course_id=self.course_id,
            scale_key=scale_key,
            answers={"grade": "3"},
            assessed_on=self.staff.today(),
        )
        return replace(one, **changes)

    def tattoo(self, **changes: Any) -> AssessmentEntry:
        return self.entry("kirby_desai", answers=TATTOO, **changes)


@pytest.fixture
def chart(bench: Bench) -> Chart:
    """One patient with one course."""
    return Chart(bench)


def test_a_recorded_score_is_read_back_with_all_that_was_answered(chart: Chart) -> None:
    done = record_assessment(chart.staff, chart.tattoo(note="black and red"))
    (found,) = list_assessments(chart.staff, chart.patient_id)
    assert found.id == done.value
    assert done.changed == {Topic.ASSESSMENTS}
    assert found.entry.answers == TATTOO
    assert (found.score, found.entry.note) == (Decimal(13), "black and red")
    assert found.summary == "Kirby-Desai score 13 of 26. About 8 to 16 sessions, which is no promise."
    assert (found.rated_by, found.counts) == (chart.staff.operator.name, True)


def test_a_score_with_decimals_is_kept_exactly(chart: Chart) -> None:
    answers = {f"{region}_{part}": "1" for region in ("forehead", "left_malar") for part in ("area", "darkness")}
    entry = chart.entry("mmasi", answers=answers | {"right_malar_area": "0", "chin_area": "0"})
    record_assessment(chart.staff, entry)
    assert list_assessments(chart.staff, chart.patient_id)[0].score == Decimal("0.6")


def test_a_second_click_finds_the_score_of_the_first(chart: Chart) -> None:
    entry = chart.entry()
    first, second = record_assessment(chart.staff, entry), record_assessment(chart.staff, entry)
    assert first.value == second.value
    assert len(list_assessments(chart.staff, chart.patient_id)) == 1
    assert second.changed == frozenset()


def test_missing_answers_are_refused_and_nothing_is_kept(chart: Chart) -> None:
    with pytest.raises(Refused) as refused:
        record_assessment(chart.staff, chart.entry(answers={}))
    assert [one.field for one in refused.value.findings] == ["answers.grade"]
    assert list_assessments(chart.staff, chart.patient_id) == ()


def test_a_score_belongs_to_a_course_of_the_same_patient(chart: Chart) -> None:
    other = Chart(chart.bench)
    with pytest.raises(NotFound):
        record_assessment(chart.staff, chart.entry(course_id=other.course_id))
    with pytest.raises(NotFound):
        record_assessment(chart.staff, chart.entry(patient_id=999_999, course_id=None))


def test_a_score_counts_the_sessions_before_its_day_even_when_one_is_logged_later(chart: Chart) -> None:
    today = chart.staff.today()
    record_assessment(chart.staff, chart.entry(assessed_on=today - timedelta(days=100)))
    record_assessment(chart.staff, chart.entry(assessed_on=today))
    log(chart, 60)
    assert [one.sessions_before for one in list_assessments(chart.staff, chart.patient_id)] == [0, 1]


def test_a_score_on_the_day_of_a_session_is_the_result_of_those_before(chart: Chart) -> None:
    log(chart, 0)
    record_assessment(chart.staff, chart.entry())
    assert list_assessments(chart.staff, chart.patient_id)[0].sessions_before == 0


def log(chart: Chart, days_ago: int) -> None:
    day = chart.staff.today() - timedelta(days=days_ago)
    log_session(chart.staff, chart.bench.session(chart.course_id, performed_on=day))


def test_a_score_without_a_course_counts_no_sessions(chart: Chart) -> None:
    record_assessment(chart.staff, chart.entry("dlqi", answers={"total": "9"}, course_id=None))
    assert [one.sessions_before for one in list_assessments(chart.staff, chart.patient_id)] == [0]
    assert list_assessments(chart.staff, chart.patient_id, chart.course_id) == ()


def test_the_scores_of_one_course_are_listed_apart(chart: Chart) -> None:
    second = open_course(chart.staff, chart.bench.course(chart.patient_id, area="left wrist")).value
    record_assessment(chart.staff, chart.entry())
    key = record_assessment(chart.staff, chart.entry(course_id=second)).value
    assert [one.id for one in list_assessments(chart.staff, chart.patient_id, second)] == [key]


def test_a_correction_takes_the_place_and_both_stay_readable(chart: Chart) -> None:
    old = record_assessment(chart.staff, chart.entry(answers={"grade": "1"})).value
    new = correct_assessment(chart.staff, old, chart.entry(answers={"grade": "4"}), " misread ").value
    first, second = list_assessments(chart.staff, chart.patient_id)
    assert (first.id, first.corrected_by_id, first.counts) == (old, new, False)
    assert first.score == 1
    assert (second.corrects_id, second.correction_reason, second.counts) == (old, "misread", True)


def test_a_correction_without_a_reason_is_refused(chart: Chart) -> None:
    old = record_assessment(chart.staff, chart.entry()).value
    with pytest.raises(Refused, match="Say why"):
        correct_assessment(chart.staff, old, chart.entry(answers={"grade": "4"}), "  ")


def test_two_people_cannot_both_correct_the_same_score(chart: Chart) -> None:
    old = record_assessment(chart.staff, chart.entry()).value
    entry = chart.entry(answers={"grade": "4"})
    first = correct_assessment(chart.staff, old, entry, "misread").value
    assert correct_assessment(chart.staff, old, entry, "misread").value == first
    with pytest.raises(Refused, match="corrected already"):
        correct_assessment(chart.staff, old, chart.entry(answers={"grade": "2"}), "misread too")


def test_a_score_that_is_not_there_cannot_be_corrected(chart: Chart) -> None:
    with pytest.raises(NotFound):
        correct_assessment(chart.staff, 999_999, chart.entry(), "misread")


def test_the_range_of_sessions_goes_into_the_course_only_when_somebody_says_so(chart: Chart) -> None:
    record_assessment(chart.staff, chart.tattoo())
    assert planned(chart) == (4, 10)
    done = record_assessment(chart.staff, chart.tattoo(take_over=True))
    assert planned(chart) == (8, 16)
    assert done.changed == {Topic.ASSESSMENTS, Topic.COURSES}


def test_once_treated_a_score_makes_a_course_no_longer(chart: Chart) -> None:
    """4 to 10 sessions are agreed; the score says 8 to 16, which is a new agreement."""
    log_session(chart.staff, chart.bench.session(chart.course_id))
    with pytest.raises(Refused, match="agreed anew") as refused:
        record_assessment(chart.staff, chart.tattoo(take_over=True))
    assert [one.field for one in refused.value.findings] == ["take_over"]
    assert planned(chart) == (4, 10)


def planned(chart: Chart) -> tuple[int, int]:
    course = read_patient_page(chart.staff, chart.patient_id).courses[0].course
    return course.entry.sessions_from, course.entry.sessions_to


def test_the_skin_type_goes_into_the_patients_record_only_when_somebody_says_so(chart: Chart) -> None:
    chosen = chart.entry("fitzpatrick_phototype", answers={"type": "4"}, course_id=None)
    record_assessment(chart.staff, chosen)
    assert read_patient(chart.staff, chart.patient_id).entry.fitzpatrick is None
    record_assessment(chart.staff, replace(chosen, entry_id=chart.bench.mint(), take_over=True))
    patient = read_patient(chart.staff, chart.patient_id)
    assert patient.entry.fitzpatrick is Fitzpatrick.IV
    edit_patient(chart.staff, patient.id, patient.version, patient.entry)


def test_reception_reads_and_writes_no_scores(chart: Chart) -> None:
    with pytest.raises(NotAllowed):
        list_assessments(chart.bench.reception, chart.patient_id)
    with pytest.raises(NotAllowed):
        record_assessment(chart.bench.reception, chart.entry())

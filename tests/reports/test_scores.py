"""The last scores of a course in the practitioner's report, and in plain words in the patient's."""

from dataclasses import replace

from pico_tracker.domain.progress import Audience
from pico_tracker.domain.progress_reports import ProgressReport
from tests.domain.test_assessments import recorded
from tests.reports.reading import text_of
from tests.reports.samples import make_report


def scored(report: ProgressReport) -> ProgressReport:
    scores = (
        recorded(1, "10.7", "mmasi", summary="mMASI 10.7 of 24."),
        recorded(3, "5.8", "mmasi", summary="mMASI 5.8 of 24."),
        recorded(1, "3", "pain_nrs", summary="Pain 3 of 10. Mild pain."),
        recorded(5, "2", "gais", summary="GAIS 2. Much improved.", band="Much improved"),
    )
    return replace(report, courses=tuple(replace(one, assessments=scores) for one in report.courses))


def test_the_practitioner_reads_the_last_score_of_each_scale() -> None:
    text = text_of(scored(make_report(audience=Audience.PRACTITIONER)))
    assert "Last scores 3 Nov 2026, after session 2: mMASI 5.8 of 24." in text
    assert "1 Nov 2026, before the first session: Pain 3 of 10. Mild pain." in text
    assert "10.7" not in text


def test_the_patient_reads_scores_in_plain_words_and_no_specialists_number() -> None:
    text = text_of(scored(make_report(audience=Audience.PATIENT)))
    assert "How it is going Compared with before the course: much improved (5 Nov 2026, after 4 sessions)." in text
    assert "mMASI" not in text
    assert "GAIS" not in text


def test_a_patient_without_a_score_in_plain_words_has_no_heading_for_them() -> None:
    assert "How it is going" not in text_of(make_report(audience=Audience.PATIENT))


def test_a_course_without_scores_has_no_heading_for_them() -> None:
    assert "Last scores" not in text_of(make_report(audience=Audience.PRACTITIONER))

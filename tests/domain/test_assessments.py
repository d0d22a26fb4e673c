"""Assessments: what may be recorded, what a correction is, how scores move."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from pico_tracker.domain.assessments import (
    Assessment,
    AssessmentEntry,
    AssessmentFacts,
    LastScores,
    check_assessment,
    check_correction,
    clean_entry,
    last_scores_of,
    trends_of,
)
from pico_tracker.domain.findings import Findings, Level
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.scales.register import SCALES

TODAY = date(2026, 11, 22)
FACTS = AssessmentFacts(today=TODAY, born_on=date(1992, 5, 3), skin_type=Fitzpatrick.III)
TATTOO = {"fitzpatrick": "3", "location": "5", "colour": "2", "ink": "3", "scarring": "0", "layering": "0"}


def entry(scale_key: str = "gais", **changes: Any) -> AssessmentEntry:
    """A correct one: GAIS 2 today."""
    one = AssessmentEntry(
        entry_id=UUID(int=1),
        patient_id=1,
        course_id=2,
        scale_key=scale_key,
        answers={"grade": "2"},
        assessed_on=TODAY,
    )
    return replace(one, **changes)


def recorded(key: int, score: str | None, scale_key: str = "gais", **changes: Any) -> Assessment:
    """An assessment on record, on day `key` of November."""
    one = Assessment(
        id=key,
        entry=entry(scale_key, assessed_on=date(2026, 11, key)),
        scale_version=SCALES[scale_key].version if scale_key in SCALES else "",
        score=None if score is None else Decimal(score),
        band="",
        summary="",
        sessions_before=key - 1,
        rated_by="",
        recorded_at=datetime(2026, 11, key, tzinfo=UTC),
    )
    return replace(one, **changes)


def said(findings: Findings) -> list[tuple[str, str]]:
    return [(one.field, str(one.sentence)) for one in findings]


def test_a_correct_assessment_has_no_findings() -> None:
    assert check_assessment(entry(), FACTS) == ()


def test_an_unknown_scale_stops_before_anything_else() -> None:
    found = check_assessment(entry("msi", assessed_on=date(2030, 1, 1)), FACTS)
    assert said(found) == [("scale_key", "This program does not know the scale “msi”.")]


@pytest.mark.parametrize(("day", "wrong"), [(date(2026, 11, 23), "in the future"), (date(1992, 5, 2), "birth")])
def test_a_day_that_cannot_be_stops(day: date, wrong: str) -> None:
    (found,) = check_assessment(entry(assessed_on=day), FACTS)
    assert wrong in str(found.sentence)
    assert found.level is Level.STOP


def test_without_a_birth_date_only_the_future_stops() -> None:
    assert check_assessment(entry(assessed_on=date(1900, 1, 1)), AssessmentFacts(today=TODAY)) == ()


def test_a_missing_answer_stops_at_its_item() -> None:
    (found,) = check_assessment(entry(answers={}), FACTS)
    assert found.field == "answers.grade"


def test_a_note_has_its_limit() -> None:
    assert [one.field for one in check_assessment(entry(note="x" * 20_001), FACTS)] == ["note"]


def test_a_questionnaire_for_grown_ups_notes_a_younger_patient_dlqi() -> None:
    young = replace(FACTS, born_on=date(2012, 1, 1))
    dlqi = entry("dlqi", answers={"total": "9"})
    (found,) = check_assessment(dlqi, young)
    assert (found.level, str(found.sentence)) == (
        Level.NOTE,
        "This questionnaire is meant for people of 16 and over.",
    )
    assert check_assessment(dlqi, FACTS) == ()


def test_a_skin_type_that_differs_from_the_record_is_named_with_both() -> None:
    tattoo = entry("kirby_desai", answers=TATTOO | {"fitzpatrick": "5"})
    (found,) = check_assessment(tattoo, FACTS)
    assert said((found,)) == [
        (
            "answers.fitzpatrick",
            "Skin type V here, III in the patient's record. One of them is wrong.",
        )
    ]
    assert found.level is Level.NOTE
    assert check_assessment(entry("kirby_desai", answers=TATTOO), FACTS) == ()
    assert check_assessment(tattoo, replace(FACTS, skin_type=None)) == ()


def test_a_skin_type_not_answered_yet_differs_from_nothing() -> None:
    (found,) = check_assessment(entry("kirby_desai", answers=TATTOO | {"fitzpatrick": ""}), FACTS)
    assert str(found.sentence) == "Not answered yet."


@pytest.mark.parametrize(
    ("scale_key", "answers", "course_id", "wrong"),
    [
        ("kirby_desai", TATTOO, 2, ""),
        ("kirby_desai", TATTOO, None, "A planned range belongs to a course. Open one first."),
        ("fitzpatrick_phototype", {"type": "3"}, None, ""),
        ("gais", {"grade": "2"}, 2, "There is nothing to take over."),
    ],
)
def test_only_a_range_or_a_skin_type_can_be_taken_over(
    scale_key: str, answers: dict[str, str], course_id: int | None, wrong: str
) -> None:
    one = entry(scale_key, answers=answers, course_id=course_id, take_over=True)
    assert [str(found.sentence) for found in check_assessment(one, FACTS)] == ([wrong] if wrong else [])


def test_nothing_is_taken_over_from_answers_that_do_not_score() -> None:
    found = check_assessment(entry("kirby_desai", answers={}, take_over=True), FACTS)
    assert "take_over" not in {one.field for one in found}


def test_texts_are_cleaned_and_empty_answers_dropped() -> None:
    messy = entry("pga", answers={"grade": " 2.0 ", "wording": " good \n response "}, note=" seen \x07 ")
    assert clean_entry(messy).answers == {"grade": "2", "wording": "good response"}
    assert clean_entry(messy).note == "seen"
    unknown = entry("msi", answers={"a": " 1 "})
    assert clean_entry(unknown).answers == {"a": " 1 "}


def test_a_correction_keeps_patient_course_and_scale() -> None:
    old = recorded(1, "3")
    assert check_correction(entry(), old, "misread") == ()
    moved = check_correction(entry(course_id=9), old, "misread")
    assert said(moved) == [
        ("scale_key", "A correction keeps patient, course and scale. Record a new score instead.")
    ]


def test_a_correction_needs_a_reason_of_a_length_one_can_read() -> None:
    old = recorded(1, "3")
    assert said(check_correction(entry(), old, "")) == [("reason", "Say why the score is corrected.")]
    assert [one.field for one in check_correction(entry(), old, "x" * 20_001)] == ["reason"]


def test_what_was_corrected_once_is_not_corrected_again() -> None:
    (found,) = check_correction(entry(), recorded(1, "3", corrected_by_id=7), "misread")
    assert str(found.sentence) == "This score was corrected already. Correct the newer one."


def test_a_trend_goes_from_the_first_to_the_last_that_count() -> None:
    trend = trends_of((recorded(9, "2"), recorded(5, "5", corrected_by_id=7), recorded(1, "4"), recorded(7, "3")))[
        0
    ]
    assert [one.id for one in trend.assessments] == [1, 7, 9]
    assert trend.since_start == -2
    assert trend.since_last == -1
    assert trend.last.id == 9


def test_a_single_score_has_changed_against_nothing() -> None:
    (trend,) = trends_of((recorded(1, "4"),))
    assert trend.since_start is None
    assert trend.since_last is None


def test_a_score_that_could_not_be_given_has_changed_against_nothing() -> None:
    (trend,) = trends_of((recorded(1, "14", "dlqi"), recorded(2, None, "dlqi")))
    assert trend.since_last is None


def test_scores_of_two_versions_are_never_compared_gais_alt() -> None:
    (trend,) = trends_of((recorded(1, "0", scale_version="0 to 4, higher is better"), recorded(2, "3")))
    assert [one.id for one in trend.assessments] == [2]


def test_trends_come_in_the_order_of_the_register_without_scales_nobody_knows() -> None:
    found = trends_of((recorded(1, "4"), recorded(2, "13", "kirby_desai"), recorded(3, "1", "msi")))
    assert [trend.scale.key for trend in found] == ["kirby_desai", "gais"]


def test_a_change_is_for_the_worse_by_the_direction_of_its_scale() -> None:
    gais, quartile = trends_of((recorded(1, "4"), recorded(1, "2", "clearance_quartile")))
    assert (gais.is_worse(Decimal(1)), gais.is_worse(Decimal(-1)), gais.is_worse(Decimal(0))) == (True, False, None)
    assert quartile.is_worse(Decimal(-1))
    (score,) = trends_of((recorded(1, "13", "kirby_desai"),))
    assert score.is_worse(Decimal(3)) is None


def test_worked_14_then_10_meets_the_least_change_that_matters_dlqi() -> None:
    (trend,) = trends_of((recorded(1, "14", "dlqi"), recorded(2, "10", "dlqi")))
    change = trend.since_last
    assert change == -4
    assert trend.matters(change)
    assert not trend.matters(Decimal(3))
    assert trends_of((recorded(1, "4"),))[0].matters(Decimal(1)) is None


def test_only_scales_that_follow_the_result_of_a_course_tell_their_last_two_scores() -> None:
    found = last_scores_of(
        (
            *(recorded(1, "5", "mmasi"), recorded(2, "6", "mmasi")),
            *(recorded(1, "4", "clearance_quartile"), recorded(2, "3", "clearance_quartile")),
            *(recorded(1, "3"), recorded(3, "14", "kirby_desai"), recorded(4, "7", "pain_nrs")),
        )
    )
    assert set(found) == {"mmasi", "clearance_quartile", "gais"}
    assert found["mmasi"] == LastScores("mmasi", Decimal(6), Decimal(5), higher_is_worse=True)
    assert not found["clearance_quartile"].higher_is_worse
    assert found["gais"].previous is None


def test_scores_that_could_not_be_given_are_passed_over() -> None:
    found = last_scores_of((recorded(1, "14", "dlqi"), recorded(2, None, "dlqi"), recorded(3, None, "visia")))
    assert found["dlqi"].last == 14
    assert found["dlqi"].previous is None
    assert set(found) == {"dlqi"}

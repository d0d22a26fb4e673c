"""What a patient reports, as it is written down and judged."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from pico_tracker.domain.findings import Level
from pico_tracker.domain.reported_reactions import (
    QUESTION_NAMES,
    QUESTION_TEXTS,
    ReactionQuestion,
    ReportedReactionEntry,
    check_judgement,
    check_reported_reaction,
    review_by,
)

TODAY = date(2026, 11, 22)
ENTRY = ReportedReactionEntry(
    entry_id=uuid.UUID(int=1),
    course_id=1,
    said="It stings.",
    since=TODAY,
    treated_on=TODAY - timedelta(days=3),
    answers=dict.fromkeys(ReactionQuestion, False),
)
LONDON = ZoneInfo("Europe/London")


def fields(entry: ReportedReactionEntry) -> list[str]:
    return [finding.field for finding in check_reported_reaction(entry, TODAY)]


def test_words_a_past_day_and_five_answers_are_enough() -> None:
    assert fields(ENTRY) == []
    assert fields(replace(ENTRY, treated_on=None)) == []


def test_without_words_too_many_of_them_or_a_day_ahead_it_is_refused() -> None:
    assert fields(replace(ENTRY, said="", since=TODAY + timedelta(days=1))) == ["since", "said"]
    assert fields(replace(ENTRY, said="x" * 20_001)) == ["said"]
    assert fields(replace(ENTRY, treated_on=TODAY + timedelta(days=1))) == ["treated_on"]


def test_every_question_has_to_be_answered() -> None:
    assert fields(replace(ENTRY, answers={ReactionQuestion.EYE: True, ReactionQuestion.FEVER: False})) == [
        "answers.breathing",
        "answers.spreading",
        "answers.face_blister",
    ]
    assert set(QUESTION_TEXTS) == set(QUESTION_NAMES) == set(ReactionQuestion)


def test_any_yes_is_alarming() -> None:
    assert ENTRY.alarms == ()
    answers = {**ENTRY.answers, ReactionQuestion.FACE_BLISTER: True, ReactionQuestion.EYE: True}
    assert replace(ENTRY, answers=answers).alarms == (ReactionQuestion.EYE, ReactionQuestion.FACE_BLISTER)


def test_what_began_before_the_treatment_is_noted_only() -> None:
    (finding,) = check_reported_reaction(replace(ENTRY, since=TODAY - timedelta(days=4)), TODAY)
    assert (finding.field, finding.level) == ("treated_on", Level.NOTE)


@pytest.mark.parametrize(
    ("now", "due"),
    [("09:00", "18:00"), ("12:30", "18:00"), ("17:59", "18:00"), ("18:00", "20:00"), ("21:15", "23:15")],
)
def test_a_practitioner_looks_when_the_clinics_day_ends_or_within_two_hours(now: str, due: str) -> None:
    day = [(at("09:00"), at("12:00")), (at("13:00"), at("18:00"))]
    assert review_by(at(now), day) == at(due)


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-23T{clock}").replace(tzinfo=LONDON)


def test_on_a_closed_day_it_is_two_hours_of_real_time_also_when_the_clock_is_put_back() -> None:
    assert review_by(datetime(2026, 10, 25, 0, 30, tzinfo=LONDON), ()) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_judging_that_it_is_none_needs_a_reason_of_a_readable_length() -> None:
    assert check_judgement("A mosquito bite.") == ()
    assert [finding.field for finding in check_judgement("")] == ["finding"]
    assert [finding.field for finding in check_judgement("x" * 20_001)] == ["finding"]

"""What a patient reports, as it is written down and judged."""

import uuid
from dataclasses import replace
from datetime import date, timedelta

from pico_tracker.domain.reported_reactions import (
    ReportedReactionEntry,
    check_judgement,
    check_reported_reaction,
)

TODAY = date(2026, 11, 22)
ENTRY = ReportedReactionEntry(entry_id=uuid.UUID(int=1), course_id=1, said="It stings.", since=TODAY)


def test_words_and_a_past_day_are_enough() -> None:
    assert check_reported_reaction(ENTRY, TODAY) == ()


def test_without_words_too_many_of_them_or_a_day_ahead_it_is_refused() -> None:
    wrong = replace(ENTRY, said="", since=TODAY + timedelta(days=1))
    assert [finding.field for finding in check_reported_reaction(wrong, TODAY)] == ["said", "since"]
    long = replace(ENTRY, said="x" * 20_001)
    assert [finding.field for finding in check_reported_reaction(long, TODAY)] == ["said"]


def test_judging_that_it_is_none_needs_a_reason_of_a_readable_length() -> None:
    assert check_judgement("A mosquito bite.") == ()
    assert [finding.field for finding in check_judgement("")] == ["finding"]
    assert [finding.field for finding in check_judgement("x" * 20_001)] == ["finding"]

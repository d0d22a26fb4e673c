"""Visits."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from pico_tracker.domain.diary import (
    VISIT_KIND_NAMES,
    VISIT_STATE_NAMES,
    VisitEntry,
    VisitKind,
    VisitState,
    check_visit,
    visit_end,
)

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
ENTRY = VisitEntry(
    entry_id=uuid.UUID(int=1),
    patient_id=1,
    course_ids=(1, 2),
    kind=VisitKind.SESSION,
    starts_at=datetime(2026, 12, 20, 9, 30, tzinfo=UTC),
    minutes=45,
)


def said(entry: VisitEntry) -> list[tuple[str, str]]:
    return [(finding.field, str(finding.sentence)) for finding in check_visit(entry, NOW)]


def test_a_plain_visit_has_nothing_wrong_and_ends_after_its_minutes() -> None:
    assert said(ENTRY) == []
    assert visit_end(ENTRY) == datetime(2026, 12, 20, 10, 15, tzinfo=UTC)


def test_a_visit_may_begin_now_but_not_before() -> None:
    assert said(replace(ENTRY, starts_at=NOW)) == []
    assert said(replace(ENTRY, starts_at=NOW - timedelta(minutes=1))) == [
        ("starts_at", "The next visit lies in the past. Check date and time.")
    ]


def test_now_is_now_in_every_time_zone() -> None:
    berlin = timezone(timedelta(hours=1))
    assert said(replace(ENTRY, starts_at=datetime(2026, 11, 22, 10, 59, tzinfo=berlin))) != []
    assert said(replace(ENTRY, starts_at=datetime(2026, 11, 22, 11, 0, tzinfo=berlin))) == []


def test_a_mistyped_year_is_caught() -> None:
    assert said(replace(ENTRY, starts_at=datetime(2062, 12, 20, 9, 30, tzinfo=UTC))) == [
        ("starts_at", "The next visit is years away. Check the year.")
    ]
    assert said(replace(ENTRY, starts_at=datetime(2031, 11, 22, 10, 0, tzinfo=UTC))) == []


@pytest.mark.parametrize("minutes", [5, 480])
def test_the_shortest_and_the_longest_visit_are_possible(minutes: int) -> None:
    assert said(replace(ENTRY, minutes=minutes)) == []


@pytest.mark.parametrize("minutes", [4, 481, 0, -10])
def test_shorter_and_longer_ones_are_not(minutes: int) -> None:
    assert said(replace(ENTRY, minutes=minutes)) == [("minutes", "A visit takes 5 to 480 minutes.")]


def test_note_and_reason_have_a_limit() -> None:
    long = "x" * 20_001
    assert [field for field, _ in said(replace(ENTRY, note=long, reason=long))] == ["note", "reason"]


def test_every_kind_and_state_has_a_name_to_read() -> None:
    assert set(VISIT_KIND_NAMES) == set(VisitKind)
    assert set(VISIT_STATE_NAMES) == set(VisitState)

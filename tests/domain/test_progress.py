"""Readings of clearance."""

import uuid
from dataclasses import replace
from datetime import date

import pytest

from pico_tracker.domain.progress import ReadingEntry, check_reading
from tests.reports.samples import make_course

TODAY = date(2026, 11, 22)
ENTRY = ReadingEntry(entry_id=uuid.UUID(int=1), course_id=1, read_on=TODAY, percent=55)


def said(entry: ReadingEntry) -> list[tuple[str, str]]:
    return [(finding.field, str(finding.sentence)) for finding in check_reading(entry, TODAY)]


@pytest.mark.parametrize("percent", [-100, -5, 0, 55, 75, 100])
def test_clearance_runs_from_worse_to_clear(percent: int) -> None:
    assert said(replace(ENTRY, percent=percent)) == []


@pytest.mark.parametrize("percent", [-101, 101])
def test_more_than_everything_is_refused(percent: int) -> None:
    assert said(replace(ENTRY, percent=percent)) == [
        ("percent", "Clearance is 0 to 100 %; below 0 means worse than at the start.")
    ]


@pytest.mark.parametrize("percent", [-1, 1, 22, 38, 99])
def test_a_reading_finer_than_the_eye_is_refused(percent: int) -> None:
    assert said(replace(ENTRY, percent=percent)) == [
        ("percent", "Read clearance in quarters or in steps of 5 %, such as 35 or 75.")
    ]


@pytest.mark.parametrize(
    ("percent", "before", "wrong"), [(0, 0, False), (5, 0, True), (-5, 0, True), (5, 1, False)]
)
def test_the_start_is_nothing_cleared(percent: int, before: int, wrong: bool) -> None:
    found = check_reading(replace(ENTRY, percent=percent), TODAY, before)
    assert [str(one.sentence) for one in found] == (
        ["Before the first session nothing has cleared: the start is 0 %."] if wrong else []
    )


def test_a_reading_does_not_lie_ahead() -> None:
    assert said(replace(ENTRY, read_on=date(2026, 11, 23), percent=200)) == [
        ("read_on", "A reading cannot lie in the future. Check the date."),
        ("percent", "Clearance is 0 to 100 %; below 0 means worse than at the start."),
    ]


def test_what_was_written_to_a_void_session_is_told_nobody() -> None:
    course = make_course(3)
    first, *others = course.sessions
    assert [one.entry.session_id for one in course.told_side_effects] == [101, 102, 103]
    found_void = replace(course, sessions=tuple(others), void_sessions=(first,))
    assert [one.entry.session_id for one in found_void.told_side_effects] == [102, 103]
    assert len(found_void.side_effects) == 3

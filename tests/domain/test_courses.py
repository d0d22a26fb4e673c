"""What may be agreed when a course is opened."""

import itertools
import uuid
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pico_tracker.domain.courses import (
    COURSE_STATE_NAMES,
    Course,
    CourseEntry,
    CourseStanding,
    CourseState,
    check_course,
    check_move,
    moves_from,
    standing_on,
)
from pico_tracker.domain.intervals import Interval, NextDates, Window
from pico_tracker.domain.words import Sentence

TODAY = date(2026, 11, 22)
ENTRY = CourseEntry(
    entry_id=uuid.UUID(int=1),
    patient_id=1,
    concern_id=1,
    area="right forearm",
    sessions_from=4,
    sessions_to=10,
    interval=Interval(6, 8, 16),
    maintenance_months=None,
    opened_on=TODAY,
)
WEEKS = "Weeks between sessions are whole numbers from 1 to 104."
RISE = "The weeks must rise: earliest, then target, then late."


def said(entry: CourseEntry) -> list[tuple[str, str]]:
    return [(finding.field, str(finding.sentence)) for finding in check_course(entry, TODAY)]


def test_the_tattoo_protocol_has_nothing_wrong() -> None:
    assert said(ENTRY) == []


def test_a_course_is_titled_by_concern_and_area() -> None:
    course = Course(
        id=1,
        version=1,
        entry=ENTRY,
        concern_key="tattoo",
        concern_name="Tattoo removal",
        state=CourseState.ACTIVE,
    )
    assert course.title == "Tattoo removal, right forearm"


def test_every_state_has_a_name_to_read() -> None:
    assert set(COURSE_STATE_NAMES) == set(CourseState)


def test_the_area_is_needed_and_short() -> None:
    assert said(replace(ENTRY, area="")) == [("area", "Enter the treated area, such as right forearm.")]
    assert said(replace(ENTRY, area="x" * 201)) == [("area", "This is longer than 200 characters. Shorten it.")]


@pytest.mark.parametrize(("first", "last"), [(1, 1), (1, 60), (60, 60)])
def test_sessions_from_1_to_60_are_possible(first: int, last: int) -> None:
    assert said(replace(ENTRY, sessions_from=first, sessions_to=last)) == []


@pytest.mark.parametrize(("first", "last"), [(0, 4), (1, 61), (-1, 3), (61, 61), (4, 0)])
def test_other_numbers_of_sessions_are_refused(first: int, last: int) -> None:
    found = said(replace(ENTRY, sessions_from=first, sessions_to=last))
    assert found == [("sessions_from", "A course has 1 to 60 sessions.")]


def test_from_may_not_pass_to() -> None:
    assert said(replace(ENTRY, sessions_from=5, sessions_to=4)) == [
        ("sessions_to", "The second number is smaller than the first.")
    ]


@pytest.mark.parametrize(
    ("interval", "found"),
    [
        (Interval(4, 4, 4), []),
        (Interval(1, 52, 104), []),
        (Interval(0, 4, 8), [("earliest_weeks", WEEKS)]),
        (Interval(1, 4, 105), [("earliest_weeks", WEEKS)]),
        (Interval(5, 4, 8), [("target_weeks", RISE)]),
        (Interval(2, 8, 4), [("target_weeks", RISE)]),
    ],
)
def test_weeks_rise_within_two_years(interval: Interval, found: list[tuple[str, str]]) -> None:
    assert said(replace(ENTRY, interval=interval)) == found


@pytest.mark.parametrize("months", [None, 1, 60])
def test_maintenance_comes_within_five_years_or_not_at_all(months: int | None) -> None:
    assert said(replace(ENTRY, maintenance_months=months)) == []


@pytest.mark.parametrize("months", [0, 61, -3])
def test_other_months_are_refused(months: int) -> None:
    assert said(replace(ENTRY, maintenance_months=months)) == [
        ("maintenance_months", "Maintenance comes after 1 to 60 months, or not at all.")
    ]


def test_a_course_begins_today_or_before() -> None:
    assert said(replace(ENTRY, opened_on=date(2026, 11, 23))) == [
        ("opened_on", "The course cannot begin in the future.")
    ]


def test_the_goal_has_a_limit() -> None:
    assert said(replace(ENTRY, goal="x" * 20_000)) == []
    assert said(replace(ENTRY, goal="x" * 20_001)) == [
        ("goal", "This is longer than 20000 characters. Shorten it.")
    ]


def test_everything_wrong_is_said_at_once_in_the_order_of_the_form() -> None:
    entry = replace(
        ENTRY,
        area="",
        sessions_from=0,
        interval=Interval(0, 0, 0),
        maintenance_months=0,
        opened_on=date(2027, 1, 1),
    )
    assert [field for field, _ in said(entry)] == [
        "area",
        "sessions_from",
        "earliest_weeks",
        "maintenance_months",
        "opened_on",
    ]


# Moves


def course(state: CourseState, **changes: Any) -> Course:
    made = Course(id=1, version=1, entry=ENTRY, concern_key="tattoo", concern_name="Tattoo removal", state=state)
    return replace(made, **changes)


PLANNED, ACTIVE, PAUSED = CourseState.PLANNED, CourseState.ACTIVE, CourseState.PAUSED
COMPLETED, MAINTENANCE, DISCONTINUED = CourseState.COMPLETED, CourseState.MAINTENANCE, CourseState.DISCONTINUED
ALLOWED = {
    (PLANNED, ACTIVE),
    (PLANNED, MAINTENANCE),
    (PLANNED, PAUSED),
    (PLANNED, DISCONTINUED),
    (ACTIVE, PAUSED),
    (ACTIVE, COMPLETED),
    (ACTIVE, MAINTENANCE),
    (ACTIVE, DISCONTINUED),
    (PAUSED, PLANNED),
    (PAUSED, ACTIVE),
    (PAUSED, COMPLETED),
    (PAUSED, MAINTENANCE),
    (PAUSED, DISCONTINUED),
    (COMPLETED, MAINTENANCE),
    (COMPLETED, ACTIVE),
    (MAINTENANCE, ACTIVE),
    (MAINTENANCE, PAUSED),
    (MAINTENANCE, COMPLETED),
    (MAINTENANCE, DISCONTINUED),
    (DISCONTINUED, ACTIVE),
}


@pytest.mark.parametrize(("state", "to"), tuple(itertools.product(CourseState, CourseState)))
def test_a_course_moves_by_the_table_and_a_refused_move_says_why(state: CourseState, to: CourseState) -> None:
    found = check_move(course(state), to, "Because.")
    assert bool(found) is ((state, to) not in ALLOWED)
    assert all(finding.field == "state" and len(str(finding.sentence)) > 30 for finding in found)
    assert (to in moves_from(course(state))) is ((state, to) in ALLOWED)


def test_a_course_with_a_session_is_planned_no_more() -> None:
    for begun in (course(PAUSED, sessions_done=1), course(PAUSED, maintenance_done=1)):
        assert PLANNED not in moves_from(begun)
        (finding,) = check_move(begun, PLANNED, "")
        assert finding.field == "state"


@pytest.mark.parametrize(
    ("state", "to", "said"),
    [
        (ACTIVE, PAUSED, "Say why the course stops."),
        (MAINTENANCE, DISCONTINUED, "Say why the course stops."),
        (COMPLETED, ACTIVE, "Say why the course is taken up again."),
        (DISCONTINUED, ACTIVE, "Say why the course is taken up again."),
    ],
)
def test_stopping_and_reopening_need_a_reason(state: CourseState, to: CourseState, said: str) -> None:
    (finding,) = check_move(course(state), to, "")
    assert (finding.field, str(finding.sentence)) == ("reason", said)
    assert check_move(course(state), to, "The patient asked for it.") == ()


@pytest.mark.parametrize(
    ("state", "to"), [(PAUSED, ACTIVE), (MAINTENANCE, ACTIVE), (ACTIVE, COMPLETED), (COMPLETED, MAINTENANCE)]
)
def test_going_on_as_planned_needs_no_reason(state: CourseState, to: CourseState) -> None:
    assert check_move(course(state), to, "") == ()
    (finding,) = check_move(course(state), to, "x" * 20_001)
    assert finding.field == "reason"


# What the dates mean


WINDOW = Window(date(2026, 11, 10), date(2026, 11, 20), date(2026, 12, 20))


@pytest.mark.parametrize(
    ("today", "standing"),
    [
        (date(2026, 11, 9), CourseStanding.TOO_EARLY),
        (date(2026, 11, 10), CourseStanding.DUE),
        (date(2026, 11, 20), CourseStanding.DUE),
        (date(2026, 11, 21), CourseStanding.OVERDUE),
        (date(2026, 12, 20), CourseStanding.OVERDUE),
        (date(2026, 12, 21), CourseStanding.LOST),
    ],
)
def test_due_to_the_target_overdue_after_it_and_lost_after_the_late_date_as_reference_section_2_says(
    today: date, standing: CourseStanding
) -> None:
    assert standing_on(WINDOW, today) is standing
    assert standing_on(WINDOW, today, is_held=True) is CourseStanding.REVIEW_FIRST
    assert standing_on(None, today) is CourseStanding.NO_DATE


def test_a_course_shows_the_dates_that_count_today() -> None:
    dates = NextDates(window=WINDOW, held_from_on=date(2026, 11, 23), reasons=(Sentence("Why."),))
    before, since = course(ACTIVE).as_of(dates, TODAY), course(ACTIVE).as_of(dates, date(2026, 11, 23))
    assert (before.window, before.is_held, before.reasons) == (WINDOW, False, (Sentence("Why."),))
    assert (since.window, since.is_held) == (None, True)
    assert course(MAINTENANCE).as_of(dates, TODAY).window is None

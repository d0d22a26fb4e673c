"""A longer plan is agreed anew: what it needs, and that an edit makes none."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from pico_tracker.domain.agreements import (
    AgreementEntry,
    CourseAgreement,
    check_agreement,
    check_not_longer,
    first_agreement,
)
from pico_tracker.domain.courses import Course, CourseEntry, CourseState
from pico_tracker.domain.intervals import Interval

TODAY = date(2026, 11, 22)
COURSE = Course(
    id=7,
    version=1,
    entry=CourseEntry(
        entry_id=uuid.UUID(int=1),
        patient_id=1,
        concern_id=1,
        area="right forearm",
        sessions_from=4,
        sessions_to=6,
        interval=Interval(6, 8, 16),
        maintenance_months=12,
        opened_on=date(2026, 1, 5),
    ),
    concern_key="tattoo",
    concern_name="Tattoo removal",
    state=CourseState.ACTIVE,
    sessions_done=6,
)
PLAN = AgreementEntry(
    entry_id=uuid.UUID(int=2),
    course_id=7,
    sessions_from=8,
    sessions_to=10,
    interval=Interval(6, 8, 16),
    maintenance_months=12,
    agreed_on=TODAY,
    reason="Green ink fades slowly.",
)


def version(number: int, sessions_to: int) -> CourseAgreement:
    return CourseAgreement(
        number=number,
        entry=replace(PLAN, sessions_to=sessions_to),
        written_by="Practitioner",
        written_at=datetime(2026, 11, 22, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"sessions_from": 4, "sessions_to": 6}, ["sessions_to"]),
        ({"sessions_from": 4, "sessions_to": 6, "interval": Interval(8, 10, 16)}, []),
        ({"sessions_from": 2, "sessions_to": 5}, ["sessions_to"]),
        ({"sessions_from": 0}, ["sessions_from"]),
        ({"sessions_from": 11}, ["sessions_to"]),
        ({"interval": Interval(8, 6, 16)}, ["target_weeks"]),
        ({"interval": Interval(0, 6, 16)}, ["earliest_weeks"]),
        ({"maintenance_months": 61}, ["maintenance_months"]),
        ({"agreed_on": TODAY + timedelta(days=1)}, ["agreed_on"]),
        ({"agreed_on": date(2026, 1, 4)}, ["agreed_on"]),
        ({"reason": ""}, ["reason"]),
        ({"reason": "x" * 20_001}, ["reason"]),
    ],
)
def test_a_plan_is_agreed_with_numbers_a_day_and_a_reason(changes: dict[str, Any], found: list[str]) -> None:
    assert [one.field for one in check_agreement(replace(PLAN, **changes), COURSE, TODAY)] == found


def test_the_first_version_is_the_plan_the_course_stands_with() -> None:
    first = first_agreement(COURSE.entry, uuid.UUID(int=3), 7)
    assert (first.sessions_from, first.sessions_to, first.interval) == (4, 6, Interval(6, 8, 16))
    assert (first.maintenance_months, first.agreed_on, first.reason) == (12, date(2026, 1, 5), "")


def test_once_treated_an_edit_makes_a_course_no_longer() -> None:
    (found,) = check_not_longer(7, COURSE, ())
    assert (found.field, "agreed anew" in str(found.sentence)) == ("sessions_to", True)
    assert check_not_longer(6, COURSE, ()) == ()


def test_before_the_first_session_an_edit_may_make_it_longer() -> None:
    assert check_not_longer(20, replace(COURSE, sessions_done=0), ()) == ()


def test_a_plan_cut_by_an_edit_may_be_brought_back_to_what_was_agreed_last() -> None:
    agreed = (version(1, 12), version(2, 8))
    assert check_not_longer(8, COURSE, agreed) == ()
    assert check_not_longer(9, COURSE, agreed) != ()

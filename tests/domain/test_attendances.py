"""What keeps a visit without treatment from being signed, corrected or found void."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from pico_tracker.domain.attendances import (
    Attendance,
    AttendanceAmendmentEntry,
    AttendanceEntry,
    AttendanceFacts,
    AttendanceKind,
    check_attendance,
    check_attendance_amendment,
    check_void,
)
from pico_tracker.domain.findings import Level
from pico_tracker.domain.next_plans import NextPlanEntry
from pico_tracker.domain.safety_checks import Healing, HealingFacts
from pico_tracker.domain.screening import Answer, ScreeningAnswer

TODAY = date(2026, 11, 22)
NOT_TREATED = AttendanceEntry(
    entry_id=uuid.UUID(int=1),
    course_id=1,
    held_on=TODAY,
    kind=AttendanceKind.NOT_TREATED,
    reason="Sun or tan on the area",
    return_on=TODAY + timedelta(days=28),
)
REVIEW = AttendanceEntry(
    entry_id=uuid.UUID(int=2),
    course_id=1,
    held_on=TODAY,
    kind=AttendanceKind.REVIEW,
    healing=Healing.HEALED,
    satisfaction=8,
    goal_reached=6,
)
FACTS = AttendanceFacts(today=TODAY, last_session_on=TODAY - timedelta(days=40))
SIGNED = Attendance(id=1, entry=REVIEW, signed_by="Practitioner", signed_at=datetime(2026, 11, 22, 12, tzinfo=UTC))
AMENDMENT = AttendanceAmendmentEntry(entry_id=uuid.UUID(int=3), attendance_id=1, text="Goal 7.", reason="Misheard.")


def fields(entry: AttendanceEntry, facts: AttendanceFacts = FACTS, **changes: Any) -> list[str]:
    return [one.field for one in check_attendance(replace(entry, **changes), facts)]


@pytest.mark.parametrize("entry", [NOT_TREATED, REVIEW])
def test_a_correct_one_has_nothing_wrong(entry: AttendanceEntry) -> None:
    assert check_attendance(entry, FACTS) == ()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"held_on": TODAY + timedelta(days=1)}, "held_on"),
        ({"held_on": date(1989, 12, 31)}, "held_on"),
        ({"reason": ""}, "reason"),
        ({"return_on": None}, "return_on"),
        ({"return_on": TODAY - timedelta(days=1)}, "return_on"),
        ({"satisfaction": 11}, "satisfaction"),
        ({"goal_reached": -1}, "goal_reached"),
        ({"reason": "x" * 20_001}, "reason"),
        ({"note": "x" * 20_001}, "note"),
        ({"next_plan": NextPlanEntry(device_id=404)}, "next_plan.device_id"),
        ({"answers": (ScreeningAnswer("forgotten", Answer.NO),)}, "screening"),
    ],
)
def test_whoever_is_not_treated_gets_a_reason_and_a_day_to_come_again(changes: dict[str, Any], field: str) -> None:
    assert field in fields(NOT_TREATED, **changes)


def test_coming_again_the_same_day_is_possible() -> None:
    assert fields(NOT_TREATED, return_on=TODAY) == []


def test_a_review_needs_neither_a_reason_nor_a_next_date() -> None:
    assert fields(REVIEW, reason="", return_on=None) == []
    assert fields(REVIEW, return_on=TODAY - timedelta(days=1)) == ["return_on"]


def test_a_review_asks_satisfaction_and_goal_from_0_to_10() -> None:
    assert fields(REVIEW, satisfaction=None, goal_reached=None) == ["satisfaction", "goal_reached"]
    assert fields(REVIEW, satisfaction=0, goal_reached=10) == []


def test_a_review_without_an_answer_is_signed_once_the_note_says_why() -> None:
    found = check_attendance(replace(REVIEW, satisfaction=None, note="Came with her mother, asked nothing."), FACTS)
    assert [(one.field, one.level) for one in found] == [("satisfaction", Level.NOTE)]


def test_a_review_asks_how_the_last_session_healed() -> None:
    assert fields(REVIEW, healing=None) == ["healing"]
    assert fields(REVIEW, healing=Healing.EVENT) == ["healing"]
    recorded = replace(FACTS, healing=HealingFacts(recorded_since=("Blister",)))
    assert fields(REVIEW, recorded, healing=Healing.EVENT) == []


def test_before_the_first_session_nobody_asks_how_it_healed() -> None:
    assert fields(REVIEW, replace(FACTS, last_session_on=None), healing=None) == []


def test_whoever_is_not_treated_may_leave_before_the_skin_is_seen() -> None:
    assert fields(NOT_TREATED, healing=None) == []
    unhealed = replace(FACTS, healing=HealingFacts(unhealed=("Blister",)))
    assert fields(NOT_TREATED, unhealed, healing=Healing.HEALED) == ["healing"]


def test_a_correction_says_what_is_right_and_why() -> None:
    assert check_attendance_amendment(AMENDMENT, SIGNED) == ()
    empty = replace(AMENDMENT, text="", reason="")
    assert [one.field for one in check_attendance_amendment(empty, SIGNED)] == ["text", "reason"]
    long = replace(AMENDMENT, text="x" * 20_001)
    assert [one.field for one in check_attendance_amendment(long, SIGNED)] == ["text"]


def test_what_is_void_is_not_corrected_any_more() -> None:
    (found,) = check_attendance_amendment(AMENDMENT, replace(SIGNED, is_void=True))
    assert "void" in str(found.sentence)


def test_a_visit_is_found_void_with_a_reason() -> None:
    assert check_void("Wrong patient.") == ()
    assert [one.field for one in check_void("")] == ["reason"]
    assert [one.field for one in check_void("x" * 20_001)] == ["reason"]

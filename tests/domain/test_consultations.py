"""What keeps a consultation from being signed, and a correction from being saved."""

import uuid
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from pico_tracker.domain.consultations import (
    AmendmentEntry,
    ConsultationEntry,
    check_amendment,
    check_consultation,
)
from pico_tracker.domain.patients import Fitzpatrick

TODAY = date(2026, 11, 22)
ENTRY = ConsultationEntry(
    entry_id=uuid.UUID(int=1),
    course_id=1,
    held_on=TODAY,
    history="Black tattoo of 2012, no earlier laser.",
    fitzpatrick=Fitzpatrick.III,
    medicines="None.",
    allergies=("Latex",),
    goal="Bare arms in summer.",
    told_no_treatment=True,
    told_topical=True,
    sessions_from=4,
    sessions_to=10,
    limits="A shadow may stay.",
    agreed=True,
)


def fields(**changes: Any) -> list[str]:
    return [finding.field for finding in check_consultation(replace(ENTRY, **changes), TODAY)]


def test_one_in_which_all_was_asked_told_and_agreed_can_be_signed() -> None:
    assert check_consultation(ENTRY, TODAY) == ()


def test_one_after_which_the_patient_does_not_go_ahead_can_be_signed_too() -> None:
    assert fields(agreed=False) == []


def test_nothing_that_was_to_be_asked_may_be_left_out() -> None:
    changes = {"history": "", "fitzpatrick": None, "medicines": "", "goal": "", "limits": "", "agreed": None}
    assert fields(**changes) == list(changes)


def test_no_treatment_is_always_an_alternative_as_reference_section_5_lists_it() -> None:
    assert fields(told_no_treatment=False) == ["told_no_treatment"]


def test_another_alternative_stands_in_where_no_cream_helps() -> None:
    assert fields(told_topical=False) == ["told_topical"]
    assert fields(told_topical=False, told_other="Covering it with another tattoo.") == []


@pytest.mark.parametrize(("days", "wrong"), [(1, ["held_on"]), (0, []), (-400, [])])
def test_it_was_held_today_or_before(days: int, wrong: list[str]) -> None:
    assert fields(held_on=TODAY + timedelta(days=days)) == wrong


def test_a_year_long_ago_is_a_typing_error() -> None:
    assert fields(held_on=date(1926, 11, 22)) == ["held_on"]


@pytest.mark.parametrize(
    ("low", "high", "wrong"),
    [(0, 4, ["sessions_from"]), (1, 61, ["sessions_from"]), (5, 4, ["sessions_to"]), (4, 4, []), (1, 60, [])],
)
def test_the_number_of_sessions_is_a_range(low: int, high: int, wrong: list[str]) -> None:
    assert fields(sessions_from=low, sessions_to=high) == wrong


def test_texts_and_lists_have_limits() -> None:
    assert fields(history="x" * 20_001) == ["history"]
    assert fields(photos_note="x" * 201) == ["photos_note"]
    assert fields(allergies=("x" * 201,)) == ["allergies"]
    assert fields(allergies=("Latex",) * 31) == ["allergies"]


def test_a_correction_says_what_is_right_and_why() -> None:
    entry = AmendmentEntry(entry_id=uuid.UUID(int=2), consultation_id=1, text="Skin type IV.", reason="Misread.")
    assert check_amendment(entry) == ()
    empty = replace(entry, text="", reason="")
    assert [finding.field for finding in check_amendment(empty)] == ["text", "reason"]
    assert [finding.field for finding in check_amendment(replace(entry, text="x" * 20_001))] == ["text"]

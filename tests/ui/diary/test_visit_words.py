"""What a visit says, and what it leaves out when details are hidden."""

import uuid
from typing import Any

import pytest

from pico_tracker.domain.diary import Visit, VisitState
from pico_tracker.ui.diary.visit_words import said_minutes, state_chip, visit_words
from pico_tracker.ui.kit.style import Tone
from tests.ui.diary.books import a_visit, at

NOW = at("11:42")


def full_visit() -> Visit:
    return a_visit(
        1,
        "10:15",
        76,
        patient_name="Lena Hartmann",
        state=VisitState.IN_ROOM,
        state_at=at("10:20"),
        course_titles=("Melasma, cheeks",),
        device_name="PicoWay",
        desk_note="Prefers mornings",
        note="Sun on the area",
        is_walk_in=True,
        is_provisional=True,
        is_before_safe=True,
        tie=uuid.UUID(int=1),
    )


@pytest.mark.parametrize(
    ("changes", "said", "tone"),
    [
        ({}, "Not confirmed", Tone.NEUTRAL),
        ({"state": VisitState.CONFIRMED}, "Confirmed", Tone.NEUTRAL),
        ({"state": VisitState.ARRIVED, "state_at": at("11:31")}, "Arrived 11:31", Tone.INFO),
        ({"state": VisitState.ARRIVED}, "Arrived", Tone.INFO),
        ({"state": VisitState.IN_ROOM, "state_at": at("11:05")}, "In room 11:05", Tone.BRAND),
        ({"state": VisitState.DONE}, "Done", Tone.OK),
        ({"state": VisitState.NO_SHOW}, "No-show", Tone.DANGER),
        ({"state": VisitState.CANCELLED}, "Cancelled", Tone.NEUTRAL),
    ],
)
def test_a_state_is_said_in_words(changes: dict[str, Any], said: str, tone: Tone) -> None:
    chip = state_chip(a_visit(1, "11:00", 60, **changes), NOW)
    assert (chip.text, chip.tone) == (said, tone)


def test_a_visit_past_its_end_says_by_how_much() -> None:
    chip = state_chip(full_visit(), NOW)  # 10:15 and 76 minutes end at 11:31
    assert (chip.text, chip.tone) == ("In room, 11 min over", Tone.WARN)
    assert state_chip(full_visit(), at("13:31")).text == "In room, 2 h over"
    assert state_chip(full_visit(), at("11:31")).text == "In room 10:20"
    assert said_minutes(80) == "1 h 20 min"


def test_all_that_is_known_is_in_the_words() -> None:
    words = visit_words(full_visit(), NOW, hidden=False)
    assert words.first == "10:15 Lena Hartmann"
    assert words.details == ("Session", "Melasma, cheeks", "PicoWay", "Prefers mornings", "Sun on the area")
    assert words.marks == ("Walk-in", "Tied to another visit", "Provisional patient")
    assert words.cautions == ("Before the safe date",)


def test_parts_are_told_with_their_lengths() -> None:
    visit = a_visit(1, "13:00", 60, numbing_minutes=30, clean_up_minutes=10, room_id=1)
    assert visit_words(visit, NOW, hidden=False).span == "13:00 to 14:30, numbing 30 min, clean-up 10 min"


def test_hidden_details_leave_time_and_state_alone() -> None:
    words = visit_words(full_visit(), NOW, hidden=True)
    assert words.spoken == "10:15 Visit. In room, 11 min over. 10:15 to 11:31"
    assert words.tip == "10:15 Visit\nIn room, 11 min over · 10:15 to 11:31"

"""What may happen to a visit, and what of it can be taken back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico_tracker.domain.diary import Place, Visit, VisitKind, VisitState
from pico_tracker.domain.visit_steps import (
    VisitStep,
    check_move,
    check_state,
    holds_time,
    read_place,
    step_to_undo,
    write_place,
)

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
VISIT = Visit(
    id=1,
    version=1,
    patient_id=1,
    patient_name="",
    record_number="",
    kind=VisitKind.SESSION,
    state=VisitState.BOOKED,
    place=Place(starts_at=NOW + timedelta(minutes=30), minutes=45),
)


def step(key: int, **changes: Any) -> VisitStep:
    made = VisitStep(id=key, visit_id=1, at=NOW, by="", from_state=VisitState.BOOKED, to_state=VisitState.CONFIRMED)
    return replace(made, **changes)


def at(moment: datetime, state: VisitState = VisitState.BOOKED) -> Visit:
    return replace(VISIT, state=state, place=replace(VISIT.place, starts_at=moment))


def said_state(visit: Visit, state: VisitState, reason: str = "") -> list[str]:
    return [str(finding.sentence) for finding in check_state(visit, state, NOW, reason)]


@pytest.mark.parametrize("state", [VisitState.ARRIVED, VisitState.IN_ROOM, VisitState.DONE])
def test_nobody_comes_to_a_visit_of_another_day(state: VisitState) -> None:
    assert said_state(VISIT, state) == []
    assert said_state(at(NOW + timedelta(days=1)), state) == [
        "This visit is on 2026-11-24. Move it to today first."
    ]
    assert said_state(at(NOW - timedelta(days=1)), state) == [], "it was forgotten yesterday"


def test_a_visit_is_missed_once_it_has_begun() -> None:
    assert said_state(VISIT, VisitState.NO_SHOW) == [
        "This visit has not begun yet: nobody has missed it. Cancel it, or wait."
    ]
    assert said_state(at(NOW), VisitState.NO_SHOW) == []


def test_a_state_is_not_taken_twice() -> None:
    assert said_state(VISIT, VisitState.BOOKED) == ["The visit is in this state already."]


def test_a_reason_has_a_limit() -> None:
    assert said_state(VISIT, VisitState.CANCELLED, "x" * 20_000) == []
    assert said_state(VISIT, VisitState.CANCELLED, "x" * 20_001) == [
        "This is longer than 20000 characters. Shorten it."
    ]


def test_a_booked_visit_moves_into_the_future_and_stays_where_it_is() -> None:
    assert check_move(VISIT, replace(VISIT.place, starts_at=NOW + timedelta(days=3)), NOW) == ()
    (finding,) = check_move(VISIT, replace(VISIT.place, starts_at=NOW - timedelta(minutes=5)), NOW)
    assert str(finding.sentence) == "A visit cannot be moved into the past. Check date and time."
    begun = at(NOW - timedelta(minutes=5))
    assert check_move(begun, replace(begun.place, minutes=60), NOW) == (), "longer, at the same time"


@pytest.mark.parametrize("state", [VisitState.CANCELLED, VisitState.NO_SHOW])
def test_a_visit_that_let_go_of_its_time_takes_no_other(state: VisitState) -> None:
    visit = at(NOW, state)
    (finding,) = check_move(visit, replace(visit.place, minutes=60), NOW)
    assert str(finding.sentence) == "Only a booked or confirmed visit can be moved. Undo its last step first."


def test_a_slip_of_the_year_is_no_move() -> None:
    (finding,) = check_move(VISIT, replace(VISIT.place, starts_at=NOW + timedelta(days=40 * 365)), NOW)
    assert (finding.field, finding.code) == ("starts_at", "visit.year")


def test_the_evening_is_today_where_it_is_tomorrow_in_greenwich() -> None:
    there = ZoneInfo("America/Los_Angeles")
    now = datetime(2026, 11, 22, 16, 50, tzinfo=there)
    visit = at(datetime(2026, 11, 23, 1, 0, tzinfo=UTC))
    assert check_state(visit, VisitState.ARRIVED, now) == ()
    (finding,) = check_state(visit, VisitState.ARRIVED, now - timedelta(days=1))
    assert str(finding.sentence) == "This visit is on 2026-11-22. Move it to today first."


@pytest.mark.parametrize("state", [VisitState.ARRIVED, VisitState.DONE])
def test_a_visit_that_began_or_ended_may_change_its_room_but_not_its_time(state: VisitState) -> None:
    visit = at(NOW, state)
    assert check_move(visit, replace(visit.place, room_id=2), NOW) == ()
    (finding,) = check_move(visit, replace(visit.place, starts_at=NOW + timedelta(hours=1)), NOW)
    assert str(finding.sentence) == "Only a booked or confirmed visit can be moved. Undo its last step first."


def test_cancelled_and_missed_visits_hold_no_time() -> None:
    free = {state for state in VisitState if not holds_time(state)}
    assert free == {VisitState.CANCELLED, VisitState.NO_SHOW}


def test_the_last_step_that_still_counts_is_undone_first() -> None:
    assert step_to_undo([]) is None
    first, second = step(1), step(2)
    assert step_to_undo([first, second]) == second
    undone = [first, second, step(3, undoes_id=2)]
    assert step_to_undo(undone) == first
    assert step_to_undo([*undone, step(4, undoes_id=1)]) is None
    assert step_to_undo([*undone, step(4)]) == step(4)


@given(
    moment=st.datetimes(timezones=st.sampled_from([UTC, ZoneInfo("Europe/London"), ZoneInfo("Asia/Kolkata")])),
    numbers=st.lists(st.integers(5, 240), min_size=3, max_size=3),
    keys=st.lists(st.none() | st.integers(1, 99), min_size=3, max_size=3),
)
def test_a_place_is_read_as_it_was_written(moment: datetime, numbers: list[int], keys: list[int | None]) -> None:
    minutes, numbing, clean_up = numbers
    place = Place(
        starts_at=moment,
        minutes=minutes,
        numbing_minutes=numbing,
        clean_up_minutes=clean_up,
        practitioner_id=keys[0],
        room_id=keys[1],
        device_id=keys[2],
    )
    read = read_place(write_place(place))
    assert replace(read, starts_at=moment) == place
    assert read.starts_at.utcoffset() == moment.utcoffset()
    assert read.starts_at.replace(tzinfo=None) == moment.replace(tzinfo=None, fold=0)

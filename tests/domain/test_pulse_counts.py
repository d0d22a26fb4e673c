"""Pulse counters of lasers, held against the pulses of their passes."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pico_tracker.domain.findings import Level
from pico_tracker.domain.laser import Spot, SpotShape
from pico_tracker.domain.passes import PassEntry
from pico_tracker.domain.pulse_counts import COUNT_LIMIT, PulseCount, check_counts

BLACK = PassEntry(
    device_id=1,
    handpiece_id=2,
    wavelength_nm=1064,
    pulse_duration_ps=450,
    spot=Spot(SpotShape.ROUND, Decimal(3)),
    fluence_j_cm2=Decimal("3.6"),
    repetition_hz=Decimal(4),
    pulses=312,
)
RED = replace(BLACK, wavelength_nm=532, pulses=96)


def said(*counts: PulseCount, passes: tuple[PassEntry, ...] = (BLACK, RED), **last: int) -> list[tuple[str, Level]]:
    found = check_counts(counts, passes, {int(key.removeprefix("laser_")): end for key, end in last.items()})
    return [(str(one.sentence), one.level) for one in found]


def test_a_counter_that_went_on_by_the_pulses_of_its_passes_is_silent() -> None:
    count = PulseCount(1, 418_206, 418_614)
    assert count.fired == 312 + 96
    assert said(count, laser_1=418_206) == []


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (0, COUNT_LIMIT + 1), (COUNT_LIMIT + 1, 5), (5, -1)])
def test_a_counter_has_bounds(start: int, end: int) -> None:
    assert said(PulseCount(1, start, end)) == [("A pulse counter shows 0 to 1000000000.", Level.STOP)]


def test_a_counter_never_ends_below_its_start() -> None:
    assert said(PulseCount(1, 500, 400)) == [("The counter ends at 400, below its start at 500.", Level.STOP)]


def test_a_laser_has_one_counter() -> None:
    count = PulseCount(1, 0, 408)
    assert said(count, count) == [
        ("The counter of this laser stands here twice. Take one of the two out.", Level.STOP)
    ]


def test_pulses_that_no_pass_accounts_for_are_noted_with_both_numbers() -> None:
    expected = "The counter went on by 420, the passes of this laser have 408 pulses."
    assert said(PulseCount(1, 1000, 1420)) == [(expected, Level.NOTE)]


def test_a_pass_whose_pulses_were_not_counted_leaves_nothing_to_compare() -> None:
    assert said(PulseCount(1, 1000, 1420), passes=(BLACK, replace(RED, pulses=None))) == []


def test_only_the_passes_of_the_same_laser_count() -> None:
    other = replace(RED, device_id=2)
    assert said(PulseCount(1, 0, 312), PulseCount(2, 50, 146), passes=(BLACK, other)) == []


def test_a_counter_below_where_it_stood_after_the_last_session_is_noted() -> None:
    expected = "The counter starts at 100; after the session before it showed 200."
    assert said(PulseCount(1, 100, 508), laser_1=200) == [(expected, Level.NOTE)]


def test_a_counter_of_a_laser_that_no_pass_used_is_stopped_and_named_at_its_row() -> None:
    (found,) = check_counts((PulseCount(7, 0, 312),), (BLACK,), {})
    assert (found.field, found.level) == ("counts.7", Level.STOP)
    assert str(found.sentence).startswith("No pass of this session is with this laser.")

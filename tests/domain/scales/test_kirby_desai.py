"""Kirby-Desai: points and the range of sessions."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico_tracker.domain.scales.kirby_desai import (
    KIRBY_DESAI,
    PICOSECOND_FACTOR,
    original_range,
    scaled_sessions,
    sessions_range,
)
from tests.domain.scales.answering import answers, faults, said, scored

WORKED = [
    # points, score, low and high by the first rule, sessions x 0.75, sessions x 0.752
    pytest.param([2, 2, 4, 3, 0, 0], 11, "8.5", "13.5", 8, 8, id="KD_ATL chest, many colours"),
    pytest.param([3, 1, 1, 1, 0, 0], 6, "3.5", "8.5", 5, 5, id="KD_AH eyebrow"),
    pytest.param([4, 5, 4, 4, 1, 2], 20, "17.5", "22.5", 15, 15, id="forearm, cover-up"),
    pytest.param([6, 5, 4, 4, 5, 2], 26, "23.5", "28.5", 20, 20, id="KD_CLEAN most"),
    pytest.param([1, 1, 1, 1, 0, 0], 4, "1.5", "6.5", 3, 3, id="KD_CLEAN least"),
]


@pytest.mark.parametrize(("points", "total", "low", "high", "scaled", "picosecond"), WORKED)
def test_worked_tattoos_come_to_their_score_and_both_rules_kd_wiki_kd_75_kd_pico(
    points: list[int], total: int, low: str, high: str, scaled: int, picosecond: int
) -> None:
    result = scored(KIRBY_DESAI, *points)
    assert result.score == total
    assert original_range(Decimal(total)) == (Decimal(low), Decimal(high))
    assert scaled_sessions(Decimal(total)) == scaled
    assert scaled_sessions(Decimal(total), PICOSECOND_FACTOR) == picosecond


def test_thirteen_points_are_shown_as_about_8_to_16_sessions_design_choice() -> None:
    result = scored(KIRBY_DESAI, 3, 2, 4, 4, 0, 0)
    assert result.score == 13
    assert result.sessions == (8, 16)
    assert said(result)[1] == "About 8 to 16 sessions, which is no promise"


def test_the_range_spans_both_rules_and_names_them() -> None:
    assert sessions_range(Decimal(11)) == (6, 14)
    rules = str(scored(KIRBY_DESAI, 2, 2, 4, 3, 0, 0).notes[0])
    assert "8.5 to 13.5" in rules
    assert "0.75 times the points (8)" in rules


def test_more_than_20_points_warn_that_full_removal_may_not_be_realistic_kd_clean() -> None:
    at_limit, above = scored(KIRBY_DESAI, 4, 5, 4, 4, 1, 2), scored(KIRBY_DESAI, 5, 5, 4, 4, 1, 2)
    assert at_limit.warnings == ()
    assert "may not be realistic" in str(above.warnings[-1])


def test_scarring_of_2_points_does_not_exist_kd_astz() -> None:
    answered = answers(KIRBY_DESAI, 3, 1, 1, 1, 2, 0)
    assert faults(KIRBY_DESAI, answered) == {"scarring": "Only these can be answered: 0, 1, 3, 5."}


def test_a_parameter_left_out_is_named() -> None:
    assert list(faults(KIRBY_DESAI, answers(KIRBY_DESAI, 3, 1, None, 1, 0, 0))) == ["colour"]


@given(st.integers(4, 25))
def test_a_higher_score_never_means_fewer_sessions(score: int) -> None:
    low, high = sessions_range(Decimal(score))
    next_low, next_high = sessions_range(Decimal(score + 1))
    assert 1 <= low <= high
    assert low <= next_low
    assert high < next_high

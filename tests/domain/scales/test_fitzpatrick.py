"""Skin type: chosen and counted."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.scales.fitzpatrick import CUT_OFFS, PHOTOTYPE, QUESTIONNAIRE, QUESTIONS, type_of_total
from tests.domain.scales.answering import answers, faults, said, score, scored


@pytest.mark.parametrize("value", range(1, 7))
def test_a_chosen_type_is_kept_as_it_is_fst_a(value: int) -> None:
    result = scored(PHOTOTYPE, value)
    assert result.skin_type is list(Fitzpatrick)[value - 1]
    assert result.band == f"Skin type {list(Fitzpatrick)[value - 1].value}"


@pytest.mark.parametrize(
    ("items", "total", "counted"),
    [
        ([0, 1, 1, 1, 0, 1, 1, 1, 1, 0], 7, Fitzpatrick.II),
        ([1, 2, 2, 2, 2, 2, 2, 2, 1, 2], 18, Fitzpatrick.III),
        ([3, 4, 3, 4, 3, 3, 3, 3, 3, 1], 30, Fitzpatrick.V),
        ([4, 4, 4, 4, 4, 4, 4, 4, 2, 1], 35, Fitzpatrick.VI),
    ],
)
def test_worked_totals_of_the_questionnaire_give_their_type_fst_a_fst_w(
    items: list[int], total: int, counted: Fitzpatrick
) -> None:
    result = scored(QUESTIONNAIRE, *items)
    assert result.score == total
    assert result.skin_type is counted
    assert result.band == f"Skin type {counted.value}"


@pytest.mark.parametrize(("place", "ends"), list(enumerate(CUT_OFFS)))
def test_both_ends_of_each_band_belong_to_its_type_fst_w(place: int, ends: tuple[int, int]) -> None:
    for end in ends:
        assert type_of_total(Decimal(end)) is list(Fitzpatrick)[place]


def test_thirty_is_type_five_by_the_default_bands_and_never_four_as_in_fst_b() -> None:
    assert type_of_total(Decimal(30)) is Fitzpatrick.V


def test_the_clinicians_choice_counts_and_the_total_is_kept() -> None:
    result = scored(QUESTIONNAIRE, *[2] * 10, 5)
    assert result.score == 20
    assert result.skin_type is Fitzpatrick.V
    assert result.band == "Skin type V"
    assert said(result) == ["Fitzpatrick questionnaire 20 of 40, type III", "The clinician chose type V"]


def test_a_tan_of_the_last_weeks_is_named_because_it_raises_the_score() -> None:
    calm, tanned = scored(QUESTIONNAIRE, *[2] * 10), scored(QUESTIONNAIRE, *[2] * 9, 3)
    assert calm.warnings == ()
    assert "recent tan raises" in str(tanned.warnings[0])


def test_one_question_left_out_means_no_score() -> None:
    left_out = answers(QUESTIONNAIRE, *[2] * 10) | {"hair": ""}
    assert faults(QUESTIONNAIRE, left_out) == {"hair": "Not answered yet."}


@given(st.lists(st.integers(0, 4), min_size=10, max_size=10), st.integers(0, 9))
def test_a_higher_answer_never_lowers_the_total(items: list[int], place: int) -> None:
    higher = [min(4, one + 1) if at == place else one for at, one in enumerate(items)]
    assert len(QUESTIONS) == 10
    assert 0 <= score(QUESTIONNAIRE, *items) <= score(QUESTIONNAIRE, *higher) <= 40

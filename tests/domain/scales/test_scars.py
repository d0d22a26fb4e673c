"""Acne scars: Goodman and Baron, ECCA."""

from decimal import Decimal

import pytest

from pico_tracker.domain.evidence import Evidence
from pico_tracker.domain.scales.ecca import ECCA
from pico_tracker.domain.scales.goodman_baron import KELOID, QUALITATIVE, QUANTITATIVE, TYPE_POINTS, multiplier
from tests.domain.scales.answering import answers, faults, said, score, scored


def counted(**lesions: int) -> Decimal:
    """The count of Goodman and Baron where every type that is not named has no lesion."""
    return score(QUANTITATIVE, *(lesions.get(key, 0) for key in (*TYPE_POINTS, KELOID)))


def test_worked_15_macular_8_mild_dish_5_shallow_broad_come_to_5_gbquant() -> None:
    assert counted(macular=15, mild_atrophic_dish=8, shallow_broad=5) == 5


def test_worked_25_moderate_dish_12_punched_deep_normal_3_linear_come_to_15_gbquant() -> None:
    assert counted(mod_atrophic_dish=25, punched_deep_normal_small=12, linear_troughed=3) == 15


def test_worked_6_papular_and_a_keloid_of_10_cm2_come_to_14_gbquant() -> None:
    assert counted(papular_hyperplastic=6, keloid_cm2=10) == 14


def test_worked_every_type_above_20_and_a_keloid_above_20_cm2_come_to_84_gbquant() -> None:
    assert counted(**dict.fromkeys(TYPE_POINTS, 21), keloid_cm2=21) == 84


@pytest.mark.parametrize(("lesions", "times"), [(0, 0), (1, 1), (10, 1), (11, 2), (20, 2), (21, 3)])
def test_the_multiplier_changes_above_10_and_above_20_gbquant(lesions: int, times: int) -> None:
    assert multiplier(Decimal(lesions)) == times


@pytest.mark.parametrize(("cm2", "total"), [(0, 0), ("0.5", 6), ("4.9", 6), (5, 12), (20, 12), ("20.1", 18)])
def test_a_keloid_counts_by_its_area_gbquant(cm2: object, total: int) -> None:
    assert score(QUANTITATIVE, *[0] * 10, cm2) == total


def test_the_point_table_is_marked_as_not_sourced_gbquant_uns() -> None:
    assert QUANTITATIVE.evidence is Evidence.UNSOURCED
    assert [table.name for table in QUANTITATIVE.to_confirm] == ["points and multipliers"]


def test_a_count_of_lesions_is_a_whole_number() -> None:
    half = answers(QUANTITATIVE, "1.5", *[0] * 10)
    below = answers(QUANTITATIVE, -1, *[0] * 10)
    assert faults(QUANTITATIVE, half) == {"macular": "Enter a whole number."}
    assert faults(QUANTITATIVE, below) == {"macular": "−1 is out of range. This is 0 to 999."}


@pytest.mark.parametrize(("grade", "band"), [(1, "Macular"), (2, "Mild"), (3, "Moderate"), (4, "Severe")])
def test_each_grade_has_its_name_gbqual(grade: int, band: str) -> None:
    assert said(scored(QUALITATIVE, grade)) == [f"Goodman and Baron grade {grade} of 4", band]


@pytest.mark.parametrize(
    ("amounts", "total"),
    [
        pytest.param([2, 1, 1, 0, 0, 0], 75, id="V 2, U 1, M 1"),
        pytest.param([3, 2, 2, 1, 0, 0], 165, id="with elastolysis"),
        pytest.param([2, 1, 1, 1, 0, 0], 105, id="after treatment"),
        pytest.param([3, 3, 3, 3, 3, 3], 540, id="all 3"),
    ],
)
def test_worked_cheeks_come_to_their_ecca_score_ecca_uns(amounts: list[int], total: int) -> None:
    assert score(ECCA, *amounts) == total


def test_the_weights_are_marked_as_not_sourced_ecca_uns() -> None:
    assert ECCA.evidence is Evidence.UNSOURCED

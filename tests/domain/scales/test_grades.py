"""Scales of one grade, bands, percent of the start, totals, copied numbers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico_tracker.domain.evidence import Evidence
from pico_tracker.domain.scales.clearance import CLEARANCE_QUARTILE, percent_cleared, quartile
from pico_tracker.domain.scales.dlqi import DLQI
from pico_tracker.domain.scales.gais import GAIS
from pico_tracker.domain.scales.global_assessment import PHYSICIANS_GLOBAL
from pico_tracker.domain.scales.glogau import GLOGAU
from pico_tracker.domain.scales.melasqol import MELASQOL
from pico_tracker.domain.scales.pain import PAIN
from pico_tracker.domain.scales.visia import MODULES, VISIA
from pico_tracker.domain.scales.wrinkles import WRINKLES, class_of
from tests.domain.scales.answering import answers, faults, said, score, scored


@pytest.mark.parametrize(
    ("grade", "band"),
    [(1, "Very much improved"), (2, "Much improved"), (3, "Improved"), (4, "No change"), (5, "Worse")],
)
def test_gais_counts_downwards_gais(grade: int, band: str) -> None:
    assert scored(GAIS, grade).band == band


def test_gais_says_which_version_it_is_because_others_run_from_0_to_4_gais_alt() -> None:
    assert GAIS.version == "1 to 5, lower is better"
    assert GAIS.higher_is_worse
    assert faults(GAIS, {"grade": "0"}) == {"grade": "Only these can be answered: 1, 2, 3, 4, 5."}


@pytest.mark.parametrize(("value", "band"), [(1, "Mild"), (2, "Moderate"), (3, "Advanced"), (4, "Severe")])
def test_each_glogau_type_has_its_name_glogau(value: int, band: str) -> None:
    assert scored(GLOGAU, value).band == band


def test_a_glogau_type_is_written_in_roman_numbers_glogau() -> None:
    assert said(scored(GLOGAU, 3)) == ["Glogau type III of IV", "Advanced"]


@pytest.mark.parametrize(("value", "band"), [(2, "Class I"), (5, "Class II"), (7, "Class III")])
def test_worked_wrinkle_scores_lie_in_their_class_fwcs_uns(value: int, band: str) -> None:
    assert scored(WRINKLES, value).band == band


def test_the_worked_means_5_48_and_3_47_change_by_about_2_and_leave_class_two_weiss2017() -> None:
    before, after = Decimal("5.48"), Decimal("3.47")
    assert (class_of(before), class_of(after)) == ("Class II", "Class I")
    assert abs((before - after) - Decimal("1.97")) <= Decimal("0.05")


def test_a_change_of_one_counts_in_the_wrinkle_score_k140719_dual2019() -> None:
    assert WRINKLES.meaningful_change == 1
    assert [table.name for table in WRINKLES.to_confirm] == ["numbers that belong to a class"]
    assert WRINKLES.evidence is Evidence.MIXED


@pytest.mark.parametrize(
    ("baseline", "now", "percent", "quarter"),
    [("12.04", "6.82", "43.4", 2), ("5.1", "2.6", "49.0", 2), ("100", "21", "79.0", 4), ("10", "11", "-10.0", 0)],
)
def test_worked_clearances_lie_in_their_quarter_korps_liang2023(
    baseline: str, now: str, percent: str, quarter: int
) -> None:
    assert percent_cleared(Decimal(baseline), Decimal(now)) == Decimal(percent)
    assert score(CLEARANCE_QUARTILE, None, baseline, now) == quarter


@pytest.mark.parametrize(
    ("now", "quarter"),
    [
        ("100", 1),
        ("75", 1),
        ("74.99", 2),
        ("50", 2),
        ("49.99", 3),
        ("25", 3),
        ("24.99", 4),
        ("0", 4),
        ("100.01", 0),
    ],
)
def test_the_upper_end_of_each_quarter_belongs_to_it_design_choice(now: str, quarter: int) -> None:
    assert quartile(Decimal(100), Decimal(now)) == quarter


def test_worse_than_at_the_start_is_said_with_a_true_minus() -> None:
    assert said(scored(CLEARANCE_QUARTILE, None, 10, 11)) == [
        "Clearance quartile 0: −10 % cleared (10 at the start, 11 now)",
        "Worse than at the start",
    ]


def test_a_start_of_nothing_cannot_clear() -> None:
    answered = answers(CLEARANCE_QUARTILE, None, 0, 5)
    assert faults(CLEARANCE_QUARTILE, answered) == {"baseline": "0 is out of range. This is 0.01 to 1000000."}


def test_a_lost_decimal_point_is_named_with_both_numbers() -> None:
    answered = answers(CLEARANCE_QUARTILE, "melanin index", "5.1", 260)
    expected = "260 now after 5.1 at the start: is a decimal point missing?"
    assert faults(CLEARANCE_QUARTILE, answered) == {"now": expected}


@given(st.integers(1, 1000), st.integers(0, 1000), st.integers(0, 1000))
def test_less_that_is_left_is_never_a_lower_quarter(baseline: int, one: int, other: int) -> None:
    less, more = sorted((one, other))
    assert quartile(Decimal(baseline), Decimal(less)) >= quartile(Decimal(baseline), Decimal(more))


def test_the_global_assessment_keeps_the_wording_that_was_used_neg2018_uns() -> None:
    assert said(scored(PHYSICIANS_GLOBAL, 3)) == ["Physician's global assessment 3 of 4", "51 to 75 % better"]
    own = scored(PHYSICIANS_GLOBAL, 3, "good response")
    assert said(own)[1] == "Worded as “good response”"


def test_a_wording_is_one_line() -> None:
    assert list(faults(PHYSICIANS_GLOBAL, {"grade": "2", "wording": "x" * 201})) == ["wording"]


@pytest.mark.parametrize(
    ("pain", "band"),
    [
        *((0, "No pain"), (1, "Mild pain"), (3, "Mild pain"), (4, "Moderate pain"), (6, "Moderate pain")),
        *((7, "Severe pain"), (10, "Severe pain")),
    ],
)
def test_pain_lies_in_its_band_nrs1(pain: int, band: str) -> None:
    assert scored(PAIN, pain).band == band


def test_a_change_of_two_in_pain_counts_nrs1() -> None:
    assert PAIN.meaningful_change == 2
    assert faults(PAIN, {"pain": "11"})


@pytest.mark.parametrize(
    ("items", "total", "band"),
    [
        ([0, 1, 0, 0, 0, 0, 0, 0, 0, 0], 1, "No effect on life"),
        ([1, 2, 0, 1, 1, 0, 0, 0, 0, 2], 7, "Moderate effect on life"),
        ([2, 3, 1, 2, 2, 1, 1, 1, 0, 1], 14, "Very large effect on life"),
    ],
)
def test_worked_totals_lie_in_their_band_dlqi(items: list[int], total: int, band: str) -> None:
    assert sum(items) == total
    assert scored(DLQI, total).band == band


@pytest.mark.parametrize(("total", "band"), [(2, "Small"), (5, "Small"), (20, "Very"), (21, "Extr"), (30, "Extr")])
def test_the_ends_of_the_bands_belong_to_them_dlqi(total: int, band: str) -> None:
    assert scored(DLQI, total).band.startswith(band)


def test_with_one_question_left_out_the_total_counts_and_with_two_it_does_not_uns() -> None:
    assert scored(DLQI, 9, 1).score == 9
    result = scored(DLQI, 9, 2)
    assert result.score is None
    assert said(result) == ["DLQI not scored: 2 of 10 questions left out"]


def test_a_total_higher_than_the_answered_questions_allow_is_named_dlqi() -> None:
    found = faults(DLQI, answers(DLQI, 28, 1))
    assert found == {"total": "With 1 questions left out the total is 27 at most. Add it up again."}
    assert faults(DLQI, {"total": "31"}) == {"total": "31 is out of range. This is 0 to 30."}


@pytest.mark.parametrize(
    ("items", "total"), [([4] * 10, 40), ([1] * 10, 10), ([7] * 10, 70)], ids=["middle", "least", "most"]
)
def test_worked_totals_of_melasqol_are_accepted_melq_uns(items: list[int], total: int) -> None:
    assert sum(items) == total
    assert score(MELASQOL, total) == total


def test_seven_is_no_total_of_ten_items_of_one_to_seven_melq() -> None:
    assert faults(MELASQOL, {"total": "7"}) == {"total": "7 is out of range. This is 10 to 70."}


def test_visia_numbers_are_copied_and_never_computed_tran2021_oesch() -> None:
    copied = {"spots_count": "112", "spots_score": "23.456", "red_areas_percentile": "67"}
    assert faults(VISIA, copied) == {}
    result = VISIA.score(copied)
    assert result.score is None
    assert said(result) == [
        "Copied from VISIA",
        "Spots: count 112, score 23.456, percentile –",
        "Red areas: count –, score –, percentile 67",
    ]
    assert len(MODULES) == 8
    assert VISIA.low == VISIA.high


def test_an_empty_visia_sheet_is_no_assessment() -> None:
    assert list(faults(VISIA, {})) == ["spots_count"]


def test_a_percentile_ends_at_100_and_a_score_has_three_decimals() -> None:
    wrong = {"pores_percentile": "101", "pores_score": "1.2345", "pores_count": "many"}
    assert faults(VISIA, wrong) == {
        "pores_count": "“many” is not a number.",
        "pores_score": "At most 3 decimal places.",
        "pores_percentile": "101 is out of range. This is 0 to 100.",
    }

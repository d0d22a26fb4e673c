"""MASI and mMASI."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico_tracker.domain.scales.masi import MASI, MMASI
from tests.domain.scales.answering import answers, faults, flat, score, scored

WORKED = [
    pytest.param([[2, 2, 2], [3, 3, 2], [3, 2, 2], [1, 1, 1]], "10.7", "5.8", id="four regions"),
    pytest.param([[0, 0, 0], [4, 3, 3], [4, 3, 3], [0, 0, 0]], "14.4", "7.2", id="both cheeks"),
    pytest.param([[6, 4, 4], [6, 4, 4], [6, 4, 4], [6, 4, 4]], "48", "24", id="all the most"),
    pytest.param([[1, 1, 1], [2, 2, 1], [2, 2, 1], [0, 0, 0]], "4.2", "2.7", id="follow-up"),
]


@pytest.mark.parametrize(("regions", "masi", "mmasi"), WORKED)
def test_worked_faces_come_to_their_masi_masi_ma_masi_alt_masi_psk(
    regions: list[list[int]], masi: str, mmasi: str
) -> None:
    assert f"MASI {masi} of 48" in str(scored(MASI, *flat(regions)).said[0])
    without_homogeneity = flat([region[:2] for region in regions])
    assert f"mMASI {mmasi} of 24" in str(scored(MMASI, *without_homogeneity).said[0])


def test_there_are_no_cut_offs_because_none_could_be_read_mmasi() -> None:
    assert MASI.bands == MMASI.bands == ()
    assert scored(MMASI, *[4, 3] * 4).band == ""


def test_where_nothing_is_affected_darkness_and_evenness_are_0_masi_ma() -> None:
    answered = answers(MASI, 0, 2, 1, *[1, 1, 1] * 3)
    said = "No area is affected here, so this is 0. Correct the one or the other."
    assert faults(MASI, answered) == {"forehead_darkness": said, "forehead_homogeneity": said}


def test_where_nothing_is_affected_darkness_and_evenness_may_be_left_out() -> None:
    assert score(MMASI, 0, None, 0, None, 0, None, 0, None) == 0


def test_where_something_is_affected_neither_may_be_left_out() -> None:
    assert list(faults(MASI, answers(MASI, 2, None, None, *[0, 0, 0] * 3))) == [
        "forehead_darkness",
        "forehead_homogeneity",
    ]


def test_an_affected_region_that_is_not_darker_is_worth_a_second_look() -> None:
    assert list(faults(MMASI, answers(MMASI, 2, 0, 1, 1, 1, 1, 1, 1))) == ["forehead_darkness"]
    assert score(MMASI, 1, 1, 0, 0, 0, 0, 0, 0) > 0


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(1, 4), st.integers(0, 4)), min_size=4, max_size=4))
def test_masi_is_between_mmasi_and_twice_its_range(regions: list[tuple[int, int, int]]) -> None:
    whole = score(MASI, *flat(regions))
    modified = score(MMASI, *flat([region[:2] for region in regions]))
    assert 0 <= modified <= whole <= 48
    assert modified <= 24

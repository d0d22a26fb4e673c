"""Recovery keys: printed, typed back, slips told apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico_tracker.domain.errors import NotAllowed
from pico_tracker.domain.recovery_keys import read_recovery_key, write_recovery_key

KEYS = st.binary(min_size=20, max_size=20)
SIGNS = "34679ACDEFGHJKMNPQRTUWXY"


def test_a_printed_key_has_eight_groups_of_five() -> None:
    groups = write_recovery_key(bytes(20)).split("-")
    assert [len(group) for group in groups] == [5] * 8
    assert groups[:7] == ["33333"] * 7


def test_a_key_is_printed_as_a_number_to_the_base_of_24_signs() -> None:
    """25 is one times 24 and one: two signs that stand for 1 after zeros."""
    printed = write_recovery_key((25).to_bytes(20, "big"))
    assert printed.split("-")[:7] == ["33333"] * 6 + ["33344"]
    assert read_recovery_key(printed) == (25).to_bytes(20, "big")


@pytest.mark.parametrize("key", [bytes(20), bytes(range(20)), b"\xff" * 20])
def test_the_lowest_a_middling_and_the_highest_key_read_back(key: bytes) -> None:
    assert read_recovery_key(write_recovery_key(key)) == key


@given(KEYS)
def test_what_is_printed_reads_back(key: bytes) -> None:
    assert read_recovery_key(write_recovery_key(key)) == key


@given(KEYS)
def test_no_printed_sign_looks_like_another(key: bytes) -> None:
    assert not set(write_recovery_key(key)) & set("0O1IL2Z5S8BV")


@given(KEYS)
def test_case_spaces_and_dashes_do_not_matter(key: bytes) -> None:
    typed = f"  {write_recovery_key(key).lower().replace('-', ' ')}\n"
    assert read_recovery_key(typed) == key


@given(KEYS, st.integers(0, 39), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_a_typing_slip(key: bytes, at: int, sign: str) -> None:
    printed = write_recovery_key(key).replace("-", "")
    typed = printed[:at] + sign + printed[at + 1 :]
    if typed == printed:
        return
    with pytest.raises(NotAllowed, match="typing slip"):
        read_recovery_key(typed)


def test_a_number_past_160_bits_is_a_typing_slip() -> None:
    with pytest.raises(NotAllowed, match="typing slip"):
        read_recovery_key("Y" * 40)


def test_a_missing_group_is_counted() -> None:
    with pytest.raises(NotAllowed, match="has 40 characters, 35 are typed"):
        read_recovery_key(write_recovery_key(bytes(20))[:-6])


def test_a_sign_that_no_key_has_is_named() -> None:
    with pytest.raises(NotAllowed, match="A recovery key has no “O”"):
        read_recovery_key("o" + write_recovery_key(bytes(20))[1:])


def test_a_key_of_another_length_cannot_be_printed() -> None:
    with pytest.raises(ValueError, match="20 bytes"):
        write_recovery_key(bytes(16))

"""Identifiers against the example of RFC 9562, appendix A.6."""

import uuid
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico_tracker.domain.identity import mint_entry_id

START = datetime(1970, 1, 1, tzinfo=UTC)
MOMENTS = st.timedeltas(timedelta(0), timedelta(days=2_000_000)).map(lambda since: START + since)
RANDOM = st.binary(min_size=10, max_size=10)


def test_the_example_of_the_standard_comes_out() -> None:
    at = datetime(2022, 2, 22, 14, 22, 22, tzinfo=timezone(timedelta(hours=-5)))
    randomness = bytes.fromhex("0CC318C4DC0C0C07398F")
    assert mint_entry_id(at, randomness) == uuid.UUID("017F22E2-79B0-7CC3-98C4-DC0C0C07398F")


def test_ten_random_bytes_are_needed() -> None:
    with pytest.raises(ValueError, match="ten random bytes"):
        mint_entry_id(datetime(2026, 1, 1, tzinfo=UTC), b"few")


@given(MOMENTS, RANDOM)
def test_version_variant_and_moment_can_be_read_back(at: datetime, randomness: bytes) -> None:
    minted = mint_entry_id(at, randomness)
    assert (minted.version, minted.variant) == (7, uuid.RFC_4122)
    moment = START + timedelta(milliseconds=minted.int >> 80)
    assert timedelta(0) <= at - moment < timedelta(milliseconds=1)


@given(MOMENTS, MOMENTS, RANDOM)
def test_a_later_moment_never_sorts_before(one: datetime, other: datetime, randomness: bytes) -> None:
    earlier, later = sorted((one, other))
    assert mint_entry_id(earlier, randomness) <= mint_entry_id(later, randomness)

"""Rooms: only a name is asked."""

import pytest

from pico_tracker.domain.rooms import check_room_name
from pico_tracker.domain.words import LINE_LIMIT


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Room 1", []),
        ("", ["Enter the room's name."]),
        ("x" * (LINE_LIMIT + 1), ["The name is longer than 200 characters. Shorten it."]),
    ],
)
def test_a_room_has_a_name_that_fits(name: str, said: list[str]) -> None:
    assert [str(one.sentence) for one in check_room_name(name)] == said

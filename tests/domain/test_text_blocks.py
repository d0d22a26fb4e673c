import uuid
from dataclasses import replace

import pytest

from pico_tracker.domain.findings import Level
from pico_tracker.domain.text_blocks import TextBlockEntry, check_text_block
from pico_tracker.domain.words import LINE_LIMIT, TEXT_LIMIT

ENTRY = TextBlockEntry(entry_id=uuid.UUID(int=1), title="Even frosting", text="Even frosting, no bleeding.")


def test_a_block_with_title_and_text_can_be_saved() -> None:
    assert check_text_block(ENTRY) == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [("title", ""), ("text", ""), ("title", "x" * (LINE_LIMIT + 1)), ("text", "x" * (TEXT_LIMIT + 1))],
)
def test_a_block_without_title_or_text_or_with_too_long_ones_is_stopped(name: str, value: str) -> None:
    entry = replace(ENTRY, title=value) if name == "title" else replace(ENTRY, text=value)
    (found,) = check_text_block(entry)
    assert (found.field, found.level) == (name, Level.STOP)

"""The clinic's text blocks on both engines."""

from dataclasses import replace

import pytest

from pico_tracker.domain.errors import EditConflict, NotFound, Refused
from pico_tracker.domain.text_blocks import TextBlockEntry
from pico_tracker.domain.topics import Topic
from pico_tracker.services.text_blocks import (
    add_text_block,
    edit_text_block,
    list_text_blocks,
    reinstate_text_block,
    retire_text_block,
)
from tests.builders import Bench

FROSTING = "Even frosting, no bleeding."


def entry(bench: Bench, title: str = "Even frosting", text: str = FROSTING) -> TextBlockEntry:
    return TextBlockEntry(entry_id=bench.mint(), title=title, text=text)


def titles(bench: Bench) -> list[str]:
    return [one.title for one in list_text_blocks(bench.practitioner)]


def test_blocks_are_listed_by_title_whatever_its_case_and_cleaned(bench: Bench) -> None:
    done = add_text_block(bench.administrator, entry(bench, " test  spots ", f"  {FROSTING}\n"))
    add_text_block(bench.administrator, entry(bench, "Even frosting"))
    assert done.changed == {Topic.TEXT_BLOCKS}
    assert titles(bench) == ["Even frosting", "test spots"]
    assert list_text_blocks(bench.practitioner)[1].text == FROSTING


def test_the_same_form_sent_twice_adds_one_block(bench: Bench) -> None:
    typed = entry(bench)
    first = add_text_block(bench.administrator, typed).value
    assert add_text_block(bench.administrator, typed).value == first
    assert titles(bench) == ["Even frosting"]


def test_an_edit_holds_and_a_second_one_of_the_older_version_shows_what_differs(bench: Bench) -> None:
    block_id = add_text_block(bench.administrator, entry(bench)).value
    edit_text_block(bench.administrator, block_id, 1, entry(bench, text="Frosting, even."))
    with pytest.raises(EditConflict) as conflict:
        edit_text_block(bench.administrator, block_id, 1, entry(bench, text="White."))
    assert conflict.value.differences == {"text": ("Frosting, even.", "White.")}
    (block,) = list_text_blocks(bench.practitioner)
    assert (block.version, block.text) == (2, "Frosting, even.")


def test_a_retired_block_is_not_offered_until_it_is_back(bench: Bench) -> None:
    block_id = add_text_block(bench.administrator, entry(bench)).value
    retire_text_block(bench.administrator, block_id)
    assert retire_text_block(bench.administrator, block_id).changed == frozenset()
    assert titles(bench) == []
    reinstate_text_block(bench.administrator, block_id)
    assert titles(bench) == ["Even frosting"]


def test_nothing_without_a_text_is_kept_and_what_is_not_there_is_not_found(bench: Bench) -> None:
    with pytest.raises(Refused):
        add_text_block(bench.administrator, replace(entry(bench), text=" \n"))
    assert titles(bench) == []
    with pytest.raises(NotFound):
        edit_text_block(bench.administrator, 7, 1, entry(bench))

"""Text blocks in Settings: added, edited, retired and put back."""

import pytest
from pytestqt.qtbot import QtBot

from pico_tracker.domain.text_blocks import TextBlockEntry
from pico_tracker.services.text_blocks import edit_text_block, list_text_blocks
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.backend import Backend
from pico_tracker.ui.settings.page import CLINIC, SettingsPage
from pico_tracker.ui.text_blocks.card import TextBlocksCard
from tests.builders import Bench
from tests.ui.desks import Show


@pytest.fixture
def card(page_backend: Backend, file_bench: Bench, on_screen: Show) -> TextBlocksCard:
    page = SettingsPage(Desk(page_backend, file_bench.administrator, page_backend))
    page_backend.records_changed.connect(lambda topics: page.refresh() if topics & page.topics else None)
    on_screen(page)
    page.parts.choose(CLINIC)
    page.refresh()
    assert page.text_blocks is not None
    return page.text_blocks


def titles(bench: Bench) -> list[str]:
    return [one.title for one in list_text_blocks(bench.practitioner)]


def add(card: TextBlocksCard, qtbot: QtBot, title: str, text: str) -> None:
    card.add_button.click()
    form = card.dialog
    assert form is not None
    form.title.set_raw_text(title)
    form.text.set_raw_text(text)
    with qtbot.waitSignal(form.saved):
        form.save_button.click()
    qtbot.waitUntil(card.table.isVisible)


def test_a_block_is_added_and_stands_in_the_list(card: TextBlocksCard, file_bench: Bench, qtbot: QtBot) -> None:
    qtbot.waitUntil(card.empty.isVisible)
    add(card, qtbot, "Even frosting", "Even frosting, no bleeding.")
    assert titles(file_bench) == ["Even frosting"]
    assert card.empty.isHidden()


def test_a_block_without_a_text_is_not_saved(card: TextBlocksCard, file_bench: Bench) -> None:
    card.add_button.click()
    form = card.dialog
    assert form is not None
    form.title.set_raw_text("Even frosting")
    form.save_button.click()
    assert "Enter the text" in str(form.text.findings[0].sentence)
    assert titles(file_bench) == []
    form.reject()


def test_a_block_is_edited_after_somebody_else_did_only_by_saving_once_more(
    card: TextBlocksCard, file_bench: Bench, qtbot: QtBot
) -> None:
    add(card, qtbot, "Even frosting", "Even frosting.")
    (block,) = list_text_blocks(file_bench.practitioner)
    card.table.go_to(block.id)
    card.edit_button.click()
    form = card.dialog
    assert form is not None
    theirs = TextBlockEntry(entry_id=file_bench.mint(), title="Frosting", text="Frosting.")
    edit_text_block(file_bench.administrator, block.id, block.version, theirs)
    form.text.set_raw_text("Even frosting, no bleeding.")
    form.save_button.click()
    qtbot.waitUntil(lambda: bool(form.form.notices.notices))
    qtbot.waitUntil(lambda: form._block is not None and form._block.version == 2)
    with qtbot.waitSignal(form.saved):
        form.save_button.click()
    (block,) = list_text_blocks(file_bench.practitioner)
    assert (block.title, block.text) == ("Even frosting", "Even frosting, no bleeding.")


def test_a_retired_block_comes_back_by_undo(card: TextBlocksCard, file_bench: Bench, qtbot: QtBot) -> None:
    add(card, qtbot, "Even frosting", "Even frosting.")
    card.table.go_to(list_text_blocks(file_bench.practitioner)[0].id)
    card.retire_button.click()
    qtbot.waitUntil(lambda: titles(file_bench) == [])
    qtbot.waitUntil(lambda: bool(card._notices.notices))
    (notice,) = card._notices.notices
    notice.undo_button.click()
    qtbot.waitUntil(lambda: titles(file_bench) == ["Even frosting"])


def test_only_who_manages_the_clinic_keeps_blocks(desk: Desk, on_screen: Show) -> None:
    page = SettingsPage(desk)
    on_screen(page)
    assert page.text_blocks is None

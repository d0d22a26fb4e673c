"""A note with the clinic's text blocks one key away."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.text_blocks import TextBlockEntry
from pico_tracker.domain.words import TEXT_LIMIT
from pico_tracker.services.text_blocks import add_text_block
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.text_blocks.note_field import NoteField
from tests.builders import Bench
from tests.ui.desks import Show


@pytest.fixture
def page(on_screen: Show) -> QWidget:
    made = QWidget()
    QVBoxLayout(made)
    on_screen(made)
    return made


@pytest.fixture
def note(desk: Desk, page: QWidget) -> NoteField:
    made = NoteField(desk, "note", "Note")
    other = NoteField(desk, "note_for_next_time", "Note for next time")
    for field in (made, other):
        layout = page.layout()
        assert layout is not None
        layout.addWidget(field)
        field.show()
    return made


def add(bench: Bench, title: str, text: str) -> None:
    entry = TextBlockEntry(entry_id=bench.mint(), title=title, text=text)
    add_text_block(bench.administrator, entry)


def menu_of(note: NoteField, qtbot: QtBot) -> QMenu:
    """The menu, once it is open."""
    qtbot.waitUntil(lambda: note.menu is not None and note.menu.isVisible())
    assert note.menu is not None
    return note.menu


def press_key(note: NoteField) -> None:
    note.give_focus()
    QTest.keyClick(note.input, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)


def test_two_keys_put_a_block_in_at_the_cursor_of_the_note_that_has_it(
    note: NoteField, file_bench: Bench, qtbot: QtBot
) -> None:
    add(file_bench, "No bleeding", "No bleeding.")
    add(file_bench, "Even frosting", "Even frosting.")
    note.set_value("Black ink. Done.")
    cursor = note.input.textCursor()
    cursor.setPosition(10)
    note.input.setTextCursor(cursor)
    press_key(note)
    menu = menu_of(note, qtbot)
    assert [one.text() for one in menu.actions()] == ["Even frosting", "No bleeding"]
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert note.value() == "Black ink. Even frosting. Done."
    assert note.raw_text() == note.value()


def test_the_button_does_the_same_and_replaces_what_is_marked(
    note: NoteField, file_bench: Bench, qtbot: QtBot
) -> None:
    add(file_bench, "R&D", "Two\nlines.")
    note.set_value("old")
    note.input.selectAll()
    note.block_button.click()
    menu = menu_of(note, qtbot)
    assert menu.actions()[0].text() == "R&&D"
    menu.actions()[0].trigger()
    menu.close()
    assert note.value() == "Two\nlines."


def test_a_clinic_without_blocks_is_told_where_they_are_made(note: NoteField, qtbot: QtBot) -> None:
    press_key(note)
    menu = menu_of(note, qtbot)
    (only,) = menu.actions()
    assert only.text() == "No text block yet. An administrator adds them in Settings."
    assert not only.isEnabled()
    menu.close()


def test_what_does_not_fit_is_cut_and_told(note: NoteField) -> None:
    note.set_value("x" * (TEXT_LIMIT - 3))
    note.input.moveCursor(note.input.textCursor().MoveOperation.End)
    note.insert("abcdef")
    assert note.value().endswith("x ab")
    assert "was cut" in str(note.problems()[0].sentence)


def test_a_note_that_is_only_shown_takes_no_block(note: NoteField, file_bench: Bench, qtbot: QtBot) -> None:
    add(file_bench, "Even frosting", "Even frosting.")
    note.set_read_only(True)
    assert not note.block_button.isEnabled()
    press_key(note)
    assert note.menu is None

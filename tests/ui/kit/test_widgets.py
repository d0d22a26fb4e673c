from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.words import sentence
from pico_tracker.resources import find_resource
from pico_tracker.ui.kit.buttons import Button, Kind, key_text
from pico_tracker.ui.kit.cards import Card, ChoiceCard, EmptyState
from pico_tracker.ui.kit.chips import Chip, ChipText
from pico_tracker.ui.kit.dialog import Dialog
from pico_tracker.ui.kit.flow_layout import FlowLayout
from pico_tracker.ui.kit.icons import icon, pixmap
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.plain_text import Label
from pico_tracker.ui.kit.rail import Place, Rail
from pico_tracker.ui.kit.search_box import Hit, SearchBox
from pico_tracker.ui.kit.status_line import StatusLine
from pico_tracker.ui.kit.style import LIGHT, Tone

Show = Callable[[QWidget], QWidget]
PLACES = (Place("today", "Today", "Ctrl+1"), Place("patients", "Patients", "Ctrl+2"))
HITS = [Hit(1, "Amara Nwosu", "P-10482"), Hit(2, "Amir Saleh", "P-10211"), Hit(3, "<b>Ama</b>")]


def test_a_button_does_by_key_what_it_does_by_click(seen: Show) -> None:
    done: list[int] = []
    page = QWidget()
    stack = QVBoxLayout(page)
    button = Button("Log session", kind=Kind.PRIMARY, key="Ctrl+L", run=lambda: done.append(1))
    stack.addWidget(button)
    seen(page)
    button.click()
    QTest.keyClick(page, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert done == [1, 1]


def test_a_key_leaves_the_cursor_where_one_types(seen: Show) -> None:
    page, typed = QWidget(), QLineEdit()
    stack = QVBoxLayout(page)
    stack.addWidget(typed)
    stack.addWidget(Button("Log session", key="Ctrl+L"))
    seen(page)
    typed.setFocus()
    QTest.keyClick(typed, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert typed.hasFocus()


def test_a_button_that_is_not_ready_ignores_its_key(seen: Show) -> None:
    done: list[int] = []
    page = QWidget()
    button = Button("Save", key="Ctrl+S", run=lambda: done.append(1))
    QVBoxLayout(page).addWidget(button)
    button.setEnabled(False)
    seen(page)
    QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert done == []


def test_another_text_on_a_button_leaves_its_key_and_shows_an_ampersand(qtbot: QtBot) -> None:
    button = Button("Print", key="Ctrl+P")
    qtbot.addWidget(button)
    button.setText("Print & close")
    assert button.shortcut() == QKeySequence("Ctrl+P")
    assert button.said() == "Print & close"
    assert button.text() == "Print && close"
    assert button.accessibleName() == "Print & close"


def test_a_button_is_wide_enough_for_its_icon_text_and_key(qtbot: QtBot) -> None:
    bare, full = Button("Print"), Button("Print", icon="print", key="Ctrl+P")
    qtbot.addWidget(bare)
    qtbot.addWidget(full)
    text = bare.fontMetrics().horizontalAdvance("Print")
    key = bare.fontMetrics().horizontalAdvance(key_text("Ctrl+P"))
    assert bare.minimumSizeHint().width() >= text + 20
    assert full.minimumSizeHint().width() >= text + key * 0.7 + 16 + 20
    assert key_text("Ctrl+P") == "Ctrl P"


@pytest.mark.parametrize("kind", list(Kind))
def test_a_focused_button_looks_different_from_one_that_is_not(qtbot: QtBot, seen: Show, kind: Kind) -> None:
    page = QWidget()
    stack = QVBoxLayout(page)
    first, second = Button("One", kind=kind), Button("Two", kind=kind)
    stack.addWidget(first)
    stack.addWidget(second)
    seen(page)
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    focused = first.grab().toImage()
    second.setFocus()
    qtbot.waitUntil(second.hasFocus)
    assert first.grab().toImage() != focused


def test_every_icon_of_the_program_can_be_drawn_in_the_colour_of_the_theme(qtbot: QtBot) -> None:
    names = sorted(path.stem for path in find_resource("icons").glob("*.svg"))
    assert len(names) > 25
    for name in names:
        picture = pixmap(name, LIGHT.danger, 32, 2.0).toImage()
        inked = {
            picture.pixelColor(x, y).name()
            for x in range(64)
            for y in range(64)
            if picture.pixelColor(x, y).alpha() > 250
        }
        assert LIGHT.danger in inked, name
    assert not icon("calendar").isNull()


def test_a_card_shows_its_title_and_what_can_be_done(qtbot: QtBot) -> None:
    button = Button("Save as CSV")
    card = Card("Sessions", actions=(button,))
    qtbot.addWidget(card)
    inside = card.add(Label("Text"))
    assert card.title.text() == "Sessions"
    assert card.isAncestorOf(button)
    assert card.isAncestorOf(inside)
    card.set_actions(Button("Other"))
    assert [b.said() for b in card.findChildren(Button)] == ["Other"]


def test_a_choice_card_is_chosen_by_click_and_by_key(qtbot: QtBot, seen: Show) -> None:
    card = ChoiceCard("Tattoo, right forearm")
    card.resize(200, 80)
    seen(card)
    chosen: list[int] = []
    card.chosen.connect(lambda: chosen.append(1))
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    QTest.keyClick(card, Qt.Key.Key_Return)
    QTest.keyClick(card, Qt.Key.Key_Space)
    QTest.keyClick(card, Qt.Key.Key_A)
    assert chosen == [1, 1, 1]


def test_an_empty_page_offers_the_first_step(qtbot: QtBot) -> None:
    done: list[int] = []
    empty = EmptyState("No sessions yet.", "Log session", lambda: done.append(1))
    qtbot.addWidget(empty)
    empty.button.click()
    assert done == [1]
    assert empty.text.text() == "No sessions yet."


def test_a_notice_can_be_undone_once_and_then_leaves(qtbot: QtBot) -> None:
    board, undone = NoticeBoard(), list[int]()
    qtbot.addWidget(board)
    notice = board.tell("Marked as arrived.", undo=lambda: undone.append(1))
    assert list(board.notices) == [notice]
    notice.undo_button.click()
    assert undone == [1]
    assert list(board.notices) == []
    assert board.isHidden()


def test_trouble_is_said_in_its_own_words_and_stays(qtbot: QtBot) -> None:
    board = NoticeBoard()
    qtbot.addWidget(board)
    notice = board.refuse(NotFound(sentence("This <b>course</b> is not in the record any more.")))
    assert notice.text.text() == "This <b>course</b> is not in the record any more."
    assert notice.undo_button.isHidden()
    newer = board.tell("Saved.", Tone.OK)
    assert list(board.notices) == [newer, notice]
    board.clear()
    assert list(board.notices) == []


def test_the_rail_goes_where_one_clicks_or_keys(seen: Show) -> None:
    rail, wanted = Rail(PLACES), list[str]()
    rail.resize(196, 600)
    seen(rail)
    rail.wanted.connect(wanted.append)
    rail.go_to("today")
    assert (rail.place, wanted) == ("today", [])
    QTest.keyClick(rail, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert (rail.place, wanted) == ("patients", ["patients"])


def test_the_rail_tells_what_waits_and_who_is_working(qtbot: QtBot, seen: Show) -> None:
    rail = Rail(PLACES)
    rail.resize(196, 600)
    seen(rail)
    before = rail.grab().toImage()
    rail.wait_for("patients", 17, urgent=True)
    rail.show_person("Dr S. Okafor & Co", "Practitioner")
    assert rail.grab().toImage() != before
    assert rail._entries["patients"].accessibleDescription() == "17 waiting"
    assert rail.person.accessibleName() == "Dr S. Okafor & Co, Practitioner. Change who is working"
    with qtbot.waitSignal(rail.person_wanted):
        QTest.keyClick(rail.person, Qt.Key.Key_Space)


def test_the_status_line_puts_trouble_first(qtbot: QtBot) -> None:
    status = StatusLine()
    qtbot.addWidget(status)
    status.show_parts("Saved 10:42", "Local encrypted file")
    status.show_parts("Saved 10:42", trouble="The last backup is 9 days old")
    assert status.parts == ("The last backup is 9 days old", "Saved 10:42")
    assert status.accessibleName() == "The last backup is 9 days old. Saved 10:42"


@pytest.fixture
def page() -> QWidget:
    return QWidget()


@pytest.fixture
def search(page: QWidget, qtbot: QtBot, seen: Show) -> SearchBox:
    page.resize(800, 500)
    stack = QVBoxLayout(page)
    box = SearchBox("Find a patient")
    stack.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
    other = Button("Other")
    stack.addWidget(other)
    seen(page)
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    return box


def test_ctrl_k_comes_to_the_search_from_anywhere(search: SearchBox) -> None:
    QTest.keyClick(search.window(), Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert search.hasFocus()


def test_a_patient_is_found_in_three_keys_and_enter(qtbot: QtBot, search: SearchBox) -> None:
    search.setFocus()
    asked: list[str] = []
    search.query.connect(asked.append)
    QTest.keyClicks(search, "ama")
    assert asked == ["a", "am", "ama"]
    search.show_hits("ama", HITS)
    assert search.is_open
    QTest.keyClick(search, Qt.Key.Key_Down)
    with qtbot.waitSignal(search.chosen) as heard:
        QTest.keyClick(search, Qt.Key.Key_Return)
    assert heard.args == [2]
    assert search.text() == ""
    assert not search.is_open


def test_hits_stand_under_the_box_inside_the_window(search: SearchBox) -> None:
    search.setFocus()
    search.setText("a")
    search.show_hits("a", HITS * 10, cut=True)
    panel = search._panel
    assert panel is not None
    box = QRect(search.mapTo(search.window(), QPoint(0, 0)), search.size())
    assert panel.geometry().top() > box.bottom()
    assert panel.geometry().left() == box.left()
    assert search.window().rect().contains(panel.geometry())
    assert panel.note.text() == "Only the first 30 are shown. Type more to narrow it down."


def test_an_answer_to_what_is_no_longer_typed_is_dropped(search: SearchBox) -> None:
    search.setFocus()
    search.setText("amir")
    search.show_hits("am", HITS)
    assert not search.is_open


def test_nobody_found_is_said_and_enter_then_chooses_nobody(search: SearchBox) -> None:
    chosen: list[object] = []
    search.chosen.connect(chosen.append)
    search.setFocus()
    search.setText("zz")
    search.show_hits("zz", [])
    assert search._panel is not None
    assert search._panel.note.text().startswith("Nobody found.")
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert chosen == []


def test_escape_first_closes_the_hits_and_then_leaves(search: SearchBox) -> None:
    search.setFocus()
    search.setText("am")
    search.show_hits("am", HITS)
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert not search.is_open
    assert search.text() == "am"
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""
    assert not search.hasFocus()


def test_a_flow_starts_a_new_line_when_the_line_is_full(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    flow = FlowLayout(page, gap=6)
    for number in range(6):
        flow.addWidget(Chip(ChipText(f"Chip number {number}")))
    high = flow.heightForWidth(10_000)
    assert flow.heightForWidth(250) == 3 * high + 2 * 6
    flow.setGeometry(QRect(0, 0, 250, 200))
    boxes = [item.geometry() for at in range(6) if (item := flow.itemAt(at))]
    assert max(box.right() for box in boxes) < 250
    assert len({box.top() for box in boxes}) == 3
    flow.clear()
    assert flow.count() == 0
    assert flow.itemAt(0) is None
    assert flow.takeAt(0) is None


def test_a_dialog_is_opened_and_closed_without_stopping_the_program(qtbot: QtBot, seen: Show) -> None:
    page = QWidget()
    seen(page)
    dialog = Dialog("New course", page)
    dialog.add(Label("Text"))
    button = dialog.cancel_button()
    dialog.ends_with(button)
    dialog.open()
    assert dialog.isVisible()
    assert dialog.windowModality() is Qt.WindowModality.WindowModal
    button.click()
    assert not dialog.isVisible()


def test_a_dialog_is_as_high_as_what_is_said_in_it(qtbot: QtBot, seen: Show) -> None:
    page = QWidget()
    seen(page)
    dialog = Dialog("New course", page)
    dialog.add(Label("Text"))
    finding = Label("This cannot be saved. " * 20, wrap=True)
    finding.hide()
    dialog.add(finding)
    dialog.open()
    low = dialog.height()
    finding.show()
    qtbot.waitUntil(lambda: dialog.height() >= low + finding.heightForWidth(finding.width()))
    finding.hide()
    qtbot.waitUntil(lambda: dialog.height() == low)


def test_a_dialog_that_somebody_drew_larger_stays_so(qtbot: QtBot, seen: Show) -> None:
    page = QWidget()
    seen(page)
    dialog = Dialog("New course", page)
    with qtbot.waitSignal(dialog._soon.timeout):
        dialog.open()
    larger = dialog.height() + 300
    dialog.resize(dialog.width(), larger)
    with qtbot.waitSignal(dialog._soon.timeout):
        dialog.add(Label("Text"))
    assert dialog.height() == larger

"""The day book under the mouse and the keys: every move comes out as a wish, and only as that."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.day_book import Column
from pico_tracker.domain.diary import Place, Visit
from pico_tracker.ui.diary.book_view import DayBookView
from pico_tracker.ui.diary.pinboard import PinnedVisit
from pico_tracker.ui.diary.visit_block import Standing
from tests.ui.diary.books import MONDAY, a_book, a_column, a_visit, a_week, at

LEFT = Qt.MouseButton.LeftButton
ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
HOUR = 64
"""Height of an hour in px at 100 %."""


@dataclass
class Wishes:
    """What the day book asked for."""

    moves: list[tuple[Visit, Place, Column]] = field(default_factory=list)
    opened: list[int] = field(default_factory=list)
    menus: list[tuple[int, QPoint]] = field(default_factory=list)
    times: list[tuple[int | None, str]] = field(default_factory=list)
    pins: list[int] = field(default_factory=list)
    unpins: list[int] = field(default_factory=list)


def listen(view: DayBookView) -> Wishes:
    heard = Wishes()
    view.move_wanted.connect(lambda visit, place, column: heard.moves.append((visit, place, column)))
    view.opened.connect(lambda visit: heard.opened.append(visit.id))
    view.menu_wanted.connect(lambda visit, where: heard.menus.append((visit.id, where)))
    view.time_wanted.connect(lambda column, when: heard.times.append((column.key, f"{when:%d %H:%M}")))
    view.pin_wanted.connect(lambda visit: heard.pins.append(visit.id))
    view.unpin_wanted.connect(lambda visit: heard.unpins.append(visit.id))
    return heard


@pytest.fixture
def view(on_screen: Callable[[QWidget], None]) -> DayBookView:
    """Person 1 at 10:00 and 12:00, person 2 at 10:30; now it is 9:30."""
    made = DayBookView(at("09:30"))
    first = a_column(1, a_visit(1, "10:00"), a_visit(2, "12:00", 30))
    made.show_book(a_book(first, a_column(2, a_visit(3, "10:30", 45, practitioner_id=2)), a_column(3)), at("09:30"))
    on_screen(made)
    return made


@pytest.fixture
def wishes(view: DayBookView) -> Wishes:
    return listen(view)


def middle(view: DayBookView, visit_id: int) -> QPoint:
    standing = view.shown.layout.of(visit_id)
    assert standing is not None
    return view.canvas.map.box_of(standing).center().toPoint()


def spot(view: DayBookView, column: int, minute: int) -> QPoint:
    left, wide = view.canvas.map.column_box(column)
    return QPointF(left + wide / 2, view.canvas.map.top_of(minute)).toPoint()


def take(view: DayBookView, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(view.canvas, LEFT, pos=start)
    QTest.mouseMove(view.canvas, start + QPoint(0, 12))
    QTest.mouseMove(view.canvas, end)


def drag(view: DayBookView, start: QPoint, end: QPoint) -> None:
    take(view, start, end)
    QTest.mouseRelease(view.canvas, LEFT, pos=end)


def press(view: DayBookView, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(view.canvas, key, modifier)


def settle(view: DayBookView) -> None:
    """Let the pinboard take its place."""
    stack = view.layout()
    assert stack is not None
    stack.activate()


def lower_edge(view: DayBookView, visit_id: int) -> QPoint:
    standing = view.shown.layout.of(visit_id)
    assert standing is not None
    box = view.canvas.map.box_of(standing)
    return QPointF(box.center().x(), box.bottom() - 2).toPoint()


# -- mouse


def test_a_click_makes_a_visit_the_current_one_and_opens_nothing(view: DayBookView, wishes: Wishes) -> None:
    QTest.mouseClick(view.canvas, LEFT, pos=middle(view, 2))
    current = view.current_visit()
    assert current is not None
    assert current.id == 2
    assert view.canvas.accessibleName() == "12:00 Patient 2. Not confirmed. 12:00 to 12:30. Session"
    assert view.canvas.accessibleDescription() == "Person 1"
    assert wishes == Wishes()


def test_a_double_click_opens_a_visit(view: DayBookView, wishes: Wishes) -> None:
    QTest.mouseDClick(view.canvas, LEFT, pos=middle(view, 3))
    assert wishes.opened == [3]


def test_a_double_click_on_free_time_asks_for_that_quarter_of_an_hour(view: DayBookView, wishes: Wishes) -> None:
    QTest.mouseDClick(view.canvas, LEFT, pos=spot(view, 1, 15 * 60 + 22))
    assert wishes.times == [(2, "23 15:15")]


def test_free_time_begins_where_the_visit_before_it_ends(view: DayBookView, wishes: Wishes) -> None:
    view.show_book(a_book(a_column(1, a_visit(1, "10:00", 50))), at("09:30"))
    QTest.mouseDClick(view.canvas, LEFT, pos=spot(view, 0, 10 * 60 + 56))
    assert wishes.times == [(1, "23 10:50")]


def test_a_drag_down_an_hour_asks_for_the_time_an_hour_later(view: DayBookView, wishes: Wishes) -> None:
    start = middle(view, 1)
    drag(view, start, start + QPoint(0, HOUR))
    visit, place, column = wishes.moves[0]
    assert (visit.id, visit.starts_at, place.starts_at, column.key) == (1, at("10:00"), at("11:00"), 1)
    assert len(wishes.moves) == 1


def test_a_drag_snaps_to_five_minutes(view: DayBookView, wishes: Wishes) -> None:
    start = middle(view, 1)
    drag(view, start, start + QPoint(0, 19))  # 17.8 minutes
    assert wishes.moves[0][1].starts_at == at("10:20")


def test_a_drag_to_another_column_asks_for_its_practitioner(view: DayBookView, wishes: Wishes) -> None:
    drag(view, middle(view, 1), QPoint(spot(view, 2, 600).x(), middle(view, 1).y()))
    _, place, column = wishes.moves[0]
    assert (place.starts_at, place.practitioner_id, column.key) == (at("10:00"), 3, 3)


def test_a_drag_to_another_day_keeps_the_practitioner(view: DayBookView, wishes: Wishes) -> None:
    view.show_book(a_week((a_visit(1, "10:00"),)), at("09:30"))
    drag(view, middle(view, 1), QPoint(spot(view, 3, 600).x(), middle(view, 1).y()))
    _, place, column = wishes.moves[0]
    thursday = MONDAY + timedelta(days=3)
    assert (place.starts_at, place.practitioner_id, column.day) == (at("10:00", thursday), 1, thursday)


def test_the_lower_edge_lengthens_and_shortens(view: DayBookView, wishes: Wishes) -> None:
    drag(view, lower_edge(view, 2), lower_edge(view, 2) + QPoint(0, HOUR // 4))
    drag(view, lower_edge(view, 1), lower_edge(view, 1) - QPoint(0, HOUR // 2))
    assert [(visit.id, place.minutes) for visit, place, _ in wishes.moves] == [(2, 45), (1, 30)]
    assert wishes.moves[0][1].starts_at == at("12:00")


def test_a_ghost_tells_the_new_time_while_it_is_dragged(view: DayBookView, wishes: Wishes) -> None:
    take(view, middle(view, 1), QPoint(spot(view, 1, 600).x(), middle(view, 1).y() + HOUR))
    ghost = view.shown.ghost
    assert ghost is not None
    assert view.shown.said_ghost(ghost) == "11:00 to 12:00, Person 2"
    assert view.canvas.accessibleName() == "11:00 to 12:00, Person 2"
    QTest.mouseRelease(view.canvas, LEFT, pos=spot(view, 1, 660))
    assert view.shown.ghost is None


def test_escape_leaves_a_dragged_visit_where_it_was(view: DayBookView, wishes: Wishes) -> None:
    take(view, middle(view, 1), spot(view, 2, 900))
    press(view, Qt.Key.Key_Escape)
    assert view.shown.ghost is None
    QTest.mouseMove(view.canvas, spot(view, 2, 960))
    QTest.mouseRelease(view.canvas, LEFT, pos=spot(view, 2, 960))
    assert wishes == Wishes()
    standing = view.shown.layout.of(1)
    assert standing is not None
    assert standing.top == 600


def test_a_visit_let_go_far_outside_falls_back(view: DayBookView, wishes: Wishes) -> None:
    drag(view, middle(view, 1), QPoint(-300, 200))
    assert wishes == Wishes()


def test_a_hand_that_trembles_moves_nothing(view: DayBookView, wishes: Wishes) -> None:
    start = middle(view, 1)
    QTest.mousePress(view.canvas, LEFT, pos=start)
    QTest.mouseMove(view.canvas, start + QPoint(2, 3))
    QTest.mouseRelease(view.canvas, LEFT, pos=start + QPoint(2, 3))
    assert wishes == Wishes()


def test_a_moved_visit_stands_at_its_new_place_until_the_record_answers(view: DayBookView, wishes: Wishes) -> None:
    before = view.shown.book
    drag(view, middle(view, 1), middle(view, 1) + QPoint(0, 2 * HOUR))
    moved = view.shown.layout.of(1)
    assert moved is not None
    assert moved.top == 720
    assert view.shown.standing(moved) is Standing.WISHED
    view.show_book(before, at("09:31"))
    back = view.shown.layout.of(1)
    assert back is not None
    assert back.top == 600
    assert view.shown.standing(back) is Standing.FIRM


def test_a_refused_move_is_taken_back(view: DayBookView, wishes: Wishes) -> None:
    drag(view, middle(view, 1), middle(view, 1) + QPoint(0, 2 * HOUR))
    view.take_back()
    back = view.shown.layout.of(1)
    assert back is not None
    assert back.top == 600


def test_a_drag_goes_on_over_a_book_read_again(view: DayBookView, wishes: Wishes) -> None:
    take(view, middle(view, 1), spot(view, 2, 900))
    view.show_book(view.shown.book, at("09:31"))
    assert view.shown.ghost is not None
    QTest.mouseRelease(view.canvas, LEFT, pos=spot(view, 2, 900))
    assert len(wishes.moves) == 1


def test_a_drag_ends_when_the_visit_was_changed_elsewhere(view: DayBookView, wishes: Wishes) -> None:
    take(view, middle(view, 1), spot(view, 2, 900))
    view.show_book(a_book(a_column(1, a_visit(1, "10:00", version=2)), a_column(2), a_column(3)), at("09:31"))
    assert view.shown.ghost is None
    QTest.mouseRelease(view.canvas, LEFT, pos=spot(view, 2, 900))
    assert wishes == Wishes()


def test_the_grid_scrolls_while_a_visit_is_held_at_its_edge(
    view: DayBookView, wishes: Wishes, qtbot: QtBot
) -> None:
    view.resize(1084, 340)
    bar = view.area.verticalScrollBar()
    bar.setValue(0)
    take(view, middle(view, 1), middle(view, 1) + QPoint(0, 20))
    seen = view.area.viewport()
    QTest.mouseMove(view.canvas, view.canvas.mapFrom(seen, QPoint(100, seen.height() - 3)))
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    press(view, Qt.Key.Key_Escape)
    assert wishes == Wishes()


def test_a_pinboard_that_opens_under_the_pointer_takes_nothing(view: DayBookView, wishes: Wishes) -> None:
    view.resize(1084, 340)
    view.area.verticalScrollBar().setValue(0)
    seen = view.area.viewport()
    low = view.canvas.mapFrom(seen, QPoint(100, seen.height() - 4))
    view.show_book(a_book(a_column(1, a_visit(1, "12:00", 120))), at("09:30"))
    start = low - QPoint(0, 12)
    QTest.mousePress(view.canvas, LEFT, pos=start)
    QTest.mouseMove(view.canvas, low)
    ghost = view.shown.ghost
    assert ghost is not None
    assert not ghost.is_over_pins
    press(view, Qt.Key.Key_Escape)
    assert wishes == Wishes()


def test_a_right_click_and_the_menu_key_ask_for_a_menu(view: DayBookView, wishes: Wishes) -> None:
    point = middle(view, 3)
    mouse = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, view.canvas.mapToGlobal(point))
    QApplication.sendEvent(view.canvas, mouse)
    view.focus_visit(2)
    key = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(view.canvas, key)
    assert wishes.menus == [
        (3, view.canvas.mapToGlobal(point)),
        (2, view.canvas.mapToGlobal(middle(view, 2))),
    ]


# -- keys


def test_arrows_walk_through_visits(view: DayBookView) -> None:
    view.focus_visit(1)
    walked = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_End):
        press(view, key)
        walked.append(view.shown.current_id)
    assert walked == [2, 2, 3, 1, 1, 2], "from 12:00 to the nearest of the next column, and back by its time"


def test_right_reaches_a_column_where_nobody_is_and_enter_asks_for_its_time(
    view: DayBookView, wishes: Wishes
) -> None:
    view.focus_visit(3)
    press(view, Qt.Key.Key_Right)
    assert view.canvas.accessibleName() == "Free time, 10:30"
    press(view, Qt.Key.Key_Return)
    assert wishes.times == [(3, "23 10:30")]
    press(view, Qt.Key.Key_Left)
    assert view.shown.current_id == 3


def test_control_and_arrows_point_at_free_time(view: DayBookView, wishes: Wishes) -> None:
    view.focus_visit(1)
    for _ in range(5):
        press(view, Qt.Key.Key_Down, CTRL)
    press(view, Qt.Key.Key_Right, CTRL)
    press(view, Qt.Key.Key_Return)
    assert wishes.times == [(2, "23 11:15")]


def test_enter_opens_the_current_visit(view: DayBookView, wishes: Wishes) -> None:
    view.focus_visit(2)
    press(view, Qt.Key.Key_Return)
    assert wishes.opened == [2]


def test_alt_and_arrows_move_the_visit_by_five_minutes(view: DayBookView, wishes: Wishes) -> None:
    view.focus_visit(1)
    press(view, Qt.Key.Key_Down, ALT)
    visit, place, column = wishes.moves[0]
    assert (visit.id, place.starts_at, column.key) == (1, at("10:05"), 1)
    view.show_book(view.shown.book, at("09:30"))
    press(view, Qt.Key.Key_Up, ALT)
    assert wishes.moves[1][1].starts_at == at("09:55")


def test_several_presses_while_alt_is_held_are_one_wish(view: DayBookView, wishes: Wishes) -> None:
    view.focus_visit(1)
    QTest.keyPress(view.canvas, Qt.Key.Key_Down, ALT)
    QTest.keyPress(view.canvas, Qt.Key.Key_Down, ALT)
    QTest.keyPress(view.canvas, Qt.Key.Key_Right, ALT)
    assert wishes.moves == []
    moved = view.shown.layout.of(1)
    assert moved is not None
    assert (moved.column, moved.top) == (1, 610)
    QTest.keyRelease(view.canvas, Qt.Key.Key_Alt)
    visit, place, column = wishes.moves[0]
    assert len(wishes.moves) == 1
    assert (visit.place.practitioner_id, place.practitioner_id, column.key) == (1, 2, 2)
    assert place.starts_at == at("10:10")


def test_escape_takes_back_a_move_by_keys(view: DayBookView, wishes: Wishes) -> None:
    view.focus_visit(1)
    QTest.keyPress(view.canvas, Qt.Key.Key_Down, ALT)
    QTest.keyPress(view.canvas, Qt.Key.Key_Escape)
    QTest.keyRelease(view.canvas, Qt.Key.Key_Alt)
    assert wishes == Wishes()
    back = view.shown.layout.of(1)
    assert back is not None
    assert back.top == 600


def test_there_and_back_again_is_no_wish(view: DayBookView, wishes: Wishes) -> None:
    view.focus_visit(1)
    QTest.keyPress(view.canvas, Qt.Key.Key_Down, ALT)
    QTest.keyPress(view.canvas, Qt.Key.Key_Up, ALT)
    QTest.keyRelease(view.canvas, Qt.Key.Key_Alt)
    assert wishes == Wishes()


def test_alt_shift_and_arrows_change_the_length(view: DayBookView, wishes: Wishes) -> None:
    view.focus_visit(2)
    press(view, Qt.Key.Key_Down, ALT | SHIFT)
    assert wishes.moves[0][1].minutes == 35
    view.show_book(view.shown.book, at("09:30"))
    press(view, Qt.Key.Key_Up, ALT | SHIFT)
    assert wishes.moves[1][1].minutes == 25


def test_the_current_visit_stays_when_the_book_is_read_again(view: DayBookView) -> None:
    view.focus_visit(3)
    view.show_book(a_book(a_column(2, a_visit(3, "15:00", version=2))), at("09:40"))
    current = view.current_visit()
    assert current is not None
    assert (current.id, current.version) == (3, 2)
    view.show_book(a_book(a_column(2)), at("09:41"))
    assert view.current_visit() is None


# -- pinboard


def test_p_pins_a_visit_and_takes_it_off_again(view: DayBookView, wishes: Wishes) -> None:
    view.focus_visit(1)
    press(view, Qt.Key.Key_P)
    assert (wishes.pins, [one.id for one in view.pinned]) == ([1], [1])
    assert view.pinboard.isVisible()
    assert view.pinboard.blocks[0].accessibleName() == "Patient 1. Mon 23 Nov 10:00, 1 h"
    press(view, Qt.Key.Key_P)
    assert (wishes.unpins, view.pinned) == ([1], ())
    assert not view.pinboard.isVisible()


def test_a_visit_dragged_onto_the_pinboard_is_pinned(view: DayBookView, wishes: Wishes) -> None:
    assert not view.pinboard.isVisible()
    start = middle(view, 1)
    QTest.mousePress(view.canvas, LEFT, pos=start)
    QTest.mouseMove(view.canvas, start + QPoint(0, 20))
    assert view.pinboard.isVisible()
    settle(view)
    there = view.canvas.mapFromGlobal(view.pinboard.mapToGlobal(view.pinboard.rect().center()))
    QTest.mouseMove(view.canvas, there)
    assert view.canvas.accessibleName() == "Onto the pinboard"
    QTest.mouseRelease(view.canvas, LEFT, pos=there)
    assert (wishes.pins, wishes.moves) == ([1], [])
    assert view.pinboard.isVisible()


def test_a_pinned_visit_is_dragged_into_another_week(view: DayBookView, wishes: Wishes) -> None:
    view.focus_visit(1)
    press(view, Qt.Key.Key_P)
    later = MONDAY + timedelta(days=7)
    view.show_book(a_book(a_column(4, day=later)), at("09:30"))
    block = view.pinboard.blocks[0]
    settle(view)
    target = block.mapFromGlobal(view.canvas.mapToGlobal(spot(view, 0, 15 * 60)))
    QTest.mousePress(block, LEFT, pos=QPoint(10, 10))
    QTest.mouseMove(block, QPoint(10, -15))
    QTest.mouseMove(block, target)
    QTest.mouseRelease(block, LEFT, pos=target)
    visit, place, column = wishes.moves[0]
    assert (visit.id, place.starts_at, place.practitioner_id, column.key) == (1, at("15:00", later), 4, 4)
    assert view.pinned == ()


def test_a_pinned_visit_is_put_down_by_enter_where_free_time_is_pointed_at(
    view: DayBookView, wishes: Wishes
) -> None:
    view.show_pinned((a_visit(9, "10:00", day=MONDAY - timedelta(days=7)),))
    QTest.mouseClick(view.canvas, LEFT, pos=spot(view, 2, 14 * 60 + 2))
    QTest.keyClick(view.pinboard.blocks[0], Qt.Key.Key_Return)
    visit, place, column = wishes.moves[0]
    assert (visit.id, place.starts_at, column.key) == (9, at("14:00"), 3)
    assert view.shown.current_id == 9


def test_delete_takes_a_visit_off_the_pinboard(view: DayBookView, wishes: Wishes) -> None:
    view.show_pinned((a_visit(9, "10:00"),))
    QTest.keyClick(view.pinboard.blocks[0], Qt.Key.Key_Delete)
    assert (wishes.unpins, view.pinned) == ([9], ())


def test_every_pinned_visit_can_be_reached(view: DayBookView) -> None:
    view.show_pinned([a_visit(number, "10:00") for number in range(20, 25)])
    assert len(view.pinboard.findChildren(PinnedVisit)) == 5
    assert all(block.focusPolicy() is Qt.FocusPolicy.StrongFocus for block in view.pinboard.blocks)

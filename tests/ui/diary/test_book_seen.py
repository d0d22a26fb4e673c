"""What is painted: only what is seen, and no name when details are hidden."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.day_book import Closed, DayBook
from pico_tracker.domain.diary import Visit, VisitState
from pico_tracker.ui.diary.book_layout import BookLayout
from pico_tracker.ui.diary.book_view import DayBookView
from pico_tracker.ui.diary.visit_block import BlockLook, paint_block, strips_of
from pico_tracker.ui.kit.style import LIGHT, Look, Mode
from tests.ui.diary.books import MONDAY, a_book, a_column, a_visit, a_week, at

Show = Callable[[QWidget], None]
MANY = 5_000


def painted_text(widget: QWidget) -> str:
    """The words that a widget paints, read from a picture that keeps text as text."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture = QSvgGenerator()
    picture.setOutputDevice(buffer)
    picture.setSize(QSize(widget.width(), widget.height()))
    painter = QPainter(picture)
    widget.render(painter, QPoint())
    painter.end()
    return bytes(buffer.data().data()).decode()


def spoken_and_painted(view: DayBookView) -> str:
    """All that somebody could read or hear of the day book."""
    found = [painted_text(view)]
    for part in (view, *view.findChildren(QWidget)):
        found += [part.accessibleName(), part.accessibleDescription(), part.toolTip(), part.windowTitle()]
    for column in range(len(view.shown.layout.columns)):
        for placed in view.shown.layout.in_column(column):
            found.append(view.canvas.tip_at(view.canvas.map.box_of(placed).center()))
    return "\n".join(found)


def many_visits() -> tuple[Visit, ...]:
    """5,000 visits over a week, some hundred of them at any time of the day."""
    days = [MONDAY + timedelta(days=number) for number in range(7)]
    return tuple(
        a_visit(number, f"{8 + number // 7 % 11:02}:{number % 12 * 5:02}", 20, day=days[number % 7])
        for number in range(1, MANY + 1)
    )


def one_day(columns: int) -> DayBook:
    """5,000 visits of one day, end to end in each of many columns."""
    each = MANY // columns
    return a_book(
        *(
            a_column(
                column + 1,
                *(a_visit(column * each + n + 1, f"{n * 20 // 60:02}:{n * 20 % 60:02}", 20) for n in range(each)),
            )
            for column in range(columns)
        )
    )


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The visits painted, by their keys, as they are painted."""
    found: list[int] = []

    def counted(painter: QPainter, box: QRectF, look: BlockLook) -> None:
        found.append(look.placed.visit.id)
        paint_block(painter, box, look)

    monkeypatch.setattr("pico_tracker.ui.diary.book_canvas.paint_block", counted)
    return found


def test_of_5000_visits_only_those_seen_are_painted(on_screen: Show, painted: list[int]) -> None:
    view = DayBookView(at("09:30"))
    view.show_book(one_day(100), at("09:30"))
    on_screen(view)
    assert view.shown.layout.visits == MANY
    painted.clear()
    view.canvas.grab(QRect(0, 0, 264, 2 * 64))  # two columns, two hours: three visits an hour and column
    assert 0 < len(painted) <= 2 * (2 * 3 + 2)
    painted.clear()
    view.canvas.grab(QRect(view.canvas.visibleRegion().boundingRect()))
    hours = view.area.viewport().height() / 64 + 1
    columns = view.area.viewport().width() // 132 + 2
    assert len(painted) <= columns * (hours * 3 + 2) < MANY / 10


def test_a_ghost_among_5000_visits_paints_only_what_it_covers(
    on_screen: Show, painted: list[int], qtbot: QtBot
) -> None:
    view = DayBookView(at("09:30"))
    view.show_book(one_day(100), at("09:30"))
    on_screen(view)
    start = view.canvas.map.box_of(view.shown.layout.in_column(2)[30]).center().toPoint()
    QTest.mousePress(view.canvas, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view.canvas, start + QPoint(0, 15))
    assert view.shown.ghost is not None
    qtbot.waitUntil(lambda: len(painted) > 0)
    view.canvas.repaint()
    painted.clear()
    QTest.mouseMove(view.canvas, start + QPoint(0, 30))
    qtbot.waitUntil(lambda: len(painted) > 0)
    assert len(painted) <= 3 * 3, "the ghost touches up to three visits in its own column and at each side"
    QTest.keyClick(view.canvas, Qt.Key.Key_Escape)


def test_a_point_among_5000_visits_asks_only_those_beside_it(
    on_screen: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = DayBookView(at("09:30"))
    view.show_book(one_day(100), at("09:30"))
    on_screen(view)
    asked: list[int] = []
    real = BookLayout.within

    def counted(layout: BookLayout, columns: tuple[int, ...], first: float, last: float) -> object:
        found = real(layout, columns, first, last)
        asked.append(len(found))
        return found

    monkeypatch.setattr(BookLayout, "within", counted)
    placed = view.shown.layout.in_column(40)[20]
    assert view.canvas.map.visit_at(view.canvas.map.box_of(placed).center()) == placed
    assert asked == [1]


def test_5000_visits_of_one_week_make_no_widget_each(on_screen: Show) -> None:
    view = DayBookView(at("09:30"))
    view.show_book(a_week(many_visits()), at("09:30"))
    on_screen(view)
    assert view.shown.layout.visits == MANY
    assert len(view.findChildren(QWidget)) < 40
    assert len(view.canvas.map.seen(QRect(0, 0, 400, 100))) < MANY / 4


@pytest.fixture
def named() -> DayBook:
    first = a_visit(
        1,
        "10:00",
        60,
        patient_name="Lena Hartmann",
        state=VisitState.ARRIVED,
        state_at=at("09:50"),
        course_titles=("Melasma",),
        desk_note="Mornings",
        note="Sun",
        is_before_safe=True,
    )
    second = a_visit(2, "11:30", 60, patient_name="Omar Haddad", device_name="PicoWay", numbing_minutes=30)
    return a_book(a_column(1, first), a_column(2, second))


SECRETS = ("Lena", "Hartmann", "Omar", "Haddad", "Melasma", "Mornings", "Sun<", "PicoWay", "Session", "safe date")


def test_shown_details_are_read_and_hidden_ones_are_nowhere(on_screen: Show, named: DayBook) -> None:
    view = DayBookView(at("09:55"))
    view.show_book(named, at("09:55"))
    on_screen(view)
    view.focus_visit(1)
    view.show_pinned((named.columns[1].visits[0],))
    shown = spoken_and_painted(view)
    assert all(secret in shown for secret in ("Lena Hartmann", "Omar Haddad", "Melasma", "PicoWay", "safe date"))
    view.hide_details(hidden=True)
    hidden = spoken_and_painted(view)
    assert not [secret for secret in SECRETS if secret in hidden]
    assert "10:00 Visit" in hidden
    assert "Arrived 09:50" in hidden
    assert "Not confirmed" in hidden


def test_a_ghost_tells_no_name_when_details_are_hidden(on_screen: Show, named: DayBook) -> None:
    view = DayBookView(at("09:55"))
    view.show_book(named, at("09:55"))
    on_screen(view)
    view.hide_details(hidden=True)
    for part in view.shown.layout.in_column(0):
        view.shown.point_at_visit(part.visit.id)
        assert "Lena" not in "".join(view.shown.spoken)


def test_numbing_closed_hours_and_their_reason_are_words(on_screen: Show) -> None:
    closed = (Closed(at("16:00"), at("18:00"), "Team meeting"), Closed(at("00:00"), at("09:30")))
    visit = a_visit(1, "13:00", 60, numbing_minutes=30, clean_up_minutes=20, room_id=1)
    view = DayBookView(at("09:55"))
    view.show_book(a_book(a_column(1, visit, closed=closed)), at("09:55"))
    on_screen(view)
    words = painted_text(view.canvas)
    assert all(word in words for word in ("Numbing", "Clean-up", "Team meeting", "Closed", "Not confirmed"))


def test_the_reason_of_a_closed_day_stands_where_no_visit_covers_it(on_screen: Show) -> None:
    from_nine = a_visit(1, "09:00", 60)
    closed = (Closed(at("00:00"), at("23:59"), "Holiday"),)
    view = DayBookView(at("09:55"))
    view.show_book(a_book(a_column(1, from_nine, closed=closed)), at("09:55"))
    on_screen(view)
    block = view.canvas.map.box_of(view.shown.layout.in_column(0)[0])
    assert view.canvas.map.top_of(600) >= block.bottom()
    assert "Holiday" in painted_text(view.canvas)


def danger_rows(view: DayBookView, column: int) -> set[int]:
    """The heights at which the free middle of a column is as red as the line of now."""
    left, wide = view.canvas.map.column_box(column)
    picture = view.canvas.grab().toImage()
    x = round((left + wide / 2) * picture.devicePixelRatio())
    return {y for y in range(picture.height()) if picture.pixelColor(x, y).name() == LIGHT.danger}


def test_the_line_of_now_is_in_todays_column_only_and_moves(on_screen: Show) -> None:
    view = DayBookView(at("10:00", MONDAY + timedelta(days=2)))
    view.show_book(a_week(), at("10:00", MONDAY + timedelta(days=2)))
    on_screen(view)
    assert [bool(danger_rows(view, column)) for column in range(7)] == [False] * 2 + [True] + [False] * 4
    assert danger_rows(view, 2) == {75, 76}, "12 px and one hour of 64 px under the top"
    view.move_now(at("10:30", MONDAY + timedelta(days=2)))
    assert danger_rows(view, 2) == {107, 108}


def test_a_strip_leaves_one_line_for_the_visit() -> None:
    visit = a_visit(1, "10:00", 5, numbing_minutes=60)
    placed = BookLayout(a_book(a_column(1, visit))).in_column(0)[0]
    line = QFontMetricsF(QFont()).height()
    assert 0 < strips_of(placed, 69).numbing <= 69 - line


# Type of 14 px becomes 18 px at 125 %: 64 px become 82, 12 become 15, 50 become 64, 56 become 72.
@pytest.mark.parametrize(("scale", "top", "head", "hours"), [(1.0, 76, 50, 56), (1.25, 97, 64, 72)])
@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_it_measures_again_at_another_type_size(
    page_look: Look, on_screen: Show, mode: Mode, scale: float, top: int, head: int, hours: int
) -> None:
    view = DayBookView(at("09:55"))
    view.show_book(a_book(a_column(1, a_visit(1, "10:00"))), at("09:55"))
    on_screen(view)
    page_look.apply(mode, scale)
    QApplication.sendPostedEvents()
    assert view.canvas.map.top_of(600) == top
    assert (view.area.head.height(), view.area.hours.width()) == (head, hours)
    assert "10:00 Patient 1" in painted_text(view.canvas)


def test_a_day_starts_where_now_is_and_stays_where_it_was_scrolled(on_screen: Show) -> None:
    view = DayBookView(at("16:00"))
    book = a_book(a_column(1, a_visit(1, "07:00"), a_visit(2, "20:00")))
    view.show_book(book, at("16:00"))
    on_screen(view)
    bar = view.area.verticalScrollBar()
    assert bar.value() > 0
    top = view.canvas.map.top_of(16 * 60)
    assert bar.value() < top < bar.value() + view.area.viewport().height()
    bar.setValue(50)
    view.show_book(book, at("16:01"))
    assert bar.value() == 50


def test_a_day_without_columns_stands_empty(on_screen: Show) -> None:
    view = DayBookView(at("16:00"))
    on_screen(view)
    view.show_book(a_book(), at("16:00"))
    assert view.current_visit() is None
    assert view.canvas.tip_at(QPointF(10, 10)) == ""
    assert view.canvas.accessibleName() == "Day book"


def test_the_head_tells_names_and_in_a_week_days(on_screen: Show) -> None:
    now: datetime = at("10:00")
    view = DayBookView(now)
    view.show_book(a_book(a_column(1), a_column(2)), now)
    on_screen(view)
    assert view.area.head.accessibleDescription() == "Person 1, Room 1. Person 2, Room 2"
    assert view.area.head.tip_at(10) == "Person 1\nRoom 1"
    view.show_book(a_week(), now)
    assert view.area.head.accessibleDescription().startswith("Today, 23 Nov, Person 1 · Room 1. Tue 24 Nov, ")

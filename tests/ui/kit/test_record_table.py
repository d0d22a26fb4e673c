from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.ui.kit.cells import Cell, Column, PageWish, Quiet, SortBy, TwoLines, cell_text
from pico_tracker.ui.kit.chips import ChipText
from pico_tracker.ui.kit.record_model import PAGE
from pico_tracker.ui.kit.record_table import RecordTable
from pico_tracker.ui.kit.style import Tone

Show = Callable[[QWidget], QWidget]


@dataclass(frozen=True)
class Person:
    number: int
    name: str
    sessions: int | None = None


COLUMNS: tuple[Column[Person], ...] = (
    Column("name", "Name", lambda p: p.name, sort=lambda p: p.name),
    Column(
        "sessions",
        "Sessions",
        lambda p: "" if p.sessions is None else str(p.sessions),
        number=True,
        sort=lambda p: p.sessions,
        width=90,
    ),
    Column("state", "State", lambda _p: ChipText("Active", Tone.OK)),
)
PEOPLE = [Person(1, "Cora", 3), Person(2, "Anna", None), Person(3, "Berta", 7), Person(4, "Anna", 1)]


class Widths:
    def __init__(self) -> None:
        self.kept: dict[str, dict[str, int]] = {}

    def load(self, table: str) -> dict[str, int]:
        return dict(self.kept.get(table, {}))

    def save(self, table: str, widths: dict[str, int]) -> None:
        self.kept[table] = widths


@pytest.fixture
def table(seen: Show) -> RecordTable[Person]:
    made: RecordTable[Person] = RecordTable("people", COLUMNS, key=lambda p: p.number)
    made.resize(700, 400)
    seen(made)
    made.show_rows(PEOPLE)
    return made


@pytest.fixture(autouse=True)
def empty_clipboard() -> Iterator[None]:
    yield
    QGuiApplication.clipboard().clear()


def names(table: RecordTable[Person]) -> list[str]:
    return [person.name for person in table.records.rows]


def numbers(table: RecordTable[Person]) -> list[int]:
    return [person.number for person in table.records.rows]


def test_rows_are_shown_as_handed_in_and_36_px_high(table: RecordTable[Person]) -> None:
    assert names(table) == ["Cora", "Anna", "Berta", "Anna"]
    assert {table.rowHeight(line) for line in range(4)} == {36}


def test_a_title_sorts_up_and_then_down_and_shows_which(table: RecordTable[Person]) -> None:
    header = table.horizontalHeader()
    point = QPoint(header.sectionViewportPosition(0) + 10, 10)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
    assert names(table) == ["Anna", "Anna", "Berta", "Cora"]
    assert table.records.headerData(0, Qt.Orientation.Horizontal) == "Name ↑"
    table.sort_by("name")
    assert names(table) == ["Cora", "Berta", "Anna", "Anna"]
    assert table.records.headerData(0, Qt.Orientation.Horizontal) == "Name ↓"


def test_a_further_title_sorts_within_the_first_and_the_unknown_comes_last(table: RecordTable[Person]) -> None:
    table.sort_by("name")
    table.sort_by("sessions", further=True)
    assert numbers(table) == [4, 2, 3, 1]
    assert table.records.order == (SortBy("name"), SortBy("sessions"))
    table.sort_by("sessions")
    assert numbers(table) == [3, 1, 4, 2]
    table.sort_by("sessions")
    assert numbers(table) == [4, 1, 3, 2]


def test_a_column_that_cannot_be_sorted_leaves_the_order_alone(table: RecordTable[Person]) -> None:
    table.sort_by("state")
    assert table.records.order == ()


def test_what_is_marked_stays_marked_when_the_list_is_refreshed(table: RecordTable[Person]) -> None:
    table.go_to(3)
    table.show_rows([Person(9, "Zoe"), Person(3, "Berta, renamed"), Person(1, "Cora")])
    assert [person.number for person in table.marked()] == [3]
    current = table.current()
    assert current is not None
    assert current.name == "Berta, renamed"
    table.show_rows([Person(9, "Zoe")])
    assert table.marked() == ()
    assert table.current() is None


def test_enter_and_a_double_click_open_the_record(table: RecordTable[Person], qtbot: QtBot) -> None:
    table.go_to(3)
    with qtbot.waitSignal(table.opened) as heard:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert heard.args == [PEOPLE[2]]
    with qtbot.waitSignal(table.opened) as heard:
        table.doubleClicked.emit(table.records.index(0, 1))
    assert heard.args == [PEOPLE[0]]


def test_walking_with_the_arrows_tells_the_row_one_stands_on(table: RecordTable[Person], qtbot: QtBot) -> None:
    table.go_to(1)
    with qtbot.waitSignal(table.chosen) as heard:
        QTest.keyClick(table, Qt.Key.Key_Down)
    assert heard.args == [PEOPLE[1]]


def test_marked_rows_are_copied_for_a_spreadsheet(table: RecordTable[Person]) -> None:
    table.show_rows([Person(1, "Tab\there\nand there", 3), Person(2, "Anna")])
    table.selectAll()
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == (
        "Name\tSessions\tState\nTab here and there\t3\tActive\nAnna\t\tActive"
    )


def test_the_column_one_stands_in_can_be_sorted_by_key(table: RecordTable[Person]) -> None:
    table.setCurrentIndex(table.records.index(0, 0))
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(table, Qt.Key.Key_S, keys)
    assert names(table) == ["Anna", "Anna", "Berta", "Cora"]


def test_column_widths_are_remembered(seen: Show) -> None:
    store = Widths()
    first: RecordTable[Person] = RecordTable("people", COLUMNS, key=lambda p: p.number, widths=store)
    seen(first)
    assert store.kept == {}
    first.horizontalHeader().resizeSection(0, 234)
    assert store.kept == {"people": {"name": 234}}
    second: RecordTable[Person] = RecordTable("people", COLUMNS, key=lambda p: p.number, widths=store)
    second.resize(900, 300)
    seen(second)
    second.show_rows(PEOPLE)
    assert second.columnWidth(0) == 234


def test_columns_fill_the_table_and_fit_it_when_there_is_room(table: RecordTable[Person]) -> None:
    assert sum(table.columnWidth(column) for column in range(3)) == table.viewport().width()
    assert table.columnWidth(1) == 90


def test_long_words_give_way_before_a_table_has_to_scroll(seen: Show) -> None:
    columns: tuple[Column[Person], ...] = (
        Column("a", "A", lambda _p: "a rather long reason for the visit of today"),
        Column("b", "B", lambda _p: "14 Nov 2026", keep=True),
        Column("c", "C", lambda _p: ChipText("Prolonged"), keep=True),
    )
    made: RecordTable[Person] = RecordTable("t", columns, key=lambda p: p.number)
    made.resize(340, 200)
    seen(made)
    made.show_rows(PEOPLE)
    assert not made.horizontalScrollBar().isVisible()
    wide = made.itemDelegate().sizeHint(QStyleOptionViewItem(), made.records.index(0, 1)).width()
    assert made.columnWidth(1) >= wide


def test_a_session_with_two_passes_is_one_row_of_two_parts(seen: Show) -> None:
    columns: tuple[Column[tuple[str, ...]], ...] = (
        Column("laser", "Laser", lambda passes: passes),
        Column("note", "Note", lambda _passes: "Signed"),
    )
    made: RecordTable[tuple[str, ...]] = RecordTable("sessions", columns, key=lambda p: p)
    seen(made)
    made.show_rows([("1064", "532"), ("1064",)])
    assert [made.rowHeight(0), made.rowHeight(1)] == [60, 36]
    made.fit_height()
    assert made.height() >= 96 + made.horizontalHeader().height()
    assert not made.verticalScrollBar().isVisible()


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("plain", "plain"),
        (("1064", "532"), "1064 / 532"),
        (TwoLines("Mina Park", "P-10975"), "Mina Park, P-10975"),
        (TwoLines("Mina Park", ""), "Mina Park"),
        (Quiet("None"), "None"),
        (ChipText("Signed"), "Signed"),
        (None, ""),
    ],
)
def test_every_cell_can_be_read_out_and_painted(seen: Show, cell: Cell, text: str) -> None:
    assert cell_text(cell) == text
    column: Column[int] = Column("c", "C", lambda _row: cell, number=True)
    made: RecordTable[int] = RecordTable("t", (column,), key=lambda row: row)
    seen(made)
    made.show_rows([1])
    made.selectRow(0)
    picture = made.grab().toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(0, picture.width(), 2) for y in range(44, 70)}
    assert (len(colours) > 4) == bool(text)
    assert made.records.data(made.records.index(0, 0), Qt.ItemDataRole.AccessibleTextRole) == text


def test_a_hostile_name_cannot_freeze_or_format_a_table(seen: Show) -> None:
    made: RecordTable[Person] = RecordTable("t", COLUMNS, key=lambda p: p.number)
    seen(made)
    made.show_rows([Person(1, "<b>x</b>" + "W" * 1_000_000)])
    made.grab()
    tip = made.records.data(made.records.index(0, 0), Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith("<qt>&lt;b&gt;x")
    assert len(tip) < 2_000


class Source:
    """A list too long to hold, answered a page at a time."""

    def __init__(self, count: int) -> None:
        self.people = [Person(number, f"Name {number:06}") for number in range(count)]
        self.wishes: list[PageWish[Person]] = []

    def ask(self, wish: PageWish[Person]) -> None:
        self.wishes.append(wish)

    def page(self, wish: PageWish[Person]) -> list[Person]:
        first = 0 if wish.after is None else wish.after.number + 1
        return self.people[first : first + wish.size]


def test_a_long_list_is_asked_for_page_by_page(seen: Show) -> None:
    source = Source(600)
    made: RecordTable[Person] = RecordTable("t", COLUMNS, key=lambda p: p.number)
    seen(made)
    made.ask_pages(source.ask)
    assert [wish.after for wish in source.wishes] == [None]
    made.add_page(source.wishes[0], source.page(source.wishes[0]))
    assert made.records.rowCount() == PAGE
    while made.records.canFetchMore():
        made.records.fetchMore()
        made.add_page(source.wishes[-1], source.page(source.wishes[-1]))
    assert list(made.records.rows) == source.people
    assert len(source.wishes) == 3


def test_an_answer_to_an_older_wish_is_dropped(seen: Show) -> None:
    source = Source(10)
    made: RecordTable[Person] = RecordTable("t", COLUMNS, key=lambda p: p.number)
    seen(made)
    made.ask_pages(source.ask)
    made.sort_by("name")
    assert source.wishes[1].order == (SortBy("name"),)
    made.add_page(source.wishes[0], source.people[:5])
    assert made.records.rowCount() == 0
    made.add_page(source.wishes[1], source.people)
    assert made.records.rowCount() == 10
    assert not made.records.canFetchMore()

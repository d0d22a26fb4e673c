"""Placing by hand arithmetic: minutes on the wall clock, lanes, what is found between two minutes."""

from datetime import date

import pytest
from PySide6.QtCore import QPointF, QRect

from pico_tracker.domain.day_book import ColumnKind
from pico_tracker.ui.diary.book_layout import (
    BookLayout,
    Placed,
    Spot,
    lengthened_place,
    minute_in,
    moment_at,
    moved_place,
)
from pico_tracker.ui.diary.book_map import BookMap, shared_widths
from tests.ui.diary.books import BERLIN, MONDAY, a_book, a_column, a_visit, at

AUTUMN, SPRING = date(2026, 10, 25), date(2026, 3, 29)
"""The nights in which the clocks of Berlin go back and forward."""


def lanes(layout: BookLayout, column: int = 0) -> list[tuple[int, int, int, int]]:
    return [(one.visit.id, one.lane, one.lanes, one.span) for one in layout.in_column(column)]


def minutes(one: Placed | None) -> tuple[int, int, int, int]:
    assert one is not None
    return one.top, one.treated, one.leaves, one.bottom


def test_the_parts_of_a_visit_follow_each_other() -> None:
    visit = a_visit(1, "10:00", 45, numbing_minutes=30, clean_up_minutes=10, room_id=1)
    layout = BookLayout(a_book(a_column(1, visit)))
    assert minutes(layout.of(1)) == (600, 630, 675, 685)


def test_a_short_visit_is_high_enough_to_be_read() -> None:
    layout = BookLayout(a_book(a_column(1, a_visit(1, "10:00", 5))))
    assert minutes(layout.of(1)) == (600, 600, 605, 620)


def test_visits_one_after_the_other_share_no_time_and_have_the_whole_width() -> None:
    layout = BookLayout(a_book(a_column(1, a_visit(1, "10:00"), a_visit(2, "11:00"))))
    assert lanes(layout) == [(1, 0, 1, 1), (2, 0, 1, 1)]


def test_visits_that_overlap_stand_side_by_side_and_use_lanes_that_are_free() -> None:
    column = a_column(1, a_visit(1, "10:00", 120), a_visit(2, "10:30", 30), a_visit(3, "10:45", 30))
    layout = BookLayout(a_book(a_column(1, *column.visits, a_visit(4, "11:15", 45), a_visit(5, "13:00"))))
    assert lanes(layout) == [(1, 0, 3, 1), (2, 1, 3, 1), (3, 2, 3, 1), (4, 1, 3, 2), (5, 0, 1, 1)]


def test_clean_up_holds_a_room_but_gives_way_to_the_next_visit_of_a_person() -> None:
    visits = (
        a_visit(1, "10:00", 60, clean_up_minutes=15, room_id=1),
        a_visit(2, "11:05", 30, clean_up_minutes=10, room_id=1),
    )
    person = BookLayout(a_book(a_column(1, *visits)))
    assert lanes(person) == [(1, 0, 1, 1), (2, 0, 1, 1)]
    assert minutes(person.of(1)) == (600, 600, 660, 665)
    assert minutes(person.of(2)) == (665, 665, 695, 705)
    room = BookLayout(a_book(a_column(1, *visits), kind=ColumnKind.ROOM))
    assert lanes(room) == [(1, 0, 2, 1), (2, 1, 2, 1)]
    assert minutes(room.of(1)) == (600, 600, 660, 675)


def test_a_visit_outside_the_hours_makes_the_day_longer() -> None:
    assert (BookLayout(a_book(a_column(1))).first, BookLayout(a_book(a_column(1))).last) == (9, 18)
    longer = BookLayout(a_book(a_column(1, a_visit(1, "07:45"), a_visit(2, "18:30", 45))))
    assert (longer.first, longer.last) == (7, 20)


def test_a_visit_over_midnight_ends_with_its_day() -> None:
    layout = BookLayout(a_book(a_column(1, a_visit(1, "23:30", 90))))
    assert minutes(layout.of(1)) == (1410, 1410, 1440, 1440)
    assert layout.last == 24


def test_a_visit_over_a_change_of_the_clock_stands_by_the_wall_clock() -> None:
    back = BookLayout(a_book(a_column(1, a_visit(1, "01:30", 180, day=AUTUMN), day=AUTUMN)))
    assert minutes(back.of(1)) == (90, 90, 210, 210), "three hours of time, two on the clock"
    ahead = BookLayout(a_book(a_column(1, a_visit(1, "01:30", 60, day=SPRING), day=SPRING)))
    assert minutes(ahead.of(1)) == (90, 90, 210, 210), "one hour of time, two on the clock"


def test_a_minute_that_the_clocks_leave_out_comes_later() -> None:
    assert moment_at(SPRING, 150, BERLIN).isoformat() == "2026-03-29T03:30:00+02:00"
    assert moment_at(MONDAY, 615, BERLIN) == at("10:15")
    assert minute_in(MONDAY, at("10:15")) == 615


def test_only_what_stands_between_two_minutes_is_found() -> None:
    column = a_column(1, a_visit(1, "09:00"), a_visit(2, "10:00"), a_visit(3, "14:00", 120))
    layout = BookLayout(a_book(column, a_column(2, a_visit(4, "10:00"))))
    assert [one.visit.id for one in layout.within((0,), 601, 659)] == [2]
    assert [one.visit.id for one in layout.within((0,), 900, 905)] == [3]
    assert [one.visit.id for one in layout.within((0, 1), 601, 850)] == [2, 3, 4]


def test_a_moved_visit_takes_the_key_and_the_day_of_its_column_and_stays_within_the_day() -> None:
    tuesday = date(2026, 11, 24)
    layout = BookLayout(a_book(a_column(1, a_visit(1, "10:00")), a_column(2, day=tuesday)))
    standing = layout.of(1)
    assert standing is not None
    place = moved_place(layout, standing.visit, Spot(1, 700))
    assert (place.starts_at, place.practitioner_id, place.room_id) == (at("11:40", tuesday), 2, None)
    assert moved_place(layout, standing.visit, Spot(0, 1435)).starts_at == at("23:00")
    assert moved_place(layout, standing.visit, Spot(0, -30)).starts_at == at("00:00")


@pytest.mark.parametrize(
    ("kind", "held"),
    [
        (ColumnKind.PRACTITIONER, (7, None, None)),
        (ColumnKind.ROOM, (1, 7, None)),
        (ColumnKind.DEVICE, (1, None, 7)),
    ],
)
def test_a_move_changes_what_the_columns_stand_for(
    kind: ColumnKind, held: tuple[int | None, int | None, int | None]
) -> None:
    layout = BookLayout(a_book(a_column(7), kind=kind))
    place = moved_place(layout, a_visit(1, "10:00"), Spot(0, 600))
    assert (place.practitioner_id, place.room_id, place.device_id) == held


def test_a_length_stays_within_what_a_visit_may_take() -> None:
    place = a_visit(1, "10:00").place
    assert [lengthened_place(place, length).minutes for length in (-20, 45, 700)] == [5, 45, 480]


def test_moving_one_visit_places_only_the_columns_that_it_leaves_and_enters() -> None:
    book = a_book(a_column(1, a_visit(1, "10:00")), a_column(2), a_column(3, a_visit(3, "10:00")))
    layout = BookLayout(book)
    visit = a_visit(1, "10:00")
    moved = layout.with_moved(visit, moved_place(layout, visit, Spot(1, 660)), 1)
    assert moved.in_column(2) is layout.in_column(2)
    assert moved.in_column(0) == ()
    assert [(one.visit.id, one.top) for one in moved.in_column(1)] == [(1, 660)]


def test_px_and_minutes_agree() -> None:
    layout = BookLayout(a_book(a_column(1, a_visit(1, "10:00", 30)), a_column(2)))
    there = BookMap(layout, 600)
    assert there.top_of(600) == 12 + 64, "an hour is 64 px, 12 px over the first"
    assert there.minute_at(there.top_of(737)) == pytest.approx(737)
    assert there.column_box(1) == (300, 300)
    assert (there.column_at(299), there.column_at(301), there.column_at(-5), there.column_at(900)) == (0, 1, 0, 1)
    standing = layout.of(1)
    assert standing is not None
    box = there.box_of(standing)
    assert (box.left(), box.top(), box.width(), box.height()) == (6, 77, 288, 30)
    assert there.visit_at(QPointF(100, 90)) == standing
    assert there.visit_at(QPointF(100, 120)) is None
    assert there.visit_at(QPointF(400, 90)) is None
    assert there.seen(QRect(0, 0, 250, 200)) == [standing]
    assert there.seen(QRect(310, 0, 100, 200)) == []


@pytest.mark.parametrize(
    ("least", "width", "shared"),
    [
        ([132, 204], 600, [300, 300]),
        ([132, 400, 132], 600, [132, 400, 132]),
        ([132, 300, 132], 600, [150, 300, 150]),
        ([132, 132], 100, [132, 132]),
        ([], 600, []),
    ],
)
def test_columns_share_a_width_evenly_unless_one_needs_more(
    least: list[float], width: float, shared: list[float]
) -> None:
    assert shared_widths(least, width) == shared


def test_columns_keep_a_width_that_can_be_read() -> None:
    crowded = a_column(1, *(a_visit(number, "10:00") for number in range(1, 4)))
    there = BookMap(BookLayout(a_book(crowded, a_column(2))), 100)
    assert there.column_box(0) == (0, 3 * 96 + 12)
    assert there.column_box(1) == (300, 132)
    assert there.least_width == 432

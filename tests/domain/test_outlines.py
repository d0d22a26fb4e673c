"""Outlines as geometry: inside and outside, shares, and lines drawn by hand."""

from math import cos, pi, sin

from hypothesis import given
from hypothesis import strategies as st

from pico_tracker.domain.outlines import CORNERS_MOST, box_of, from_drawing, holds, middle, points_in, share_inside
from pico_tracker.domain.treated_areas import MAP_SIDE, check_outline

SQUARE = ((100, 100), (200, 100), (200, 200), (100, 200))


def circle(points: int, radius: float = 0.2) -> list[tuple[float, float]]:
    turns = [2 * pi * at / points for at in range(points)]
    return [(0.5 + radius * cos(turn), 0.5 + radius * sin(turn)) for turn in turns]


def test_a_point_is_inside_or_outside() -> None:
    assert holds(SQUARE, (150, 150))
    assert not any(holds(SQUARE, point) for point in ((50, 150), (250, 150), (150, 50), (150, 250)))


def test_the_notch_of_an_outline_is_outside_it() -> None:
    notched = ((0, 0), (300, 0), (300, 300), (200, 300), (200, 100), (100, 100), (100, 300), (0, 300))
    assert not holds(notched, (150, 200))
    assert holds(notched, (50, 200))


def test_the_middle_is_that_of_the_box_around() -> None:
    assert middle(SQUARE) == (150, 150)
    assert box_of(SQUARE) == (100, 100, 200, 200)


def test_how_much_of_one_outline_lies_in_another() -> None:
    left_half = ((100, 100), (150, 100), (150, 200), (100, 200))
    assert share_inside(points_in(left_half), SQUARE) == 1
    assert share_inside(points_in(SQUARE), left_half) == 0.5
    assert share_inside(points_in(SQUARE), ((500, 500), (600, 500), (600, 600))) == 0


def test_a_sliver_between_the_points_counts_by_its_middle() -> None:
    sliver = ((100, 100), (101, 101), (102, 102))
    assert share_inside(points_in(sliver), ((90, 90), (110, 90), (110, 110), (90, 110))) == 1


def test_a_square_drawn_with_many_points_keeps_its_four_corners() -> None:
    side = [at / 100 for at in range(10, 21)]
    drawn = [
        *((x, 0.1) for x in side),
        *((0.2, y) for y in side),
        *((x, 0.2) for x in reversed(side)),
        *((0.1, y) for y in reversed(side)),
    ]
    assert set(from_drawing(drawn)) == set(SQUARE)


def test_a_wild_line_keeps_a_bounded_number_of_corners() -> None:
    star = [
        (0.5 + size * cos(at * pi / 100), 0.5 + size * sin(at * pi / 100))
        for at in range(200)
        for size in (0.2 + 0.2 * (at % 2),)
    ]
    outline = from_drawing(star)
    assert 3 <= len(outline) <= CORNERS_MOST
    assert check_outline(outline) == ()


def test_a_circle_stays_round() -> None:
    outline = from_drawing(circle(400))
    assert 12 <= len(outline) <= CORNERS_MOST
    assert box_of(outline) == (300, 300, 700, 700)


def test_a_click_a_dot_and_a_straight_line_are_no_outline() -> None:
    assert from_drawing([]) == ()
    assert from_drawing([(0.5, 0.5)] * 9) == ()
    assert from_drawing(circle(60, radius=0.002)) == ()
    assert from_drawing([(0.1, 0.1), (0.2, 0.2), (0.3, 0.3), (0.4, 0.4)]) == ()


@given(st.lists(st.tuples(st.floats(-0.5, 1.5), st.floats(-0.5, 1.5)), max_size=80))
def test_whatever_is_drawn_stays_on_the_map(points: list[tuple[float, float]]) -> None:
    outline = from_drawing(points)
    assert outline == () or check_outline(outline) == ()
    assert all(0 <= side <= MAP_SIDE for corner in outline for side in corner)

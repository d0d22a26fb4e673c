"""Signatures: what counts as one, how it is kept, and the line it prints as."""

import json
from datetime import date, timedelta

import pytest

from pico_tracker.domain.signatures import (
    HIGH,
    POINTS_LIMIT,
    STROKES_LIMIT,
    Signature,
    check_signature,
    curves_of,
    point_at,
    read_strokes,
    write_strokes,
)

TODAY = date(2026, 11, 22)
SIGNED = Signature((((100, 100), (400, 100), (400, 140)), ((500, 120), (530, 80))))


def refusals(signature: Signature, on: date = TODAY) -> list[str]:
    return [str(one.sentence) for one in check_signature(signature, on, TODAY)]


def test_what_was_drawn_is_measured_along_its_strokes_and_not_between_them() -> None:
    assert (SIGNED.points, SIGNED.length, SIGNED.reach) == (5, 390.0, 430)
    assert (Signature().points, Signature().length, Signature().reach) == (0, 0.0, 0)


def test_a_signature_of_today_is_taken() -> None:
    assert refusals(SIGNED) == []


def test_an_empty_field_is_no_signature() -> None:
    assert refusals(Signature()) == ["Sign in the field, or choose that it is signed on paper."]


@pytest.mark.parametrize(
    "strokes",
    [
        (((500, 200),),),
        (((500, 200), (649, 200)),),
        tuple(((500, 200), (510, 200), (500, 200)) for _ in range(20)),
    ],
    ids=["click", "149 thousandths", "trembling in one place"],
)
def test_a_click_is_no_signature(strokes: tuple[tuple[tuple[int, int], ...], ...]) -> None:
    assert refusals(Signature(strokes)) == ["This is too small for a signature. Clear the field and sign larger."]


def test_the_shortest_signature_is_150_thousandths_long() -> None:
    assert refusals(Signature((((500, 200), (650, 200)),))) == []


def test_a_scribble_without_end_is_no_signature() -> None:
    dots = Signature(tuple(((one, 1),) for one in range(STROKES_LIMIT + 1)))
    line = Signature((tuple((one % 1000, 1) for one in range(POINTS_LIMIT + 1)),))
    for one in (dots, line):
        assert refusals(one) == ["This is more than a signature. Clear the field and sign again."]


@pytest.mark.parametrize("days", [-1, 1])
def test_what_is_drawn_now_is_not_of_another_day(days: int) -> None:
    said = "What is signed on the screen is signed today. For another day choose on paper."
    assert refusals(SIGNED, TODAY + timedelta(days=days)) == [said]


def test_strokes_are_kept_as_short_json_and_read_back() -> None:
    kept = write_strokes(SIGNED)
    assert kept == "[[[100,100],[400,100],[400,140]],[[500,120],[530,80]]]"
    assert read_strokes(kept) == SIGNED


def test_the_longest_signature_fits_into_its_column() -> None:
    rest = POINTS_LIMIT - (STROKES_LIMIT - 1)
    strokes = (*(((1000, HIGH),),) * (STROKES_LIMIT - 1), ((1000, HIGH),) * rest)
    kept = write_strokes(Signature(strokes))
    assert len(kept) < 200_000
    assert read_strokes(kept).points == POINTS_LIMIT


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "7",
        "[7]",
        "[[7]]",
        "[[]]",
        "[[[1,2,3]]]",
        "[[[1,true]]]",
        "[[[1,2.5]]]",
        "[[[1,NaN]]]",
        "[[[Infinity,1]]]",
        "[[[-1,1]]]",
        "[[[1001,1]]]",
        "[[[1,361]]]",
        "[" * 100_000,
        json.dumps([[[1, 1]]] * (STROKES_LIMIT + 1)),
        json.dumps([[[1, 1]] * (POINTS_LIMIT + 1)]),
    ],
    ids=lambda text: text[:14],
)
def test_a_text_that_is_no_signature_is_told(text: str) -> None:
    with pytest.raises(ValueError):
        read_strokes(text)


def test_a_pen_beyond_the_field_draws_along_its_edge() -> None:
    assert point_at(0.25, 0.1) == (250, 100)
    assert point_at(-0.2, 7.0) == (0, 360)
    assert point_at(1.5, -1.0) == (1000, 0)


def test_a_dot_is_a_curve_without_length() -> None:
    assert curves_of(((5, 7),)) == (((5, 7), (5, 7), (5, 7), (5, 7)),)


def test_a_line_of_two_points_is_straight() -> None:
    one, other = curves_of(((0, 0), (60, 0)))
    assert one == ((0, 0), (0, 0), (10, 0), (30, 0))
    assert other == ((30, 0), (50, 0), (60, 0), (60, 0))


def test_a_corner_is_rounded_between_the_middles_of_its_sides() -> None:
    straight, bend, last = curves_of(((0, 0), (60, 0), (60, 60)))
    assert straight[3] == bend[0] == (30, 0)
    assert bend[1:3] == ((50, 0), (60, 10))
    assert bend[3] == last[0] == (60, 30)
    assert last[3] == (60, 60)

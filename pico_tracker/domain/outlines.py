"""Outlines as geometry: what lies inside one, and a line drawn by hand made into a few corners."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import hypot

from pico_tracker.domain.treated_areas import CORNERS_LEAST, MAP_SIDE, Outline

Corner = tuple[int, int]
CORNERS_MOST = 60
"""A line drawn by hand keeps no more corners than this."""
_NEAR = 2.0
"""A corner nearer to the line than this, in thousandths of the map, says nothing new."""
_ROWS = 12
"""So many rows and columns of points tell how much of one outline lies in another."""
SMALLEST_SIDE = 6
"""An outline narrower and lower than this, in thousandths of the map, was a click and no line."""


def holds(outline: Outline, point: Corner) -> bool:
    """Whether a point lies inside a closed line (even-odd)."""
    across, down = point
    inside = False
    for (x1, y1), (x2, y2) in _sides(outline):
        if (y1 > down) != (y2 > down) and across < x1 + (down - y1) * (x2 - x1) / (y2 - y1):
            inside = not inside
    return inside


def middle(outline: Outline) -> Corner:
    """The middle of the box around an outline."""
    left, top, right, bottom = box_of(outline)
    return (left + right) // 2, (top + bottom) // 2


def box_of(outline: Outline) -> tuple[int, int, int, int]:
    """The box around an outline: left, top, right, bottom."""
    xs, ys = [x for x, _ in outline], [y for _, y in outline]
    return min(xs), min(ys), max(xs), max(ys)


def points_in(outline: Outline) -> tuple[Corner, ...]:
    """Points spread evenly inside an outline; its middle where it is too thin for one."""
    return tuple(point for point in _points_of(outline) if holds(outline, point)) or (middle(outline),)


def share_inside(points: Sequence[Corner], other: Outline) -> float:
    """How many of the points of an outline (`points_in`) lie inside another, from 0 to 1."""
    left, top, right, bottom = box_of(other)
    near = [(x, y) for x, y in points if left <= x <= right and top <= y <= bottom]
    return sum(holds(other, point) for point in near) / len(points)


def from_drawing(points: Sequence[tuple[float, float]]) -> Outline:
    """A line drawn by hand, in parts of the map from 0 to 1, as a closed outline of a few corners.

    Empty where it was a click or a dot rather than a line around something.
    """
    corners = tuple(dict.fromkeys((_on_map(across), _on_map(down)) for across, down in points))
    if len(corners) < CORNERS_LEAST or _is_dot(corners):
        return ()
    near, kept = _NEAR, corners
    while len(kept := _simpler_ring(corners, near)) > CORNERS_MOST:
        near *= 1.5
    return kept if len(kept) >= CORNERS_LEAST else ()


def _on_map(part: float) -> int:
    return min(MAP_SIDE, max(0, round(part * MAP_SIDE)))


def _is_dot(corners: Outline) -> bool:
    left, top, right, bottom = box_of(corners)
    return right - left < SMALLEST_SIDE and bottom - top < SMALLEST_SIDE


def _sides(outline: Outline) -> Iterator[tuple[Corner, Corner]]:
    yield from pairwise((*outline, outline[0]))


def _points_of(outline: Outline) -> Iterator[Corner]:
    """Points spread over the box around an outline."""
    left, top, right, bottom = box_of(outline)
    for row in range(_ROWS):
        for column in range(_ROWS):
            yield (
                left + (right - left) * (2 * column + 1) // (2 * _ROWS),
                top + (bottom - top) * (2 * row + 1) // (2 * _ROWS),
            )


def _simpler_ring(corners: Outline, near: float) -> Outline:
    """A closed line without the corners that lie on it: cut in two at the corner farthest from the first."""
    first = corners[0]
    cut = max(range(len(corners)), key=lambda at: hypot(corners[at][0] - first[0], corners[at][1] - first[1]))
    there, back = corners[: cut + 1], (*corners[cut:], first)
    return (*_simpler(there, near)[:-1], *_simpler(back, near)[:-1])


def _simpler(line: Outline, near: float) -> Outline:
    """A line without the corners nearer than `near` to it (Douglas and Peucker, 1973)."""
    keep, open_ = {0, len(line) - 1}, [(0, len(line) - 1)]
    while open_:
        start, end = open_.pop()
        away = {at: _away(line[at], line[start], line[end]) for at in range(start + 1, end)}
        farthest = max(away, key=lambda at: away[at], default=start)
        if away and away[farthest] > near:
            keep.add(farthest)
            open_ += [(start, farthest), (farthest, end)]
    return tuple(line[at] for at in sorted(keep))


def _away(corner: Corner, start: Corner, end: Corner) -> float:
    """How far a corner is from the straight line between two others, which are never the same."""
    wide, high = end[0] - start[0], end[1] - start[1]
    return abs(wide * (start[1] - corner[1]) - high * (start[0] - corner[0])) / hypot(wide, high)

"""A signature drawn on the screen: its strokes, how they are kept, and the curves they print as."""

import json
import math
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.words import mark, sentence

SIDE = 1000
"""The field's width; its height is `HIGH` of the same thousandths."""
HIGH = 360
STROKES_LIMIT = 300
POINTS_LIMIT = 12_000
"""Of all strokes together: written as JSON, so many take less than 200,000 characters."""
LEAST_LENGTH = 150
"""Thousandths of the field's width that a pen travels in the shortest signature; a click travels none."""
LEAST_REACH = 50
"""Thousandths from one end of it to the other; a pen held in one place trembles less."""

Point = tuple[int, int]
"""Thousandths of the field's width from its left and from its top."""
Stroke = tuple[Point, ...]
"""From where the pen was put down to where it was lifted."""
Place = tuple[float, float]
Curve = tuple[Place, Place, Place, Place]
"""A cubic Bézier curve: start, two control points, end."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What was drawn; no strokes: nothing yet."""

    strokes: tuple[Stroke, ...] = ()

    @property
    def points(self) -> int:
        """Points of all strokes together."""
        return sum(map(len, self.strokes))

    @property
    def length(self) -> float:
        """How far the pen travelled on the paper, in thousandths of the field's width."""
        pairs = ((one, other) for stroke in self.strokes for one, other in pairwise(stroke))
        return math.fsum(math.dist(one, other) for one, other in pairs)

    @property
    def reach(self) -> int:
        """The longer side of the box around it, in thousandths of the field's width."""
        points = [point for stroke in self.strokes for point in stroke]
        return max((max(side) - min(side) for side in zip(*points, strict=True)), default=0)


def point_at(across: float, down: float) -> Point:
    """A place in parts of the field's width as a kept point; what lies outside is drawn to its edge."""
    return _within(across, SIDE), _within(down, HIGH)


def _within(part: float, most: int) -> int:
    return min(most, max(0, round(part * SIDE)))


def check_signature(signature: Signature, on: date, today: date) -> Findings:
    """All that keeps what was drawn from being a signature of that day."""
    if not signature.strokes:
        said = sentence(mark("Sign in the field, or choose that it is signed on paper."))
    elif len(signature.strokes) > STROKES_LIMIT or signature.points > POINTS_LIMIT:
        said = sentence(mark("This is more than a signature. Clear the field and sign again."))
    elif signature.length < LEAST_LENGTH or signature.reach < LEAST_REACH:
        said = sentence(mark("This is too small for a signature. Clear the field and sign larger."))
    elif on != today:
        said = sentence(mark("What is signed on the screen is signed today. For another day choose on paper."))
    else:
        return ()
    return (Finding("signature", said, Level.STOP, "consent.signature"),)


def write_strokes(signature: Signature) -> str:
    """The strokes as JSON: `[[[x,y],[x,y]],[[x,y]]]`."""
    return json.dumps(signature.strokes, separators=(",", ":"))


def read_strokes(text: str) -> Signature:
    """What `write_strokes` wrote; raises `ValueError` where a text is nothing of that kind."""
    try:
        listed: Any = json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply for strokes") from error
    signature = Signature(tuple(tuple(_point(one) for one in _listed(stroke)) for stroke in _listed(listed)))
    if len(signature.strokes) > STROKES_LIMIT or signature.points > POINTS_LIMIT:
        raise ValueError("more than a signature")
    if not all(signature.strokes):
        raise ValueError("a stroke without a point")
    return signature


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError("a list is missing")
    return value


def _point(value: Any) -> Point:
    pair = _listed(value)
    if len(pair) != 2 or not all(type(one) is int for one in pair):
        raise ValueError("a point is two whole numbers")
    across, down = pair
    if not (0 <= across <= SIDE and 0 <= down <= HIGH):
        raise ValueError("a point lies outside the field")
    return across, down


def curves_of(stroke: Stroke) -> tuple[Curve, ...]:
    """A stroke as one smooth line: it begins and ends where the pen did and bends at each point between.

    From the middle between two points to the middle between the next two runs a parabola whose
    control point is the point they share, so that the line has no corner.
    """
    middles = [_middle(one, other) for one, other in pairwise(stroke)]
    places: list[Place] = [stroke[0], *middles, stroke[-1]]
    bends: list[Place] = [stroke[0], *stroke[1:-1], stroke[-1]]
    return tuple(_curve(start, bend, end) for start, bend, end in zip(places, bends, places[1:], strict=False))


def _middle(one: Place, other: Place) -> Place:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def _curve(start: Place, bend: Place, end: Place) -> Curve:
    """The parabola from `start` to `end` with its control point `bend`, as a cubic."""
    return start, _third(start, bend), _third(end, bend), end


def _third(from_: Place, to: Place) -> Place:
    """Two thirds of the way."""
    return from_[0] + (to[0] - from_[0]) * 2 / 3, from_[1] + (to[1] - from_[1]) * 2 / 3

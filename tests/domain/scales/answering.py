"""Answers for tests of scales: by the items' order, so that a worked example stays one line."""

from collections.abc import Sequence
from decimal import Decimal

from pico_tracker.domain.scales.shape import Result, Scale, check_answers


def answers(scale: Scale, *given: object) -> dict[str, str]:
    """Answers to the first items of a scale, in their order; None leaves one out."""
    pairs = zip(scale.items, given, strict=False)
    return {item.key: str(value) for item, value in pairs if value is not None}


def scored(scale: Scale, *given: object) -> Result:
    """The result of answers that have no fault."""
    answered = answers(scale, *given)
    assert check_answers(scale, answered) == ()
    return scale.score(answered)


def score(scale: Scale, *given: object) -> Decimal:
    """The score of answers that have no fault."""
    found = scored(scale, *given).score
    assert found is not None
    return found


def faults(scale: Scale, answered: dict[str, str]) -> dict[str, str]:
    """What is said about each faulty item."""
    return {one.field.removeprefix("answers."): str(one.sentence) for one in check_answers(scale, answered)}


def said(result: Result) -> list[str]:
    """The phrases in English."""
    return [str(one) for one in result.said]


def flat(rows: Sequence[Sequence[int]]) -> list[int]:
    """The numbers of several rows in reading order."""
    return [number for row in rows for number in row]

"""Stretches of time as values: joined, cut out of each other, laid over each other.

A span is a pair of moments with a time zone, the end not included. Moments are compared in UTC: two
moments of one zone compare by their clocks, which is wrong on the night a clock is put back.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

Span = tuple[datetime, datetime]
"""From a moment until another one, not included."""
Spans = tuple[Span, ...]


def in_utc(span: Span) -> Span:
    """The same stretch in UTC, as the functions here take it."""
    return span[0].astimezone(UTC), span[1].astimezone(UTC)


def join_spans(spans: Iterable[Span]) -> Spans:
    """Every moment of any of them, in order; those that touch become one, empty ones go."""
    found: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def cut_spans(spans: Iterable[Span], cuts: Iterable[Span]) -> Spans:
    """What of the spans lies in none of the cuts."""
    left = list(join_spans(spans))
    if not left:
        return ()
    hull = left[0][0], left[-1][1]
    for start, end in join_spans(cut for cut in cuts if overlap(cut, hull)):
        left = [part for one in left for part in ((one[0], min(one[1], start)), (max(one[0], end), one[1]))]
        left = [part for part in left if part[0] < part[1]]
    return tuple(left)


def common_spans(one: Iterable[Span], other: Iterable[Span]) -> Spans:
    """What lies in both."""
    others = join_spans(other)
    laid = ((max(a, c), min(b, d)) for a, b in join_spans(one) for c, d in others)
    return join_spans(laid)


def holds_span(spans: Iterable[Span], span: Span) -> bool:
    """Whether a stretch lies in one of them from end to end."""
    return any(start <= span[0] and span[1] <= end for start, end in join_spans(spans))


def overlap(one: Span, other: Span) -> bool:
    """Whether two stretches share a moment."""
    return one[0] < other[1] and other[0] < one[1]

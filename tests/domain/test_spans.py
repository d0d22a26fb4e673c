"""Stretches of time, on a morning of plain UTC."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from pico_tracker.domain.spans import (
    Span,
    common_spans,
    cut_spans,
    holds_span,
    in_utc,
    join_spans,
    overlap,
)


def span(start: int, end: int) -> Span:
    """From one full hour of a day to another."""
    return datetime(2026, 11, 23, start, tzinfo=UTC), datetime(2026, 11, 23, end, tzinfo=UTC)


def test_spans_that_touch_become_one_and_empty_ones_go() -> None:
    assert join_spans([span(10, 12), span(8, 9), span(9, 10), span(14, 14), span(15, 13), span(9, 11)]) == (
        span(8, 12),
    )


def test_a_cut_leaves_what_is_before_and_after_it() -> None:
    assert cut_spans([span(8, 12), span(13, 18)], [span(9, 10), span(11, 14)]) == (
        span(8, 9),
        span(10, 11),
        span(14, 18),
    )


def test_what_two_lists_share_is_in_order() -> None:
    assert common_spans([span(13, 18), span(8, 12)], [span(11, 14), span(17, 19)]) == (
        span(11, 12),
        span(13, 14),
        span(17, 18),
    )


def test_a_stretch_lies_in_spans_only_from_end_to_end() -> None:
    assert holds_span([span(8, 10), span(10, 12)], span(9, 12))
    assert not holds_span([span(8, 10), span(11, 12)], span(9, 12))


def test_stretches_that_only_touch_share_no_moment() -> None:
    assert overlap(span(8, 10), span(9, 11))
    assert not overlap(span(8, 10), span(10, 11))


def test_the_two_hours_that_look_the_same_are_two_in_utc() -> None:
    zone = ZoneInfo("Europe/London")
    first = datetime(2026, 10, 25, 1, 30, tzinfo=zone)
    start, end = in_utc((first, first.replace(fold=1)))
    assert (start.hour, start.minute, end.hour, end.minute) == (0, 30, 1, 30)

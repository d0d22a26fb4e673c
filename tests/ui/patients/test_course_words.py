from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from pico_tracker.domain.courses import Course, CourseEntry, CourseState
from pico_tracker.domain.intervals import Interval, Window
from pico_tracker.domain.laser import Spot, SpotShape
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import said
from pico_tracker.ui.patients.course_words import (
    aligned_number,
    card_of,
    short_number,
    short_span,
    spot_size,
    window_chip,
)
from pico_tracker.ui.patients.timeline_items import timeline_items

TODAY = date(2026, 11, 22)
WINDOW = Window(date(2026, 11, 10), date(2026, 11, 24), date(2027, 1, 5))


def course(**changes: Any) -> Course:
    entry = CourseEntry(
        entry_id=uuid4(),
        patient_id=1,
        concern_id=1,
        area="right forearm",
        sessions_from=8,
        sessions_to=16,
        interval=Interval(6, 8, 16),
        opened_on=date(2026, 6, 28),
    )
    values: dict[str, Any] = {"state": CourseState.ACTIVE, "sessions_done": 4, "window": WINDOW} | changes
    return Course(id=3, version=1, entry=entry, concern_key="tattoo", concern_name="Tattoo", **values)


def progress(of: Course) -> CourseProgress:
    return CourseProgress(course=of, sessions=(), side_effects=(), readings=())


@pytest.mark.parametrize(
    ("today", "word", "tone"),
    [
        (date(2026, 11, 9), "Too early until 10 Nov 2026", Tone.NEUTRAL),
        (date(2026, 11, 10), "Due now", Tone.OK),
        (date(2026, 11, 24), "Due now", Tone.OK),
        (date(2026, 11, 25), "1 d late", Tone.WARN),
        (date(2027, 1, 5), "42 d late", Tone.WARN),
        (date(2027, 1, 6), "Overdue, 43 d late", Tone.DANGER),
    ],
)
def test_a_window_is_a_word_with_a_colour(today: date, word: str, tone: Tone) -> None:
    chip = window_chip(WINDOW, None, today)
    assert chip is not None
    assert (chip.text, chip.tone) == (word, tone)


def test_maintenance_to_come_is_planned_and_past_is_late() -> None:
    assert window_chip(None, None, TODAY) is None
    planned, late = window_chip(None, TODAY, TODAY), window_chip(None, TODAY - timedelta(days=3), TODAY)
    assert planned is not None
    assert late is not None
    assert (planned.text, late.text) == ("Maintenance planned", "Maintenance 3 d late")


def test_a_card_says_what_comes_next() -> None:
    card = card_of(progress(course()), TODAY)
    assert card.title == "Tattoo, right forearm"
    assert card.counted == "4 done, about 8 to 16 expected"
    assert card.lines == ("Next: 10 to 24 Nov 2026",)
    assert card.due is not None
    assert card.due.text == "Due now"


def test_a_paused_course_is_not_called_due() -> None:
    card = card_of(progress(course(state=CourseState.PAUSED)), TODAY)
    assert card.due is None
    assert card.lines == ()


def test_maintenance_is_numbered_apart_on_the_card() -> None:
    kept_up = course(
        state=CourseState.MAINTENANCE, maintenance_done=3, maintenance_due_on=date(2027, 2, 14), sessions_done=5
    )
    card = card_of(progress(kept_up), TODAY)
    assert card.counted == "5 done, then M1–M3"
    assert card.lines == ("M4 due 14 Feb 2027",)


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2027, 1, 3), date(2027, 1, 17), "3 to 17 Jan 2027"),
        (date(2027, 1, 30), date(2027, 2, 6), "30 Jan to 6 Feb 2027"),
        (date(2026, 12, 28), date(2027, 1, 4), "28 Dec 2026 to 4 Jan 2027"),
        (date(2027, 1, 5), date(2027, 1, 5), "5 Jan 2027"),
    ],
)
def test_a_span_of_days_is_said_as_briefly_as_can_be(first: date, last: date, text: str) -> None:
    assert short_span(first, last) == text


@pytest.mark.parametrize(
    ("number", "text"), [("3.0", "3"), ("2.50", "2.5"), ("10", "10"), ("0.05", "0.05"), ("100.00", "100")]
)
def test_numbers_drop_zeros_that_say_nothing(number: str, text: str) -> None:
    assert short_number(Decimal(number)) == text


@pytest.mark.parametrize(("number", "text"), [("4", "4.0"), ("3.60", "3.6"), ("1.25", "1.25"), ("10", "10.0")])
def test_numbers_in_a_column_have_one_decimal_at_least(number: str, text: str) -> None:
    assert aligned_number(Decimal(number)) == text


def test_spots_say_both_sides_unless_round() -> None:
    assert spot_size(Spot(SpotShape.ROUND, Decimal(3))) == "3.0"
    assert spot_size(Spot(SpotShape.SQUARE, Decimal(6))) == "6 × 6"
    assert spot_size(Spot(SpotShape.RECTANGULAR, Decimal("2.5"), Decimal(4))) == "2.5 × 4"


def test_a_closed_course_has_nothing_next_on_its_timeline() -> None:
    assert timeline_items(progress(course(state=CourseState.COMPLETED)), TODAY) == ()
    (item,) = timeline_items(progress(course()), TODAY)
    assert said(item.said) == "5: 10 to 24 Nov 2026"

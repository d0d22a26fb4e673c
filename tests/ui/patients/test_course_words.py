from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from pico_tracker.domain.courses import Course, CourseEntry, CourseState
from pico_tracker.domain.diary import Place, Visit, VisitKind, VisitState
from pico_tracker.domain.intervals import Interval, Window
from pico_tracker.domain.laser import Spot, SpotShape
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.words import Sentence
from pico_tracker.services.courses import CourseSummary
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import said
from pico_tracker.ui.patients.agreement_card import state_lines
from pico_tracker.ui.patients.course_words import (
    CardText,
    aligned_number,
    card_of,
    card_of_summary,
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
        (date(2027, 1, 6), "Lost to follow-up, 43 d late", Tone.DANGER),
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


# Dates with their reasons

WHY = Sentence(
    "{kind} healed {date}: {weeks} weeks from then at the earliest.",
    {
        "kind": "Blister",
        "date": date(2026, 10, 3),
        "weeks": 6,
    },
)


def visit(on: date, kind: VisitKind = VisitKind.SESSION) -> Visit:
    starts_at = datetime.combine(on, time(10), UTC)
    return Visit(
        id=1,
        version=1,
        patient_id=1,
        patient_name="Amara Nwosu",
        record_number="P-10001",
        kind=kind,
        state=VisitState.BOOKED,
        place=Place(starts_at=starts_at, minutes=30),
        course_ids=(3,),
    )


def summary(**changes: Any) -> CourseSummary:
    plain = CourseSummary(3, "Tattoo, right forearm", CourseState.ACTIVE, 4, WINDOW, None, None)
    return replace(plain, **changes)


def chip_of(card: CardText) -> tuple[str, Tone] | None:
    return None if card.due is None else (card.due.text, card.due.tone)


def test_the_reasons_behind_the_dates_are_said_with_days_as_people_read_them() -> None:
    card = card_of(progress(course(reasons=(WHY,))), TODAY)
    assert card.why == ("Blister healed 3 Oct 2026: 6 weeks from then at the earliest.",)
    assert card_of(progress(course(reasons=(WHY,), state=CourseState.DISCONTINUED)), TODAY).why == ()


def test_where_a_reaction_has_to_be_reviewed_first_no_date_stands_on_the_card_of_anybody() -> None:
    for held in (
        card_of(progress(course(window=None, is_held=True)), TODAY),
        card_of_summary(summary(window=None, is_held=True), TODAY),
        card_of_summary(summary(window=None, is_held=True, next_visit=visit(date(2026, 12, 1))), TODAY),
    ):
        assert held.lines[0] == "No date: review first"
        assert chip_of(held) == ("Review first", Tone.DANGER)
        assert held.why == ()


def test_a_treatment_booked_before_it_is_safe_is_told() -> None:
    early, fine = visit(date(2026, 11, 9)), visit(date(2026, 11, 10))
    review = visit(date(2026, 11, 9), VisitKind.REVIEW)
    for booked, wanted in ((early, ("Booked too early", Tone.WARN)), (fine, None), (review, None)):
        assert chip_of(card_of(replace(progress(course()), next_visit=booked), TODAY)) == wanted
        assert chip_of(card_of_summary(summary(next_visit=booked), TODAY)) == wanted


def test_a_stopped_course_says_since_when_and_why() -> None:
    paused = course(state=CourseState.PAUSED, state_since_on=date(2026, 11, 3), state_reason="Pregnant.")
    assert state_lines(paused) == ("Paused since 3 Nov 2026: Pregnant.",)
    assert state_lines(course(state_since_on=date(2026, 11, 3))) == ()
    assert state_lines(course()) == ()

"""The downtime pack: for which days, for whom, and what of a course it has to tell."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from pico_tracker.domain.diary import Place, SafeDate, SafeWord, Visit, VisitKind, VisitState
from pico_tracker.domain.downtime_packs import (
    DowntimeCourse,
    check_days,
    days_between,
    effects_to_know,
    expected,
)
from pico_tracker.domain.screening import Action, Answer, GivenAnswer, Question, QuestionKind, ScreeningAnswer
from pico_tracker.domain.screening_gate import QuestionState, Standing
from pico_tracker.domain.side_effects import Severity
from tests.reports.samples import BLISTER, REDNESS, make_course, make_effect, make_session

TODAY = date(2026, 11, 22)
AT_TEN = datetime(2026, 11, 23, 10, tzinfo=UTC)


def visit(number: int, state: VisitState, hours: int = 0) -> Visit:
    return Visit(
        id=number,
        version=1,
        patient_id=1,
        patient_name="A",
        record_number="P-10001",
        kind=VisitKind.SESSION,
        state=state,
        place=Place(starts_at=AT_TEN + timedelta(hours=hours), minutes=30),
    )


def test_a_pack_covers_every_day_from_the_first_to_the_last() -> None:
    assert days_between(TODAY, TODAY) == (TODAY,)
    assert days_between(TODAY, TODAY + timedelta(days=2)) == (TODAY, date(2026, 11, 23), date(2026, 11, 24))


@pytest.mark.parametrize(
    ("first", "last", "codes"),
    [
        (0, 0, []),
        (0, 13, []),
        (0, 14, ["downtime.last_on"]),
        (2, 1, ["downtime.last_on"]),
        (-1, 0, ["downtime.first_on"]),
    ],
)
def test_a_pack_covers_at_most_two_weeks_and_no_day_that_has_passed(
    first: int, last: int, codes: list[str]
) -> None:
    found = check_days(TODAY + timedelta(days=first), TODAY + timedelta(days=last), TODAY)
    assert [one.code for one in found] == codes


def test_who_is_still_to_be_treated_has_a_page_in_order_of_time() -> None:
    states = list(VisitState)
    visits = [visit(number, state, hours=len(states) - number) for number, state in enumerate(states)]
    assert [one.state for one in expected(visits)] == [
        VisitState.IN_ROOM,
        VisitState.ARRIVED,
        VisitState.CONFIRMED,
        VisitState.BOOKED,
    ]


def test_side_effects_of_the_last_session_and_whatever_is_open_or_unreleased_is_told() -> None:
    healed_long_ago = make_effect(1, REDNESS, 2)
    of_last = make_effect(3, REDNESS, 2)
    still_open = make_effect(2, BLISTER, None)
    unreleased = replace(make_effect(2, BLISTER, 60, Severity.MODERATE), id=9)
    last = make_session(3, 3)
    told = effects_to_know((healed_long_ago, of_last, still_open, unreleased), last)
    assert told == (of_last, still_open, unreleased)
    settled = replace(
        unreleased, entry=replace(unreleased.entry, healed_on=make_effect(2, BLISTER, 4).entry.healed_on)
    )
    assert effects_to_know((settled,), last) == ()
    assert effects_to_know((healed_long_ago, still_open), None) == (still_open,)


def test_questions_whose_answer_holds_and_those_to_ask_stand_apart() -> None:
    question = Question(key="sun", title="Sun", text="Sun?", kind=QuestionKind.ASKED, action=Action.BLOCK)

    def state(standing: Standing, answer: Answer) -> QuestionState:
        given = GivenAnswer(
            answer=ScreeningAnswer("sun", answer), given_on=TODAY, recorded_at=datetime(2026, 11, 22, tzinfo=UTC)
        )
        return QuestionState(question, standing, given)

    yes, no = state(Standing.ANSWERED, Answer.YES), state(Standing.ANSWERED, Answer.NO)
    stale, unasked = state(Standing.STALE, Answer.YES), QuestionState(question, Standing.OPEN)
    course = DowntimeCourse(
        course=make_course(1).course, safe=SafeDate(SafeWord.FREE), asked=(yes, no, stale, unasked)
    )
    assert course.holding == (yes,)
    assert course.to_ask == (stale, unasked)

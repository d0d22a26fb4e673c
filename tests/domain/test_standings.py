"""How a patient stands over all courses."""

from datetime import date

from pico_tracker.domain.diary import SafeDate, SafeWord, VisitKind
from pico_tracker.domain.standings import Standing

DAY = date(2026, 12, 20)
STANDING = Standing(
    safe_dates={
        1: SafeDate(SafeWord.SAFE, DAY),
        2: SafeDate(SafeWord.SAFE, date(2027, 1, 5)),
        3: SafeDate(SafeWord.REVIEW),
    },
    open_course_ids=(1, 2),
    overdue_since={1: date(2026, 11, 1), 2: date(2026, 10, 1)},
)


def test_the_latest_date_counts_of_the_courses_that_a_visit_serves() -> None:
    assert STANDING.safe_date(VisitKind.SESSION, (1,)) == SafeDate(SafeWord.SAFE, DAY)
    assert STANDING.safe_date(VisitKind.MAINTENANCE, (1, 3)) == SafeDate(SafeWord.REVIEW)
    assert STANDING.safe_date(VisitKind.SESSION, (9,)) == SafeDate(SafeWord.FREE)


def test_without_a_course_every_open_one_counts() -> None:
    assert STANDING.safe_date(VisitKind.SESSION, ()) == SafeDate(SafeWord.SAFE, date(2027, 1, 5))
    assert STANDING.overdue_on(VisitKind.SESSION, ()) == date(2026, 10, 1)


def test_a_visit_that_does_not_treat_waits_for_nothing_and_is_never_overdue() -> None:
    assert STANDING.safe_date(VisitKind.REVIEW, (3,)) == SafeDate(SafeWord.FREE)
    assert STANDING.overdue_on(VisitKind.CALL, (1,)) is None


def test_only_a_course_past_its_day_is_overdue() -> None:
    assert STANDING.overdue_on(VisitKind.SESSION, (1,)) == date(2026, 11, 1)
    assert STANDING.overdue_on(VisitKind.SESSION, (3,)) is None

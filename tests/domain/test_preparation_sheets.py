"""For which visit a patient prepares."""

from datetime import UTC, datetime, timedelta

from pico_tracker.domain.diary import Place, Visit, VisitKind, VisitState
from pico_tracker.domain.preparation_sheets import visit_to_prepare

TUESDAY = datetime(2027, 1, 5, 10, 15, tzinfo=UTC)


def visit(number: int, kind: VisitKind, days: int, *courses: int) -> Visit:
    return Visit(
        id=number,
        version=1,
        patient_id=1,
        patient_name="",
        record_number="",
        kind=kind,
        state=VisitState.BOOKED,
        place=Place(starts_at=TUESDAY + timedelta(days=days), minutes=45),
        course_ids=courses,
    )


def test_it_is_the_soonest_at_which_the_course_is_treated_or_tested() -> None:
    review = visit(1, VisitKind.REVIEW, 0, 7)
    other = visit(2, VisitKind.SESSION, 1, 8)
    later = visit(3, VisitKind.MAINTENANCE, 9, 7)
    soonest = visit(4, VisitKind.SESSION, 5, 8, 7)
    assert visit_to_prepare((review, other, later, soonest), 7) is soonest
    patch = visit(5, VisitKind.TEST_PATCH, 2, 7)
    assert visit_to_prepare((later, soonest, patch), 7) is patch


def test_without_one_there_is_nothing_to_prepare_for() -> None:
    assert visit_to_prepare((), 7) is None
    assert visit_to_prepare((visit(1, VisitKind.CALL, 0, 7),), 7) is None

"""Visits: when they may be booked, by whom, and what a day shows."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from pico_tracker.domain.diary import Place, VisitEntry, VisitKind, VisitState
from pico_tracker.domain.errors import NotFound, Refused
from pico_tracker.domain.recalls import DueKind
from pico_tracker.domain.topics import Topic
from pico_tracker.services.courses import list_course_summaries, open_course, read_patient_page
from pico_tracker.services.patients import add_patient
from pico_tracker.services.people import retire_staff
from pico_tracker.services.recalls import list_due
from pico_tracker.services.sessions import log_session
from pico_tracker.services.visits import book_visit, cancel_visit, list_today_visits
from tests.builders import Bench

WHERE = {"starts_at", "minutes", "practitioner_id"}
MakeVisit = Callable[..., VisitEntry]


@pytest.fixture
def treated(bench: Bench) -> tuple[int, int]:
    """A patient and a course with one session today; the window opens in six weeks."""
    patient_id = add_patient(bench.reception, bench.patient()).value
    course_id = open_course(bench.practitioner, bench.course(patient_id)).value
    log_session(bench.practitioner, bench.session(course_id))
    return patient_id, course_id


def _visit(bench: Bench, treated: tuple[int, int], days: int, **changes: Any) -> VisitEntry:
    day = bench.reception.today() + timedelta(days=days)
    entry = VisitEntry(
        entry_id=bench.mint(),
        patient_id=treated[0],
        course_ids=(treated[1],),
        kind=VisitKind.SESSION,
        place=Place(
            starts_at=datetime.combine(day, time(10, 15), bench.reception.zone),
            minutes=45,
            practitioner_id=bench.practitioner.operator.id,
        ),
    )
    where = {name: changes.pop(name) for name in WHERE & set(changes)}
    return replace(entry, place=replace(entry.place, **where), **changes)


def test_a_visit_inside_the_window_is_booked_and_shown_on_the_patients_page(
    bench: Bench, treated: tuple[int, int]
) -> None:
    done = book_visit(bench.reception, _visit(bench, treated, 42))
    assert done.changed == {Topic.VISITS}
    visit = read_patient_page(bench.practitioner, treated[0]).courses[0].next_visit
    assert visit is not None
    assert (visit.starts_at.hour, visit.practitioner_name) == (10, "Practitioner")


def test_reception_sees_what_is_booked_for_a_course_but_not_the_note(
    bench: Bench, treated: tuple[int, int]
) -> None:
    book_visit(bench.practitioner, _visit(bench, treated, 42, note="Test the red spot first."))
    (course,) = list_course_summaries(bench.reception, treated[0])
    visit = course.next_visit
    assert visit is not None
    assert (visit.kind, visit.state) == (VisitKind.SESSION, VisitState.BOOKED)
    assert (visit.starts_at.hour, visit.practitioner_name, visit.note) == (10, "Practitioner", "")
    (course,) = list_course_summaries(bench.practitioner, treated[0])
    assert course.next_visit is not None
    assert course.next_visit.note == "Test the red spot first."


def test_a_visit_for_another_course_or_cancelled_is_not_booked_for_this_one(
    bench: Bench, treated: tuple[int, int]
) -> None:
    other = open_course(bench.practitioner, bench.course(treated[0], area="left forearm")).value
    visit_id = book_visit(bench.reception, _visit(bench, treated, 42)).value
    booked = {one.course_id: one.next_visit for one in list_course_summaries(bench.reception, treated[0])}
    assert booked[other] is None
    assert booked[treated[1]] is not None
    cancel_visit(bench.reception, visit_id)
    assert [one.next_visit for one in list_course_summaries(bench.reception, treated[0])] == [None, None]


def test_reception_cannot_book_a_treatment_before_the_earliest_date_even_with_a_reason(
    bench: Bench, treated: tuple[int, int]
) -> None:
    for reason in ("", "The patient insists."):
        with pytest.raises(Refused) as refused:
            book_visit(bench.reception, _visit(bench, treated, 41, reason=reason))
        (finding,) = refused.value.findings
        assert (finding.code, finding.overridable) == ("visit.early", False)
        assert "2027-01-03" in finding.sentence.said()


def test_a_practitioner_may_book_it_earlier_with_a_reason_only(bench: Bench, treated: tuple[int, int]) -> None:
    with pytest.raises(Refused) as refused:
        book_visit(bench.practitioner, _visit(bench, treated, 41))
    assert refused.value.findings[0].overridable
    book_visit(bench.practitioner, _visit(bench, treated, 41, reason="Moves abroad."))


@pytest.mark.parametrize("kind", [VisitKind.REVIEW, VisitKind.CALL, VisitKind.CONSULTATION])
def test_a_look_at_the_skin_may_be_booked_at_any_time(
    bench: Bench, treated: tuple[int, int], kind: VisitKind
) -> None:
    book_visit(bench.reception, _visit(bench, treated, 3, kind=kind))


def test_a_course_of_another_patient_is_refused(bench: Bench, treated: tuple[int, int]) -> None:
    other_id = add_patient(bench.reception, bench.patient(given_names="Ben")).value
    with pytest.raises(NotFound, match="belongs to another patient"):
        book_visit(bench.reception, _visit(bench, (other_id, treated[1]), 42))


@pytest.mark.parametrize("minutes", [-5, 0, 100_000])
def test_a_visit_has_a_length(bench: Bench, treated: tuple[int, int], minutes: int) -> None:
    with pytest.raises(Refused):
        book_visit(bench.reception, _visit(bench, treated, 42, minutes=minutes))


def test_a_visit_in_the_past_or_years_away_is_refused(bench: Bench, treated: tuple[int, int]) -> None:
    for days in (-1, 365 * 30):
        with pytest.raises(Refused):
            book_visit(bench.reception, _visit(bench, treated, days))


def test_only_a_practitioner_who_works_here_can_be_booked(bench: Bench, treated: tuple[int, int]) -> None:
    gone = bench.practitioner.operator.id
    retire_staff(bench.administrator, gone)
    for person in (404, gone, bench.reception.operator.id):
        with pytest.raises(Refused) as refused:
            book_visit(bench.reception, _visit(bench, treated, 42, practitioner_id=person))
        assert refused.value.findings[0].field == "practitioner_id"
    book_visit(bench.reception, _visit(bench, treated, 42, practitioner_id=None))


def test_a_patient_or_course_that_is_not_there_is_named(bench: Bench, treated: tuple[int, int]) -> None:
    with pytest.raises(NotFound):
        book_visit(bench.reception, _visit(bench, (404, 404), 42))
    with pytest.raises(NotFound):
        book_visit(bench.reception, _visit(bench, (404, 404), 42, course_ids=()))


def test_one_visit_serves_two_courses_and_each_once(bench: Bench, treated: tuple[int, int]) -> None:
    second = open_course(bench.practitioner, bench.course(treated[0], area="ankle")).value
    both = (treated[1], second, second)
    book_visit(bench.reception, _visit(bench, treated, 42, course_ids=both))
    visits = [one.next_visit for one in read_patient_page(bench.practitioner, treated[0]).courses]
    assert [visit and sorted(visit.course_ids) for visit in visits] == [[treated[1], second]] * 2


def test_a_booked_course_is_not_called_until_its_visit_is_cancelled(bench: Bench, treated: tuple[int, int]) -> None:
    bench.clock.pass_days(60)
    assert [line.kind for line in list_due(bench.reception)] == [DueKind.SESSION_OVERDUE]
    visit_id = book_visit(bench.reception, _visit(bench, treated, 5)).value
    assert list_due(bench.reception) == ()
    cancel_visit(bench.reception, visit_id)
    assert [line.kind for line in list_due(bench.reception)] == [DueKind.SESSION_OVERDUE]


def test_today_shows_todays_visits_in_order_of_the_clinics_own_day(bench: Bench) -> None:
    patient_id = add_patient(bench.reception, bench.patient()).value
    bench.clock.moment = datetime.combine(date(2027, 7, 1), time(0, 30), bench.reception.zone)
    wanted = []
    for hour, minute in ((23, 45), (8, 0), (1, 0)):
        starts_at = datetime(2027, 7, 1, hour, minute, tzinfo=bench.reception.zone)
        entry = _visit(bench, (patient_id, 0), 0, course_ids=(), starts_at=starts_at, minutes=15)
        wanted.append(book_visit(bench.reception, entry).value)
    after = datetime(2027, 7, 2, 0, 0, tzinfo=bench.reception.zone)
    book_visit(bench.reception, _visit(bench, (patient_id, 0), 0, course_ids=(), starts_at=after))
    cancel_visit(bench.reception, wanted[1])
    visits = list_today_visits(bench.reception)
    assert [visit.id for visit in visits] == wanted[::-1]
    assert [visit.starts_at.hour for visit in visits] == [1, 8, 23]
    assert visits[1].state is VisitState.CANCELLED

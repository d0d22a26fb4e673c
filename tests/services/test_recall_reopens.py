"""A visit that comes to nothing gives its recall line back: the same window, and what was tried so far."""

from datetime import datetime, time, timedelta

import pytest

from pico_tracker.domain.contacts import ContactAbout, ContactEntry, ContactMeans, ContactOutcome
from pico_tracker.domain.diary import Place, VisitEntry, VisitKind, VisitState
from pico_tracker.domain.recalls import DueKind, DueLine, RecallLine
from pico_tracker.services.contacts import record_contact
from pico_tracker.services.courses import open_course
from pico_tracker.services.patients import add_patient
from pico_tracker.services.recalls import list_due, list_recalls
from pico_tracker.services.sessions import log_session
from pico_tracker.services.visits import book_visit, read_visit, set_visit_state, undo_visit_step
from tests.builders import TODAY, Bench


@pytest.fixture
def overdue(bench: Bench) -> tuple[int, int]:
    """Treated 70 days ago, tried once three days ago; the window is 6, 8 and 16 weeks."""
    patient_id = add_patient(bench.reception, bench.patient()).value
    course_id = open_course(bench.practitioner, bench.course(patient_id)).value
    log_session(bench.practitioner, bench.session(course_id, performed_on=TODAY - timedelta(days=70)))
    entry = ContactEntry(
        entry_id=bench.mint(),
        patient_id=patient_id,
        course_id=course_id,
        about=ContactAbout.SESSION,
        means=ContactMeans.PHONE,
        outcome=ContactOutcome.NO_ANSWER,
    )
    record_contact(bench.reception, entry)
    bench.clock.pass_days(4)
    return patient_id, course_id


def due(bench: Bench) -> DueLine:
    (line,) = list_due(bench.reception)
    return line


def recall(bench: Bench) -> RecallLine:
    (line,) = list_recalls(bench.reception)
    return line


def book_today(bench: Bench, overdue: tuple[int, int]) -> int:
    """A visit at three in the afternoon of the clinic's day; it is noon."""
    starts_at = datetime.combine(bench.reception.today(), time(15), bench.reception.zone)
    entry = VisitEntry(
        entry_id=bench.mint(),
        patient_id=overdue[0],
        course_ids=(overdue[1],),
        kind=VisitKind.SESSION,
        place=Place(starts_at=starts_at, minutes=45),
    )
    return book_visit(bench.reception, entry).value


@pytest.mark.parametrize("state", [VisitState.CANCELLED, VisitState.NO_SHOW])
def test_a_late_cancel_and_a_no_show_reopen_the_line_with_count_and_window(
    bench: Bench, overdue: tuple[int, int], state: VisitState
) -> None:
    before, tried = due(bench), recall(bench)
    assert (before.kind, tried.tries) == (DueKind.SESSION_OVERDUE, 1)
    visit_id = book_today(bench, overdue)
    assert list_due(bench.reception) == ()
    assert list_recalls(bench.reception) == ()
    bench.clock.moment += timedelta(hours=3, minutes=10)
    step_id = set_visit_state(bench.reception, visit_id, state, 1).value
    after = recall(bench)
    assert due(bench) == before
    assert (after.tries, after.window, after.last) == (tried.tries, tried.window, tried.last)
    undo_visit_step(bench.reception, step_id)
    assert list_due(bench.reception) == ()
    assert read_visit(bench.reception, visit_id).visit.state is VisitState.BOOKED


def test_somebody_who_is_here_is_not_called(bench: Bench, overdue: tuple[int, int]) -> None:
    visit_id = book_today(bench, overdue)
    bench.clock.moment += timedelta(hours=2, minutes=55)
    for version, state in enumerate((VisitState.ARRIVED, VisitState.IN_ROOM), 1):
        set_visit_state(bench.reception, visit_id, state, version)
        bench.clock.moment += timedelta(minutes=20)
        assert list_due(bench.reception) == ()

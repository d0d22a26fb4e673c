"""A save whose answer was lost may be tried again: it finds its own record and duplicates nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

import pytest

from pico_tracker.domain.diary import Place, VisitEntry, VisitKind
from pico_tracker.domain.progress import ReadingEntry
from pico_tracker.services.backups import check_database
from pico_tracker.services.context import Done
from pico_tracker.services.courses import open_course
from pico_tracker.services.patients import add_patient
from pico_tracker.services.sessions import log_session, record_clearance
from pico_tracker.services.side_effects import report_side_effect
from pico_tracker.services.visits import book_visit
from tests.builders import TODAY, Bench


@dataclass(frozen=True)
class Ground:
    """A patient with a course and a session."""

    bench: Bench
    patient_id: int
    course_id: int
    session_id: int


@pytest.fixture
def ground(bench: Bench) -> Ground:
    """What the second save of each kind stands on."""
    patient_id = add_patient(bench.reception, bench.patient()).value
    course_id = open_course(bench.practitioner, bench.course(patient_id)).value
    session_id = log_session(bench.practitioner, bench.session(course_id)).value
    return Ground(bench, patient_id, course_id, session_id)


def _patient(ground: Ground) -> Callable[[], Done[int]]:
    entry = ground.bench.patient(phones=("07700 900777", "07700 900778"), allergies=("Latex",))
    return lambda: add_patient(ground.bench.reception, entry)


def _course(ground: Ground) -> Callable[[], Done[int]]:
    entry = ground.bench.course(ground.patient_id)
    return lambda: open_course(ground.bench.practitioner, entry)


def _session(ground: Ground) -> Callable[[], Done[int]]:
    entry = ground.bench.session(ground.course_id, clearance_percent=10, reason="Trial.")
    return lambda: log_session(ground.bench.practitioner, entry)


def _side_effect(ground: Ground) -> Callable[[], Done[int]]:
    entry = ground.bench.side_effect(ground.course_id, ground.session_id)
    return lambda: report_side_effect(ground.bench.practitioner, entry)


def _reading(ground: Ground) -> Callable[[], Done[int]]:
    entry_id = ground.bench.mint()
    entry = ReadingEntry(entry_id=entry_id, course_id=ground.course_id, read_on=TODAY, percent=0)
    return lambda: record_clearance(ground.bench.practitioner, entry)


def _visit(ground: Ground) -> Callable[[], Done[int]]:
    context = ground.bench.practitioner
    entry = VisitEntry(
        entry_id=ground.bench.mint(),
        patient_id=ground.patient_id,
        course_ids=(ground.course_id,),
        kind=VisitKind.SESSION,
        place=Place(
            starts_at=datetime.combine(TODAY + timedelta(days=60), time(9), context.zone),
            minutes=30,
            practitioner_id=context.operator.id,
        ),
    )
    return lambda: book_visit(context, entry)


@pytest.mark.parametrize("prepare", [_patient, _course, _session, _side_effect, _reading, _visit])
def test_a_second_save_with_the_same_entry_id_finds_the_first(
    ground: Ground, prepare: Callable[[Ground], Callable[[], Done[int]]]
) -> None:
    save = prepare(ground)
    first = save()
    once = check_database(ground.bench.administrator)
    second = save()
    assert second.value == first.value
    assert check_database(ground.bench.administrator) == once

"""Whole histories at once: by the same rules as typed ones, under one audit row."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text

from pico_tracker.domain.courses import CourseState
from pico_tracker.domain.errors import Refused
from pico_tracker.domain.histories import CourseHistory, PatientHistory, SideEffectHistory
from pico_tracker.domain.sessions import SessionEntry
from pico_tracker.services.backups import check_database
from pico_tracker.services.courses import open_course, read_patient_page
from pico_tracker.services.histories import load_histories
from pico_tracker.services.patients import add_patient
from pico_tracker.services.sessions import log_session
from tests.builders import TODAY, Bench

DAYS = (300, 240, 180, 20)


def _sessions(bench: Bench) -> tuple[SessionEntry, ...]:
    readings = (0, 20, 35, 50)
    return tuple(
        bench.session(0, performed_on=TODAY - timedelta(days=days), clearance_percent=percent)
        for days, percent in zip(DAYS, readings, strict=True)
    )


def _history(bench: Bench) -> PatientHistory:
    """A tattoo treated three times, then kept up once."""
    sessions = _sessions(bench)
    effect = bench.side_effect(0, None, onset_on=sessions[1].performed_on, healed_on=sessions[1].performed_on)
    entry = bench.course(0, opened_on=TODAY - timedelta(days=310), maintenance_months=6)
    course = CourseHistory(
        entry=entry,
        state=CourseState.MAINTENANCE,
        sessions=sessions,
        maintenance_from=3,
        side_effects=(SideEffectHistory(entry=effect, session_index=1),),
    )
    return PatientHistory(entry=bench.patient(), courses=(course,))


def test_a_history_reads_like_one_that_was_typed(bench: Bench) -> None:
    (patient_id,) = load_histories(bench.administrator, [_history(bench)], "trial").value
    progress = read_patient_page(bench.practitioner, patient_id).courses[0]
    course = progress.course
    assert (course.sessions_done, course.maintenance_done) == (3, 1)
    assert (course.last_session_on, course.maintenance_due_on) == (TODAY - timedelta(days=20), date(2027, 5, 2))
    assert course.window is None
    assert [(one.number, one.is_maintenance) for one in progress.sessions] == [
        (1, False),
        (2, False),
        (3, False),
        (1, True),
    ]
    assert [one.clearance_after for one in progress.sessions] == [20, 35, 50, None]
    assert [one.sessions_before for one in progress.readings] == [0, 1, 2, 3]
    assert progress.side_effects[0].entry.session_id == progress.sessions[1].id
    assert progress.sessions[0].entry.passes == (bench.one_pass(),)


def test_a_batch_is_all_or_nothing(bench: Bench) -> None:
    before = check_database(bench.administrator)
    good = _history(bench)
    course = good.courses[0]
    wrong_pass = bench.one_pass(fluence_j_cm2=Decimal(21))
    spoiled = (
        replace(good, entry=bench.patient(family_name="", given_names="")),
        replace(good, courses=(replace(course, entry=replace(course.entry, area="")),)),
        replace(good, courses=(replace(course, sessions=(replace(course.sessions[0], passes=(wrong_pass,)),)),)),
    )
    for wrong in spoiled:
        with pytest.raises(Refused):
            load_histories(bench.administrator, [good, wrong], "trial")
    assert check_database(bench.administrator) == before


def test_what_is_typed_after_a_batch_gets_keys_and_numbers_of_its_own(bench: Bench) -> None:
    add_patient(bench.reception, bench.patient())
    (loaded,) = load_histories(bench.administrator, [_history(bench)], "trial").value
    patient_id = add_patient(bench.reception, bench.patient()).value
    assert patient_id > loaded
    course_id = open_course(bench.practitioner, bench.course(patient_id)).value
    log_session(bench.practitioner, bench.session(course_id))
    numbers = [
        read_patient_page(bench.practitioner, key).patient.entry.record_number for key in (loaded, patient_id)
    ]
    assert numbers == ["P-10002", "P-10003"]


def test_a_batch_writes_one_audit_row(bench: Bench) -> None:
    statement = text("SELECT count(*) FROM audit_event")
    with bench.database.read() as work:
        before = work.connection.scalar(statement)
    load_histories(bench.administrator, [_history(bench) for _ in range(5)], "trial")
    with bench.database.read() as work:
        assert work.connection.scalar(statement) == (before or 0) + 1

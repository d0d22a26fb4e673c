"""A patient's course through the services, on both engines."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from pico_tracker.domain.errors import Refused
from pico_tracker.domain.recalls import DueKind
from pico_tracker.domain.topics import Topic
from pico_tracker.services.courses import open_course, read_patient_page
from pico_tracker.services.patients import add_patient, edit_patient, find_patients, read_patient
from pico_tracker.services.recalls import list_due
from pico_tracker.services.sessions import log_session
from pico_tracker.services.side_effects import heal_side_effect, release_reaction, report_side_effect
from tests.builders import TODAY, Bench


def test_a_session_logged_is_read_back_with_every_setting(bench: Bench) -> None:
    patient_id = add_patient(bench.reception, bench.patient()).value
    course_id = open_course(bench.practitioner, bench.course(patient_id)).value
    done = log_session(bench.practitioner, bench.session(course_id, clearance_percent=0))
    assert Topic.SESSIONS in done.changed
    assert Topic.COURSES in done.changed
    progress = read_patient_page(bench.practitioner, patient_id).courses[0]
    session = progress.sessions[0]
    assert session.number == 1
    assert session.entry.passes == (bench.one_pass(),)
    assert session.passes[0].device_name == "PicoWay"
    assert session.passes[0].handpiece_name == "Zoom"
    assert session.operator_name == "Practitioner"
    assert session.entry.passes[0].fluence_j_cm2 == Decimal("2.4")
    assert [(one.percent, one.sessions_before) for one in progress.readings] == [(0, 0)]


def test_the_window_opens_six_weeks_after_a_session_and_becomes_overdue_after_eight(bench: Bench) -> None:
    patient_id = add_patient(bench.reception, bench.patient()).value
    course_id = open_course(bench.practitioner, bench.course(patient_id)).value
    log_session(bench.practitioner, bench.session(course_id))
    window = read_patient_page(bench.practitioner, patient_id).courses[0].course.window
    assert window is not None
    assert (window.earliest_on, window.target_on) == (date(2027, 1, 3), date(2027, 1, 17))
    assert list_due(bench.reception) == ()
    bench.clock.pass_days(6 * 7)
    assert [line.kind for line in list_due(bench.reception)] == [DueKind.SESSION_DUE]
    bench.clock.pass_days(2 * 7 + 1)
    assert [(line.kind, line.session_number) for line in list_due(bench.reception)] == [
        (DueKind.SESSION_OVERDUE, 2)
    ]


def test_a_session_before_the_window_needs_a_reason_and_keeps_it(bench: Bench) -> None:
    patient_id = add_patient(bench.reception, bench.patient()).value
    course_id = open_course(bench.practitioner, bench.course(patient_id)).value
    log_session(bench.practitioner, bench.session(course_id))
    bench.clock.pass_days(14)
    with pytest.raises(Refused) as refused:
        log_session(bench.practitioner, bench.session(course_id))
    assert "28 days before the earliest date" in refused.value.findings[0].sentence.said()
    log_session(bench.practitioner, bench.session(course_id, reason="Travels for a year."))
    assert read_patient_page(bench.practitioner, patient_id).courses[0].course.sessions_done == 2


def test_a_side_effect_stands_first_until_the_area_is_released(bench: Bench) -> None:
    patient_id = add_patient(bench.reception, bench.patient()).value
    course_id = open_course(bench.practitioner, bench.course(patient_id)).value
    session_id = log_session(bench.practitioner, bench.session(course_id)).value
    effect_id = report_side_effect(bench.practitioner, bench.side_effect(course_id, session_id)).value
    bench.clock.pass_days(8)
    line = list_due(bench.practitioner)[0]
    assert (line.kind, line.detail) == (DueKind.SIDE_EFFECT_PROLONGED, "Blister")
    assert list_due(bench.reception)[0].detail == ""
    heal_side_effect(bench.practitioner, effect_id, 1, TODAY + timedelta(days=8))
    (line,) = list_due(bench.practitioner)
    assert (line.kind, line.detail, line.days_late(bench.practitioner.today())) == (
        DueKind.REACTION_TO_RELEASE,
        "Blister",
        0,
    )
    release_reaction(bench.practitioner, effect_id, 2, "Skin closed, no mark.")
    assert list_due(bench.practitioner) == ()


def test_a_retried_save_finds_its_own_record(bench: Bench) -> None:
    entry = bench.patient()
    first, second = add_patient(bench.reception, entry), add_patient(bench.reception, entry)
    assert first.value == second.value


def test_an_edited_patient_is_found_by_the_new_name_only(bench: Bench) -> None:
    patient_id = add_patient(bench.reception, bench.patient()).value
    patient = read_patient(bench.reception, patient_id)
    edit_patient(bench.reception, patient_id, patient.version, bench.patient(family_name="Ødegård"))
    assert [line.name for line in find_patients(bench.reception, "odeg").lines] == ["Amara Ødegård"]
    assert find_patients(bench.reception, "nwosu").lines == ()

"""The treatment register gathers every use of a laser in a period, and its numbers never change."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from pico_tracker.domain.errors import NotAllowed, Refused
from pico_tracker.domain.side_effects import Severity
from pico_tracker.domain.test_patches import PatchEntry, PatchReadingEntry, PatchResult
from pico_tracker.domain.upkeep import CheckKind, CheckResult, DeviceCheckEntry
from pico_tracker.services.amendments import amend_session, void_session
from pico_tracker.services.catalogue import add_device
from pico_tracker.services.courses import open_course
from pico_tracker.services.patients import add_patient
from pico_tracker.services.reports import gather_session_record
from pico_tracker.services.sessions import list_devices, log_session
from pico_tracker.services.side_effects import report_side_effect
from pico_tracker.services.test_patches import read_test_patch, record_test_patch
from pico_tracker.services.treatment_registers import gather_treatment_register, print_treatment_register
from pico_tracker.services.upkeep import record_device_check
from tests.builders import TODAY, Bench
from tests.reports.reading import pages_of

LAST_WEEK = TODAY - timedelta(days=7)


def course(bench: Bench, **changes: object) -> int:
    """A course of a new patient."""
    patient_id = add_patient(bench.reception, bench.patient(**changes)).value
    return open_course(bench.practitioner, bench.course(patient_id)).value


def patch(bench: Bench, course_id: int, days_ago: int) -> int:
    entry = PatchEntry(
        entry_id=bench.mint(),
        course_id=course_id,
        device_id=bench.device_id,
        wavelength_nm=1064,
        pulse_duration_ps=450,
        spot_width_mm=Decimal(4),
        fluence_j_cm2=Decimal("1.2"),
        placed_on=TODAY - timedelta(days=days_ago),
        handpiece_id=bench.handpiece_id(),
        place="inner edge",
    )
    return record_test_patch(bench.practitioner, entry).value


def test_a_session_is_gathered_with_patient_laser_signature_and_passes(bench: Bench) -> None:
    log_session(
        bench.practitioner, bench.session(course(bench), passes=(bench.one_pass(), bench.one_pass(pulses=9)))
    )
    register = gather_treatment_register(bench.practitioner, TODAY, TODAY)
    (entry,) = register.entries
    assert (entry.number, entry.performed_on, entry.concern) == (1, TODAY, "Tattoo removal")
    assert (entry.patient.name, entry.patient.record_number) == ("Amara Nwosu", "P-10001")
    assert entry.patient.born_on == bench.patient().born_on
    assert entry.began_at == entry.signed_at == bench.practitioner.now()
    assert (entry.operator, entry.signed_by) == (bench.practitioner.operator.name,) * 2
    assert [one.entry.pulses for one in entry.passes] == [312, 9]
    assert [(one.device_name, one.handpiece_name) for one in entry.passes] == [("PicoWay", "Zoom")] * 2
    laser = register.lasers[bench.device_id]
    assert (laser.make, laser.model, laser.serial) == ("Candela (Syneron Candela)", "PicoWay", "21-0447")
    assert (register.checks, register.patches, entry.change, entry.effects) == ((), (), None, ())


def test_numbers_follow_the_order_of_signing_and_stay_whatever_is_entered_later(bench: Bench) -> None:
    first, second = course(bench), course(bench, given_names="Jonas")
    log_session(bench.practitioner, bench.session(first))
    before = gather_treatment_register(bench.practitioner, TODAY, TODAY)
    log_session(bench.practitioner, bench.session(second, performed_on=LAST_WEEK))
    register = gather_treatment_register(bench.practitioner, LAST_WEEK, TODAY)
    assert [(one.number, one.performed_on) for one in register.entries] == [(2, LAST_WEEK), (1, TODAY)]
    assert (register.entries[0].entered_later, register.entries[0].began_at) == (True, None)
    assert gather_treatment_register(bench.practitioner, TODAY, TODAY).entries == before.entries


def test_amended_and_void_sessions_stay_listed_and_say_so(bench: Bench) -> None:
    amended = log_session(bench.practitioner, bench.session(course(bench))).value
    void = log_session(bench.practitioner, bench.session(course(bench, given_names="Jonas"))).value
    for pulses in (300, 301):
        session = gather_session_record(bench.practitioner, amended).session
        passes = (replace(session.entry.passes[0], pulses=pulses),)
        entry = replace(session.entry, passes=passes)
        amend_session(bench.practitioner, amended, session.version, entry, f"Misread {pulses}.")
    void_session(bench.practitioner, void, 1, "Another patient's.")
    one, other = gather_treatment_register(bench.practitioner, TODAY, TODAY).entries
    assert one.change is not None
    assert other.change is not None
    assert (one.change.times, one.change.reason, one.is_void) == (2, "Misread 301.", False)
    assert [given.entry.pulses for given in one.passes] == [301]
    assert (other.number, other.is_void, other.change.reason) == (2, True, "Another patient's.")
    assert other.change.by == bench.practitioner.operator.name


def test_a_session_moved_to_another_day_by_an_amendment_keeps_its_number(bench: Bench) -> None:
    session_id = log_session(bench.practitioner, bench.session(course(bench), performed_on=LAST_WEEK)).value
    session = gather_session_record(bench.practitioner, session_id).session
    log_session(bench.practitioner, bench.session(course(bench, given_names="Jonas")))
    entry = replace(session.entry, performed_on=TODAY)
    amend_session(bench.practitioner, session_id, 1, entry, "It was today.")
    entries = gather_treatment_register(bench.practitioner, TODAY, TODAY).entries
    assert [one.number for one in entries] == [1, 2]


def test_each_laser_of_a_session_stands_in_the_register(bench: Bench) -> None:
    add_device(bench.administrator, "discovery_pico", "DP-7")
    other = next(one for one in list_devices(bench.practitioner) if one.serial == "DP-7")
    second = bench.one_pass(device_id=other.id, handpiece_id=other.handpieces[0].id, pulse_energy_mj=None)
    entry = bench.session(course(bench), passes=(bench.one_pass(), second), reason="Agreed.")
    log_session(bench.practitioner, entry)
    register = gather_treatment_register(bench.practitioner, TODAY, TODAY)
    (entry_read,) = register.entries
    assert [register.lasers[one.entry.device_id].serial for one in entry_read.passes] == ["21-0447", "DP-7"]


def test_test_patches_are_uses_of_their_own_and_a_session_names_the_one_it_rests_on(bench: Bench) -> None:
    course_id = course(bench)
    patch(bench, course_id, days_ago=60)
    newer = patch(bench, course_id, days_ago=50)
    reading = PatchReadingEntry(entry_id=bench.mint(), patch_id=newer, read_on=TODAY, result=PatchResult.NORMAL)
    read_test_patch(bench.practitioner, reading)
    today = patch(bench, course(bench, given_names="Jonas"), days_ago=0)
    log_session(bench.practitioner, bench.session(course_id))
    register = gather_treatment_register(bench.practitioner, TODAY, TODAY)
    assert [(one.number, one.patch.id, one.patient.name) for one in register.patches] == [(3, today, "Jonas Nwosu")]
    assert [(one.number, one.patch.entry.place) for one in register.patches] == [(3, "inner edge")]
    (entry,) = register.entries
    assert [(one.number, one.patch.readings[-1].result) for one in entry.patches] == [(2, PatchResult.NORMAL)]


def test_a_patch_of_another_course_counts_on_the_same_area_only(bench: Bench) -> None:
    patient_id = add_patient(bench.reception, bench.patient()).value
    same, other = (
        open_course(bench.practitioner, bench.course(patient_id, area=area)).value
        for area in ("Right forearm", "left calf")
    )
    treated = open_course(
        bench.practitioner, bench.course(patient_id, concern_id=bench.concern_id("melasma"))
    ).value
    patch(bench, same, days_ago=50)
    patch(bench, other, days_ago=40)
    log_session(bench.practitioner, bench.session(treated, reason="Agreed."))
    (entry,) = gather_treatment_register(bench.practitioner, TODAY, TODAY).entries
    assert [one.number for one in entry.patches] == [1]


def test_an_incident_stands_in_the_register_of_the_day_it_was_opened_even_of_no_session(bench: Bench) -> None:
    course_id = course(bench)
    session_id = log_session(bench.practitioner, bench.session(course_id, performed_on=LAST_WEEK)).value
    for key, of in (("blister", None), ("scar", session_id)):
        effect = bench.side_effect(course_id, of, kind_id=bench.kind_id(key), severity=Severity.SEVERE)
        report_side_effect(bench.practitioner, effect)
    register = gather_treatment_register(bench.practitioner, TODAY, TODAY)
    assert register.entries == ()
    told = [(one.kind, one.session, one.performed_on, one.is_open) for one in register.incidents]
    assert told == [("Blister", None, None, True), ("Scar or texture", 1, LAST_WEEK, True)]
    assert register.incidents[0].patient.name == "Amara Nwosu"
    printed = " ".join(pages_of(print_treatment_register(bench.practitioner, TODAY, TODAY)))
    assert "Blister (severe) none named open" in printed
    assert "No. 1, 15 Nov 2026" in printed
    assert gather_treatment_register(bench.practitioner, LAST_WEEK, LAST_WEEK).incidents == ()


def test_a_serious_side_effect_brings_its_incident_into_the_register(bench: Bench) -> None:
    course_id = course(bench)
    session_id = log_session(bench.practitioner, bench.session(course_id)).value
    for kind in ("burn", "erythema"):
        effect = bench.side_effect(course_id, session_id, kind_id=bench.kind_id(kind))
        report_side_effect(bench.practitioner, effect)
    (entry,) = gather_treatment_register(bench.practitioner, TODAY, TODAY).entries
    told = [(one.incident_id, one.is_incident_open) for one in entry.effects]
    assert told == [(1, True), (None, False)]


def test_checks_of_the_period_are_in_it_with_who_and_outcome(bench: Bench) -> None:
    for day in (LAST_WEEK, TODAY):
        entry = DeviceCheckEntry(
            entry_id=bench.mint(),
            device_id=bench.device_id,
            handpiece_id=bench.handpiece_id(),
            kind=CheckKind.OUTPUT,
            done_on=day,
            result=CheckResult.PASSED,
            done_by="Laser service",
        )
        record_device_check(bench.practitioner, entry)
    register = gather_treatment_register(bench.practitioner, TODAY, TODAY)
    assert [(one.entry.done_on, one.entry.done_by) for one in register.checks] == [(TODAY, "Laser service")]
    text = " ".join(pages_of(print_treatment_register(bench.practitioner, TODAY, TODAY)))
    assert "No treatment in this period." in text
    assert "Zoom Output check Passed Laser service" in text


def test_both_days_of_the_period_belong_to_it(bench: Bench) -> None:
    log_session(bench.practitioner, bench.session(course(bench)))
    day = timedelta(days=1)
    periods = ((TODAY - day, TODAY), (TODAY, TODAY + day), (TODAY - day, TODAY - day), (TODAY + day, TODAY + day))
    found = [len(gather_treatment_register(bench.practitioner, *period).entries) for period in periods]
    assert found == [1, 1, 0, 0]


def test_a_period_that_cannot_be_is_refused(bench: Bench) -> None:
    with pytest.raises(Refused, match="ends before it begins"):
        print_treatment_register(bench.practitioner, TODAY, LAST_WEEK)
    with pytest.raises(Refused, match="at most 400 days"):
        print_treatment_register(bench.practitioner, TODAY - timedelta(days=400), TODAY)


def test_reception_sees_no_register(bench: Bench) -> None:
    with pytest.raises(NotAllowed):
        print_treatment_register(bench.reception, TODAY, TODAY)

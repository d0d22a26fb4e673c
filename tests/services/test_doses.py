"""Doses on record: what the service itself judges a session by, whatever the window said."""

import uuid
from decimal import Decimal
from typing import Any

import pytest

from pico_tracker.domain.devices import DeviceEntry, HandpieceEntry, PulseMode
from pico_tracker.domain.doses import DoseFacts
from pico_tracker.domain.errors import Refused
from pico_tracker.domain.findings import Finding, Level
from pico_tracker.domain.laser import FociArray, Optic, Spot, SpotShape
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.ranges import blank_protocol
from pico_tracker.domain.rules import RuleKind
from pico_tracker.services.catalogue import add_device, add_own_device
from pico_tracker.services.courses import open_course, read_patient_page
from pico_tracker.services.patients import add_patient
from pico_tracker.services.rules import add_rule, confirm_rules, list_rules
from pico_tracker.services.sessions import list_devices, log_session, read_session_facts
from pico_tracker.services.side_effects import report_side_effect
from tests.builders import Bench


@pytest.fixture
def course_id(bench: Bench) -> int:
    """A tattoo course of a patient of skin type III."""
    patient_id = add_patient(bench.reception, bench.patient(fitzpatrick=Fitzpatrick.III)).value
    return open_course(bench.practitioner, bench.course(patient_id)).value


def facts(bench: Bench, course_id: int) -> DoseFacts:
    return read_session_facts(bench.practitioner, course_id).dose


def refused(bench: Bench, course_id: int, **changes: Any) -> list[Finding]:
    with pytest.raises(Refused) as caught:
        log_session(bench.practitioner, bench.session(course_id, passes=(bench.one_pass(**changes),)))
    return list(caught.value.findings)


def adopt(bench: Bench, **parts: Any) -> None:
    numbers = {"wavelength_nm": 1064, "fluence_from_j_cm2": "1", "fluence_to_j_cm2": "2"}
    content = {**blank_protocol("Black ink", "tattoo"), **numbers, **parts}
    add_rule(bench.administrator, RuleKind.DOSE_PROTOCOL, "black", content, "Adopted at the meeting.")


def test_the_plausible_range_is_that_of_the_courses_concern(bench: Bench, course_id: int) -> None:
    known = facts(bench, course_id)
    assert known.plausible is not None
    assert (known.concern, known.plausible.concern) == ("tattoo", "tattoo")
    assert known.skin_type is Fitzpatrick.III


def test_a_slipped_decimal_point_is_refused_until_a_reason_is_given(bench: Bench, course_id: int) -> None:
    (finding,) = refused(bench, course_id, fluence_j_cm2=Decimal("12.7"), pulse_energy_mj=None)
    assert finding.sentence.said() == (
        "12.7 J/cm² is outside the plausible 0.2 to 10 J/cm² (Tattoo removal). "
        "It reads like 1.27 entered ten times too high."
    )
    wrong = bench.one_pass(fluence_j_cm2=Decimal("12.7"), pulse_energy_mj=None)
    log_session(bench.practitioner, bench.session(course_id, passes=(wrong,), reason="Measured twice."))


def test_a_laser_in_service_has_its_limits_as_a_rule_of_the_clinic(bench: Bench) -> None:
    added = add_device(bench.administrator, "picosure", "PS-1").value
    keys = {rule.key: rule.content["key"] for rule in list_rules(bench.practitioner, RuleKind.DEVICE)}
    assert keys[f"device-{added}"] == "picosure"
    assert keys[f"device-{bench.device_id}"] == "picoway"


def test_more_energy_than_the_laser_is_sourced_to_give_stops_unless_a_reason_is_given(
    bench: Bench, course_id: int
) -> None:
    spot = Spot(SpotShape.ROUND, Decimal(5))
    changes: dict[str, Any] = {"spot": spot, "pulse_energy_mj": Decimal("471.2")}
    (finding,) = refused(bench, course_id, **changes)
    assert (finding.field, finding.level, finding.overridable) == ("passes.0.pulse_energy_mj", Level.STOP, True)
    entry = bench.session(course_id, passes=(bench.one_pass(**changes),), reason="Newer model, see its manual.")
    log_session(bench.practitioner, entry)


def test_a_derived_limit_stops_only_once_a_clinician_ticked_it_off(bench: Bench, course_id: int) -> None:
    changes: dict[str, Any] = {"fluence_j_cm2": Decimal(13), "pulse_energy_mj": None}
    levels = [one.level for one in refused(bench, course_id, **changes) if one.code == "laser.device"]
    assert levels == [Level.CAUTION]
    confirm_rules(bench.practitioner, RuleKind.DEVICE, {f"device-{bench.device_id}": 1})
    levels = [one.level for one in refused(bench, course_id, **changes) if one.code == "laser.device"]
    assert levels == [Level.STOP]


def test_an_own_laser_is_judged_by_what_was_typed_of_it(bench: Bench, course_id: int) -> None:
    entry = DeviceEntry(
        name="Own laser",
        modes=(PulseMode(1064, 300, 500),),
        handpieces=(HandpieceEntry("Zoom", Optic.FULL_BEAM),),
        max_repetition_hz=Decimal(5),
    )
    device_id = add_own_device(bench.administrator, entry).value
    (own,) = (one for one in list_devices(bench.practitioner) if one.id == device_id)
    piece = own.handpieces[0].id
    found = refused(bench, course_id, device_id=device_id, handpiece_id=piece, repetition_hz=Decimal(8))
    assert [(one.code, one.level) for one in found if one.level > Level.NOTE] == [("laser.device", Level.CAUTION)]


def test_each_handpiece_comes_with_how_it_splits_the_beam(bench: Bench, course_id: int) -> None:
    device = read_session_facts(bench.practitioner, course_id).devices[bench.device_id]
    arrays = {piece.name: piece.array for piece in device.handpieces}
    assert arrays["Zoom"] is None
    assert arrays["Resolve 1064 (holographic, 10 × 10)"] is FociArray.HOLOGRAPHIC


def test_without_an_adopted_protocol_nothing_is_outside_it(bench: Bench, course_id: int) -> None:
    assert facts(bench, course_id).protocols == ()
    log_session(bench.practitioner, bench.session(course_id))


def test_a_dose_outside_the_clinics_protocol_needs_a_reason(bench: Bench, course_id: int) -> None:
    adopt(bench)
    (finding,) = refused(bench, course_id)
    assert finding.sentence.said() == "Outside your protocol “Black ink”: 2.4 J/cm², it has 1 to 2 J/cm²."
    assert finding.level is Level.CAUTION


def test_a_protocol_for_other_skin_types_says_nothing(bench: Bench, course_id: int) -> None:
    adopt(bench, skin_to="II")
    log_session(bench.practitioner, bench.session(course_id))


def test_a_protocol_whose_ends_fall_is_refused(bench: Bench) -> None:
    with pytest.raises(Refused) as caught:
        adopt(bench, fluence_to_j_cm2="0.5")
    assert [one.field for one in caught.value.findings] == ["fluence_to_j_cm2"]


def test_doses_of_the_first_and_the_last_session_come_with_energy_spot_and_beam(
    bench: Bench, course_id: int
) -> None:
    assert facts(bench, course_id).earlier == ()
    log_session(bench.practitioner, bench.session(course_id))
    (only,) = facts(bench, course_id).earlier
    assert (only.is_first, only.is_last, only.optic) == (True, True, Optic.FULL_BEAM)
    assert (only.pulse_energy_mj, only.spot) == (Decimal("301.6"), Spot(SpotShape.ROUND, Decimal(4)))
    for fluence in ("2.5", "2.6"):
        bench.clock.pass_days(60)
        more = bench.one_pass(fluence_j_cm2=Decimal(fluence), pulse_energy_mj=None)
        log_session(bench.practitioner, bench.session(course_id, passes=(more,)))
    first, last = facts(bench, course_id).earlier
    assert (first.fluence_j_cm2, first.is_first, first.is_last) == (Decimal("2.4"), True, False)
    assert (last.fluence_j_cm2, last.is_first, last.is_last) == (Decimal("2.6"), False, True)


def test_last_time_is_the_newest_session_with_that_wavelength_where_sessions_alternate(
    bench: Bench, course_id: int
) -> None:
    """1064, 1064, 532 nm: the second session is last time for the fourth, at 1064 nm again."""
    green = {"wavelength_nm": 532, "fluence_j_cm2": Decimal("0.8"), "pulse_energy_mj": None}
    for changes in ({}, {"fluence_j_cm2": Decimal("2.5"), "pulse_energy_mj": None}, green):
        log_session(bench.practitioner, bench.session(course_id, passes=(bench.one_pass(**changes),)))
        bench.clock.pass_days(60)
    last = [one for one in facts(bench, course_id).earlier if one.is_last]
    assert [(one.wavelength_nm, one.fluence_j_cm2) for one in last] == [
        (1064, Decimal("2.5")),
        (532, Decimal("0.8")),
    ]
    found = refused(bench, course_id, fluence_j_cm2=Decimal("3.1"), pulse_energy_mj=None)
    assert [one.sentence.said() for one in found if one.code == "laser.rise"] == [
        "3.1 J/cm² is 24 % above last time (2.5 J/cm²). A reason is needed."
    ]


def test_any_rise_after_a_blister_needs_a_reason(bench: Bench, course_id: int) -> None:
    first = log_session(bench.practitioner, bench.session(course_id)).value
    blister = bench.side_effect(course_id, first, healed_on=bench.practitioner.today())
    report_side_effect(bench.practitioner, blister)
    bench.clock.pass_days(60)
    found = refused(bench, course_id, fluence_j_cm2=Decimal("2.45"), pulse_energy_mj=None)
    assert "laser.rise_after_reaction" in {one.code for one in found}
    assert facts(bench, course_id).reactions == ("Blister",)


def test_area_overlap_and_times_come_back_as_entered(bench: Bench, course_id: int) -> None:
    entry = bench.session(
        course_id,
        entry_id=uuid.UUID(int=7),
        area_cm2=Decimal("38.5"),
        overlap_percent=Decimal(10),
        passes=(bench.one_pass(times=2),),
    )
    log_session(bench.practitioner, entry)
    courses = read_patient_page(bench.practitioner, 1).courses
    assert courses is not None
    session = courses[0].sessions[0]
    assert (session.entry.area_cm2, session.entry.overlap_percent) == (Decimal("38.5"), Decimal("10.0"))
    assert session.passes[0].entry.times == 2

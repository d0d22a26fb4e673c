"""A pass's dose against the clinic's protocol, last time and the first session."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico_tracker.domain.device_limits import read_limits
from pico_tracker.domain.devices import Device, Handpiece, PulseMode
from pico_tracker.domain.doses import (
    Change,
    DoseFacts,
    EarlierDose,
    Standing,
    changes_since,
    check_dose,
    check_rise,
    check_visit,
    judge_by_protocol,
    protocols_to_start_from,
    pulses_of,
    reactions_since,
)
from pico_tracker.domain.findings import Level
from pico_tracker.domain.laser import Beam, FluenceBasis, Optic, Spot, SpotShape
from pico_tracker.domain.passes import Endpoint, PassEntry
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.plausibility import VisitTotals
from pico_tracker.domain.ranges import DoseProtocol, blank_protocol, read_plausible_range, read_protocol
from pico_tracker.domain.rules import Rule, RuleKind, read_records
from pico_tracker.domain.side_effect_kinds import SideEffectKind, Urgency
from pico_tracker.domain.side_effects import Severity, SideEffect, SideEffectEntry
from pico_tracker.resources import find_resource

FULL, FRACTIONAL, UNKNOWN = Beam(Optic.FULL_BEAM), Beam(Optic.FRACTIONAL), Beam(Optic.UNKNOWN)
THREE, FOUR = Spot(SpotShape.ROUND, Decimal(3)), Spot(SpotShape.ROUND, Decimal(4))
PASS = PassEntry(
    device_id=1,
    handpiece_id=1,
    wavelength_nm=1064,
    pulse_duration_ps=450,
    spot=FOUR,
    fluence_j_cm2=Decimal("2.4"),
    pulse_energy_mj=Decimal("301.6"),
    repetition_hz=Decimal(4),
    pulses=312,
    endpoints=(Endpoint.FROSTING,),
    purpose="Black ink",
)
LAST = EarlierDose(
    wavelength_nm=1064,
    fluence_basis=FluenceBasis.MACRO_SPOT,
    fluence_j_cm2=Decimal("2.4"),
    pulse_energy_mj=Decimal("301.6"),
    spot=FOUR,
    optic=Optic.FULL_BEAM,
    purpose="Black ink",
)
FIRST = replace(LAST, fluence_j_cm2=Decimal("1.6"), pulse_energy_mj=Decimal("201.1"), is_last=False, is_first=True)
DEVICE = Device(
    id=1,
    name="PicoWay",
    serial="",
    is_nanosecond=False,
    modes=(PulseMode(1064),),
    handpieces=(Handpiece(1, "Zoom", Optic.FULL_BEAM),),
)
TODAY = date(2026, 11, 22)


def raised(fluence: str, energy: str | None = None, **changes: Any) -> PassEntry:
    energy_mj = None if energy is None else Decimal(energy)
    return replace(PASS, fluence_j_cm2=Decimal(fluence), pulse_energy_mj=energy_mj, **changes)


def said_of_rise(
    entry: PassEntry, *earlier: EarlierDose, beam: Beam = FULL, reactions: tuple[str, ...] = ()
) -> list[str]:
    facts = DoseFacts(earlier=earlier or (LAST,), reactions=reactions)
    return [str(one.sentence) for one in check_rise(entry, beam, facts)]


# Last time


def test_reference_1_4_a_rise_of_more_than_a_fifth_is_a_caution() -> None:
    (finding,) = check_rise(raised("2.9"), FULL, DoseFacts(earlier=(LAST,)))
    assert str(finding.sentence) == "2.9 J/cm² is 21 % above last time (2.4 J/cm²). A reason is needed."
    assert (finding.field, finding.level) == ("fluence_j_cm2", Level.CAUTION)
    assert (finding.code, finding.rule) == ("laser.rise", "rise of more than 20 %")


@pytest.mark.parametrize("fluence", ["2.88", "2.4", "1.0"])
def test_a_rise_of_a_fifth_or_less_is_none(fluence: str) -> None:
    assert said_of_rise(raised(fluence)) == []


def test_on_the_same_spot_a_rise_is_said_once() -> None:
    assert len(said_of_rise(raised("3.6", "452.4"))) == 1


def test_a_larger_spot_with_the_same_fluence_is_a_rise_in_energy() -> None:
    """2.4 J/cm² on 3 mm are 169.6 mJ, on 4 mm 301.6 mJ: 78 % more."""
    small = replace(LAST, spot=THREE, pulse_energy_mj=Decimal("169.6"))
    assert said_of_rise(PASS, small) == ["301.6 mJ is 78 % above last time (169.6 mJ). A reason is needed."]


def test_a_smaller_spot_with_the_same_energy_is_a_rise_in_fluence() -> None:
    """301.6 mJ on 3 mm are 4.27 J/cm²."""
    entry = raised("4.27", "301.6", spot=THREE)
    assert said_of_rise(entry) == ["4.27 J/cm² is 78 % above last time (2.4 J/cm²). A reason is needed."]


def test_on_another_spot_both_rises_are_said() -> None:
    small = replace(LAST, spot=THREE, fluence_j_cm2=Decimal(1), pulse_energy_mj=Decimal("70.7"))
    assert len(said_of_rise(PASS, small)) == 2


def test_a_fractional_energy_counts_by_itself_on_the_same_spot() -> None:
    last = replace(LAST, optic=Optic.FRACTIONAL)
    entry = raised("2.4", "400")
    assert said_of_rise(entry, last, beam=FRACTIONAL) == [
        "400 mJ is 33 % above last time (301.6 mJ). A reason is needed."
    ]


def test_a_full_beams_energy_that_rises_without_its_fluence_is_said_on_the_same_spot_too() -> None:
    """Both energies agree with 0.71 J/cm² on 6 mm within 10 %, so nothing else would say it."""
    six = Spot(SpotShape.ROUND, Decimal(6))
    last = replace(LAST, spot=six, fluence_j_cm2=Decimal("0.71"), pulse_energy_mj=Decimal(190))
    (said,) = said_of_rise(raised("0.71", "215", spot=six), last, reactions=("Blister",))
    assert said.startswith("215 mJ is 13 % above last time (190 mJ), which was followed by: Blister.")


@pytest.mark.parametrize(("energy", "count"), [("202", 0), ("202.1", 1)])
def test_an_energy_up_to_one_percent_higher_is_the_rounding_of_a_display(energy: str, count: int) -> None:
    last = replace(LAST, pulse_energy_mj=Decimal(200))
    assert len(said_of_rise(raised("2.4", energy), last, reactions=("Blister",))) == count


@pytest.mark.parametrize(
    "other",
    [
        replace(LAST, wavelength_nm=532),
        replace(LAST, fluence_basis=FluenceBasis.PER_MICROBEAM),
        replace(LAST, optic=Optic.FRACTIONAL),
        replace(LAST, is_last=False, is_first=True),
    ],
)
def test_only_the_same_wavelength_beam_and_basis_of_last_time_are_compared(other: EarlierDose) -> None:
    assert said_of_rise(raised("9"), other) == []


def test_a_beam_that_nobody_named_is_compared_with_any() -> None:
    assert len(said_of_rise(raised("9"), beam=UNKNOWN)) == 1


def test_the_pass_with_the_same_purpose_is_the_one_to_compare_with() -> None:
    brown = replace(LAST, purpose="Brown ink", fluence_j_cm2=Decimal(1), pulse_energy_mj=None)
    assert said_of_rise(raised("1.5", purpose="brown INK"), LAST, brown) == [
        "1.5 J/cm² is 50 % above last time (1 J/cm²). A reason is needed."
    ]
    assert said_of_rise(raised("2.5", purpose="Green ink"), LAST, brown) == []


def test_a_number_that_is_none_is_no_rise() -> None:
    assert said_of_rise(raised("NaN")) == []


@given(st.decimals("0.05", 20, places=2), st.decimals("0.05", 20, places=2))
def test_a_rise_is_said_exactly_past_a_fifth(now: Decimal, before: Decimal) -> None:
    found = check_rise(raised(str(now)), FULL, DoseFacts(earlier=(replace(LAST, fluence_j_cm2=before),)))
    assert bool(found) is (now > before * Decimal("1.2"))


# After a reaction


def test_any_rise_after_a_reaction_needs_a_reason() -> None:
    (finding,) = check_rise(raised("2.41"), FULL, DoseFacts(earlier=(LAST,), reactions=("Blister",)))
    assert str(finding.sentence) == (
        "2.41 J/cm² is 0.4 % above last time (2.4 J/cm²), which was followed by: Blister. A reason is needed."
    )
    assert (finding.level, finding.code) == (Level.CAUTION, "laser.rise_after_reaction")


def test_the_same_or_a_lower_dose_after_a_reaction_is_fine() -> None:
    assert said_of_rise(PASS, reactions=("Blister",)) == []
    assert said_of_rise(raised("2.0", "251.3"), reactions=("Blister",)) == []


def test_a_display_that_rounds_the_energy_is_no_rise_after_a_reaction() -> None:
    assert said_of_rise(raised("2.4", "302"), reactions=("Blister",)) == []


def effect(key: str, onset: date, healed: date | None = None, concern: str = "melasma") -> SideEffect:
    """Redness lasts too long after 4 days, on a tattoo after 14."""
    kind = SideEffectKind(1, key, key.capitalize(), Urgency.MONITOR, None, 4, {"tattoo": 14})
    entry = SideEffectEntry(
        entry_id=uuid.UUID(int=1),
        course_id=1,
        session_id=None,
        kind_id=1,
        severity=Severity.MILD,
        onset_on=onset,
        healed_on=healed,
    )
    return SideEffect(id=1, version=1, entry=entry, kind=kind, patient_id=1, concern_key=concern)


@pytest.mark.parametrize(
    ("seen", "names"),
    [
        (effect("blister", date(2026, 10, 2), date(2026, 10, 9)), ("Blister",)),
        (effect("burn", date(2026, 10, 1)), ("Burn",)),
        (effect("pih", date(2026, 10, 20)), ("Pih",)),
        (effect("hypopigmentation", date(2026, 8, 20)), ("Hypopigmentation",)),
        (effect("blister", date(2026, 8, 2), date(2026, 8, 9)), ()),
        (effect("erythema", date(2026, 10, 1), date(2026, 10, 5)), ()),
        (effect("erythema", date(2026, 10, 1), date(2026, 10, 6)), ("Erythema",)),
        (effect("erythema", date(2026, 10, 1)), ("Erythema",)),
        (effect("erythema", date(2026, 10, 1), date(2026, 10, 6), "tattoo"), ()),
        (effect("oedema", date(2026, 10, 1)), ()),
    ],
)
def test_blister_burn_pigment_and_long_redness_since_last_time_count(
    seen: SideEffect, names: tuple[str, ...]
) -> None:
    assert reactions_since((seen, seen), date(2026, 10, 1), TODAY) == names


def test_before_the_first_session_every_reaction_on_record_counts() -> None:
    assert reactions_since((effect("burn", date(2026, 8, 2), date(2026, 8, 9)),), None, TODAY) == ("Burn",)


# The first session


def test_a_dose_is_compared_with_the_first_session_in_fluence_and_energy() -> None:
    fluence, energy = changes_since(PASS, FULL, (FIRST,))
    assert (fluence.field, fluence.before, fluence.percent) == ("fluence_j_cm2", Decimal("1.6"), "50")
    assert (energy.field, energy.before, energy.percent) == ("pulse_energy_mj", Decimal("201.1"), "50")


def test_without_an_energy_only_the_fluence_is_compared() -> None:
    assert [one.field for one in changes_since(raised("2"), FULL, (FIRST,))] == ["fluence_j_cm2"]
    no_energy = replace(FIRST, pulse_energy_mj=None)
    assert [one.field for one in changes_since(PASS, FULL, (no_energy,))] == ["fluence_j_cm2"]


@pytest.mark.parametrize(
    ("now", "before", "percent"),
    [("3", "2.4", "25"), ("1.8", "2.4", "25"), ("2.401", "2.4", "0.1"), ("2.42", "2.4", "0.8")],
)
def test_a_change_is_said_in_percent(now: str, before: str, percent: str) -> None:
    assert Change("fluence_j_cm2", Decimal(now), Decimal(before)).percent == percent


# The clinic's protocol


def protocol(**parts: Any) -> DoseProtocol:
    numbers = {"wavelength_nm": 1064, "fluence_from_j_cm2": "1", "fluence_to_j_cm2": "4"}
    return read_protocol({**blank_protocol("Black ink", "tattoo"), **numbers, **parts})


def facts_with(*protocols: DoseProtocol, skin_type: Fitzpatrick | None = Fitzpatrick.II) -> DoseFacts:
    return DoseFacts(skin_type=skin_type, concern="tattoo", protocols=protocols)


def test_a_dose_inside_an_adopted_protocol_has_no_finding() -> None:
    verdict = judge_by_protocol(PASS, FULL, facts_with(protocol()))
    assert (verdict.standing, verdict.findings) == (Standing.INSIDE, ())
    assert verdict.protocol == protocol()


def test_a_dose_outside_names_the_value_and_both_ends() -> None:
    narrow = protocol(
        fluence_to_j_cm2="2",
        spot_from_mm="5",
        spot_to_mm="6",
        pulse_from_ps="250",
        pulse_to_ps="300",
        rate_from_hz="1",
        rate_to_hz="2",
    )
    verdict = judge_by_protocol(PASS, FULL, facts_with(narrow))
    assert verdict.standing is Standing.OUTSIDE
    assert [str(one.sentence) for one in verdict.findings] == [
        "Outside your protocol “Black ink”: 2.4 J/cm², it has 1 to 2 J/cm².",
        "Outside your protocol “Black ink”: a spot of 4 mm, it has 5 to 6 mm.",
        "Outside your protocol “Black ink”: 450 ps, it has 250 to 300 ps.",
        "Outside your protocol “Black ink”: 4 Hz, it has 1 to 2 Hz.",
    ]
    assert {one.level for one in verdict.findings} == {Level.CAUTION}


def test_inside_one_of_several_protocols_is_inside() -> None:
    facts = facts_with(protocol(fluence_to_j_cm2="2"), protocol(name="Second half"))
    verdict = judge_by_protocol(PASS, FULL, facts)
    assert (verdict.standing, verdict.protocol and verdict.protocol.name) == (Standing.INSIDE, "Second half")


@pytest.mark.parametrize(
    ("entry", "beam", "skin_type"),
    [
        (PASS, FRACTIONAL, Fitzpatrick.II),
        (PASS, FULL, Fitzpatrick.V),
        (PASS, FULL, None),
        (replace(PASS, wavelength_nm=532), FULL, Fitzpatrick.II),
        (replace(PASS, fluence_basis=FluenceBasis.PER_MICROBEAM), FULL, Fitzpatrick.II),
    ],
)
def test_where_no_protocol_was_adopted_nothing_is_inside_or_outside(
    entry: PassEntry, beam: Beam, skin_type: Fitzpatrick | None
) -> None:
    verdict = judge_by_protocol(entry, beam, facts_with(protocol(), skin_type=skin_type))
    assert (verdict.standing, verdict.protocol, verdict.findings) == (Standing.NONE, None, ())


# All of it together


def device_limits() -> DoseFacts:
    content = read_records(find_resource("clinical", "devices.toml").read_text("utf-8"))["picoway"]
    written = datetime(2026, 11, 22, tzinfo=UTC)
    rule = Rule(kind=RuleKind.DEVICE, key="device-1", version=1, revision=1, content=content, written_at=written)
    ranges = read_records(find_resource("clinical", "plausible_ranges.toml").read_text("utf-8"))
    return replace(
        facts_with(protocol()),
        plausible=read_plausible_range(ranges["tattoo"]),
        limits={1: read_limits(rule)},
        earlier=(LAST,),
    )


def test_a_usual_dose_has_nothing_doubtful() -> None:
    assert check_dose(PASS, DEVICE, device_limits()) == ()
    assert check_dose(PASS, DEVICE, DoseFacts()) == ()


def test_every_judge_speaks_and_each_finding_names_its_pass() -> None:
    found = check_dose(raised("13"), DEVICE, device_limits(), "passes.1.")
    assert {one.field for one in found} == {"passes.1.fluence_j_cm2"}
    assert [one.code for one in found] == ["laser.device", "plausible.fluence", "laser.protocol", "laser.rise"]


def test_picosecond_ranges_are_not_held_against_a_nanosecond_laser() -> None:
    """Reference 1.1: a nanosecond Q-switched device is told apart, so that these ranges do not apply."""
    facts = replace(device_limits(), limits={}, protocols=(), earlier=())
    slow = replace(PASS, pulse_duration_ps=5000)
    assert [one.code for one in check_dose(slow, DEVICE, facts)] == ["plausible.pulse"]
    assert check_dose(slow, replace(DEVICE, is_nanosecond=True), facts) == ()


def test_a_mode_of_2_ns_leaves_the_picosecond_pulses_of_its_wavelength_judged() -> None:
    """Enlighten gives 750 ps and 2 ns at 1064 nm; a slipped 13 J/cm² is caught at 750 ps."""
    both = replace(DEVICE, modes=(PulseMode(1064, 750, 2000, is_nanosecond=True),))
    facts = replace(device_limits(), limits={}, protocols=(), earlier=())
    short, long = raised("13", pulse_duration_ps=750), raised("13", pulse_duration_ps=2000)
    assert [one.code for one in check_dose(short, both, facts)] == ["plausible.fluence"]
    assert check_dose(long, both, facts) == ()
    assert check_dose(short, replace(both, is_nanosecond=True), facts) == ()


def test_the_visit_is_judged_where_the_clinic_has_a_range() -> None:
    totals = VisitTotals(pain=10)
    assert check_visit((PASS,), totals, DoseFacts(), {}) == ()
    for devices in ({1: DEVICE}, {}):
        found = check_visit((replace(PASS, times=5),), totals, device_limits(), devices)
        assert [one.field for one in found] == ["passes.0.times", "pain"]


def test_a_visit_of_nanosecond_passes_alone_is_not_held_against_picosecond_ranges() -> None:
    many, totals = replace(PASS, times=5), VisitTotals(pain=10)
    devices = {1: replace(DEVICE, is_nanosecond=True), 2: replace(DEVICE, id=2)}
    assert check_visit((many, many), totals, device_limits(), devices) == ()
    mixed = (many, replace(PASS, device_id=2))
    assert len(check_visit(mixed, totals, device_limits(), devices)) == 2


def test_pulses_are_added_when_every_pass_was_counted() -> None:
    assert pulses_of((PASS, replace(PASS, pulses=8))) == 320
    assert pulses_of((PASS, replace(PASS, pulses=None))) is None
    assert pulses_of(()) is None


# What the clinic starts from, and how densely a fractional pass covers


def starting(name: str = "Black ink", **parts: Any) -> DoseProtocol:
    numbers = {"wavelength_nm": 1064, "fluence_from_j_cm2": "1", "fluence_to_j_cm2": "4", "skin_to": "VI"}
    return read_protocol({**blank_protocol(name, "tattoo"), **numbers, **parts})


def test_only_a_protocol_with_starting_values_for_this_wavelength_beam_and_basis_is_one_to_start_from() -> None:
    wanted = starting("With a start", start_fluence_j_cm2="2")
    others = (starting(), starting("Red", wavelength_nm=532, start_fluence_j_cm2="1"))
    facts = DoseFacts(skin_type=Fitzpatrick.III, concern="tattoo", protocols=(*others, wanted))
    macro = FluenceBasis.MACRO_SPOT
    assert protocols_to_start_from(facts, 1064, FULL, macro) == (wanted,)
    assert protocols_to_start_from(facts, 1064, FRACTIONAL, macro) == ()
    assert protocols_to_start_from(facts, 1064, FULL, FluenceBasis.PER_MICROBEAM) == ()
    assert protocols_to_start_from(replace(facts, concern="melasma"), 1064, FULL, macro) == ()


def test_a_density_is_judged_of_a_fractional_handpiece_only() -> None:
    dense = replace(PASS, density_per_cm2=5000)
    assert check_dose(dense, DEVICE, DoseFacts(), "passes.0.") == ()
    fractional = replace(DEVICE, handpieces=(Handpiece(1, "Array", Optic.FRACTIONAL),))
    assert [one.field for one in check_dose(dense, fractional, DoseFacts(), "passes.0.")] == [
        "passes.0.density_per_cm2"
    ]

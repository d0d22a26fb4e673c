"""What a laser can give: limits as they ship and as typed, and how far each of them goes."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from pico_tracker.domain.catalogue import CatalogueHandpiece
from pico_tracker.domain.device_limits import (
    DeviceLimits,
    check_limits,
    device_of,
    entry_of_device,
    limits_key,
    limits_of_entry,
    microbeam_energies_mj,
    read_limits,
    with_arrays,
)
from pico_tracker.domain.devices import Device, DeviceEntry, Handpiece, HandpieceEntry, PulseMode
from pico_tracker.domain.evidence import Evidence, Figure
from pico_tracker.domain.findings import Finding, Level
from pico_tracker.domain.laser import FluenceBasis, FociArray, Optic, Spot, SpotShape
from pico_tracker.domain.passes import Endpoint, PassEntry
from pico_tracker.domain.rules import Content, Rule, RuleKind, plain, read_records
from pico_tracker.resources import find_resource

SHIPPED = read_records(find_resource("clinical", "devices.toml").read_text("utf-8"))
PASS = PassEntry(
    device_id=1,
    handpiece_id=1,
    wavelength_nm=1064,
    pulse_duration_ps=450,
    spot=Spot(SpotShape.ROUND, Decimal(4)),
    fluence_j_cm2=Decimal("2.4"),
    pulse_energy_mj=Decimal("301.6"),
    repetition_hz=Decimal(4),
    endpoints=(Endpoint.FROSTING,),
)
OWN = DeviceEntry(
    name="Own laser",
    modes=(PulseMode(1064, 300, 500), PulseMode(694, is_nanosecond=True)),
    handpieces=(HandpieceEntry("Zoom", Optic.FULL_BEAM),),
    max_repetition_hz=Decimal("7.5"),
)


def limits(content: Content, *, ticked: bool = False) -> DeviceLimits:
    rule = Rule(
        kind=RuleKind.DEVICE,
        key="device-1",
        version=1,
        revision=1,
        content=content,
        written_at=datetime(2026, 11, 22, tzinfo=UTC),
        confirmed_by="A clinician" if ticked else "",
    )
    return read_limits(rule)


PICOWAY, MAJESTY = limits(SHIPPED["picoway"]), limits(SHIPPED["picocare_majesty"])


def only(entry: PassEntry, known: DeviceLimits) -> Finding:
    (finding,) = check_limits(entry, known)
    return finding


def test_settings_within_every_limit_have_no_finding() -> None:
    assert check_limits(PASS, PICOWAY) == ()


def test_reference_1_1_more_energy_than_a_sourced_limit_stops_unless_a_practitioner_says_why() -> None:
    finding = only(replace(PASS, pulse_energy_mj=Decimal(410)), PICOWAY)
    assert str(finding.sentence) == "PicoWay is listed with at most 400 mJ at 1064 nm; 410 mJ is entered."
    assert (finding.field, finding.level, finding.overridable) == ("pulse_energy_mj", Level.STOP, True)
    assert (finding.code, finding.rule) == ("laser.device", "device limit")
    assert "K142372" in finding.source


def test_reference_1_3_0_71_on_6_mm_is_200_7_mj_and_within_the_200_mj_of_the_picosure() -> None:
    entry = replace(
        PASS,
        wavelength_nm=755,
        pulse_duration_ps=750,
        spot=Spot(SpotShape.ROUND, Decimal(6)),
        fluence_j_cm2=Decimal("0.71"),
        pulse_energy_mj=Decimal("200.7"),
    )
    picosure = limits(SHIPPED["picosure"], ticked=True)
    assert check_limits(entry, picosure) == ()
    assert only(replace(entry, pulse_energy_mj=Decimal("202.1")), picosure).field == "pulse_energy_mj"


def test_reference_1_3_500_mj_on_2_mm_is_above_the_10_j_cm2_that_the_majesty_can_be_set_to() -> None:
    spot = Spot(SpotShape.ROUND, Decimal(2))
    entry = replace(PASS, pulse_duration_ps=250, spot=spot, pulse_energy_mj=Decimal(500))
    finding = only(replace(entry, fluence_j_cm2=Decimal("15.9")), MAJESTY)
    assert (finding.field, finding.level) == ("fluence_j_cm2", Level.STOP)
    assert "at most 10 J/cm² at 1064 nm; 15.9 J/cm² is entered" in str(finding.sentence)


def test_a_derived_limit_is_a_caution_until_it_is_ticked_off() -> None:
    entry = replace(PASS, fluence_j_cm2=Decimal(13), pulse_energy_mj=None)
    caution, stop = only(entry, PICOWAY), only(entry, limits(SHIPPED["picoway"], ticked=True))
    assert (caution.level, caution.overridable) == (Level.CAUTION, False)
    assert (stop.level, stop.overridable) == (Level.STOP, True)


@pytest.mark.parametrize(
    ("changes", "field", "text"),
    [
        ({"repetition_hz": Decimal(12)}, "repetition_hz", "at most 10 Hz; 12 Hz is entered."),
        ({"pulse_duration_ps": 200}, "pulse_duration_ps", "at least 240 ps at 1064 nm; 200 ps is entered."),
        ({"pulse_duration_ps": 800}, "pulse_duration_ps", "at most 750 ps at 1064 nm; 800 ps is entered."),
        (
            {"spot": Spot(SpotShape.ROUND, Decimal("1.5"))},
            "spot_width_mm",
            "spots of at least 2 mm; 1.5 mm is entered.",
        ),
        (
            {"spot": Spot(SpotShape.RECTANGULAR, Decimal(4), Decimal(12))},
            "spot_height_mm",
            "spots of at most 10 mm; 12 mm is entered.",
        ),
    ],
)
def test_each_limit_names_what_is_listed_and_what_is_entered(
    changes: dict[str, Any], field: str, text: str
) -> None:
    finding = only(replace(PASS, **changes), PICOWAY)
    assert finding.field == field
    assert str(finding.sentence) == f"PicoWay is listed with {text}"


def test_a_value_per_microbeam_is_not_held_against_a_limit_over_the_spot() -> None:
    entry = replace(PASS, fluence_j_cm2=Decimal(19), fluence_basis=FluenceBasis.PER_MICROBEAM)
    assert check_limits(entry, PICOWAY) == ()


def test_a_wavelength_without_limits_is_judged_by_its_spot_only() -> None:
    entry = replace(PASS, wavelength_nm=694, pulse_energy_mj=Decimal(4000))
    assert PICOWAY.mode_at(694) is None
    assert check_limits(entry, PICOWAY) == ()


def test_a_rectangle_without_a_height_and_a_number_that_is_none_are_left_to_the_hard_bounds() -> None:
    entry = replace(PASS, spot=Spot(SpotShape.RECTANGULAR, Decimal(4)), repetition_hz=Decimal("NaN"))
    assert check_limits(entry, PICOWAY) == ()


# A laser of the clinic's own


def test_what_was_typed_of_an_own_laser_becomes_its_limits() -> None:
    known = limits(plain(limits_of_entry(OWN)))
    mode = known.mode_at(1064)
    assert mode is not None
    assert (mode.shortest_ps, mode.longest_ps) == (
        Figure(Decimal(300), Evidence.UNSOURCED),
        Figure(Decimal(500), Evidence.UNSOURCED),
    )
    assert mode.max_repetition_hz == Figure(Decimal("7.5"), Evidence.UNSOURCED)
    ruby = known.mode_at(694)
    assert ruby is not None
    assert (ruby.is_nanosecond, ruby.shortest_ps) == (True, None)
    assert only(replace(PASS, repetition_hz=Decimal(8)), known).level is Level.CAUTION


def test_an_own_laser_without_a_rate_has_no_limit_of_it() -> None:
    known = limits(limits_of_entry(replace(OWN, max_repetition_hz=None)))
    assert check_limits(replace(PASS, repetition_hz=Decimal(20)), known) == ()


def test_a_laser_on_record_gives_the_limits_it_was_entered_with() -> None:
    device = Device(
        id=7,
        name="Own laser",
        serial="",
        is_nanosecond=False,
        modes=OWN.modes,
        handpieces=(Handpiece(1, "Zoom", Optic.FULL_BEAM),),
        max_repetition_hz=Decimal("7.5"),
    )
    assert entry_of_device(device) == OWN


def test_the_key_of_the_limits_names_the_laser() -> None:
    assert device_of(limits_key(7)) == 7
    with pytest.raises(ValueError, match="picoway"):
        device_of("picoway")


# Fractional handpieces


def test_each_handpiece_knows_how_it_splits_the_beam() -> None:
    pieces = (
        Handpiece(1, "Zoom", Optic.FULL_BEAM),
        Handpiece(2, "Resolve 1064 (holographic, 10 × 10)", Optic.FRACTIONAL),
        Handpiece(3, "Of another maker", Optic.FRACTIONAL),
    )
    device = Device(id=1, name="PicoWay", serial="", is_nanosecond=False, modes=(), handpieces=pieces)
    assert [piece.array for piece in with_arrays(device, PICOWAY).handpieces] == [
        None,
        FociArray.HOLOGRAPHIC,
        None,
    ]


def test_reference_1_2_the_foci_of_the_picosure_array_share_70_percent() -> None:
    """200 mJ on 6 mm: 131 foci packed hexagonally, 113 in squares."""
    piece = limits(SHIPPED["picosure"]).handpiece("Focus lens array, 755 nm")
    assert piece is not None
    energies = microbeam_energies_mj(Decimal(200), Spot(SpotShape.ROUND, Decimal(6)), piece)
    assert [round(one, 3) for one in energies] == [Decimal("1.069"), Decimal("1.239")]


def test_without_the_share_no_energy_of_a_focus_is_made_up() -> None:
    piece = PICOWAY.handpiece("Resolve 1064 (holographic, 10 × 10)")
    assert piece is not None
    assert piece.foci == Figure(Decimal(100), Evidence.SOURCED)
    assert microbeam_energies_mj(Decimal(400), Spot(SpotShape.SQUARE, Decimal(6)), piece) == ()
    assert PICOWAY.handpiece("Focus lens array") is None


def test_a_fixed_number_of_foci_shares_the_energy_evenly() -> None:
    hundred = Figure(Decimal(100), Evidence.SOURCED)
    whole = Figure(Decimal(1), Evidence.SOURCED)
    piece = CatalogueHandpiece(
        name="Grid", optic=Optic.FRACTIONAL, evidence=Evidence.SOURCED, share_in_foci=whole, foci=hundred
    )
    assert microbeam_energies_mj(Decimal(400), Spot(SpotShape.SQUARE, Decimal(6)), piece) == (Decimal(4),)

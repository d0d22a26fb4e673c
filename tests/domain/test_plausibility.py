"""Typing errors are caught and named; inside the plausible range nothing is said."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico_tracker.domain.findings import Level
from pico_tracker.domain.laser import Beam, FluenceBasis, FociArray, Optic, Spot, SpotShape
from pico_tracker.domain.passes import Endpoint, PassEntry
from pico_tracker.domain.plausibility import (
    VisitTotals,
    check_density,
    check_passes,
    check_plausible,
    check_totals,
    reads_like,
)
from pico_tracker.domain.ranges import read_plausible_range
from pico_tracker.domain.rules import read_records
from pico_tracker.resources import find_resource

RANGES = {
    key: read_plausible_range(content)
    for key, content in read_records(find_resource("clinical", "plausible_ranges.toml").read_text("utf-8")).items()
}
MELASMA, TATTOO = RANGES["melasma"], RANGES["tattoo"]
FULL, LENSES = Beam(Optic.FULL_BEAM), Beam(Optic.FRACTIONAL, FociArray.LENSES)
HOLOGRAPHIC, UNKNOWN = Beam(Optic.FRACTIONAL, FociArray.HOLOGRAPHIC), Beam(Optic.UNKNOWN)
PASS = PassEntry(
    device_id=1,
    handpiece_id=1,
    wavelength_nm=1064,
    pulse_duration_ps=450,
    spot=Spot(SpotShape.ROUND, Decimal(8)),
    fluence_j_cm2=Decimal("0.6"),
    repetition_hz=Decimal(5),
    endpoints=(Endpoint.ERYTHEMA,),
)


def with_fluence(fluence: str, basis: FluenceBasis = FluenceBasis.MACRO_SPOT) -> PassEntry:
    return replace(PASS, fluence_j_cm2=Decimal(fluence), fluence_basis=basis)


def said(entry: PassEntry, beam: Beam = FULL) -> list[str]:
    return [str(finding.sentence) for finding in check_plausible(entry, beam, MELASMA)]


@pytest.mark.parametrize(
    ("concern", "wavelength", "diameter", "fluence", "pulse"),
    [
        ("melasma", 755, "8", "0.4", 750),
        ("melasma", 1064, "8", "0.8", 450),
        ("solar_lentigo", 532, "3", "0.35", 750),
        ("solar_lentigo", 730, "5", "0.8", 250),
        ("acne_scar", 755, "6", "0.71", 750),
        ("acne_scar", 1064, "8", "1.0", 450),
        ("tattoo", 785, "2", "3.1", 300),
        ("wrinkle", 755, "6", "0.71", 750),
        ("rejuvenation", 755, "10", "0.25", 750),
    ],
)
def test_reference_1_5_published_settings_are_silent(
    concern: str, wavelength: int, diameter: str, fluence: str, pulse: int
) -> None:
    entry = replace(
        PASS,
        wavelength_nm=wavelength,
        spot=Spot(SpotShape.ROUND, Decimal(diameter)),
        fluence_j_cm2=Decimal(fluence),
        pulse_duration_ps=pulse,
    )
    for beam in (FULL, LENSES):
        assert check_plausible(entry, beam, RANGES[concern]) == ()


def test_6_0_for_0_6_is_caught_with_both_readings_and_proposes_nothing() -> None:
    (finding,) = check_plausible(with_fluence("6.0"), FULL, MELASMA)
    assert str(finding.sentence) == (
        "6 J/cm² is outside the plausible 0.2 to 0.8 J/cm² (Melasma). It reads like 0.6 entered ten times too high."
    )
    assert (finding.field, finding.level, finding.overridable) == ("fluence_j_cm2", Level.CAUTION, False)
    assert finding.source == "Clinical reference 1.5"


def test_0_06_for_0_6_is_caught_too() -> None:
    (text,) = said(with_fluence("0.06"))
    assert text.endswith("It reads like 0.6 entered ten times too low.")


def test_a_fluence_outside_that_is_no_slip_names_the_range() -> None:
    assert said(with_fluence("1.2")) == ["1.2 J/cm² is outside the plausible 0.2 to 0.8 J/cm² (Melasma)."]


@pytest.mark.parametrize("fluence", ["0.2", "0.8"])
def test_the_ends_are_inside(fluence: str) -> None:
    assert said(with_fluence(fluence)) == []


@pytest.mark.parametrize("beam", [FULL, LENSES, HOLOGRAPHIC, UNKNOWN, Beam(Optic.FRACTIONAL)])
def test_a_value_per_microbeam_is_never_held_against_an_average(beam: Beam) -> None:
    assert said(with_fluence("6.0", FluenceBasis.PER_MICROBEAM), beam) == []


@pytest.mark.parametrize("beam", [HOLOGRAPHIC, Beam(Optic.FRACTIONAL)])
def test_reference_1_5_holographic_settings_of_1_5_to_2_5_are_silent(beam: Beam) -> None:
    small = replace(with_fluence("2.0"), spot=Spot(SpotShape.SQUARE, Decimal(5)))
    assert said(small, beam) == []


def test_of_a_beam_that_is_not_known_only_a_slip_is_said() -> None:
    assert said(with_fluence("1.2"), UNKNOWN) == []
    assert len(said(with_fluence("6.0"), UNKNOWN)) == 1


def test_a_wavelength_of_its_own_range_is_judged_by_it() -> None:
    entry = replace(PASS, wavelength_nm=532, spot=Spot(SpotShape.ROUND, Decimal(4)), fluence_j_cm2=Decimal(3))
    (finding,) = check_plausible(entry, FULL, TATTOO)
    assert "plausible 0.1 to 2.5 J/cm²" in str(finding.sentence)


def test_a_wavelength_that_is_not_listed_is_a_caution_and_a_doubtful_one_a_note() -> None:
    (melasma,) = check_plausible(replace(PASS, wavelength_nm=785), FULL, MELASMA)
    assert melasma.level is Level.CAUTION
    assert str(melasma.sentence) == "785 nm is outside the plausible wavelengths 755, 1064 nm (Melasma)."
    entry = replace(PASS, spot=Spot(SpotShape.ROUND, Decimal(5)))
    (lentigo,) = check_plausible(entry, FULL, RANGES["solar_lentigo"])
    assert (lentigo.level, lentigo.field) == (Level.NOTE, "wavelength_nm")


def test_reference_1_5_532_nm_for_melasma_is_doubtful_though_it_is_not_listed() -> None:
    (finding,) = check_plausible(replace(PASS, wavelength_nm=532), FULL, MELASMA)
    assert (finding.level, str(finding.sentence)) == (Level.NOTE, "532 nm is doubtful here (Melasma).")


@pytest.mark.parametrize(
    ("changes", "field", "text"),
    [
        (
            {"pulse_duration_ps": 2000},
            "pulse_duration_ps",
            "A pulse of 2000 ps is outside the plausible 240 to 850 ps",
        ),
        ({"repetition_hz": Decimal(1)}, "repetition_hz", "A rate of 1 Hz is outside the plausible 2 to 10 Hz"),
        (
            {"spot": Spot(SpotShape.ROUND, Decimal(3))},
            "spot_width_mm",
            "A spot of 3 mm is outside the plausible 6 to 10 mm",
        ),
        (
            {"spot": Spot(SpotShape.RECTANGULAR, Decimal(8), Decimal(12))},
            "spot_height_mm",
            "A spot of 12 mm is outside the plausible 6 to 10 mm",
        ),
    ],
)
def test_each_setting_outside_names_both_ends(changes: dict[str, Any], field: str, text: str) -> None:
    (finding,) = check_plausible(replace(PASS, **changes), FULL, MELASMA)
    assert (finding.field, str(finding.sentence)) == (field, f"{text} (Melasma).")


def test_a_rectangle_without_a_height_is_judged_by_its_width() -> None:
    assert said(replace(PASS, spot=Spot(SpotShape.RECTANGULAR, Decimal(8)))) == []


def test_numbers_that_are_none_are_left_to_the_hard_bounds() -> None:
    assert said(with_fluence("NaN")) == []
    assert said(replace(PASS, repetition_hz=Decimal("NaN"))) == []


@given(st.decimals("0.2", "0.8", places=2))
def test_a_decimal_point_one_place_off_is_always_read_back(fluence: Decimal) -> None:
    bounds = MELASMA.fluence_j_cm2
    for slipped in (fluence * 10, fluence / 10):
        assert bounds.holds(slipped) or reads_like(slipped, bounds.holds) == fluence


# The visit as a whole


def test_times_over_the_area_are_added_for_each_kind_of_work() -> None:
    black, red = replace(PASS, times=3, purpose="Black"), replace(PASS, wavelength_nm=532, purpose="Red")
    assert check_passes((black, red, replace(black, times=1)), TATTOO) == ()
    (finding,) = check_passes((red, black, replace(black, times=2)), TATTOO)
    assert finding.field == "passes.1.times"
    assert str(finding.sentence) == "5 passes with 1064 nm are outside the plausible 1 to 4 (Tattoo removal)."


def test_a_single_pass_over_acne_scars_is_fewer_than_published() -> None:
    (finding,) = check_passes((PASS,), RANGES["acne_scar"])
    assert "1 passes with 1064 nm are outside the plausible 2 to 7" in str(finding.sentence)


def test_totals_outside_are_said_and_what_was_not_counted_is_silent() -> None:
    assert check_totals(VisitTotals(), MELASMA) == ()
    found = check_totals(VisitTotals(pulses=40, pain=8, area_cm2=Decimal(5)), MELASMA)
    assert [finding.field for finding in found] == ["passes", "pain", "area_cm2"]
    assert [str(finding.sentence) for finding in found] == [
        "40 pulses in all are outside the plausible 100 to 4000 (Melasma).",
        "Pain 8 is outside the plausible 0 to 6 (Melasma).",
        "An area of 5 cm² is outside the plausible 20 to 500 cm² (Melasma).",
    ]


@pytest.mark.parametrize(
    ("overlap", "level"), [("10", None), ("11", Level.NOTE), ("30", Level.NOTE), ("31", Level.CAUTION)]
)
def test_reference_1_5_overlap_past_10_is_a_note_and_past_30_a_caution(overlap: str, level: Level | None) -> None:
    found = check_totals(VisitTotals(overlap_percent=Decimal(overlap)), MELASMA)
    assert [finding.level for finding in found] == ([level] if level else [])


@pytest.mark.parametrize(
    ("overlap", "level"),
    [(None, None), ("0", None), ("10", None), ("10.1", Level.NOTE), ("30", Level.NOTE), ("30.1", Level.CAUTION)],
)
def test_reference_1_5_the_overlap_of_a_pass_past_10_is_a_note_and_past_30_a_caution(
    overlap: str | None, level: Level | None
) -> None:
    entry = replace(PASS, overlap_percent=None if overlap is None else Decimal(overlap))
    found = check_plausible(entry, FULL, MELASMA)
    assert [(one.field, one.level) for one in found] == ([("overlap_percent", level)] if level else [])


@pytest.mark.parametrize(
    ("density", "is_usual"), [(None, True), (99, False), (100, True), (462, True), (1000, True), (1001, False)]
)
def test_reference_1_4_a_density_outside_100_to_1000_is_a_note_that_says_it_has_no_source(
    density: int | None, is_usual: bool
) -> None:
    found = check_density(density)
    assert (found == ()) is is_usual
    for one in found:
        assert (one.field, one.level) == ("density_per_cm2", Level.NOTE)
        assert str(one.sentence).endswith("outside the usual 100 to 1000 of a pass. No source states this range.")

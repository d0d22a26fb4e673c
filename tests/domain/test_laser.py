"""Dose arithmetic against the worked tables of the clinical reference, section 1.3."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico_tracker.domain.laser import (
    Agreement,
    Beam,
    FociArray,
    Optic,
    Spot,
    SpotShape,
    compare_fluence,
    diameter_mm,
    energy_mj,
    energy_of_peak_mj,
    expected_pulses,
    fluence_j_cm2,
    foci_in,
    microbeam_energy_mj,
    peak_power_mw,
    total_energy_j,
)

ENERGIES = st.decimals(min_value="0.1", max_value=5000, places=1)
DIAMETERS = st.decimals(min_value=1, max_value=15, places=1)


def round_spot(diameter: str) -> Spot:
    return Spot(SpotShape.ROUND, Decimal(diameter))


@pytest.mark.parametrize(
    ("energy", "diameter", "area", "fluence"),
    [
        ("200", "6", "0.2827", "0.7074"),
        ("200", "8", "0.5027", "0.3979"),
        ("200", "10", "0.7854", "0.2546"),
        ("400", "4", "0.1257", "3.1831"),
        ("500", "8", "0.5027", "0.9947"),
        ("200", "2", "0.0314", "6.3662"),
        ("500", "2", "0.0314", "15.9155"),
    ],
)
def test_reference_1_3_fluence_and_area_of_the_worked_table(
    energy: str, diameter: str, area: str, fluence: str
) -> None:
    spot = round_spot(diameter)
    assert round(spot.area_cm2, 4) == Decimal(area)
    assert round(fluence_j_cm2(Decimal(energy), spot), 4) == Decimal(fluence)


@pytest.mark.parametrize(
    ("fluence", "diameter", "energy"),
    [
        ("0.35", "3", "24.7"),
        ("0.35", "4", "44.0"),
        ("3.1", "2", "97.4"),
        ("1.1", "4", "138.2"),
        ("0.71", "6", "200.7"),
        ("1.0", "8", "502.7"),
        ("10.0", "2", "314.2"),
    ],
)
def test_reference_1_3_energy_of_the_inverse_worked_table(fluence: str, diameter: str, energy: str) -> None:
    assert round(energy_mj(Decimal(fluence), round_spot(diameter)), 1) == Decimal(energy)


def test_square_and_rectangular_spots_are_width_times_height() -> None:
    assert Spot(SpotShape.SQUARE, Decimal(5)).area_cm2 == Decimal("0.25")
    assert Spot(SpotShape.SQUARE, Decimal(5), Decimal(9)).area_cm2 == Decimal("0.25")
    assert Spot(SpotShape.RECTANGULAR, Decimal(5), Decimal(8)).area_cm2 == Decimal("0.4")
    assert Spot(SpotShape.RECTANGULAR, Decimal(5)).area_cm2 == 0


@given(ENERGIES, DIAMETERS)
def test_energy_to_fluence_and_back_is_the_same_energy(energy: Decimal, diameter: Decimal) -> None:
    spot = Spot(SpotShape.ROUND, diameter)
    assert abs(energy_mj(fluence_j_cm2(energy, spot), spot) - energy) < Decimal("1e-12")


@given(ENERGIES, DIAMETERS, DIAMETERS)
def test_a_larger_spot_never_has_the_higher_fluence(energy: Decimal, one: Decimal, other: Decimal) -> None:
    small, large = sorted((one, other))
    assert fluence_j_cm2(energy, Spot(SpotShape.ROUND, large)) <= fluence_j_cm2(
        energy, Spot(SpotShape.ROUND, small)
    )


@given(ENERGIES, DIAMETERS)
def test_four_times_the_area_is_a_quarter_of_the_fluence(energy: Decimal, diameter: Decimal) -> None:
    wide = fluence_j_cm2(energy, Spot(SpotShape.ROUND, diameter * 2))
    assert abs(fluence_j_cm2(energy, Spot(SpotShape.ROUND, diameter)) - 4 * wide) < Decimal("1e-15")


@pytest.mark.parametrize(
    ("entered", "computed", "agreement"),
    [
        ("0.71", "0.7074", Agreement.AGREES),
        ("8.0", "0.796", Agreement.IMPOSSIBLE),
        ("7.1", "0.707", Agreement.IMPOSSIBLE),
        ("1.10", "1.00", Agreement.AGREES),
        ("1.11", "1.00", Agreement.DOUBTFUL),
        ("0.89", "1.00", Agreement.DOUBTFUL),
        ("1.50", "1.00", Agreement.DOUBTFUL),
        ("1.51", "1.00", Agreement.IMPOSSIBLE),
        ("0.49", "1.00", Agreement.IMPOSSIBLE),
        ("0.35", "0.30", Agreement.AGREES),
        ("0.36", "0.30", Agreement.DOUBTFUL),
        ("0.09", "0.06", Agreement.AGREES),
        ("0.10", "0.06", Agreement.DOUBTFUL),
        ("0.10", "0.0509", Agreement.DOUBTFUL),
        ("0.12", "0.06", Agreement.IMPOSSIBLE),
    ],
)
def test_reference_1_3_check_rule_judges_an_entered_fluence_by_ten_percent_and_by_half(
    entered: str, computed: str, agreement: Agreement
) -> None:
    assert compare_fluence(Decimal(entered), Decimal(computed)) is agreement


# Other worked checks of the reference


@pytest.mark.parametrize(
    ("energy", "fluence", "diameter"),
    [("200", "0.7074", "6"), ("200", "0.3979", "8"), ("400", "3.1831", "4"), ("500", "15.9155", "2")],
)
def test_reference_1_3_the_diameter_follows_from_energy_and_fluence(
    energy: str, fluence: str, diameter: str
) -> None:
    assert round(diameter_mm(Decimal(energy), Decimal(fluence)), 2) == Decimal(diameter)


def test_reference_1_3_peak_power_of_500_mj_in_250_ps_is_2_gw_as_ryu2022() -> None:
    assert peak_power_mw(Decimal(500), 250) == 2000


def test_reference_1_3_a_peak_of_1_8_gw_over_450_ps_is_810_mj_as_ag_disc() -> None:
    assert energy_of_peak_mj(Decimal(1800), 450) == 810


def test_reference_1_3_total_of_6253_pulses_of_200_mj_is_1250_6_j_as_comp2016() -> None:
    assert total_energy_j(Decimal(200), 6253) == Decimal("1250.6")


@pytest.mark.parametrize(
    ("area", "diameter", "overlap", "times", "pulses"), [("100", "6", "10", 1, 393), ("300", "8", "0", 2, 1194)]
)
def test_reference_1_3_expected_pulses_for_an_area(
    area: str, diameter: str, overlap: str, times: int, pulses: int
) -> None:
    assert expected_pulses(Decimal(area), round_spot(diameter), Decimal(overlap), times) == pulses


@pytest.mark.parametrize(("energy", "diameter", "entered"), [("400", "8", "8.0"), ("200", "6", "7.1")])
def test_reference_1_3_a_slipped_decimal_point_is_impossible(energy: str, diameter: str, entered: str) -> None:
    computed = fluence_j_cm2(Decimal(energy), round_spot(diameter))
    assert compare_fluence(Decimal(entered), computed) is Agreement.IMPOSSIBLE


def test_reference_1_3_each_of_131_foci_gets_1_069_mj_of_a_200_mj_pulse() -> None:
    """6 mm, hexagonal packing 0.5 mm apart: 462 foci per cm², 70 % of the energy in them."""
    assert foci_in(round_spot("6"), Decimal(462)) == 131
    assert round(microbeam_energy_mj(Decimal(200), Decimal("0.7"), 131), 3) == Decimal("1.069")


def test_there_is_never_less_than_one_focus() -> None:
    assert foci_in(round_spot("1"), Decimal(10)) == 1


# Beams


def test_only_a_full_beam_and_an_array_of_lenses_have_a_published_average() -> None:
    beams = [Beam(Optic.FRACTIONAL, FociArray.LENSES), Beam(Optic.FULL_BEAM)]
    others = [Beam(Optic.FRACTIONAL), Beam(Optic.FRACTIONAL, FociArray.HOLOGRAPHIC), Beam(Optic.UNKNOWN)]
    assert all(beam.has_spot_average for beam in beams)
    assert not any(beam.has_spot_average for beam in others)
    assert [beam.is_full for beam in beams] == [False, True]


def test_a_beam_that_is_not_known_may_be_any() -> None:
    assert Beam(Optic.UNKNOWN).may_equal(Beam(Optic.FRACTIONAL))
    assert Beam(Optic.FULL_BEAM).may_equal(Beam(Optic.UNKNOWN))
    assert Beam(Optic.FULL_BEAM).may_equal(Beam(Optic.FULL_BEAM))
    assert not Beam(Optic.FULL_BEAM).may_equal(Beam(Optic.FRACTIONAL))


# Properties


@given(ENERGIES, DIAMETERS)
def test_the_diameter_comes_back_from_energy_and_fluence(energy: Decimal, diameter: Decimal) -> None:
    fluence = fluence_j_cm2(energy, Spot(SpotShape.ROUND, diameter))
    assert abs(diameter_mm(energy, fluence) - diameter) < Decimal("1e-12")


@given(ENERGIES, ENERGIES, DIAMETERS)
def test_more_energy_on_the_same_spot_is_never_less_fluence(one: Decimal, other: Decimal, d: Decimal) -> None:
    less, more = sorted((one, other))
    spot = Spot(SpotShape.SQUARE, d)
    assert fluence_j_cm2(less, spot) <= fluence_j_cm2(more, spot)


@given(ENERGIES, DIAMETERS)
def test_a_joule_over_a_square_centimetre_is_a_joule_per_square_centimetre(energy: Decimal, d: Decimal) -> None:
    """Units: mJ over mm give J/cm² when mJ are thousandths of J and mm² hundredths of cm²."""
    joules, square_cm = energy / 1000, d * d / 100
    assert abs(fluence_j_cm2(energy, Spot(SpotShape.SQUARE, d)) - joules / square_cm) < Decimal("1e-15")


@given(ENERGIES, st.integers(100, 2000))
def test_energy_comes_back_from_its_peak_power(energy: Decimal, pulse: int) -> None:
    assert abs(energy_of_peak_mj(peak_power_mw(energy, pulse), pulse) - energy) < Decimal("1e-12")


@given(st.decimals("0.1", 2000, places=1), DIAMETERS, st.integers(0, 50), st.integers(1, 20))
def test_more_overlap_and_more_passes_never_need_fewer_pulses(
    area: Decimal, d: Decimal, overlap: int, times: int
) -> None:
    spot = Spot(SpotShape.ROUND, d)
    pulses = expected_pulses(area, spot, Decimal(overlap), times)
    assert pulses <= expected_pulses(area, spot, Decimal(overlap + 10), times)
    assert pulses <= expected_pulses(area, spot, Decimal(overlap), times + 1)

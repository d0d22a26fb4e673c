"""Dose arithmetic against the worked tables of the clinical reference, section 1.3."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico_tracker.domain.laser import (
    Agreement,
    Spot,
    SpotShape,
    compare_fluence,
    energy_mj,
    fluence_j_cm2,
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
def test_fluence_and_area_are_those_of_the_worked_table(
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
def test_energy_is_that_of_the_worked_table(fluence: str, diameter: str, energy: str) -> None:
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
        ("0.10", "0.06", Agreement.AGREES),
        ("0.12", "0.06", Agreement.IMPOSSIBLE),
    ],
)
def test_an_entered_fluence_is_judged_by_ten_percent_and_by_half(
    entered: str, computed: str, agreement: Agreement
) -> None:
    assert compare_fluence(Decimal(entered), Decimal(computed)) is agreement

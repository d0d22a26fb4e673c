"""Dose arithmetic: fluence, energy and spot size of one pulse, and the bounds nothing may pass.

Lengths in mm, areas in cm², energies in mJ, fluence in J/cm², pulse durations in ps.
Formulas and hard bounds: clinical reference, sections 1.3 and 1.4.
"""

import math
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pico_tracker.domain.words import mark

FLUENCE_BOUNDS = (Decimal("0.05"), Decimal(20))
SPOT_BOUNDS = (Decimal(1), Decimal(15))
PULSE_BOUNDS_PS = (100, 2000)
LONGEST_NANOSECOND_PULSE_PS = 20_000
REPETITION_LIMIT = Decimal(20)
PULSES_LIMIT = 20_000
_MISMATCH_SHARE = Decimal("0.10")
_MISMATCH_FLOOR = Decimal("0.05")
_IMPOSSIBLE_SHARE = Decimal("0.50")
_PI = Decimal(str(math.pi))


class SpotShape(StrEnum):
    """Outline of the spot on the skin."""

    ROUND = "round"
    SQUARE = "square"
    RECTANGULAR = "rectangular"


class FluenceBasis(StrEnum):
    """What the device's fluence is averaged over; the two are never compared."""

    MACRO_SPOT = "macro spot"
    PER_MICROBEAM = "per microbeam"


class Optic(StrEnum):
    """What kind of beam a handpiece makes."""

    FULL_BEAM = "full beam"
    FRACTIONAL = "fractional"
    UNKNOWN = "unknown"


SHAPE_NAMES = {
    SpotShape.ROUND: mark("Round"),
    SpotShape.SQUARE: mark("Square"),
    SpotShape.RECTANGULAR: mark("Rectangular"),
}
BASIS_NAMES = {
    FluenceBasis.MACRO_SPOT: mark("Over the spot"),
    FluenceBasis.PER_MICROBEAM: mark("Per microbeam"),
}


@dataclass(frozen=True, slots=True)
class Spot:
    """A spot on the skin. `height_mm` counts for rectangular spots only."""

    shape: SpotShape
    width_mm: Decimal
    height_mm: Decimal | None = None

    @property
    def area_cm2(self) -> Decimal:
        """Area in cm²: π d² / 400 for a round spot, width × height / 100 else."""
        if self.shape is SpotShape.ROUND:
            return _PI * self.width_mm**2 / 400
        height = self.height_mm if self.shape is SpotShape.RECTANGULAR else self.width_mm
        return self.width_mm * (height or Decimal(0)) / 100


class Agreement(StrEnum):
    """How the entered fluence stands to the one computed from energy and spot."""

    AGREES = "agrees"
    DOUBTFUL = "doubtful"
    IMPOSSIBLE = "impossible"


def fluence_j_cm2(energy_mj: Decimal, spot: Spot) -> Decimal:
    """Fluence in J/cm² of a pulse of `energy_mj` over `spot`."""
    return energy_mj / 1000 / spot.area_cm2


def energy_mj(fluence: Decimal, spot: Spot) -> Decimal:
    """Pulse energy in mJ that gives `fluence` (J/cm²) over `spot`."""
    return fluence * spot.area_cm2 * 1000


def compare_fluence(entered: Decimal, computed: Decimal) -> Agreement:
    """Judge an entered fluence against the computed one.

    Doubtful past max(10 %, 0.05 J/cm²), of these impossible past 50 % of the computed value
    (design choice of the reference, section 1.3). Devices show steps of 0.1 J/cm², so a
    difference within the rounding is never wrong, however small the fluence.
    """
    difference = abs(entered - computed)
    if difference <= max(_MISMATCH_SHARE * computed, _MISMATCH_FLOOR):
        return Agreement.AGREES
    return Agreement.IMPOSSIBLE if difference > _IMPOSSIBLE_SHARE * computed else Agreement.DOUBTFUL

"""Dose arithmetic: fluence, energy and spot size of one pulse, and the bounds nothing may pass.

Lengths in mm, areas in cm², energies in mJ, fluence in J/cm², pulse durations in ps.
Formulas and hard bounds: clinical reference, sections 1.3 and 1.4.
"""

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from pico_tracker.domain.words import mark

FLUENCE_BOUNDS = (Decimal("0.05"), Decimal(20))
SPOT_BOUNDS = (Decimal(1), Decimal(15))
PULSE_BOUNDS_PS = (100, 2000)
LONGEST_NANOSECOND_PULSE_PS = 20_000
NANOSECOND_PS = 1000
"""A Q-switched pulse is longer than this."""
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


class FociArray(StrEnum):
    """How a fractional optic splits its beam."""

    LENSES = "lenses"
    """Small lenses with foci side by side; the spot's average is published as for a full beam."""
    HOLOGRAPHIC = "holographic"
    """A fixed grid of equal beams."""


@dataclass(frozen=True, slots=True)
class Beam:
    """What leaves a handpiece: its kind, and how a fractional one splits (None: not known)."""

    optic: Optic
    array: FociArray | None = None

    @property
    def is_full(self) -> bool:
        """Whether energy, fluence and spot follow from each other; else none is computed."""
        return self.optic is Optic.FULL_BEAM

    @property
    def has_spot_average(self) -> bool:
        """Whether published averages over the spot hold for it: a full beam and an array of lenses."""
        return self.is_full or (self.optic is Optic.FRACTIONAL and self.array is FociArray.LENSES)

    def may_equal(self, other: "Beam") -> bool:
        """Whether both may be the same kind of beam; what is not known may be any."""
        return Optic.UNKNOWN in (self.optic, other.optic) or self.optic is other.optic


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


def diameter_mm(energy_mj: Decimal, fluence: Decimal) -> Decimal:
    """Diameter in mm of the round spot on which `energy_mj` gives `fluence` (J/cm²)."""
    return (energy_mj / 1000 / fluence * 400 / _PI).sqrt()


def peak_power_mw(energy_mj: Decimal, pulse_ps: int) -> Decimal:
    """Peak power in MW of a pulse, as if it were rectangular."""
    return energy_mj / pulse_ps * 1000


def energy_of_peak_mj(peak_mw: Decimal, pulse_ps: int) -> Decimal:
    """Pulse energy in mJ that a peak power in MW gives over the pulse."""
    return peak_mw * pulse_ps / 1000


def total_energy_j(energy_mj: Decimal, pulses: int) -> Decimal:
    """Energy in J of all pulses together."""
    return energy_mj * pulses / 1000


def expected_pulses(area_cm2: Decimal, spot: Spot, overlap_percent: Decimal = Decimal(0), times: int = 1) -> int:
    """How many pulses cover an area `times` over, to the nearest whole.

    `overlap_percent` is the share of a spot's area that the next one covers again, below 100.
    """
    fresh = spot.area_cm2 * (100 - overlap_percent) / 100
    return int((times * area_cm2 / fresh).to_integral_value(ROUND_HALF_UP))


def microbeam_energy_mj(energy_mj: Decimal, share_in_foci: Decimal, foci: int) -> Decimal:
    """Energy in mJ of each focus of a fractional pulse; `share_in_foci` is 0 to 1 of the pulse."""
    return energy_mj * share_in_foci / foci


def foci_in(spot: Spot, foci_per_cm2: Decimal) -> int:
    """How many foci of an array fall on the spot, at least one."""
    return max(1, int((spot.area_cm2 * foci_per_cm2).to_integral_value(ROUND_HALF_UP)))


def compare_fluence(entered: Decimal, computed: Decimal) -> Agreement:
    """Judge an entered fluence against the computed one.

    Doubtful past max(10 %, 0.05 J/cm²), of these impossible past 50 % of the computed value
    (design choice of the reference, section 1.3). Past 50 % but within 0.05 J/cm² is doubtful:
    a display in steps of 0.1 J/cm² explains it, so it is not impossible, and it is half as much
    again, so it is said.
    """
    difference = abs(entered - computed)
    is_past_half = difference > _IMPOSSIBLE_SHARE * computed
    if difference <= _MISMATCH_FLOOR:
        return Agreement.DOUBTFUL if is_past_half else Agreement.AGREES
    if difference <= _MISMATCH_SHARE * computed:
        return Agreement.AGREES
    return Agreement.IMPOSSIBLE if is_past_half else Agreement.DOUBTFUL

"""Energy, fluence and spot of a full beam keep each other in step while somebody types."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from pico_tracker.domain.laser import FLUENCE_BOUNDS, SPOT_BOUNDS, Spot, SpotShape, energy_mj, fluence_j_cm2
from pico_tracker.domain.passes import ENERGY_LIMIT_MJ
from pico_tracker.ui.kit.decimals import NotRead, read_decimal, said_decimal
from pico_tracker.ui.session_log.pass_text import PassText

_SPOT = ("spot_shape", "spot_width_mm", "spot_height_mm")
_HUNDREDTH, _TENTH = Decimal("0.01"), Decimal("0.1")


def keep_in_step(text: PassText, typed: str) -> PassText:
    """The pass after the field `typed` was changed.

    Energy gives the fluence (to 0.01 J/cm²), fluence gives the energy (to 0.1 mJ); a new spot keeps
    the fluence and gives the energy; any other field only fills the one of both that is empty.
    A fluence or spot that cannot be leaves no energy standing that belongs to another one.
    """
    if typed == "pulse_energy_mj":
        return _with_fluence(text)
    if typed == "fluence_j_cm2" or (typed in _SPOT and text.fluence_j_cm2):
        return _with_energy(replace(text, pulse_energy_mj=""))
    if text.fluence_j_cm2 and text.pulse_energy_mj:
        return text
    return _with_energy(text) if text.fluence_j_cm2 else _with_fluence(text)


def read_spot(text: PassText) -> Spot | None:
    """The spot as typed, none while it is not one that a laser makes."""
    width = _read_within(text.spot_width_mm, *SPOT_BOUNDS)
    height = _read_within(text.spot_height_mm, *SPOT_BOUNDS) if text.is_rectangular else None
    if width is None or (text.is_rectangular and height is None):
        return None
    return Spot(SpotShape(text.spot_shape), width, height)


def _with_fluence(text: PassText) -> PassText:
    spot, energy = read_spot(text), _read_within(text.pulse_energy_mj, Decimal(0), ENERGY_LIMIT_MJ)
    if spot is None or not energy:
        return text
    fluence = fluence_j_cm2(energy, spot).quantize(_HUNDREDTH, ROUND_HALF_UP)
    return replace(text, fluence_j_cm2=said_decimal(fluence))


def _with_energy(text: PassText) -> PassText:
    spot, fluence = read_spot(text), _read_within(text.fluence_j_cm2, *FLUENCE_BOUNDS)
    if spot is None or fluence is None:
        return text
    energy = energy_mj(fluence, spot).quantize(_TENTH, ROUND_HALF_UP)
    return replace(text, pulse_energy_mj=said_decimal(energy))


def _read_within(text: str, low: Decimal, high: Decimal) -> Decimal | None:
    number = read_decimal(text)
    return None if isinstance(number, NotRead) or not low <= number <= high else number

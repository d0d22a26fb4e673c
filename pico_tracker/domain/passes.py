"""A pass over the treated area: its settings, and the rules that each of them keeps."""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from pico_tracker.domain.devices import Device
from pico_tracker.domain.findings import Finding, Findings, Level, check_lengths
from pico_tracker.domain.laser import (
    FLUENCE_BOUNDS,
    PULSES_LIMIT,
    REPETITION_LIMIT,
    SPOT_BOUNDS,
    Agreement,
    FluenceBasis,
    Optic,
    Spot,
    SpotShape,
    compare_fluence,
    fluence_j_cm2,
)
from pico_tracker.domain.words import LINE_LIMIT, Sentence, mark, sentence

ENERGY_LIMIT_MJ = Decimal(5000)
PLACES = {
    "spot_width_mm": 2,
    "spot_height_mm": 2,
    "fluence_j_cm2": 3,
    "pulse_energy_mj": 2,
    "repetition_hz": 2,
    "anaesthesia_percent": 2,
    "area_cm2": 1,
    "overlap_percent": 1,
}
"""Decimal places that are kept of each number."""
TIMES_LIMIT = 20
DENSITY_BOUNDS = (1, 20_000)
"""Foci a cm² that can be recorded."""
OVERLAP_LIMIT = Decimal(50)
"""More of a spot than this, in percent, the next one never covers."""
_SOURCE = "Clinical reference 1.4"
_ARITHMETIC = "Clinical reference 1.3 (design choice)"


class Endpoint(StrEnum):
    """What the skin shows right after the pulse."""

    NONE = "none"
    SLIGHT_WHITENING = "slight whitening"
    FROSTING = "frosting"
    ERYTHEMA = "erythema"
    OEDEMA = "oedema"
    PETECHIAE = "petechiae"
    PINPOINT_BLEEDING = "pinpoint bleeding"
    PURPURA = "purpura"
    BLISTER = "blister"


ENDPOINT_NAMES = {
    Endpoint.NONE: mark("None"),
    Endpoint.SLIGHT_WHITENING: mark("Slight whitening"),
    Endpoint.FROSTING: mark("Frosting"),
    Endpoint.ERYTHEMA: mark("Erythema"),
    Endpoint.OEDEMA: mark("Oedema"),
    Endpoint.PETECHIAE: mark("Petechiae"),
    Endpoint.PINPOINT_BLEEDING: mark("Pinpoint bleeding"),
    Endpoint.PURPURA: mark("Purpura"),
    Endpoint.BLISTER: mark("Blister"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PassEntry:
    """One pass over the area with its settings, as typed."""

    device_id: int
    handpiece_id: int | None
    wavelength_nm: int
    pulse_duration_ps: int
    spot: Spot
    fluence_j_cm2: Decimal
    fluence_basis: FluenceBasis = FluenceBasis.MACRO_SPOT
    pulse_energy_mj: Decimal | None = None
    repetition_hz: Decimal
    pulses: int | None = None
    times: int = 1
    """How often it went over the area with these settings."""
    endpoints: tuple[Endpoint, ...] = ()
    purpose: str = ""
    """What the pass is for, such as an ink colour."""
    density_per_cm2: int | None = None
    """Foci a cm², as a fractional handpiece shows it."""
    overlap_percent: Decimal | None = None
    """Share of a spot's area that the next spot covers again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedPass:
    """A pass on record, with the names of its device and handpiece."""

    device_name: str
    handpiece_name: str
    entry: PassEntry


def check_pass(entry: PassEntry, device: Device | None, prefix: str = "") -> Findings:
    """All that is wrong or doubtful with one pass; fields are named `prefix` + field."""
    if device is None or not device.active:
        said = sentence(mark("Choose a device that is in service."))
        return (_stop(f"{prefix}device_id", said),)
    found = [*_check_device(entry, device), *_check_pulse(entry, device)]
    found += [*_check_places(entry), *_check_spot(entry.spot), *_check_dose(entry), *_check_rate(entry)]
    found += _check_cover(entry)
    return tuple(_prefixed(finding, prefix) for finding in found)


def _check_device(entry: PassEntry, device: Device) -> Findings:
    found = []
    handpieces = {handpiece.id for handpiece in device.handpieces}
    if entry.handpiece_id is not None and entry.handpiece_id not in handpieces:
        said = sentence(mark("This handpiece does not belong to {device}."), device=device.name)
        found.append(_stop("handpiece_id", said))
    if entry.wavelength_nm not in device.wavelengths_nm:
        said = sentence(
            mark("{device} has no {wavelength} nm; it gives {known} nm."),
            device=device.name,
            wavelength=entry.wavelength_nm,
            known=", ".join(str(wavelength) for wavelength in device.wavelengths_nm),
        )
        found.append(_stop("wavelength_nm", said))
    return (*found, *check_lengths(entry, {"purpose": LINE_LIMIT}, "session"))


def _check_pulse(entry: PassEntry, device: Device) -> Findings:
    low, high = device.pulse_bounds_ps(entry.wavelength_nm)
    if low <= entry.pulse_duration_ps <= high:
        return ()
    said = sentence(
        mark("A pulse of {value} ps is outside {low} to {high} ps."),
        value=entry.pulse_duration_ps,
        low=low,
        high=high,
    )
    return (_stop("pulse_duration_ps", said),)


def _check_places(entry: PassEntry) -> Findings:
    """More decimal places than are kept would be lost without a word."""
    values = {
        "spot_width_mm": entry.spot.width_mm,
        "spot_height_mm": entry.spot.height_mm,
        "fluence_j_cm2": entry.fluence_j_cm2,
        "pulse_energy_mj": entry.pulse_energy_mj,
        "repetition_hz": entry.repetition_hz,
        "overlap_percent": entry.overlap_percent,
    }
    return tuple(
        too_fine(name, PLACES[name])
        for name, value in values.items()
        if value is not None and not fits(value, PLACES[name])
    )


def fits(value: Decimal, places: int) -> bool:
    """Whether a number has at most so many decimal places that are not zero."""
    return not value.is_finite() or int(value.normalize().as_tuple().exponent) >= -places


def too_fine(field: str, places: int) -> Finding:
    """Says that a number has more decimal places than are kept."""
    return _stop(field, sentence(mark("At most {places} decimal places are kept."), places=places))


def _check_spot(spot: Spot) -> Findings:
    low, high = SPOT_BOUNDS
    sides = {"spot_width_mm": spot.width_mm}
    if spot.shape is SpotShape.RECTANGULAR:
        sides["spot_height_mm"] = spot.height_mm or Decimal(0)
    said = sentence(mark("A spot is {low} to {high} mm wide and high."), low=low, high=high)
    return tuple(_stop(name, said) for name, side in sides.items() if not is_within(side, low, high))


def _check_dose(entry: PassEntry) -> Findings:
    found = []
    if not is_within(entry.fluence_j_cm2, *FLUENCE_BOUNDS):
        found.append(_stop("fluence_j_cm2", _impossible_fluence(entry.fluence_j_cm2)))
    energy = entry.pulse_energy_mj
    if energy is not None and (not is_within(energy, Decimal(0), ENERGY_LIMIT_MJ) or not energy):
        said = sentence(mark("A pulse has more than 0 and at most {limit} mJ."), limit=ENERGY_LIMIT_MJ)
        found.append(_stop("pulse_energy_mj", said))
    elif energy is not None and _follows_from_spot(entry):
        found += _check_joules(energy, entry.spot)
    return tuple(found) or _check_arithmetic(entry)


def _impossible_fluence(fluence: Decimal) -> Sentence:
    low, high = FLUENCE_BOUNDS
    if is_within(fluence, low * 1000, high * 1000):
        return sentence(
            mark(
                "A fluence is {low} to {high} J/cm². {entered} reads like mJ/cm²; "
                "{entered} mJ/cm² is {read} J/cm². Check the unit."
            ),
            low=low,
            high=high,
            entered=fluence,
            read=format((fluence / 1000).normalize(), "f"),
        )
    return sentence(mark("A fluence is {low} to {high} J/cm². Check the decimal point."), low=low, high=high)


def _check_joules(energy: Decimal, spot: Spot) -> Findings:
    """A pulse too weak for any fluence, that would be a possible one in J, was typed in J."""
    low, high = FLUENCE_BOUNDS
    in_joules = energy * 1000
    if fluence_j_cm2(energy, spot) >= low or not is_within(fluence_j_cm2(in_joules, spot), low, high):
        return ()
    said = sentence(
        mark("{entered} mJ on this spot is less than {low} J/cm². It reads like {entered} J, which is {read} mJ."),
        entered=energy,
        low=low,
        read=format(in_joules.normalize(), "f"),
    )
    return (Finding("pulse_energy_mj", said, Level.STOP, "laser.joules", "energy in mJ", _ARITHMETIC),)


def _follows_from_spot(entry: PassEntry) -> bool:
    """Whether the fluence is energy over spot: the average over a spot that a laser makes."""
    return entry.fluence_basis is FluenceBasis.MACRO_SPOT and not _check_spot(entry.spot)


def _check_arithmetic(entry: PassEntry) -> Findings:
    if entry.pulse_energy_mj is None or not _follows_from_spot(entry):
        return ()
    computed = fluence_j_cm2(entry.pulse_energy_mj, entry.spot)
    agreement = compare_fluence(entry.fluence_j_cm2, computed)
    if agreement is Agreement.AGREES:
        return ()
    said = sentence(
        mark("{energy} mJ on this spot is {computed} J/cm², but {entered} J/cm² is entered."),
        energy=entry.pulse_energy_mj,
        computed=computed.quantize(Decimal("0.01")),
        entered=entry.fluence_j_cm2,
    )
    level = Level.STOP if agreement is Agreement.IMPOSSIBLE else Level.CAUTION
    return (Finding("fluence_j_cm2", said, level, "laser.arithmetic", "fluence = energy / area", _ARITHMETIC),)


def _check_rate(entry: PassEntry) -> Findings:
    found = []
    if not is_within(entry.repetition_hz, Decimal(0), REPETITION_LIMIT) or not entry.repetition_hz:
        said = sentence(mark("A repetition rate is above 0 and at most {limit} Hz."), limit=REPETITION_LIMIT)
        found.append(_stop("repetition_hz", said))
    if entry.pulses is not None and not 1 <= entry.pulses <= PULSES_LIMIT:
        said = sentence(mark("A pass has 1 to {limit} pulses."), limit=PULSES_LIMIT)
        found.append(_stop("pulses", said))
    if not 1 <= entry.times <= TIMES_LIMIT:
        said = sentence(mark("Settings go over an area 1 to {limit} times."), limit=TIMES_LIMIT)
        found.append(_stop("times", said))
    return tuple(found)


def _check_cover(entry: PassEntry) -> Findings:
    """How densely the skin is covered: foci of a fractional pulse, and the overlap of spots."""
    found = []
    low, high = DENSITY_BOUNDS
    if entry.density_per_cm2 is not None and not low <= entry.density_per_cm2 <= high:
        said = sentence(mark("A density is {low} to {high} foci per cm²."), low=low, high=high)
        found.append(_stop("density_per_cm2", said))
    if entry.overlap_percent is not None and not is_within(entry.overlap_percent, Decimal(0), OVERLAP_LIMIT):
        said = sentence(mark("Spots overlap by 0 to {limit} %."), limit=OVERLAP_LIMIT)
        found.append(_stop("overlap_percent", said))
    return tuple(found)


def suggest_basis(optic: Optic) -> FluenceBasis | None:
    """The only basis that a full beam can have; for others the person says which one it is."""
    return FluenceBasis.MACRO_SPOT if optic is Optic.FULL_BEAM else None


def is_within(value: Decimal, low: Decimal, high: Decimal) -> bool:
    """Whether `value` is a number from `low` to `high`; "nan" can be typed too and is none."""
    return value.is_finite() and low <= value <= high


def _prefixed(finding: Finding, prefix: str) -> Finding:
    return replace(finding, field=prefix + finding.field)


def _stop(field: str, said: Sentence) -> Finding:
    return Finding(field, said, Level.STOP, f"session.{field}", source=_SOURCE)

"""What a laser in the clinic can give: its limits at each wavelength, and how its handpieces split the beam.

The limits are a rule of the clinic, written when the laser is put into service. A setting past a
limit that is sourced or ticked off cannot be delivered and stops; past another it is a caution.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from pico_tracker.domain.catalogue import CatalogueDevice, CatalogueHandpiece, CatalogueMode, read_device
from pico_tracker.domain.devices import Device, DeviceEntry, HandpieceEntry, PulseMode
from pico_tracker.domain.evidence import Evidence, Figure
from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.laser import FluenceBasis, Spot, SpotShape, foci_in, microbeam_energy_mj
from pico_tracker.domain.passes import PassEntry
from pico_tracker.domain.ranges import plainly
from pico_tracker.domain.rules import Content, Rule, plain
from pico_tracker.domain.words import mark, sentence

_KEY = "device-"
_ROUNDING = Decimal("1.01")
"""An energy follows from a fluence that the laser shows rounded: up to 1 % past its limit is that rounding.
0.71 J/cm² on 6 mm are 200.7 mJ, published for a laser of 200 mJ (reference, section 1.3)."""
_TEXTS = {
    "pulse_energy_mj": mark(
        "{device} is listed with at most {limit} mJ at {wavelength} nm; {value} mJ is entered."
    ),
    "fluence_j_cm2": mark(
        "{device} is listed with at most {limit} J/cm² at {wavelength} nm; {value} J/cm² is entered."
    ),
    "repetition_hz": mark("{device} is listed with at most {limit} Hz; {value} Hz is entered."),
    "pulse_duration_ps": mark(
        "{device} is listed with at most {limit} ps at {wavelength} nm; {value} ps is entered."
    ),
    "spot_mm": mark("{device} is listed with spots of at most {limit} mm; {value} mm is entered."),
}
_LEAST = {
    "pulse_duration_ps": mark(
        "{device} is listed with at least {limit} ps at {wavelength} nm; {value} ps is entered."
    ),
    "spot_mm": mark("{device} is listed with spots of at least {limit} mm; {value} mm is entered."),
}


@dataclass(frozen=True, slots=True)
class DeviceLimits:
    """A laser's limits in the version of the rule that is in force."""

    rule: Rule
    model: CatalogueDevice

    def mode_at(self, wavelength_nm: int) -> CatalogueMode | None:
        """The limits at a wavelength, None where none are listed."""
        return next((mode for mode in self.model.modes if mode.wavelength_nm == wavelength_nm), None)

    def handpiece(self, name: str) -> CatalogueHandpiece | None:
        """What is known of the handpiece of this name."""
        return next((piece for piece in self.model.handpieces if piece.name == name), None)


def read_limits(rule: Rule) -> DeviceLimits:
    """The limits that a rule holds; raises what `read_device` raises."""
    return DeviceLimits(rule, read_device(rule.content))


def limits_key(device_id: int) -> str:
    """The key of the rule that holds a laser's limits."""
    return f"{_KEY}{device_id}"


def device_of(key: str) -> int:
    """The laser whose limits a rule of this key holds; raises `ValueError` for another key."""
    return int(key.removeprefix(_KEY))


def limits_of_entry(entry: DeviceEntry) -> Content:
    """What the clinic typed of a laser that is on no list, as the record of its limits."""
    return {
        "key": "",
        "name": entry.name,
        "manufacturer": "",
        "is_nanosecond": entry.is_nanosecond,
        "modes": [_mode_record(mode, entry.max_repetition_hz) for mode in entry.modes],
        "handpieces": [
            {"name": piece.name, "optic": piece.optic.value, "evidence": Evidence.UNSOURCED.value}
            for piece in entry.handpieces
        ],
        "clearances": [],
        "notes": "",
        "evidence": Evidence.UNSOURCED.value,
        "sources": [],
    }


def entry_of_device(device: Device) -> DeviceEntry:
    """A laser on record as if it were typed again."""
    return DeviceEntry(
        name=device.name,
        serial=device.serial,
        is_nanosecond=device.is_nanosecond,
        modes=device.modes,
        handpieces=tuple(HandpieceEntry(piece.name, piece.optic) for piece in device.handpieces),
        max_repetition_hz=device.max_repetition_hz,
    )


def with_arrays(device: Device, limits: DeviceLimits) -> Device:
    """The laser with what its limits say of how each handpiece splits the beam."""
    known = {piece.name: piece.array for piece in limits.model.handpieces}
    pieces = tuple(replace(piece, array=known.get(piece.name)) for piece in device.handpieces)
    return replace(device, handpieces=pieces)


def check_limits(entry: PassEntry, limits: DeviceLimits) -> Findings:
    """A finding for each setting that the laser is not listed to give."""
    return tuple(
        _finding(field, entry, limit, value, limits, _TEXTS if is_most else _LEAST)
        for field, limit, value, is_most in _limits_of(entry, limits)
        if value.is_finite() and (value > limit.value if is_most else value < limit.value)
    )


def microbeam_energies_mj(energy_mj: Decimal, spot: Spot, piece: CatalogueHandpiece) -> tuple[Decimal, ...]:
    """Energy in mJ of each focus, least and most where the number of foci is a range; empty if not known."""
    if piece.share_in_foci is None:
        return ()
    share = piece.share_in_foci.value
    if piece.foci is not None:
        return (microbeam_energy_mj(energy_mj, share, piece.foci.whole),)
    densities = {one.value for one in (piece.foci_to_per_cm2, piece.foci_from_per_cm2) if one is not None}
    return tuple(
        microbeam_energy_mj(energy_mj, share, foci_in(spot, density)) for density in sorted(densities, reverse=True)
    )


_Limit = tuple[str, Figure, Decimal, bool]
"""Field, limit, value, and whether the limit is the most that is given."""


def _limits_of(entry: PassEntry, limits: DeviceLimits) -> Iterator[_Limit]:
    mode = limits.mode_at(entry.wavelength_nm)
    if mode is not None:
        yield from _mode_limits(entry, mode)
    sides = {"spot_width_mm": entry.spot.width_mm}
    if entry.spot.shape is SpotShape.RECTANGULAR and entry.spot.height_mm is not None:
        sides["spot_height_mm"] = entry.spot.height_mm
    for field, side in sides.items():
        yield from _ends(field, limits.model.smallest_spot_mm, limits.model.largest_spot_mm, side)


def _mode_limits(entry: PassEntry, mode: CatalogueMode) -> Iterator[_Limit]:
    yield from _ends("pulse_duration_ps", mode.shortest_ps, mode.longest_ps, Decimal(entry.pulse_duration_ps))
    if entry.fluence_basis is FluenceBasis.MACRO_SPOT:
        yield from _ends("fluence_j_cm2", None, mode.max_fluence_j_cm2, entry.fluence_j_cm2)
    if entry.pulse_energy_mj is not None:
        most = mode.max_energy_mj
        if most is not None and entry.pulse_energy_mj > most.value * _ROUNDING:
            yield "pulse_energy_mj", most, entry.pulse_energy_mj, True
    yield from _ends("repetition_hz", None, mode.max_repetition_hz, entry.repetition_hz)


def _ends(field: str, least: Figure | None, most: Figure | None, value: Decimal) -> Iterator[_Limit]:
    if least is not None:
        yield field, least, value, False
    if most is not None:
        yield field, most, value, True


def _finding(
    field: str, entry: PassEntry, limit: Figure, value: Decimal, limits: DeviceLimits, texts: dict[str, str]
) -> Finding:
    kind = "spot_mm" if field.startswith("spot_") else field
    level = limits.rule.level_for(limit.evidence, Level.STOP)
    said = sentence(
        texts[kind],
        device=limits.model.name,
        limit=plainly(limit.value),
        wavelength=entry.wavelength_nm,
        value=plainly(value),
    )
    source = ", ".join(limits.model.sources)
    return Finding(field, said, level, "laser.device", "device limit", source, overridable=level is Level.STOP)


def _mode_record(mode: PulseMode, rate: Decimal | None) -> Content:
    figures = {
        "shortest_ps": mode.shortest_ps,
        "longest_ps": mode.longest_ps,
        "max_repetition_hz": plain(rate),
    }
    unsourced = Evidence.UNSOURCED.value
    known = {name: {"value": value, "evidence": unsourced} for name, value in figures.items() if value is not None}
    fixed = {"wavelength_nm": mode.wavelength_nm, "evidence": unsourced, "is_nanosecond": mode.is_nanosecond}
    return {**fixed, **known}

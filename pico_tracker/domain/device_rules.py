"""What the clinic may edit in the limits of a laser: they follow from its wavelengths and handpieces."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from pico_tracker.domain.catalogue import read_device
from pico_tracker.domain.devices import OPTIC_NAMES
from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.laser import (
    FLUENCE_BOUNDS,
    LONGEST_NANOSECOND_PULSE_PS,
    REPETITION_LIMIT,
    SPOT_BOUNDS,
    FociArray,
    Optic,
)
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.rules import Content, RuleField, RuleKind, ValueKind, part_of
from pico_tracker.domain.words import Sentence, mark, sentence

_LEAST = Decimal("0.01")
_ENERGY_LIMIT_MJ = Decimal(5000)
_FOCI_LIMIT = Decimal(100_000)
_ARRAY_NAMES = {FociArray.LENSES: mark("Small lenses"), FociArray.HOLOGRAPHIC: mark("Holographic grid")}
_SKIN_TYPES = tuple((one.value, one.value) for one in Fitzpatrick)


def _figure(path: str, label: str, unit: str, high: Decimal, low: Decimal = _LEAST) -> RuleField:
    return RuleField(
        path=f"{path}.value",
        label=label,
        kind=ValueKind.DECIMAL,
        unit=unit,
        required=False,
        low=low,
        high=high,
    )


def _pulse(path: str, label: str) -> RuleField:
    high = Decimal(LONGEST_NANOSECOND_PULSE_PS)
    return replace(_figure(path, label, mark("ps"), high, Decimal(1)), kind=ValueKind.WHOLE)


FIELDS = (
    _figure("smallest_spot_mm", mark("Smallest spot"), mark("mm"), SPOT_BOUNDS[1], SPOT_BOUNDS[0]),
    _figure("largest_spot_mm", mark("Largest spot"), mark("mm"), SPOT_BOUNDS[1], SPOT_BOUNDS[0]),
    RuleField(path="notes", label=mark("Notes"), kind=ValueKind.TEXT, required=False),
)
"""What every laser has."""


def fields_of_device(content: Content) -> tuple[RuleField, ...]:
    """What this laser has: its wavelengths, its handpieces, its cleared uses and room for one more use."""
    found = [one for at, mode in enumerate(content["modes"]) for one in _mode_fields(f"modes.{at}", mode)]
    for at, piece in enumerate(content["handpieces"]):
        found += _piece_fields(f"handpieces.{at}", piece)
    clearances = content["clearances"]
    for at, clearance in enumerate(clearances):
        found += _use_fields(f"clearances.{at}", clearance.get("use", ""), required=True)
    return (*found, *_use_fields(f"clearances.{len(clearances)}", "", required=False))


def _mode_fields(path: str, mode: Mapping[str, Any]) -> Iterator[RuleField]:
    fields = (
        _pulse(f"{path}.shortest_ps", mark("Shortest pulse")),
        _pulse(f"{path}.longest_ps", mark("Longest pulse")),
        _figure(f"{path}.max_energy_mj", mark("Highest energy"), mark("mJ"), _ENERGY_LIMIT_MJ),
        _figure(f"{path}.max_fluence_j_cm2", mark("Highest fluence"), mark("J/cm²"), FLUENCE_BOUNDS[1]),
        _figure(f"{path}.max_repetition_hz", mark("Fastest rate"), mark("Hz"), REPETITION_LIMIT),
        RuleField(
            path=f"{path}.is_nanosecond", label=mark("Nanosecond pulses"), kind=ValueKind.TICK, required=False
        ),
    )
    return _grouped(fields, f"{mode['wavelength_nm']} nm")


def _piece_fields(path: str, piece: Mapping[str, Any]) -> Iterator[RuleField]:
    beams = tuple((optic.value, name) for optic, name in OPTIC_NAMES.items())
    arrays = tuple((array.value, name) for array, name in _ARRAY_NAMES.items())
    fields = [RuleField(path=f"{path}.optic", label=mark("Beam"), kind=ValueKind.CHOICE, choices=beams)]
    if piece["optic"] == Optic.FRACTIONAL:
        array = RuleField(path=f"{path}.array", label=mark("Splits by"), kind=ValueKind.CHOICE, choices=arrays)
        fields += [
            replace(array, required=False),
            _figure(f"{path}.share_in_foci", mark("Share of the energy in the foci, 0 to 1"), "", Decimal(1)),
            _figure(f"{path}.foci", mark("Foci of a pulse"), "", _FOCI_LIMIT),
            _figure(f"{path}.foci_from_per_cm2", mark("Foci per cm², from"), "", _FOCI_LIMIT),
            _figure(f"{path}.foci_to_per_cm2", mark("Foci per cm², to"), "", _FOCI_LIMIT),
        ]
    return _grouped(fields, piece["name"])


def _use_fields(path: str, use: str, *, required: bool) -> Iterator[RuleField]:
    name = RuleField(path=f"{path}.use", label=mark("Cleared use"), kind=ValueKind.LINE, required=required)
    several = replace(name, kind=ValueKind.SEVERAL, required=False)
    types = replace(
        several, path=f"{path}.skin_types", label=mark("Skin types; none: no limit"), choices=_SKIN_TYPES
    )
    concerns = replace(several, path=f"{path}.concerns", label=mark("Concerns"), of=RuleKind.CONCERN)
    return _grouped((name, types, concerns), use)


def _grouped(fields: Any, group: str) -> Iterator[RuleField]:
    return (replace(field, group=group) for field in fields)


def check_device_rule(content: Content) -> Findings:
    """What the bounds of single numbers cannot say: the ends must rise."""
    modes = [f"modes.{at}" for at, _mode in enumerate(content["modes"])]
    pairs = [("smallest_spot_mm", "largest_spot_mm")]
    pairs += [(f"{path}.shortest_ps", f"{path}.longest_ps") for path in modes]
    pieces = [f"handpieces.{at}" for at, _piece in enumerate(content["handpieces"])]
    pairs += [(f"{path}.foci_from_per_cm2", f"{path}.foci_to_per_cm2") for path in pieces]
    falling = [high for low, high in pairs if _falls(content, low, high)]
    said = sentence(mark("This is smaller than the number before it."))
    return tuple(Finding(f"{path}.value", said, code="rule.device") for path in falling)


def _falls(content: Content, low: str, high: str) -> bool:
    ends = part_of(content, f"{low}.value"), part_of(content, f"{high}.value")
    return None not in ends and Decimal(ends[1]) < Decimal(ends[0])


def facts_of_device(content: Content) -> Sentence:
    """Its wavelengths, and for how many of its uses a skin type is cleared."""
    device = read_device(content)
    lengths = ", ".join(str(one) for one in device.wavelengths_nm)
    if not device.clearances:
        return sentence(mark("{lengths} nm; no cleared use listed"), lengths=lengths)
    return sentence(mark("{lengths} nm; cleared uses: {uses}"), lengths=lengths, uses=len(device.clearances))

"""What the clinic may edit of plausible ranges and dose protocols, and what single bounds cannot say."""

from decimal import Decimal

from pico_tracker.domain.devices import OPTIC_NAMES, WAVELENGTHS_NM
from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.laser import (
    BASIS_NAMES,
    FLUENCE_BOUNDS,
    LONGEST_NANOSECOND_PULSE_PS,
    PULSE_BOUNDS_PS,
    PULSES_LIMIT,
    REPETITION_LIMIT,
    SPOT_BOUNDS,
)
from pico_tracker.domain.passes import TIMES_LIMIT, fits
from pico_tracker.domain.ranges import SKIN_TYPES, plainly
from pico_tracker.domain.rules import Content, RuleField, RuleKind, ValueKind, number_in, part_of
from pico_tracker.domain.words import mark, sentence

_NM = mark("nm")
_OWN_WAVELENGTHS = ("532", "670", "694", "730", "755", "785", "1064")
"""Wavelengths that may have a plausible fluence of their own."""
_TYPES = tuple((one.value, one.value) for one in SKIN_TYPES)


def _number(
    path: str, label: str, unit: str, bounds: tuple[Decimal, Decimal], *, required: bool = True
) -> RuleField:
    low, high = bounds
    return RuleField(
        path=path, label=label, kind=ValueKind.DECIMAL, unit=unit, required=required, low=low, high=high
    )


def _choice(path: str, label: str, choices: tuple[tuple[str, str], ...]) -> RuleField:
    return RuleField(path=path, label=label, kind=ValueKind.CHOICE, choices=choices)


def _up_to(limit: int | Decimal) -> tuple[Decimal, Decimal]:
    return Decimal(0), Decimal(limit)


_PULSES_PS = (Decimal(PULSE_BOUNDS_PS[0]), Decimal(LONGEST_NANOSECOND_PULSE_PS))
_PLAUSIBLE = (
    ("fluence_{end}_j_cm2", mark("Fluence, from"), mark("Fluence, to"), mark("J/cm²"), FLUENCE_BOUNDS),
    ("spot_{end}_mm", mark("Spot, from"), mark("Spot, to"), mark("mm"), SPOT_BOUNDS),
    ("pulse_{end}_ps", mark("Pulse, from"), mark("Pulse, to"), mark("ps"), _PULSES_PS),
    ("rate_{end}_hz", mark("Rate, from"), mark("Rate, to"), mark("Hz"), _up_to(REPETITION_LIMIT)),
    ("passes_{end}", mark("Passes, from"), mark("Passes, to"), "", _up_to(TIMES_LIMIT)),
    ("area_{end}_cm2", mark("Area, from"), mark("Area, to"), mark("cm²"), _up_to(2000)),
    ("pulses_{end}", mark("Pulses, from"), mark("Pulses, to"), "", _up_to(PULSES_LIMIT)),
    ("pain_{end}", mark("Pain, from"), mark("Pain, to"), mark("/ 10"), _up_to(10)),
)
_PROTOCOL = _PLAUSIBLE[:4]
_LEAST_RATE = Decimal("0.01")
_STARTS = (
    ("fluence_{end}_j_cm2", mark("Fluence to start from"), mark("J/cm²"), FLUENCE_BOUNDS, 3),
    ("spot_{end}_mm", mark("Spot to start from"), mark("mm"), SPOT_BOUNDS, 2),
    ("pulse_{end}_ps", mark("Pulse to start from"), mark("ps"), _PULSES_PS, 0),
    ("rate_{end}_hz", mark("Rate to start from"), mark("Hz"), (_LEAST_RATE, REPETITION_LIMIT), 2),
)
"""The range it lies in, label, unit, bounds, and how many decimal places a pass keeps of it."""


def _pair(
    path: str, low: str, high: str, unit: str, bounds: tuple[Decimal, Decimal]
) -> tuple[RuleField, RuleField]:
    return (
        _number(path.format(end="from"), low, unit, bounds),
        _number(path.format(end="to"), high, unit, bounds),
    )


def _start(path: str) -> str:
    return f"start_{path.replace('_{end}', '')}"


def _own_fluence(wavelength: str) -> tuple[RuleField, RuleField]:
    path, unit = f"fluence_at.{wavelength}", mark("J/cm²")
    return (
        _number(f"{path}.from.value", _FROM_AT[wavelength], unit, FLUENCE_BOUNDS, required=False),
        _number(f"{path}.to.value", _TO_AT[wavelength], unit, FLUENCE_BOUNDS, required=False),
    )


_FROM_AT = {
    "532": mark("Fluence at 532 nm, from"),
    "670": mark("Fluence at 670 nm, from"),
    "694": mark("Fluence at 694 nm, from"),
    "730": mark("Fluence at 730 nm, from"),
    "755": mark("Fluence at 755 nm, from"),
    "785": mark("Fluence at 785 nm, from"),
    "1064": mark("Fluence at 1064 nm, from"),
}
_TO_AT = {
    "532": mark("Fluence at 532 nm, to"),
    "670": mark("Fluence at 670 nm, to"),
    "694": mark("Fluence at 694 nm, to"),
    "730": mark("Fluence at 730 nm, to"),
    "755": mark("Fluence at 755 nm, to"),
    "785": mark("Fluence at 785 nm, to"),
    "1064": mark("Fluence at 1064 nm, to"),
}

PLAUSIBLE_FIELDS: tuple[RuleField, ...] = (
    RuleField(path="wavelengths_nm", label=mark("Wavelengths"), kind=ValueKind.LINES, unit=_NM),
    RuleField(
        path="doubtful_wavelengths_nm",
        label=mark("Doubtful wavelengths"),
        kind=ValueKind.LINES,
        unit=_NM,
        required=False,
    ),
    *(
        field
        for path, low, high, unit, bounds in _PLAUSIBLE
        for field in _pair(f"{path}.value", low, high, unit, bounds)
    ),
    *(field for wavelength in _OWN_WAVELENGTHS for field in _own_fluence(wavelength)),
    _number("overlap_note_percent.value", mark("Overlap, a note past"), mark("%"), _up_to(50)),
    _number("overlap_to_percent.value", mark("Overlap, a reason past"), mark("%"), _up_to(50)),
    RuleField(path="note", label=mark("Where it comes from"), kind=ValueKind.TEXT, required=False),
)

PROTOCOL_FIELDS: tuple[RuleField, ...] = (
    RuleField(path="name", label=mark("Name"), kind=ValueKind.LINE),
    RuleField(path="concern", label=mark("Concern"), kind=ValueKind.CHOICE, of=RuleKind.CONCERN),
    _choice("skin_from", mark("Skin type, from"), _TYPES),
    _choice("skin_to", mark("Skin type, to"), _TYPES),
    RuleField(
        path="wavelength_nm",
        label=mark("Wavelength"),
        kind=ValueKind.WHOLE,
        unit=_NM,
        low=Decimal(WAVELENGTHS_NM[0]),
        high=Decimal(WAVELENGTHS_NM[1]),
    ),
    _choice("optic", mark("Beam"), tuple((one.value, name) for one, name in OPTIC_NAMES.items())),
    _choice("fluence_basis", mark("Fluence given"), tuple((one.value, name) for one, name in BASIS_NAMES.items())),
    *(
        _number(path.format(end=end), label, unit, bounds, required=path.startswith("fluence"))
        for path, low, high, unit, bounds in _PROTOCOL
        for end, label in (("from", low), ("to", high))
    ),
    *(_number(_start(path), label, unit, bounds, required=False) for path, label, unit, bounds, _ in _STARTS),
    RuleField(path="note", label=mark("Note"), kind=ValueKind.TEXT, required=False),
)


def check_plausible_range(content: Content) -> Findings:
    """Wavelengths are whole numbers, and every range rises. Single numbers are within their bounds."""
    found = [*_check_wavelengths(content)]
    paths = [f"{path}.value" for path, *_ in _PLAUSIBLE]
    pairs = [(path.format(end="from"), path.format(end="to")) for path in paths]
    pairs += [(f"fluence_at.{one}.from.value", f"fluence_at.{one}.to.value") for one in _OWN_WAVELENGTHS]
    pairs.append(("overlap_note_percent.value", "overlap_to_percent.value"))
    return (*found, *_check_pairs(content, pairs))


def check_protocol(content: Content) -> Findings:
    """Ranges have both ends or none, and rise, the skin types too; what to start from lies inside them."""
    types = [value for value, _ in _TYPES]
    found = []
    if types.index(content["skin_from"]) > types.index(content["skin_to"]):
        found.append(_wrong("skin_to", mark("This is lower than the skin type before it.")))
    pairs = [(path.format(end="from"), path.format(end="to")) for path, *_ in _PROTOCOL]
    return (*found, *(_check_pairs(content, pairs) or _check_starts(content)))


def _check_starts(content: Content) -> Findings:
    found = []
    for path, _label, _unit, _bounds, places in _STARTS:
        start = number_in(content.get(_start(path)))
        low, high = (number_in(content.get(path.format(end=end))) for end in ("from", "to"))
        if start is not None and low is not None and high is not None and not low <= start <= high:
            text = mark("This is outside the protocol's own {low} to {high}.")
            found.append(_wrong(_start(path), text, low=plainly(low), high=plainly(high)))
        elif start is not None and not fits(start, places):
            found.append(_wrong(_start(path), mark("At most {places} decimal places are kept."), places=places))
    return tuple(found)


def _check_wavelengths(content: Content) -> Findings:
    low, high = WAVELENGTHS_NM
    return tuple(
        Finding(
            path, sentence(mark("A wavelength is {low} to {high} nm."), low=low, high=high), code=f"rule.{path}"
        )
        for path in ("wavelengths_nm", "doubtful_wavelengths_nm")
        if not all(str(one).isdecimal() and low <= int(one) <= high for one in content.get(path) or ())
    )


def _check_pairs(content: Content, pairs: list[tuple[str, str]]) -> Findings:
    found = []
    for first, second in pairs:
        low, high = part_of(content, first), part_of(content, second)
        given = [value for value in (low, high) if value not in (None, "")]
        if len(given) == 1:
            found.append(_wrong(second, mark("Enter both ends, or none.")))
        elif given and Decimal(low) > Decimal(high):
            found.append(_wrong(second, mark("This is smaller than the number before it.")))
    return tuple(found)


def _wrong(path: str, text: str, **values: object) -> Finding:
    return Finding(path, sentence(text, **values), code=f"rule.{path}")

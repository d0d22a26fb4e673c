"""Ranges of a dose that are never mixed: what is plausible, and what the clinic adopted as its protocol.

A plausible range catches typing errors and is silent inside (clinical reference, section 1.5). Only
a protocol that the clinic adopted says "inside". What a device can give is told by `device_limits`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from pico_tracker.domain.evidence import Evidence
from pico_tracker.domain.laser import Beam, FluenceBasis, Optic
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.rules import Content

SKIN_TYPES = tuple(Fitzpatrick)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Both ends of a range; the unit is in the name of the field that holds it."""

    low: Decimal
    high: Decimal

    def holds(self, value: Decimal) -> bool:
        """Whether a finite value lies in the range, ends included."""
        return value.is_finite() and self.low <= value <= self.high

    def __str__(self) -> str:
        return f"{plainly(self.low)}–{plainly(self.high)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlausibleRange:
    """What is plausible for a concern: averages over the spot, never values per microbeam."""

    concern: str
    """The concern's key."""
    name: str
    wavelengths_nm: tuple[int, ...]
    doubtful_wavelengths_nm: tuple[int, ...]
    pulse_ps: Bounds
    spot_mm: Bounds
    fluence_j_cm2: Bounds
    fluence_at: Mapping[int, Bounds]
    """Where a wavelength has a range of its own, that one counts."""
    rate_hz: Bounds
    passes: Bounds
    area_cm2: Bounds
    pulses: Bounds
    pain: Bounds
    overlap_note_percent: Decimal
    """More overlap than this is worth a note, more than the next a reason."""
    overlap_to_percent: Decimal
    evidence: Evidence
    sources: tuple[str, ...]

    def fluence_for(self, wavelength_nm: int) -> Bounds:
        """The range of the fluence in J/cm² at this wavelength."""
        return self.fluence_at.get(wavelength_nm, self.fluence_j_cm2)


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseProtocol:
    """What the clinic itself adopted for a concern, skin types, wavelength and beam."""

    name: str
    concern: str
    skin_types: tuple[Fitzpatrick, ...]
    wavelength_nm: int
    optic: Optic
    basis: FluenceBasis
    fluence_j_cm2: Bounds
    spot_mm: Bounds | None = None
    """None: the protocol leaves it open, as with the others below."""
    pulse_ps: Bounds | None = None
    rate_hz: Bounds | None = None
    start_fluence_j_cm2: Decimal | None = None
    """What the clinic entered as a value to start from, as with the others below; a range alone gives none."""
    start_spot_mm: Decimal | None = None
    start_pulse_ps: int | None = None
    start_rate_hz: Decimal | None = None

    @property
    def has_start(self) -> bool:
        """Whether the clinic entered any value to start from."""
        starts = (self.start_fluence_j_cm2, self.start_spot_mm, self.start_pulse_ps, self.start_rate_hz)
        return any(one is not None for one in starts)

    def is_for(self, concern: str, skin_type: Fitzpatrick | None) -> bool:
        """Whether it covers this patient; while the skin type is not known only one for all types does."""
        types = SKIN_TYPES if skin_type is None else (skin_type,)
        return concern == self.concern and set(types) <= set(self.skin_types)

    def covers(self, wavelength_nm: int, beam: Beam, basis: FluenceBasis) -> bool:
        """Whether it speaks of this wavelength, beam and basis of the fluence."""
        return (wavelength_nm, beam.optic, basis) == (self.wavelength_nm, self.optic, self.basis)


def read_plausible_range(content: Content) -> PlausibleRange:
    """A plausible range from its record.

    Raises `KeyError`, `TypeError`, `ValueError` or `ArithmeticError` where it is none.
    """
    at: Mapping[str, Any] = content.get("fluence_at", {})
    return PlausibleRange(
        concern=content["concern"],
        name=content["name"],
        wavelengths_nm=tuple(int(one) for one in content["wavelengths_nm"]),
        doubtful_wavelengths_nm=tuple(int(one) for one in content.get("doubtful_wavelengths_nm", ())),
        pulse_ps=_figures(content, "pulse_from_ps", "pulse_to_ps"),
        spot_mm=_figures(content, "spot_from_mm", "spot_to_mm"),
        fluence_j_cm2=_figures(content, "fluence_from_j_cm2", "fluence_to_j_cm2"),
        fluence_at=MappingProxyType(
            {int(key): _figures(one, "from", "to") for key, one in at.items() if _is_whole(one)}
        ),
        rate_hz=_figures(content, "rate_from_hz", "rate_to_hz"),
        passes=_figures(content, "passes_from", "passes_to"),
        area_cm2=_figures(content, "area_from_cm2", "area_to_cm2"),
        pulses=_figures(content, "pulses_from", "pulses_to"),
        pain=_figures(content, "pain_from", "pain_to"),
        overlap_note_percent=_value(content["overlap_note_percent"]),
        overlap_to_percent=_value(content["overlap_to_percent"]),
        evidence=Evidence(content["evidence"]),
        sources=tuple(content["sources"]),
    )


def read_protocol(content: Content) -> DoseProtocol:
    """An adopted protocol from its record.

    Raises `KeyError`, `TypeError`, `ValueError` or `ArithmeticError` where it is none.
    """
    first, last = Fitzpatrick(content["skin_from"]), Fitzpatrick(content["skin_to"])
    fluence = _ends(content, "fluence_from_j_cm2", "fluence_to_j_cm2")
    if fluence is None:
        said = "a protocol bounds the fluence"
        raise ValueError(said)
    return DoseProtocol(
        name=content["name"],
        concern=content["concern"],
        skin_types=SKIN_TYPES[SKIN_TYPES.index(first) : SKIN_TYPES.index(last) + 1],
        wavelength_nm=int(content["wavelength_nm"]),
        optic=Optic(content["optic"]),
        basis=FluenceBasis(content["fluence_basis"]),
        fluence_j_cm2=fluence,
        spot_mm=_ends(content, "spot_from_mm", "spot_to_mm"),
        pulse_ps=_ends(content, "pulse_from_ps", "pulse_to_ps"),
        rate_hz=_ends(content, "rate_from_hz", "rate_to_hz"),
        start_fluence_j_cm2=_given(content, "start_fluence_j_cm2"),
        start_spot_mm=_given(content, "start_spot_mm"),
        start_pulse_ps=None if (pulse := _given(content, "start_pulse_ps")) is None else int(pulse),
        start_rate_hz=_given(content, "start_rate_hz"),
    )


def blank_protocol(name: str = "", concern: str = "") -> Content:
    """The record a new protocol starts from; the clinic fills in every number itself."""
    return {
        "name": name,
        "concern": concern,
        "skin_from": Fitzpatrick.I.value,
        "skin_to": Fitzpatrick.III.value,
        "wavelength_nm": "",
        "optic": Optic.FULL_BEAM.value,
        "fluence_basis": FluenceBasis.MACRO_SPOT.value,
        "evidence": Evidence.UNSOURCED.value,
        "sources": [],
    }


def plainly(number: Decimal) -> str:
    """A number without needless zeros and never with an exponent: 10, 0.25."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _figures(content: Content, low: str, high: str) -> Bounds:
    return Bounds(_value(content[low]), _value(content[high]))


def _value(figure: Mapping[str, Any]) -> Decimal:
    return Decimal(figure["value"])


def _is_whole(ends: Mapping[str, Any]) -> bool:
    """Whether both ends have a value; the clinic may take a wavelength's own range away."""
    return all("value" in ends.get(end, {}) for end in ("from", "to"))


def _ends(content: Content, low: str, high: str) -> Bounds | None:
    least, most = _given(content, low), _given(content, high)
    return None if least is None or most is None else Bounds(least, most)


def _given(content: Content, name: str) -> Decimal | None:
    return None if content.get(name) in (None, "") else Decimal(content[name])

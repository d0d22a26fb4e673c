"""A pass exactly as typed, readable or not, so that drafts and tables can hold it."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from decimal import Decimal

from pico_tracker.domain.devices import Device
from pico_tracker.domain.laser import FluenceBasis, Optic, SpotShape
from pico_tracker.domain.passes import Endpoint, PassEntry, suggest_basis
from pico_tracker.domain.words import LINE_LIMIT
from pico_tracker.ui.kit.decimals import said_decimal

_TENTH = Decimal("0.1")
JSON_LIMIT = 200_000
"""A draft's text of passes is never longer than this, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassText:
    """One pass as typed. Names are those of `PassEntry` and of the findings about it; choices are
    kept by key, endpoints separated by commas, numbers as the person wrote them."""

    device_id: str = ""
    handpiece_id: str = ""
    purpose: str = ""
    wavelength_nm: str = ""
    pulse_duration_ps: str = ""
    spot_shape: str = SpotShape.ROUND.value
    spot_width_mm: str = ""
    spot_height_mm: str = ""
    fluence_j_cm2: str = ""
    fluence_basis: str = ""
    pulse_energy_mj: str = ""
    repetition_hz: str = ""
    pulses: str = ""
    times: str = "1"
    endpoints: str = ""
    density_per_cm2: str = ""
    overlap_percent: str = ""

    @property
    def is_rectangular(self) -> bool:
        """Whether the spot has a height of its own."""
        return self.spot_shape == SpotShape.RECTANGULAR.value


_CHOICES = {"spot_shape": {*SpotShape}, "fluence_basis": {*FluenceBasis}}

PASS_FIELDS = tuple(field.name for field in fields(PassText))


def settings_of(entry: PassEntry) -> PassText:
    """The settings of a pass on record, as typed. Pulses and endpoints are that day's and stay out."""
    spot = entry.spot
    return PassText(
        device_id=str(entry.device_id),
        handpiece_id="" if entry.handpiece_id is None else str(entry.handpiece_id),
        purpose=entry.purpose,
        wavelength_nm=str(entry.wavelength_nm),
        pulse_duration_ps=str(entry.pulse_duration_ps),
        spot_shape=spot.shape.value,
        spot_width_mm=said_measure(spot.width_mm),
        spot_height_mm="" if spot.height_mm is None else said_measure(spot.height_mm),
        fluence_j_cm2=said_measure(entry.fluence_j_cm2),
        fluence_basis=entry.fluence_basis.value,
        pulse_energy_mj="" if entry.pulse_energy_mj is None else said_decimal(entry.pulse_energy_mj),
        repetition_hz=said_decimal(entry.repetition_hz),
        times=str(entry.times),
        density_per_cm2="" if entry.density_per_cm2 is None else str(entry.density_per_cm2),
        overlap_percent="" if entry.overlap_percent is None else said_decimal(entry.overlap_percent),
    )


def said_measure(number: Decimal) -> str:
    """A spot or fluence as devices show it: "3.0", with one decimal place at least."""
    exponent = number.as_tuple().exponent
    return said_decimal(number.quantize(_TENTH) if isinstance(exponent, int) and exponent > -1 else number)


def fit_to_device(text: PassText, device: Device | None) -> PassText:
    """The pass on another device: what that one has not got is taken out, an only choice is taken."""
    pieces = [str(one.id) for one in device.handpieces] if device else []
    lengths = [str(one) for one in device.wavelengths_nm] if device else []
    fitted = replace(
        text,
        device_id=str(device.id) if device else "",
        handpiece_id=_fitted(text.handpiece_id, pieces),
        wavelength_nm=_fitted(text.wavelength_nm, lengths),
    )
    return fit_to_handpiece(fitted, device)


def fit_to_handpiece(text: PassText, device: Device | None) -> PassText:
    """The pass with another handpiece: a full beam has one basis only and no foci, for others the person
    says it."""
    optic = optic_of(text, device)
    basis = suggest_basis(optic)
    density = text.density_per_cm2 if optic is Optic.FRACTIONAL else ""
    return replace(text, fluence_basis=basis.value if basis else "", density_per_cm2=density)


def optic_of(text: PassText, device: Device | None) -> Optic:
    """The beam of the handpiece, unknown while there is none."""
    pieces = device.handpieces if device else ()
    return next((one.optic for one in pieces if str(one.id) == text.handpiece_id), Optic.UNKNOWN)


def endpoints_in(text: str) -> tuple[Endpoint, ...]:
    """The endpoints named in a pass's text, in the order of the list."""
    named = set(text.split(","))
    return tuple(one for one in Endpoint if one.value in named)


def to_json(passes: Iterable[PassText]) -> str:
    """All passes as one text, for a draft."""
    return json.dumps([asdict(one) for one in passes], ensure_ascii=False)


def from_json(text: str) -> tuple[PassText, ...]:
    """The passes of a draft; what is damaged in it is left out."""
    try:
        found = json.loads(text[:JSON_LIMIT]) if text else []
    except (json.JSONDecodeError, RecursionError):  # cut or damaged: the other fields of the draft still come back
        return ()
    return tuple(_from_record(one) for one in found if isinstance(one, dict)) if isinstance(found, list) else ()


def _fitted(kept: str, offered: Sequence[str]) -> str:
    if kept in offered:
        return kept
    return offered[0] if len(offered) == 1 else ""


def _from_record(record: dict[str, object]) -> PassText:
    kept = {name: str(record[name])[:LINE_LIMIT] for name in PASS_FIELDS if name in record}
    for name, allowed in _CHOICES.items():
        if kept.get(name) not in allowed:
            kept.pop(name, None)
    return PassText(**kept)

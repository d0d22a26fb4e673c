"""What is different from last time: the old value and the percent, to compare, never to propose."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from pico_tracker.domain.devices import Device
from pico_tracker.domain.laser import BASIS_NAMES, SHAPE_NAMES
from pico_tracker.domain.passes import PassEntry
from pico_tracker.ui.kit.decimals import NotRead, read_decimal
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.session_log.pass_text import PassText, settings_of

CHOSEN = ("device_id", "handpiece_id", "purpose", "wavelength_nm", "spot_shape", "fluence_basis")
MEASURED = (
    "pulse_duration_ps",
    "spot_width_mm",
    "spot_height_mm",
    "fluence_j_cm2",
    "pulse_energy_mj",
    "repetition_hz",
)
_UNITS = {
    "wavelength_nm": "nm",
    "pulse_duration_ps": "ps",
    "spot_width_mm": "mm",
    "spot_height_mm": "mm",
    "fluence_j_cm2": "J/cm²",
    "pulse_energy_mj": "mJ",
    "repetition_hz": "Hz",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One changed setting: its name, the value it had, and by how many percent it is more or less
    (none where a percent says nothing)."""

    field: str
    before: str
    percent: Decimal | None = None


def earlier_pass(text: PassText, index: int, last: Sequence[PassEntry]) -> PassEntry | None:
    """The pass of last time that this one goes on from: of the same device, wavelength and purpose,
    if possible at the same place; else the one at the same place; else none."""
    alike = [place for place, one in enumerate(last) if _kind_of(settings_of(one)) == _kind_of(text)]
    if index in alike or (not alike and index < len(last)):
        return last[index]
    return last[alike[0]] if alike else None


def differences(text: PassText, before: PassEntry) -> tuple[Difference, ...]:
    """Each setting that is filled in and not as it was, choices first, then measures."""
    old = settings_of(before)
    chosen = [_chosen(name, getattr(text, name), getattr(old, name)) for name in CHOSEN]
    comparable = text.fluence_basis == old.fluence_basis
    measured = [
        _measured(name, getattr(text, name), getattr(old, name), comparable or name != "fluence_j_cm2")
        for name in MEASURED
        if name != "spot_height_mm" or text.is_rectangular
    ]
    return tuple(one for one in (*chosen, *measured) if one is not None)


def without_echo(found: Sequence[Difference]) -> tuple[Difference, ...]:
    """The differences without an energy that only follows the fluence, by the same percent."""
    fluence = next((one for one in found if one.field == "fluence_j_cm2"), None)
    same = said_percent(fluence.percent) if fluence and fluence.percent is not None else ""
    return tuple(
        one
        for one in found
        if one.field != "pulse_energy_mj" or one.percent is None or said_percent(one.percent) != same
    )


def said_percent(percent: Decimal) -> str:
    """A change as people write it: "+11 %", "−20 %"; below one percent with a decimal."""
    step = Decimal(1) if abs(percent) >= 1 else Decimal("0.1")
    rounded = abs(percent).quantize(step, ROUND_HALF_UP)
    return f"{'−' if percent < 0 else '+'}{rounded} %"


def said_before(one: Difference, devices: Sequence[Device]) -> str:
    """The value of last time as people read it: names instead of keys, numbers with their unit."""
    names = {
        "device_id": {str(device.id): device.title for device in devices},
        "handpiece_id": {str(piece.id): piece.name for device in devices for piece in device.handpieces},
        "spot_shape": {key.value: translated(name) for key, name in SHAPE_NAMES.items()},
        "fluence_basis": {key.value: translated(name) for key, name in BASIS_NAMES.items()},
    }
    value = names.get(one.field, {}).get(one.before, one.before)
    return f"{value} {_UNITS.get(one.field, '')}".strip() if value else tr("none")


def _kind_of(text: PassText) -> tuple[str, str, str]:
    return text.device_id, text.wavelength_nm, text.purpose.strip().casefold()


def _chosen(name: str, now: str, before: str) -> Difference | None:
    same = now.strip().casefold() == before.casefold()
    return None if same or not now.strip() else Difference(name, before)


def _measured(name: str, now: str, before: str, comparable: bool) -> Difference | None:
    new, old = read_decimal(now), read_decimal(before)
    if isinstance(new, NotRead):
        return None
    if isinstance(old, NotRead) or not old:
        return Difference(name, "")
    if new == old and comparable:
        return None
    return Difference(name, before, (new - old) * 100 / old if comparable else None)

"""What is different from last time and from session 1: the old value and the percent.

It is there to compare, never to propose.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from pico_tracker.domain.devices import Device
from pico_tracker.domain.laser import BASIS_NAMES, SHAPE_NAMES
from pico_tracker.domain.passes import PassEntry
from pico_tracker.domain.words import mark
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
    "density_per_cm2",
    "overlap_percent",
    "times",
)
_PLAIN = ("overlap_percent", "times")
"""A percent of these says less than the old value."""
_UNITS = {
    "wavelength_nm": "nm",
    "pulse_duration_ps": "ps",
    "spot_width_mm": "mm",
    "spot_height_mm": "mm",
    "fluence_j_cm2": "J/cm²",
    "pulse_energy_mj": "mJ",
    "repetition_hz": "Hz",
    "density_per_cm2": "/cm²",
    "overlap_percent": "%",
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


def first_pass_alike(text: PassText, index: int, first: Sequence[PassEntry]) -> PassEntry | None:
    """The pass of session 1 that this one is compared with: of the same wavelength and purpose, on whatever
    laser, if possible at the same place."""
    wanted = _kind_of(text)[1:]
    alike = [place for place, one in enumerate(first) if _kind_of(settings_of(one))[1:] == wanted]
    return first[index if index in alike else alike[0]] if alike else None


def is_same_session(first: Sequence[PassEntry], last: Sequence[PassEntry]) -> bool:
    """Whether these are the very passes of one session."""
    return len(first) == len(last) and all(one is other for one, other in zip(first, last, strict=True))


def said_differences(
    text: PassText, last: PassEntry, first: PassEntry | None, say: "Naming"
) -> tuple[tuple[str, ...], str]:
    """One line for each setting that is not as last time, with its percent on session 1 too; and in one
    line what is as last time but not as in session 1."""
    changed, on_first = differences(text, last), differences(text, first) if first else ()
    since = {one.field: one for one in on_first}
    lines = tuple(_line(one, since.get(one.field), say) for one in without_echo(changed))
    named = {one.field for one in changed}
    return lines, said_since([one for one in without_echo(on_first) if one.field not in named], say)


def said_since(found: Sequence[Difference], say: "Naming") -> str:
    """What is not as in session 1, with the old values; empty where nothing is."""
    text = mark("{field} {percent} ({value})")
    parts = [
        tr(text, field=say.label(one), percent=said_percent(one.percent), value=say.old(one))
        for one in found
        if one.percent is not None
    ]
    return tr("Since session 1: {changes}", changes="; ".join(parts)) if parts else ""


def _line(one: Difference, since: Difference | None, say: "Naming") -> str:
    label, old = say.label(one), say.old(one)
    if one.percent is None:
        return tr("{field}: last time {value}", field=label, value=old)
    percent = said_percent(one.percent)
    if since is None or since.percent is None:
        return tr("{field} {percent} on last time ({value})", field=label, percent=percent, value=old)
    return tr(
        "{field} {percent} on last time ({value}), {since} on session 1 ({first})",
        field=label,
        percent=percent,
        value=old,
        since=said_percent(since.percent),
        first=since.before,
    )


@dataclass(frozen=True, slots=True)
class Naming:
    """How people call fields, lasers and handpieces: `label_of("fluence_j_cm2")` is "Fluence"."""

    label_of: Callable[[str], str]
    devices: tuple[Device, ...]

    def label(self, one: Difference) -> str:
        """What people call the setting."""
        return self.label_of(one.field)

    def old(self, one: Difference) -> str:
        """The value it had, with its unit."""
        return said_before(one, self.devices)


def differences(text: PassText, before: PassEntry) -> tuple[Difference, ...]:
    """Each setting that is filled in and not as it was, choices first, then measures."""
    old = settings_of(before)
    chosen = [_chosen(name, getattr(text, name), getattr(old, name)) for name in CHOSEN]
    same_beam = text.wavelength_nm == old.wavelength_nm
    apart = {
        "fluence_j_cm2": not same_beam or text.fluence_basis != old.fluence_basis,
        "pulse_energy_mj": not same_beam,
    }
    measured = [
        _measured(name, getattr(text, name), getattr(old, name), not apart.get(name, False))
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
    percent = (new - old) * 100 / old if comparable and name not in _PLAIN else None
    return Difference(name, before, percent)

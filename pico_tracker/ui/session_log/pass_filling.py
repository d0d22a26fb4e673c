"""What passes are filled with at once: the plan made last time, the last session, the clinic's starting values.

Nothing here proposes a dose. Pulses and endpoints are seen today and never filled in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from pico_tracker.domain.devices import OPTIC_NAMES, Device
from pico_tracker.domain.doses import DoseFacts, protocols_to_start_from
from pico_tracker.domain.laser import FluenceBasis, Optic
from pico_tracker.domain.next_plans import NextPlanEntry, PlannedPass
from pico_tracker.domain.passes import PassEntry
from pico_tracker.domain.ranges import DoseProtocol
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.decimals import read_decimal, said_decimal
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.session_log.dose_in_step import keep_in_step
from pico_tracker.ui.session_log.pass_text import (
    PassText,
    fit_to_device,
    optic_of,
    said_measure,
    settings_of,
)

_NAMED = ("device_id", "handpiece_id", "wavelength_nm")
"""What must be the same in the pass that leaves of a plan are taken from."""
_ENERGY_OF = ("spot_shape", "spot_width_mm", "spot_height_mm", "fluence_j_cm2")


@dataclass(frozen=True, slots=True)
class Start:
    """The protocol a pass can start from, or in words why there is none."""

    protocol: DoseProtocol | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """Passes as filled in at once, and where they come from in words; no passes: from nowhere."""

    passes: tuple[PassText, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was given and planned before: the passes of the last session and its day, those of session 1
    (empty where that was the last one), and the plan made last time."""

    last: tuple[PassEntry, ...] = ()
    first: tuple[PassEntry, ...] = ()
    planned: NextPlanEntry | None = None
    last_on: date | None = None

    def as_last(self) -> Filled:
        """The settings of the last session."""
        text = tr("As last time, {date}", date=said_day(self.last_on)) if self.last_on else tr("As last time")
        return Filled(as_last(self.last), text if self.last else "")

    def as_planned(self, devices: Sequence[Device], blank: PassText) -> Filled:
        """What was planned."""
        passes = as_planned(self.planned, self.last, devices, blank)
        return Filled(passes, tr("As planned") if passes else "")


def without_seen(passes: Sequence[PassText]) -> tuple[PassText, ...]:
    """The settings of passes, without what is seen today: pulses and endpoints."""
    return tuple(replace(one, pulses="", endpoints="") for one in passes)


def as_last(last: Sequence[PassEntry]) -> tuple[PassText, ...]:
    """The settings of every pass of the last session."""
    return tuple(settings_of(one) for one in last)


def as_planned(
    planned: NextPlanEntry | None, last: Sequence[PassEntry], devices: Sequence[Device], blank: PassText
) -> tuple[PassText, ...]:
    """The passes that a plan names, test patches left out.

    What a planned pass leaves open comes from the pass of the last session with the same purpose and
    wavelength; where there is none it stays as in `blank`.
    """
    wanted = [one for one in planned.passes if not one.is_patch] if planned else []
    known = {str(device.id): device for device in devices}
    return tuple(_planned(one, _same_work(one, place, last), known, blank) for place, one in enumerate(wanted))


def said_patches(planned: NextPlanEntry | None) -> tuple[str, ...]:
    """Each test patch that a plan names, in words."""
    patches = [one for one in planned.passes if one.is_patch] if planned else []
    return tuple(tr("Planned as a test patch: {settings}", settings=_said(one) or tr("none")) for one in patches)


def start_of(text: PassText, devices: Sequence[Device], facts: DoseFacts) -> Start:
    """The one adopted protocol with starting values for this pass."""
    device = next((one for one in devices if str(one.id) == text.device_id), None)
    if device is None or not text.wavelength_nm.isdecimal():
        return Start(None, tr("Choose device, handpiece and wavelength first."))
    if not text.fluence_basis:
        return Start(None, tr("Choose first what the fluence is given over."))
    beam = device.beam_of(int(text.handpiece_id) if text.handpiece_id.isdecimal() else None)
    found = protocols_to_start_from(facts, int(text.wavelength_nm), beam, FluenceBasis(text.fluence_basis))
    if len(found) > 1:
        names = ", ".join(one.name for one in found)
        return Start(None, tr("Several protocols have starting values: {names}. Enter them by hand.", names=names))
    optic = translated(OPTIC_NAMES[beam.optic]).lower()
    why = tr(
        "No adopted protocol for {wavelength} nm, {optic}, has a starting value. A range fills nothing.",
        wavelength=text.wavelength_nm,
        optic=optic,
    )
    return Start(found[0]) if found else Start(None, why)


def with_start(text: PassText, protocol: DoseProtocol, devices: Sequence[Device]) -> PassText:
    """The pass with the starting values that the clinic entered, and nothing else changed."""
    values = {
        "fluence_j_cm2": None if (value := protocol.start_fluence_j_cm2) is None else said_measure(value),
        "spot_width_mm": None if (value := protocol.start_spot_mm) is None else said_measure(value),
        "pulse_duration_ps": None if protocol.start_pulse_ps is None else str(protocol.start_pulse_ps),
        "repetition_hz": None if (value := protocol.start_rate_hz) is None else said_decimal(value),
    }
    started = replace(text, **{name: value for name, value in values.items() if value is not None})
    known = {str(device.id): device for device in devices}
    return _with_own_energy(started, text, known.get(text.device_id))


def _same_work(planned: PlannedPass, place: int, last: Sequence[PassEntry]) -> PassEntry | None:
    """The pass of the last session that a planned one goes on from, at the same place if possible.

    Where no pass has its purpose, the only one with its wavelength is meant: purposes are free words.
    """
    alike = [one for one in last if _has_same_names(planned, one)]
    wanted = planned.purpose.casefold()
    same = [one for one in alike if not wanted or one.purpose.casefold() == wanted]
    if not same and planned.wavelength_nm is not None and len(alike) == 1:
        return alike[0]
    at_place = [one for one in last[place : place + 1] if one in same]
    return next(iter((*at_place, *same)), None)


def _has_same_names(planned: PlannedPass, entry: PassEntry) -> bool:
    return all(getattr(planned, name) in (None, getattr(entry, name)) for name in _NAMED)


def _planned(
    planned: PlannedPass, base: PassEntry | None, known: Mapping[str, Device], blank: PassText
) -> PassText:
    start = settings_of(base) if base else blank
    text = replace(start, **_stated(planned))
    device = known.get(text.device_id)
    if base is None:
        text = fit_to_device(text, device)
    return _with_own_energy(text, start, device)


def _stated(planned: PlannedPass) -> dict[str, str]:
    """What the plan says, as typed."""
    names = (*_NAMED, "pulse_duration_ps")
    said = {name: str(value) for name in names if (value := getattr(planned, name)) is not None}
    measures = {"spot_width_mm": planned.spot_width_mm, "fluence_j_cm2": planned.fluence_j_cm2}
    said |= {name: said_measure(value) for name, value in measures.items() if value is not None}
    return said | ({"purpose": planned.purpose} if planned.purpose else {})


def _with_own_energy(text: PassText, before: PassText, device: Device | None) -> PassText:
    """No energy is left standing that belongs to another fluence or spot; of a full beam it is computed."""
    if all(_is_same(getattr(text, name), getattr(before, name)) for name in _ENERGY_OF):
        return text
    bare = replace(text, pulse_energy_mj="")
    return keep_in_step(bare, "fluence_j_cm2") if optic_of(text, device) is Optic.FULL_BEAM else bare


def _is_same(one: str, other: str) -> bool:
    number = read_decimal(one)
    return one == other or (isinstance(number, Decimal) and number == read_decimal(other))


def _said(planned: PlannedPass) -> str:
    parts = [planned.purpose]
    if planned.wavelength_nm is not None:
        parts.append(tr("{count} nm", count=planned.wavelength_nm))
    if planned.spot_width_mm is not None:
        parts.append(tr("{size} mm", size=said_measure(planned.spot_width_mm)))
    if planned.fluence_j_cm2 is not None:
        parts.append(tr("{fluence} J/cm²", fluence=said_measure(planned.fluence_j_cm2)))
    return ", ".join(part for part in parts if part)

"""The plan for next time: entered by the practitioner, never proposed; it stands beside "last time" at the
next visit, and booking looks for times with its laser and room."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pico_tracker.domain.devices import WAVELENGTHS_NM, Device
from pico_tracker.domain.diary import LONGEST_MINUTES, SHORTEST_MINUTES
from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.laser import FLUENCE_BOUNDS, LONGEST_NANOSECOND_PULSE_PS, PULSE_BOUNDS_PS, SPOT_BOUNDS
from pico_tracker.domain.passes import PLACES, fits, is_within
from pico_tracker.domain.words import LINE_LIMIT, TEXT_LIMIT, Sentence, mark, sentence

FIELD = "next_plan"
"""Findings about a plan begin with this name."""
PLANNED_LIMIT = 20
"""Passes in a plan at most; a session has no more."""
_SOURCE = "Clinical reference 1.4"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPass:
    """One pass planned; what is left open is None."""

    purpose: str = ""
    device_id: int | None = None
    handpiece_id: int | None = None
    wavelength_nm: int | None = None
    pulse_duration_ps: int | None = None
    spot_width_mm: Decimal | None = None
    fluence_j_cm2: Decimal | None = None
    is_patch: bool = False
    """Whether it is to be a test patch only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextPlanEntry:
    """A plan for the next visit as typed."""

    minutes: int | None = None
    """Of the treatment."""
    room_id: int | None = None
    device_id: int | None = None
    """Laser to book, where it is not that of the first planned pass."""
    note: str = ""
    passes: tuple[PlannedPass, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was planned."""
        return self == NextPlanEntry()

    @property
    def booked_device_id(self) -> int | None:
        """The laser that booking looks for: the one named, else that of the first planned pass."""
        named = (one.device_id for one in self.passes if one.device_id is not None)
        return self.device_id if self.device_id is not None else next(named, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class NextPlan:
    """A plan on record; the newest of a course counts."""

    id: int
    course_id: int
    made_on: date
    made_by: str
    entry: NextPlanEntry
    session_id: int | None = None
    attendance_id: int | None = None
    room_name: str = ""
    device_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanToBook:
    """What booking needs of a plan, with nothing clinical in it; what was left open is None."""

    device_id: int | None = None
    room_id: int | None = None
    minutes: int | None = None
    device_name: str = ""
    room_name: str = ""
    is_patch_only: bool = False
    """Whether nothing but test patches is planned."""

    @property
    def is_empty(self) -> bool:
        """Whether the plan asks nothing of booking."""
        return (self.device_id, self.room_id, self.minutes) == (None, None, None)


def check_plan(
    entry: NextPlanEntry | None, devices: Mapping[int, Device], rooms: Collection[int] | None = None
) -> Findings:
    """Everything wrong with a plan; fields are named `next_plan.minutes`, `next_plan.passes.0.spot_width_mm`.

    Each number is held to what the planned laser gives and to the bounds nothing may pass. `rooms`
    are those in use; None does not ask. No plan, or one that says that nothing is planned, is fine.
    """
    if entry is None:
        return ()
    found = [*_check_booking(entry, devices, rooms)]
    if len(entry.passes) > PLANNED_LIMIT:
        said = sentence(mark("A plan has at most {limit} passes."), limit=PLANNED_LIMIT)
        found.append(_stop("passes", said))
    for place, planned in enumerate(entry.passes[:PLANNED_LIMIT]):
        found += [_stop(f"passes.{place}{name}", said) for name, said in _check_pass(planned, devices)]
    return tuple(found)


def _check_booking(
    entry: NextPlanEntry, devices: Mapping[int, Device], rooms: Collection[int] | None
) -> Iterator[Finding]:
    if entry.minutes is not None and not SHORTEST_MINUTES <= entry.minutes <= LONGEST_MINUTES:
        text = mark("A visit takes {low} to {high} minutes.")
        yield _stop("minutes", sentence(text, low=SHORTEST_MINUTES, high=LONGEST_MINUTES))
    if rooms is not None and entry.room_id is not None and entry.room_id not in rooms:
        yield _stop("room_id", sentence(mark("Choose a room that is in use.")))
    if entry.device_id is not None and _in_service(entry.device_id, devices) is None:
        yield _stop("device_id", _NOT_IN_SERVICE)
    if len(entry.note) > TEXT_LIMIT:
        yield _stop("note", _too_long(TEXT_LIMIT))


def _check_pass(planned: PlannedPass, devices: Mapping[int, Device]) -> Iterator[tuple[str, Sentence]]:
    """What is wrong with one planned pass, each with the name of its field after a dot."""
    if planned == PlannedPass():
        yield "", sentence(mark("Say what is planned in this pass, or remove it."))
        return
    if len(planned.purpose) > LINE_LIMIT:
        yield ".purpose", _too_long(LINE_LIMIT)
    device = None if planned.device_id is None else _in_service(planned.device_id, devices)
    if planned.device_id is not None and device is None:
        yield ".device_id", _NOT_IN_SERVICE
        return
    yield from _check_beam(planned, device)
    yield from _check_measure(".spot_width_mm", planned.spot_width_mm, SPOT_BOUNDS, _SPOT)
    yield from _check_measure(".fluence_j_cm2", planned.fluence_j_cm2, FLUENCE_BOUNDS, _FLUENCE)


def _check_beam(planned: PlannedPass, device: Device | None) -> Iterator[tuple[str, Sentence]]:
    """Handpiece, wavelength and pulse are those of the laser; without one, possible ones."""
    handpieces = () if device is None else tuple(one.id for one in device.handpieces)
    if planned.handpiece_id is not None and planned.handpiece_id not in handpieces:
        yield ".handpiece_id", sentence(mark("This handpiece does not belong to the laser planned."))
    wavelength, pulse = planned.wavelength_nm, planned.pulse_duration_ps
    if wavelength is not None and (said := _wrong_wavelength(wavelength, device)) is not None:
        yield ".wavelength_nm", said
        return
    low, high = PULSE_BOUNDS_PS[0], LONGEST_NANOSECOND_PULSE_PS
    if device is not None and wavelength is not None:
        low, high = device.pulse_bounds_ps(wavelength)
    if pulse is not None and not low <= pulse <= high:
        text = mark("A pulse of {value} ps is outside {low} to {high} ps.")
        yield ".pulse_duration_ps", sentence(text, value=pulse, low=low, high=high)


def _wrong_wavelength(wavelength_nm: int, device: Device | None) -> Sentence | None:
    if device is None:
        low, high = WAVELENGTHS_NM
        if low <= wavelength_nm <= high:
            return None
        return sentence(mark("A wavelength is {low} to {high} nm."), low=low, high=high)
    if wavelength_nm in device.wavelengths_nm:
        return None
    known = ", ".join(str(one) for one in device.wavelengths_nm)
    text = mark("{device} has no {wavelength} nm; it gives {known} nm.")
    return sentence(text, device=device.name, wavelength=wavelength_nm, known=known)


def _check_measure(
    name: str, value: Decimal | None, bounds: tuple[Decimal, Decimal], said: Sentence
) -> Iterator[tuple[str, Sentence]]:
    """A number beyond its bounds, or finer than is kept; one left open is fine."""
    if value is None:
        return
    if not is_within(value, *bounds):
        yield name, said
    elif not fits(value, places := PLACES[name.removeprefix(".")]):
        yield name, sentence(mark("At most {places} decimal places are kept."), places=places)


def _in_service(device_id: int, devices: Mapping[int, Device]) -> Device | None:
    device = devices.get(device_id)
    return device if device is not None and device.active else None


_NOT_IN_SERVICE = sentence(mark("Choose a laser that is in service."))
_SPOT = sentence(mark("A spot is {low} to {high} mm wide."), low=SPOT_BOUNDS[0], high=SPOT_BOUNDS[1])
_FLUENCE = sentence(
    mark("A fluence is {low} to {high} J/cm². Check the decimal point."),
    low=FLUENCE_BOUNDS[0],
    high=FLUENCE_BOUNDS[1],
)


def _too_long(limit: int) -> Sentence:
    return sentence(mark("This is longer than {limit} characters. Shorten it."), limit=limit)


def _stop(field: str, said: Sentence) -> Finding:
    return Finding(f"{FIELD}.{field}", said, Level.STOP, f"plan.{field.rpartition('.')[2]}", source=_SOURCE)

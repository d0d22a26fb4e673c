"""The clinic's lasers: devices, their handpieces and pulse modes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from pico_tracker.domain.findings import Finding, Findings, check_lengths
from pico_tracker.domain.laser import (
    LONGEST_NANOSECOND_PULSE_PS,
    NANOSECOND_PS,
    PULSE_BOUNDS_PS,
    REPETITION_LIMIT,
    Beam,
    FociArray,
    Optic,
)
from pico_tracker.domain.words import LINE_LIMIT, Sentence, mark, sentence

WAVELENGTHS_NM = (200, 12_000)
"""Shortest and longest wavelength that can be recorded."""
RATE_STEP = Decimal("0.01")
"""Repetition rates are kept to this part of a Hz."""
OPTIC_NAMES = {
    Optic.FULL_BEAM: mark("Full beam"),
    Optic.FRACTIONAL: mark("Fractional"),
    Optic.UNKNOWN: mark("Not known"),
}


@dataclass(frozen=True, slots=True)
class PulseMode:
    """A wavelength with the pulse durations the device gives at it, in ps (None: not known)."""

    wavelength_nm: int
    shortest_ps: int | None = None
    longest_ps: int | None = None
    is_nanosecond: bool = False
    """Whether the pulse is Q-switched and the bounds of picosecond pulses do not hold."""


@dataclass(frozen=True, slots=True)
class Handpiece:
    """A handpiece of a device and the beam it makes."""

    id: int
    name: str
    optic: Optic
    array: FociArray | None = None
    """How a fractional one splits its beam, where the laser's limits say so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A laser that stands in the clinic."""

    id: int
    name: str
    serial: str
    is_nanosecond: bool
    modes: tuple[PulseMode, ...]
    handpieces: tuple[Handpiece, ...]
    max_repetition_hz: Decimal | None = None
    active: bool = True

    @property
    def wavelengths_nm(self) -> tuple[int, ...]:
        """Every wavelength it gives, shortest first."""
        return tuple(sorted({mode.wavelength_nm for mode in self.modes}))

    def gives_nanoseconds(self, wavelength_nm: int, pulse_ps: int) -> bool:
        """Whether such a pulse is Q-switched: any of a Q-switched laser; of a mode that gives both, a long one."""
        return self.is_nanosecond or (pulse_ps > NANOSECOND_PS and bool(self._nanosecond_modes(wavelength_nm)))

    def pulse_bounds_ps(self, wavelength_nm: int) -> tuple[int, int]:
        """The shortest and the longest pulse in ps that can be meant at this wavelength.

        A mode whose own longest pulse is within the bounds of picosecond pulses keeps those bounds.
        """
        low, high = PULSE_BOUNDS_PS
        ends = [mode.longest_ps for mode in self._nanosecond_modes(wavelength_nm)]
        if self.is_nanosecond or any(end is None or end > high for end in ends):
            return low, LONGEST_NANOSECOND_PULSE_PS
        return low, high

    def _nanosecond_modes(self, wavelength_nm: int) -> list[PulseMode]:
        return [mode for mode in self.modes if mode.is_nanosecond and mode.wavelength_nm == wavelength_nm]

    def beam_of(self, handpiece_id: int | None) -> Beam:
        """What leaves this handpiece; not known for none and for one of another laser."""
        beams = (Beam(piece.optic, piece.array) for piece in self.handpieces if piece.id == handpiece_id)
        return next(beams, Beam(Optic.UNKNOWN))

    @property
    def title(self) -> str:
        """Name and serial number, as a list shows them."""
        return f"{self.name} · {self.serial}" if self.serial else self.name


@dataclass(frozen=True, slots=True)
class HandpieceEntry:
    """A handpiece as typed."""

    name: str
    optic: Optic


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceEntry:
    """A laser that is on no list, as typed; the rate in Hz."""

    name: str
    serial: str = ""
    is_nanosecond: bool = False
    modes: tuple[PulseMode, ...] = ()
    handpieces: tuple[HandpieceEntry, ...] = ()
    max_repetition_hz: Decimal | None = None


def check_device(entry: DeviceEntry) -> Findings:
    """Everything wrong with a laser's entry; parts are named `modes.0.shortest_ps`."""
    found = [*_check_name(entry), *_check_rate(entry.max_repetition_hz), *_check_modes(entry)]
    return (*found, *_check_handpieces(entry.handpieces))


def _check_name(entry: DeviceEntry) -> Iterator[Finding]:
    if not entry.name:
        yield _stop("name", sentence(mark("Enter the laser's name.")))
    yield from check_lengths(entry, {"name": LINE_LIMIT, "serial": LINE_LIMIT}, "device")


def _check_rate(rate: Decimal | None) -> Iterator[Finding]:
    if rate is None:
        return
    if not rate.is_finite() or not 0 < rate <= REPETITION_LIMIT:
        said = sentence(mark("A repetition rate is above 0 and at most {limit} Hz."), limit=REPETITION_LIMIT)
        yield _stop("max_repetition_hz", said)
    elif rate % RATE_STEP:
        yield _stop("max_repetition_hz", sentence(mark("At most {places} decimal places are kept."), places=2))


def _check_modes(entry: DeviceEntry) -> Iterator[Finding]:
    if not entry.modes:
        yield _stop("modes", sentence(mark("Enter at least one wavelength.")))
    low, high = WAVELENGTHS_NM
    for number, mode in enumerate(entry.modes):
        field = f"modes.{number}"
        if not low <= mode.wavelength_nm <= high:
            said = sentence(mark("A wavelength is {low} to {high} nm."), low=low, high=high)
            yield _stop(f"{field}.wavelength_nm", said)
        elif mode.wavelength_nm in {one.wavelength_nm for one in entry.modes[:number]}:
            said = sentence(mark("{wavelength} nm is entered twice."), wavelength=mode.wavelength_nm)
            yield _stop(f"{field}.wavelength_nm", said)
        yield from _check_pulses(mode, field, is_nanosecond=entry.is_nanosecond or mode.is_nanosecond)


def _check_pulses(mode: PulseMode, field: str, *, is_nanosecond: bool) -> Iterator[Finding]:
    low, high = PULSE_BOUNDS_PS
    high = LONGEST_NANOSECOND_PULSE_PS if is_nanosecond else high
    bounds = {"shortest_ps": mode.shortest_ps, "longest_ps": mode.longest_ps}
    outside = [name for name, value in bounds.items() if value is not None and not low <= value <= high]
    for name in outside:
        said = sentence(mark("A pulse is {low} to {high} ps."), low=low, high=high)
        yield _stop(f"{field}.{name}", said)
    if outside or mode.shortest_ps is None or mode.longest_ps is None:
        return
    if mode.shortest_ps > mode.longest_ps:
        yield _stop(f"{field}.longest_ps", sentence(mark("The longest pulse is shorter than the shortest one.")))


def _check_handpieces(handpieces: tuple[HandpieceEntry, ...]) -> Iterator[Finding]:
    names = [piece.name.casefold() for piece in handpieces]
    for number, (piece, name) in enumerate(zip(handpieces, names, strict=True)):
        if not name:
            yield _stop(f"handpieces.{number}.name", sentence(mark("Enter the handpiece's name.")))
        elif name in names[:number]:
            yield _stop(f"handpieces.{number}.name", sentence(mark("This handpiece is entered twice.")))
        yield from _within(check_lengths(piece, {"name": LINE_LIMIT}, "device"), f"handpieces.{number}")


def _within(findings: Iterable[Finding], prefix: str) -> Iterator[Finding]:
    return (replace(finding, field=f"{prefix}.{finding.field}") for finding in findings)


def _stop(field: str, said: Sentence) -> Finding:
    return Finding(field, said, code=f"device.{field}")

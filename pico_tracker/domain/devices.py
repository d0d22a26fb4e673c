"""The clinic's lasers: devices, their handpieces and pulse modes."""

from dataclasses import dataclass
from decimal import Decimal

from pico_tracker.domain.laser import Optic


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

    def gives_nanoseconds(self, wavelength_nm: int) -> bool:
        """Whether pulses at this wavelength are Q-switched, by the device or by this mode of it."""
        return self.is_nanosecond or any(
            mode.is_nanosecond for mode in self.modes if mode.wavelength_nm == wavelength_nm
        )

    @property
    def title(self) -> str:
        """Name and serial number, as a list shows them."""
        return f"{self.name} · {self.serial}" if self.serial else self.name

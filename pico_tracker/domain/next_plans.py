"""The plan for next time: entered by the practitioner, never proposed; it stands beside "last time" at the
next visit, and booking looks for times with its laser and room."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


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

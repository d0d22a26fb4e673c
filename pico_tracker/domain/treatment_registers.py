"""The treatment register: every use of a laser in a period, with every field that authorities ask for.

Source: clinical reference, section 8, "suggested register entry (superset)".
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.passes import LoggedPass
from pico_tracker.domain.responses import Cooling
from pico_tracker.domain.side_effects import Severity
from pico_tracker.domain.test_patches import Beam, Patch, PatchFacts, last_patch
from pico_tracker.domain.upkeep import DeviceCheck
from pico_tracker.domain.words import mark, sentence

LONGEST_PERIOD_DAYS = 400
"""A year with its neighbours; a longer period is printed in parts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLaser:
    """A laser as a register names it."""

    id: int
    make: str = ""
    """Empty where it was entered by hand."""
    model: str
    serial: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPatient:
    """Whom a laser was used on."""

    id: int
    name: str
    record_number: str
    born_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEffect:
    """A side effect of a session, and the incident it opened."""

    kind: str
    severity: Severity
    incident_id: int | None = None
    is_incident_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterChange:
    """The last amendment of a session."""

    times: int
    """Amendments in all."""
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPatch:
    """A test patch as an entry: a use of the laser like any other."""

    number: int
    """Its place among all test patches as they came on record; printed as T7."""
    patch: Patch
    patient: RegisterPatient
    concern: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry:
    """A session as an entry, with every pass."""

    number: int
    """Its place among all sessions as they came on record, which nothing changes later."""
    performed_on: date
    began_at: datetime | None = None
    """When it was said that the patient may be treated; None: not recorded."""
    patient: RegisterPatient
    concern: str
    area: str
    operator: str
    signed_by: str = ""
    signed_at: datetime | None = None
    entered_later: bool = False
    eye_protection: str
    cooling: Cooling
    passes: tuple[LoggedPass, ...]
    patches: tuple[RegisterPatch, ...] = ()
    """The test patches that it could rest on, each once."""
    effects: tuple[RegisterEffect, ...] = ()
    is_void: bool = False
    change: RegisterChange | None = None
    """None: it stands as it was signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterIncident:
    """An incident that was opened in the period: also of an earlier session, and where none is named."""

    id: int
    opened_on: date
    is_open: bool
    patient: RegisterPatient
    concern: str
    area: str
    kind: str
    severity: Severity
    session: int | None = None
    """Number of its session in the register; None: the record names none."""
    performed_on: date | None = None
    """Day of that session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaserUse:
    """What one laser did in the period. What was found void counts nowhere."""

    laser: RegisterLaser
    sessions: int = 0
    passes: int = 0
    pulses: int = 0
    uncounted: int = 0
    """Passes of which nobody counted the pulses."""
    patches: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatmentRegister:
    """Everything that the register of a period shows; nothing else is asked while printing."""

    clinic: Clinic
    first_on: date
    last_on: date
    entries: tuple[RegisterEntry, ...] = ()
    """By day, then as they came on record."""
    patches: tuple[RegisterPatch, ...] = ()
    incidents: tuple[RegisterIncident, ...] = ()
    """In the order they were opened."""
    checks: tuple[DeviceCheck, ...] = ()
    """Of the lasers in the period, oldest first."""
    lasers: Mapping[int, RegisterLaser] = field(default_factory=dict)
    """By key."""
    handpieces: Mapping[int, str] = field(default_factory=dict)
    """Names by key."""
    printed_at: datetime
    printed_by: str

    @property
    def is_empty(self) -> bool:
        """Whether no laser was used on anybody in the period."""
        return not (self.entries or self.patches)


def check_period(first_on: date, last_on: date) -> Findings:
    """What is wrong with the period of a register."""
    if last_on < first_on:
        said = sentence(mark("The period ends before it begins. Check both days."))
        return (Finding("last_on", said, Level.STOP, "register.period"),)
    if (last_on - first_on).days >= LONGEST_PERIOD_DAYS:
        said = sentence(
            mark("A register covers at most {days} days. Print a longer period in parts."), days=LONGEST_PERIOD_DAYS
        )
        return (Finding("last_on", said, Level.STOP, "register.period_length"),)
    return ()


def laser_uses(register: TreatmentRegister) -> tuple[LaserUse, ...]:
    """What each laser did in the period, by model and serial number."""
    counted = [one for one in register.entries if not one.is_void]
    sessions: dict[int, int] = defaultdict(int)
    for one in counted:
        for device_id in {each.entry.device_id for each in one.passes}:
            sessions[device_id] += 1
    passes: dict[int, list[int | None]] = defaultdict(list)
    for given in (each.entry for one in counted for each in one.passes):
        passes[given.device_id].append(given.pulses)
    patches: dict[int, int] = defaultdict(int)
    for spot in register.patches:
        patches[spot.patch.entry.device_id] += 1
    used = (laser for key, laser in register.lasers.items() if key in passes or key in patches)
    return tuple(
        LaserUse(
            laser=laser,
            sessions=sessions[laser.id],
            passes=len(passes[laser.id]),
            pulses=sum(pulses or 0 for pulses in passes[laser.id]),
            uncounted=passes[laser.id].count(None),
            patches=patches[laser.id],
        )
        for laser in sorted(used, key=lambda one: (one.model, one.serial, one.id))
    )


def patches_behind(
    passes: Iterable[LoggedPass], on: date, spots: Iterable[RegisterPatch]
) -> tuple[RegisterPatch, ...]:
    """For each beam of a session, the spot on the same area that decided about it up to that day, each once."""
    known = {one.patch.id: one for one in spots}
    facts = PatchFacts(patches=tuple(one.patch for one in known.values()))
    beams = dict.fromkeys(Beam(one.entry.device_id, one.entry.wavelength_nm) for one in passes)
    found = (last_patch(beam, on, facts) for beam in beams)
    return tuple(known[one.id] for one in found if one is not None)

"""Everything that the sheet of an area's test patches prints: series, spots, and what they open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.devices import Device
from pico_tracker.domain.laser import FluenceBasis, Spot, SpotShape, energy_mj
from pico_tracker.domain.passes import suggest_basis
from pico_tracker.domain.patch_rules import PatchRule
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.test_patches import Beam, Patch, PatchState, chosen_setting


@dataclass(frozen=True, slots=True, kw_only=True)
class PatchSpot:
    """A spot with what follows from the handpiece that made it."""

    patch: Patch
    basis: FluenceBasis | None
    """What its fluence is averaged over; None where the handpiece does not tell."""
    energy_mj: Decimal | None
    """Calculated for a round spot of a full beam, to one decimal place; it is not entered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatchSeries:
    """Spots placed together, in their places."""

    placed_on: date
    spots: tuple[PatchSpot, ...]

    @property
    def is_to_be_read(self) -> bool:
        """Whether nobody looked at one of the spots yet."""
        return any(not one.patch.readings for one in self.spots)

    @property
    def chosen(self) -> tuple[Patch, ...]:
        """The settings to go on with, one for each laser and wavelength where one was chosen."""
        by_beam: dict[Beam, list[Patch]] = {}
        for one in self.spots:
            by_beam.setdefault(one.patch.entry.beam, []).append(one.patch)
        found = (chosen_setting(patches) for patches in by_beam.values())
        return tuple(one for one in found if one is not None)

    def ready_on(self, rule: PatchRule | None) -> date | None:
        """The first day on which all its spots may be read as normal; None where the clinic keeps no rule."""
        if rule is None:
            return None
        return max(rule.ready_on(self.placed_on, one.patch.skin_type) for one in self.spots)


@dataclass(frozen=True, slots=True, kw_only=True)
class BeamStanding:
    """What the test patches of an area say today about treating it with a laser at a wavelength."""

    device_name: str
    wavelength_nm: int
    state: PatchState


@dataclass(frozen=True, slots=True, kw_only=True)
class PatchSheet:
    """The test patches of the area of a course."""

    clinic: Clinic
    patient: Patient
    course_title: str
    area: str
    series: tuple[PatchSeries, ...]
    """Newest first."""
    standings: tuple[BeamStanding, ...] = ()
    rule: PatchRule | None = None
    printed_at: datetime
    printed_by: str


def series_of(patches: Iterable[Patch], devices: Mapping[int, Device]) -> tuple[PatchSeries, ...]:
    """The spots by the series they were placed in, newest first; `devices` are known by their keys."""
    ordered = sorted(patches, key=lambda one: (one.entry.placed_on, str(one.entry.together), one.entry.position))
    groups = groupby(ordered, key=lambda one: (one.entry.placed_on, one.entry.together))
    found = [
        PatchSeries(placed_on=placed_on, spots=tuple(_spot(one, devices) for one in spots))
        for (placed_on, _), spots in groups
    ]
    return tuple(sorted(found, key=_age, reverse=True))


def _age(series: PatchSeries) -> tuple[date, int]:
    return series.placed_on, max(one.patch.id for one in series.spots)


def _spot(patch: Patch, devices: Mapping[int, Device]) -> PatchSpot:
    entry = patch.entry
    device = devices.get(entry.device_id)
    beam = None if device is None else device.beam_of(entry.handpiece_id)
    if beam is None:
        return PatchSpot(patch=patch, basis=None, energy_mj=None)
    energy = None
    if beam.is_full:
        energy = energy_mj(entry.fluence_j_cm2, Spot(SpotShape.ROUND, entry.spot_width_mm))
    rounded = None if energy is None else energy.quantize(Decimal("0.1"))
    return PatchSpot(patch=patch, basis=suggest_basis(beam.optic), energy_mj=rounded)


def standings_of(patches: Iterable[Patch], states: Mapping[Beam, PatchState]) -> tuple[BeamStanding, ...]:
    """What each laser and wavelength that was tested stands at, in the order of their first test."""
    names: dict[Beam, str] = {}
    for one in patches:
        names.setdefault(one.entry.beam, one.device_name)
    return tuple(
        BeamStanding(device_name=name, wavelength_nm=beam.wavelength_nm, state=states[beam])
        for beam, name in names.items()
    )

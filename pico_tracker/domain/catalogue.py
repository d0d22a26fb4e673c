"""The clinical knowledge that ships with the program, read from text into frozen values.

Each number keeps its own evidence, so that a limit nobody has confirmed can be told apart
from one that a source states. The clinic owns its copy: see the concerns and devices it keeps.
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from pico_tracker.domain.evidence import Evidence, Figure, read_figure
from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.intervals import Interval
from pico_tracker.domain.laser import FociArray, Optic
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.side_effect_kinds import SideEffectKind, read_side_effect_kind
from pico_tracker.domain.words import mark, sentence

_R = TypeVar("_R")
_Table = dict[str, Any]
_LIMITS = ("shortest_ps", "longest_ps", "max_energy_mj", "max_fluence_j_cm2", "max_repetition_hz")
_FOCI = ("share_in_foci", "foci", "foci_from_per_cm2", "foci_to_per_cm2")
_NEEDED_FIGURES = ("sessions_from", "sessions_to", "earliest_weeks", "target_weeks", "late_weeks")
_OPTIONAL_FIGURES = ("maintenance_from_months", "maintenance_to_months")


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueMode:
    """A wavelength of a device with its limits; None where the reference does not give one."""

    wavelength_nm: int
    evidence: Evidence
    """Of the wavelength itself."""
    is_nanosecond: bool = False
    """Pulses at this wavelength are nanosecond ones, so the bounds for picosecond pulses do not hold."""
    shortest_ps: Figure | None = None
    longest_ps: Figure | None = None
    max_energy_mj: Figure | None = None
    max_fluence_j_cm2: Figure | None = None
    max_repetition_hz: Figure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueHandpiece:
    """A handpiece and the beam it makes; what the reference does not say is `Optic.UNKNOWN`."""

    name: str
    optic: Optic
    evidence: Evidence
    array: FociArray | None = None
    """How a fractional one splits its beam; None where the reference does not say."""
    share_in_foci: Figure | None = None
    """Part of the pulse's energy that goes into the foci, 0 to 1."""
    foci: Figure | None = None
    """Number of foci of every pulse, where it is fixed."""
    foci_from_per_cm2: Figure | None = None
    foci_to_per_cm2: Figure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clearance:
    """A use that an authority has cleared, and for which skin types."""

    use: str
    skin_types: tuple[Fitzpatrick, ...] | None
    """None: the text that was read sets no limit."""
    concerns: tuple[str, ...] = ()
    """Keys of the concerns that the use is about; empty where it is none of ours."""
    wavelengths_nm: tuple[int, ...] = ()
    """Empty: the clearance is not tied to a wavelength."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueDevice:
    """A model of laser as the reference describes it."""

    key: str
    name: str
    manufacturer: str
    is_nanosecond: bool
    modes: tuple[CatalogueMode, ...]
    handpieces: tuple[CatalogueHandpiece, ...]
    smallest_spot_mm: Figure | None
    largest_spot_mm: Figure | None
    clearances: tuple[Clearance, ...]
    notes: str
    evidence: Evidence
    sources: tuple[str, ...]

    @property
    def max_repetition_hz(self) -> Decimal | None:
        """The highest repetition rate over all wavelengths, None where none is given."""
        rates = (mode.max_repetition_hz for mode in self.modes)
        return max((rate.value for rate in rates if rate is not None), default=None)

    @property
    def unsourced_fields(self) -> tuple[str, ...]:
        """Names of the fields that no source supports, such as `modes.532.longest_ps`."""
        spots = {"smallest_spot_mm": self.smallest_spot_mm, "largest_spot_mm": self.largest_spot_mm}
        named = [(name, figure.evidence) for name, figure in spots.items() if figure is not None]
        for mode in self.modes:
            named += _mode_evidence(mode)
        named += [(f"handpieces.{one.name}", one.evidence) for one in self.handpieces]
        return tuple(name for name, evidence in named if evidence is Evidence.UNSOURCED)

    @property
    def wavelengths_nm(self) -> tuple[int, ...]:
        """Every wavelength it gives, shortest first."""
        return tuple(sorted({mode.wavelength_nm for mode in self.modes}))

    @property
    def needs_confirming(self) -> bool:
        """Whether a clinician has to confirm something in it, since no source states it."""
        return self.evidence is Evidence.UNSOURCED or bool(self.unsourced_fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """How a concern is usually treated: sessions, weeks between them, maintenance in months."""

    sessions_from: Figure
    sessions_to: Figure
    earliest_weeks: Figure
    target_weeks: Figure
    late_weeks: Figure
    maintenance_from_months: Figure | None
    """None: no maintenance is usual."""
    maintenance_to_months: Figure | None
    sessions_note: str
    interval_note: str
    reassess: str
    maintenance_note: str
    skin_type_note: str
    evidence: Evidence
    sources: tuple[str, ...]

    @property
    def interval(self) -> Interval:
        """The spacing to propose when a course is opened."""
        return Interval(self.earliest_weeks.whole, self.target_weeks.whole, self.late_weeks.whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueConcern:
    """What a patient comes with, and the protocol for it."""

    key: str
    name: str
    group: str
    protocol: Protocol
    evidence: Evidence
    sources: tuple[str, ...]
    definition: str = ""
    """The field's own term, where the name is a plain word for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Everything that is copied into a new database."""

    devices: tuple[CatalogueDevice, ...]
    concerns: tuple[CatalogueConcern, ...]
    side_effects: tuple[SideEffectKind, ...]


def read_catalogue(devices_toml: str, concerns_toml: str, side_effects_toml: str) -> Catalogue:
    """Read the three texts (TOML, as in `resources/clinical`).

    Raises `ValueError` naming the record where a text is not what it should be.
    """
    return Catalogue(
        devices=_records(devices_toml, "device", read_device),
        concerns=_records(concerns_toml, "concern", read_concern),
        side_effects=_records(side_effects_toml, "side_effect", read_side_effect_kind),
    )


def _records(text: str, kind: str, build: Callable[[_Table], _R]) -> tuple[_R, ...]:
    tables = tomllib.loads(text, parse_float=Decimal).get(kind, [])
    records = tuple(_built(table, kind, build) for table in tables)
    if len({table["key"] for table in tables}) < len(tables):
        said = f"a {kind} key occurs twice"
        raise ValueError(said)
    return records


def _built(table: _Table, kind: str, build: Callable[[_Table], _R]) -> _R:
    """One record; whatever is wrong with it is said with its key. A name that the record does
    not know is wrong too (the constructor refuses it): a misspelt limit must not vanish."""
    try:
        return build(table)
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        said = f"{kind} {table.get('key', 'without a key')}: {error}"
        raise ValueError(said) from error


def read_device(table: Mapping[str, Any]) -> CatalogueDevice:
    """A device from its record; raises `KeyError`, `TypeError`, `ValueError` or `ArithmeticError`."""
    return CatalogueDevice(
        **_common(table)
        | {
            "modes": tuple(_mode(mode) for mode in table["modes"]),
            "handpieces": tuple(_handpiece(one) for one in table["handpieces"]),
            "clearances": tuple(read_clearance(one) for one in table["clearances"]),
            "smallest_spot_mm": read_figure(table.get("smallest_spot_mm")),
            "largest_spot_mm": read_figure(table.get("largest_spot_mm")),
        }
    )


def _mode(table: _Table) -> CatalogueMode:
    limits = {name: read_figure(table.get(name)) for name in _LIMITS}
    return CatalogueMode(**table | limits | {"evidence": Evidence(table["evidence"])})


def _handpiece(table: _Table) -> CatalogueHandpiece:
    figures = {name: read_figure(table.get(name)) for name in _FOCI}
    array = FociArray(table["array"]) if "array" in table else None
    known = {"optic": Optic(table["optic"]), "evidence": Evidence(table["evidence"]), "array": array}
    return CatalogueHandpiece(**table | figures | known)


def read_clearance(table: Mapping[str, Any]) -> Clearance:
    """A cleared use from its record; raises `KeyError`, `TypeError` or `ValueError`."""
    types = table.get("skin_types")
    read = None if types is None else tuple(Fitzpatrick(one) for one in types)
    lists = {name: tuple(table.get(name, ())) for name in ("concerns", "wavelengths_nm")}
    return Clearance(**{**table} | lists | {"skin_types": read})


def read_concern(table: Mapping[str, Any]) -> CatalogueConcern:
    """A concern from its record; raises `KeyError`, `TypeError`, `ValueError` or `ArithmeticError`."""
    return CatalogueConcern(**_common(table) | {"protocol": _protocol(table["protocol"])})


def check_concern(content: Mapping[str, Any]) -> Findings:
    """What the bounds of single numbers cannot say: ranges must rise. The numbers are within bounds."""
    protocol = read_concern(content).protocol
    pairs = (
        ("sessions_to", protocol.sessions_from, protocol.sessions_to),
        ("target_weeks", protocol.earliest_weeks, protocol.target_weeks),
        ("late_weeks", protocol.target_weeks, protocol.late_weeks),
        ("maintenance_to_months", protocol.maintenance_from_months, protocol.maintenance_to_months),
    )
    said = sentence(mark("This is smaller than the number before it."))
    return tuple(
        Finding(f"protocol.{name}.value", said, code=f"rule.{name}")
        for name, low, high in pairs
        if low is not None and high is not None and high.value < low.value
    )


def _protocol(table: _Table) -> Protocol:
    needed = {name: read_figure(table[name]) for name in _NEEDED_FIGURES}
    optional = {name: read_figure(table.get(name)) for name in _OPTIONAL_FIGURES}
    return Protocol(**_common(table) | needed | optional)


def _common(table: Mapping[str, Any]) -> _Table:
    """The record with what all of them have: its evidence and its sources."""
    return {**table} | {"evidence": Evidence(table["evidence"]), "sources": tuple(table["sources"])}


def _mode_evidence(mode: CatalogueMode) -> Iterable[tuple[str, Evidence]]:
    yield f"modes.{mode.wavelength_nm}", mode.evidence
    for name in _LIMITS:
        limit: Figure | None = getattr(mode, name)
        if limit is not None:
            yield f"modes.{mode.wavelength_nm}.{name}", limit.evidence

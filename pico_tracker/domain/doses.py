"""A pass's dose judged: by what the laser gives, what is plausible, the clinic's protocol, and last time.

Nothing here proposes a dose. Doses are compared at one wavelength, for one kind of beam and on one
basis of the fluence; a value over the spot is never held against one per microbeam.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from pico_tracker.domain.device_limits import DeviceLimits, check_limits
from pico_tracker.domain.devices import Device
from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.laser import Beam, FluenceBasis, Optic, Spot
from pico_tracker.domain.passes import PassEntry
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.plausibility import (
    VisitTotals,
    check_density,
    check_passes,
    check_plausible,
    check_totals,
)
from pico_tracker.domain.ranges import Bounds, DoseProtocol, PlausibleRange, plainly
from pico_tracker.domain.side_effects import SideEffect
from pico_tracker.domain.words import Sentence, mark, sentence

LARGEST_RISE = Decimal("0.20")
"""More than this share above last time needs a reason."""
_ROUNDING = Decimal("0.01")
_RISE = "Clinical reference 1.4 (design choice)"
_LOWERING = frozenset({"blister", "burn", "pih", "hypopigmentation", "paradoxical_darkening", "melasma_flare"})
"""Kinds of side effect after which any rise needs a reason: blister, burn, change of pigment."""
_REDNESS = "erythema"
_UNITS = {"fluence_j_cm2": "J/cm²", "pulse_energy_mj": "mJ"}
_OUTSIDE = {
    "fluence_j_cm2": mark("Outside your protocol “{name}”: {value} J/cm², it has {low} to {high} J/cm²."),
    "spot_width_mm": mark("Outside your protocol “{name}”: a spot of {value} mm, it has {low} to {high} mm."),
    "pulse_duration_ps": mark("Outside your protocol “{name}”: {value} ps, it has {low} to {high} ps."),
    "repetition_hz": mark("Outside your protocol “{name}”: {value} Hz, it has {low} to {high} Hz."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierDose:
    """What a pass of the last or the first session of the course was given with."""

    wavelength_nm: int
    fluence_basis: FluenceBasis
    fluence_j_cm2: Decimal
    pulse_energy_mj: Decimal | None = None
    spot: Spot | None = None
    optic: Optic = Optic.UNKNOWN
    purpose: str = ""
    is_last: bool = True
    """Given in the last session with this wavelength and basis; the only one is its first and its last."""
    is_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseFacts:
    """What the rules must know to judge a dose."""

    skin_type: Fitzpatrick | None = None
    concern: str = ""
    """The concern's key."""
    plausible: PlausibleRange | None = None
    """None: the clinic has none for this concern."""
    protocols: tuple[DoseProtocol, ...] = ()
    """Adopted by the clinic and in force, for any concern."""
    limits: Mapping[int, DeviceLimits] = field(default_factory=dict)
    """By the laser's key."""
    earlier: tuple[EarlierDose, ...] = ()
    """The passes of the first session, and of the last one at each wavelength and basis."""
    reactions: tuple[str, ...] = ()
    """Names of the side effects since the last session after which any rise needs a reason."""


@dataclass(frozen=True, slots=True)
class Change:
    """How a value stands to an earlier one; `share` is 0.25 for a quarter more."""

    field: str
    now: Decimal
    before: Decimal

    @property
    def share(self) -> Decimal:
        """By which part of the earlier value it is more, below 0 where it is less."""
        return self.now / self.before - 1

    @property
    def percent(self) -> str:
        """The share in percent, with a decimal place below one percent."""
        percent = abs(self.share) * 100
        return plainly(round(percent, 0) if percent >= 1 else max(round(percent, 1), Decimal("0.1")))


class Standing(StrEnum):
    """How a dose stands to the clinic's protocols."""

    NONE = "none"
    """The clinic adopted none for this patient, concern, wavelength and beam."""
    INSIDE = "inside"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The standing, by which protocol, and what is outside of it."""

    standing: Standing
    protocol: DoseProtocol | None = None
    findings: Findings = ()


def check_dose(entry: PassEntry, device: Device, facts: DoseFacts, prefix: str = "") -> Findings:
    """All that is doubtful about a pass whose numbers are possible; fields are named `prefix` + field."""
    beam = device.beam_of(entry.handpiece_id)
    limits = facts.limits.get(device.id)
    found = list(check_limits(entry, limits) if limits else ())
    if facts.plausible and not _is_nanosecond(entry, device):
        found += check_plausible(entry, beam, facts.plausible)
    if beam.optic is Optic.FRACTIONAL:
        found += check_density(entry.density_per_cm2)
    found += [*judge_by_protocol(entry, beam, facts).findings, *check_rise(entry, beam, facts)]
    return tuple(replace(one, field=prefix + one.field) for one in found)


def check_visit(
    passes: Sequence[PassEntry], totals: VisitTotals, facts: DoseFacts, devices: Mapping[int, Device]
) -> Findings:
    """A caution where the session as a whole is not plausible; none is known for nanosecond passes alone.

    `devices` are the clinic's by their keys; a pass of another one counts as a picosecond one.
    """
    if facts.plausible is None:
        return ()
    if passes and all(_is_nanosecond(one, devices.get(one.device_id)) for one in passes):
        return ()
    return (*check_passes(passes, facts.plausible), *check_totals(totals, facts.plausible))


def _is_nanosecond(entry: PassEntry, device: Device | None) -> bool:
    return device is not None and device.gives_nanoseconds(entry.wavelength_nm, entry.pulse_duration_ps)


def pulses_of(passes: Iterable[PassEntry]) -> int | None:
    """All pulses together, None unless every pass was counted."""
    counted = [one.pulses for one in passes]
    return None if not counted or None in counted else sum(one or 0 for one in counted)


def judge_by_protocol(entry: PassEntry, beam: Beam, facts: DoseFacts) -> Verdict:
    """Whether the pass is inside one of the protocols for this patient, wavelength and beam."""
    verdicts = [_judge(entry, one) for one in _covering(facts, entry.wavelength_nm, beam, entry.fluence_basis)]
    return min(verdicts, key=lambda one: len(one.findings), default=Verdict(Standing.NONE))


def protocols_to_start_from(
    facts: DoseFacts, wavelength_nm: int, beam: Beam, basis: FluenceBasis
) -> tuple[DoseProtocol, ...]:
    """The protocols for this patient, wavelength, beam and basis in which the clinic entered starting values."""
    return tuple(one for one in _covering(facts, wavelength_nm, beam, basis) if one.has_start)


def _covering(facts: DoseFacts, wavelength_nm: int, beam: Beam, basis: FluenceBasis) -> tuple[DoseProtocol, ...]:
    adopted = (one for one in facts.protocols if one.is_for(facts.concern, facts.skin_type))
    return tuple(one for one in adopted if one.covers(wavelength_nm, beam, basis))


def changes_since(entry: PassEntry, beam: Beam, earlier: Iterable[EarlierDose]) -> tuple[Change, ...]:
    """Fluence and energy against the highest of those earlier passes that can be compared.

    A pass with the same purpose is the one to compare with; where there is none, every other one is.
    """
    alike = [one for one in earlier if _is_comparable(entry, beam, one)]
    same = [one for one in alike if one.purpose.casefold() == entry.purpose.casefold()] or alike
    found = []
    for name in _UNITS:
        now: Decimal | None = getattr(entry, name)
        before = max((value for one in same if (value := getattr(one, name))), default=None)
        if now is not None and before is not None and now.is_finite():
            found.append(Change(name, now, before))
    return tuple(found)


def check_rise(entry: PassEntry, beam: Beam, facts: DoseFacts) -> Findings:
    """A caution for a rise of more than 20 % on last time, and for any rise after a reaction.

    Fluence and energy are both compared; on the same spot they rise together and it is said once.
    A rise in energy of up to 1 % is how the laser rounds what it shows.
    """
    last = [one for one in facts.earlier if one.is_last]
    least = Decimal(0) if facts.reactions else LARGEST_RISE
    rises = {one.field: one for one in changes_since(entry, beam, last) if one.share > least}
    energy = rises.get("pulse_energy_mj")
    is_said = "fluence_j_cm2" in rises and _is_same_spot(entry, beam, last)
    if energy is not None and (is_said or energy.share <= _ROUNDING):
        del rises["pulse_energy_mj"]
    return tuple(_rise(one, facts.reactions) for one in rises.values())


def reactions_since(effects: Iterable[SideEffect], last_on: date | None, today: date) -> tuple[str, ...]:
    """Names of the side effects since a session, or not healed, after which any rise needs a reason:
    blister, burn, change of pigment, and redness that lasted too long."""
    return tuple(
        dict.fromkeys(
            one.kind.name
            for one in effects
            if (one.is_open or last_on is None or one.entry.onset_on >= last_on) and _lowers(one, today)
        )
    )


def _lowers(effect: SideEffect, today: date) -> bool:
    too_long = effect.kind.is_too_long(effect.days(today), effect.concern_key)
    return effect.kind.key in _LOWERING or (effect.kind.key == _REDNESS and too_long)


def _judge(entry: PassEntry, protocol: DoseProtocol) -> Verdict:
    values: dict[str, tuple[Decimal, Bounds | None]] = {
        "fluence_j_cm2": (entry.fluence_j_cm2, protocol.fluence_j_cm2),
        "spot_width_mm": (entry.spot.width_mm, protocol.spot_mm),
        "pulse_duration_ps": (Decimal(entry.pulse_duration_ps), protocol.pulse_ps),
        "repetition_hz": (entry.repetition_hz, protocol.rate_hz),
    }
    outside = tuple(
        _outside(name, value, bounds, protocol)
        for name, (value, bounds) in values.items()
        if bounds is not None and not bounds.holds(value)
    )
    return Verdict(Standing.OUTSIDE if outside else Standing.INSIDE, protocol, outside)


def _outside(name: str, value: Decimal, bounds: Bounds, protocol: DoseProtocol) -> Finding:
    said = sentence(
        _OUTSIDE[name],
        name=protocol.name,
        value=plainly(value),
        low=plainly(bounds.low),
        high=plainly(bounds.high),
    )
    return Finding(name, said, Level.CAUTION, "laser.protocol", "clinic protocol", protocol.name)


def _is_comparable(entry: PassEntry, beam: Beam, earlier: EarlierDose) -> bool:
    same = (earlier.wavelength_nm, earlier.fluence_basis) == (entry.wavelength_nm, entry.fluence_basis)
    return same and beam.may_equal(Beam(earlier.optic))


def _is_same_spot(entry: PassEntry, beam: Beam, earlier: Iterable[EarlierDose]) -> bool:
    return all(one.spot == entry.spot for one in earlier if _is_comparable(entry, beam, one))


def _rise(change: Change, reactions: tuple[str, ...]) -> Finding:
    said = _said(change, _ABOVE[change.field])
    code, rule = "laser.rise", "rise of more than 20 %"
    if reactions:
        said = _said(change, _AFTER_REACTION[change.field], reactions=", ".join(reactions))
        code, rule = "laser.rise_after_reaction", "rise after a reaction"
    return Finding(change.field, said, Level.CAUTION, code, rule, _RISE)


_ABOVE = {
    "fluence_j_cm2": mark("{entered} J/cm² is {percent} % above last time ({last} J/cm²). A reason is needed."),
    "pulse_energy_mj": mark("{entered} mJ is {percent} % above last time ({last} mJ). A reason is needed."),
}
_AFTER_REACTION = {
    "fluence_j_cm2": mark(
        "{entered} J/cm² is {percent} % above last time ({last} J/cm²), which was followed by: {reactions}. "
        "A reason is needed."
    ),
    "pulse_energy_mj": mark(
        "{entered} mJ is {percent} % above last time ({last} mJ), which was followed by: {reactions}. "
        "A reason is needed."
    ),
}


def _said(change: Change, text: str, **more: object) -> Sentence:
    return sentence(text, entered=change.now, percent=change.percent, last=change.before, **more)

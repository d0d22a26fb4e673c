"""Test patches: a spot of skin treated first, per device, wavelength and area, and read later.

How long to wait and how long a patch holds is the clinic's own choice (reference, section 5: no
authority states it). A reaction may be written down at any time; normal only after the wait.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from math import ceil

from pico_tracker.domain.devices import Device
from pico_tracker.domain.evidence import Evidence, Figure
from pico_tracker.domain.findings import Finding, Findings, check_lengths
from pico_tracker.domain.laser import FluenceBasis, Spot, SpotShape
from pico_tracker.domain.passes import PassEntry, check_pass
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.rules import Content, RuleField, ValueKind
from pico_tracker.domain.words import TEXT_LIMIT, Sentence, mark, sentence

DARK_TYPES = frozenset({Fitzpatrick.IV, Fitzpatrick.V, Fitzpatrick.VI})
"""Skin types that change pigment more easily (reference, section 5)."""
_HOURS_LIMIT, _DAYS_LIMIT = Decimal(24 * 90), Decimal(3650)


class PatchResult(StrEnum):
    """What a test patch shows when it is read."""

    NORMAL = "normal"
    REACTION = "reaction"


class PatchState(StrEnum):
    """What the test patches of a beam on an area say about treating with it."""

    READY = "ready"
    """Read as normal, and nothing has changed since."""
    TREATED = "treated"
    """The area was treated with this beam before, and nothing has changed since."""
    MISSING = "missing"
    WAITING = "waiting"
    NOT_READ = "not read"
    REACTED = "reacted"
    TANNED = "tanned"
    SKIN_CHANGED = "skin changed"
    EXPIRED = "expired"


RESULT_NAMES = {PatchResult.NORMAL: mark("Normal"), PatchResult.REACTION: mark("Reaction")}
STATE_NAMES = {
    PatchState.READY: mark("Read, normal"),
    PatchState.TREATED: mark("Treated before"),
    PatchState.MISSING: mark("None"),
    PatchState.WAITING: mark("Waiting"),
    PatchState.NOT_READ: mark("To be read"),
    PatchState.REACTED: mark("Reaction"),
    PatchState.TANNED: mark("Tan reported since"),
    PatchState.SKIN_CHANGED: mark("Skin type changed since"),
    PatchState.EXPIRED: mark("Too long ago"),
}
FIT_STATES = frozenset({PatchState.READY, PatchState.TREATED})
"""States in which no new test patch is needed."""
FIELDS = (
    RuleField(
        path="light_skin_hours.value",
        label=mark("Wait, skin types I to III"),
        kind=ValueKind.WHOLE,
        unit=mark("hours"),
        low=Decimal(0),
        high=_HOURS_LIMIT,
    ),
    RuleField(
        path="dark_skin_hours.value",
        label=mark("Wait, skin types IV to VI or not recorded"),
        kind=ValueKind.WHOLE,
        unit=mark("hours"),
        low=Decimal(0),
        high=_HOURS_LIMIT,
    ),
    RuleField(
        path="valid_days.value",
        label=mark("Needed again after"),
        kind=ValueKind.WHOLE,
        unit=mark("days"),
        low=Decimal(1),
        high=_DAYS_LIMIT,
    ),
    RuleField(
        path="redo_when_skin_type_changes",
        label=mark("Needed again when the skin type changes"),
        kind=ValueKind.TICK,
        required=False,
    ),
)


@dataclass(frozen=True, slots=True)
class PatchRule:
    """How the clinic handles test patches."""

    light_skin_hours: Figure
    dark_skin_hours: Figure
    valid_days: Figure
    redo_after: frozenset[str]
    """Keys of the questions whose yes makes a new patch necessary."""
    redo_when_skin_type_changes: bool

    def waiting_days(self, skin_type: Fitzpatrick | None) -> int:
        """Whole days to wait; a skin type that nobody recorded waits as long as a dark one."""
        is_light = skin_type is not None and skin_type not in DARK_TYPES
        hours = self.light_skin_hours if is_light else self.dark_skin_hours
        return ceil(hours.value / 24)

    def ready_on(self, placed_on: date, skin_type: Fitzpatrick | None) -> date:
        """The first day on which a patch may be read as normal."""
        return placed_on + timedelta(days=self.waiting_days(skin_type))


@dataclass(frozen=True, slots=True)
class Beam:
    """A device at one of its wavelengths."""

    device_id: int
    wavelength_nm: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PatchEntry:
    """A test patch as typed: where the beam went, with which settings."""

    entry_id: uuid.UUID
    course_id: int
    device_id: int
    wavelength_nm: int
    pulse_duration_ps: int
    spot_width_mm: Decimal
    fluence_j_cm2: Decimal
    placed_on: date
    note: str = ""

    @property
    def beam(self) -> Beam:
        """What it tests."""
        return Beam(self.device_id, self.wavelength_nm)


@dataclass(frozen=True, slots=True, kw_only=True)
class PatchReadingEntry:
    """What a practitioner saw on a test patch."""

    entry_id: uuid.UUID
    patch_id: int
    read_on: date
    result: PatchResult | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class PatchReading:
    """A reading on record."""

    read_on: date
    result: PatchResult
    note: str
    read_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Patch:
    """A test patch on record with its readings, oldest first; the last one counts."""

    id: int
    entry: PatchEntry
    device_name: str
    area: str
    skin_type: Fitzpatrick | None
    """Of the patient when it was placed."""
    placed_by: str
    readings: tuple[PatchReading, ...] = ()

    def reading_on(self, day: date) -> PatchReading | None:
        """The last reading up to a day."""
        return next((one for one in reversed(self.readings) if one.read_on <= day), None)


@dataclass(frozen=True, slots=True)
class TreatedBeam:
    """A session gave this beam to the area that day."""

    beam: Beam
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PatchFacts:
    """What is known about one area of a patient."""

    rule: PatchRule | None = None
    """None: the clinic keeps none, and no test patch is asked for."""
    patches: tuple[Patch, ...] = ()
    """Oldest first."""
    treated: tuple[TreatedBeam, ...] = ()


def read_patch_rule(content: Content) -> PatchRule:
    """The clinic's rule on test patches; raises `KeyError`, `ValueError` or `ArithmeticError`."""
    return PatchRule(
        light_skin_hours=_figure(content["light_skin_hours"]),
        dark_skin_hours=_figure(content["dark_skin_hours"]),
        valid_days=_figure(content["valid_days"]),
        redo_after=frozenset(content["redo_after"]),
        redo_when_skin_type_changes=bool(content.get("redo_when_skin_type_changes", False)),
    )


def _figure(table: Mapping[str, str]) -> Figure:
    return Figure(Decimal(table["value"]), Evidence(table["evidence"]))


def last_patch(beam: Beam, on: date, facts: PatchFacts) -> Patch | None:
    """The newest test patch of a beam up to a day."""
    known = [one for one in facts.patches if one.entry.beam == beam and one.entry.placed_on <= on]
    return max(known, key=lambda one: (one.entry.placed_on, one.id), default=None)


def patch_state(
    beam: Beam, on: date, skin_type: Fitzpatrick | None, tanned_on: date | None, facts: PatchFacts
) -> PatchState:
    """Whether an area may be treated with a beam on a day as far as test patches go.

    `tanned_on` is the last day on which the patient reported what makes a new patch necessary.
    """
    rule, patch = facts.rule, last_patch(beam, on, facts)
    if rule is None:
        return PatchState.TREATED
    treated_on = max((one.on for one in facts.treated if one.beam == beam and one.on <= on), default=None)
    if patch is not None and (treated_on is None or patch.entry.placed_on >= treated_on):
        read = _read_state(patch, on, rule)
        tested_on = patch.entry.placed_on
    elif treated_on is not None:
        read, tested_on = PatchState.TREATED, treated_on
    else:
        return PatchState.MISSING
    if read not in FIT_STATES:
        return read
    return _change_since(tested_on, (on, tanned_on), rule) or _skin_change(patch, skin_type, rule) or read


def _read_state(patch: Patch, on: date, rule: PatchRule) -> PatchState:
    reading = patch.reading_on(on)
    if reading is None:
        is_waiting = on < rule.ready_on(patch.entry.placed_on, patch.skin_type)
        return PatchState.WAITING if is_waiting else PatchState.NOT_READ
    return PatchState.READY if reading.result is PatchResult.NORMAL else PatchState.REACTED


def _change_since(tested_on: date, days: tuple[date, date | None], rule: PatchRule) -> PatchState | None:
    on, tanned_on = days
    if tanned_on is not None and tanned_on > tested_on:
        return PatchState.TANNED
    return PatchState.EXPIRED if (on - tested_on).days > rule.valid_days.value else None


def _skin_change(patch: Patch | None, skin_type: Fitzpatrick | None, rule: PatchRule) -> PatchState | None:
    """A session says nothing of the skin type it met, so the last patch before it does."""
    if patch is None or patch.skin_type == skin_type or not rule.redo_when_skin_type_changes:
        return None
    return PatchState.SKIN_CHANGED


def check_patch(entry: PatchEntry, device: Device | None, today: date) -> Findings:
    """All that is wrong with a test patch as typed; its settings keep the rules of a pass."""
    found = list(check_pass(_as_pass(entry), device))
    if entry.placed_on > today:
        found.append(_stop("placed_on", sentence(mark("A test patch cannot lie in the future."))))
    return (*found, *check_lengths(entry, {"note": TEXT_LIMIT}, "test_patch"))


def _as_pass(entry: PatchEntry) -> PassEntry:
    return PassEntry(
        device_id=entry.device_id,
        handpiece_id=None,
        wavelength_nm=entry.wavelength_nm,
        pulse_duration_ps=entry.pulse_duration_ps,
        spot=Spot(SpotShape.ROUND, entry.spot_width_mm),
        fluence_j_cm2=entry.fluence_j_cm2,
        fluence_basis=FluenceBasis.MACRO_SPOT,
        repetition_hz=Decimal(1),
    )


def check_patch_reading(entry: PatchReadingEntry, patch: Patch, rule: PatchRule | None, today: date) -> Findings:
    """All that is wrong with a reading as typed; without a rule nobody has to wait."""
    return (
        *_check_reading_day(entry, patch, today),
        *_check_result(entry, patch, rule),
        *check_lengths(entry, {"note": TEXT_LIMIT}, "test_patch"),
    )


def _check_reading_day(entry: PatchReadingEntry, patch: Patch, today: date) -> Iterable[Finding]:
    if entry.read_on > today:
        yield _stop("read_on", sentence(mark("A test patch cannot be read in the future.")))
    elif entry.read_on < patch.entry.placed_on:
        yield _stop("read_on", sentence(mark("This is before the test patch was placed.")))


def _check_result(entry: PatchReadingEntry, patch: Patch, rule: PatchRule | None) -> Iterable[Finding]:
    if entry.result is None:
        yield _stop("result", sentence(mark("Choose what the test patch shows.")))
    elif rule is not None and entry.result is PatchResult.NORMAL:
        yield from _check_wait(entry, patch, rule)


def _check_wait(entry: PatchReadingEntry, patch: Patch, rule: PatchRule) -> Iterable[Finding]:
    days = (rule.ready_on(patch.entry.placed_on, patch.skin_type) - entry.read_on).days
    if days > 0:
        said = mark(
            "Too early to call it normal: this skin type waits {waiting} days, {days} are still to go. "
            "A reaction can be written down now."
        )
        waiting = rule.waiting_days(patch.skin_type)
        yield Finding("result", sentence(said, waiting=waiting, days=days), code="test_patch.early")


def _stop(field: str, said: Sentence) -> Finding:
    return Finding(field, said, code=f"test_patch.{field}")

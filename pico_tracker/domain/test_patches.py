"""Test patches: spots of skin treated first, per device, wavelength and area, and read later.

Spots placed together are a series, each with settings of its own; the setting to go on with is
chosen among those read as normal. `patch_rules` says how long to wait and how long a patch holds,
`patch_checks` what is wrong with what is typed.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from pico_tracker.domain.patch_rules import PatchRule
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.words import mark

SPOTS_LIMIT = 12
"""Spots that may be placed together."""


class PatchResult(StrEnum):
    """What a test patch shows when it is read."""

    NORMAL = "normal"
    REACTION = "reaction"


class PatchState(StrEnum):
    """What the test patches of a beam on an area say about treating with it."""

    READY = "ready"
    """Read as normal, or one of its settings chosen, and nothing has changed since."""
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


@dataclass(frozen=True, slots=True)
class Beam:
    """A device at one of its wavelengths."""

    device_id: int
    wavelength_nm: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PatchEntry:
    """A test patch as typed: one spot, where the beam went, with which settings."""

    entry_id: uuid.UUID
    course_id: int
    device_id: int
    wavelength_nm: int
    pulse_duration_ps: int
    spot_width_mm: Decimal
    fluence_j_cm2: Decimal
    placed_on: date
    note: str = ""
    handpiece_id: int | None = None
    place: str = ""
    """Where on the area."""
    series: uuid.UUID | None = None
    """The form of the spots placed together; None for one that was placed alone."""
    position: int = 0
    """Its place among them, from 0."""

    @property
    def beam(self) -> Beam:
        """What it tests."""
        return Beam(self.device_id, self.wavelength_nm)

    @property
    def together(self) -> uuid.UUID:
        """The same for spots placed together; its own for one that was placed alone."""
        return self.series or self.entry_id


@dataclass(frozen=True, slots=True, kw_only=True)
class PatchSeriesEntry:
    """Spots placed together on one area on one day, as typed."""

    entry_id: uuid.UUID
    course_id: int
    placed_on: date
    spots: tuple[PatchEntry, ...]

    @property
    def patches(self) -> tuple[PatchEntry, ...]:
        """The spots with the course, the day, the series and the places that they share."""
        return tuple(
            replace(
                one, course_id=self.course_id, placed_on=self.placed_on, series=self.entry_id, position=position
            )
            for position, one in enumerate(self.spots)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PatchReadingEntry:
    """What a practitioner saw on a test patch."""

    entry_id: uuid.UUID
    patch_id: int
    read_on: date
    result: PatchResult | None
    note: str = ""
    is_chosen: bool = False
    """Whether its setting is the one to go on with at this laser and wavelength."""


@dataclass(frozen=True, slots=True)
class PatchReading:
    """A reading on record."""

    read_on: date
    result: PatchResult
    note: str
    read_by: str
    is_chosen: bool = False
    number: int = 0
    """Grows with each reading that is written down; a choice has a higher one than the readings beside it."""


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
    handpiece_name: str = ""
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


def last_spots(beam: Beam, on: date, facts: PatchFacts) -> tuple[Patch, ...]:
    """The spots of a beam in the newest series up to a day that has any, in their places."""
    known = [one for one in facts.patches if one.entry.beam == beam and one.entry.placed_on <= on]
    newest = max(known, key=lambda one: (one.entry.placed_on, one.id), default=None)
    if newest is None:
        return ()
    spots = (one for one in known if one.entry.together == newest.entry.together)
    return tuple(sorted(spots, key=lambda one: (one.entry.position, one.id)))


def last_patch(beam: Beam, on: date, facts: PatchFacts) -> Patch | None:
    """The spot of `last_spots` that decides: the first unread one, else the chosen one, else one that reacted."""
    spots = last_spots(beam, on, facts)
    unread = [one for one in spots if one.reading_on(on) is None]
    chosen = chosen_setting(spots, on)
    deciding = (*unread, *([chosen] if chosen else ()), *_reacted(spots, on), *spots)
    return deciding[0] if deciding else None


def chosen_setting(patches: Iterable[Patch], on: date = date.max) -> Patch | None:
    """Among spots placed together, the one chosen to go on with up to a day; the last choice counts.

    Only a spot whose last reading is normal is chosen, and a reaction that was written down after the
    choice, on any spot of the same laser and wavelength, takes it back.
    """
    spots = tuple(patches)
    chosen = [one for one in spots if _is_chosen(one, on) and not _reacted_after(one, spots, on)]
    return max(chosen, key=lambda one: _number(one, on), default=None)


def normal_settings(beam: Beam, on: date, facts: PatchFacts) -> tuple[Patch, ...]:
    """The spots of the newest series that open a beam by what they showed: the chosen one, else all of them.

    Empty while they do not; see `patch_state`, which also knows what has changed since.
    """
    spots = last_spots(beam, on, facts)
    if facts.rule is None or not spots or _read_state(spots, on, facts.rule) is not PatchState.READY:
        return ()
    chosen = chosen_setting(spots, on)
    return spots if chosen is None else (chosen,)


def _is_chosen(patch: Patch, on: date) -> bool:
    reading = patch.reading_on(on)
    return reading is not None and reading.is_chosen and reading.result is PatchResult.NORMAL


def _number(patch: Patch, on: date) -> int:
    reading = patch.reading_on(on)
    return 0 if reading is None else reading.number


def _reacted(spots: Iterable[Patch], on: date) -> tuple[Patch, ...]:
    readings = ((one, one.reading_on(on)) for one in spots)
    return tuple(one for one, last in readings if last is not None and last.result is PatchResult.REACTION)


def _reacted_after(chosen: Patch, spots: Iterable[Patch], on: date) -> bool:
    same = (one for one in _reacted(spots, on) if one.entry.beam == chosen.entry.beam)
    return any(_number(one, on) > _number(chosen, on) for one in same)


def patch_state(
    beam: Beam, on: date, skin_type: Fitzpatrick | None, tanned_on: date | None, facts: PatchFacts
) -> PatchState:
    """Whether an area may be treated with a beam on a day as far as test patches go.

    `tanned_on` is the last day on which the patient reported what makes a new patch necessary.

    The newest series that has spots of this laser and wavelength counts, and each of those spots has to
    be read. Where all of them were normal the beam is ready. Where one showed a reaction, the beam is
    ready only at the setting that a practitioner chose among those read as normal, knowing of that
    reaction (`chosen_setting`); without such a choice it stays shut, as if nothing had been normal: which
    setting is mild enough is never worked out here. Spots of another laser or wavelength, and patches of
    another area, open nothing. `normal_settings` says which settings the beam is ready at.
    """
    rule, spots = facts.rule, last_spots(beam, on, facts)
    if rule is None:
        return PatchState.TREATED
    treated_on = max((one.on for one in facts.treated if one.beam == beam and one.on <= on), default=None)
    patch = spots[0] if spots else None
    if patch is not None and (treated_on is None or patch.entry.placed_on >= treated_on):
        read = _read_state(spots, on, rule)
        tested_on = patch.entry.placed_on
    elif treated_on is not None:
        read, tested_on = PatchState.TREATED, treated_on
    else:
        return PatchState.MISSING
    if read not in FIT_STATES:
        return read
    return _change_since(tested_on, (on, tanned_on), rule) or _skin_change(patch, skin_type, rule) or read


def _read_state(spots: tuple[Patch, ...], on: date, rule: PatchRule) -> PatchState:
    """What spots of one beam say together: to be read first, then a reaction, then what still waits."""
    unread = [one for one in spots if one.reading_on(on) is None]
    if any(on >= rule.ready_on(one.entry.placed_on, one.skin_type) for one in unread):
        return PatchState.NOT_READ
    if _reacted(spots, on) and (unread or chosen_setting(spots, on) is None):
        return PatchState.REACTED
    return PatchState.WAITING if unread else PatchState.READY


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

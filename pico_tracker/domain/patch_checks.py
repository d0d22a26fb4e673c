"""What is wrong with test patches as typed, when they are placed and when they are read.

A reaction may be written down at any time; normal only after the wait of the clinic's rule.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from pico_tracker.domain.devices import Device
from pico_tracker.domain.findings import Finding, Findings, check_lengths
from pico_tracker.domain.laser import FluenceBasis, Spot, SpotShape
from pico_tracker.domain.passes import PassEntry, check_pass
from pico_tracker.domain.patch_rules import PatchRule
from pico_tracker.domain.test_patches import (
    SPOTS_LIMIT,
    Patch,
    PatchEntry,
    PatchReadingEntry,
    PatchResult,
    PatchSeriesEntry,
)
from pico_tracker.domain.words import LINE_LIMIT, TEXT_LIMIT, Sentence, mark, sentence


def check_patch(entry: PatchEntry, device: Device | None, today: date) -> Findings:
    """All that is wrong with a test patch placed alone."""
    return (*check_spot(entry, device), *check_placed_on(entry.placed_on, today))


def check_patch_series(entry: PatchSeriesEntry, devices: Mapping[int, Device], today: date) -> Findings:
    """All that is wrong with spots placed together; those of a spot are named `spots.1.fluence_j_cm2`."""
    found = [*check_placed_on(entry.placed_on, today)]
    if not 1 <= len(entry.spots) <= SPOTS_LIMIT:
        said = sentence(mark("A test has 1 to {limit} spots."), limit=SPOTS_LIMIT)
        found.append(_stop("spots", said))
    for place, spot in enumerate(entry.spots):
        found += check_spot(spot, devices.get(spot.device_id), f"spots.{place}.")
    return tuple(found)


def check_placed_on(placed_on: date, today: date) -> Findings:
    """Whether a test patch can have been placed that day."""
    if placed_on <= today:
        return ()
    return (_stop("placed_on", sentence(mark("A test patch cannot lie in the future."))),)


def check_spot(entry: PatchEntry, device: Device | None, prefix: str = "") -> Findings:
    """All that is wrong with one spot, whose settings keep the rules of a pass; fields are `prefix` + field."""
    lengths = check_lengths(entry, {"note": TEXT_LIMIT, "place": LINE_LIMIT}, "test_patch")
    named = (replace(one, field=f"{prefix}{one.field}") for one in lengths)
    return (*check_pass(_as_pass(entry), device, prefix), *named)


def _as_pass(entry: PatchEntry) -> PassEntry:
    return PassEntry(
        device_id=entry.device_id,
        handpiece_id=entry.handpiece_id,
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
        *_check_choice(entry),
        *check_lengths(entry, {"note": TEXT_LIMIT}, "test_patch"),
    )


def check_series_readings(
    entries: Sequence[PatchReadingEntry], patches: Sequence[Patch], rule: PatchRule | None, today: date
) -> Findings:
    """All that is wrong with readings of spots placed together; named by place, `readings.1.result`.

    `patches[n]` is what `entries[n]` is about. A spot is read once, those that nobody looked at yet are
    left out, and of each laser and wavelength at most one setting is chosen.
    """
    if not entries:
        return (_stop("readings", sentence(mark("Say of at least one spot what it shows."))),)
    found = [*_check_together(patches), *_check_choices(entries, patches)]
    for place, (entry, patch) in enumerate(zip(entries, patches, strict=True)):
        own = check_patch_reading(entry, patch, rule, today)
        found += [replace(one, field=f"readings.{place}.{one.field}") for one in own]
    return tuple(found)


def _check_together(patches: Sequence[Patch]) -> Iterable[Finding]:
    if len({one.entry.together for one in patches}) > 1:
        yield _stop("readings", sentence(mark("These spots were not placed together. Read each test by itself.")))
    if len({one.id for one in patches}) < len(patches):
        yield _stop("readings", sentence(mark("A spot is read twice.")))


def _check_choices(entries: Sequence[PatchReadingEntry], patches: Sequence[Patch]) -> Iterable[Finding]:
    beams = [patch.entry.beam if entry.is_chosen else None for entry, patch in zip(entries, patches, strict=True)]
    for place, beam in enumerate(beams):
        if beam is not None and beam in beams[:place]:
            said = mark("Another setting of this laser and wavelength is chosen already. Choose one.")
            yield _stop(f"readings.{place}.is_chosen", sentence(said))


def _check_choice(entry: PatchReadingEntry) -> Iterable[Finding]:
    if entry.is_chosen and entry.result is not PatchResult.NORMAL:
        yield _stop("is_chosen", sentence(mark("Only a spot that shows normal can be chosen.")))


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

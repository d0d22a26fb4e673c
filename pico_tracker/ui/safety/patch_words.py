"""Test patches as the safety part says them: settings, readings, where a spot stands today."""

from collections.abc import Iterable

from pico_tracker.domain.test_patches import (
    RESULT_NAMES,
    STATE_NAMES,
    Beam,
    Patch,
    PatchResult,
    PatchState,
    chosen_setting,
    last_spots,
    normal_settings,
)
from pico_tracker.services.screening import Screening
from pico_tracker.ui.kit.chips import ChipText
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.decimals import said_decimal
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr, translated

_CHANGED = frozenset({PatchState.TANNED, PatchState.SKIN_CHANGED, PatchState.EXPIRED})


def patch_settings(patch: Patch) -> str:
    """Pulse, spot and fluence."""
    entry = patch.entry
    return tr(
        "{pulse} ps, {spot} mm, {fluence} J/cm²",
        pulse=entry.pulse_duration_ps,
        spot=said_decimal(entry.spot_width_mm),
        fluence=said_decimal(entry.fluence_j_cm2),
    )


def patch_tool(patch: Patch) -> str:
    """The laser, and its handpiece where one was named."""
    return " · ".join(part for part in (patch.device_name, patch.handpiece_name) if part)


def patch_beam(patch: Patch) -> str:
    """The laser and its wavelength, and its handpiece where one was named."""
    beam = tr("{device} {wavelength} nm", device=patch.device_name, wavelength=patch.entry.wavelength_nm)
    return " · ".join(part for part in (beam, patch.handpiece_name) if part)


def spot_number(patch: Patch) -> str:
    """Which of the spots placed together; nothing for one placed alone."""
    return "" if patch.entry.series is None else str(patch.entry.position + 1)


def patch_reading(patch: Patch) -> str:
    """When it was read and what it showed."""
    if not patch.readings:
        return ""
    last = patch.readings[-1]
    return tr("{day}, {result}", day=said_day(last.read_on), result=translated(RESULT_NAMES[last.result]).lower())


def patch_note(patch: Patch) -> str:
    """Where it is, what was seen at once, and at each reading."""
    said = [patch.entry.place, patch.entry.note]
    said += [tr("{day}: {note}", day=said_day(one.read_on), note=one.note) for one in patch.readings if one.note]
    return "\n".join(part for part in said if part)


def chosen_text(screening: Screening) -> str:
    """The settings chosen to go on with, of each laser and wavelength whose test holds today."""
    found = (_chosen_of(beam, screening) for beam in screening.patches)
    parts = [f"{patch_beam(one)}, {patch_settings(one)}" for one in found if one is not None]
    return tr("Chosen: {settings}", settings="; ".join(parts)) if parts else ""


def _chosen_of(beam: Beam, screening: Screening) -> Patch | None:
    if screening.patches[beam] is not PatchState.READY:
        return None
    return chosen_setting(normal_settings(beam, screening.plan.on, screening.facts.patches), screening.plan.on)


def patch_chip(patch: Patch, screening: Screening) -> ChipText:
    """What a spot means today; one of an older series is only said to be so."""
    on, facts = screening.plan.on, screening.facts.patches
    spots = last_spots(patch.entry.beam, on, facts)
    if patch.id not in {one.id for one in spots}:
        return ChipText(tr("Replaced"))
    state, reading = screening.patches[patch.entry.beam], patch.reading_on(on)
    if reading is None:
        return _unread_chip(patch, screening)
    if reading.result is PatchResult.REACTION:
        return ChipText(translated(STATE_NAMES[PatchState.REACTED]), Tone.DANGER)
    if state in _CHANGED:
        return ChipText(translated(STATE_NAMES[state]), Tone.WARN)
    return _normal_chip(patch, chosen_setting(spots, on), state)


def _unread_chip(patch: Patch, screening: Screening) -> ChipText:
    rule = screening.facts.patches.rule
    ready = None if rule is None else rule.ready_on(patch.entry.placed_on, patch.skin_type)
    if ready is not None and ready > screening.plan.on:
        return ChipText(tr("Wait until {day}", day=said_day(ready)), Tone.INFO)
    return ChipText(translated(STATE_NAMES[PatchState.NOT_READ]), Tone.WARN)


def _normal_chip(patch: Patch, chosen: Patch | None, state: PatchState) -> ChipText:
    if chosen is not None:
        is_chosen = chosen.id == patch.id
        return ChipText(tr("Chosen"), Tone.OK) if is_chosen else ChipText(tr("Normal, not chosen"))
    if state is PatchState.REACTED:
        return ChipText(tr("Normal, none chosen"), Tone.WARN)
    if state is PatchState.TREATED:
        return ChipText(translated(STATE_NAMES[state]), Tone.OK)
    return ChipText(translated(STATE_NAMES[PatchState.READY]), Tone.OK)


def about_series(patches: Iterable[Patch]) -> str:
    """With what and when spots were placed together."""
    spots = tuple(patches)
    beams = "; ".join(dict.fromkeys(patch_beam(one) for one in spots))
    return tr("{beams}, placed {day}.", beams=beams, day=said_day(spots[0].entry.placed_on))

"""What the record itself says for or against treating: age, skin type, cleared skin types, test patches."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from pico_tracker.domain.findings import Finding, Level
from pico_tracker.domain.patch_rules import DARK_TYPES
from pico_tracker.domain.patients import ADULT_YEARS, Fitzpatrick, age_in_years
from pico_tracker.domain.screening import Plan, Question, ScreeningFacts
from pico_tracker.domain.test_patches import FIT_STATES, Beam, PatchState, patch_state
from pico_tracker.domain.words import Sentence, mark, sentence

FIELD = "screening"
PATCH_CODE = "screening.test_patch."
"""Begins the code of a finding about test patches; their state ends it."""
_GREEN_NM = 532
_PATCH_TEXTS = {
    PatchState.MISSING: mark("No test patch with {device} at {wavelength} nm is on record for this area."),
    PatchState.WAITING: mark("The test patch with {device} at {wavelength} nm still has to wait."),
    PatchState.NOT_READ: mark("The test patch with {device} at {wavelength} nm has not been read."),
    PatchState.REACTED: mark("The test patch with {device} at {wavelength} nm showed a reaction."),
    PatchState.TANNED: mark("A tan was reported since the last test with {device} at {wavelength} nm."),
    PatchState.SKIN_CHANGED: mark(
        "The skin type has changed since the test patch with {device} at {wavelength} nm."
    ),
    PatchState.EXPIRED: mark("The last test with {device} at {wavelength} nm was too long ago."),
}


def found_by(question: Question, said: Sentence, level: Level | None = None) -> Finding:
    """What a question that applies has to say, as far as it goes."""
    level = level or question.level
    return Finding(
        f"{FIELD}.{question.key}",
        said,
        level,
        f"screening.{question.key}",
        f"question {question.key}",
        ", ".join(question.sources),
        overridable=level is Level.STOP and question.overridable,
    )


def _check_age(question: Question, plan: Plan, facts: ScreeningFacts) -> Iterator[Finding]:
    if facts.born_on is None:
        said = mark("The birth date is not recorded. Enter it in the patient's record before treating.")
        yield found_by(question, sentence(said))
        return
    age = age_in_years(facts.born_on, plan.on)
    if age < ADULT_YEARS:
        said = mark("The patient is {age}. Outside your rules. {reason}")
        yield found_by(question, sentence(said, age=age, reason=question.reason))


def _check_dark(question: Question, _plan: Plan, facts: ScreeningFacts) -> Iterator[Finding]:
    if facts.skin_type is None:
        said = mark("The skin type is not recorded, so it counts as type IV to VI. {reason}")
        yield found_by(question, sentence(said, reason=question.reason))
    elif facts.skin_type in DARK_TYPES:
        said = mark("Skin type {skin_type}. {reason}")
        yield found_by(question, sentence(said, skin_type=facts.skin_type.value, reason=question.reason))


def _check_green(question: Question, plan: Plan, facts: ScreeningFacts) -> Iterator[Finding]:
    is_green = any(beam.wavelength_nm == _GREEN_NM for beam in plan.beams)
    if not is_green or (facts.skin_type is not None and facts.skin_type not in DARK_TYPES):
        return
    if facts.skin_type is None:
        said = mark("The skin type is not recorded and 532 nm is chosen. Outside your rules. {reason}")
        yield found_by(question, sentence(said, reason=question.reason))
    else:
        said = mark("Skin type {skin_type} and 532 nm. Outside your rules. {reason}")
        yield found_by(question, sentence(said, skin_type=facts.skin_type.value, reason=question.reason))


def _check_cleared(question: Question, plan: Plan, facts: ScreeningFacts) -> Iterator[Finding]:
    for beam in dict.fromkeys(plan.beams):
        device = facts.devices.get(beam.device_id)
        if device is not None:
            values = {"device": device.name, "wavelength": beam.wavelength_nm}
            yield from _check_one_cleared(question, cleared_types(beam, facts), facts.skin_type, values)


def cleared_types(beam: Beam, facts: ScreeningFacts) -> frozenset[Fitzpatrick] | None:
    """The skin types a device is cleared for at a wavelength in this concern; None: unknown."""
    fitting = [
        one
        for one in facts.clearances.get(beam.device_id, ())
        if facts.concern_key in one.concerns
        and (not one.wavelengths_nm or beam.wavelength_nm in one.wavelengths_nm)
    ]
    if not fitting:
        return None
    return frozenset(skin for one in fitting for skin in (one.skin_types or tuple(Fitzpatrick)))


def _check_one_cleared(
    question: Question,
    cleared: frozenset[Fitzpatrick] | None,
    skin_type: Fitzpatrick | None,
    values: Mapping[str, object],
) -> Iterator[Finding]:
    if cleared is None:
        said = mark("It is not known for which skin types {device} is cleared in this use at {wavelength} nm.")
        yield found_by(question, sentence(said, **values), Level.NOTE)
    elif skin_type is None and len(cleared) < len(Fitzpatrick):
        said = mark(
            "The skin type is not recorded; {device} at {wavelength} nm is cleared for {types} in this use. "
            "Outside your rules."
        )
        yield found_by(question, sentence(said, **values, types=_said_types(cleared)))
    elif skin_type is not None and skin_type not in cleared:
        said = mark(
            "Skin type {skin_type} is outside the device's cleared skin types: {device} at {wavelength} nm is "
            "cleared for {types} in this use. Outside your rules."
        )
        yield found_by(question, sentence(said, **values, skin_type=skin_type.value, types=_said_types(cleared)))


def _said_types(types: Iterable[Fitzpatrick]) -> str:
    chosen = set(types)
    return ", ".join(one.value for one in Fitzpatrick if one in chosen)


def _check_patches(question: Question, plan: Plan, facts: ScreeningFacts) -> Iterator[Finding]:
    tanned_on = last_tan(plan, facts)
    for beam in dict.fromkeys(plan.beams):
        device = facts.devices.get(beam.device_id)
        state = patch_state(beam, plan.on, facts.skin_type, tanned_on, facts.patches)
        if device is not None and state not in FIT_STATES:
            said = sentence(_PATCH_TEXTS[state], device=device.name, wavelength=beam.wavelength_nm)
            yield replace(found_by(question, said), code=f"{PATCH_CODE}{state.value}")


def last_tan(plan: Plan, facts: ScreeningFacts) -> date | None:
    """The last day up to the plan's on which a yes was given that makes a new test patch necessary."""
    rule = facts.patches.rule
    if rule is None:
        return None
    course = (None, facts.course_id)
    days = [
        one.given_on
        for one in facts.given
        if one.answer.question in rule.redo_after
        and one.answer.counts_as_yes
        and one.given_on <= plan.on
        and one.course_id in course
    ]
    if any(one.question in rule.redo_after and one.counts_as_yes for one in plan.answers):
        days.append(plan.on)
    return max(days, default=None)


LOOKUPS = {
    "under_age": _check_age,
    "fst_dark": _check_dark,
    "fst_532": _check_green,
    "fst_cleared": _check_cleared,
    "test_patch": _check_patches,
}
"""What the record knows, in the order it is said."""

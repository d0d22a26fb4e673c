"""Answers and verdicts as the safety part says them."""

from pico_tracker.domain.findings import Findings, Level
from pico_tracker.domain.screening import ANSWER_NAMES
from pico_tracker.domain.screening_gate import (
    STANDING_NAMES,
    TO_ASK,
    VERDICT_NAMES,
    QuestionState,
    Standing,
    Verdict,
    verdict_of,
)
from pico_tracker.domain.test_patches import FIT_STATES
from pico_tracker.services.screening import TEST_PATCH, Screening
from pico_tracker.ui.kit.chips import ChipText
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr, translated

_VERDICT_TONES = {
    Verdict.PASS: Tone.OK,
    Verdict.CAUTION: Tone.WARN,
    Verdict.STOP: Tone.DANGER,
    Verdict.TO_ASK: Tone.INFO,
}
_LEVEL_TONES = {Level.NOTE: Tone.INFO, Level.CAUTION: Tone.WARN, Level.STOP: Tone.DANGER}


def verdict_chip(verdict: Verdict) -> ChipText:
    """May be treated, with a reason, or not."""
    return ChipText(translated(VERDICT_NAMES[verdict]), _VERDICT_TONES[verdict])


def headline_chip(screening: Screening, findings: Findings) -> ChipText:
    """The verdict on these findings, and no more than holds: what still comes before treating is said with it."""
    verdict = verdict_of(findings)
    if verdict is not Verdict.PASS:
        return verdict_chip(verdict)
    if needs_first_patch(screening):
        return ChipText(tr("Nothing on record stops it; test patch first"), Tone.WARN)
    if has_to_ask(screening):
        return ChipText(tr("Nothing on record stops it; still to ask"), Tone.INFO)
    return verdict_chip(verdict)


def still_to_come(screening: Screening, findings: Findings) -> tuple[str, ...]:
    """What comes before treating and none of these findings says."""
    coming = []
    if needs_first_patch(screening):
        coming.append(tr("A test patch comes before the first session with a laser and wavelength on this area."))
    if len(findings) < len(screening.findings):
        coming.append(tr("The questions of each visit are asked on the day."))
    return tuple(coming)


def needs_first_patch(screening: Screening) -> bool:
    """Whether no laser is open yet by its test patch, asked without naming one; named, the findings tell."""
    facts = screening.facts
    asked = any(one.key == TEST_PATCH and one.concerns_course(facts.concern_key) for one in facts.questions)
    if screening.plan.beams or facts.patches.rule is None or not asked:
        return False
    return not any(state in FIT_STATES for state in screening.patches.values())


def has_to_ask(screening: Screening) -> bool:
    """Whether any question is open or has to be asked again."""
    return any(one.standing in TO_ASK for one in screening.states)


def answer_chip(state: QuestionState) -> ChipText:
    """The answer that counts now, in the colour of how far it goes."""
    if state.standing is not Standing.ANSWERED or state.given is None:
        tone = Tone.INFO if state.standing in TO_ASK else Tone.NEUTRAL
        return ChipText(translated(STANDING_NAMES[state.standing]), tone)
    text = translated(ANSWER_NAMES[state.given.answer.answer])
    return ChipText(text, _LEVEL_TONES[state.question.level] if state.triggers else Tone.NEUTRAL)


def asked_text(state: QuestionState) -> str:
    """Who asked, when, and the note."""
    given = state.given
    if given is None:
        return ""
    text = tr("{day}, {name}", day=said_day(given.given_on), name=given.asked_by)
    return f"{text}. {given.answer.note}" if given.answer.note else text


def stands_for_itself(state: QuestionState) -> bool:
    """Whether a list names it: what stands behind a question of each visit only where it was asked."""
    if not state.question.group or state.triggers:
        return True
    own = state.given is not None and state.given.answer.question == state.question.key
    return own and state.standing not in (Standing.CLOSED, Standing.BEHIND)


def again_text(state: QuestionState) -> str:
    """When it is asked again."""
    if state.standing in TO_ASK:
        return tr("Now")
    if state.given is None or state.question.validity_days == 0:
        return tr("Each visit")
    return said_day(state.given.asked_again_on(state.question))

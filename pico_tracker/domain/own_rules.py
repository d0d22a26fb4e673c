"""What rules of the clinic's own start from, and parts of a rule that a single list cannot name."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from pico_tracker.domain.consents import SECTIONS
from pico_tracker.domain.evidence import Evidence
from pico_tracker.domain.rules import Content, RuleField, RuleKind, ValueKind
from pico_tracker.domain.screening import ALL_CONCERNS, About, Action, QuestionKind, Scope
from pico_tracker.domain.side_effect_kinds import URGENCY_ACTIONS, URGENCY_NAMES, Urgency
from pico_tracker.domain.words import Sentence, mark, sentence

_UNFOUNDED: Content = {"evidence": Evidence.UNSOURCED.value, "sources": []}

BLANK_QUESTION: Content = {
    **_UNFOUNDED,
    "kind": QuestionKind.ASKED.value,
    "trigger": "yes",
    "action": Action.OVERRIDE.value,
    "concerns": [ALL_CONCERNS],
    "about": About.PATIENT.value,
    "scope": Scope.TREATMENT.value,
    "reason": "",
}
BLANK_SIDE_EFFECT: Content = {
    **_UNFOUNDED,
    "urgency": Urgency.MONITOR.value,
    "prolonged_after_days": None,
    "is_expected_reaction": False,
    "red_flags": [],
    "onset": "",
    "duration": "",
    "grading_term": "",
    "meddra": [],
}
BLANK_INSTRUCTION: Content = {**_UNFOUNDED, "language": "en", "concern": "", "device": ""}
BLANK_CONSENT_TEXT: Content = {
    **_UNFOUNDED,
    "title": "",
    **dict.fromkeys(SECTIONS, ""),
    "valid_days": {"value": 365, "evidence": Evidence.UNSOURCED.value},
}

_FLAG_URGENCIES = tuple((one.value, URGENCY_NAMES[one]) for one in (Urgency.URGENT, Urgency.EMERGENCY))


def fields_of_question(content: Content) -> tuple[RuleField, ...]:
    """For which concerns a question is asked."""
    return (
        RuleField(
            path="concerns",
            label=mark("Asked for"),
            kind=ValueKind.SEVERAL,
            choices=((ALL_CONCERNS, mark("Every concern")),),
            of=RuleKind.CONCERN,
        ),
    )


def facts_of_question(content: Content) -> Sentence:
    """What a yes means, and how long an answer is remembered."""
    days = int(Decimal(content.get("validity_days", {}).get("value", 0)))
    if not days:
        return sentence(_ACTION_FACTS[Action(content["action"])])
    return sentence(_REMEMBERED_FACTS[Action(content["action"])], days=days)


_ACTION_FACTS = {
    Action.BLOCK: mark("A yes stops; asked at each session"),
    Action.OVERRIDE: mark("A yes needs a reason; asked at each session"),
    Action.WARN: mark("A yes is noted; asked at each session"),
}
_REMEMBERED_FACTS = {
    Action.BLOCK: mark("A yes stops; remembered for {days} days"),
    Action.OVERRIDE: mark("A yes needs a reason; remembered for {days} days"),
    Action.WARN: mark("A yes is noted; remembered for {days} days"),
}


def fields_of_side_effect(content: Content) -> tuple[RuleField, ...]:
    """Its red flags as questions, and room for one more."""
    flags = content.get("red_flags", ())
    known = [field for at in range(len(flags)) for field in _flag_fields(at, required=True)]
    return (*known, *_flag_fields(len(flags), required=False))


def _flag_fields(at: int, *, required: bool) -> Iterator[RuleField]:
    question = RuleField(
        path=f"red_flags.{at}.question", label=mark("Red flag, asked as"), kind=ValueKind.LINE, required=required
    )
    yield question
    yield replace(
        question,
        path=f"red_flags.{at}.urgency",
        label=mark("A yes is"),
        kind=ValueKind.CHOICE,
        choices=_FLAG_URGENCIES,
        required=False,
    )


def facts_of_side_effect(content: Content) -> Sentence:
    """What the clinic does about it."""
    return sentence(URGENCY_ACTIONS[Urgency(content["urgency"])])


def fields_of_consent_text(content: Mapping[str, Any]) -> tuple[RuleField, ...]:
    """A new text says which concern it is for; that is its key from then on."""
    if content.get("key"):
        return ()
    return (RuleField(path="concern", label=mark("For"), kind=ValueKind.CHOICE, of=RuleKind.CONCERN),)

"""Advice: what patients are told before and after a session, and what became of it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pico_tracker.domain.evidence import Evidence
from pico_tracker.domain.findings import Finding, Findings, Level, check_lengths
from pico_tracker.domain.rules import Content, Rule, RuleField, RuleKind, ValueKind
from pico_tracker.domain.words import LINE_LIMIT, Sentence, mark, sentence

ENGLISH = "en"
EARLIEST_RECORD = date(1990, 1, 1)


class AdviceKind(StrEnum):
    """Before a session or after it."""

    PREPARATION = "preparation"
    AFTERCARE = "aftercare"


class AdviceWay(StrEnum):
    """How it was told."""

    SPOKEN = "spoken"
    PRINTED = "printed"
    EMAILED = "e-mailed"


ADVICE_NAMES = {AdviceKind.PREPARATION: mark("Preparation"), AdviceKind.AFTERCARE: mark("Aftercare")}
WAY_NAMES = {
    AdviceWay.SPOKEN: mark("spoken"),
    AdviceWay.PRINTED: mark("printed"),
    AdviceWay.EMAILED: mark("e-mailed"),
}

FIELDS: tuple[RuleField, ...] = (
    RuleField(path="title", label=mark("Title"), kind=ValueKind.LINE),
    RuleField(path="language", label=mark("Language, as in en or de"), kind=ValueKind.LINE),
    RuleField(
        path="concern",
        label=mark("Concern; none: every one"),
        kind=ValueKind.CHOICE,
        of=RuleKind.CONCERN,
        required=False,
    ),
    RuleField(
        path="device", label=mark("Key of the device; empty: every one"), kind=ValueKind.LINE, required=False
    ),
    RuleField(path="preparation", label=mark("Before the session"), kind=ValueKind.LINES, required=False),
    RuleField(path="aftercare", label=mark("After the session"), kind=ValueKind.LINES, required=False),
    RuleField(path="call_same_day", label=mark("When to call the same day"), kind=ValueKind.LINES, required=False),
    RuleField(path="emergency", label=mark("In an emergency"), kind=ValueKind.LINES, required=False),
)
"""What the clinic may edit in an instruction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """Lines for everyone, for one concern or for one device, in one language."""

    title: str
    language: str
    concern: str
    """Key of the concern; empty: for every one."""
    device: str
    """Key of the device's model; empty: for every one."""
    preparation: tuple[str, ...]
    aftercare: tuple[str, ...]
    call_same_day: tuple[str, ...] = ()
    """When the patient calls the clinic; told after a session, set apart on paper."""
    emergency: tuple[str, ...] = ()
    """When the patient calls the emergency number; told last, set apart on paper."""
    evidence: Evidence
    sources: tuple[str, ...]

    def lines(self, kind: AdviceKind) -> tuple[str, ...]:
        """What is told before or after a session."""
        if kind is AdviceKind.PREPARATION:
            return self.preparation
        return (*self.aftercare, *self.call_same_day, *self.emergency)


@dataclass(frozen=True, slots=True)
class AdvicePart:
    """The lines of one instruction in one version."""

    rule_key: str
    rule_version: int
    title: str
    lines: tuple[str, ...]
    is_sourced: bool
    """False: not all of it is sourced, and the clinic has not ticked it off."""
    call_same_day: tuple[str, ...] = ()
    """Those of the lines that say when to call the clinic."""
    emergency: tuple[str, ...] = ()
    """Those of the lines that say when to call the emergency number."""


@dataclass(frozen=True, slots=True)
class AdviceText:
    """All a patient is told for a concern: lines for everyone first, then those of the concern."""

    kind: AdviceKind
    language: str
    parts: tuple[AdvicePart, ...]

    @property
    def version(self) -> str:
        """The versions of its parts in their order, such as "1.2"; empty where there is no part."""
        return ".".join(str(part.rule_version) for part in self.parts)

    @property
    def lines(self) -> tuple[str, ...]:
        """Every line in reading order."""
        return tuple(line for part in self.parts for line in part.lines)

    @property
    def call_same_day(self) -> tuple[str, ...]:
        """The lines that say when to call the clinic."""
        return tuple(line for part in self.parts for line in part.call_same_day)

    @property
    def emergency(self) -> tuple[str, ...]:
        """The lines that say when to call the emergency number."""
        return tuple(line for part in self.parts for line in part.emergency)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceEntry:
    """What was told to a patient on a day."""

    entry_id: uuid.UUID
    course_id: int
    kind: AdviceKind
    language: str = ENGLISH
    told_on: date
    ways: frozenset[AdviceWay]
    session_id: int | None = None
    """The session after which it was told, if it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What was told, on record."""

    id: int
    kind: AdviceKind
    told_on: date
    ways: frozenset[AdviceWay]
    language: str
    version: str
    """As `AdviceText.version` was that day."""
    told_by: str
    session_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparationCheckEntry:
    """Whether the patient came prepared."""

    entry_id: uuid.UUID
    course_id: int
    checked_on: date
    sun_avoided: bool | None
    products_stopped: bool | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class PreparationCheck:
    """A check of the preparation on record."""

    checked_on: date
    sun_avoided: bool
    products_stopped: bool
    note: str
    checked_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpCallEntry:
    """A call after a session; nothing clinical is written down here."""

    entry_id: uuid.UUID
    course_id: int
    called_on: date
    reached: bool | None
    aftercare_followed: bool | None = None
    reaction: bool | None = None
    """Whether the patient tells of a reaction; what it is belongs to a side effect's report."""


@dataclass(frozen=True, slots=True)
class FollowUpCall:
    """A follow-up call on record."""

    called_on: date
    reached: bool
    aftercare_followed: bool | None
    reaction: bool | None
    called_by: str


def read_instruction(content: Content) -> Instruction:
    """An instruction; raises `KeyError`, `TypeError` or `ValueError` where it is none."""
    return Instruction(
        title=content["title"],
        language=content["language"],
        concern=content.get("concern", ""),
        device=content.get("device", ""),
        preparation=tuple(content.get("preparation", ())),
        aftercare=tuple(content.get("aftercare", ())),
        call_same_day=tuple(content.get("call_same_day", ())),
        emergency=tuple(content.get("emergency", ())),
        evidence=Evidence(content["evidence"]),
        sources=tuple(content["sources"]),
    )


def check_instruction(content: Content) -> Findings:
    """An instruction tells something."""
    if any(content.get(name) for name in ("preparation", "aftercare", "call_same_day", "emergency")):
        return ()
    said = sentence(mark("Enter at least one line, before or after the session."))
    return (Finding("preparation", said, code="rule.preparation"),)


def advice_text(
    rules: Iterable[Rule],
    kind: AdviceKind,
    concern: str,
    *,
    language: str = ENGLISH,
    devices: frozenset[str] = frozenset(),
) -> AdviceText:
    """What a patient with this concern is told: for everyone, for the concern, for the devices used."""
    fitting = (pair for pair in fitting_instructions(rules, concern, devices) if pair[1].language == language)
    parts = (_part(rule, one, kind) for rule, one in fitting if one.lines(kind))
    return AdviceText(kind, language, tuple(parts))


def fitting_instructions(
    rules: Iterable[Rule], concern: str, devices: frozenset[str]
) -> list[tuple[Rule, Instruction]]:
    """Instructions in every language: those for everyone first, then for the concern, then for the devices."""
    found = [(rule, read_instruction(rule.content)) for rule in rules if not rule.retired]
    fitting = [pair for pair in found if pair[1].concern in ("", concern) and pair[1].device in ("", *devices)]
    fitting.sort(key=lambda pair: (pair[1].device != "", pair[1].concern != ""))
    return fitting


def _part(rule: Rule, one: Instruction, kind: AdviceKind) -> AdvicePart:
    is_after = kind is AdviceKind.AFTERCARE
    return AdvicePart(
        rule_key=rule.key,
        rule_version=rule.version,
        title=one.title,
        lines=one.lines(kind),
        is_sourced=rule.holds_fully(one.evidence),
        call_same_day=one.call_same_day if is_after else (),
        emergency=one.emergency if is_after else (),
    )


def check_advice(entry: AdviceEntry, today: date) -> Findings:
    """All that keeps it from being saved that something was told."""
    found = list(_check_day("told_on", entry.told_on, today))
    if not entry.ways:
        found.append(_stop("ways", sentence(mark("Tick how it was told."))))
    return tuple(found)


def check_preparation(entry: PreparationCheckEntry, today: date) -> Findings:
    """All that keeps a check of the preparation from being saved."""
    asked = {
        "sun_avoided": mark("Say whether the area was kept out of the sun."),
        "products_stopped": mark("Say whether skincare products were stopped."),
    }
    return (
        *_check_day("checked_on", entry.checked_on, today),
        *_unanswered(entry, asked),
        *check_lengths(entry, {"note": LINE_LIMIT}, "advice"),
    )


def check_call(entry: FollowUpCallEntry, today: date) -> Findings:
    """All that keeps a follow-up call from being saved."""
    asked = {"reached": mark("Say whether the patient was reached.")}
    if entry.reached:
        asked |= {
            "aftercare_followed": mark("Say whether the aftercare was followed."),
            "reaction": mark("Say whether the patient tells of a reaction."),
        }
    return (*_check_day("called_on", entry.called_on, today), *_unanswered(entry, asked))


def _unanswered(entry: object, asked: dict[str, str]) -> Findings:
    return tuple(_stop(name, sentence(text)) for name, text in asked.items() if getattr(entry, name) is None)


def _check_day(name: str, day: date, today: date) -> Findings:
    if day > today:
        return (_stop(name, sentence(mark("This day lies in the future. Check the day."))),)
    if day < EARLIEST_RECORD:
        return (_stop(name, sentence(mark("Check the year."))),)
    return ()


def _stop(field: str, said: Sentence) -> Finding:
    return Finding(field, said, Level.STOP, f"advice.{field}")

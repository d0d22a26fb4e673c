"""The clinic's rules: clinical knowledge the clinic owns, each edit a version of its own.

A rule is what `resources/clinical` ships as one record: a question, a range, an interval. The
clinic gets a copy of all of them, edits its copy and confirms what no source states. A revision
numbers every edit over all rules, so that a session can say by which rules it was judged.
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pico_tracker.domain.evidence import Evidence, evidence_in
from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.words import TEXT_LIMIT, mark, sentence

Content = Mapping[str, Any]
"""A record as plain values: text, whole numbers, truth, lists and tables; exact decimals as text."""


class RuleKind(StrEnum):
    """What a rule is about."""

    CONCERN = "concern"
    PLAUSIBLE_RANGE = "plausible range"
    DOSE_PROTOCOL = "dose protocol"
    """What the clinic itself has adopted; none ships."""
    DEVICE = "device"
    """Limits and cleared skin types of a laser in the clinic; written when it is put into service."""
    INTERVAL = "interval"
    TEST_PATCH = "test patch"
    QUESTION = "question"
    SIDE_EFFECT = "side effect"
    EXPECTATION = "expectation"
    INSTRUCTION = "instruction"
    CONSENT_TEXT = "consent text"
    POLICY = "policy"
    """How far a missing paper or an outdated certificate goes: note, caution or stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule in one version."""

    kind: RuleKind
    key: str
    version: int
    revision: int
    """Of the edit that made this version; it rises over all rules."""
    content: Content
    retired: bool = False
    written_by: str = ""
    """Empty: as it ships."""
    written_at: datetime
    reason: str = ""
    confirmed_by: str = ""
    """Who ticked it off; empty while nobody did."""
    confirmed_on: date | None = None

    @property
    def evidence(self) -> Evidence:
        """How well the record as a whole is founded."""
        return Evidence(self.content["evidence"])

    @property
    def is_confirmed(self) -> bool:
        """Whether the clinic ticked this version off."""
        return bool(self.confirmed_by)

    @property
    def needs_confirming(self) -> bool:
        """Whether something in it is not sourced and nobody ticked it off yet."""
        return not self.is_confirmed and any(one is not Evidence.SOURCED for one in evidence_in(self.content))

    def holds_fully(self, evidence: Evidence) -> bool:
        """Whether a limit of this rule with this evidence may stop; else it gives a caution at most."""
        return self.is_confirmed or evidence is Evidence.SOURCED

    def level_for(self, evidence: Evidence, wanted: Level) -> Level:
        """The level a limit of this rule may take: an unticked one that is not sourced never stops."""
        return wanted if self.holds_fully(evidence) else min(wanted, Level.CAUTION)


class ValueKind(StrEnum):
    """What an editable part of a rule holds."""

    LINE = "line"
    TEXT = "text"
    LINES = "lines"
    """A list of lines."""
    WHOLE = "whole"
    DECIMAL = "decimal"
    CHOICE = "choice"
    TICK = "tick"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleField:
    """A part of a rule that the clinic may edit; `path` goes into tables by dots: `sessions.value`."""

    path: str
    label: str
    kind: ValueKind
    unit: str = ""
    required: bool = True
    low: Decimal | None = None
    high: Decimal | None = None
    choices: tuple[tuple[str, str], ...] = ()
    """Value and marked name of each choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBook:
    """What the program knows about rules of one kind."""

    kind: RuleKind
    title: str
    """Marked: how Settings calls them."""
    file: str
    """In `resources/clinical`; empty where none ships."""
    read: Callable[[Content], object]
    """Makes the frozen value; raises `ValueError`, `KeyError`, `TypeError` or `ArithmeticError`."""
    fields: tuple[RuleField, ...] = ()
    check: Callable[[Content], Findings] = lambda content: ()
    """What single bounds cannot say, such as a low end above the high one."""
    name_of: Callable[[Content], str] = lambda content: str(content.get("name", content.get("title", "")))
    """What a list calls a rule."""


def read_records(text: str) -> dict[str, Content]:
    """The records of a shipped TOML text (one array of tables) by their key, as plain values.

    Raises `ValueError` where a key is missing or occurs twice.
    """
    arrays = [part for part in tomllib.loads(text, parse_float=Decimal).values() if isinstance(part, list)]
    records: dict[str, Content] = {}
    for table in (table for array in arrays for table in array):
        key = table.get("key")
        if not key or key in records:
            said = f"a record's key is missing or occurs twice: {key}"
            raise ValueError(said)
        records[key] = plain(table)
    return records


def plain(value: Any) -> Any:
    """The same value with decimals as text, so that nothing is lost on the way through JSON."""
    if isinstance(value, Mapping):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return str(value) if isinstance(value, Decimal) else value


def part_of(content: Content, path: str) -> Any:
    """The value at a dotted path, None where it is not there."""
    value: Any = content
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def with_parts(content: Content, parts: Mapping[str, Any]) -> Content:
    """The content with other values at those dotted paths; None takes a value away."""
    changed: dict[str, Any] = plain(content)
    for path, value in parts.items():
        *into, last = path.split(".")
        table: Any = changed
        for name in into:
            table = table.setdefault(name, {})
        if value is None:
            table.pop(last, None)
        else:
            table[last] = plain(value)
    return _without_hollow(changed)


def edited(content: Content, parts: Mapping[str, Any]) -> Content:
    """The content as the clinic changed it: a number it entered itself has no source any more."""
    changed = {path: value for path, value in parts.items() if plain(value) != part_of(content, path)}
    for path in tuple(changed):
        figure = path.removesuffix(".value")
        if figure != path and changed[path] is not None:
            changed[f"{figure}.evidence"] = Evidence.UNSOURCED.value
    if changed and content.get("evidence") == Evidence.SOURCED:
        changed["evidence"] = Evidence.MIXED.value
    return with_parts(content, changed)


def _without_hollow(table: dict[str, Any]) -> Content:
    """Without figures whose value was taken away."""
    return {
        name: part for name, part in table.items() if not (isinstance(part, Mapping) and set(part) == {"evidence"})
    }


def check_rule(book: RuleBook, content: Content, reason: str) -> Findings:
    """All that is wrong with an edited rule; fields are named by their path."""
    found = [finding for field in book.fields for finding in _check_part(field, part_of(content, field.path))]
    found += book.check(content) if not found else ()
    if not reason:
        found.append(_wrong("reason", mark("Say why the rule changes.")))
    elif len(reason) > TEXT_LIMIT:
        found.append(
            _wrong("reason", mark("This is longer than {limit} characters. Shorten it."), limit=TEXT_LIMIT)
        )
    return tuple(found)


def _check_part(field: RuleField, value: Any) -> Iterable[Finding]:
    if value in (None, "", []):
        if field.required:
            yield _wrong(field.path, mark("This is needed."))
    elif field.kind in (ValueKind.WHOLE, ValueKind.DECIMAL):
        yield from _check_number(field, Decimal(value))
    elif field.kind is ValueKind.CHOICE and value not in {choice for choice, _ in field.choices}:
        yield _wrong(field.path, mark("Choose one from the list."))
    elif field.kind in (ValueKind.LINE, ValueKind.TEXT, ValueKind.LINES) and len(str(value)) > TEXT_LIMIT:
        yield _wrong(field.path, mark("This is longer than {limit} characters. Shorten it."), limit=TEXT_LIMIT)


def _check_number(field: RuleField, value: Decimal) -> Iterable[Finding]:
    low, high = field.low, field.high
    too_low = low is not None and not value >= low
    if not value.is_finite() or too_low or (high is not None and value > high):
        yield _wrong(field.path, mark("This is {low} to {high}."), low=low, high=high)
    elif field.kind is ValueKind.WHOLE and value % 1:
        yield _wrong(field.path, mark("Enter a whole number."))


def _wrong(path: str, text: str, **values: object) -> Finding:
    return Finding(path, sentence(text, **values), code=f"rule.{path}")

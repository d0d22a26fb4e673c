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
from pico_tracker.domain.findings import Findings, Level
from pico_tracker.domain.words import Sentence

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
    SCALE = "scale"
    """How well the tables of an assessment scale are founded."""
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
    SEVERAL = "several"
    """Any number of the choices, in the list's order."""
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
    of: RuleKind | None = None
    """The choices are the clinic's own rules of this kind, by key."""
    group: str = ""
    """The part of the rule it belongs to, as the rule itself names it: a wavelength, a handpiece."""


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
    more_fields: Callable[[Content], tuple[RuleField, ...]] = lambda content: ()
    """Fields that depend on the rule, such as the limits of each wavelength a laser has."""
    facts: Callable[[Content], Sentence | None] = lambda content: None
    """What a list says of a rule in a line; None: its first numbers and choices say it."""
    blank: Content | None = None
    """What a rule of the clinic's own starts from; None: the clinic adds none of this kind."""
    key_path: str = ""
    """The part that is the key of a new rule, such as a consent text's concern; empty: its name makes one."""

    def fields_for(self, content: Content) -> tuple[RuleField, ...]:
        """Everything of this rule that the clinic may edit, in reading order."""
        return (*self.fields, *self.more_fields(content))


@dataclass(frozen=True, slots=True)
class PartChange:
    """One part of a rule that an edit changed; None where there was or is nothing."""

    field: RuleField
    before: Any
    after: Any


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
    """The value at a dotted path, None where it is not there; a number counts into a list."""
    value: Any = content
    for name in path.split("."):
        value = _part(value, name)
    return value


def _part(value: Any, name: str) -> Any:
    if isinstance(value, Mapping):
        return value.get(name)
    if isinstance(value, list | tuple) and name.isdigit():
        return value[int(name)] if int(name) < len(value) else None
    return None


def evidence_of(content: Content, path: str) -> Evidence:
    """How well the part at a dotted path is founded: as it says itself, else as what it stands in."""
    while path:
        stated = part_of(content, f"{path}.evidence")
        if stated is not None:
            return Evidence(stated)
        path = path.rpartition(".")[0]
    return Evidence(content["evidence"])


def changes_between(book: RuleBook, before: Content, after: Content) -> tuple[PartChange, ...]:
    """Which editable parts of a rule differ between two of its versions."""
    fields = {field.path: field for content in (before, after) for field in book.fields_for(content)}
    parts = ((field, part_of(before, path), part_of(after, path)) for path, field in fields.items())
    return tuple(PartChange(field, old, new) for field, old, new in parts if not is_same(old, new))


def is_same(one: Any, other: Any) -> bool:
    """Whether two parts say the same: 2, "2" and "2.0" do, and so do nothing and an empty text."""
    first, second = plain(one), plain(other)
    if isinstance(first, list) and isinstance(second, list):
        return len(first) == len(second) and all(map(is_same, first, second))
    if first in NOTHING or second in NOTHING:
        return first in NOTHING and second in NOTHING
    numbers = number_in(first), number_in(second)
    return first == second if None in numbers else numbers[0] == numbers[1]


def own_key(name: str, taken: Iterable[str]) -> str:
    """A key for a rule of the clinic's own that none of `taken` has, in letters and figures of its name."""
    plain_name = "".join(sign if sign.isascii() and sign.isalnum() else " " for sign in name.lower())
    stem = "own_" + "_".join(plain_name.split())[:_LONGEST_STEM]
    known, number, key = set(taken), 1, stem.rstrip("_")
    while key in known:
        number += 1
        key = f"{stem}_{number}"
    return key


def with_parts(content: Content, parts: Mapping[str, Any]) -> Content:
    """The content with other values at those dotted paths; None takes a value away.

    One past the end of a list begins a new entry of it, and so does 0 where there is no list yet.
    """
    changed: dict[str, Any] = plain(content)
    for path, value in parts.items():
        *into, last = path.split(".")
        table: Any = changed
        for name, following in zip(into, (*into, last)[1:], strict=True):
            table = _entered(table, name, following)
        if value is None:
            table.pop(last, None)
        else:
            table[last] = plain(value)
    without: Content = _without_hollow(changed)
    return without


def _entered(table: Any, name: str, following: str) -> Any:
    if not isinstance(table, list):
        return table.setdefault(name, [] if following == "0" else {})
    if int(name) == len(table):
        table.append({})
    return table[int(name)]


def edited(content: Content, parts: Mapping[str, Any]) -> Content:
    """The content as the clinic changed it: a number it entered itself has no source any more."""
    changed = {path: value for path, value in parts.items() if not is_same(value, part_of(content, path))}
    for path in tuple(changed):
        figure = path.removesuffix(".value")
        if figure != path and changed[path] is not None:
            changed[f"{figure}.evidence"] = Evidence.UNSOURCED.value
    if changed and content.get("evidence") == Evidence.SOURCED:
        changed["evidence"] = Evidence.MIXED.value
    return with_parts(content, changed)


def _without_hollow(value: Any) -> Any:
    """The same without figures whose value was taken away."""
    if isinstance(value, list):
        return [_without_hollow(part) for part in value]
    if not isinstance(value, dict):
        return value
    hollow = (name for name, part in value.items() if isinstance(part, dict) and set(part) == {"evidence"})
    kept = value.keys() - set(hollow)
    return {name: _without_hollow(part) for name, part in value.items() if name in kept}


def number_in(value: Any) -> Decimal | None:
    """The finite number that a part holds; None where it holds something else."""
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        return None
    try:
        number = Decimal(value)
    except ArithmeticError:
        return None
    return number if number.is_finite() else None


NOTHING: tuple[Any, ...] = (None, "", [])
"""What an empty part holds."""
_LONGEST_STEM = 60

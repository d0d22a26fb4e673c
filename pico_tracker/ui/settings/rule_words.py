"""How Settings says what stands in a rule: its parts, how well they are founded, what was changed."""

from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo
from decimal import Decimal
from typing import Any

from pico_tracker.domain.evidence import EVIDENCE_NAMES, Evidence
from pico_tracker.domain.rules import Content, Rule, RuleBook, RuleField, RuleKind, ValueKind, is_same, part_of
from pico_tracker.ui.kit.cells import Cell, Quiet
from pico_tracker.ui.kit.chips import ChipText
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.decimals import said_decimal
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import said, tr, translated

Names = Mapping[RuleKind, Mapping[str, str]]
"""What the clinic calls its rules, by kind and key: for parts that name another rule."""

NOTHING = "–"
MOST_FACTS = 3
_TONES = {Evidence.SOURCED: Tone.OK, Evidence.DERIVED: Tone.INFO}
_TELLING = (ValueKind.WHOLE, ValueKind.DECIMAL, ValueKind.CHOICE)


def evidence_chip(evidence: Evidence) -> ChipText:
    """How well something is founded, in a word."""
    return ChipText(translated(EVIDENCE_NAMES[evidence]), _TONES.get(evidence, Tone.WARN))


def mark_of(rule: Rule) -> Cell:
    """Whether somebody still has to confirm it."""
    if rule.retired:
        return ChipText(tr("Retired"))
    if rule.is_confirmed:
        return ChipText(tr("Confirmed"), Tone.OK)
    if rule.needs_confirming:
        return ChipText(tr("Confirm with your clinician"), Tone.WARN)
    return Quiet(tr("Nothing to confirm"))


def said_confirmed(rule: Rule) -> str:
    """Who ticked it off and when; empty while nobody did."""
    if rule.confirmed_on is None:
        return ""
    return tr("Confirmed by {name} on {day}.", name=rule.confirmed_by, day=said_day(rule.confirmed_on))


def said_version(rule: Rule, zone: tzinfo) -> str:
    """Number, day and author of a version, and the edit over all rules that a session names."""
    values = {
        "number": rule.version,
        "day": said_day(_day(rule.written_at, zone)),
        "name": rule.written_by,
        "edit": rule.revision,
    }
    if not rule.written_by:
        return tr("Version {number}, {day}, as it ships, edit {edit}", **values)
    return tr("Version {number}, {day}, {name}, edit {edit}", **values)


def _day(moment: datetime, zone: tzinfo) -> Any:
    return moment.astimezone(zone).date()


def label_of(field: RuleField) -> str:
    """What a part is called, with the wavelength or handpiece it belongs to."""
    label = translated(field.label)
    return tr("{group}: {label}", group=field.group, label=label) if field.group else label


def said_part(field: RuleField, value: Any, names: Names) -> str:
    """A part's value as people read it, with its unit."""
    if field.kind is ValueKind.TICK:
        return tr("Yes") if value else tr("No")
    if is_same(value, None) or value == ():
        return NOTHING
    words = [_said_one(field, one, names) for one in (value if isinstance(value, list | tuple) else (value,))]
    if field.kind is ValueKind.LINES:
        return "\n".join(words)
    text = ", ".join(words)
    return tr("{value} {unit}", value=text, unit=translated(field.unit)) if field.unit else text


def _said_one(field: RuleField, value: Any, names: Names) -> str:
    if field.kind in (ValueKind.WHOLE, ValueKind.DECIMAL):
        return said_decimal(Decimal(value))
    if field.of is not None:
        return names.get(field.of, {}).get(value, str(value))
    return next((translated(name) for choice, name in field.choices if choice == value), str(value))


def facts_of(book: RuleBook, content: Content, names: Names) -> str:
    """What a list says of a rule in a line: the book's own words, else its first numbers and choices."""
    sentence = book.facts(content)
    if sentence is not None:
        return said(sentence)
    return " · ".join(_facts(book.fields, content, names))


def _facts(fields: Iterable[RuleField], content: Content, names: Names) -> list[str]:
    found: list[str] = []
    for field in fields:
        value = part_of(content, field.path)
        if field.kind in _TELLING and not is_same(value, None) and len(found) < MOST_FACTS:
            found.append(_fact(field, said_part(field, value, names)))
    return found


def _fact(field: RuleField, value: str) -> str:
    """A choice says itself; a number needs its label, without what stands in brackets."""
    if field.kind is ValueKind.CHOICE:
        return value
    return tr("{label}: {value}", label=translated(field.label).partition(" (")[0], value=value)


def names_in(rules: Mapping[RuleKind, Iterable[Rule]], books: Mapping[RuleKind, RuleBook]) -> Names:
    """The names of all rules, by kind and key."""
    return {kind: {rule.key: books[kind].name_of(rule.content) for rule in some} for kind, some in rules.items()}

"""The form of any rule, made from what its book says may be edited."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import groupby
from typing import Any

from pico_tracker.domain.rules import Content, RuleField, ValueKind, part_of
from pico_tracker.ui.kit.fields import (
    ChoiceField,
    LinesField,
    LongTextField,
    NumberField,
    Option,
    TextField,
    TickField,
    WholeNumberField,
)
from pico_tracker.ui.kit.form import AnyField, Form
from pico_tracker.ui.kit.words import tr, translated
from pico_tracker.ui.settings.rule_words import Names
from pico_tracker.ui.settings.several_field import SeveralField

_WIDE = (ValueKind.TEXT, ValueKind.LINES, ValueKind.SEVERAL)
"""Kinds that take a whole line of the form."""


def add_rule_fields(form: Form, fields: Iterable[RuleField], names: Names) -> None:
    """Put a section into the form for each group of parts, in their order."""
    for group, parts in groupby(fields, key=lambda field: field.group):
        some = tuple(parts)
        spans = {field.path: 0 for field in some if field.kind in _WIDE}
        inputs = tuple(field_for(field, names) for field in some)
        form.section(group or _title(some[0]), inputs, columns=3, spans=spans)


def _title(first: RuleField) -> str:
    if first.path.endswith(".use"):
        return tr("A further cleared use")
    return tr("Red flags") if first.path.startswith("red_flags.") else ""


def field_for(field: RuleField, names: Names) -> AnyField:
    """The input for a part."""
    name, label, required = field.path, translated(field.label), field.required
    match field.kind:
        case ValueKind.LINE:
            return TextField(name, label, required=required)
        case ValueKind.TEXT:
            return LongTextField(name, label, required=required, lines=2)
        case ValueKind.LINES:
            return LinesField(name, label, required=required)
        case ValueKind.TICK:
            return TickField(name, label)
        case ValueKind.WHOLE | ValueKind.DECIMAL:
            return _number_field(field)
        case ValueKind.CHOICE | ValueKind.SEVERAL:
            return _choice_field(field, names)


def _number_field(field: RuleField) -> AnyField:
    made = WholeNumberField if field.kind is ValueKind.WHOLE else NumberField
    unit = translated(field.unit) if field.unit else ""
    return made(field.path, translated(field.label), unit=unit, required=field.required)


def _choice_field(field: RuleField, names: Names) -> AnyField:
    options, label = _options(field, names), translated(field.label)
    if field.kind is ValueKind.SEVERAL:
        return SeveralField(field.path, label, options, required=field.required)
    return ChoiceField(field.path, label, options=options, required=field.required)


def _options(field: RuleField, names: Names) -> tuple[Option, ...]:
    known = names.get(field.of, {}).items() if field.of is not None else ()
    own = (Option(key, name) for key, name in known)
    listed = [Option(value, translated(name)) for value, name in field.choices]
    nothing = [] if field.required or field.kind is ValueKind.SEVERAL else [Option("", tr("None"))]
    return (*nothing, *listed, *own)


def values_of(fields: Iterable[RuleField], content: Content) -> dict[str, object]:
    """The parts of a rule as the form's fields take them."""
    return {field.path: _value(field, part_of(content, field.path)) for field in fields}


def _value(field: RuleField, value: Any) -> object:
    match field.kind:
        case ValueKind.WHOLE:
            return None if value in (None, "") else int(value)
        case ValueKind.DECIMAL:
            return None if value in (None, "") else Decimal(value)
        case ValueKind.LINES:
            return tuple(str(one) for one in value or ())
        case ValueKind.SEVERAL:
            return tuple(value or ())
        case ValueKind.TICK:
            return bool(value)
        case ValueKind.CHOICE:
            return value or (None if field.required else "")
        case _:
            return value or ""


def parts_in(form: Form, fields: Iterable[RuleField], content: Content) -> Mapping[str, Any]:
    """What is typed, by path, as an edit takes it; None takes a part away."""
    return {field.path: _part(field, form.field(field.path), content) for field in fields}


def _part(field: RuleField, typed: AnyField, content: Content) -> Any:
    value = typed.value()
    if value or field.kind in (ValueKind.LINE, ValueKind.TEXT, ValueKind.LINES):
        return list(value) if isinstance(value, tuple) else value
    was_there = part_of(content, field.path) is not None
    if field.kind is ValueKind.TICK:
        return False if was_there else None
    return value if field.kind in (ValueKind.WHOLE, ValueKind.DECIMAL) else None

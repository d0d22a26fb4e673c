"""What is wrong with a rule as the clinic edited it."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.rules import NOTHING, Content, RuleBook, RuleField, ValueKind, number_in, part_of
from pico_tracker.domain.words import LINE_LIMIT, TEXT_LIMIT, mark, sentence

_LENGTHS = {ValueKind.LINE: LINE_LIMIT, ValueKind.TEXT: TEXT_LIMIT, ValueKind.LINES: TEXT_LIMIT}


def check_rule(book: RuleBook, content: Content, reason: str) -> Findings:
    """All that is wrong with an edited rule; fields are named by their path."""
    parts = ((field, part_of(content, field.path)) for field in book.fields_for(content))
    found = [finding for field, value in parts for finding in _check_part(field, value)]
    found += book.check(content) if not found else ()
    if not reason:
        found.append(_wrong("reason", mark("Say why the rule changes.")))
    elif len(reason) > TEXT_LIMIT:
        found.append(
            _wrong("reason", mark("This is longer than {limit} characters. Shorten it."), limit=TEXT_LIMIT)
        )
    return tuple(found)


def _check_part(field: RuleField, value: Any) -> Iterable[Finding]:
    if value in NOTHING:
        if field.required:
            yield _wrong(field.path, mark("This is needed."))
    elif field.kind in (ValueKind.WHOLE, ValueKind.DECIMAL):
        yield from _check_number(field, number_in(value))
    elif (
        field.choices and field.of is None and not _chosen(field, value) <= {choice for choice, _ in field.choices}
    ):
        yield _wrong(field.path, mark("Choose from the list."))
    elif field.kind in _LENGTHS and len(str(value)) > _LENGTHS[field.kind]:
        too_long = mark("This is longer than {limit} characters. Shorten it.")
        yield _wrong(field.path, too_long, limit=_LENGTHS[field.kind])


def _chosen(field: RuleField, value: Any) -> set[Any]:
    return set(value) if field.kind is ValueKind.SEVERAL else {value}


def _check_number(field: RuleField, value: Decimal | None) -> Iterable[Finding]:
    if value is None:
        yield _wrong(field.path, mark("Enter a number."))
    elif (field.low is not None and value < field.low) or (field.high is not None and value > field.high):
        yield _wrong(field.path, _said_bounds(field), low=field.low, high=field.high)
    elif field.kind is ValueKind.WHOLE and value % 1:
        yield _wrong(field.path, mark("Enter a whole number."))


def _said_bounds(field: RuleField) -> str:
    if field.high is None:
        return mark("This is at least {low}.")
    return mark("This is at most {high}.") if field.low is None else mark("This is {low} to {high}.")


def _wrong(path: str, text: str, **values: object) -> Finding:
    return Finding(path, sentence(text, **values), code=f"rule.{path}")

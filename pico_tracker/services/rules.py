"""The clinic's rules: read them, edit them version by version, tick them off."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

from pico_tracker.db.models import RuleConfirmationRow, RuleRevisionRow, RuleVersionRow
from pico_tracker.db.queries import rules as queries
from pico_tracker.db.unit_of_work import ChangeWork, Work
from pico_tracker.domain.errors import EditConflict, NotFound, Refused
from pico_tracker.domain.findings import Finding, Level
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.policies import levels_of
from pico_tracker.domain.rule_books import RULE_BOOKS
from pico_tracker.domain.rule_checks import check_rule
from pico_tracker.domain.rules import (
    Content,
    Rule,
    RuleKind,
    ValueKind,
    edited,
    part_of,
    plain,
    read_records,
    with_parts,
)
from pico_tracker.domain.words import clean_line, clean_text, mark, sentence
from pico_tracker.resources import find_resource
from pico_tracker.services.context import Context, Done, needs
from pico_tracker.services.intervals import refresh_after_rule, refresh_windows
from pico_tracker.services.refusals import refuse_stops
from pico_tracker.services.rule_tables import mirror_rule


def rules_of(work: Work, kind: RuleKind) -> tuple[Rule, ...]:
    """The rules of a kind that are in force."""
    return tuple(rule for rule in queries.list_rules(work, kind) if not rule.retired)


def revision_now(work: Work) -> int:
    """The number of the last edit of any rule: what is judged now is judged by it."""
    return queries.revision_now(work)


def rule_of(work: Work, kind: RuleKind, key: str) -> Rule:
    """One rule in its newest version; raises `NotFound`."""
    for rule in reversed(queries.list_versions(work, kind, key)):
        return rule
    raise NotFound(sentence(mark("This rule is not there any more. Go back and look it up again.")))


def levels(work: Work) -> Mapping[str, Level]:
    """How far each missing paper or outdated certificate goes."""
    return levels_of(queries.list_rules(work, RuleKind.POLICY))


@needs(Permission.READ_CLINICAL)
def list_rules(context: Context, kind: RuleKind) -> tuple[Rule, ...]:
    """Every rule of a kind in its newest version, retired ones too."""
    with context.database.read() as work:
        return queries.list_rules(work, kind)


@needs(Permission.READ_CLINICAL)
def list_every_rule(context: Context) -> Mapping[RuleKind, tuple[Rule, ...]]:
    """Every rule in its newest version, retired ones too, kind by kind in the order of Settings."""
    with context.database.read() as work:
        return {kind: queries.list_rules(work, kind) for kind in RULE_BOOKS}


@needs(Permission.READ_CLINICAL)
def list_sources(context: Context) -> Mapping[str, str]:
    """The full reference of each source that a rule may name by its key."""
    text = find_resource("clinical", "sources.toml").read_text("utf-8")
    return {key: str(reference) for key, reference in tomllib.loads(text).items()}


@needs(Permission.READ_CLINICAL)
def list_rule_history(context: Context, kind: RuleKind, key: str) -> tuple[Rule, ...]:
    """One rule in all its versions, newest first."""
    with context.database.read() as work:
        return tuple(reversed(queries.list_versions(work, kind, key)))


@needs(Permission.MANAGE_CLINIC)
def edit_rule(
    context: Context, kind: RuleKind, key: str, seen_version: int, parts: Mapping[str, Any], reason: str
) -> Done[int]:
    """Write a new version with other values at those dotted paths, and return its number.

    Raises `Refused`, `NotFound`, or `EditConflict` when somebody edited it in between.
    """
    reason = clean_text(reason)
    with context.database.change(context.actor()) as work:
        known = _seen(work, kind, key, seen_version, parts)
        content = _tidied(kind, edited(known.content, _cleaned(parts)))
        _refuse_wrong(kind, content, reason)
        _refuse_taken(work, kind, key, content)
        revision_id = _revise(work, context.operator.id, reason)
        _write_version(work, revision_id, known, content)
        return Done(known.version + 1, work.changed)


@needs(Permission.MANAGE_CLINIC)
def add_rule(context: Context, kind: RuleKind, key: str, content: Content, reason: str) -> Done[None]:
    """Add a rule of the clinic's own; raises `Refused`, also when the key is taken."""
    reason = clean_text(reason)
    cleaned = _tidied(kind, {**_cleaned(content), "key": key})
    _refuse_wrong(kind, cleaned, reason)
    with context.database.change(context.actor()) as work:
        if queries.list_versions(work, kind, key):
            raise _taken()
        _refuse_taken(work, kind, key, cleaned)
        write_rule(work, kind, key, cleaned, author_id=context.operator.id, reason=reason)
        return Done(None, work.changed)


@needs(Permission.MANAGE_CLINIC)
def put_rule_in_force(
    context: Context, kind: RuleKind, key: str, seen_version: int, reason: str, *, in_force: bool
) -> Done[None]:
    """Retire a rule or put it back into force, as a version of its own with its reason."""
    reason = clean_text(reason)
    if not reason:
        raise Refused((Finding("reason", sentence(mark("Say why the rule changes.")), code="rule.reason"),))
    with context.database.change(context.actor()) as work:
        known = _seen(work, kind, key, seen_version, {})
        revision_id = _revise(work, context.operator.id, reason)
        _write_version(work, revision_id, known, known.content, retired=not in_force)
        return Done(None, work.changed)


@needs(Permission.WRITE_CLINICAL)
def confirm_rules(context: Context, kind: RuleKind, seen: Mapping[str, int]) -> Done[int]:
    """Tick off rules by key and the version that was read; returns how many were not ticked before.

    A version that is not the newest any more is left alone: somebody has to read the newer one.
    """
    with context.database.change(context.actor()) as work:
        chosen = [rule for rule in queries.list_rules(work, kind) if seen.get(rule.key) == rule.version]
        return Done(_confirm(context, work, chosen), work.changed)


@needs(Permission.WRITE_CLINICAL)
def confirm_everything(context: Context) -> Done[int]:
    """Tick off every rule as it is now: what a demonstration does, and nobody who reads them one by one."""
    with context.database.change(context.actor()) as work:
        everything = [rule for kind in RuleKind for rule in queries.list_rules(work, kind)]
        return Done(_confirm(context, work, everything), work.changed)


def _confirm(context: Context, work: ChangeWork, rules: Iterable[Rule]) -> int:
    rows = [
        RuleConfirmationRow(
            rule_version_id=queries.find_version_id(work, rule.kind, rule.key, rule.version),
            confirmed_by_id=context.operator.id,
            confirmed_on=context.today(),
        )
        for rule in rules
        if not rule.is_confirmed
    ]
    work.add_all(rows)
    return len(rows)


def seed_rules(work: ChangeWork) -> None:
    """Give the clinic its copy of every rule that ships and that it does not have yet."""
    missing = [
        (kind, key, content)
        for kind, book in RULE_BOOKS.items()
        if book.file
        for key, content in _not_there(work, kind, shipped_records(book.file))
    ]
    if not missing:
        return
    revision_id = _revise(work, None, "")
    rows = [_version_row(revision_id, kind, key, 1, content) for kind, key, content in missing]
    work.add_all(rows)
    for kind, key, content in missing:
        mirror_rule(work, kind, key, content)
    refresh_windows(work)


def write_rule(
    work: ChangeWork, kind: RuleKind, key: str, content: Content, *, author_id: int | None, reason: str
) -> None:
    """Add the first version of a rule inside another service's transaction; the content is checked."""
    revision_id = _revise(work, author_id, reason)
    work.add(_version_row(revision_id, kind, key, 1, content))
    mirror_rule(work, kind, key, content)


def shipped_records(file: str) -> dict[str, Content]:
    """The records of a file that comes with the program, by their key."""
    return read_records(find_resource("clinical", file).read_text("utf-8"))


def _not_there(work: Work, kind: RuleKind, records: Mapping[str, Content]) -> Iterable[tuple[str, Content]]:
    known = {rule.key for rule in queries.list_rules(work, kind)}
    return [(key, content) for key, content in records.items() if key not in known]


def _seen(work: Work, kind: RuleKind, key: str, seen_version: int, parts: Mapping[str, Any]) -> Rule:
    """The rule to change, if it is still the version that was read."""
    known = rule_of(work, kind, key)
    if known.version != seen_version:
        newer = edited(known.content, {})
        yours = edited(known.content, parts)
        names = [name for name in yours if yours[name] != newer.get(name)]
        raise EditConflict({name: (str(newer.get(name)), str(yours[name])) for name in names})
    return known


def _refuse_wrong(kind: RuleKind, content: Content, reason: str) -> None:
    book = RULE_BOOKS[kind]
    refuse_stops(check_rule(book, content, reason))
    try:
        book.read(content)
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        said = sentence(mark("The rule cannot be read as entered ({reason}). Nothing was changed."), reason=error)
        raise Refused((Finding("", said, code="rule.unreadable"),)) from error


def _refuse_taken(work: Work, kind: RuleKind, key: str, content: Content) -> None:
    """What people choose by its name has a name of its own, whatever its case."""
    if kind not in (RuleKind.CONCERN, RuleKind.SIDE_EFFECT):
        return
    name = str(content["name"]).casefold()
    others = (rule for rule in queries.list_rules(work, kind) if rule.key != key)
    if any(str(rule.content["name"]).casefold() == name for rule in others):
        raise _taken()


def _taken() -> Refused:
    said = sentence(mark("There is a rule of this name already. Choose another name."))
    return Refused((Finding("name", said, code="rule.taken"),))


def _revise(work: ChangeWork, author_id: int | None, reason: str) -> int:
    return work.add(RuleRevisionRow(at=work.at, author_id=author_id, reason=reason)).id


def _write_version(
    work: ChangeWork, revision_id: int, known: Rule, content: Content, *, retired: bool | None = None
) -> None:
    row = _version_row(revision_id, known.kind, known.key, known.version + 1, content)
    row.retired = known.retired if retired is None else retired
    work.add(row)
    mirror_rule(work, known.kind, known.key, content, retired=row.retired)
    refresh_after_rule(work, known.kind)


def _version_row(revision_id: int, kind: RuleKind, key: str, version: int, content: Content) -> RuleVersionRow:
    return RuleVersionRow(
        kind=kind.value,
        key=key,
        version=version,
        revision_id=revision_id,
        content=json.dumps(plain(content), ensure_ascii=False, sort_keys=True),
        retired=False,
    )


def _tidied(kind: RuleKind, content: Content) -> Content:
    """The content with single spaces in what stands on one line."""
    lines = (field.path for field in RULE_BOOKS[kind].fields_for(content) if field.kind is ValueKind.LINE)
    typed = {path: part_of(content, path) for path in lines}
    return with_parts(content, {path: clean_line(text) for path, text in typed.items() if isinstance(text, str)})


def _cleaned(value: Any) -> Any:
    """Every typed text in it through the one cleaner."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, Mapping):
        return {name: _cleaned(part) for name, part in value.items()}
    return [_cleaned(part) for part in value] if isinstance(value, list | tuple) else value

"""The clinic's rules as they are now, and as they were."""

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from pico_tracker.db.models import RuleConfirmationRow, RuleRevisionRow, RuleVersionRow, StaffRow
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.rules import Content, Rule, RuleKind

_author, _confirmer = aliased(StaffRow), aliased(StaffRow)

_STAMP = select(
    select(func.max(RuleRevisionRow.id)).scalar_subquery(),
    select(func.max(RuleRevisionRow.at)).scalar_subquery(),
    select(func.count(RuleConfirmationRow.rule_version_id)).scalar_subquery(),
    select(func.max(RuleConfirmationRow.rule_version_id)).scalar_subquery(),
)


def revision_now(work: Work) -> int:
    """The number of the last edit of any rule, 0 where there is none."""
    return int(work.connection.scalar(select(func.max(RuleRevisionRow.id))) or 0)


def list_rules(work: Work, kind: RuleKind) -> tuple[Rule, ...]:
    """Every rule of a kind in its newest version, retired ones too, in the order they were added.

    Kept with the connection until anybody edits or ticks off a rule: a session asks for hundreds.
    """
    kept: dict[RuleKind, tuple[object, tuple[Rule, ...]]] = work.connection.info.setdefault("rules", {})
    stamp = _stamp(work)
    if kind not in kept or kept[kind][0] != stamp:
        versions = _rules(work, _versions().where(RuleVersionRow.kind == kind.value))
        kept[kind] = (stamp, tuple({rule.key: rule for rule in versions}.values()))
    return kept[kind][1]


def _stamp(work: Work) -> object:
    """Differs after each edit and each tick; the moment tells an edit from one undone under its number."""
    row = work.connection.execute(_STAMP).one()
    return tuple(row)


def list_versions(work: Work, kind: RuleKind, key: str) -> tuple[Rule, ...]:
    """One rule in all its versions, oldest first."""
    wanted = (RuleVersionRow.kind == kind.value, RuleVersionRow.key == key)
    return tuple(_rules(work, _versions().where(*wanted)))


def list_rules_at(work: Work, kind: RuleKind, revision: int) -> tuple[Rule, ...]:
    """Every rule of a kind as it was after that edit: what a session of then was judged by."""
    wanted = (RuleVersionRow.kind == kind.value, RuleVersionRow.revision_id <= revision)
    return tuple({rule.key: rule for rule in _rules(work, _versions().where(*wanted))}.values())


def find_version_id(work: Work, kind: RuleKind, key: str, version: int) -> int | None:
    """The row of one version."""
    wanted = (RuleVersionRow.kind == kind.value, RuleVersionRow.key == key, RuleVersionRow.version == version)
    return work.connection.scalar(select(RuleVersionRow.id).where(*wanted))


def count_unconfirmed(work: Work) -> int:
    """How many rules in force say something that no source states and nobody ticked off."""
    return sum(rule.needs_confirming and not rule.retired for kind in RuleKind for rule in list_rules(work, kind))


def _versions() -> Select[*tuple[Any, ...]]:
    return (
        select(
            RuleVersionRow.kind,
            RuleVersionRow.key,
            RuleVersionRow.version,
            RuleVersionRow.revision_id,
            RuleVersionRow.content,
            RuleVersionRow.retired,
            RuleRevisionRow.at,
            RuleRevisionRow.reason,
            _author.name.label("author"),
            _confirmer.name.label("confirmer"),
            RuleConfirmationRow.confirmed_on,
        )
        .join(RuleRevisionRow, RuleVersionRow.revision_id == RuleRevisionRow.id)
        .outerjoin(_author, RuleRevisionRow.author_id == _author.id)
        .outerjoin(RuleConfirmationRow, RuleConfirmationRow.rule_version_id == RuleVersionRow.id)
        .outerjoin(_confirmer, RuleConfirmationRow.confirmed_by_id == _confirmer.id)
        .order_by(RuleVersionRow.id)
    )


def _rules(work: Work, wanted: Select[*tuple[Any, ...]]) -> Iterable[Rule]:
    return (_rule(row) for row in work.connection.execute(wanted))


def _rule(row: Any) -> Rule:
    return Rule(
        kind=RuleKind(row.kind),
        key=row.key,
        version=row.version,
        revision=row.revision_id,
        content=_content(row.content),
        retired=bool(row.retired),
        written_by=row.author or "",
        written_at=row.at,
        reason=row.reason,
        confirmed_by=row.confirmer or "",
        confirmed_on=row.confirmed_on,
    )


@lru_cache(maxsize=2_000)
def _content(text: str) -> Content:
    """Parsed once: a version's text never changes, and every session asks for all of them."""
    content: Content = json.loads(text)
    return content

"""What the clinic may tick off about a scale: the tables that stand in no source.

How a scale scores is no rule of the clinic's: its points and bands are those of the published
scale. Whether to rely on a table that no source states is the clinic's to say.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pico_tracker.domain.evidence import Evidence
from pico_tracker.domain.rules import Content, Rule, RuleField, ValueKind
from pico_tracker.domain.scales.shape import Table
from pico_tracker.domain.words import Sentence, mark, sentence


@dataclass(frozen=True, slots=True)
class ScaleFounding:
    """How well each table of a scale is founded, and what the clinic noted about it."""

    key: str
    name: str
    tables: tuple[Table, ...]
    note: str = ""


FIELDS = (
    RuleField(path="note", label=mark("What your clinic found about it"), kind=ValueKind.TEXT, required=False),
)


def read_founding(content: Content) -> ScaleFounding:
    """A scale's record; raises `ValueError` or `KeyError` where it is none."""
    tables = tuple(
        Table(table["name"], Evidence(table["evidence"]), tuple(table["sources"])) for table in content["tables"]
    )
    return ScaleFounding(content["key"], content["name"], tables, content.get("note", ""))


def facts_of_scale(content: Content) -> Sentence:
    """Which tables a clinician has to confirm."""
    open_tables = [one.name for one in read_founding(content).tables if one.evidence is not Evidence.SOURCED]
    if not open_tables:
        return sentence(mark("Every table stands in a source"))
    return sentence(mark("Not fully sourced: {tables}"), tables=", ".join(open_tables))


def settled_scales(rules: Iterable[Rule]) -> frozenset[str]:
    """Keys of the scales with nothing left to confirm."""
    return frozenset(rule.key for rule in rules if not rule.needs_confirming)

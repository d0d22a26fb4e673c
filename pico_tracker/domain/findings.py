"""A finding: one thing a rule has to say about what was entered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from pico_tracker.domain.words import Sentence, mark, sentence


class Level(IntEnum):
    """How far a finding goes; the higher, the more it interrupts."""

    NOTE = 1
    """Shown, nothing else."""
    CAUTION = 2
    """A reason is needed and kept with the record."""
    STOP = 3
    """Not possible as entered."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says: where, how far, in which words, by which rule and source."""

    field: str
    """Name of the entry's field it belongs to; dots for parts: `passes.0.fluence_j_cm2`."""
    sentence: Sentence
    level: Level = Level.STOP
    code: str = ""
    rule: str = ""
    source: str = ""
    overridable: bool = False


Findings = tuple[Finding, ...]


def stops(findings: Iterable[Finding]) -> Findings:
    """Those findings that make the entry impossible."""
    return tuple(f for f in findings if f.level is Level.STOP)


def check_lengths(entry: object, limits: Mapping[str, int], noun: str) -> Findings:
    """A stop for each text of an entry that is longer than its limit; `noun` begins the code."""
    return tuple(
        Finding(
            name,
            sentence(mark("This is longer than {limit} characters. Shorten it."), limit=limit),
            code=f"{noun}.{name}",
        )
        for name, limit in limits.items()
        if len(getattr(entry, name)) > limit
    )

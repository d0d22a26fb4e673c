"""How well a statement of the clinical knowledge is founded, down to the single number."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pico_tracker.domain.words import mark


class Evidence(StrEnum):
    """How well a statement is founded."""

    SOURCED = "sourced"
    """Stated in a named source."""
    DERIVED = "derived"
    """Calculated from numbers that a source states."""
    MIXED = "mixed"
    """In part sourced, in part not; the single figures tell which."""
    UNSOURCED = "unsourced"
    """General knowledge; a clinician has to confirm it."""


EVIDENCE_NAMES = {
    Evidence.SOURCED: mark("Sourced"),
    Evidence.DERIVED: mark("Derived"),
    Evidence.MIXED: mark("Partly sourced"),
    Evidence.UNSOURCED: mark("Not sourced"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One number and how well it is founded; the unit is in the name of the field that holds it."""

    value: Decimal
    evidence: Evidence

    @property
    def whole(self) -> int:
        """The number where only whole ones make sense, such as weeks or ps."""
        return int(self.value)


def read_figure(table: Mapping[str, Any] | None) -> Figure | None:
    """A figure from `{ value = 2, evidence = "sourced" }`, None where there is none.

    Raises `ValueError`, `KeyError` or `ArithmeticError` where it is not one.
    """
    if table is None:
        return None
    return Figure(Decimal(table["value"]), Evidence(table["evidence"]))


def evidence_in(content: object) -> Iterator[Evidence]:
    """Every `evidence` that a record states, its own and those of the figures inside it."""
    if isinstance(content, Mapping):
        if "evidence" in content:
            yield Evidence(content["evidence"])
        content = tuple(content.values())
    if isinstance(content, list | tuple):
        for part in content:
            yield from evidence_in(part)

"""Findings of rows: `spots.1.fluence_j_cm2` is about the fluence of the second row of the spots."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pico_tracker.domain.findings import Finding, Findings


def of_row(findings: Iterable[Finding], name: str, place: int) -> Findings:
    """Those about one row, named without it."""
    return tuple(_without(findings, f"{name}.{place}."))


def _without(findings: Iterable[Finding], prefix: str) -> Iterator[Finding]:
    for one in findings:
        if one.field.startswith(prefix):
            yield replace(one, field=one.field.removeprefix(prefix))


def prefixed(findings: Iterable[Finding], prefix: str) -> Iterator[Finding]:
    """The same findings with a prefix before the names of their fields."""
    return (replace(one, field=f"{prefix}{one.field}") for one in findings)


def unique(findings: Iterable[Finding]) -> Findings:
    """Each finding once, in the order they were found."""
    found: list[Finding] = []
    for one in findings:
        if one not in found:
            found.append(one)
    return tuple(found)


def before_rows(findings: Iterable[Finding], name: str) -> Findings:
    """Those about all rows together."""
    return tuple(one for one in findings if one.field == name)

"""Turning what rules found, and what somebody else saved, into refusals."""

from dataclasses import fields
from typing import Any

from pico_tracker.domain.errors import EditConflict, Refused
from pico_tracker.domain.findings import Findings, stops


def refuse_stops(findings: Findings) -> None:
    """Raise `Refused` with all findings when one of them is a stop."""
    if stops(findings):
        raise Refused(findings)


def conflict_between(theirs: Any, yours: Any) -> EditConflict:
    """What differs between the entry on record and the one typed, field by field."""
    differences = {
        field.name: (str(getattr(theirs, field.name)), str(getattr(yours, field.name)))
        for field in fields(yours)
        if getattr(theirs, field.name) != getattr(yours, field.name)
    }
    return EditConflict(differences)

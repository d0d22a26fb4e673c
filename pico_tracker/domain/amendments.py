"""A signed session is never overwritten: it is amended or found void, with a reason, and both stay readable."""

from enum import StrEnum

from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.words import TEXT_LIMIT, mark, sentence


class AmendmentKind(StrEnum):
    """What was done to a signed session."""

    AMENDED = "amended"
    VOID = "void"


AMENDED_CODE = "amended."
"""Begins the code of a finding that the reason of an amendment answers, not that of the signing."""
AMENDMENT_NAMES = {AmendmentKind.AMENDED: mark("Amended"), AmendmentKind.VOID: mark("Void")}


def check_reason(reason: str) -> Findings:
    """An amendment says why it was made."""
    if not reason:
        said = sentence(mark("Write why it is amended. The reason stays beside both versions."))
        return (Finding("reason", said, Level.STOP, "amendment.reason"),)
    if len(reason) > TEXT_LIMIT:
        said = sentence(mark("A reason has at most {limit} characters."), limit=TEXT_LIMIT)
        return (Finding("reason", said, Level.STOP, "amendment.reason_length"),)
    return ()

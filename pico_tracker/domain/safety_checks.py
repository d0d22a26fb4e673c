"""The first of a session's two moments: how the last one healed, and who said that the patient may be treated."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.words import mark, sentence


class Healing(StrEnum):
    """How the skin took the session before, as the patient tells and the practitioner sees it."""

    HEALED = "healed"
    EVENT = "event"


HEALING_NAMES = {Healing.HEALED: mark("Healed, no event"), Healing.EVENT: mark("Something happened")}


@dataclass(frozen=True, slots=True)
class SafetyCheck:
    """Who said before the session that everything was asked and the patient may be treated, and when."""

    checked_by_id: int
    checked_at: datetime
    """In the clinic's time zone."""
    checked_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HealingFacts:
    """What is on record about how a course healed since its last session."""

    recorded_since: tuple[str, ...] = ()
    """Names of the side effects that began at or after the last session."""
    unhealed: tuple[str, ...] = ()
    """Names of those of the course that have not healed and need a look."""
    to_end: tuple[str, ...] = ()
    """Names of mild normal answers of the skin still open, which "healed, no event" ends."""


def check_healing(healing: Healing | None, facts: HealingFacts) -> Findings:
    """What is wrong with the answer to how the last session healed; it is asked at each visit, never preset."""
    if healing is None:
        said = sentence(mark("Say how the last session healed."))
        return (Finding("healing", said, Level.STOP, "session.healing"),)
    if healing is Healing.EVENT and not (facts.recorded_since or facts.unhealed or facts.to_end):
        said = sentence(mark("Something happened, but no side effect is on record since. Write it down first."))
        return (Finding("healing", said, Level.STOP, "session.healing_event"),)
    if healing is Healing.HEALED and facts.unhealed:
        named = ", ".join(facts.unhealed)
        said = sentence(
            mark("Not healed on record: {names}. Close it there, or say that something happened."), names=named
        )
        return (Finding("healing", said, Level.STOP, "session.healing_open"),)
    return ()


def check_moment(checked: SafetyCheck | None, performed_on: date, today: date) -> Findings:
    """Whether somebody said that day that the patient may be treated; a paper record of a past day may lack it."""
    if checked is None:
        if performed_on < today:
            return ()
        said = sentence(mark("Check first, then confirm with “Checked, may treat”."))
        return (Finding("checked", said, Level.STOP, "session.checked"),)
    if checked.checked_at.date() != performed_on:
        said = sentence(mark("The check was made on another day than the session. Check again."))
        return (Finding("checked", said, Level.STOP, "session.checked_day"),)
    return ()

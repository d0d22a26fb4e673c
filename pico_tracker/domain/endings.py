"""How a session ended: as planned, or stopped early with the pulses given until then."""

from datetime import date
from enum import StrEnum

from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.words import Sentence, mark, sentence


class Ending(StrEnum):
    """How a session ended. A visit at which nothing was treated is no session (`attendances`)."""

    COMPLETE = "complete"
    STOPPED_EARLY = "stopped early"


ENDING_NAMES = {Ending.COMPLETE: mark("As planned"), Ending.STOPPED_EARLY: mark("Stopped early")}


def check_ending(ending: Ending, reason: str, return_on: date | None, performed_on: date) -> Findings:
    """What is wrong with an ending: one that came early says why, and when the patient comes again."""
    found = []
    if ending is Ending.STOPPED_EARLY and not reason:
        found.append(_stop("ending_reason", sentence(mark("Write why the session was stopped early."))))
    if ending is Ending.STOPPED_EARLY and return_on is None:
        found.append(_stop("return_on", sentence(mark("Enter when the patient is to come again."))))
    if return_on is not None and return_on < performed_on:
        found.append(_stop("return_on", sentence(mark("The patient comes again after this session, not before."))))
    return tuple(found)


def _stop(field: str, said: Sentence) -> Finding:
    return Finding(field, said, Level.STOP, f"session.{field}")

"""How skin and patient took a session: pain, cooling, and how the skin was numbed."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pico_tracker.domain.anaesthetics import conflicting_allergy
from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.passes import PLACES, fits, is_within, too_fine
from pico_tracker.domain.words import Sentence, mark, sentence

MINUTES_LIMIT = 240
AREA_BOUNDS_CM2 = (Decimal("0.1"), Decimal(2000))
_SOURCE = "Clinical reference 1.4"


class Cooling(StrEnum):
    """How the skin was cooled."""

    NONE = "none"
    COLD_AIR = "cold air"
    CONTACT = "contact"
    ICE = "ice"
    OTHER = "other"


class Anaesthesia(StrEnum):
    """How the skin was numbed."""

    NONE = "none"
    TOPICAL_LIDOCAINE = "topical lidocaine"
    OTHER = "other"


COOLING_NAMES = {
    Cooling.NONE: mark("None"),
    Cooling.COLD_AIR: mark("Cold air"),
    Cooling.CONTACT: mark("Contact"),
    Cooling.ICE: mark("Ice"),
    Cooling.OTHER: mark("Other"),
}
ANAESTHESIA_NAMES = {
    Anaesthesia.NONE: mark("None"),
    Anaesthesia.TOPICAL_LIDOCAINE: mark("Topical lidocaine"),
    Anaesthesia.OTHER: mark("Other"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbing:
    """How the skin was numbed, with what, for how long, over how much of it."""

    kind: Anaesthesia
    product: str = ""
    percent: Decimal | None = None
    minutes: int | None = None
    area_cm2: Decimal | None = None


def check_pain(pain: int | None) -> Findings:
    """Whether pain is a number of the scale."""
    if pain is not None and 0 <= pain <= 10:
        return ()
    return (_stop("pain", sentence(mark("Pain is a whole number from 0 to 10."))),)


def check_numbing(numbing: Numbing, allergies: Sequence[str]) -> Findings:
    """All that is wrong with how the skin was numbed; an allergy that it meets is never overridden."""
    found = [*_check_strength(numbing.percent), *check_measured("anaesthesia_area_cm2", numbing.area_cm2)]
    if numbing.minutes is not None and not 0 <= numbing.minutes <= MINUTES_LIMIT:
        said = sentence(mark("Numbing takes 0 to {limit} minutes."), limit=MINUTES_LIMIT)
        found.append(_stop("anaesthesia_minutes", said))
    if allergy := allergy_met(numbing, allergies):
        said = sentence(mark("Allergy on record: {allergy}. This anaesthesia is locked."), allergy=allergy)
        found.append(Finding("anaesthesia", said, Level.STOP, "session.allergy", "allergy"))
    return tuple(found)


def _check_strength(percent: Decimal | None) -> Findings:
    places = PLACES["anaesthesia_percent"]
    if percent is None:
        return ()
    if not is_within(percent, Decimal(0), Decimal(100)) or not percent:
        return (_stop("anaesthesia_percent", sentence(mark("The strength is above 0 and at most 100 %."))),)
    return () if fits(percent, places) else (too_fine("anaesthesia_percent", places),)


def check_measured(field: str, area_cm2: Decimal | None) -> Findings:
    """What is wrong with an area in cm², None where it was not measured."""
    if area_cm2 is None:
        return ()
    low, high = AREA_BOUNDS_CM2
    if not is_within(area_cm2, low, high):
        said = sentence(mark("An area is {low} to {high} cm²."), low=low, high=high)
        return (_stop(field, said),)
    return () if fits(area_cm2, PLACES["area_cm2"]) else (too_fine(field, PLACES["area_cm2"]),)


def allergy_met(numbing: Numbing, allergies: Sequence[str]) -> str:
    """The allergy on record that this numbing would meet, or an empty text."""
    if numbing.kind is Anaesthesia.NONE:
        return ""
    is_lidocaine = numbing.kind is Anaesthesia.TOPICAL_LIDOCAINE
    return conflicting_allergy(numbing.product, allergies, is_lidocaine=is_lidocaine)


def _stop(field: str, said: Sentence) -> Finding:
    return Finding(field, said, Level.STOP, f"session.{field}", source=_SOURCE)

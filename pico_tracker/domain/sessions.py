"""A session: one visit's treatment, pass by pass, and how the skin took it."""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from pico_tracker.domain.anaesthetics import conflicting_allergy
from pico_tracker.domain.clearance import why_no_clearance
from pico_tracker.domain.consents import Agreement, check_agreement
from pico_tracker.domain.devices import Device
from pico_tracker.domain.doses import DoseFacts, check_dose, check_visit, pulses_of
from pico_tracker.domain.findings import Finding, Findings, Level, check_lengths, stops
from pico_tracker.domain.intervals import NextDates
from pico_tracker.domain.passes import (
    PLACES,
    LoggedPass,
    PassEntry,
    check_pass,
    fits,
    is_within,
    too_fine,
)
from pico_tracker.domain.plausibility import VisitTotals
from pico_tracker.domain.screening import Plan, ScreeningAnswer, ScreeningFacts
from pico_tracker.domain.screening_gate import check_screening
from pico_tracker.domain.test_patches import Beam
from pico_tracker.domain.upkeep import UpkeepFacts, check_upkeep
from pico_tracker.domain.words import LINE_LIMIT, TEXT_LIMIT, Sentence, mark, sentence

PASSES_LIMIT = 20
MINUTES_LIMIT = 240
AREA_BOUNDS_CM2 = (Decimal("0.1"), Decimal(2000))
OVERLAP_LIMIT = Decimal(50)
EARLIEST_RECORD = date(1990, 1, 1)
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
class SessionEntry:
    """What is logged for one session."""

    entry_id: uuid.UUID
    course_id: int
    performed_on: date
    operator_id: int
    eye_protection: str
    """What patient and staff wore, recorded by a person."""
    passes: tuple[PassEntry, ...]
    pain: int | None
    cooling: Cooling
    anaesthesia: Anaesthesia
    area_cm2: Decimal | None = None
    """Treated area, where it was measured."""
    overlap_percent: Decimal | None = None
    """Share of a spot's area that the next spot covers again."""
    anaesthesia_product: str = ""
    anaesthesia_percent: Decimal | None = None
    anaesthesia_minutes: int | None = None
    clearance_percent: int | None = None
    """Clearance read today before treating, so it counts the sessions before this one."""
    aftercare_told: bool = False
    """Whether the aftercare of the concern was told; signing then writes that advice."""
    note: str = ""
    note_for_next_time: str = ""
    answers: tuple[ScreeningAnswer, ...] = ()
    """What was asked before treating, and answered today."""
    reason: str = ""
    """Why it goes ahead in spite of cautions or an overridable stop."""


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """What the rules must know besides the entry."""

    today: date
    devices: dict[int, Device]
    dates: NextDates = field(default_factory=NextDates)
    """When the course's next session may be."""
    last_session_on: date | None = None
    allergies: tuple[str, ...] = ()
    sessions_before: int | None = None
    """Sessions on record, None where they are not counted."""
    dose: DoseFacts = field(default_factory=DoseFacts)
    """What doses are judged by."""
    agreement: Agreement = field(default_factory=Agreement)
    """Consultation and consents of the course."""
    screening: ScreeningFacts = field(default_factory=ScreeningFacts)
    """What is asked before treating, and what was answered so far."""
    upkeep: UpkeepFacts = field(default_factory=UpkeepFacts)
    """Checks of the lasers, and papers of whoever treats."""
    unjudged_since: date | None = None
    """When the earliest reaction of the course that nobody has judged yet was reported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A session on record. `number` is its order by date inside the course."""

    id: int
    number: int
    is_maintenance: bool
    entry: SessionEntry
    passes: tuple[LoggedPass, ...]
    operator_name: str
    signed_at: datetime | None
    entered_later: bool = False
    clearance_after: int | None = None
    """The next reading that counts this session, in percent."""
    rules_revision: int | None = None
    """Number of the last edit of the clinic's rules before it was judged by them; None: brought in from
    elsewhere, or from before rules had versions."""


def check_session(entry: SessionEntry, facts: SessionFacts) -> Findings:
    """All that is wrong or doubtful with a session's entry, in the order of the form."""
    found = [*_check_day(entry, facts), *_check_passes(entry, facts), *_check_area(entry)]
    found += [*_check_visit(entry, facts), *_check_response(entry, facts)]
    found += [*_check_anaesthesia(entry, facts), *_check_texts(entry)]
    found += check_screening(plan_of(entry), facts.screening)
    tools = ((one.device_id, one.handpiece_id) for one in entry.passes)
    found += check_upkeep(entry.operator_id, tools, entry.performed_on, facts.upkeep)
    is_first = facts.last_session_on is None
    found += check_agreement(
        facts.agreement, entry.performed_on, is_first=is_first, aftercare_told=entry.aftercare_told
    )
    return tuple(found)


def plan_of(entry: SessionEntry) -> Plan:
    """What a session's entry means for the questions asked before it."""
    return Plan(
        on=entry.performed_on,
        beams=tuple(
            dict.fromkeys(Beam(one.device_id, one.wavelength_nm) for one in entry.passes if one.wavelength_nm)
        ),
        numbs=entry.anaesthesia is not Anaesthesia.NONE,
        answers=entry.answers,
    )


def unanswered(findings: Findings, reason: str) -> Findings:
    """Those findings that still keep the session from being saved.

    With a reason, cautions and overridable stops are answered; other stops never are.
    """
    if reason:
        return tuple(f for f in findings if f.level is Level.STOP and not f.overridable)
    return tuple(f for f in findings if f.level is not Level.NOTE)


def _check_day(entry: SessionEntry, facts: SessionFacts) -> Findings:
    if entry.performed_on > facts.today:
        said = sentence(mark("A session cannot be logged for a day in the future."))
        return (_stop("performed_on", said),)
    if entry.performed_on < EARLIEST_RECORD:
        return (_stop("performed_on", sentence(mark("Check the year of the session."))),)
    return (*_check_dates(entry, facts), *_check_unjudged(entry, facts))


def _check_unjudged(entry: SessionEntry, facts: SessionFacts) -> Findings:
    """Whether the patient reported a reaction by then that nobody has judged; what was treated before stands."""
    since = facts.unjudged_since
    if since is None or entry.performed_on < since:
        return ()
    said = sentence(mark("A reaction reported on {date} has not been judged yet. Judge it first."), date=since)
    return (Finding("performed_on", said, Level.STOP, "session.reaction_unjudged", _SOURCE, overridable=True),)


def _check_dates(entry: SessionEntry, facts: SessionFacts) -> Findings:
    """Whether that day is one on which the course may be treated; a session of an earlier day is past it."""
    day, dates, window = entry.performed_on, facts.dates, facts.dates.window
    if facts.last_session_on is not None and day < facts.last_session_on:
        return ()
    if dates.waits_for_healing(day):
        said = sentence(mark("There is no date yet: a reaction is open or nobody has released the area."))
        return (_outside(said, "session.review_first", overridable=dates.is_hold_overridable),)
    if dates.not_before_on is not None and day < dates.not_before_on:
        text = mark("{days} days before the earliest date. Outside your interval; a reason is needed.")
        said = sentence(text, days=(dates.not_before_on - day).days)
        return (_outside(said, "session.early", overridable=True),)
    if window is not None and day > window.late_on:
        text = mark("{days} days past the late date. Look again whether the plan still holds.")
        said = sentence(text, days=(day - window.late_on).days)
        return (Finding("performed_on", said, Level.NOTE, "session.late", "course interval"),)
    return ()


def _outside(said: Sentence, code: str, *, overridable: bool) -> Finding:
    return Finding("performed_on", said, Level.STOP, code, "course interval", overridable=overridable)


def _check_passes(entry: SessionEntry, facts: SessionFacts) -> Findings:
    if not 1 <= len(entry.passes) <= PASSES_LIMIT:
        said = sentence(mark("A session has 1 to {limit} passes."), limit=PASSES_LIMIT)
        return (_stop("passes", said),)
    return tuple(
        finding
        for index, one in enumerate(entry.passes)
        for finding in _check_one_pass(one, facts, f"passes.{index}.")
    )


def _check_one_pass(entry: PassEntry, facts: SessionFacts, prefix: str) -> Findings:
    """Its own rules; the dose is judged only when the numbers stand, since a wrong one is no rise."""
    device = facts.devices.get(entry.device_id)
    found = check_pass(entry, device, prefix)
    if device is not None and device.handpieces and entry.handpiece_id is None:
        said = sentence(mark("Choose the handpiece."))
        found = (*found, _stop(f"{prefix}handpiece_id", said))
    if not entry.endpoints:
        said = sentence(mark("Choose what the skin showed after the pass, or none."))
        found = (*found, _stop(f"{prefix}endpoints", said))
    if device is None or any(one.field != f"{prefix}endpoints" for one in stops(found)):
        return found
    return (*found, *check_dose(entry, device, facts.dose, prefix))


def _check_area(entry: SessionEntry) -> Findings:
    found = []
    low, high = AREA_BOUNDS_CM2
    if entry.area_cm2 is not None and not is_within(entry.area_cm2, low, high):
        said = sentence(mark("An area is {low} to {high} cm²."), low=low, high=high)
        found.append(_stop("area_cm2", said))
    if entry.overlap_percent is not None and not is_within(entry.overlap_percent, Decimal(0), OVERLAP_LIMIT):
        said = sentence(mark("Spots overlap by 0 to {limit} %."), limit=OVERLAP_LIMIT)
        found.append(_stop("overlap_percent", said))
    places = {"area_cm2": entry.area_cm2, "overlap_percent": entry.overlap_percent}
    fine = [name for name, value in places.items() if value is not None and not fits(value, PLACES[name])]
    return (*found, *(too_fine(name, PLACES[name]) for name in fine))


def _check_visit(entry: SessionEntry, facts: SessionFacts) -> Findings:
    """The session as a whole, once its numbers stand."""
    if stops(_check_area(entry)):
        return ()
    totals = VisitTotals(
        pulses=pulses_of(entry.passes),
        pain=entry.pain if entry.pain is not None and 0 <= entry.pain <= 10 else None,
        area_cm2=entry.area_cm2,
        overlap_percent=entry.overlap_percent,
    )
    return check_visit(entry.passes, totals, facts.dose, facts.devices)


def _check_response(entry: SessionEntry, facts: SessionFacts) -> Findings:
    found: list[Finding] = []
    if not entry.eye_protection:
        said = sentence(mark("Write down the eye protection that patient and staff wore."))
        found.append(_stop("eye_protection", said))
    if entry.pain is None or not 0 <= entry.pain <= 10:
        found.append(_stop("pain", sentence(mark("Pain is a whole number from 0 to 10."))))
    if entry.clearance_percent is not None:
        wrong = why_no_clearance(entry.clearance_percent, facts.sessions_before)
        found += [_stop("clearance_percent", wrong)] if wrong is not None else []
    return tuple(found)


def _check_anaesthesia(entry: SessionEntry, facts: SessionFacts) -> Findings:
    found = []
    percent, minutes = entry.anaesthesia_percent, entry.anaesthesia_minutes
    if percent is not None and (not is_within(percent, Decimal(0), Decimal(100)) or not percent):
        said = sentence(mark("The strength is above 0 and at most 100 %."))
        found.append(_stop("anaesthesia_percent", said))
    elif percent is not None and not fits(percent, PLACES["anaesthesia_percent"]):
        found.append(too_fine("anaesthesia_percent", PLACES["anaesthesia_percent"]))
    if minutes is not None and not 0 <= minutes <= MINUTES_LIMIT:
        said = sentence(mark("Numbing takes 0 to {limit} minutes."), limit=MINUTES_LIMIT)
        found.append(_stop("anaesthesia_minutes", said))
    if allergy := _allergy_met(entry, facts):
        said = sentence(mark("Allergy on record: {allergy}. This anaesthesia is locked."), allergy=allergy)
        found.append(Finding("anaesthesia", said, Level.STOP, "session.allergy", "allergy"))
    return tuple(found)


def _allergy_met(entry: SessionEntry, facts: SessionFacts) -> str:
    if entry.anaesthesia is Anaesthesia.NONE:
        return ""
    is_lidocaine = entry.anaesthesia is Anaesthesia.TOPICAL_LIDOCAINE
    return conflicting_allergy(entry.anaesthesia_product, facts.allergies, is_lidocaine=is_lidocaine)


def _check_texts(entry: SessionEntry) -> Findings:
    limits = {
        "eye_protection": LINE_LIMIT,
        "anaesthesia_product": LINE_LIMIT,
        "reason": TEXT_LIMIT,
        "note": TEXT_LIMIT,
        "note_for_next_time": TEXT_LIMIT,
    }
    return check_lengths(entry, limits, "session")


def _stop(field: str, said: Sentence) -> Finding:
    return Finding(field, said, Level.STOP, f"session.{field}", source=_SOURCE)

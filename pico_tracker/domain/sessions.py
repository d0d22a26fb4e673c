"""A session: one visit's treatment, pass by pass, and how the skin took it.

It has two moments. Before: how the last one healed, what is asked each visit, who says that the patient
may be treated. After: what was given, how the skin answered, what comes next.
"""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from pico_tracker.domain.amendments import AmendmentKind
from pico_tracker.domain.clearance import why_no_clearance
from pico_tracker.domain.consents import Agreement, check_agreement
from pico_tracker.domain.devices import Device
from pico_tracker.domain.doses import DoseFacts, check_dose, check_visit, pulses_of
from pico_tracker.domain.endings import Ending, check_ending
from pico_tracker.domain.findings import Finding, Findings, Level, check_lengths, stops
from pico_tracker.domain.intervals import NextDates
from pico_tracker.domain.next_plans import NextPlanEntry, check_plan
from pico_tracker.domain.passes import (
    OVERLAP_LIMIT,
    PLACES,
    LoggedPass,
    PassEntry,
    check_pass,
    fits,
    is_within,
    too_fine,
)
from pico_tracker.domain.plausibility import VisitTotals
from pico_tracker.domain.pulse_counts import PulseCount, check_counts
from pico_tracker.domain.responses import Anaesthesia, Cooling, Numbing, check_measured, check_numbing, check_pain
from pico_tracker.domain.safety_checks import Healing, HealingFacts, SafetyCheck, check_healing, check_moment
from pico_tracker.domain.screening import Plan, ScreeningAnswer, ScreeningFacts
from pico_tracker.domain.screening_gate import check_screening
from pico_tracker.domain.session_days import check_dates, check_possible_day, check_unjudged
from pico_tracker.domain.test_patches import Beam
from pico_tracker.domain.treated_areas import SessionArea, check_session_areas
from pico_tracker.domain.upkeep import UpkeepFacts, check_upkeep
from pico_tracker.domain.words import LINE_LIMIT, TEXT_LIMIT, Sentence, mark, sentence

PASSES_LIMIT = 20
_SOURCE = "Clinical reference 1.4"


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
    anaesthesia_area_cm2: Decimal | None = None
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
    healing: Healing | None = None
    """How the last session healed, asked that day; None: there was none, or it is a paper record."""
    checked: SafetyCheck | None = None
    """Who said before treating that the patient may be treated, and when."""
    ending: Ending = Ending.COMPLETE
    ending_reason: str = ""
    return_on: date | None = None
    """When the patient is to come again after a session stopped early."""
    counts: tuple[PulseCount, ...] = ()
    """The pulse counters, one a laser where they were read."""
    areas: tuple[SessionArea, ...] = ()
    photo_ids: tuple[int, ...] = ()
    """Photos attached while it was logged; they are the session's once it is signed."""
    products: tuple[str, ...] = ()
    """Recommended to the patient."""
    next_plan: NextPlanEntry | None = None
    call_on: date | None = None
    """Day of the follow-up call."""
    visit_id: int | None = None
    """The visit in the day book at which it was given, where it is known."""


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
    healing: HealingFacts = field(default_factory=HealingFacts)
    last_counts: Mapping[int, int] = field(default_factory=dict)
    """Where each laser's pulse counter stood last, by the laser's key."""
    rooms: Collection[int] | None = None
    """Keys of the rooms that a plan may name, None where they are not asked for."""


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
    version: int = 1
    """One more with every amendment."""
    is_void: bool = False
    """Found to be another patient's, or never given: it stays readable and counts nowhere."""
    earlier: tuple["SessionVersion", ...] = ()
    """How it stood before each amendment, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionVersion:
    """A signed session as it stood until somebody amended it or found it void."""

    version: int
    kind: AmendmentKind
    entry: SessionEntry
    passes: tuple[LoggedPass, ...]
    reason: str
    """Why it was amended, or found void."""
    amended_by: str
    amended_at: datetime
    operator_name: str = ""


def check_session(entry: SessionEntry, facts: SessionFacts) -> Findings:
    """All that is wrong or doubtful with a session's entry, in the order of the form."""
    before, moment = check_before(entry, facts), check_moment(entry.checked, entry.performed_on, facts.today)
    return (*before, *moment, *check_record(entry, facts), *_check_told(entry, facts))


def check_before(entry: SessionEntry, facts: SessionFacts) -> Findings:
    """What must be settled before "Checked, may treat": the day, healing, questions, lasers, papers, consent."""
    found = [*_check_day(entry, facts), *_check_healing(entry, facts)]
    found += check_screening(plan_of(entry), facts.screening)
    tools = ((one.device_id, one.handpiece_id) for one in entry.passes)
    found += check_upkeep(entry.operator_id, tools, entry.performed_on, facts.upkeep)
    found += _check_agreement(entry, facts, aftercare_told=True)
    return (*found, *check_eyes(entry))


def check_record(entry: SessionEntry, facts: SessionFacts) -> Findings:
    """What is wrong with what was given and seen, whenever it is written down: also by an amendment."""
    found = [*_check_passes(entry, facts), *_check_area(entry), *_check_visit(entry, facts)]
    found += [*check_counts(entry.counts, entry.passes, facts.last_counts), *check_pain(entry.pain)]
    found += [*_check_clearance(entry, facts), *check_numbing(numbing_of(entry), facts.allergies)]
    found += check_ending(entry.ending, entry.ending_reason, entry.return_on, entry.performed_on)
    found += [*check_session_areas(entry.areas), *check_plan(entry.next_plan, facts.devices, facts.rooms)]
    return (*found, *_check_call(entry), *_check_texts(entry))


def check_eyes(entry: SessionEntry) -> Findings:
    """Whether it is written down what protected the eyes."""
    if entry.eye_protection:
        return ()
    return (_stop("eye_protection", sentence(mark("Write down the eye protection that patient and staff wore."))),)


def numbing_of(entry: SessionEntry) -> Numbing:
    """How the skin was numbed, as one value."""
    return Numbing(
        kind=entry.anaesthesia,
        product=entry.anaesthesia_product,
        percent=entry.anaesthesia_percent,
        minutes=entry.anaesthesia_minutes,
        area_cm2=entry.anaesthesia_area_cm2,
    )


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
    """A day that cannot be stands alone; else whether the course may be treated on it."""
    day = entry.performed_on
    impossible = check_possible_day(day, facts.today)
    spacing = (*check_dates(day, facts.dates, facts.last_session_on), *check_unjudged(day, facts.unjudged_since))
    return impossible or spacing


def _check_healing(entry: SessionEntry, facts: SessionFacts) -> Findings:
    """How the last session healed is asked on the day, not of a paper record nor before the first session."""
    last, day = facts.last_session_on, entry.performed_on
    is_paper = day < facts.today and entry.checked is None
    if last is None or is_paper or (day == last and entry.healing is None):
        return ()
    return check_healing(entry.healing, facts.healing)


def _check_agreement(entry: SessionEntry, facts: SessionFacts, *, aftercare_told: bool) -> Findings:
    is_first = facts.last_session_on is None
    return check_agreement(facts.agreement, entry.performed_on, is_first=is_first, aftercare_told=aftercare_told)


def _check_told(entry: SessionEntry, facts: SessionFacts) -> Findings:
    """What the papers ask of the end of a session, beyond what they asked before it."""
    asked_before = _check_agreement(entry, facts, aftercare_told=True)
    found = _check_agreement(entry, facts, aftercare_told=entry.aftercare_told)
    return tuple(one for one in found if one not in asked_before)


def _check_clearance(entry: SessionEntry, facts: SessionFacts) -> Findings:
    if entry.clearance_percent is None:
        return ()
    wrong = why_no_clearance(entry.clearance_percent, facts.sessions_before)
    return () if wrong is None else (_stop("clearance_percent", wrong),)


def _check_call(entry: SessionEntry) -> Findings:
    if entry.call_on is None or entry.call_on > entry.performed_on:
        return ()
    return (_stop("call_on", sentence(mark("The follow-up call comes after the session."))),)


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
    found = [*check_measured("area_cm2", entry.area_cm2)]
    overlap = entry.overlap_percent
    if overlap is not None and not is_within(overlap, Decimal(0), OVERLAP_LIMIT):
        said = sentence(mark("Spots overlap by 0 to {limit} %."), limit=OVERLAP_LIMIT)
        found.append(_stop("overlap_percent", said))
    elif overlap is not None and not fits(overlap, PLACES["overlap_percent"]):
        found.append(too_fine("overlap_percent", PLACES["overlap_percent"]))
    return tuple(found)


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


def _check_texts(entry: SessionEntry) -> Findings:
    limits = {
        "eye_protection": LINE_LIMIT,
        "anaesthesia_product": LINE_LIMIT,
        "reason": TEXT_LIMIT,
        "note": TEXT_LIMIT,
        "note_for_next_time": TEXT_LIMIT,
        "ending_reason": TEXT_LIMIT,
    }
    found = check_lengths(entry, limits, "session")
    if len("\n".join(entry.products)) <= TEXT_LIMIT:
        return found
    return (*found, _stop("products", sentence(mark("These are too many products. Shorten the list."))))


def _stop(field: str, said: Sentence) -> Finding:
    return Finding(field, said, Level.STOP, f"session.{field}", source=_SOURCE)

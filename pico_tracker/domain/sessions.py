"""A session: one visit's treatment, pass by pass, and how the skin took it."""

import re
import unicodedata
import uuid
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from pico_tracker.domain.devices import Device
from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.intervals import Window
from pico_tracker.domain.laser import (
    FLUENCE_BOUNDS,
    LONGEST_NANOSECOND_PULSE_PS,
    PULSE_BOUNDS_PS,
    PULSES_LIMIT,
    REPETITION_LIMIT,
    SPOT_BOUNDS,
    Agreement,
    FluenceBasis,
    Optic,
    Spot,
    SpotShape,
    compare_fluence,
    fluence_j_cm2,
)
from pico_tracker.domain.words import LINE_LIMIT, TEXT_LIMIT, Sentence, mark, sentence

PASSES_LIMIT = 20
ENERGY_LIMIT_MJ = Decimal(5000)
MINUTES_LIMIT = 240
PLACES = {
    "spot_width_mm": 2,
    "spot_height_mm": 2,
    "fluence_j_cm2": 3,
    "pulse_energy_mj": 2,
    "repetition_hz": 2,
    "anaesthesia_percent": 2,
}
"""Decimal places that are kept of each number."""
EARLIEST_RECORD = date(1990, 1, 1)
_LIDOCAINE_STEMS = ("lidoca", "lignoca", "xyloca", "emla", "numbing", "anaesthe", "anesthe")
_COMMON_WORDS = frozenset({"cream", "allergy", "allergic", "reaction", "rash", "skin", "with", "from", "after"})
_SOURCE = "Clinical reference 1.4"
_ARITHMETIC = "Clinical reference 1.3 (design choice)"


class Endpoint(StrEnum):
    """What the skin shows right after the pulse."""

    NONE = "none"
    SLIGHT_WHITENING = "slight whitening"
    FROSTING = "frosting"
    ERYTHEMA = "erythema"
    OEDEMA = "oedema"
    PETECHIAE = "petechiae"
    PINPOINT_BLEEDING = "pinpoint bleeding"
    PURPURA = "purpura"
    BLISTER = "blister"


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


ENDPOINT_NAMES = {
    Endpoint.NONE: mark("None"),
    Endpoint.SLIGHT_WHITENING: mark("Slight whitening"),
    Endpoint.FROSTING: mark("Frosting"),
    Endpoint.ERYTHEMA: mark("Erythema"),
    Endpoint.OEDEMA: mark("Oedema"),
    Endpoint.PETECHIAE: mark("Petechiae"),
    Endpoint.PINPOINT_BLEEDING: mark("Pinpoint bleeding"),
    Endpoint.PURPURA: mark("Purpura"),
    Endpoint.BLISTER: mark("Blister"),
}
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
class PassEntry:
    """One pass over the area with its settings, as typed."""

    device_id: int
    handpiece_id: int | None
    wavelength_nm: int
    pulse_duration_ps: int
    spot: Spot
    fluence_j_cm2: Decimal
    fluence_basis: FluenceBasis = FluenceBasis.MACRO_SPOT
    pulse_energy_mj: Decimal | None = None
    repetition_hz: Decimal
    pulses: int | None = None
    endpoints: tuple[Endpoint, ...] = ()
    purpose: str = ""
    """What the pass is for, such as an ink colour."""


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
    anaesthesia_product: str = ""
    anaesthesia_percent: Decimal | None = None
    anaesthesia_minutes: int | None = None
    clearance_percent: int | None = None
    """Clearance read today before treating, so it counts the sessions before this one."""
    note: str = ""
    note_for_next_time: str = ""
    reason: str = ""
    """Why it goes ahead in spite of cautions or an overridable stop."""


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """What the rules must know besides the entry."""

    today: date
    devices: dict[int, Device]
    window: Window | None = None
    """The window that the session before opened, if there was one."""
    last_session_on: date | None = None
    allergies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedPass:
    """A pass on record, with the names of its device and handpiece."""

    device_name: str
    handpiece_name: str
    entry: PassEntry


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


def check_session(entry: SessionEntry, facts: SessionFacts) -> Findings:
    """All that is wrong or doubtful with a session's entry, in the order of the form."""
    found = [*_check_day(entry, facts), *_check_passes(entry, facts), *_check_response(entry)]
    found += [*_check_anaesthesia(entry, facts), *_check_texts(entry)]
    return tuple(found)


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
    if _is_too_early(entry, facts) and facts.window is not None:
        days = (facts.window.earliest_on - entry.performed_on).days
        said = sentence(
            mark("{days} days before the earliest agreed date. Outside your interval; a reason is needed."),
            days=days,
        )
        rule = "course interval"
        return (Finding("performed_on", said, Level.STOP, "session.early", rule, overridable=True),)
    return ()


def _is_too_early(entry: SessionEntry, facts: SessionFacts) -> bool:
    if facts.window is None or facts.last_session_on is None:
        return False
    follows = entry.performed_on >= facts.last_session_on
    return follows and entry.performed_on < facts.window.earliest_on


def _check_passes(entry: SessionEntry, facts: SessionFacts) -> Findings:
    if not 1 <= len(entry.passes) <= PASSES_LIMIT:
        said = sentence(mark("A session has 1 to {limit} passes."), limit=PASSES_LIMIT)
        return (_stop("passes", said),)
    return tuple(
        finding
        for index, one in enumerate(entry.passes)
        for finding in check_pass(one, facts.devices.get(one.device_id), f"passes.{index}.")
    )


def check_pass(entry: PassEntry, device: Device | None, prefix: str = "") -> Findings:
    """All that is wrong or doubtful with one pass; fields are named `prefix` + field."""
    if device is None or not device.active:
        said = sentence(mark("Choose a device that is in service."))
        return (_stop(f"{prefix}device_id", said),)
    found = [*_check_device(entry, device), *_check_pulse(entry, device)]
    found += [*_check_places(entry), *_check_spot(entry.spot), *_check_dose(entry), *_check_rate(entry, device)]
    return tuple(_prefixed(finding, prefix) for finding in found)


def _check_device(entry: PassEntry, device: Device) -> Findings:
    found = []
    handpieces = {handpiece.id for handpiece in device.handpieces}
    if entry.handpiece_id is not None and entry.handpiece_id not in handpieces:
        said = sentence(mark("This handpiece does not belong to {device}."), device=device.name)
        found.append(_stop("handpiece_id", said))
    if entry.wavelength_nm not in device.wavelengths_nm:
        said = sentence(
            mark("{device} has no {wavelength} nm; it gives {known} nm."),
            device=device.name,
            wavelength=entry.wavelength_nm,
            known=", ".join(str(wavelength) for wavelength in device.wavelengths_nm),
        )
        found.append(_stop("wavelength_nm", said))
    if len(entry.purpose) > LINE_LIMIT:
        found.append(_too_long("purpose", LINE_LIMIT))
    return tuple(found)


def _check_pulse(entry: PassEntry, device: Device) -> Findings:
    low, high = PULSE_BOUNDS_PS
    if device.gives_nanoseconds(entry.wavelength_nm):
        high = LONGEST_NANOSECOND_PULSE_PS
    if low <= entry.pulse_duration_ps <= high:
        return ()
    said = sentence(
        mark("A pulse of {value} ps is outside {low} to {high} ps."),
        value=entry.pulse_duration_ps,
        low=low,
        high=high,
    )
    return (_stop("pulse_duration_ps", said),)


def _check_places(entry: PassEntry) -> Findings:
    """More decimal places than are kept would be lost without a word."""
    values = {
        "spot_width_mm": entry.spot.width_mm,
        "spot_height_mm": entry.spot.height_mm,
        "fluence_j_cm2": entry.fluence_j_cm2,
        "pulse_energy_mj": entry.pulse_energy_mj,
        "repetition_hz": entry.repetition_hz,
    }
    return tuple(
        _too_fine(name, PLACES[name])
        for name, value in values.items()
        if value is not None and not fits(value, PLACES[name])
    )


def fits(value: Decimal, places: int) -> bool:
    """Whether a number has at most so many decimal places that are not zero."""
    return not value.is_finite() or int(value.normalize().as_tuple().exponent) >= -places


def _too_fine(field: str, places: int) -> Finding:
    return _stop(field, sentence(mark("At most {places} decimal places are kept."), places=places))


def _check_spot(spot: Spot) -> Findings:
    low, high = SPOT_BOUNDS
    sides = {"spot_width_mm": spot.width_mm}
    if spot.shape is SpotShape.RECTANGULAR:
        sides["spot_height_mm"] = spot.height_mm or Decimal(0)
    said = sentence(mark("A spot is {low} to {high} mm wide and high."), low=low, high=high)
    return tuple(_stop(name, said) for name, side in sides.items() if not _is_within(side, low, high))


def _check_dose(entry: PassEntry) -> Findings:
    low, high = FLUENCE_BOUNDS
    found = []
    if not _is_within(entry.fluence_j_cm2, low, high):
        said = sentence(mark("A fluence is {low} to {high} J/cm². Check the decimal point."), low=low, high=high)
        found.append(_stop("fluence_j_cm2", said))
    energy = entry.pulse_energy_mj
    if energy is not None and (not _is_within(energy, Decimal(0), ENERGY_LIMIT_MJ) or not energy):
        said = sentence(mark("A pulse has more than 0 and at most {limit} mJ."), limit=ENERGY_LIMIT_MJ)
        found.append(_stop("pulse_energy_mj", said))
    return tuple(found) or _check_arithmetic(entry)


def _check_arithmetic(entry: PassEntry) -> Findings:
    full_beam = entry.fluence_basis is FluenceBasis.MACRO_SPOT
    if entry.pulse_energy_mj is None or not full_beam or _check_spot(entry.spot):
        return ()
    computed = fluence_j_cm2(entry.pulse_energy_mj, entry.spot)
    agreement = compare_fluence(entry.fluence_j_cm2, computed)
    if agreement is Agreement.AGREES:
        return ()
    said = sentence(
        mark("{energy} mJ on this spot is {computed} J/cm², but {entered} J/cm² is entered."),
        energy=entry.pulse_energy_mj,
        computed=computed.quantize(Decimal("0.01")),
        entered=entry.fluence_j_cm2,
    )
    level = Level.STOP if agreement is Agreement.IMPOSSIBLE else Level.CAUTION
    return (Finding("fluence_j_cm2", said, level, "laser.arithmetic", "fluence = energy / area", _ARITHMETIC),)


def _check_rate(entry: PassEntry, device: Device) -> Findings:
    found = []
    if not _is_within(entry.repetition_hz, Decimal(0), REPETITION_LIMIT) or not entry.repetition_hz:
        said = sentence(mark("A repetition rate is above 0 and at most {limit} Hz."), limit=REPETITION_LIMIT)
        found.append(_stop("repetition_hz", said))
    elif device.max_repetition_hz is not None and entry.repetition_hz > device.max_repetition_hz:
        said = sentence(
            mark("{device} is listed with at most {limit} Hz."),
            device=device.name,
            limit=device.max_repetition_hz,
        )
        found.append(Finding("repetition_hz", said, Level.CAUTION, "laser.device", "device limit"))
    if entry.pulses is not None and not 1 <= entry.pulses <= PULSES_LIMIT:
        said = sentence(mark("A pass has 1 to {limit} pulses."), limit=PULSES_LIMIT)
        found.append(_stop("pulses", said))
    return tuple(found)


def _check_response(entry: SessionEntry) -> Findings:
    found = []
    if not entry.eye_protection:
        said = sentence(mark("Write down the eye protection that patient and staff wore."))
        found.append(_stop("eye_protection", said))
    if entry.pain is None or not 0 <= entry.pain <= 10:
        found.append(_stop("pain", sentence(mark("Pain is a whole number from 0 to 10."))))
    if entry.clearance_percent is not None and not -100 <= entry.clearance_percent <= 100:
        said = sentence(mark("Clearance is 0 to 100 %; below 0 means worse than at the start."))
        found.append(_stop("clearance_percent", said))
    return tuple(found)


def _check_anaesthesia(entry: SessionEntry, facts: SessionFacts) -> Findings:
    found = []
    percent, minutes = entry.anaesthesia_percent, entry.anaesthesia_minutes
    if percent is not None and (not _is_within(percent, Decimal(0), Decimal(100)) or not percent):
        said = sentence(mark("The strength is above 0 and at most 100 %."))
        found.append(_stop("anaesthesia_percent", said))
    elif percent is not None and not fits(percent, PLACES["anaesthesia_percent"]):
        found.append(_too_fine("anaesthesia_percent", PLACES["anaesthesia_percent"]))
    if minutes is not None and not 0 <= minutes <= MINUTES_LIMIT:
        said = sentence(mark("Numbing takes 0 to {limit} minutes."), limit=MINUTES_LIMIT)
        found.append(_stop("anaesthesia_minutes", said))
    if entry.anaesthesia is not Anaesthesia.NONE and (allergy := _conflicting_allergy(entry, facts.allergies)):
        said = sentence(mark("Allergy on record: {allergy}. This anaesthesia is locked."), allergy=allergy)
        found.append(Finding("anaesthesia", said, Level.STOP, "session.allergy", "allergy"))
    return tuple(found)


def _conflicting_allergy(entry: SessionEntry, allergies: tuple[str, ...]) -> str:
    """The first recorded allergy that the chosen anaesthesia would meet, or an empty text."""
    product = _folded(entry.anaesthesia_product)
    stems = _LIDOCAINE_STEMS if entry.anaesthesia is Anaesthesia.TOPICAL_LIDOCAINE else ()
    for allergy in allergies:
        words = [word for word in re.findall(r"\w+", _folded(allergy)) if word not in _COMMON_WORDS]
        if any(word.startswith(stems) or (len(word) > 3 and word in product) for word in words):
            return allergy
    return ""


def _folded(text: str) -> str:
    """Lower case without accents, so that "Lidocaïne" is met by lidocaine."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def _check_texts(entry: SessionEntry) -> Findings:
    limits = {
        "eye_protection": LINE_LIMIT,
        "anaesthesia_product": LINE_LIMIT,
        "reason": TEXT_LIMIT,
        "note": TEXT_LIMIT,
        "note_for_next_time": TEXT_LIMIT,
    }
    return tuple(_too_long(name, limit) for name, limit in limits.items() if len(getattr(entry, name)) > limit)


def suggest_basis(optic: Optic) -> FluenceBasis | None:
    """The only basis that a full beam can have; for others the person says which one it is."""
    return FluenceBasis.MACRO_SPOT if optic is Optic.FULL_BEAM else None


def _is_within(value: Decimal, low: Decimal, high: Decimal) -> bool:
    """Whether `value` is a number from `low` to `high`; "nan" can be typed too and is none."""
    return value.is_finite() and low <= value <= high


def _prefixed(finding: Finding, prefix: str) -> Finding:
    return Finding(
        prefix + finding.field,
        finding.sentence,
        finding.level,
        finding.code,
        finding.rule,
        finding.source,
        finding.overridable,
    )


def _too_long(field: str, limit: int) -> Finding:
    return _stop(field, sentence(mark("This is longer than {limit} characters. Shorten it."), limit=limit))


def _stop(field: str, said: Sentence) -> Finding:
    return Finding(field, said, Level.STOP, f"session.{field}", source=_SOURCE)

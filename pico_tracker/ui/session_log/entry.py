"""Reads what is typed into a frozen entry, and says what is still missing or cannot be read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import IntEnum
from typing import Any, TypeVar
from uuid import UUID

from pico_tracker.domain.endings import Ending
from pico_tracker.domain.findings import Finding, Findings, Level
from pico_tracker.domain.laser import FluenceBasis, Spot, SpotShape
from pico_tracker.domain.passes import Endpoint, PassEntry
from pico_tracker.domain.responses import Anaesthesia, Cooling
from pico_tracker.domain.screening_gate import UNASKED
from pico_tracker.domain.sessions import SessionEntry, SessionFacts, check_before, check_session
from pico_tracker.domain.words import clean_line, mark, sentence
from pico_tracker.ui.kit.decimals import NotRead, read_decimal, read_whole, said_decimal
from pico_tracker.ui.kit.form import Form
from pico_tracker.ui.session_log.pass_text import PassText, endpoints_in

N = TypeVar("N", Decimal, int)

_UNREAD = {
    NotRead.NO_NUMBER: mark("“{typed}” is not such a number. It is kept as typed; type it like {example}."),
    NotRead.AMBIGUOUS: mark("“{typed}” can be read in two ways. Type it without a thousands separator."),
}
_DETAILS = ("anaesthesia_product", "anaesthesia_percent", "anaesthesia_minutes", "anaesthesia_area_cm2")
_BEFORE = ("performed_on", "operator_id", "healing", "screening", "eye_protection", "course_id")
"""Fields that must stand before somebody says that the patient may be treated."""
_BY_RULE = ("handpiece_id", "healing", "checked", "ending_reason", "return_on")
"""What is missing of these only the rules know."""
_MISSING = {
    "performed_on": mark("Enter the day of the session."),
    "operator_id": mark("Choose who treated."),
    "cooling": mark("Choose how the skin was cooled, or none."),
    "anaesthesia": mark("Choose how the skin was numbed, or none."),
    "passes": mark("Add at least one pass."),
    "device_id": mark("Choose the device."),
    "wavelength_nm": mark("Choose the wavelength."),
    "pulse_duration_ps": mark("Enter the pulse duration in ps."),
    "spot_width_mm": mark("Enter the spot in mm."),
    "spot_height_mm": mark("Enter the height of the spot in mm."),
    "fluence_j_cm2": mark("Enter the fluence in J/cm²."),
    "fluence_basis": mark("Choose what the fluence is given over."),
    "repetition_hz": mark("Enter the repetition rate in Hz."),
    "times": mark("Enter how often it went over the area."),
    "endpoints": mark("Choose what the skin showed after the pass, or none."),
    "side_effects": mark("Choose how severe each side effect is."),
    "reason": mark("Write why it goes ahead. The reason is kept with the session."),
}


class Asked(IntEnum):
    """What the person has asked for so far: until then nobody is told off for what is missing of it."""

    NOTHING = 0
    CHECK = 1
    """That the patient may be treated."""
    SIGN = 2


@dataclass(frozen=True, slots=True)
class ReadPass:
    """A pass as far as it can be read. What is blank or unreadable holds a neutral value, so that
    the rules can judge the rest."""

    entry: PassEntry
    blank: frozenset[str]
    unread: Findings


@dataclass(frozen=True, slots=True)
class ReadSession:
    """A session as far as it can be read; `blank` names required fields that hold nothing."""

    entry: SessionEntry
    blank: tuple[str, ...]
    unread: Findings


class _PassReader:
    def __init__(self, text: PassText) -> None:
        self._text = text
        self.blank: set[str] = set()
        self.unread: list[Finding] = []

    def _typed(self, name: str, *, required: bool) -> str:
        typed = str(getattr(self._text, name)).strip()
        if required and not typed:
            self.blank.add(name)
        return typed

    def decimal(self, name: str, neutral: Decimal, *, required: bool = True) -> Decimal:
        typed = self._typed(name, required=required)
        if not typed:
            return neutral
        number = read_decimal(typed)
        if isinstance(number, NotRead):
            return self._cannot_read(name, typed, number, neutral)
        return number

    def whole(self, name: str, neutral: int, *, required: bool = True) -> int:
        typed = self._typed(name, required=required)
        number = read_whole(typed) if typed else neutral
        return self._cannot_read(name, typed, number, neutral) if isinstance(number, NotRead) else number

    def _cannot_read(self, name: str, typed: str, why: NotRead, neutral: N) -> N:
        text = _UNREAD[why]
        example = said_decimal(Decimal("3.5")) if isinstance(neutral, Decimal) else "500"
        said = sentence(text, typed=typed[:40], example=example)
        self.unread.append(Finding(name, said))
        return neutral

    def choice(self, name: str, *, required: bool = True) -> str:
        return self._typed(name, required=required)


def read_pass(text: PassText) -> ReadPass:
    """Read one pass."""
    reader = _PassReader(text)
    device, handpiece = reader.choice("device_id"), reader.choice("handpiece_id")
    spot = _read_spot(text, reader)
    fluence = reader.decimal("fluence_j_cm2", Decimal(1))
    basis = reader.choice("fluence_basis") or FluenceBasis.MACRO_SPOT.value
    energy = reader.decimal("pulse_energy_mj", Decimal(0), required=False)
    entry = PassEntry(
        device_id=int(device) if device.isdecimal() else 0,
        handpiece_id=int(handpiece) if handpiece.isdecimal() else None,
        wavelength_nm=reader.whole("wavelength_nm", 0),
        pulse_duration_ps=reader.whole("pulse_duration_ps", 500),
        spot=spot,
        fluence_j_cm2=fluence,
        fluence_basis=FluenceBasis(basis),
        pulse_energy_mj=energy if _judges_dose(text, reader) else None,
        repetition_hz=reader.decimal("repetition_hz", Decimal(1)),
        pulses=reader.whole("pulses", 1, required=False) if text.pulses.strip() else None,
        times=reader.whole("times", 1),
        endpoints=_read_endpoints(text, reader),
        purpose=clean_line(text.purpose),
        density_per_cm2=reader.whole("density_per_cm2", 1, required=False)
        if text.density_per_cm2.strip()
        else None,
        overlap_percent=_read_overlap(text, reader),
    )
    return ReadPass(entry, frozenset(reader.blank), tuple(reader.unread))


def _read_overlap(text: PassText, reader: _PassReader) -> Decimal | None:
    overlap = reader.decimal("overlap_percent", Decimal(0), required=False)
    return overlap if text.overlap_percent.strip() else None


def _read_endpoints(text: PassText, reader: _PassReader) -> tuple[Endpoint, ...]:
    reader.choice("endpoints")
    return endpoints_in(text.endpoints)


def _read_spot(text: PassText, reader: _PassReader) -> Spot:
    width = reader.decimal("spot_width_mm", Decimal(3))
    height = reader.decimal("spot_height_mm", Decimal(3)) if text.is_rectangular else None
    return Spot(SpotShape(text.spot_shape), width, height)


def _judges_dose(text: PassText, reader: _PassReader) -> bool:
    """Whether energy was typed and all that it is judged against can be read."""
    needed = {"spot_width_mm", "spot_height_mm", "fluence_j_cm2", "pulse_energy_mj", "fluence_basis"}
    doubtful = reader.blank | {finding.field for finding in reader.unread}
    return bool(text.pulse_energy_mj.strip()) and not needed & doubtful


def read_session(form: Form, entry_id: UUID, course_id: int, today: date) -> ReadSession:
    """Read the whole form; `today` stands in for a day that cannot be read."""
    values: dict[str, Any] = {field.name: field.value() for field in form.fields}
    numbed = values["anaesthesia"] or Anaesthesia.NONE
    if numbed is Anaesthesia.NONE:
        values |= dict.fromkeys(_DETAILS)
    passes = [read_pass(text) for text in values["passes"] or ()]
    ending = values["ending"]
    is_early = ending is Ending.STOPPED_EARLY
    on = values["performed_on"] or today
    entry = SessionEntry(
        entry_id=entry_id,
        course_id=course_id,
        performed_on=on,
        operator_id=values["operator_id"] or 0,
        eye_protection=values["eye_protection"],
        passes=tuple(one.entry for one in passes),
        pain=values["pain"],
        cooling=values["cooling"] or Cooling.NONE,
        anaesthesia=numbed,
        area_cm2=values["area_cm2"],
        anaesthesia_product=values["anaesthesia_product"] or "",
        anaesthesia_percent=values["anaesthesia_percent"],
        anaesthesia_minutes=values["anaesthesia_minutes"],
        anaesthesia_area_cm2=values.get("anaesthesia_area_cm2"),
        clearance_percent=values["clearance_percent"],
        aftercare_told=bool(values["aftercare_told"]),
        note=values["note"],
        note_for_next_time=values.get("note_for_next_time") or "",
        answers=values["screening"] or (),
        reason=values["reason"],
        healing=values["healing"],
        checked=values["checked"] if on >= today else None,
        ending=ending,
        ending_reason=values["ending_reason"] if is_early else "",
        return_on=values["return_on"] if is_early else None,
        counts=values.get("counts") or (),
        areas=values.get("areas") or (),
        photo_ids=values.get("photo_ids") or (),
        products=values.get("products") or (),
        next_plan=values.get("next_plan"),
        call_on=values.get("call_on"),
    )
    unread = tuple(one for one in form.problems() if numbed is not Anaesthesia.NONE or one.field not in _DETAILS)
    return ReadSession(entry, _blank(form, passes), (*unread, *_unread(passes)))


def judge(read: ReadSession, facts: SessionFacts, *, asked: Asked) -> Findings:
    """All there is to say about what is typed. What is missing is only said once the person has
    asked to go on: nobody is told off for a form just opened."""
    ruled = check_session(read.entry, facts)
    silent = {*read.blank, *(finding.field for finding in read.unread)}
    found = [*read.unread, *(one for one in ruled if one.field not in silent and (asked or one.code != UNASKED))]
    if asked:
        found += _missing([name for name in read.blank if asked is Asked.SIGN or name in _BEFORE], ruled)
        answered = found if asked is Asked.SIGN else before_only(found, read, facts)
        if needs_reason(answered) and not read.entry.reason:
            found.append(_missing_in("reason"))
    return tuple(found)


def before_only(findings: Sequence[Finding], read: ReadSession, facts: SessionFacts) -> Findings:
    """Those that stand before the patient may be treated."""
    ruled = check_before(read.entry, facts)
    return tuple(one for one in findings if one in ruled or one.field in (*_BEFORE, "reason"))


def needs_reason(findings: Sequence[Finding]) -> bool:
    """Whether something was found that goes ahead only with a reason."""
    return any(one.level is Level.CAUTION or (one.level is Level.STOP and one.overridable) for one in findings)


def locking_allergy(entry: SessionEntry, facts: SessionFacts) -> str:
    """The allergy on record that rules out lidocaine on the skin, or an empty text."""
    numbed = replace(entry, anaesthesia=Anaesthesia.TOPICAL_LIDOCAINE, anaesthesia_product="")
    found = (one for one in check_session(numbed, facts) if one.code == "session.allergy")
    return next((str(one.sentence.values["allergy"]) for one in found), "")


def _missing(blank: Sequence[str], ruled: Findings) -> list[Finding]:
    """A handpiece is missing only where the rules say so: a laser may have none."""
    by_rule = {finding.field: finding for finding in ruled}
    return [
        by_rule[name] if name in by_rule and name.rpartition(".")[2] not in _MISSING else _missing_in(name)
        for name in blank
        if name in by_rule or name.rpartition(".")[2] not in _BY_RULE
    ]


def _missing_in(name: str) -> Finding:
    return Finding(name, sentence(_MISSING[name.rpartition(".")[2]]), code="form.missing")


def _blank(form: Form, passes: Sequence[ReadPass]) -> tuple[str, ...]:
    required = (
        "healing",
        "performed_on",
        "operator_id",
        "eye_protection",
        "checked",
        "pain",
        "cooling",
        "anaesthesia",
    )
    empty = [name for name in required if not form.field(name).raw_text().strip()]
    if form.field("ending").value() is Ending.STOPPED_EARLY:
        empty += [name for name in ("ending_reason", "return_on") if not form.field(name).raw_text().strip()]
    seen = form.field("side_effects").value() or ()
    if any(one.severity is None for one in seen):
        empty.append("side_effects")
    if not passes:
        empty.append("passes")
    return (
        *empty,
        *(f"passes.{index}.{name}" for index, one in enumerate(passes) for name in sorted(one.blank)),
    )


def _unread(passes: Sequence[ReadPass]) -> Findings:
    return tuple(
        replace(finding, field=f"passes.{index}.{finding.field}")
        for index, one in enumerate(passes)
        for finding in one.unread
    )

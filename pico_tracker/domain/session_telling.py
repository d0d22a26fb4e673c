"""A session in words, fact by fact: the same for screen and paper, and what two versions are compared by."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from pico_tracker.domain.endings import ENDING_NAMES
from pico_tracker.domain.laser import BASIS_NAMES, Spot, SpotShape
from pico_tracker.domain.next_plans import NextPlanEntry, PlannedPass
from pico_tracker.domain.passes import ENDPOINT_NAMES, LoggedPass
from pico_tracker.domain.pulse_counts import PulseCount
from pico_tracker.domain.responses import ANAESTHESIA_NAMES, COOLING_NAMES, Anaesthesia
from pico_tracker.domain.safety_checks import HEALING_NAMES, SafetyCheck
from pico_tracker.domain.sessions import Session, SessionEntry, SessionVersion
from pico_tracker.domain.treated_areas import VIEW_NAMES, SessionArea
from pico_tracker.domain.words import Translate, mark

Recorded = Session | SessionVersion
"""A session as it stands, or as it stood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """How a reader is told: in which language, and how days, moments and numbers are written."""

    translate: Translate
    day: Callable[[date], str]
    moment: Callable[[datetime], str]
    number: Callable[[Decimal], str]
    lasers: Mapping[int, str] = field(default_factory=dict)
    """Names by key, for counters and plans."""
    rooms: Mapping[int, str] = field(default_factory=dict)

    def say(self, text: str, **values: object) -> str:
        """A marked text in the reader's language, with its values filled in."""
        return self.translate(text).format_map(values)

    def measure(self, value: Decimal | int | None, unit: str) -> str:
        """A number with its unit, never torn apart; empty where there is none."""
        return "" if value is None else f"{self.number(Decimal(value))}\u00a0{unit}"

    def laser(self, device_id: int) -> str:
        """The name of a laser; its key where nobody told its name."""
        return self.lasers.get(device_id) or self.say(mark("laser {key}"), key=device_id)

    def room(self, room_id: int) -> str:
        """The name of a room; its key where nobody told its name."""
        return self.rooms.get(room_id) or self.say(mark("room {key}"), key=room_id)


@dataclass(frozen=True, slots=True)
class Told:
    """One fact: `key` tells it apart, `text` is empty where nothing was recorded."""

    key: str
    label: str
    text: str


def tell_session(of: Recorded, voice: Voice) -> tuple[Told, ...]:
    """Every fact of a session besides its passes, in the order of the form, empty ones too."""
    return (*_tell_before(of, voice), *_tell_treatment(of.entry, voice), *_tell_after(of.entry, voice))


def _tell_before(of: Recorded, voice: Voice) -> tuple[Told, ...]:
    entry, say = of.entry, voice.say
    healing = "" if entry.healing is None else say(HEALING_NAMES[entry.healing])
    cleared = voice.measure(entry.clearance_percent, "%")
    return (
        Told("performed_on", say(mark("Date")), voice.day(entry.performed_on)),
        Told("operator", say(mark("Treated by")), of.operator_name),
        Told("checked", say(mark("Checked, may treat")), _checked(entry.checked, voice)),
        Told("healing", say(mark("How the last one healed")), healing),
        Told("clearance", say(mark("Clearance read that day")), cleared),
        Told("eyes", say(mark("Eye protection")), entry.eye_protection),
    )


def _checked(checked: SafetyCheck | None, voice: Voice) -> str:
    if checked is None:
        return ""
    return ", ".join(part for part in (checked.checked_by, voice.moment(checked.checked_at)) if part)


def _tell_treatment(entry: SessionEntry, voice: Voice) -> tuple[Told, ...]:
    say = voice.say
    return (
        Told("area", say(mark("Treated area")), voice.measure(entry.area_cm2, "cm²")),
        Told("overlap", say(mark("Overlap of spots")), voice.measure(entry.overlap_percent, "%")),
        Told("areas", say(mark("Areas")), "; ".join(_area(one, voice) for one in entry.areas)),
        Told("counts", say(mark("Pulse counter")), "; ".join(_count(one, voice) for one in entry.counts)),
        Told("ending", say(mark("Ended")), say(ENDING_NAMES[entry.ending])),
        Told("ending_reason", say(mark("Why it was stopped")), entry.ending_reason),
        Told("return_on", say(mark("To come again")), _day(entry.return_on, voice)),
    )


def _tell_after(entry: SessionEntry, voice: Voice) -> tuple[Told, ...]:
    say = voice.say
    pain = "" if entry.pain is None else say(mark("{pain} of 10"), pain=entry.pain)
    return (
        Told("pain", say(mark("Pain")), pain),
        Told("cooling", say(mark("Cooling")), say(COOLING_NAMES[entry.cooling])),
        Told("anaesthesia", say(mark("Anaesthesia")), tell_numbing(entry, voice)),
        Told("products", say(mark("Recommended")), ", ".join(entry.products)),
        Told("next_plan", say(mark("Plan for next time")), tell_plan(entry.next_plan, voice)),
        Told("call_on", say(mark("Follow-up call")), _day(entry.call_on, voice)),
        *tell_texts(entry, voice),
    )


def tell_texts(entry: SessionEntry, voice: Voice) -> tuple[Told, ...]:
    """What was written in whole sentences."""
    return (
        Told("note", voice.say(mark("Note")), entry.note),
        Told("note_for_next_time", voice.say(mark("Note for next time")), entry.note_for_next_time),
        Told("reason", voice.say(mark("Why it went ahead")), entry.reason),
    )


def _day(day: date | None, voice: Voice) -> str:
    return "" if day is None else voice.day(day)


def _area(area: SessionArea, voice: Voice) -> str:
    parts = (area.name, voice.say(VIEW_NAMES[area.view]).lower(), voice.measure(area.area_cm2, "cm²"))
    return ", ".join(part for part in parts if part)


def _count(count: PulseCount, voice: Voice) -> str:
    return voice.say(
        mark("{laser} {start} to {end}, {fired} pulses"),
        laser=voice.laser(count.device_id),
        start=count.starts_at,
        end=count.ends_at,
        fired=count.fired,
    )


def tell_numbing(entry: SessionEntry, voice: Voice) -> str:
    """How the skin was numbed: what with, how strong, how long, over how much of it."""
    name = voice.say(ANAESTHESIA_NAMES[entry.anaesthesia])
    if entry.anaesthesia is Anaesthesia.NONE:
        return name
    parts = (
        name,
        entry.anaesthesia_product,
        voice.measure(entry.anaesthesia_percent, "%"),
        voice.measure(entry.anaesthesia_minutes, "min"),
        voice.measure(entry.anaesthesia_area_cm2, "cm²"),
    )
    return ", ".join(part for part in parts if part)


def tell_plan(plan: NextPlanEntry | None, voice: Voice) -> str:
    """A plan for next time on a line."""
    if plan is None:
        return ""
    parts = [
        voice.measure(plan.minutes, "min"),
        "" if plan.room_id is None else voice.room(plan.room_id),
        "" if plan.device_id is None else voice.laser(plan.device_id),
        *(_planned(one, voice) for one in plan.passes),
        plan.note,
    ]
    return "; ".join(part for part in parts if part)


def _planned(one: PlannedPass, voice: Voice) -> str:
    parts = (
        one.purpose,
        "" if one.device_id is None else voice.laser(one.device_id),
        voice.measure(one.wavelength_nm, "nm"),
        voice.measure(one.pulse_duration_ps, "ps"),
        voice.measure(one.spot_width_mm, "mm"),
        voice.measure(one.fluence_j_cm2, "J/cm²"),
        voice.say(mark("test patch only")) if one.is_patch else "",
    )
    return ", ".join(part for part in parts if part)


def tell_pass(one: LoggedPass, voice: Voice) -> tuple[Told, ...]:
    """Every setting of a pass and what the skin showed, empty ones too."""
    entry, say = one.entry, voice.say
    seen = ", ".join(say(ENDPOINT_NAMES[endpoint]) for endpoint in entry.endpoints)
    return (
        Told("purpose", say(mark("Purpose")), entry.purpose),
        Told("laser", say(mark("Laser")), one.device_name),
        Told("handpiece", say(mark("Handpiece")), one.handpiece_name),
        Told("wavelength", say(mark("Wavelength")), voice.measure(entry.wavelength_nm, "nm")),
        Told("pulse", say(mark("Pulse duration")), voice.measure(entry.pulse_duration_ps, "ps")),
        Told("spot", say(mark("Spot")), tell_spot(entry.spot, voice)),
        Told("fluence", say(mark("Fluence")), voice.measure(entry.fluence_j_cm2, "J/cm²")),
        Told("basis", say(mark("Fluence basis")), say(BASIS_NAMES[entry.fluence_basis])),
        Told("energy", say(mark("Pulse energy")), voice.measure(entry.pulse_energy_mj, "mJ")),
        Told("rate", say(mark("Repetition rate")), voice.measure(entry.repetition_hz, "Hz")),
        Told("times", say(mark("Times over the area")), str(entry.times)),
        Told("pulses", say(mark("Pulses")), "" if entry.pulses is None else str(entry.pulses)),
        Told("density", say(mark("Density")), voice.measure(entry.density_per_cm2, "/cm²")),
        Told("overlap", say(mark("Overlap")), voice.measure(entry.overlap_percent, "%")),
        Told("endpoints", say(mark("Endpoint")), seen),
    )


def tell_spot(spot: Spot, voice: Voice) -> str:
    """A spot as in "4 mm round", "3 × 5 mm"."""
    width = voice.number(spot.width_mm)
    if spot.shape is SpotShape.ROUND:
        return voice.say(mark("{width} mm round"), width=width)
    if spot.shape is SpotShape.SQUARE:
        return voice.say(mark("{width} mm square"), width=width)
    height = "" if spot.height_mm is None else voice.number(spot.height_mm)
    return voice.say(mark("{width} × {height} mm"), width=width, height=height)


def tell_whole_pass(one: LoggedPass, voice: Voice) -> str:
    """A pass on one line: its settings and what the skin showed."""
    return ", ".join(told.text for told in tell_pass(one, voice) if told.text and told.key != "times")


def recorded(told: Iterable[Told]) -> tuple[Told, ...]:
    """Those facts of which something was recorded."""
    return tuple(one for one in told if one.text)

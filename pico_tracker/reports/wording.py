"""A session, a pass and a side effect in words: plain ones for the patient, exact ones for the practitioner."""

from pico_tracker.domain.laser import Spot, SpotShape
from pico_tracker.domain.session_telling import Told, Voice, recorded, tell_session, tell_texts
from pico_tracker.domain.sessions import Session
from pico_tracker.domain.side_effects import OUTCOME_NAMES, SEVERITY_NAMES, Outcome, Severity, SideEffect
from pico_tracker.domain.words import mark
from pico_tracker.reports.formats import moment, number, percent
from pico_tracker.reports.pen import Pen

_PLAIN_KINDS = {
    "petechiae": mark("tiny red dots"),
    "bruise": mark("bruise"),
    "whitening": mark("white film"),
    "crust": mark("scab"),
    "pain": mark("sore skin"),
    "pih": mark("darker skin"),
    "hypopigmentation": mark("lighter skin"),
    "paradoxical_darkening": mark("darker colour"),
    "chrysiasis": mark("blue-grey spots"),
    "melasma_flare": mark("darker patches"),
    "acneiform": mark("spots like acne"),
    "hsv": mark("cold sore"),
    "infection": mark("skin infection"),
    "urticaria": mark("hives"),
    "allergic": mark("allergic reaction"),
    "scar": mark("change of the skin's surface"),
    "ulcer": mark("open sore"),
    "syncope": mark("faint"),
}
"""What people call a kind whose own name is a specialist's, by its key."""

_MILD = mark("mild {kind}")
_MODERATE = mark("moderate {kind}")
_SEVERE = mark("severe {kind}")
_GRADED = {Severity.MILD: _MILD, Severity.MODERATE: _MODERATE, Severity.SEVERE: _SEVERE}


def plain_side_effect(pen: Pen, effect: SideEffect, severity: Severity) -> str:
    """As in `Mild redness`."""
    kind = _PLAIN_KINDS.get(effect.kind.key)
    name = pen.say(kind) if kind else lower_first(effect.kind.name)
    return upper_first(pen.say(_GRADED[severity], kind=name))


def plain_course_of(pen: Pen, effect: SideEffect) -> str:
    """As in `Mild redness, healed in 2 days`: as it was at its gravest, and how it ended."""
    name = plain_side_effect(pen, effect, effect.now.gravest)
    if effect.is_open:
        return pen.say(mark("{name}, not healed yet"), name=name)
    if effect.outcome is Outcome.PERMANENT:
        return pen.say(mark("{name}, has stayed"), name=name)
    days = effect.days(pen.today)
    if days < 1:
        return pen.say(mark("{name}, healed the same day"), name=name)
    healed = pen.count(mark("healed in {count} day"), mark("healed in {count} days"), days)
    if effect.outcome is Outcome.HEALED_WITH_TRACE:
        return pen.say(mark("{name}, {healed}, a trace is left"), name=name, healed=healed)
    return f"{name}, {healed}"


def how_skin_took_it(pen: Pen, session: Session, effects: tuple[SideEffect, ...]) -> str:
    """What followed a session, in plain words."""
    own = [effect for effect in effects if effect.entry.session_id == session.id]
    return "; ".join(plain_course_of(pen, effect) for effect in own) or pen.say(mark("Nothing to note"))


def what_we_did(pen: Pen, session: Session) -> str:
    """The purposes of a session's passes, each once, in the order treated."""
    purposes = dict.fromkeys(one.entry.purpose for one in session.passes if one.entry.purpose)
    first, *others = list(purposes) or [pen.say(mark("Treatment"))]
    return ", ".join([upper_first(first), *map(lower_first, others)])


def cleared_after(pen: Pen, session: Session, *, is_last: bool) -> str:
    """The reading that counts a session, or when there will be one."""
    if session.clearance_after is not None:
        return percent(session.clearance_after)
    return pen.say(mark("next visit")) if is_last else pen.say(mark("not read"))


def spot_size(pen: Pen, spot: Spot) -> str:
    """As in `4 mm round`, `3 × 5 mm`."""
    width = number(spot.width_mm)
    if spot.shape is SpotShape.ROUND:
        return pen.say(mark("{width} mm round"), width=width)
    if spot.shape is SpotShape.SQUARE:
        return pen.say(mark("{width} mm square"), width=width)
    height = "" if spot.height_mm is None else number(spot.height_mm)
    return pen.say(mark("{width} × {height} mm"), width=width, height=height)


def session_facts(pen: Pen, session: Session, voice: Voice) -> str:
    """What was recorded about a session besides its passes and notes, on one line."""
    told = {one.key: one for one in recorded(tell_session(session, voice))}
    in_full = {one.key for one in tell_texts(session.entry, voice)}
    others = [key for key in told if key not in {*_FIRST, *in_full, "performed_on", "operator", "pain"}]
    pain = "–" if session.entry.pain is None else f"{session.entry.pain} / 10"
    facts = [
        pen.say(mark("Operator {name}"), name=session.operator_name or "–"),
        pen.say(mark("Pain {pain}"), pain=pain),
        *(_fact(told[key]) for key in (*_FIRST, *others) if key in told),
        _signature(pen, session),
    ]
    return " · ".join(facts)


_FIRST = ("cooling", "anaesthesia", "eyes")
_NAMES = ("cooling", "anaesthesia", "ending", "healing")
"""Facts that are chosen from a list, so that they may stand inside a sentence."""


def _fact(told: Told) -> str:
    return f"{told.label}: {lower_first(told.text) if told.key in _NAMES else told.text}"


def _signature(pen: Pen, session: Session) -> str:
    late = " · " + pen.say(mark("entered later")) if session.entered_later else ""
    if session.signed_at is None:
        return pen.say(mark("Not signed")) + late
    signed = moment(pen.local(session.signed_at), pen.translate)
    return pen.say(mark("Signed {moment}"), moment=signed) + late


def number_of(session: Session) -> str:
    """A session's number; maintenance sessions are numbered apart: "M1"."""
    return f"M{session.number}" if session.is_maintenance else str(session.number)


def side_effect_row(pen: Pen, effect: SideEffect, session: str | None) -> list[str]:
    """A side effect in the order of `practitioner_parts.side_effect_columns`."""
    entry, standing = effect.entry, effect.now
    return [
        effect.kind.name,
        pen.say(SEVERITY_NAMES[standing.gravest]),
        "–" if standing.grade is None else str(standing.grade),
        session or "–",
        pen.day(entry.onset_on),
        "–" if entry.healed_on is None else pen.day(entry.healed_on),
        pen.say(OUTCOME_NAMES[effect.outcome]),
        str(effect.days(pen.today)),
        "–" if entry.downtime_days is None else str(entry.downtime_days),
    ]


def upper_first(text: str) -> str:
    """`text` as a sentence begins."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """`text` as it stands inside a sentence."""
    # An abbreviation such as IPL keeps its capitals.
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]

"""What the clinic may edit in a concern and its protocol, and what a concern of its own starts from."""

from dataclasses import replace
from decimal import Decimal

from pico_tracker.domain.catalogue import read_concern
from pico_tracker.domain.courses import MONTHS_LIMIT, SESSIONS_LIMIT, WEEKS_LIMIT
from pico_tracker.domain.evidence import Evidence
from pico_tracker.domain.rules import Content, RuleField, ValueKind
from pico_tracker.domain.words import Sentence, mark, sentence


def _whole(name: str, label: str, high: int, unit: str = "") -> RuleField:
    path = f"protocol.{name}.value"
    return RuleField(path=path, label=label, kind=ValueKind.WHOLE, unit=unit, low=Decimal(1), high=Decimal(high))


def _months(name: str, label: str) -> RuleField:
    return replace(_whole(name, label, MONTHS_LIMIT, mark("months")), required=False)


def _note(name: str, label: str) -> RuleField:
    return RuleField(path=f"protocol.{name}", label=label, kind=ValueKind.TEXT, required=False)


FIELDS = (
    RuleField(path="name", label=mark("Name"), kind=ValueKind.LINE),
    RuleField(path="definition", label=mark("Definition"), kind=ValueKind.TEXT, required=False),
    _whole("sessions_from", mark("Sessions, from"), SESSIONS_LIMIT),
    _whole("sessions_to", mark("Sessions, to"), SESSIONS_LIMIT),
    _whole("earliest_weeks", mark("Next session, earliest after"), WEEKS_LIMIT, mark("weeks")),
    _whole("target_weeks", mark("Next session, target"), WEEKS_LIMIT, mark("weeks")),
    _whole("late_weeks", mark("Next session, late after"), WEEKS_LIMIT, mark("weeks")),
    _months("maintenance_from_months", mark("Maintenance, from")),
    _months("maintenance_to_months", mark("Maintenance, to")),
    _note("sessions_note", mark("About the number of sessions")),
    _note("interval_note", mark("About the weeks between")),
    _note("reassess", mark("When to look again")),
    _note("maintenance_note", mark("About maintenance")),
    _note("skin_type_note", mark("About skin types")),
)
"""What the clinic may edit in a concern."""

_NOTES = ("sessions_note", "interval_note", "reassess", "maintenance_note", "skin_type_note")
_UNFOUNDED: Content = {"evidence": Evidence.UNSOURCED.value, "sources": []}
BLANK: Content = {**_UNFOUNDED, "group": "own", "protocol": {**_UNFOUNDED, **dict.fromkeys(_NOTES, "")}}
"""What a concern of the clinic's own starts from; every number is for the clinic to enter."""


def facts_of_concern(content: Content) -> Sentence:
    """Its protocol in a line."""
    protocol = read_concern(content).protocol
    if protocol.sessions_from.value == protocol.sessions_to.value:
        text = mark("{high} sessions; weeks: earliest {earliest}, target {target}, late {late}")
    else:
        text = mark("{low} to {high} sessions; weeks: earliest {earliest}, target {target}, late {late}")
    return sentence(
        text,
        low=protocol.sessions_from.whole,
        high=protocol.sessions_to.whole,
        earliest=protocol.earliest_weeks.whole,
        target=protocol.target_weeks.whole,
        late=protocol.late_weeks.whole,
    )


def notes_of_concern(content: Content) -> tuple[str, ...]:
    """Its definition and what its protocol says in words, as a new course needs it; nothing empty."""
    concern = read_concern(content)
    protocol = concern.protocol
    said = (concern.definition, protocol.sessions_note, protocol.interval_note, protocol.skin_type_note)
    return tuple(note for note in said if note)

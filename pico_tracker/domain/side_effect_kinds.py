"""What is known of each kind of side effect: how it looks, how long is usual, what raises an alarm."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from pico_tracker.domain.evidence import Evidence
from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.rules import RuleField, ValueKind
from pico_tracker.domain.words import mark, sentence

DAYS_LIMIT = 1000


class Urgency(StrEnum):
    """What the clinic does about a kind of side effect, from harmless to gravest (reference, section 4)."""

    ENDPOINT = "endpoint"
    EXPECTED = "expected"
    MONITOR = "monitor"
    CONTACT_CLINIC = "contact clinic"
    PRACTITIONER_REVIEW = "practitioner review"
    URGENT = "urgent"
    EMERGENCY = "emergency"


URGENCY_NAMES = {
    Urgency.ENDPOINT: mark("Endpoint"),
    Urgency.EXPECTED: mark("Expected"),
    Urgency.MONITOR: mark("Keep an eye on it"),
    Urgency.CONTACT_CLINIC: mark("Patient contacts the clinic"),
    Urgency.PRACTITIONER_REVIEW: mark("Practitioner reviews"),
    Urgency.URGENT: mark("Urgent"),
    Urgency.EMERGENCY: mark("Emergency"),
}

URGENCY_ACTIONS = {
    Urgency.ENDPOINT: mark("An endpoint of treatment: write it down, nothing else."),
    Urgency.EXPECTED: mark("A normal answer of the skin: give the leaflet."),
    Urgency.MONITOR: mark("Write it down and phone after 2 to 3 days."),
    Urgency.CONTACT_CLINIC: mark("The patient contacts the clinic the same day, with a photo."),
    Urgency.PRACTITIONER_REVIEW: mark("A practitioner looks at it before any next session."),
    Urgency.URGENT: mark("Urgent: a practitioner looks at it today. No session until then."),
    Urgency.EMERGENCY: mark("Emergency: call the emergency services now."),
}
"""What is done for each urgency. Source: reference, section 4, management categories (design choice)."""

SERIOUS = (Urgency.URGENT, Urgency.EMERGENCY)
"""Urgencies that open an incident record."""

REVIEW_NOW = (*SERIOUS, Urgency.PRACTITIONER_REVIEW)
"""Urgencies that a practitioner has to look at now."""

OTHER_SPECIFY = "Skin and subcutaneous tissue disorders - Other, specify"
"""The term of CTCAE v5.0 for what has no term of its own."""


@dataclass(frozen=True, slots=True)
class RedFlag:
    """A question whose yes raises an alarm."""

    key: str
    question: str
    urgency: Urgency = Urgency.URGENT
    """What is done when the answer is yes."""


@dataclass(frozen=True, slots=True)
class Incidence:
    """How often it was seen, in words with the number, and the source's key."""

    text: str
    source: str
    percent: Decimal | None = None
    percent_to: Decimal | None = None
    """The upper end where the source gives a range."""


@dataclass(frozen=True, slots=True)
class SideEffectKind:
    """A kind the clinic can choose. Days are None where the kind is never expected.

    `id` is 0 while it is not in a clinic's record.
    """

    id: int
    key: str
    name: str
    urgency: Urgency
    expected_days: int | None
    prolonged_after_days: int
    """Days after which it is prolonged; 0 means at once."""
    prolonged_after_days_by_concern: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """Where a concern's key has a number of its own."""
    is_expected_reaction: bool = False
    """A normal answer of the skin, which does not count as open within its days."""
    drives_gate: bool = False
    """Whether a practitioner has to release the area after it, however mild it was."""
    is_always_alarming: bool = False
    """Whether it raises an alarm wherever it occurs, without a question."""
    red_flags: tuple[RedFlag, ...] = ()
    definition: str = ""
    onset: str = ""
    duration: str = ""
    grading_term: str = ""
    """Term to grade it by (CTCAE v5.0)."""
    meddra: tuple[str, ...] = ()
    grades: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    """What each grade of the term means; a grade that is not here does not exist."""
    grades_by_surface: bool = False
    """Whether the term grades by how much of the body is affected, which says little about a small area."""
    incidence: tuple[Incidence, ...] = ()
    evidence: Evidence = Evidence.UNSOURCED
    sources: tuple[str, ...] = ()
    retired: bool = False
    """The clinic does not choose it any more."""

    def prolonged_after(self, concern_key: str) -> int:
        """Days after which it is prolonged in a course for `concern_key`."""
        return self.prolonged_after_days_by_concern.get(concern_key, self.prolonged_after_days)

    def is_too_long(self, days: int, concern_key: str) -> bool:
        """Whether so many days are past what the reference gives; a limit of 0 means at once."""
        limit = self.prolonged_after(concern_key)
        return limit == 0 or days > limit

    @property
    def has_own_term(self) -> bool:
        """Whether CTCAE has a term for it; else it is graded as "Other, specify"."""
        return self.grading_term not in ("", OTHER_SPECIFY)


def read_side_effect_kind(content: Mapping[str, Any]) -> SideEffectKind:
    """A kind from its record; raises `KeyError`, `TypeError`, `ValueError` or `ArithmeticError`."""
    by_concern = content.get("prolonged_after_days_by_concern", {})
    return SideEffectKind(
        **{**content}
        | {
            "id": 0,
            "urgency": Urgency(content["urgency"]),
            "expected_days": _days(content.get("expected_days")),
            "prolonged_after_days": int(content["prolonged_after_days"]),
            "prolonged_after_days_by_concern": MappingProxyType({key: int(by_concern[key]) for key in by_concern}),
            "red_flags": tuple(_red_flag(table) for table in content.get("red_flags", ())),
            "meddra": tuple(content["meddra"]),
            "grades": MappingProxyType({int(grade): text for grade, text in content.get("grades", {}).items()}),
            "incidence": tuple(_incidence(table) for table in content.get("incidence", ())),
            "evidence": Evidence(content["evidence"]),
            "sources": tuple(content["sources"]),
        }
    )


def _days(value: object) -> int | None:
    return None if value is None else int(str(value))


def _red_flag(table: Mapping[str, Any]) -> RedFlag:
    key = table.get("key") or table["question"]  # the clinic's own questions have no other key
    return RedFlag(key, table["question"], Urgency(table.get("urgency") or Urgency.URGENT))


def _incidence(table: Mapping[str, Any]) -> Incidence:
    numbers = {name: Decimal(table[name]) for name in ("percent", "percent_to") if name in table}
    return Incidence(**{**table} | numbers)


def check_side_effect_kind(content: Mapping[str, Any]) -> Findings:
    """What the bounds of single numbers cannot say: nothing is late while it is still usual."""
    kind = read_side_effect_kind(content)
    usual = kind.expected_days or 0
    if 0 < kind.prolonged_after_days < usual:
        said = sentence(mark("It would be prolonged while it is still usual. Compare both numbers of days."))
        return (Finding("prolonged_after_days", said, code="rule.prolonged_after_days"),)
    return ()


_LOW, _HIGH = Decimal(0), Decimal(DAYS_LIMIT)
FIELDS: tuple[RuleField, ...] = (
    RuleField(path="name", label=mark("Name"), kind=ValueKind.LINE),
    RuleField(path="definition", label=mark("What it looks like"), kind=ValueKind.TEXT),
    RuleField(
        path="urgency",
        label=mark("What the clinic does"),
        kind=ValueKind.CHOICE,
        choices=tuple((one.value, name) for one, name in URGENCY_NAMES.items()),
    ),
    RuleField(
        path="expected_days",
        label=mark("Usual for up to (empty: never expected)"),
        kind=ValueKind.WHOLE,
        unit=mark("days"),
        required=False,
        low=_LOW,
        high=_HIGH,
    ),
    RuleField(
        path="prolonged_after_days",
        label=mark("Prolonged after (0: at once)"),
        kind=ValueKind.WHOLE,
        unit=mark("days"),
        low=_LOW,
        high=_HIGH,
    ),
    RuleField(
        path="prolonged_after_days_by_concern.tattoo",
        label=mark("Prolonged after, on a tattoo"),
        kind=ValueKind.WHOLE,
        unit=mark("days"),
        required=False,
        low=_LOW,
        high=_HIGH,
    ),
    RuleField(
        path="is_expected_reaction", label=mark("A normal answer of the skin"), kind=ValueKind.TICK, required=False
    ),
    RuleField(
        path="drives_gate",
        label=mark("A practitioner releases the area after it"),
        kind=ValueKind.TICK,
        required=False,
    ),
    RuleField(path="onset", label=mark("Begins"), kind=ValueKind.LINE, required=False),
    RuleField(path="duration", label=mark("Lasts"), kind=ValueKind.LINE, required=False),
)
"""What the clinic may edit in a kind of side effect."""

"""Every kind of rule with what the program knows about it: where it ships, how it is read and edited."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from pico_tracker.domain import advice, consents, outcomes, screening, test_patches
from pico_tracker.domain.catalogue import check_concern, read_concern, read_device
from pico_tracker.domain.courses import MONTHS_LIMIT, SESSIONS_LIMIT, WEEKS_LIMIT
from pico_tracker.domain.policies import LEVEL_NAMES, read_policy
from pico_tracker.domain.rules import RuleBook, RuleField, RuleKind, ValueKind
from pico_tracker.domain.side_effect_kinds import FIELDS as SIDE_EFFECT_FIELDS
from pico_tracker.domain.side_effect_kinds import check_side_effect_kind, read_side_effect_kind
from pico_tracker.domain.words import mark


def _whole(path: str, label: str, low: int, high: int, unit: str = "") -> RuleField:
    return RuleField(path=path, label=label, kind=ValueKind.WHOLE, unit=unit, low=Decimal(low), high=Decimal(high))


def _months(path: str, label: str) -> RuleField:
    return replace(_whole(path, label, 1, MONTHS_LIMIT, mark("months")), required=False)


def _note(path: str, label: str) -> RuleField:
    return RuleField(path=path, label=label, kind=ValueKind.TEXT, required=False)


POLICIES = RuleBook(
    kind=RuleKind.POLICY,
    title=mark("How far a missing paper goes"),
    file="policies.toml",
    read=read_policy,
    fields=(
        RuleField(
            path="level",
            label=mark("How far it goes"),
            kind=ValueKind.CHOICE,
            choices=tuple(LEVEL_NAMES.items()),
        ),
    ),
)

CONCERNS = RuleBook(
    kind=RuleKind.CONCERN,
    title=mark("Concerns and their protocols"),
    file="concerns.toml",
    read=read_concern,
    fields=(
        RuleField(path="name", label=mark("Name"), kind=ValueKind.LINE),
        RuleField(path="definition", label=mark("Definition"), kind=ValueKind.TEXT, required=False),
        _whole("protocol.sessions_from.value", mark("Sessions, from"), 1, SESSIONS_LIMIT),
        _whole("protocol.sessions_to.value", mark("Sessions, to"), 1, SESSIONS_LIMIT),
        _whole("protocol.earliest_weeks.value", mark("Earliest after"), 1, WEEKS_LIMIT, mark("weeks")),
        _whole("protocol.target_weeks.value", mark("Target"), 1, WEEKS_LIMIT, mark("weeks")),
        _whole("protocol.late_weeks.value", mark("Late after"), 1, WEEKS_LIMIT, mark("weeks")),
        _months("protocol.maintenance_from_months.value", mark("Maintenance, from")),
        _months("protocol.maintenance_to_months.value", mark("Maintenance, to")),
        RuleField(
            path="protocol.sessions_note",
            label=mark("About the number of sessions"),
            kind=ValueKind.TEXT,
            required=False,
        ),
        RuleField(
            path="protocol.interval_note",
            label=mark("About the weeks between"),
            kind=ValueKind.TEXT,
            required=False,
        ),
        _note("protocol.reassess", mark("When to look again")),
        RuleField(
            path="protocol.maintenance_note", label=mark("About maintenance"), kind=ValueKind.TEXT, required=False
        ),
        RuleField(
            path="protocol.skin_type_note", label=mark("About skin types"), kind=ValueKind.TEXT, required=False
        ),
    ),
    check=check_concern,
)
SIDE_EFFECTS = RuleBook(
    kind=RuleKind.SIDE_EFFECT,
    title=mark("Side effects"),
    file="side_effects.toml",
    read=read_side_effect_kind,
    fields=SIDE_EFFECT_FIELDS,
    check=check_side_effect_kind,
)
DEVICES = RuleBook(
    kind=RuleKind.DEVICE,
    title=mark("Limits of the lasers"),
    file="",
    read=read_device,
)

CONSENT_TEXTS = RuleBook(
    kind=RuleKind.CONSENT_TEXT,
    title=mark("Consent texts"),
    file="consents.toml",
    read=consents.read_consent_text,
    fields=consents.FIELDS,
)
INSTRUCTIONS = RuleBook(
    kind=RuleKind.INSTRUCTION,
    title=mark("Preparation and aftercare"),
    file="advice.toml",
    read=advice.read_instruction,
    fields=advice.FIELDS,
    check=advice.check_instruction,
)

EXPECTATIONS = RuleBook(
    kind=RuleKind.EXPECTATION,
    title=mark("Results in published studies"),
    file="expectations.toml",
    read=outcomes.read_outcome,
    fields=outcomes.FIELDS,
    check=outcomes.check_outcome,
)

QUESTIONS = RuleBook(
    kind=RuleKind.QUESTION,
    title=mark("Screening questions"),
    file="screening.toml",
    read=screening.read_question,
    fields=screening.FIELDS,
    check=screening.check_question,
)
TEST_PATCHES = RuleBook(
    kind=RuleKind.TEST_PATCH,
    title=mark("Test patches"),
    file="test_patch.toml",
    read=test_patches.read_patch_rule,
    fields=test_patches.FIELDS,
)

RULE_BOOKS: Mapping[RuleKind, RuleBook] = {
    book.kind: book
    for book in (
        CONCERNS,
        DEVICES,
        SIDE_EFFECTS,
        QUESTIONS,
        TEST_PATCHES,
        EXPECTATIONS,
        CONSENT_TEXTS,
        INSTRUCTIONS,
        POLICIES,
    )
}
"""In the order Settings lists them."""

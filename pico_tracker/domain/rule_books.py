"""Every kind of rule with what the program knows about it: where it ships, how it is read and edited."""

from collections.abc import Mapping

from pico_tracker.domain import (
    advice,
    concern_rules,
    consents,
    device_rules,
    interval_rules,
    outcomes,
    own_rules,
    patch_rules,
    scale_rules,
    screening,
)
from pico_tracker.domain.catalogue import check_concern, read_concern, read_device
from pico_tracker.domain.policies import LEVEL_NAMES, read_policy
from pico_tracker.domain.range_fields import (
    PLAUSIBLE_FIELDS,
    PROTOCOL_FIELDS,
    check_plausible_range,
    check_protocol,
)
from pico_tracker.domain.ranges import blank_protocol, read_plausible_range, read_protocol
from pico_tracker.domain.rules import RuleBook, RuleField, RuleKind, ValueKind
from pico_tracker.domain.side_effect_kinds import FIELDS as SIDE_EFFECT_FIELDS
from pico_tracker.domain.side_effect_kinds import check_side_effect_kind, read_side_effect_kind
from pico_tracker.domain.words import mark

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
    fields=concern_rules.FIELDS,
    check=check_concern,
    facts=concern_rules.facts_of_concern,
    blank=concern_rules.BLANK,
)
SIDE_EFFECTS = RuleBook(
    kind=RuleKind.SIDE_EFFECT,
    title=mark("Side effects"),
    file="side_effects.toml",
    read=read_side_effect_kind,
    fields=SIDE_EFFECT_FIELDS,
    check=check_side_effect_kind,
    more_fields=own_rules.fields_of_side_effect,
    facts=own_rules.facts_of_side_effect,
    blank=own_rules.BLANK_SIDE_EFFECT,
)
DEVICES = RuleBook(
    kind=RuleKind.DEVICE,
    title=mark("Limits of the lasers"),
    file="",
    read=read_device,
    fields=device_rules.FIELDS,
    more_fields=device_rules.fields_of_device,
    check=device_rules.check_device_rule,
    facts=device_rules.facts_of_device,
)
PLAUSIBLE_RANGES = RuleBook(
    kind=RuleKind.PLAUSIBLE_RANGE,
    title=mark("Plausible ranges"),
    file="plausible_ranges.toml",
    read=read_plausible_range,
    fields=PLAUSIBLE_FIELDS,
    check=check_plausible_range,
)
DOSE_PROTOCOLS = RuleBook(
    kind=RuleKind.DOSE_PROTOCOL,
    title=mark("Dose protocols of the clinic"),
    file="",
    read=read_protocol,
    fields=PROTOCOL_FIELDS,
    check=check_protocol,
    blank=blank_protocol(),
)

CONSENT_TEXTS = RuleBook(
    kind=RuleKind.CONSENT_TEXT,
    title=mark("Consent texts"),
    file="consents.toml",
    read=consents.read_consent_text,
    fields=consents.FIELDS,
    more_fields=own_rules.fields_of_consent_text,
    blank=own_rules.BLANK_CONSENT_TEXT,
    key_path="concern",
)
INSTRUCTIONS = RuleBook(
    kind=RuleKind.INSTRUCTION,
    title=mark("Preparation and aftercare"),
    file="advice.toml",
    read=advice.read_instruction,
    fields=advice.FIELDS,
    check=advice.check_instruction,
    blank=own_rules.BLANK_INSTRUCTION,
)

INTERVALS = RuleBook(
    kind=RuleKind.INTERVAL,
    title=mark("Time between sessions"),
    file="intervals.toml",
    read=interval_rules.read_adjustment,
    fields=interval_rules.FIELDS,
    more_fields=interval_rules.own_fields,
    check=interval_rules.check_adjustment,
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
    more_fields=own_rules.fields_of_question,
    facts=own_rules.facts_of_question,
    blank=own_rules.BLANK_QUESTION,
)
TEST_PATCHES = RuleBook(
    kind=RuleKind.TEST_PATCH,
    title=mark("Test patches"),
    file="test_patch.toml",
    read=patch_rules.read_patch_rule,
    fields=patch_rules.FIELDS,
)

SCALES = RuleBook(
    kind=RuleKind.SCALE,
    title=mark("Assessment scales"),
    file="scales.toml",
    read=scale_rules.read_founding,
    fields=scale_rules.FIELDS,
    facts=scale_rules.facts_of_scale,
)

RULE_BOOKS: Mapping[RuleKind, RuleBook] = {
    book.kind: book
    for book in (
        CONCERNS,
        INTERVALS,
        DEVICES,
        DOSE_PROTOCOLS,
        PLAUSIBLE_RANGES,
        SIDE_EFFECTS,
        QUESTIONS,
        TEST_PATCHES,
        EXPECTATIONS,
        SCALES,
        CONSENT_TEXTS,
        INSTRUCTIONS,
        POLICIES,
    )
}
"""In the order Settings lists them."""

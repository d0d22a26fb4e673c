"""The clinic's adjustments of the interval between sessions, as rules it can edit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from pico_tracker.domain.evidence import read_figure
from pico_tracker.domain.findings import Finding, Findings
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.rules import Content, Rule, RuleField, ValueKind
from pico_tracker.domain.words import mark, sentence


class AdjustmentKey(StrEnum):
    """The adjustments the program knows; a clinic changes their figures or retires them."""

    DARKER_SKIN = "darker_skin"
    OPEN_REACTION = "open_reaction"
    AFTER_REACTION = "after_reaction"
    MAINTENANCE_WORSENED = "maintenance_worsened"


@dataclass(frozen=True, slots=True)
class Worsened:
    """When maintenance comes earlier, and how much."""

    percent: Decimal
    """A score worse by so much of the one before counts."""
    points: Decimal
    """A clearance lower by so many percentage points counts."""
    part_percent: Decimal
    """Of the agreed interval, what remains."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustments:
    """The adjustments in force. None or False: the clinic has retired that one."""

    waits_from: Fitzpatrick | None = None
    """From this skin type on, the earliest date is the typical interval."""
    open_holds: bool = False
    """Whether there is no date while a reaction is open."""
    hold_overridable: bool = True
    """Whether a practitioner may treat with a reason although there is no date."""
    after_reaction: bool = False
    """Whether the weeks count from the day a reaction healed and the area has to be released."""
    worsened: Worsened | None = None
    is_confirmed: bool = True
    """Whether the clinic ticked off every adjustment in force that no source states."""

    def waits(self, skin_type: Fitzpatrick | None) -> bool:
        """Whether this skin type waits for the typical interval."""
        if skin_type is None or self.waits_from is None:
            return False
        types = list(Fitzpatrick)
        return types.index(skin_type) >= types.index(self.waits_from)


def adjustments_of(rules: Iterable[Rule]) -> Adjustments:
    """The adjustments that these rules put in force."""
    adjustments = Adjustments()
    for rule in rules:
        if not rule.retired:
            known = adjustments.is_confirmed and not rule.needs_confirming
            adjustments = replace(_with(adjustments, rule.content), is_confirmed=known)
    return adjustments


def read_adjustment(content: Content) -> Adjustments:
    """One record as the adjustments it alone puts in force.

    Raises `ValueError`, `KeyError` or `ArithmeticError` where it is none.
    """
    return _with(Adjustments(), content)


def _with(known: Adjustments, content: Content) -> Adjustments:
    key = AdjustmentKey(content["key"])
    if key is AdjustmentKey.DARKER_SKIN:
        return replace(known, waits_from=Fitzpatrick(content["from_skin_type"]))
    if key is AdjustmentKey.OPEN_REACTION:
        return replace(known, open_holds=True, hold_overridable=bool(content["overridable"]))
    if key is AdjustmentKey.AFTER_REACTION:
        return replace(known, after_reaction=True)
    figures = ("worsened_percent", "worsened_points", "part_percent")
    return replace(known, worsened=Worsened(*(_number(content, name) for name in figures)))


def _number(content: Content, name: str) -> Decimal:
    figure = read_figure(content[name])
    if figure is None:
        raise KeyError(name)
    return figure.value


def check_adjustment(content: Content) -> Findings:
    """Only the adjustments that the program knows mean anything."""
    if content.get("key") in list(AdjustmentKey):
        return ()
    said = mark("The program knows no adjustment of this name. Change one of those that are there.")
    return (Finding("key", sentence(said), code="rule.key"),)


def own_fields(content: Content) -> tuple[RuleField, ...]:
    """What the clinic may edit in this adjustment besides what all of them have."""
    return _OWN.get(content.get("key", ""), ())


def _figure(path: str, label: str, unit: str) -> RuleField:
    return RuleField(path=path, label=label, kind=ValueKind.WHOLE, unit=unit, low=Decimal(1), high=Decimal(100))


FIELDS: tuple[RuleField, ...] = (
    RuleField(path="title", label=mark("Name"), kind=ValueKind.LINE),
    RuleField(path="text", label=mark("What it says"), kind=ValueKind.TEXT),
)
"""What the clinic may edit in every adjustment."""

_OWN: Mapping[str, tuple[RuleField, ...]] = {
    AdjustmentKey.DARKER_SKIN: (
        RuleField(
            path="from_skin_type",
            label=mark("From skin type"),
            kind=ValueKind.CHOICE,
            choices=tuple((one.value, one.value) for one in Fitzpatrick),
        ),
    ),
    AdjustmentKey.OPEN_REACTION: (
        RuleField(
            path="overridable", label=mark("A practitioner may override it with a reason"), kind=ValueKind.TICK
        ),
    ),
    AdjustmentKey.MAINTENANCE_WORSENED: (
        _figure("worsened_percent.value", mark("A score worse by"), "%"),
        _figure("worsened_points.value", mark("Clearance lower by"), mark("points")),
        _figure("part_percent.value", mark("What remains of the interval"), "%"),
    ),
}

"""The clinic's rule on test patches.

How long to wait and how long a patch holds is the clinic's own choice (reference, section 5: no
authority states it).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import ceil

from pico_tracker.domain.evidence import Evidence, Figure
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.rules import Content, RuleField, ValueKind
from pico_tracker.domain.words import mark

DARK_TYPES = frozenset({Fitzpatrick.IV, Fitzpatrick.V, Fitzpatrick.VI})
"""Skin types that change pigment more easily (reference, section 5)."""
_HOURS_LIMIT, _DAYS_LIMIT = Decimal(24 * 90), Decimal(3650)

FIELDS = (
    RuleField(
        path="light_skin_hours.value",
        label=mark("Wait, skin types I to III"),
        kind=ValueKind.WHOLE,
        unit=mark("hours"),
        low=Decimal(0),
        high=_HOURS_LIMIT,
    ),
    RuleField(
        path="dark_skin_hours.value",
        label=mark("Wait, skin types IV to VI or not recorded"),
        kind=ValueKind.WHOLE,
        unit=mark("hours"),
        low=Decimal(0),
        high=_HOURS_LIMIT,
    ),
    RuleField(
        path="valid_days.value",
        label=mark("Needed again after"),
        kind=ValueKind.WHOLE,
        unit=mark("days"),
        low=Decimal(1),
        high=_DAYS_LIMIT,
    ),
    RuleField(
        path="redo_when_skin_type_changes",
        label=mark("Needed again when the skin type changes"),
        kind=ValueKind.TICK,
        required=False,
    ),
)


@dataclass(frozen=True, slots=True)
class PatchRule:
    """How the clinic handles test patches."""

    light_skin_hours: Figure
    dark_skin_hours: Figure
    valid_days: Figure
    redo_after: frozenset[str]
    """Keys of the questions whose yes makes a new patch necessary."""
    redo_when_skin_type_changes: bool

    def waiting_days(self, skin_type: Fitzpatrick | None) -> int:
        """Whole days to wait; a skin type that nobody recorded waits as long as a dark one."""
        is_light = skin_type is not None and skin_type not in DARK_TYPES
        hours = self.light_skin_hours if is_light else self.dark_skin_hours
        return ceil(hours.value / 24)

    def ready_on(self, placed_on: date, skin_type: Fitzpatrick | None) -> date:
        """The first day on which a patch may be read as normal."""
        return placed_on + timedelta(days=self.waiting_days(skin_type))


def read_patch_rule(content: Content) -> PatchRule:
    """The clinic's rule on test patches; raises `KeyError`, `ValueError` or `ArithmeticError`."""
    return PatchRule(
        light_skin_hours=_figure(content["light_skin_hours"]),
        dark_skin_hours=_figure(content["dark_skin_hours"]),
        valid_days=_figure(content["valid_days"]),
        redo_after=frozenset(content["redo_after"]),
        redo_when_skin_type_changes=bool(content.get("redo_when_skin_type_changes", False)),
    )


def _figure(table: Mapping[str, str]) -> Figure:
    return Figure(Decimal(table["value"]), Evidence(table["evidence"]))

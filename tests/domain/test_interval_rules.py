"""The adjustments of the interval as they ship, and as a clinic may change them."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from pico_tracker.domain.evidence import Evidence
from pico_tracker.domain.interval_rules import (
    Adjustments,
    Worsened,
    adjustments_of,
    check_adjustment,
    own_fields,
    read_adjustment,
)
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.rules import Content, Rule, RuleKind, part_of, read_records, with_parts
from pico_tracker.resources import find_resource

SHIPPED = read_records(find_resource("clinical", "intervals.toml").read_text("utf-8"))


def rule(content: Content, *, retired: bool = False) -> Rule:
    return Rule(
        kind=RuleKind.INTERVAL,
        key=content["key"],
        version=1,
        revision=1,
        content=content,
        retired=retired,
        written_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def test_the_adjustments_of_reference_section_2_ship_and_nothing_in_them_is_sourced() -> None:
    found = adjustments_of(map(rule, SHIPPED.values()))
    assert found == Adjustments(
        waits_from=Fitzpatrick.IV,
        open_holds=True,
        hold_overridable=True,
        after_reaction=True,
        worsened=Worsened(Decimal(20), Decimal(20), Decimal(50)),
        is_confirmed=False,
    )
    for content in SHIPPED.values():
        assert rule(content).evidence is Evidence.UNSOURCED
        assert rule(content).needs_confirming
        assert check_adjustment(content) == ()


def test_an_adjustment_that_the_clinic_retired_is_not_in_force() -> None:
    rules = [rule(content, retired=key != "after_reaction") for key, content in SHIPPED.items()]
    assert adjustments_of(rules) == Adjustments(after_reaction=True, is_confirmed=False)
    ticked = [replace(one, confirmed_by="Practitioner") for one in rules]
    assert adjustments_of(ticked) == Adjustments(after_reaction=True)


@pytest.mark.parametrize(
    ("skin_type", "waits"),
    [
        (None, False),
        (Fitzpatrick.I, False),
        (Fitzpatrick.III, False),
        (Fitzpatrick.IV, True),
        (Fitzpatrick.VI, True),
    ],
)
def test_types_iv_to_vi_wait(skin_type: Fitzpatrick | None, waits: bool) -> None:
    assert Adjustments(waits_from=Fitzpatrick.IV).waits(skin_type) is waits
    assert not Adjustments().waits(skin_type)


def test_a_clinic_may_let_type_iii_wait_too() -> None:
    content = with_parts(SHIPPED["darker_skin"], {"from_skin_type": "III"})
    assert read_adjustment(content).waits_from is Fitzpatrick.III


@pytest.mark.parametrize(
    ("key", "paths"),
    [
        ("darker_skin", ["from_skin_type"]),
        ("open_reaction", ["overridable"]),
        ("after_reaction", []),
        ("maintenance_worsened", ["worsened_percent.value", "worsened_points.value", "part_percent.value"]),
    ],
)
def test_each_adjustment_has_its_own_parts_and_all_of_them_are_there(key: str, paths: list[str]) -> None:
    assert [field.path for field in own_fields(SHIPPED[key])] == paths
    for path in paths:
        assert part_of(SHIPPED[key], path) is not None


def test_an_adjustment_that_the_program_does_not_know_is_refused() -> None:
    (finding,) = check_adjustment({"key": "moon_phase"})
    assert finding.field == "key"
    assert own_fields({}) == ()


@pytest.mark.parametrize(
    "content",
    [
        {"key": "moon_phase"},
        {"key": "darker_skin", "from_skin_type": "IX"},
        {"key": "open_reaction"},
        {"key": "maintenance_worsened", "worsened_percent": {"value": 20, "evidence": "unsourced"}},
        {"key": "maintenance_worsened", "worsened_percent": None},
    ],
)
def test_what_is_no_adjustment_cannot_be_read(content: Content) -> None:
    with pytest.raises((KeyError, ValueError)):
        read_adjustment(content)

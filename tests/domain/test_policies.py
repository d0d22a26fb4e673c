"""How far the clinic lets a missing paper go."""

from datetime import UTC, datetime

import pytest

from pico_tracker.domain.findings import Level
from pico_tracker.domain.policies import LEVEL_NAMES, LEVELS, levels_of, read_policy
from pico_tracker.domain.rules import Rule, RuleKind, read_records
from pico_tracker.resources import find_resource


def policy(key: str, level: str, *, retired: bool = False, written_by: str = "Administrator") -> Rule:
    return Rule(
        kind=RuleKind.POLICY,
        key=key,
        version=1,
        revision=1,
        content={"level": level, "evidence": "unsourced"},
        retired=retired,
        written_by=written_by,
        written_at=datetime(2026, 3, 1, tzinfo=UTC),
    )


def test_a_policy_the_clinic_decided_goes_as_far_as_it_says_though_nobody_ticked_it_off() -> None:
    rules = (policy("consent_missing", "stop"), policy("licence_out", "note"), policy("old", "stop", retired=True))
    assert levels_of(rules) == {"consent_missing": Level.STOP, "licence_out": Level.NOTE}


def test_a_policy_as_it_ships_stops_nobody_before_it_is_ticked_off() -> None:
    shipped = policy("consent_missing", "stop", written_by="")
    assert levels_of((shipped,)) == {"consent_missing": Level.CAUTION}


def test_a_word_that_is_no_level_is_refused() -> None:
    with pytest.raises(KeyError):
        read_policy({"level": "perhaps"})


def test_every_level_can_be_chosen_and_every_shipped_policy_has_one() -> None:
    assert set(LEVEL_NAMES) == set(LEVELS)
    shipped = read_records(find_resource("clinical", "policies.toml").read_text("utf-8"))
    assert shipped
    assert {read_policy(one) for one in shipped.values()} <= set(Level)
    assert all(one["title"] for one in shipped.values())

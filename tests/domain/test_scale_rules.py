"""What the clinic may tick off about a scale."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pico_tracker.domain.rule_books import RULE_BOOKS
from pico_tracker.domain.rules import Rule, RuleKind, read_records
from pico_tracker.domain.scale_rules import facts_of_scale, read_founding, settled_scales
from pico_tracker.domain.scales.register import SCALES
from pico_tracker.resources import find_resource

BOOK = RULE_BOOKS[RuleKind.SCALE]
RECORDS = read_records(find_resource("clinical", BOOK.file).read_text("utf-8"))


def rule(key: str) -> Rule:
    moment = datetime(2026, 11, 22, tzinfo=UTC)
    return Rule(kind=RuleKind.SCALE, key=key, version=1, revision=1, content=RECORDS[key], written_at=moment)


@pytest.mark.parametrize("key", SCALES)
def test_what_ships_for_the_clinic_says_the_same_of_a_scale_as_the_scale_itself(key: str) -> None:
    founding, scale = read_founding(RECORDS[key]), SCALES[key]
    assert (founding.key, founding.name, founding.tables) == (key, scale.name, scale.tables)
    assert RECORDS[key]["evidence"] == scale.evidence
    assert tuple(RECORDS[key]["sources"]) == scale.sources


def test_every_scale_ships_a_record_and_no_other_does() -> None:
    assert list(RECORDS) == list(SCALES)


def test_a_list_says_which_tables_are_to_be_confirmed() -> None:
    assert str(facts_of_scale(RECORDS["ecca"])) == "Not fully sourced: weights"
    assert str(facts_of_scale(RECORDS["glogau"])) == "Every table stands in a source"


def test_a_scale_is_settled_when_it_is_sourced_or_ticked_off() -> None:
    ticked = replace(rule("fwcs"), confirmed_by="Dr S. Okafor", confirmed_on=date(2026, 11, 22))
    assert settled_scales((rule("glogau"), rule("ecca"), ticked)) == {"glogau", "fwcs"}

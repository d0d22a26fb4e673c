"""The clinic's rules: how a record is read, edited part by part, compared, and how far it goes unticked."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico_tracker.domain.evidence import Evidence
from pico_tracker.domain.findings import Finding, Level
from pico_tracker.domain.rule_checks import check_rule
from pico_tracker.domain.rules import (
    Content,
    Rule,
    RuleBook,
    RuleField,
    RuleKind,
    ValueKind,
    changes_between,
    edited,
    evidence_of,
    is_same,
    own_key,
    part_of,
    plain,
    read_records,
    with_parts,
)
from pico_tracker.domain.words import mark, sentence

MELASMA: Content = {
    "key": "melasma",
    "name": "Melasma",
    "evidence": "sourced",
    "sources": ["LIANG2023"],
    "weeks": {
        "target": {"value": 4, "evidence": "sourced"},
        "late": {"value": "6.5", "evidence": "unsourced"},
        "evidence": "mixed",
    },
    "modes": [{"nm": 532, "evidence": "sourced"}, {"nm": 1064, "evidence": "derived"}],
}


def rule(content: Mapping[str, Any], **others: Any) -> Rule:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    return Rule(kind=RuleKind.CONCERN, key="one", version=1, revision=1, written_at=at, content=content, **others)


def field(path: str, kind: ValueKind = ValueKind.LINE, **others: Any) -> RuleField:
    return RuleField(path=path, label=path, kind=kind, **others)


def book(*fields: RuleField, **others: Any) -> RuleBook:
    return RuleBook(kind=RuleKind.CONCERN, title="", file="", read=dict, fields=fields, **others)


def said(content: Content, *fields: RuleField, reason: str = "Because.") -> list[tuple[str, str]]:
    return [(one.field, one.sentence.said()) for one in check_rule(book(*fields), content, reason)]


# Reading


def test_records_are_read_by_key_with_exact_decimals_as_text() -> None:
    text = '[[concern]]\nkey = "a"\nlimit = { value = 0.10, evidence = "sourced" }\n[[concern]]\nkey = "b"\n'
    records = read_records(f'title = "left out"\n{text}')
    assert list(records) == ["a", "b"]
    assert records["a"]["limit"] == {"value": "0.10", "evidence": "sourced"}


@pytest.mark.parametrize("text", ['[[a]]\nname = "x"', '[[a]]\nkey = "x"\n[[a]]\nkey = "x"'])
def test_a_record_without_a_key_of_its_own_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="missing or occurs twice"):
        read_records(text)


def test_plain_values_hold_no_decimals_tuples_or_foreign_mappings() -> None:
    assert plain({"a": (Decimal("1.50"), 2), "b": True}) == {"a": ["1.50", 2], "b": True}


# How far a rule goes


def test_a_limit_without_a_source_is_a_caution_until_somebody_ticks_it_off() -> None:
    unticked = rule(MELASMA)
    assert unticked.level_for(Evidence.UNSOURCED, Level.STOP) is Level.CAUTION
    assert unticked.level_for(Evidence.DERIVED, Level.STOP) is Level.CAUTION
    assert unticked.level_for(Evidence.SOURCED, Level.STOP) is Level.STOP
    assert unticked.level_for(Evidence.UNSOURCED, Level.NOTE) is Level.NOTE
    ticked = rule(MELASMA, confirmed_by="Practitioner", confirmed_on=date(2026, 3, 2))
    assert ticked.level_for(Evidence.UNSOURCED, Level.STOP) is Level.STOP


def test_only_a_rule_with_something_unsourced_in_it_waits_to_be_ticked_off() -> None:
    assert rule(MELASMA).needs_confirming
    assert not rule(MELASMA, confirmed_by="Practitioner").needs_confirming
    assert not rule({"evidence": "sourced", "limit": {"value": 2, "evidence": "sourced"}}).needs_confirming
    assert rule(MELASMA).evidence is Evidence.SOURCED


# Parts


def test_a_part_is_found_by_its_path_through_tables_and_lists() -> None:
    assert part_of(MELASMA, "weeks.target.value") == 4
    assert part_of(MELASMA, "modes.1.nm") == 1064
    for missing in ("weeks.never.value", "modes.2.nm", "modes.x.nm", "name.first"):
        assert part_of(MELASMA, missing) is None


def test_evidence_is_that_of_the_nearest_table_which_states_one() -> None:
    assert evidence_of(MELASMA, "weeks.late.value") is Evidence.UNSOURCED
    assert evidence_of(MELASMA, "weeks.note") is Evidence.MIXED
    assert evidence_of(MELASMA, "modes.1.nm") is Evidence.DERIVED
    assert evidence_of(MELASMA, "name") is Evidence.SOURCED


def test_other_values_leave_the_rest_and_the_original_as_they_were() -> None:
    changed = with_parts(MELASMA, {"weeks.target.value": Decimal("5"), "modes.0.nm": 533, "new.part": "x"})
    assert part_of(changed, "weeks.target") == {"value": "5", "evidence": "sourced"}
    assert part_of(changed, "modes.0.nm") == 533
    assert part_of(changed, "new.part") == "x"
    assert part_of(changed, "weeks.late.value") == "6.5"
    assert part_of(MELASMA, "weeks.target.value") == 4


def test_one_past_the_end_of_a_list_begins_a_new_entry() -> None:
    changed = with_parts(MELASMA, {"modes.2.nm": 755, "modes.2.evidence": "unsourced"})
    assert changed["modes"][2] == {"nm": 755, "evidence": "unsourced"}
    with pytest.raises(IndexError):
        with_parts(MELASMA, {"modes.3.nm": 755})


def test_a_figure_whose_value_is_taken_away_goes_wherever_it_stands() -> None:
    changed = with_parts(MELASMA, {"weeks.late.value": None})
    assert "late" not in changed["weeks"]
    deep = with_parts({"modes": [{"limit": {"value": 1, "evidence": "sourced"}}]}, {"modes.0.limit.value": None})
    assert deep == {"modes": [{}]}


def test_a_number_the_clinic_enters_has_no_source_any_more() -> None:
    changed = edited(MELASMA, {"weeks.target.value": 5, "weeks.late.value": None})
    assert part_of(changed, "weeks.target") == {"value": 5, "evidence": "unsourced"}
    assert changed["evidence"] == "mixed"
    assert rule(changed).needs_confirming


def test_a_text_the_clinic_edits_makes_the_record_partly_sourced() -> None:
    changed = edited({"name": "One", "evidence": "sourced"}, {"name": "Two"})
    assert changed == {"name": "Two", "evidence": "mixed"}
    assert edited({"name": "One", "evidence": "unsourced"}, {"name": "Two"})["evidence"] == "unsourced"


def test_what_is_entered_as_it_was_changes_nothing() -> None:
    assert edited(MELASMA, {"weeks.target.value": Decimal("4.0"), "weeks.late.value": "6.50"}) == MELASMA


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (2, "2.0", True),
        (Decimal("0.10"), "0.1", True),
        (None, "", True),
        ((), None, True),
        (None, 0, False),
        ("", "x", False),
        ("0.1 J", "0.1", False),
        (True, "1", False),
        (True, True, True),
        (("a", "b"), ["a", "b"], True),
        ("NaN", "NaN", True),
    ],
)
def test_two_values_are_the_same_when_they_say_the_same(one: object, other: object, *, same: bool) -> None:
    assert is_same(one, other) is same
    assert is_same(other, one) is same


@given(st.dictionaries(st.sampled_from(["weeks.target.value", "name", "modes.1.nm"]), st.integers(1, 99)))
def test_whatever_is_put_in_is_found_again_and_the_second_time_changes_nothing(parts: dict[str, int]) -> None:
    once = edited(MELASMA, parts)
    assert {path: part_of(once, path) for path in parts} == parts
    assert edited(once, parts) == once


# Versions


def test_what_an_edit_changed_is_told_part_by_part() -> None:
    fields = (field("name"), field("weeks.target.value", ValueKind.WHOLE), field("weeks.late.value"))
    later = edited(MELASMA, {"weeks.target.value": 5, "weeks.late.value": None})
    changes = changes_between(book(*fields), MELASMA, later)
    told = [(one.field.path, one.before, one.after) for one in changes]
    assert told == [("weeks.target.value", 4, 5), ("weeks.late.value", "6.5", None)]


def test_fields_may_follow_from_the_rule_itself() -> None:
    def per_mode(content: Content) -> tuple[RuleField, ...]:
        return tuple(field(f"modes.{number}.nm") for number, _mode in enumerate(content["modes"]))

    laser = book(field("name"), more_fields=per_mode)
    assert [one.path for one in laser.fields_for(MELASMA)] == ["name", "modes.0.nm", "modes.1.nm"]
    assert book().fields_for(MELASMA) == ()
    assert book().facts(MELASMA) is None
    assert book().blank is None


def test_a_list_calls_a_rule_by_its_name_or_title() -> None:
    assert book().name_of({"name": "Melasma"}) == "Melasma"
    assert book().name_of({"title": "Consent missing"}) == "Consent missing"
    assert book().name_of({}) == ""


def test_a_rule_of_the_clinics_own_gets_a_key_nobody_has() -> None:
    assert own_key("Café-au-lait spots", ()) == "own_caf_au_lait_spots"
    assert own_key("Warts", {"own_warts", "own_warts_2"}) == "own_warts_3"
    assert own_key("斑", ()) == "own"
    assert own_key("斑", {"own"}) == "own__2"
    assert len(own_key("x" * 500, ())) < 100


# What is wrong with an edit


def test_a_rule_changes_only_for_a_reason() -> None:
    assert said({}, reason="") == [("reason", "Say why the rule changes.")]
    assert said({}, reason="x" * 20_001)[0][0] == "reason"
    assert said({}) == []


def test_what_is_needed_may_not_be_empty_and_what_is_not_may() -> None:
    content = {"name": "", "lines": []}
    needed = (field("name"), field("lines", ValueKind.LINES), field("gone", ValueKind.WHOLE))
    assert [path for path, _text in said(content, *needed)] == ["name", "lines", "gone"]
    assert said(content, field("name", required=False)) == []
    assert said({"tick": False}, field("tick", ValueKind.TICK)) == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "This is 1 to 20."),
        (21, "This is 1 to 20."),
        ("2.5", "Enter a whole number."),
        ("many", "Enter a number."),
        ("NaN", "Enter a number."),
        ("-Infinity", "Enter a number."),
        (True, "Enter a number."),
        ([1], "Enter a number."),
    ],
)
def test_a_number_outside_its_bounds_or_none_at_all_is_told(value: object, text: str) -> None:
    whole = field("n", ValueKind.WHOLE, low=Decimal(1), high=Decimal(20))
    assert said({"n": value}, whole) == [("n", text)]


def test_bounds_may_be_open_at_one_end_or_both() -> None:
    assert said({"n": "-1"}, field("n", ValueKind.DECIMAL, low=Decimal(0))) == [("n", "This is at least 0.")]
    assert said({"n": "9"}, field("n", ValueKind.DECIMAL, high=Decimal(5))) == [("n", "This is at most 5.")]
    assert said({"n": "0.25"}, field("n", ValueKind.DECIMAL)) == []


def test_a_choice_is_one_of_its_list_and_a_text_no_longer_than_its_limit() -> None:
    choice = field("c", ValueKind.CHOICE, choices=(("stop", "Stop"),))
    assert said({"c": "perhaps"}, choice) == [("c", "Choose from the list.")]
    assert said({"c": "stop"}, choice) == []
    several = field("c", ValueKind.SEVERAL, choices=(("I", "I"), ("II", "II")))
    assert said({"c": ["II", "VII"]}, several) == [("c", "Choose from the list.")]
    assert said({"c": ["I", "II"]}, several) == []
    assert said({"c": "own_warts"}, field("c", ValueKind.CHOICE, of=RuleKind.CONCERN)) == []
    assert said({"t": "x" * 201}, field("t")) == [("t", "This is longer than 200 characters. Shorten it.")]
    assert said({"t": "x" * 201}, field("t", ValueKind.TEXT)) == []


def test_the_books_own_check_speaks_only_when_each_part_is_right() -> None:
    wrong = Finding("name", sentence(mark("Never right.")))
    strict = book(field("name"), check=lambda _content: (wrong,))
    assert check_rule(strict, {"name": "One"}, "Because.") == (wrong,)
    assert [one.sentence.said() for one in check_rule(strict, {"name": ""}, "Because.")] == ["This is needed."]

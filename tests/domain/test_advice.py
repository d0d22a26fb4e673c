"""Advice: what a patient with a concern is told, and what keeps a record of it from being saved."""

import json
import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from pico_tracker.domain.advice import (
    AdviceEntry,
    AdviceKind,
    AdviceWay,
    FollowUpCallEntry,
    PreparationCheckEntry,
    advice_text,
    check_advice,
    check_call,
    check_instruction,
    check_preparation,
    read_instruction,
)
from pico_tracker.domain.findings import Finding
from pico_tracker.domain.rules import Rule, RuleKind, read_records
from pico_tracker.resources import find_resource

TODAY = date(2026, 11, 22)
TOMORROW, LONG_AGO = TODAY + timedelta(days=1), date(1926, 11, 22)
SHIPPED = read_records(find_resource("clinical", "advice.toml").read_text("utf-8"))
SOURCES = find_resource("clinical", "sources.toml").read_text("utf-8")
CONCERNS = ("melasma", "solar_lentigo", "acne_scar", "tattoo", "wrinkle", "rejuvenation")


def rule(key: str, **changes: Any) -> Rule:
    made = Rule(
        kind=RuleKind.INSTRUCTION,
        key=key,
        version=1,
        revision=1,
        content=SHIPPED[key],
        written_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    return replace(made, **changes)


RULES = tuple(rule(key) for key in SHIPPED)


def fields(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.field for finding in findings]


@pytest.mark.parametrize(
    ("concern", "before", "after"),
    [
        ("melasma", 7, 12),
        ("solar_lentigo", 7, 11),
        ("acne_scar", 8, 12),
        ("tattoo", 8, 14),
        ("wrinkle", 7, 11),
        ("rejuvenation", 6, 11),
    ],
)
def test_each_concern_has_the_general_lines_and_its_own_of_reference_section_6(
    concern: str, before: int, after: int
) -> None:
    preparation = advice_text(RULES, AdviceKind.PREPARATION, concern)
    aftercare = advice_text(RULES, AdviceKind.AFTERCARE, concern)
    assert (len(preparation.lines), len(aftercare.lines)) == (before, after)
    assert preparation.lines[0].startswith("Keep the area out of the sun for 4 weeks")
    assert aftercare.parts[0].rule_key == "en.general"


def test_what_must_be_called_in_the_same_day_is_told_to_everyone() -> None:
    for concern in (*CONCERNS, "a concern of the clinic's own"):
        said = " ".join(advice_text(RULES, AdviceKind.AFTERCARE, concern).lines)
        for word in ("blisters", "pus", "fever", "strong pain", "cold sores", "hives", "eyes", "emergency number"):
            assert word in said


def test_when_to_call_stands_apart_after_a_session_and_is_never_part_of_the_preparation() -> None:
    told = advice_text(RULES, AdviceKind.AFTERCARE, "tattoo")
    assert [line[:30] for line in told.call_same_day] == ["Call the clinic the same day f"]
    assert told.emergency == ("If breathing becomes hard, call the emergency number at once.",)
    assert {*told.call_same_day, *told.emergency} <= {*told.lines}
    before = advice_text(RULES, AdviceKind.PREPARATION, "tattoo")
    assert (before.call_same_day, before.emergency) == ((), ())


def test_a_version_names_the_versions_of_its_parts() -> None:
    rules = (rule("en.general", version=3), rule("en.tattoo", version=2), rule("en.melasma"))
    assert advice_text(rules, AdviceKind.AFTERCARE, "tattoo").version == "3.2"
    assert advice_text((), AdviceKind.AFTERCARE, "tattoo").version == ""


def test_another_language_a_retired_rule_and_another_device_say_nothing() -> None:
    german = rule("en.tattoo", content={**SHIPPED["en.tattoo"], "language": "de"})
    of_device = {**SHIPPED["en.tattoo"], "concern": "", "device": "picoway"}
    device = replace(rule("en.tattoo"), key="en.picoway", content=of_device)
    rules = (device, german, rule("en.tattoo", retired=True), rule("en.general"))
    kind = AdviceKind.AFTERCARE
    assert [part.rule_key for part in advice_text(rules, kind, "tattoo").parts] == ["en.general"]
    devices = frozenset({"picoway"})
    parts = advice_text(rules, kind, "tattoo", devices=devices).parts
    assert [part.rule_key for part in parts] == ["en.general", "en.picoway"]
    assert [part.rule_key for part in advice_text(rules, kind, "tattoo", language="de").parts] == ["en.tattoo"]


def test_lines_that_are_not_sourced_say_so_until_somebody_ticks_them_off() -> None:
    (shipped,) = advice_text((rule("en.general"),), AdviceKind.AFTERCARE, "").parts
    assert not shipped.is_sourced
    ticked = rule("en.general", confirmed_by="Dr S. Okafor", confirmed_on=TODAY)
    (part,) = advice_text((ticked,), AdviceKind.AFTERCARE, "").parts
    assert part.is_sourced


@pytest.mark.parametrize("key", sorted(SHIPPED))
def test_every_instruction_can_be_read_and_names_its_sources(key: str) -> None:
    instruction = read_instruction(SHIPPED[key])
    assert instruction.language == key.partition(".")[0]
    assert check_instruction(SHIPPED[key]) == ()
    assert instruction.sources
    assert all(f"\n{source} = " in SOURCES for source in instruction.sources)
    assert json.loads(json.dumps(SHIPPED[key])) == SHIPPED[key]


def test_an_instruction_tells_something() -> None:
    assert fields(check_instruction({"preparation": [], "aftercare": []})) == ["preparation"]


def test_what_was_told_needs_a_day_and_a_way() -> None:
    entry = AdviceEntry(
        entry_id=uuid.UUID(int=1),
        course_id=1,
        kind=AdviceKind.AFTERCARE,
        told_on=TODAY,
        ways=frozenset({AdviceWay.PRINTED}),
    )
    assert check_advice(entry, TODAY) == ()
    assert fields(check_advice(replace(entry, ways=frozenset()), TODAY)) == ["ways"]
    for day in (TOMORROW, LONG_AGO):
        assert fields(check_advice(replace(entry, told_on=day), TODAY)) == ["told_on"]


def test_the_preparation_is_checked_with_two_answers() -> None:
    entry = PreparationCheckEntry(
        entry_id=uuid.UUID(int=1), course_id=1, checked_on=TODAY, sun_avoided=True, products_stopped=False
    )
    assert check_preparation(entry, TODAY) == ()
    unasked = replace(entry, sun_avoided=None, products_stopped=None)
    assert fields(check_preparation(unasked, TODAY)) == ["sun_avoided", "products_stopped"]
    assert fields(check_preparation(replace(entry, note="x" * 201, checked_on=TOMORROW), TODAY)) == [
        "checked_on",
        "note",
    ]


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        ({"reached": None}, ["reached"]),
        ({"reached": False}, []),
        ({"reached": True}, ["aftercare_followed", "reaction"]),
        ({"reached": True, "aftercare_followed": True, "reaction": False}, []),
        ({"reached": False, "called_on": TOMORROW}, ["called_on"]),
    ],
)
def test_a_call_asks_only_whom_it_reached(answers: dict[str, Any], wrong: list[str]) -> None:
    entry = FollowUpCallEntry(entry_id=uuid.UUID(int=1), course_id=1, called_on=TODAY, reached=None)
    assert fields(check_call(replace(entry, **answers), TODAY)) == wrong

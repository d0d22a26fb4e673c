"""Side effects from onset until healed."""

import uuid
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico_tracker.domain.side_effect_kinds import SideEffectKind, Urgency
from pico_tracker.domain.side_effects import (
    SEVERITY_NAMES,
    Severity,
    SideEffect,
    SideEffectEntry,
    check_side_effect,
)

TODAY = date(2026, 11, 22)
ENTRY = SideEffectEntry(
    entry_id=uuid.UUID(int=1),
    course_id=1,
    session_id=1,
    kind_id=1,
    severity=Severity.MILD,
    onset_on=date(2026, 11, 18),
)
REDNESS = SideEffectKind(1, "erythema", "Redness", Urgency.EXPECTED, 2, 4)
BURN = SideEffectKind(2, "burn", "Burn", Urgency.URGENT, None, 0)


def said(entry: SideEffectEntry, session_on: date | None = None) -> list[tuple[str, str]]:
    found = check_side_effect(entry, TODAY, session_on)
    return [(finding.field, str(finding.sentence)) for finding in found]


def recorded(kind: SideEffectKind, onset: int, healed: int | None = None) -> SideEffect:
    """A side effect with days of November 2026."""
    healed_on = None if healed is None else date(2026, 11, healed)
    entry = replace(ENTRY, onset_on=date(2026, 11, onset), healed_on=healed_on)
    return SideEffect(id=1, version=1, entry=entry, kind=kind, patient_id=1)


def test_redness_is_prolonged_after_day_4() -> None:
    assert recorded(REDNESS, 18).days(TODAY) == 4
    assert not recorded(REDNESS, 18).is_prolonged(TODAY)
    assert recorded(REDNESS, 17).is_prolonged(TODAY)


def test_what_has_healed_is_neither_open_nor_prolonged() -> None:
    healed = recorded(REDNESS, 1, 15)
    assert not healed.is_open
    assert healed.days(TODAY) == 14
    assert not healed.is_prolonged(TODAY)


def test_a_limit_of_0_means_prolonged_at_once() -> None:
    assert recorded(BURN, 22).is_open
    assert recorded(BURN, 22).is_prolonged(TODAY)
    assert recorded(BURN, 21).is_prolonged(TODAY)


def test_a_plain_entry_has_nothing_wrong() -> None:
    assert said(ENTRY) == []
    assert said(ENTRY, date(2026, 11, 18)) == []
    assert said(replace(ENTRY, healed_on=date(2026, 11, 18))) == []
    assert said(replace(ENTRY, onset_on=TODAY, healed_on=TODAY)) == []


def test_an_onset_lies_neither_ahead_nor_before_its_session() -> None:
    assert said(replace(ENTRY, onset_on=date(2026, 11, 23))) == [
        ("onset_on", "The onset is in the future. Check the date.")
    ]
    assert said(ENTRY, date(2026, 11, 19)) == [
        ("onset_on", "It began before the session it is written to. Check the date or the session.")
    ]


def test_healing_lies_neither_ahead_nor_before_the_onset() -> None:
    assert said(replace(ENTRY, healed_on=date(2026, 11, 23))) == [
        ("healed_on", "The healed date is in the future. Check the date.")
    ]
    assert said(replace(ENTRY, healed_on=date(2026, 11, 17))) == [
        ("healed_on", "It cannot heal before it began. Check both dates.")
    ]


@pytest.mark.parametrize("grade", [None, 1, 5])
def test_a_grade_is_1_to_5_or_empty(grade: int | None) -> None:
    assert said(replace(ENTRY, grade=grade)) == []


@pytest.mark.parametrize("grade", [0, 6, -1])
def test_other_grades_are_refused(grade: int) -> None:
    assert said(replace(ENTRY, grade=grade)) == [("grade", "A grade is 1 to 5, or left empty.")]


def test_the_note_has_a_limit() -> None:
    assert said(replace(ENTRY, note="x" * 20_001)) == [
        ("note", "This is longer than 20000 characters. Shorten it.")
    ]


@given(st.dates(date(2026, 1, 1), TODAY), st.dates(date(2026, 1, 1), TODAY))
def test_what_is_prolonged_today_was_not_healed_and_stays_prolonged(onset: date, today: date) -> None:
    effect = SideEffect(id=1, version=1, entry=replace(ENTRY, onset_on=onset), kind=REDNESS, patient_id=1)
    if effect.is_prolonged(today):
        assert effect.is_open
        assert effect.is_prolonged(TODAY)


def test_every_severity_has_a_name_to_read() -> None:
    assert set(SEVERITY_NAMES) == set(Severity)

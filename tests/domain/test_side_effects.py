"""Side effects from onset until healed."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico_tracker.domain.findings import Findings, Level
from pico_tracker.domain.side_effect_kinds import OTHER_SPECIFY, RedFlag, SideEffectKind, Urgency
from pico_tracker.domain.side_effects import (
    CAUSE_NAMES,
    CHANGE_NAMES,
    MANAGEMENT_NAMES,
    OUTCOME_NAMES,
    SEVERITY_NAMES,
    Cause,
    Change,
    FollowUp,
    FollowUpEntry,
    Outcome,
    RedFlagAnswer,
    Severity,
    SideEffect,
    SideEffectEntry,
    Standing,
    check_follow_up,
    check_outcome,
    check_release,
    check_side_effect,
    graver,
    standing_of,
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


@pytest.mark.parametrize(("days", "is_wrong"), [(None, False), (0, False), (365, False), (-1, True), (366, True)])
def test_days_away_are_0_to_365_or_left_empty(days: int | None, is_wrong: bool) -> None:
    wrong = [("downtime_days", "Days away are a whole number from 0 to 365.")] if is_wrong else []
    assert said(replace(ENTRY, downtime_days=days)) == wrong


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


EXPECTED = SideEffectKind(
    3,
    "erythema",
    "Redness",
    Urgency.EXPECTED,
    2,
    4,
    {"tattoo": 14},
    is_expected_reaction=True,
    red_flags=(RedFlag("hot", "Does it feel hot?"),),
    grading_term=OTHER_SPECIFY,
    grades={1: "Mild.", 2: "Moderate.", 3: "Severe.", 4: "Life-threatening.", 5: "Death."},
)
BLISTER = SideEffectKind(
    4,
    "blister",
    "Blister",
    Urgency.CONTACT_CLINIC,
    7,
    7,
    drives_gate=True,
    red_flags=(RedFlag("large", "Is it larger than 2 cm?"),),
    grading_term="Bullous dermatitis",
    grades={1: "Few.", 2: "Some.", 3: "Many.", 4: "Fluids."},
)
HIVES = SideEffectKind(
    5,
    "urticaria",
    "Hives",
    Urgency.URGENT,
    1,
    2,
    red_flags=(RedFlag("wheezing", "Is there wheezing?", Urgency.EMERGENCY),),
    grading_term="Urticaria",
    grades={1: "Few.", 2: "Some.", 3: "Many."},
)
WHITENING = SideEffectKind(6, "whitening", "Whitening", Urgency.ENDPOINT, 0, 1, grading_term=OTHER_SPECIFY)
ITCH = SideEffectKind(7, "pruritus", "Itch", Urgency.MONITOR, 7, 14)
EYE = SideEffectKind(8, "eye", "Eye symptom", Urgency.EMERGENCY, None, 0, is_always_alarming=True, drives_gate=True)
HOT = RedFlagAnswer("hot", "Does it feel hot?", is_yes=True)


def of(kind: SideEffectKind, days: int = 0, concern: str = "melasma", **changes: Any) -> SideEffect:
    """A side effect that began so many days ago."""
    entry = replace(ENTRY, **{"onset_on": TODAY - timedelta(days=days)} | changes)
    return SideEffect(id=1, version=1, entry=entry, kind=kind, patient_id=1, concern_key=concern)


def look(**changes: Any) -> FollowUpEntry:
    plain = FollowUpEntry(
        entry_id=uuid.UUID(int=2), side_effect_id=1, seen_on=TODAY, change=Change.SAME, severity=Severity.MILD
    )
    return replace(plain, **changes)


def fields(findings: Findings) -> list[str]:
    return [finding.field for finding in findings]


@pytest.mark.parametrize(("concern", "last_day"), [("melasma", 4), ("tattoo", 14)])
def test_an_expected_reaction_opens_nothing_within_the_days_of_its_concern(concern: str, last_day: int) -> None:
    within, past = of(EXPECTED, last_day, concern), of(EXPECTED, last_day + 1, concern)
    assert within.is_open
    assert within.is_within_expectation(TODAY)
    assert not within.is_open_reaction(TODAY)
    assert not within.is_prolonged(TODAY)
    assert past.is_open_reaction(TODAY)
    assert past.is_prolonged(TODAY)
    assert past.prolonged_after_days == last_day


def test_an_expected_kind_counts_as_open_when_it_is_moderate_or_shows_a_red_flag() -> None:
    assert of(EXPECTED, severity=Severity.MODERATE).is_open_reaction(TODAY)
    assert of(EXPECTED, red_flags=(HOT,)).is_open_reaction(TODAY)
    assert not of(EXPECTED, red_flags=(replace(HOT, is_yes=False),)).is_open_reaction(TODAY)


def test_an_endpoint_opens_nothing_on_its_day_and_other_kinds_open_at_once() -> None:
    assert not of(WHITENING).is_open_reaction(TODAY)
    assert of(WHITENING, 2).is_open_reaction(TODAY)
    assert of(ITCH).is_open_reaction(TODAY)
    assert of(BLISTER).is_open_reaction(TODAY)
    assert not of(BLISTER, 1, healed_on=TODAY).is_open_reaction(TODAY)


@pytest.mark.parametrize(
    ("effect", "drives"),
    [
        (of(BLISTER), True),
        (of(BURN), False),
        (of(ITCH), False),
        (of(ITCH, severity=Severity.MODERATE), True),
        (of(EXPECTED, severity=Severity.SEVERE), True),
    ],
)
def test_the_kind_or_a_severity_from_moderate_on_drives_the_gate(effect: SideEffect, drives: bool) -> None:
    assert effect.drives_gate is drives


def test_the_area_waits_for_release_from_its_end_until_somebody_releases_or_treats_it() -> None:
    yesterday = TODAY - timedelta(days=1)
    healed = of(BLISTER, 5, healed_on=yesterday)
    assert not of(BLISTER, 5).awaits_release
    assert not of(BLISTER, 5).holds_area(None)
    assert not of(ITCH, 5, healed_on=yesterday).awaits_release
    assert healed.awaits_release
    assert not replace(healed, released_on=TODAY).awaits_release
    assert not replace(healed, released_on=TODAY).holds_area(None)
    assert [healed.holds_area(day) for day in (None, yesterday, TODAY)] == [True, True, False]


def test_urgency_rises_with_what_was_answered() -> None:
    wheezing = RedFlagAnswer("wheezing", "Is there wheezing?", is_yes=True)
    assert of(HIVES).urgency is Urgency.URGENT
    assert of(HIVES, red_flags=(wheezing,)).urgency is Urgency.EMERGENCY
    assert of(EXPECTED, red_flags=(HOT,)).urgency is Urgency.URGENT
    assert of(EXPECTED).urgency is Urgency.EXPECTED


@pytest.mark.parametrize(
    ("effect", "alarming", "serious", "review"),
    [
        (of(ITCH), False, False, False),
        (of(ITCH, severity=Severity.SEVERE), False, True, True),
        (of(EXPECTED, red_flags=(HOT,)), True, True, True),
        (of(HIVES), False, True, True),
        (of(EYE), True, True, True),
        (of(replace(ITCH, urgency=Urgency.PRACTITIONER_REVIEW)), False, False, True),
    ],
)
def test_what_is_serious_opens_an_incident_and_is_reviewed_now(
    effect: SideEffect, alarming: bool, serious: bool, review: bool
) -> None:
    assert (effect.is_alarming, effect.is_serious, effect.needs_review) == (alarming, serious, review)


def test_the_onset_counts_from_the_day_of_treatment_as_day_0() -> None:
    effect = of(BLISTER, 2)
    assert effect.onset_day is None
    assert replace(effect, treated_on=TODAY - timedelta(days=2)).onset_day == 0
    assert replace(effect, treated_on=TODAY - timedelta(days=9)).onset_day == 7


def test_a_day_of_healing_without_more_says_that_it_healed() -> None:
    assert of(BLISTER).outcome is Outcome.OPEN
    assert of(BLISTER, 2, healed_on=TODAY).outcome is Outcome.HEALED
    assert of(BLISTER, 2, healed_on=TODAY, outcome=Outcome.PERMANENT).outcome is Outcome.PERMANENT


def test_looks_move_the_severity_and_the_gravest_stays() -> None:
    worse = look(change=Change.WORSE, severity=Severity.SEVERE, grade=3, red_flags=(HOT,))
    better = look(change=Change.BETTER, severity=Severity.MILD, red_flags=(replace(HOT, is_yes=False),))
    assert standing_of(ENTRY, ()) == Standing(Severity.MILD, Severity.MILD, None, ())
    assert standing_of(ENTRY, (worse, better)) == Standing(Severity.MILD, Severity.SEVERE, None, ("hot",))


def test_a_correction_puts_aside_what_was_before_it() -> None:
    wrong = replace(ENTRY, severity=Severity.SEVERE, red_flags=(HOT,))
    right = look(change=Change.CORRECTION, severity=Severity.MODERATE, grade=2, note="Typed severe by mistake.")
    assert standing_of(wrong, (right,)) == Standing(Severity.MODERATE, Severity.MODERATE, 2, ())


@given(st.lists(st.sampled_from(list(Severity)), max_size=6))
def test_without_a_correction_the_gravest_only_rises(severities: list[Severity]) -> None:
    looks = [look(severity=severity) for severity in severities]
    order = list(Severity)
    ranks = [order.index(standing_of(ENTRY, looks[:end]).gravest) for end in range(len(looks) + 1)]
    assert ranks == sorted(ranks)
    assert standing_of(ENTRY, looks).gravest is max((Severity.MILD, *severities), key=order.index)


def test_the_graver_of_two_severities_is_found_in_both_orders() -> None:
    assert graver(Severity.MILD, Severity.SEVERE) is Severity.SEVERE
    assert graver(Severity.SEVERE, Severity.MODERATE) is Severity.SEVERE


@pytest.mark.parametrize(
    ("kind", "grades"),
    [(BLISTER, (1, 2, 3, 4)), (HIVES, (1, 2, 3)), (EXPECTED, (1, 2, 3, 4, 5)), (BURN, (1, 2, 3, 4, 5))],
)
def test_only_grades_that_the_term_has_are_taken(kind: SideEffectKind, grades: tuple[int, ...]) -> None:
    taken = [grade for grade in range(7) if not check_side_effect(replace(ENTRY, grade=grade), TODAY, None, kind)]
    assert taken == list(grades)


def test_a_grade_is_refused_with_the_term_and_what_it_has() -> None:
    (finding,) = check_side_effect(replace(ENTRY, grade=4), TODAY, None, HIVES)
    assert str(finding.sentence) == "“Urticaria” has grades 1 to 3 only. Choose one of them, or leave it empty."
    (finding,) = check_side_effect(replace(ENTRY, grade=1), TODAY, None, WHITENING)
    assert str(finding.sentence) == "Whitening is not graded. Leave the grade empty."


def test_an_outcome_needs_its_day() -> None:
    assert said(replace(ENTRY, outcome=Outcome.HEALED)) == [("healed_on", "Enter the day on which it ended.")]
    assert said(replace(ENTRY, outcome=Outcome.PERMANENT, healed_on=TODAY)) == []


def test_area_and_management_have_limits() -> None:
    assert [field for field, _ in said(replace(ENTRY, area="x" * 201))] == ["area"]
    assert [field for field, _ in said(replace(ENTRY, management_text="x" * 20_001))] == ["management_text"]


def test_a_look_lies_between_onset_and_today_and_a_correction_says_what_was_wrong() -> None:
    effect = of(BLISTER, 3)
    assert check_follow_up(look(), effect, TODAY) == ()
    assert check_follow_up(look(seen_on=effect.entry.onset_on), effect, TODAY) == ()
    assert fields(check_follow_up(look(seen_on=TODAY + timedelta(days=1)), effect, TODAY)) == ["seen_on"]
    assert fields(check_follow_up(look(seen_on=TODAY - timedelta(days=4)), effect, TODAY)) == ["seen_on"]
    assert fields(check_follow_up(look(change=Change.CORRECTION), effect, TODAY)) == ["note"]
    assert check_follow_up(look(change=Change.CORRECTION, note="It was mild."), effect, TODAY) == ()
    assert fields(check_follow_up(look(grade=5), effect, TODAY)) == ["grade"]
    assert fields(check_follow_up(look(note="x" * 20_001), effect, TODAY)) == ["note"]


def test_it_ends_after_the_last_look_with_an_outcome() -> None:
    effect = of(BLISTER, 3)
    seen = FollowUp(id=1, entry=look(), written_by="Ada", written_at=datetime(2026, 11, 22, 9, tzinfo=UTC))
    assert check_outcome(effect, Outcome.HEALED, TODAY, TODAY) == ()
    assert fields(check_outcome(effect, Outcome.OPEN, TODAY, TODAY)) == ["outcome"]
    assert fields(check_outcome(effect, Outcome.HEALED, TODAY - timedelta(days=4), TODAY)) == ["healed_on"]
    seen_today = replace(effect, follow_ups=(seen,))
    assert check_outcome(seen_today, Outcome.HEALED, TODAY, TODAY) == ()
    assert fields(check_outcome(seen_today, Outcome.HEALED, TODAY - timedelta(days=1), TODAY)) == ["healed_on"]


def test_it_ends_once() -> None:
    healed = of(BLISTER, 5, healed_on=TODAY)
    (finding,) = check_outcome(healed, Outcome.PERMANENT, TODAY, TODAY)
    assert (finding.field, finding.level) == ("healed_on", Level.STOP)
    assert str(finding.sentence) == "It has ended already. Write a later look instead."


def test_the_area_is_released_after_its_end_once_and_with_a_finding() -> None:
    healed = of(BLISTER, 5, healed_on=TODAY)
    assert check_release(healed, "Skin closed.") == ()
    for effect, finding in (
        (of(BLISTER, 5), "Skin closed."),
        (replace(healed, released_on=TODAY), "Skin closed."),
        (healed, ""),
        (healed, "x" * 20_001),
    ):
        assert fields(check_release(effect, finding)) == ["finding"]


def test_every_word_that_can_be_chosen_has_a_name() -> None:
    assert set(OUTCOME_NAMES) == set(Outcome)
    assert set(CAUSE_NAMES) == set(Cause)
    assert set(CHANGE_NAMES) == set(Change)
    assert set(MANAGEMENT_NAMES) == set(Urgency)


def test_healed_ends_a_mild_normal_answer_of_the_skin_that_is_open_and_nothing_else() -> None:
    redness = replace(REDNESS, is_expected_reaction=True)
    assert recorded(redness, 18).is_settled_by_healing
    assert not recorded(redness, 18, 20).is_settled_by_healing
    assert not recorded(BURN, 18).is_settled_by_healing

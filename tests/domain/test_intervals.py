"""Windows, their reasons, and months, by hand arithmetic on the calendar."""

import uuid
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico_tracker.domain.interval_rules import Adjustments, Worsened
from pico_tracker.domain.intervals import (
    Interval,
    MaintenanceFacts,
    NextDates,
    Score,
    SpacingFacts,
    Window,
    add_months,
    maintenance_due,
    next_dates,
    next_window,
)
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.side_effect_kinds import SideEffectKind, Urgency
from pico_tracker.domain.side_effects import Severity, SideEffect, SideEffectEntry

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2200, 1, 1))
TATTOO = Interval(6, 8, 16)
TREATED = date(2026, 8, 3)
RULES = Adjustments(
    waits_from=Fitzpatrick.IV,
    open_holds=True,
    after_reaction=True,
    worsened=Worsened(Decimal(20), Decimal(20), Decimal(50)),
)
FACTS = SpacingFacts(interval=TATTOO, treated_on=TREATED, last_session_on=TREATED, skin_type=Fitzpatrick.II)
REDNESS = SideEffectKind(1, "erythema", "Redness", Urgency.EXPECTED, 2, 4, is_expected_reaction=True)
BLISTER = SideEffectKind(2, "blister", "Blister", Urgency.CONTACT_CLINIC, 7, 7, drives_gate=True)
ITCH = SideEffectKind(3, "pruritus", "Itch", Urgency.MONITOR, 7, 14)


def effect(
    kind: SideEffectKind,
    onset_on: date = TREATED,
    healed_on: date | None = None,
    released_on: date | None = None,
    severity: Severity = Severity.MILD,
) -> SideEffect:
    entry = SideEffectEntry(
        entry_id=uuid.UUID(int=1),
        course_id=1,
        session_id=None,
        kind_id=kind.id,
        severity=severity,
        onset_on=onset_on,
        healed_on=healed_on,
    )
    return SideEffect(id=1, version=1, entry=entry, kind=kind, patient_id=1, released_on=released_on)


def dates(*effects: SideEffect, rules: Adjustments = RULES, **changes: Any) -> NextDates:
    return next_dates(replace(FACTS, effects=effects, **changes), rules)


def said(found: NextDates) -> list[str]:
    return [str(reason) for reason in found.reasons]


AGREED = "Session on 2026-08-03: 6 weeks from then at the earliest."


def test_a_tattoo_session_opens_a_window_of_6_8_and_16_weeks() -> None:
    assert next_window(date(2026, 1, 5), TATTOO) == Window(date(2026, 2, 16), date(2026, 3, 2), date(2026, 4, 27))


@pytest.mark.parametrize("skin_type", [Fitzpatrick.I, Fitzpatrick.II, Fitzpatrick.III])
def test_lighter_skin_keeps_the_agreed_weeks_and_says_from_when_they_count(skin_type: Fitzpatrick) -> None:
    found = dates(skin_type=skin_type)
    assert found.window == Window(date(2026, 9, 14), date(2026, 9, 28), date(2026, 11, 23))
    assert said(found) == [AGREED]
    assert found.held_from_on is None


@pytest.mark.parametrize("skin_type", [Fitzpatrick.IV, Fitzpatrick.V, Fitzpatrick.VI])
def test_types_iv_to_vi_wait_for_the_typical_interval_as_reference_section_2_says(skin_type: Fitzpatrick) -> None:
    found = dates(skin_type=skin_type)
    assert found.window == Window(date(2026, 9, 28), date(2026, 9, 28), date(2026, 11, 23))
    assert said(found) == [
        f"Skin type {skin_type}: not before the typical interval, 8 weeks from 2026-08-03.",
        AGREED,
    ]


def test_a_skin_type_that_is_not_on_record_moves_nothing_and_is_said() -> None:
    found = dates(skin_type=None)
    assert found.window == next_window(TREATED, TATTOO)
    assert said(found) == [
        AGREED,
        "The skin type is not on record: from type IV on it would be 8 weeks.",
    ]


def test_where_the_earliest_date_is_the_typical_one_the_skin_type_changes_nothing() -> None:
    for skin_type in (None, Fitzpatrick.VI):
        found = dates(skin_type=skin_type, interval=Interval(8, 8, 16))
        assert said(found) == ["Session on 2026-08-03: 8 weeks from then at the earliest."]


def test_nothing_treated_yet_has_no_window_and_no_reason() -> None:
    assert dates(treated_on=None, last_session_on=None, skin_type=Fitzpatrick.VI) == NextDates()


def test_an_open_reaction_leaves_no_date_as_reference_section_2_says() -> None:
    found = dates(effect(ITCH, onset_on=date(2026, 8, 5)))
    assert (found.held_from_on, found.is_held(date(2026, 8, 5)), found.is_held(date(2026, 8, 4))) == (
        date(2026, 8, 5),
        True,
        False,
    )
    assert found.window_on(date(2026, 9, 20)) is None
    assert said(found)[0] == "Itch is open since 2026-08-05: no date until it has healed."


def test_an_expected_reaction_within_its_days_does_not_count_as_open_as_reference_section_2_says() -> None:
    found = dates(effect(REDNESS))
    assert [found.is_held(TREATED + timedelta(days=day)) for day in (0, 1, 4, 5, 30)] == [
        False,
        False,
        False,
        True,
        True,
    ]
    assert found.window_on(TREATED + timedelta(days=4)) == next_window(TREATED, TATTOO)
    assert said(found)[0] == (
        "Redness is expected until 2026-08-07: it counts as open only if it is still there after that day."
    )


def test_a_healed_expected_reaction_moves_nothing() -> None:
    assert said(dates(effect(REDNESS, healed_on=date(2026, 8, 10)))) == [AGREED]


def test_an_expected_kind_of_moderate_severity_is_open_at_once() -> None:
    assert dates(effect(REDNESS, severity=Severity.MODERATE)).held_from_on == TREATED


def test_after_a_blister_the_minimum_counts_from_the_healed_date_as_reference_section_2_says() -> None:
    found = dates(effect(BLISTER, healed_on=date(2026, 10, 3), released_on=date(2026, 10, 5)))
    assert found.window == Window(date(2026, 11, 14), date(2026, 11, 28), date(2027, 1, 23))
    assert found.held_from_on is None
    assert said(found) == ["Blister healed 2026-10-03: 6 weeks from then at the earliest.", AGREED]


def test_a_healed_blister_that_nobody_released_leaves_no_date() -> None:
    found = dates(effect(BLISTER, healed_on=date(2026, 10, 3)))
    assert found.is_held(date(2026, 12, 24))
    assert "Blister healed 2026-10-03 and nobody has released the area: no date until a practitioner does." in said(
        found
    )


@pytest.mark.parametrize(("severity", "moves"), [(Severity.MILD, False), (Severity.MODERATE, True)])
def test_anything_of_moderate_severity_counts_from_its_healed_date(severity: Severity, moves: bool) -> None:
    itch = effect(ITCH, healed_on=date(2026, 8, 10), released_on=date(2026, 8, 11), severity=severity)
    window = dates(itch).window
    assert window is not None
    assert window.earliest_on == (date(2026, 9, 21) if moves else date(2026, 9, 14))


def test_the_latest_of_skin_type_and_healing_decides_and_comes_first() -> None:
    healed = effect(BLISTER, healed_on=date(2026, 8, 10), released_on=date(2026, 8, 10))
    found = dates(healed, skin_type=Fitzpatrick.V)
    assert found.window == Window(date(2026, 9, 28), date(2026, 10, 5), date(2026, 11, 30))
    assert said(found)[0].startswith("Skin type V")
    assert said(found)[-1] == "Blister healed 2026-08-10: 6 weeks from then at the earliest."


def test_a_reaction_that_healed_before_the_last_session_is_settled_by_it() -> None:
    before = effect(BLISTER, onset_on=date(2026, 6, 1), healed_on=date(2026, 6, 9))
    assert said(dates(before)) == [AGREED]
    in_maintenance = dates(before, treated_on=None)
    assert (in_maintenance.window, in_maintenance.held_from_on, in_maintenance.reasons) == (None, None, ())


def test_a_reaction_after_maintenance_counts_from_its_healed_date_alone() -> None:
    healed = effect(BLISTER, healed_on=date(2026, 8, 10), released_on=date(2026, 8, 12))
    found = dates(healed, treated_on=None)
    assert found.window == next_window(date(2026, 8, 10), TATTOO)


def test_in_maintenance_no_session_comes_sooner_than_the_agreed_weeks_after_the_last() -> None:
    kept_up = dates(treated_on=None)
    assert (kept_up.window, kept_up.not_before_on) == (None, TREATED + timedelta(weeks=6))
    darker = dates(treated_on=None, skin_type=Fitzpatrick.IV)
    assert darker.not_before_on == TREATED + timedelta(weeks=8)
    assert dates(treated_on=None, last_session_on=None).not_before_on is None
    treated = dates()
    assert treated.window is not None
    assert treated.not_before_on == treated.window.earliest_on


def test_retired_adjustments_move_nothing() -> None:
    found = dates(
        effect(BLISTER, healed_on=date(2026, 8, 10)),
        effect(ITCH),
        skin_type=Fitzpatrick.VI,
        rules=Adjustments(),
    )
    assert (found.window, found.held_from_on, said(found)) == (next_window(TREATED, TATTOO), None, [AGREED])


def test_an_adjustment_that_nobody_ticked_off_says_so_beside_the_dates_it_moves() -> None:
    unticked = replace(RULES, is_confirmed=False)
    assert said(dates(rules=unticked)) == [AGREED]
    told = "Not every adjustment is sourced: confirm it with your clinician."
    assert said(dates(rules=unticked, skin_type=Fitzpatrick.IV))[-1] == told
    assert said(dates(effect(ITCH), rules=unticked, treated_on=None))[-1] == told
    assert told in map(str, maintenance_due(replace(UPKEEP, clearances=(90, 70)), unticked).reasons)


EFFECTS = st.builds(
    lambda kind, onset, healing, release, severity: effect(
        kind,
        TREATED + timedelta(days=onset),
        None if healing is None else TREATED + timedelta(days=onset + healing),
        None if release is None else TREATED + timedelta(days=onset + (healing or 0) + release),
        severity,
    ),
    st.sampled_from([REDNESS, BLISTER, ITCH]),
    st.integers(-60, 60),
    st.none() | st.integers(0, 200),
    st.none() | st.integers(0, 30),
    st.sampled_from(list(Severity)),
)
SPACING = st.builds(
    lambda earliest, more, late, treated, skin, effects: SpacingFacts(
        interval=Interval(earliest, earliest + more, earliest + more + late),
        treated_on=treated,
        last_session_on=treated,
        skin_type=skin,
        effects=tuple(effects),
    ),
    st.integers(1, 52),
    st.integers(0, 26),
    st.integers(0, 26),
    st.none() | st.just(TREATED),
    st.none() | st.sampled_from(list(Fitzpatrick)),
    st.lists(EFFECTS, max_size=4),
)
ADJUSTMENTS = st.builds(
    Adjustments,
    waits_from=st.none() | st.sampled_from(list(Fitzpatrick)),
    open_holds=st.booleans(),
    after_reaction=st.booleans(),
)


@given(SPACING, ADJUSTMENTS)
def test_a_window_always_rises(facts: SpacingFacts, rules: Adjustments) -> None:
    window = next_dates(facts, rules).window
    assert window is None or window.earliest_on <= window.target_on <= window.late_on


@given(SPACING, ADJUSTMENTS)
def test_an_adjustment_never_moves_a_date_earlier(facts: SpacingFacts, rules: Adjustments) -> None:
    if facts.treated_on is None:
        return
    agreed, found = next_window(facts.treated_on, facts.interval), next_dates(facts, rules).window
    assert found is not None
    assert found.earliest_on >= agreed.earliest_on
    assert found.target_on >= agreed.target_on
    assert found.late_on >= agreed.late_on


@given(SPACING, ADJUSTMENTS, EFFECTS)
def test_one_more_reaction_never_brings_a_date_forward(
    facts: SpacingFacts, rules: Adjustments, more: SideEffect
) -> None:
    before, after = next_dates(facts, rules), next_dates(replace(facts, effects=(*facts.effects, more)), rules)
    if before.window is not None:
        assert after.window is not None
        assert after.window.earliest_on >= before.window.earliest_on
    if before.held_from_on is not None:
        assert after.held_from_on is not None
        assert after.held_from_on <= before.held_from_on


@given(SPACING, ADJUSTMENTS)
def test_every_date_has_a_reason(facts: SpacingFacts, rules: Adjustments) -> None:
    found = next_dates(facts, rules)
    assert bool(found.reasons) == (found.window is not None or found.held_from_on is not None)


def test_what_a_patient_reported_leaves_no_date_until_it_is_judged() -> None:
    days = (date(2026, 9, 3), date(2026, 9, 1))
    found = next_dates(replace(FACTS, reported_on=days), Adjustments())
    assert (found.unjudged_from_on, found.held_from_on, found.review_from_on) == (days[1], None, days[1])
    assert [found.is_held(days[1] - timedelta(days=1)), found.is_held(days[1])] == [False, True]
    assert not found.waits_for_healing(days[0])
    assert found.window is not None
    assert found.window_on(days[0]) is None
    assert [str(reason) for reason in found.reasons[:2]] == [
        "A reaction reported on 2026-09-01 has not been judged: no date until it is.",
        "A reaction reported on 2026-09-03 has not been judged: no date until it is.",
    ]


def test_a_reaction_that_was_judged_and_one_that_was_not_both_hold() -> None:
    facts = replace(FACTS, effects=(effect(BLISTER),), reported_on=(date(2026, 9, 1),))
    found = next_dates(facts, RULES)
    assert (found.held_from_on, found.unjudged_from_on, found.review_from_on) == (
        TREATED,
        date(2026, 9, 1),
        TREATED,
    )
    assert found.waits_for_healing(TREATED)


UPKEEP = MaintenanceFacts(last_on=date(2026, 1, 15), months=6)


def test_maintenance_falls_due_after_the_agreed_months() -> None:
    found = maintenance_due(UPKEEP, RULES)
    assert (found.due_on, found.reasons) == (date(2026, 7, 15), ())


def test_half_the_interval_when_the_last_score_worsened_by_20_percent_as_reference_section_2_says() -> None:
    facts = replace(UPKEEP, scores=(Score(Decimal(10), Decimal(12)),))
    found = maintenance_due(facts, RULES)
    assert found.due_on == date(2026, 4, 15)
    assert [str(one) for one in found.reasons] == [
        "The last score is worse by 20 % or more: maintenance comes earlier."
    ]


@pytest.mark.parametrize(
    ("score", "counts"),
    [
        (Score(Decimal(10), Decimal("11.9")), False),
        (Score(Decimal(10), Decimal(8)), False),
        (Score(Decimal(0), Decimal(1)), True),
        (Score(Decimal(0), Decimal(0)), False),
        (Score(Decimal(80), Decimal(64), higher_is_worse=False), True),
        (Score(Decimal(80), Decimal(65), higher_is_worse=False), False),
        (Score(Decimal(-10), Decimal(-8)), True),
    ],
)
def test_a_score_counts_when_it_is_worse_by_a_fifth(score: Score, counts: bool) -> None:
    found = maintenance_due(replace(UPKEEP, scores=(score,)), RULES)
    assert bool(found.reasons) == counts


@pytest.mark.parametrize(
    ("clearances", "counts"),
    [((), False), ((70,), False), ((90, 70), True), ((90, 71), False), ((90, 40, 45), False)],
)
def test_a_clearance_counts_when_the_last_reading_fell_by_20_points(
    clearances: tuple[int, ...], counts: bool
) -> None:
    found = maintenance_due(replace(UPKEEP, clearances=clearances), RULES)
    assert (found.due_on == date(2026, 4, 15)) == counts == bool(found.reasons)


def test_without_that_rule_maintenance_keeps_its_months() -> None:
    facts = replace(UPKEEP, clearances=(90, 10))
    assert maintenance_due(facts, Adjustments()).due_on == date(2026, 7, 15)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 10, 15), 3, date(2027, 1, 15)),
        (date(2026, 12, 31), 6, date(2027, 6, 30)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
        (date(2026, 5, 31), 0, date(2026, 5, 31)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months_keep_the_day_or_take_the_last_one(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_more_months_are_never_earlier(start: date, one: int, other: int) -> None:
    fewer, more = sorted((one, other))
    assert add_months(start, fewer) <= add_months(start, more)


@given(DAYS, st.integers(0, 60))
def test_months_land_in_the_month_they_count_to(start: date, months: int) -> None:
    end = add_months(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day <= start.day


@given(DAYS, st.integers(1, 52), st.integers(0, 26), st.integers(0, 26))
def test_a_window_rises_and_keeps_the_weekday(last: date, earliest: int, more: int, late: int) -> None:
    window = next_window(last, Interval(earliest, earliest + more, earliest + more + late))
    assert last < window.earliest_on <= window.target_on <= window.late_on
    assert {day.weekday() for day in (window.earliest_on, window.target_on, window.late_on)} == {last.weekday()}

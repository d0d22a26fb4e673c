"""What the window says of a side effect: hand-made records, the words a person reads."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from pico_tracker.domain.side_effect_kinds import RedFlag, SideEffectKind, Urgency
from pico_tracker.domain.side_effects import (
    Cause,
    Change,
    FollowUp,
    FollowUpEntry,
    Outcome,
    RedFlagAnswer,
    Severity,
    SideEffect,
    SideEffectEntry,
    standing_of,
)
from pico_tracker.ui.side_effect_words import (
    chips_of,
    day_counter,
    expectation,
    harm_order,
    story_of,
    usual_days,
)

TODAY = date(2026, 11, 22)
REDNESS = SideEffectKind(
    1,
    "erythema",
    "Redness",
    Urgency.EXPECTED,
    2,
    4,
    {"tattoo": 14},
    is_expected_reaction=True,
    red_flags=(RedFlag("hot", "Does it feel hot?"),),
    definition="Pink or red skin.",
)
BLISTER = SideEffectKind(2, "blister", "Blister", Urgency.CONTACT_CLINIC, 7, 7, drives_gate=True)
BURN = SideEffectKind(3, "burn", "Burn", Urgency.URGENT, None, 0, drives_gate=True, is_always_alarming=True)
FAINT = SideEffectKind(4, "syncope", "Faint", Urgency.MONITOR, 0, 0)
DARKENING = SideEffectKind(5, "pih", "Darkening", Urgency.CONTACT_CLINIC, None, 180, drives_gate=True)
HOT = RedFlagAnswer("hot", "Does it feel hot?", is_yes=True)


def effect(kind: SideEffectKind, days_ago: int, concern: str = "melasma", **changes: Any) -> SideEffect:
    values: dict[str, Any] = {"severity": Severity.MILD, "onset_on": TODAY - timedelta(days=days_ago)} | changes
    entry = SideEffectEntry(entry_id=UUID(int=1), course_id=1, session_id=None, kind_id=kind.id, **values)
    return SideEffect(id=1, version=1, entry=entry, kind=kind, patient_id=1, concern_key=concern)


def chips(one: SideEffect) -> list[str]:
    return [chip.text for chip in chips_of(one, TODAY)]


def test_the_counter_tells_the_day_against_what_is_usual_for_the_concern() -> None:
    assert day_counter(effect(REDNESS, 3), TODAY) == "Day 3, usual up to 2 days, prolonged after day 4"
    assert day_counter(effect(REDNESS, 3, "tattoo"), TODAY) == "Day 3, usual up to 2 days, prolonged after day 14"
    assert day_counter(effect(BURN, 0), TODAY) == "Day 0, never expected, needs attention at once"
    assert usual_days(DARKENING, "tattoo") == "never expected, prolonged after day 180"
    assert usual_days(FAINT, "tattoo") == "usual for minutes to hours, needs attention at once"


def test_choosing_a_kind_says_what_it_is_how_long_it_may_last_and_what_is_done() -> None:
    assert expectation(REDNESS, "tattoo", 1) == (
        "Pink or red skin. Day 1, usual up to 2 days, prolonged after day 14. "
        "A normal answer of the skin: give the leaflet."
    )
    assert expectation(REDNESS, "", None).startswith("Pink or red skin. Usual up to 2 days")
    assert expectation(REDNESS, "", -1).startswith("Pink or red skin. Usual up to 2 days")


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (effect(REDNESS, 1), ["Expected"]),
        (effect(REDNESS, 3), ["Healing"]),
        (effect(REDNESS, 5), ["Prolonged"]),
        (effect(REDNESS, 1, red_flags=(HOT,)), ["Red flag", "Review now"]),
        (effect(BURN, 0), ["Red flag", "Review now", "Prolonged"]),
        (effect(BLISTER, 3, healed_on=TODAY), ["To release"]),
        (effect(REDNESS, 3, healed_on=TODAY), ["Healed"]),
        (effect(REDNESS, 3, healed_on=TODAY, outcome=Outcome.PERMANENT), ["Permanent, will not change"]),
    ],
)
def test_what_stands_out_is_said_in_words(one: SideEffect, said: list[str]) -> None:
    assert chips(one) == said


def test_harm_stands_first_then_the_longest_lasting() -> None:
    calm, longer = effect(REDNESS, 1), effect(REDNESS, 2)
    healing, prolonged = effect(BLISTER, 4), effect(REDNESS, 9)
    burn, to_release = effect(BURN, 0), effect(BLISTER, 9, healed_on=TODAY)
    shuffled = (calm, to_release, prolonged, longer, healing, burn)
    assert harm_order(shuffled, TODAY) == (burn, prolonged, healing, to_release, longer, calm)


def test_the_story_tells_report_looks_end_and_release_with_who_and_when() -> None:
    look = FollowUpEntry(
        entry_id=UUID(int=2),
        side_effect_id=1,
        seen_on=date(2026, 11, 18),
        change=Change.WORSE,
        severity=Severity.MODERATE,
        grade=2,
        red_flags=(HOT,),
        note="Grew.",
    )
    late = FollowUp(id=1, entry=look, written_by="Ben", written_at=datetime(2026, 11, 19, 9, tzinfo=UTC))
    same_day = FollowUp(id=2, entry=look, written_by="Ben", written_at=datetime(2026, 11, 18, 9, tzinfo=UTC))
    one = effect(
        BLISTER,
        5,
        area="inner side",
        cause=Cause.TREATMENT,
        management=Urgency.MONITOR,
        management_text="Dressing.",
        healed_on=date(2026, 11, 21),
        outcome=Outcome.HEALED_WITH_TRACE,
        downtime_days=3,
    )
    told = SideEffect(
        id=1,
        version=1,
        entry=one.entry,
        kind=BLISTER,
        patient_id=1,
        treated_on=date(2026, 11, 16),
        standing=standing_of(one.entry, (look,)),
        follow_ups=(late, same_day),
        reported_by="Ada",
        released_on=TODAY,
        released_by="Cem",
        release_finding="Skin closed.",
    )
    assert [(part.head, part.body) for part in story_of(told, UTC)] == [
        (
            "Began 17 Nov 2026, day 1 after treatment, reported by Ada",
            "Mild\ninner side\nCause: The treatment\nStayed away 3 days\nPhone call in 2 to 3 days\nDressing.",
        ),
        (
            "Seen 18 Nov 2026, written 19 Nov 2026, Ben",
            "Worse\nModerate, CTCAE grade 2\nDoes it feel hot? Yes\nGrew.",
        ),
        ("Seen 18 Nov 2026, Ben", "Worse\nModerate, CTCAE grade 2\nDoes it feel hot? Yes\nGrew."),
        ("Ended 21 Nov 2026", "Healed with a trace"),
        ("Area released 22 Nov 2026, Cem", "Skin closed."),
    ]
    (alone,) = story_of(effect(REDNESS, 1), UTC)
    assert (alone.head, alone.body) == ("Began 21 Nov 2026", "Mild")

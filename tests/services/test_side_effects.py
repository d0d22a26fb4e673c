"""Side effects: from onset until healed."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from pico_tracker.domain.errors import EditConflict, NotAllowed, NotFound, Refused
from pico_tracker.domain.recalls import DueKind
from pico_tracker.domain.side_effect_kinds import Urgency
from pico_tracker.domain.side_effects import (
    Cause,
    Change,
    FollowUpEntry,
    Outcome,
    RedFlagAnswer,
    Severity,
    SideEffect,
)
from pico_tracker.services.courses import open_course, read_patient_page
from pico_tracker.services.patients import add_patient
from pico_tracker.services.recalls import list_due
from pico_tracker.services.sessions import log_session, read_session_facts
from pico_tracker.services.side_effects import (
    end_healed_effects,
    follow_up_side_effect,
    heal_side_effect,
    release_reaction,
    report_side_effect,
)
from tests.builders import TODAY, Bench


@pytest.fixture
def treated(bench: Bench) -> tuple[int, int]:
    """A course and its session of today."""
    patient_id = add_patient(bench.reception, bench.patient()).value
    course_id = open_course(bench.practitioner, bench.course(patient_id)).value
    return course_id, log_session(bench.practitioner, bench.session(course_id)).value


@pytest.fixture
def blister(bench: Bench, treated: tuple[int, int]) -> int:
    """An open blister since today, three days later."""
    key = report_side_effect(bench.practitioner, bench.side_effect(*treated)).value
    bench.clock.pass_days(3)
    return key


def test_the_days_a_patient_stayed_away_are_kept(bench: Bench, treated: tuple[int, int]) -> None:
    report_side_effect(bench.practitioner, bench.side_effect(*treated, downtime_days=3))
    (effect,) = read_patient_page(bench.practitioner, 1).courses[0].side_effects
    assert effect.entry.downtime_days == 3


def test_a_side_effect_heals_between_its_first_day_and_today(bench: Bench, blister: int) -> None:
    for days, field in ((-1, "healed_on"), (4, "healed_on")):
        with pytest.raises(Refused) as refused:
            heal_side_effect(bench.practitioner, blister, 1, TODAY + timedelta(days=days))
        assert refused.value.findings[0].field == field
    heal_side_effect(bench.practitioner, blister, 1, TODAY)
    (effect,) = read_patient_page(bench.practitioner, 1).courses[0].side_effects
    assert (effect.is_open, effect.days(bench.practitioner.today()), effect.version) == (False, 0, 2)


def test_who_heals_it_second_gets_a_conflict(bench: Bench, blister: int) -> None:
    heal_side_effect(bench.practitioner, blister, 1, TODAY + timedelta(days=2))
    with pytest.raises(EditConflict) as conflict:
        heal_side_effect(bench.administrator, blister, 1, TODAY + timedelta(days=3))
    assert conflict.value.differences == {"healed_on": ("2026-11-24", "2026-11-25")}


def test_one_that_is_not_on_record_cannot_heal(bench: Bench) -> None:
    with pytest.raises(NotFound):
        heal_side_effect(bench.practitioner, 404, 1, TODAY)


def test_it_cannot_begin_before_its_session_nor_tomorrow(bench: Bench, treated: tuple[int, int]) -> None:
    for days in (-1, 1):
        entry = bench.side_effect(*treated, onset_on=TODAY + timedelta(days=days))
        with pytest.raises(Refused) as refused:
            report_side_effect(bench.practitioner, entry)
        assert refused.value.findings[0].field == "onset_on"


def test_without_a_session_it_may_begin_on_any_past_day(bench: Bench, treated: tuple[int, int]) -> None:
    entry = bench.side_effect(treated[0], None, onset_on=TODAY - timedelta(days=9), grade=2, note="Seen by phone.")
    report_side_effect(bench.practitioner, entry)
    assert read_patient_page(bench.practitioner, 1).courses[0].side_effects[0].entry == entry


def test_a_session_of_another_course_is_refused(bench: Bench, treated: tuple[int, int]) -> None:
    other = open_course(bench.practitioner, bench.course(1, area="ankle")).value
    with pytest.raises(NotFound, match="another course"):
        report_side_effect(bench.practitioner, bench.side_effect(other, treated[1]))


@pytest.mark.parametrize("changes", [{"course_id": 404}, {"session_id": 404}, {"kind_id": 404}])
def test_what_it_belongs_to_must_be_on_record(
    bench: Bench, treated: tuple[int, int], changes: dict[str, Any]
) -> None:
    with pytest.raises(NotFound):
        report_side_effect(bench.practitioner, replace(bench.side_effect(treated[0], None), **changes))


@pytest.mark.parametrize("grade", [0, 6, -1])
def test_a_grade_is_one_to_five(bench: Bench, treated: tuple[int, int], grade: int) -> None:
    with pytest.raises(Refused):
        report_side_effect(bench.practitioner, bench.side_effect(*treated, grade=grade))


def effect_of(bench: Bench) -> SideEffect:
    """The one side effect of the patient."""
    (effect,) = read_patient_page(bench.practitioner, 1).courses[0].side_effects
    return effect


def look_at(bench: Bench, side_effect_id: int, **changes: Any) -> FollowUpEntry:
    """A correct later look: unchanged and mild, today."""
    entry = FollowUpEntry(
        entry_id=bench.mint(),
        side_effect_id=side_effect_id,
        seen_on=bench.practitioner.today(),
        change=Change.SAME,
        severity=Severity.MILD,
    )
    return replace(entry, **changes)


def due(bench: Bench) -> list[DueKind]:
    return [line.kind for line in list_due(bench.practitioner)]


def test_everything_entered_about_a_side_effect_is_read_back(bench: Bench, treated: tuple[int, int]) -> None:
    answers = (
        RedFlagAnswer("cloudy", "Is it cloudy?", is_yes=False),
        RedFlagAnswer("face", "Is it on the face?", is_yes=True),
    )
    entry = bench.side_effect(
        *treated,
        severity=Severity.MODERATE,
        grade=1,
        area="inner side",
        cause=Cause.TREATMENT,
        management=Urgency.CONTACT_CLINIC,
        management_text="Non-stick dressing.",
        red_flags=answers,
        note="Two, 3 mm.",
    )
    report_side_effect(bench.practitioner, entry)
    effect = effect_of(bench)
    assert effect.entry == entry
    assert (effect.onset_day, effect.concern_key, effect.reported_by) == (0, "tattoo", "Practitioner")
    assert effect.is_alarming
    assert effect.now.alarms == ("face",)


def test_a_grade_that_the_term_does_not_have_is_refused(bench: Bench, treated: tuple[int, int]) -> None:
    with pytest.raises(Refused) as refused:
        report_side_effect(bench.practitioner, bench.side_effect(*treated, grade=5))
    assert str(refused.value) == (
        "“Bullous dermatitis” has grades 1 to 4 only. Choose one of them, or leave it empty."
    )


def test_a_later_look_leaves_the_report_as_it_was(bench: Bench, blister: int) -> None:
    worse = look_at(
        bench,
        blister,
        change=Change.WORSE,
        severity=Severity.MODERATE,
        grade=2,
        red_flags=(RedFlagAnswer("cloudy", "Is it cloudy?", is_yes=True),),
        note="Grew to 6 mm.",
    )
    first = follow_up_side_effect(bench.practitioner, worse, 1)
    assert follow_up_side_effect(bench.practitioner, worse, 1).value == first.value
    bench.clock.pass_days(2)
    follow_up_side_effect(bench.administrator, look_at(bench, blister, change=Change.BETTER), 2)
    effect = effect_of(bench)
    assert (effect.entry.severity, effect.entry.grade) == (Severity.MILD, None)
    assert [(one.entry.change, one.written_by) for one in effect.follow_ups] == [
        (Change.WORSE, "Practitioner"),
        (Change.BETTER, "Administrator"),
    ]
    assert effect.follow_ups[0].entry == worse
    assert (effect.now.severity, effect.now.gravest, effect.version) == (Severity.MILD, Severity.MODERATE, 3)


def test_two_looks_at_once_are_a_conflict(bench: Bench, blister: int) -> None:
    follow_up_side_effect(bench.practitioner, look_at(bench, blister), 1)
    with pytest.raises(EditConflict):
        follow_up_side_effect(bench.administrator, look_at(bench, blister), 1)


def test_a_look_before_the_onset_is_refused(bench: Bench, blister: int) -> None:
    early = look_at(bench, blister, seen_on=TODAY - timedelta(days=1))
    with pytest.raises(Refused) as refused:
        follow_up_side_effect(bench.practitioner, early, 1)
    assert refused.value.findings[0].field == "seen_on"


def test_the_area_is_released_once_after_healing_with_who_and_when(bench: Bench, blister: int) -> None:
    with pytest.raises(Refused, match="has not healed yet"):
        release_reaction(bench.practitioner, blister, 1, "Skin closed.")
    heal_side_effect(bench.practitioner, blister, 1, TODAY + timedelta(days=3), Outcome.HEALED_WITH_TRACE)
    assert due(bench) == [DueKind.REACTION_TO_RELEASE]
    with pytest.raises(Refused, match="what you found"):
        release_reaction(bench.practitioner, blister, 2, "  ")
    release_reaction(bench.administrator, blister, 2, "Skin closed, slight redness.")
    effect = effect_of(bench)
    assert effect.outcome is Outcome.HEALED_WITH_TRACE
    assert (effect.released_on, effect.released_by) == (TODAY + timedelta(days=3), "Administrator")
    assert effect.release_finding == "Skin closed, slight redness."
    assert due(bench) == []
    with pytest.raises(Refused, match="Nothing waits"):
        release_reaction(bench.practitioner, blister, 3, "Again.")


def test_what_has_ended_and_was_released_is_not_ended_again(bench: Bench, blister: int) -> None:
    heal_side_effect(bench.practitioner, blister, 1, TODAY + timedelta(days=3))
    release_reaction(bench.practitioner, blister, 2, "Skin closed.")
    with pytest.raises(Refused, match="has ended already"):
        heal_side_effect(bench.practitioner, blister, 3, TODAY + timedelta(days=2), Outcome.PERMANENT)
    effect = effect_of(bench)
    assert (effect.entry.healed_on, effect.entry.outcome) == (TODAY + timedelta(days=3), Outcome.HEALED)
    assert effect.version == 3
    assert due(bench) == []


def test_nothing_is_released_after_a_mild_itch(bench: Bench, treated: tuple[int, int]) -> None:
    entry = bench.side_effect(*treated, kind_id=bench.kind_id("pruritus"))
    key = report_side_effect(bench.practitioner, entry).value
    heal_side_effect(bench.practitioner, key, 1, TODAY)
    assert not effect_of(bench).awaits_release
    assert due(bench) == []


def test_a_look_that_found_it_moderate_makes_the_itch_wait_for_release(
    bench: Bench, treated: tuple[int, int]
) -> None:
    entry = bench.side_effect(*treated, kind_id=bench.kind_id("pruritus"))
    key = report_side_effect(bench.practitioner, entry).value
    heal_side_effect(bench.practitioner, key, 1, TODAY)
    late = look_at(bench, key, change=Change.WORSE, severity=Severity.MODERATE, note="It was worse on day 0.")
    follow_up_side_effect(bench.practitioner, late, 2)
    assert due(bench) == [DueKind.REACTION_TO_RELEASE]


def test_redness_within_its_days_is_on_record_and_on_no_list(bench: Bench, treated: tuple[int, int]) -> None:
    report_side_effect(bench.practitioner, bench.side_effect(*treated, kind_id=bench.kind_id("erythema")))
    bench.clock.pass_days(14)
    assert effect_of(bench).is_open
    assert due(bench) == []
    bench.clock.pass_days(1)
    assert due(bench) == [DueKind.SIDE_EFFECT_PROLONGED]


@pytest.mark.parametrize(("concern", "last_quiet_day"), [("melasma", 4), ("tattoo", 14)])
def test_redness_is_prolonged_after_day_4_and_on_a_tattoo_after_day_14(
    bench: Bench, concern: str, last_quiet_day: int
) -> None:
    patient_id = add_patient(bench.reception, bench.patient()).value
    course = bench.course(patient_id, concern_id=bench.concern_id(concern))
    course_id = open_course(bench.practitioner, course).value
    entry = bench.side_effect(course_id, None, kind_id=bench.kind_id("erythema"))
    report_side_effect(bench.practitioner, entry)
    bench.clock.pass_days(last_quiet_day)
    assert due(bench) == []
    bench.clock.pass_days(1)
    assert due(bench) == [DueKind.SIDE_EFFECT_PROLONGED]
    assert effect_of(bench).is_prolonged(bench.practitioner.today())


def test_a_red_flag_raises_redness_at_once(bench: Bench, treated: tuple[int, int]) -> None:
    hot = (RedFlagAnswer("hot", "Does it feel hot?", is_yes=True),)
    entry = bench.side_effect(*treated, kind_id=bench.kind_id("erythema"), red_flags=hot)
    report_side_effect(bench.practitioner, entry)
    first = list_due(bench.practitioner)[0]
    assert (first.kind, first.has_red_flag) == (DueKind.SIDE_EFFECT_URGENT, True)
    assert not list_due(bench.reception)[0].has_red_flag


def test_a_kind_that_is_not_on_the_list_is_refused(bench: Bench, treated: tuple[int, int]) -> None:
    with pytest.raises(NotFound, match="not on the list"):
        report_side_effect(bench.practitioner, bench.side_effect(*treated, kind_id=404))


def test_reception_may_not_judge(bench: Bench, treated: tuple[int, int]) -> None:
    with pytest.raises(NotAllowed):
        report_side_effect(bench.reception, bench.side_effect(*treated))
    with pytest.raises(NotAllowed):
        release_reaction(bench.reception, 1, 1, "Looks fine.")


# "Healed, no event" at the next visit


def test_healed_ends_mild_normal_answers_of_the_skin_and_nothing_else(bench: Bench) -> None:
    patient_id = add_patient(bench.reception, bench.patient()).value
    course_id = open_course(bench.practitioner, bench.course(patient_id)).value
    day = TODAY - timedelta(days=49)
    session_id = log_session(bench.practitioner, bench.session(course_id, performed_on=day)).value
    for key, severity in (("erythema", Severity.MILD), ("oedema", Severity.MODERATE), ("blister", Severity.MILD)):
        kind = bench.kind_id(key)
        seen = bench.side_effect(course_id, session_id, kind_id=kind, onset_on=day, severity=severity)
        report_side_effect(bench.practitioner, seen)
    facts = read_session_facts(bench.practitioner, course_id).healing
    assert (facts.to_end, facts.unhealed) == (("Redness",), ("Swelling", "Blister"))

    assert end_healed_effects(bench.practitioner, course_id).value == ("Redness",)

    effects = read_patient_page(bench.practitioner, patient_id).courses[0].side_effects
    assert [(one.kind.name, one.entry.healed_on) for one in effects] == [
        ("Redness", TODAY),
        ("Swelling", None),
        ("Blister", None),
    ]
    assert read_session_facts(bench.practitioner, course_id).healing.to_end == ()
    assert end_healed_effects(bench.practitioner, course_id).value == ()

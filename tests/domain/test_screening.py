"""Screening: every question as the reference has it, how long answers hold, what they mean for today."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico_tracker.domain.catalogue import Clearance
from pico_tracker.domain.devices import Device, PulseMode
from pico_tracker.domain.findings import Findings, Level
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.rules import Content, read_records
from pico_tracker.domain.screening import (
    About,
    Action,
    Answer,
    GivenAnswer,
    Plan,
    Question,
    QuestionKind,
    Scope,
    ScreeningAnswer,
    ScreeningFacts,
    asked_questions,
    check_answers,
    check_question,
    read_question,
)
from pico_tracker.domain.screening_gate import (
    UNASKED,
    Standing,
    Verdict,
    check_screening,
    question_states,
    verdict_of,
)
from pico_tracker.domain.test_patches import Beam
from pico_tracker.resources import find_resource

DAY = date(2026, 11, 22)
MOMENT = datetime(2026, 11, 22, 9, tzinfo=UTC)
RECORDS = read_records(find_resource("clinical", "screening.toml").read_text("utf-8"))
QUESTIONS = tuple(read_question(one) for one in RECORDS.values())
BY_KEY = {one.key: one for one in QUESTIONS}
VISIT = ("visit_sun", "visit_pregnant", "visit_changes", "visit_infection", "visit_marks")

# Clinical reference, section 5 and the array screening_questions: action, days an answer is
# remembered (None: looked up in the record), and whether a stop may be overridden.
REFERENCE: dict[str, tuple[str, int | None, bool]] = {
    "pregnant": ("block", 0, True),
    "breastfeeding": ("warn", 90, False),
    "under_age": ("block", None, False),
    "gold": ("block", 365, False),
    "isotretinoin": ("override", 90, False),
    "photosensitiser": ("warn", 90, False),
    "photosensitiser_caution": ("override", 90, False),
    "pdt": ("block", 90, False),
    "tan": ("block", 0, True),
    "sunburn": ("block", 0, False),
    "infection": ("block", 0, False),
    "hsv": ("warn", 365, False),
    "keloid": ("override", 365, False),
    "koebner": ("override", 365, False),
    "fst_dark": ("warn", None, False),
    "fst_532": ("override", None, False),
    "fst_cleared": ("override", None, False),
    "suspicious": ("block", 0, False),
    "nevus_in_tattoo": ("block", 365, True),
    "cancer": ("override", 365, False),
    "immune": ("override", 90, False),
    "epilepsy": ("override", 365, False),
    "bleeding": ("warn", 90, False),
    "diabetes": ("warn", 90, False),
    "pacemaker": ("warn", 365, False),
    "cosmetic_tattoo": ("override", 365, False),
    "tattoo_allergy": ("block", 365, True),
    "tattoo_age": ("warn", 365, False),
    "permanent_makeup_area": ("warn", 365, False),
    "silver": ("override", 365, False),
    "retinoid": ("warn", 0, False),
    "filler": ("warn", 0, False),
    "prior_reaction": ("override", 365, False),
    "lidocaine": ("block", 365, False),
    "hormones_melasma": ("warn", 90, False),
    "test_patch": ("override", None, False),
    "expectation": ("warn", 365, False),
    "new_medicine": ("warn", 0, False),
    "light_disease": ("override", 365, False),
    "orbital_rim": ("block", 365, True),
    "other_treatment": ("override", 0, False),
    "numbing_area": ("warn", 0, False),
    "hair_area": ("warn", 365, False),
}
LEVELS = {"block": Level.STOP, "override": Level.CAUTION, "warn": Level.NOTE}
GROUPS = {
    "visit_sun": {"tan", "sunburn"},
    "visit_pregnant": {"pregnant"},
    "visit_changes": {"retinoid", "filler", "new_medicine", "other_treatment"},
    "visit_infection": {"infection"},
    "visit_marks": {"suspicious"},
}
TATTOO_ONLY = {"fst_532", "nevus_in_tattoo", "cosmetic_tattoo", "tattoo_allergy", "tattoo_age"}
DEVICE = Device(
    id=7, name="PicoWay", serial="", is_nanosecond=False, modes=(PulseMode(532), PulseMode(1064)), handpieces=()
)
GREEN, INFRARED = Beam(7, 532), Beam(7, 1064)
ALL = tuple(Fitzpatrick)
CLEARANCES = (
    Clearance(use="Tattoo", concerns=("tattoo",), wavelengths_nm=(532,), skin_types=ALL[:3]),
    Clearance(use="Tattoo", concerns=("tattoo",), wavelengths_nm=(1064,), skin_types=ALL),
    Clearance(use="Lesions", concerns=("solar_lentigo",), skin_types=ALL[:4]),
    Clearance(use="Wrinkles", concerns=("wrinkle",), skin_types=None),
)
FACTS = ScreeningFacts(
    questions=QUESTIONS,
    course_id=3,
    concern_key="tattoo",
    born_on=date(1992, 5, 3),
    skin_type=Fitzpatrick.II,
    clearances={7: CLEARANCES},
    devices={7: DEVICE},
)


def answers(default: Answer = Answer.NO, **others: Answer) -> tuple[ScreeningAnswer, ...]:
    """An answer to everything a person is asked."""
    return tuple(ScreeningAnswer(one.key, others.get(one.key, default)) for one in asked_questions(QUESTIONS))


def on_record(
    key: str, answer: Answer = Answer.NO, *, days_ago: int = 0, hour: int = 9, course_id: int | None = None
) -> GivenAnswer:
    """An answer given some days ago."""
    day = DAY - timedelta(days=days_ago)
    moment = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    about = course_id if course_id is not None else (3 if BY_KEY[key].about is About.AREA else None)
    return GivenAnswer(answer=ScreeningAnswer(key, answer), given_on=day, recorded_at=moment, course_id=about)


def all_on_record(days_ago: int = 1, **others: Answer) -> tuple[GivenAnswer, ...]:
    """Everything answered some days ago."""
    keys = [one.key for one in asked_questions(QUESTIONS)]
    return tuple(on_record(key, others.get(key, Answer.NO), days_ago=days_ago) for key in keys)


def found(plan: Plan, facts: ScreeningFacts = FACTS) -> Findings:
    return check_screening(plan, facts)


def codes(plan: Plan, facts: ScreeningFacts = FACTS) -> list[str]:
    return [one.code.removeprefix("screening.") for one in found(plan, facts)]


def standing(key: str, plan: Plan, facts: ScreeningFacts = FACTS) -> Standing:
    return next(one.standing for one in question_states(plan, facts) if one.question.key == key)


def visit(**others: Answer) -> tuple[ScreeningAnswer, ...]:
    """The five questions of each visit."""
    return tuple(ScreeningAnswer(key, others.get(key, Answer.NO)) for key in VISIT)


# The questions as they ship


def test_all_43_questions_of_the_reference_are_there_and_the_five_of_each_visit() -> None:
    assert set(BY_KEY) == {*REFERENCE, *VISIT}
    assert len(REFERENCE) == 43


@pytest.mark.parametrize("key", REFERENCE)
def test_action_validity_and_override_are_those_of_the_reference_section_5(key: str) -> None:
    action, validity, overridable = REFERENCE[key]
    question = BY_KEY[key]
    assert question.action is Action(action)
    assert question.level is LEVELS[action]
    assert question.overridable is overridable
    if validity is None:
        assert question.kind is QuestionKind.COMPUTED
        assert "validity_days" not in RECORDS[key]
    else:
        assert question.kind is QuestionKind.ASKED
        assert question.validity_days == validity


@pytest.mark.parametrize("key", REFERENCE)
def test_concerns_and_scope_are_those_of_the_reference_section_5(key: str) -> None:
    question = BY_KEY[key]
    expected: dict[str, tuple[str, ...]] = dict.fromkeys(TATTOO_ONLY, ("tattoo",))
    expected["hormones_melasma"] = ("melasma",)
    others = ("melasma", "solar_lentigo", "acne_scar", "wrinkle", "rejuvenation")
    expected["permanent_makeup_area"] = others
    assert question.concerns == expected.get(key, ("all",))
    assert question.scope is (Scope.ANAESTHESIA if key in ("lidocaine", "numbing_area") else Scope.TREATMENT)


def test_the_groups_of_each_visit_open_what_the_reference_names() -> None:
    assert {key: {one.key for one in QUESTIONS if one.group == key} for key in VISIT} == GROUPS
    assert [one.key for one in QUESTIONS if one.reopens] == ["visit_changes"]
    assert all(BY_KEY[key].validity_days == 0 for key in VISIT)


def test_every_validity_is_marked_as_not_sourced_design_choice_of_the_reference() -> None:
    figures = [one["validity_days"] for one in RECORDS.values() if "validity_days" in one]
    assert {figure["evidence"] for figure in figures} == {"unsourced"}


def test_an_allergy_is_never_overridable_whatever_the_clinic_edits() -> None:
    edited: Content = {**RECORDS["lidocaine"], "overridable": True}
    assert not read_question(edited).overridable
    assert [one.field for one in check_question(edited)] == ["overridable"]
    assert check_question(RECORDS["lidocaine"]) == check_question(RECORDS["pregnant"]) == ()


@pytest.mark.parametrize("action", ["override", "warn"])
def test_an_allergy_always_stops_whatever_the_clinic_edits(action: str) -> None:
    edited: Content = {**RECORDS["lidocaine"], "action": action}
    assert [one.field for one in check_question(edited)] == ["action"]
    assert read_question(edited).level is Level.STOP
    other: Content = {**RECORDS["pregnant"], "action": action}
    assert check_question(other) == ()
    assert read_question(other).action is Action(action)


# What has to be asked


def test_nothing_is_asked_where_the_clinic_has_no_questions() -> None:
    assert found(Plan(on=DAY), ScreeningFacts()) == ()


def test_unanswered_questions_stop_and_no_reason_answers_them() -> None:
    (first, *_) = found(Plan(on=DAY))
    assert (first.code, first.level, first.overridable) == (UNASKED, Level.STOP, False)
    assert str(first.sentence).startswith("Ask before treating: Sun or tan on the area; Pregnant")
    assert "more." in str(first.sentence)


def test_a_few_open_questions_are_all_named() -> None:
    facts = replace(FACTS, given=all_on_record(1))
    (only,) = found(Plan(on=DAY, answers=visit()[1:]), facts)
    assert str(only.sentence) == "Ask before treating: Sun or tan on the area."


def test_all_answered_with_no_passes() -> None:
    assert found(Plan(on=DAY, beams=(INFRARED,), numbs=True, answers=answers())) == ()


@pytest.mark.parametrize("key", [key for key, (_, days, _) in REFERENCE.items() if days])
def test_an_answer_holds_to_its_last_day_and_is_asked_again_on_the_next(key: str) -> None:
    concern = "melasma" if key in ("hormones_melasma", "permanent_makeup_area") else "tattoo"
    days = REFERENCE[key][1]
    assert days is not None
    for ago, expected in ((days, Standing.ANSWERED), (days + 1, Standing.STALE)):
        facts = replace(FACTS, concern_key=concern, given=(on_record(key, days_ago=ago),))
        assert standing(key, Plan(on=DAY, numbs=True), facts) is expected


def test_a_question_of_each_visit_holds_for_its_day_only() -> None:
    today = replace(FACTS, given=(on_record("visit_sun"),))
    yesterday = replace(FACTS, given=(on_record("visit_sun", days_ago=1),))
    assert standing("visit_sun", Plan(on=DAY), today) is Standing.ANSWERED
    assert standing("visit_sun", Plan(on=DAY), yesterday) is Standing.STALE


def test_an_answer_of_a_later_day_says_nothing_about_an_earlier_one() -> None:
    facts = replace(FACTS, given=(on_record("gold"),))
    assert standing("gold", Plan(on=DAY - timedelta(days=1)), facts) is Standing.OPEN


def test_a_no_closes_what_stands_behind_it_and_a_yes_opens_it() -> None:
    assert standing("tan", Plan(on=DAY)) is Standing.BEHIND
    assert standing("tan", Plan(on=DAY, answers=visit())) is Standing.CLOSED
    opened = Plan(on=DAY, answers=visit(visit_sun=Answer.YES))
    assert standing("tan", opened) is standing("sunburn", opened) is Standing.OPEN
    unsure = Plan(on=DAY, answers=visit(visit_sun=Answer.UNSURE))
    assert standing("tan", unsure) is Standing.OPEN


def test_a_yes_to_a_question_that_stands_alone_behind_its_group_is_its_own() -> None:
    facts = replace(FACTS, given=all_on_record(1))
    assert codes(Plan(on=DAY, answers=visit(visit_marks=Answer.YES)), facts) == ["suspicious"]


def test_a_yes_at_the_visit_outdoes_the_no_that_stands_alone_behind_it_since_this_morning() -> None:
    facts = replace(FACTS, given=(*all_on_record(1), on_record("suspicious")))
    assert codes(Plan(on=DAY, answers=visit(visit_marks=Answer.YES)), facts) == ["suspicious"]
    assert codes(Plan(on=DAY, answers=visit()), facts) == []


def test_a_later_yes_at_the_visit_asks_again_what_was_answered_with_no_before() -> None:
    morning = replace(FACTS, given=(on_record("tan"), on_record("sunburn", Answer.YES)))
    opened = Plan(on=DAY, answers=visit(visit_sun=Answer.UNSURE))
    assert standing("tan", opened, morning) is Standing.STALE
    assert standing("sunburn", opened, morning) is Standing.ANSWERED
    noon = replace(FACTS, given=(on_record("visit_sun", Answer.YES), on_record("tan", hour=12)))
    assert standing("tan", Plan(on=DAY), noon) is Standing.ANSWERED


def test_what_was_answered_today_holds_while_the_question_of_the_visit_waits() -> None:
    assert standing("tan", Plan(on=DAY), replace(FACTS, given=(on_record("tan"),))) is Standing.ANSWERED


def test_what_was_answered_with_yes_this_morning_is_not_closed_by_a_no_at_noon() -> None:
    facts = replace(FACTS, given=(*all_on_record(1), on_record("tan", Answer.YES)))
    assert codes(Plan(on=DAY, answers=visit()), facts) == ["tan"]


def test_a_reported_change_reopens_everything_that_was_answered_before() -> None:
    plan = Plan(on=DAY, answers=visit(visit_changes=Answer.YES))
    facts = replace(FACTS, given=all_on_record(1))
    assert standing("gold", plan, facts) is Standing.STALE
    again = Plan(on=DAY, answers=answers(visit_changes=Answer.YES, retinoid=Answer.YES))
    assert codes(again, facts) == ["retinoid"]


def test_a_change_reported_in_another_course_reopens_answers_of_this_one() -> None:
    change = on_record("visit_changes", Answer.UNSURE, hour=12, course_id=99)
    morning = replace(FACTS, given=(on_record("gold"), change))
    assert standing("gold", Plan(on=DAY), morning) is Standing.STALE
    evening = replace(FACTS, given=(change, on_record("gold", hour=18)))
    assert standing("gold", Plan(on=DAY), evening) is Standing.ANSWERED


def test_answers_of_one_moment_do_not_reopen_each_other() -> None:
    given = all_on_record(10, visit_changes=Answer.YES)
    assert standing("gold", Plan(on=DAY), replace(FACTS, given=given)) is Standing.ANSWERED


def test_an_answer_about_the_patient_counts_for_every_course_and_one_about_the_area_for_its_own() -> None:
    given = (on_record("gold"), on_record("orbital_rim", course_id=99))
    facts = replace(FACTS, given=given)
    assert standing("gold", Plan(on=DAY), facts) is Standing.ANSWERED
    assert standing("orbital_rim", Plan(on=DAY), facts) is Standing.OPEN
    assert standing("orbital_rim", Plan(on=DAY), replace(facts, course_id=99)) is Standing.ANSWERED


def test_a_question_is_asked_only_in_courses_it_concerns() -> None:
    asked = {one.question.key for one in question_states(Plan(on=DAY), replace(FACTS, concern_key="melasma"))}
    assert "hormones_melasma" in asked
    assert "permanent_makeup_area" in asked
    assert not TATTOO_ONLY & asked
    own = {one.question.key for one in question_states(Plan(on=DAY), replace(FACTS, concern_key="of our own"))}
    assert "gold" in own
    assert "hormones_melasma" not in own


def test_numbing_is_asked_about_where_the_skin_is_numbed() -> None:
    without = {one.question.key for one in question_states(Plan(on=DAY), FACTS)}
    with_cream = {one.question.key for one in question_states(Plan(on=DAY, numbs=True), FACTS)}
    assert with_cream - without == {"lidocaine", "numbing_area"}


@pytest.mark.parametrize(("opened_days_ago", "is_asked"), [(0, True), (91, True), (92, False), (400, False)])
def test_the_record_knows_that_a_tattoo_is_older_than_its_course(opened_days_ago: int, is_asked: bool) -> None:
    facts = replace(FACTS, course_opened_on=DAY - timedelta(days=opened_days_ago))
    assert ("tattoo_age" in {one.question.key for one in question_states(Plan(on=DAY), facts)}) is is_asked


# What an answer means


ASKED = [key for key, (_, days, _) in REFERENCE.items() if days is not None]


@pytest.mark.parametrize("answer", [Answer.YES, Answer.UNSURE])
@pytest.mark.parametrize("key", ASKED)
def test_a_yes_goes_as_far_as_the_reference_says_and_unsure_counts_as_yes(key: str, answer: Answer) -> None:
    concern = "melasma" if key in ("hormones_melasma", "permanent_makeup_area") else "tattoo"
    plan = Plan(on=DAY, numbs=True, answers=answers(**{key: answer}))
    (only,) = found(plan, replace(FACTS, concern_key=concern))
    action, _, overridable = REFERENCE[key]
    assert (only.field, only.code) == (f"screening.{key}", f"screening.{key}")
    assert only.level is LEVELS[action]
    assert only.overridable is overridable
    assert only.source
    said = str(only.sentence)
    assert ("Outside your rules." in said) is (action != "warn")
    assert ("unsure, which counts as yes" in said) is (answer is Answer.UNSURE)


def test_a_rule_nobody_ticked_off_stops_from_the_first_day() -> None:
    assert RECORDS["orbital_rim"]["evidence"] == "unsourced"
    (only,) = found(Plan(on=DAY, answers=answers(orbital_rim=Answer.YES)))
    assert only.level is Level.STOP


@pytest.mark.parametrize(
    ("born_on", "expected"),
    [(date(2008, 11, 22), []), (date(2008, 11, 23), ["under_age"]), (None, ["under_age"])],
)
def test_under_age_is_looked_up_and_never_overridden(born_on: date | None, expected: list[str]) -> None:
    plan = Plan(on=DAY, answers=answers())
    assert codes(plan, replace(FACTS, born_on=born_on)) == expected
    assert not any(one.overridable for one in found(plan, replace(FACTS, born_on=born_on)))


@pytest.mark.parametrize("skin_type", Fitzpatrick)
def test_types_four_to_six_get_a_note_and_at_532_nm_on_a_tattoo_a_caution(skin_type: Fitzpatrick) -> None:
    facts = replace(FACTS, skin_type=skin_type)
    is_dark = skin_type in (Fitzpatrick.IV, Fitzpatrick.V, Fitzpatrick.VI)
    at_1064 = found(Plan(on=DAY, beams=(INFRARED,), answers=answers()), facts)
    assert [(one.code, one.level) for one in at_1064] == [("screening.fst_dark", Level.NOTE)] * is_dark
    at_532 = codes(Plan(on=DAY, beams=(GREEN, GREEN), answers=answers()), facts)
    assert at_532 == (["fst_dark", "fst_532", "fst_cleared"] if is_dark else [])


def test_a_skin_type_nobody_recorded_counts_as_the_worse_one() -> None:
    facts = replace(FACTS, skin_type=None)
    assert codes(Plan(on=DAY, beams=(INFRARED,), answers=answers()), facts) == ["fst_dark"]
    green = found(Plan(on=DAY, beams=(GREEN,), answers=answers()), facts)
    assert [one.level for one in green] == [Level.NOTE, Level.CAUTION, Level.CAUTION]
    assert "cleared for I, II, III" in str(green[-1].sentence)


def test_the_532_nm_rule_is_about_tattoos() -> None:
    facts = replace(FACTS, concern_key="solar_lentigo", skin_type=Fitzpatrick.IV)
    assert codes(Plan(on=DAY, beams=(GREEN,), answers=answers()), facts) == ["fst_dark"]
    facts = replace(facts, skin_type=Fitzpatrick.V)
    assert codes(Plan(on=DAY, beams=(GREEN,), answers=answers()), facts) == ["fst_dark", "fst_cleared"]


def test_a_clearance_without_skin_types_sets_no_limit_and_none_at_all_is_unknown() -> None:
    dark = replace(FACTS, skin_type=Fitzpatrick.VI)
    plan = Plan(on=DAY, beams=(GREEN,), answers=answers())
    assert codes(plan, replace(dark, concern_key="wrinkle")) == ["fst_dark"]
    (_, unknown) = found(plan, replace(dark, concern_key="melasma"))
    assert (unknown.code, unknown.level) == ("screening.fst_cleared", Level.NOTE)
    assert "It is not known" in str(unknown.sentence)
    assert codes(Plan(on=DAY, beams=(Beam(404, 532),), answers=answers()), FACTS) == []


def test_a_question_the_clinic_retired_is_neither_asked_nor_judged() -> None:
    kept = tuple(one for one in QUESTIONS if one.key not in ("fst_dark", "gold"))
    facts = replace(FACTS, questions=kept, skin_type=Fitzpatrick.VI)
    assert codes(Plan(on=DAY, answers=answers(gold=Answer.YES)), facts) == []


def test_a_question_of_a_group_that_was_retired_stands_for_itself() -> None:
    kept = tuple(one for one in QUESTIONS if one.key != "visit_sun")
    assert standing("tan", Plan(on=DAY), replace(FACTS, questions=kept)) is Standing.OPEN


# The verdict


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ({}, Verdict.PASS),
        ({"hsv": Answer.YES}, Verdict.PASS),
        ({"keloid": Answer.YES}, Verdict.CAUTION),
        ({"keloid": Answer.YES, "gold": Answer.UNSURE}, Verdict.STOP),
    ],
)
def test_the_gravest_answer_gives_the_verdict(others: dict[str, Answer], expected: Verdict) -> None:
    assert verdict_of(found(Plan(on=DAY, answers=answers(**others)))) is expected


def test_open_questions_are_told_apart_from_a_stop() -> None:
    assert verdict_of(found(Plan(on=DAY))) is Verdict.TO_ASK
    assert verdict_of(found(Plan(on=DAY, answers=(ScreeningAnswer("gold", Answer.YES),)))) is Verdict.STOP


@given(st.dictionaries(st.sampled_from(ASKED), st.sampled_from(Answer)))
def test_one_more_yes_never_makes_the_verdict_milder(given_answers: dict[str, Answer]) -> None:
    order = (Verdict.PASS, Verdict.CAUTION, Verdict.STOP)
    verdict = verdict_of(found(Plan(on=DAY, numbs=True, answers=answers(**given_answers))))
    worse = verdict_of(found(Plan(on=DAY, numbs=True, answers=answers(**given_answers | {"keloid": Answer.YES}))))
    assert order.index(worse) >= order.index(verdict)


# Answers as entered


def test_an_answer_to_a_question_nobody_asks_is_refused() -> None:
    wrong: list[Any] = [ScreeningAnswer("fst_dark", Answer.NO), ScreeningAnswer("weather", Answer.NO)]
    assert [one.code for one in check_answers(wrong, QUESTIONS)] == ["screening.unknown"] * 2
    long_note = ScreeningAnswer("gold", Answer.YES, "x" * 20_001)
    assert [one.field for one in check_answers((long_note,), QUESTIONS)] == ["screening.gold"]
    assert check_answers((ScreeningAnswer("gold", Answer.YES, "1998"),), QUESTIONS) == ()


def test_a_question_without_a_validity_is_asked_at_each_visit() -> None:
    content = {key: value for key, value in RECORDS["gold"].items() if key != "validity_days"}
    assert read_question(content).validity_days == 0
    edited = {**RECORDS["gold"], "validity_days": {"value": str(Decimal(30)), "evidence": "unsourced"}}
    assert read_question(edited).validity_days == 30


def test_an_own_question_of_the_clinic_is_asked_and_judged_like_the_others() -> None:
    own = Question(
        key="own", title="Own", text="Own?", kind=QuestionKind.ASKED, action=Action.BLOCK, reason="Ours."
    )
    facts = replace(FACTS, questions=(*QUESTIONS, own))
    assert standing("own", Plan(on=DAY), facts) is Standing.OPEN
    plan = Plan(on=DAY, answers=(*answers(), ScreeningAnswer("own", Answer.YES)))
    (only,) = found(plan, facts)
    assert str(only.sentence) == "Own. Outside your rules. Ours."

"""Screening on the record: who was asked what and when, and what stops a session."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text

from pico_tracker.domain.errors import NotFound, Refused
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.responses import Anaesthesia
from pico_tracker.domain.rules import RuleKind
from pico_tracker.domain.screening import Answer, ScreeningAnswer
from pico_tracker.domain.screening_gate import Standing, Verdict, verdict_of
from pico_tracker.domain.test_patches import Beam, PatchEntry, PatchReadingEntry, PatchResult, PatchState
from pico_tracker.domain.topics import Topic
from pico_tracker.services.courses import open_course
from pico_tracker.services.patients import add_patient, edit_patient, read_patient
from pico_tracker.services.reports import gather_session_record
from pico_tracker.services.rules import edit_rule, put_rule_in_force
from pico_tracker.services.screening import Screening, read_screening, record_answers
from pico_tracker.services.sessions import log_session, read_session_facts
from pico_tracker.services.test_patches import read_test_patch, record_test_patch
from tests.builders import TODAY, Bench

TOMORROW = TODAY + timedelta(days=1)
YES, NO, UNSURE = Answer.YES, Answer.NO, Answer.UNSURE


@pytest.fixture
def course_id(bench: Bench) -> int:
    """An open tattoo course of a patient with skin type II."""
    patient_id = add_patient(bench.reception, bench.patient()).value
    return open_course(bench.practitioner, bench.course(patient_id)).value


def rows(bench: Bench) -> list[tuple[object, ...]]:
    """What is on record of the answers, without the noes."""
    wanted = "question, answer, note, course_id, session_id"
    with bench.database.read() as work:
        found = work.connection.execute(
            text(f"SELECT {wanted} FROM screening_answer WHERE answer != 'no' ORDER BY id")
        )
        return [tuple(row) for row in found]


def codes(error: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {one.code.removeprefix("screening.") for one in error.value.findings}


def standing(screening: Screening, key: str) -> Standing:
    return next(one.standing for one in screening.states if one.question.key == key)


def require_patches(bench: Bench) -> None:
    """Put the gate of the test patch back into force."""
    put_rule_in_force(bench.administrator, RuleKind.QUESTION, "test_patch", 2, "We test.", in_force=True)


def patch(bench: Bench, course_id: int, *, days_ago: int = 3, wavelength_nm: int = 1064) -> int:
    """A test patch on record."""
    entry = PatchEntry(
        entry_id=bench.mint(),
        course_id=course_id,
        device_id=bench.device_id,
        wavelength_nm=wavelength_nm,
        pulse_duration_ps=450,
        spot_width_mm=Decimal(4),
        fluence_j_cm2=Decimal("2.4"),
        placed_on=bench.practitioner.today() - timedelta(days=days_ago),
        note=" Inner side. ",
    )
    return record_test_patch(bench.practitioner, entry).value


def reading(bench: Bench, patch_id: int, result: PatchResult = PatchResult.NORMAL) -> PatchReadingEntry:
    """What it shows today."""
    today = bench.practitioner.today()
    return PatchReadingEntry(entry_id=bench.mint(), patch_id=patch_id, read_on=today, result=result)


def test_a_session_before_which_nothing_was_asked_is_refused_even_with_a_reason(
    bench: Bench, course_id: int
) -> None:
    with pytest.raises(Refused) as refused:
        log_session(bench.practitioner, bench.session(course_id, answers=(), reason="Known for years."))
    assert codes(refused) == {"unasked"}
    assert rows(bench) == []


def test_answers_are_written_with_the_session_and_are_about_the_patient_or_the_area(
    bench: Bench, course_id: int
) -> None:
    given = bench.all_no(hsv=YES, keloid=UNSURE)
    noted = tuple(replace(one, note=" Ear, 2019 \0") if one.question == "keloid" else one for one in given)
    entry = bench.session(course_id, answers=noted, reason="Seen by the dermatologist.")
    session_id = log_session(bench.practitioner, entry).value
    assert rows(bench) == [
        ("hsv", "yes", "", course_id, session_id),
        ("keloid", "unsure", "Ear, 2019", None, session_id),
    ]


def test_a_refused_session_leaves_no_answer_behind(bench: Bench, course_id: int) -> None:
    entry = bench.session(course_id, answers=bench.all_no(gold=YES), reason="Long ago.")
    with pytest.raises(Refused) as refused:
        log_session(bench.practitioner, entry)
    assert codes(refused) == {"gold"}
    assert rows(bench) == []


@pytest.mark.parametrize(("key", "answer"), [("keloid", YES), ("tan", YES), ("pregnant", UNSURE)])
def test_a_caution_or_an_overridable_stop_goes_ahead_with_a_reason_that_is_kept(
    bench: Bench, course_id: int, key: str, answer: Answer
) -> None:
    entry = bench.session(course_id, answers=bench.all_no(**{key: answer}))
    with pytest.raises(Refused):
        log_session(bench.practitioner, entry)
    log_session(bench.practitioner, replace(entry, reason="Agreed with the doctor."))
    with bench.database.read() as work:
        kept = work.connection.execute(text("SELECT code, reason FROM session_finding")).all()
    assert [tuple(row) for row in kept] == [(f"screening.{key}", "Agreed with the doctor.")]


def test_an_allergy_to_the_numbing_cream_locks_the_cream_and_not_the_treatment(
    bench: Bench, course_id: int
) -> None:
    answers = bench.all_no(lidocaine=YES)
    numbed = bench.session(
        course_id, answers=answers, anaesthesia=Anaesthesia.TOPICAL_LIDOCAINE, reason="Patient insists."
    )
    with pytest.raises(Refused) as refused:
        log_session(bench.practitioner, numbed)
    assert codes(refused) == {"lidocaine"}
    log_session(bench.practitioner, bench.session(course_id, answers=answers))


def test_answers_given_on_the_phone_are_remembered_and_asked_again_when_stale(bench: Bench, course_id: int) -> None:
    done = record_answers(bench.practitioner, course_id, bench.all_no())
    assert Topic.SCREENING in done.changed
    screening = read_screening(bench.practitioner, course_id)
    assert verdict_of(screening.findings) is Verdict.PASS
    given = next(one.given for one in screening.states if one.question.key == "gold")
    assert given is not None
    assert (given.given_on, given.asked_by) == (TODAY, "Practitioner")
    bench.clock.pass_days(1)
    next_day = read_screening(bench.practitioner, course_id)
    assert standing(next_day, "visit_sun") is Standing.STALE
    assert standing(next_day, "isotretinoin") is Standing.ANSWERED
    bench.clock.pass_days(90)
    later = read_screening(bench.practitioner, course_id)
    assert standing(later, "isotretinoin") is Standing.STALE
    assert standing(later, "gold") is Standing.ANSWERED


def test_a_later_answer_is_a_row_of_its_own_and_counts(bench: Bench, course_id: int) -> None:
    record_answers(bench.practitioner, course_id, bench.all_no(gold=YES))
    bench.clock.pass_days(1)
    record_answers(bench.practitioner, course_id, (ScreeningAnswer("gold", NO, "Was silver"),))
    assert [row[:2] for row in rows(bench)] == [("gold", "yes")]
    screening = read_screening(bench.practitioner, course_id)
    given = next(one.given for one in screening.states if one.question.key == "gold")
    assert given is not None
    assert given.answer == ScreeningAnswer("gold", NO, "Was silver")


def test_a_change_reported_in_one_course_reopens_what_was_answered_in_another(bench: Bench, course_id: int) -> None:
    patient_id = read_session_patient(bench, course_id)
    other = open_course(bench.practitioner, bench.course(patient_id, area="left calf")).value
    record_answers(bench.practitioner, course_id, bench.all_no())
    assert standing(read_screening(bench.practitioner, other), "gold") is Standing.ANSWERED
    assert standing(read_screening(bench.practitioner, other), "orbital_rim") is Standing.OPEN
    bench.clock.pass_days(1)
    record_answers(bench.practitioner, other, (ScreeningAnswer("visit_changes", YES),))
    assert standing(read_screening(bench.practitioner, course_id), "gold") is Standing.STALE


def read_session_patient(bench: Bench, course_id: int) -> int:
    """The patient of a course."""
    with bench.database.read() as work:
        found = work.connection.execute(text("SELECT patient_id FROM course WHERE id = :id"), {"id": course_id})
        return int(found.scalar_one())


@pytest.mark.parametrize("wrong", [(), (ScreeningAnswer("weather", NO),), (ScreeningAnswer("fst_dark", NO),)])
def test_answers_to_nothing_are_refused(bench: Bench, course_id: int, wrong: tuple[ScreeningAnswer, ...]) -> None:
    with pytest.raises(Refused):
        record_answers(bench.practitioner, course_id, wrong)


def test_a_course_that_is_not_there_is_named(bench: Bench, course_id: int) -> None:
    with pytest.raises(NotFound):
        read_screening(bench.practitioner, 404)
    with pytest.raises(NotFound):
        record_answers(bench.practitioner, 404, bench.all_no())


def test_what_the_clinic_edits_holds_for_the_next_session(bench: Bench, course_id: int) -> None:
    edit_rule(bench.administrator, RuleKind.QUESTION, "hsv", 1, {"action": "block"}, "Our doctor wants it.")
    entry = bench.session(course_id, answers=bench.all_no(hsv=YES), reason="Mild.")
    with pytest.raises(Refused) as refused:
        log_session(bench.practitioner, entry)
    assert codes(refused) == {"hsv"}


def test_an_own_stop_for_the_numbing_cream_cannot_be_made_overridable(bench: Bench) -> None:
    with pytest.raises(Refused):
        edit_rule(bench.administrator, RuleKind.QUESTION, "lidocaine", 1, {"overridable": True}, "Sometimes.")


def test_a_dark_skin_at_532_nm_needs_a_reason_from_the_cleared_types_of_the_laser(bench: Bench) -> None:
    patient_id = add_patient(bench.reception, bench.patient(fitzpatrick=Fitzpatrick.V)).value
    course_id = open_course(bench.practitioner, bench.course(patient_id)).value
    facts = read_session_facts(bench.practitioner, course_id).screening
    uses = {(one.concerns, one.wavelengths_nm) for one in facts.clearances[bench.device_id]}
    assert (("tattoo",), (532,)) in uses
    screening = read_screening(bench.practitioner, course_id, (Beam(bench.device_id, 532),))
    found = {one.code for one in screening.findings}
    assert {"screening.fst_dark", "screening.fst_532", "screening.fst_cleared"} <= found


# Test patches


def test_the_first_session_without_a_test_patch_needs_a_reason(bench: Bench, course_id: int) -> None:
    require_patches(bench)
    with pytest.raises(Refused) as refused:
        log_session(bench.practitioner, bench.session(course_id))
    assert codes(refused) == {"test_patch.missing"}
    log_session(bench.practitioner, bench.session(course_id, reason="Tested at the other clinic."))
    bench.clock.pass_days(60)
    log_session(bench.practitioner, bench.session(course_id))


def test_a_patch_that_was_read_as_normal_opens_the_first_session(bench: Bench, course_id: int) -> None:
    require_patches(bench)
    patch_id = patch(bench, course_id)
    with pytest.raises(Refused) as refused:
        log_session(bench.practitioner, bench.session(course_id))
    assert codes(refused) == {"test_patch.not read"}
    read_test_patch(bench.practitioner, reading(bench, patch_id))
    log_session(bench.practitioner, bench.session(course_id))
    screening = read_screening(bench.practitioner, course_id, (Beam(bench.device_id, 532),))
    assert screening.patches[Beam(bench.device_id, 532)] is PatchState.MISSING
    (on_record,) = screening.facts.patches.patches
    assert (on_record.entry.note, on_record.placed_by, on_record.area) == (
        "Inner side.",
        "Practitioner",
        "right forearm",
    )
    assert on_record.skin_type is Fitzpatrick.II
    assert [one.result for one in on_record.readings] == [PatchResult.NORMAL]


def test_a_patch_on_the_same_area_counts_for_another_course_of_it(bench: Bench, course_id: int) -> None:
    read_test_patch(bench.practitioner, reading(bench, patch(bench, course_id)))
    patient_id = read_session_patient(bench, course_id)
    same = open_course(bench.practitioner, bench.course(patient_id, area="Right Forearm")).value
    other = open_course(bench.practitioner, bench.course(patient_id, area="left calf")).value
    beam = Beam(bench.device_id, 1064)
    assert read_screening(bench.practitioner, same, (beam,)).patches[beam] is PatchState.READY
    assert read_screening(bench.practitioner, other, (beam,)).patches[beam] is PatchState.MISSING


def test_normal_is_refused_before_the_wait_is_over_and_a_reaction_is_not(bench: Bench, course_id: int) -> None:
    patch_id = patch(bench, course_id, days_ago=1)
    with pytest.raises(Refused) as refused:
        read_test_patch(bench.practitioner, reading(bench, patch_id))
    assert "Too early" in str(refused.value)
    read_test_patch(bench.practitioner, reading(bench, patch_id, PatchResult.REACTION))
    beam = Beam(bench.device_id, 1064)
    assert read_screening(bench.practitioner, course_id).patches[beam] is PatchState.REACTED


def test_another_skin_type_or_a_tan_asks_for_a_new_patch(bench: Bench, course_id: int) -> None:
    read_test_patch(bench.practitioner, reading(bench, patch(bench, course_id)))
    beam = Beam(bench.device_id, 1064)
    bench.clock.pass_days(1)
    record_answers(bench.practitioner, course_id, (ScreeningAnswer("tan", YES),))
    assert read_screening(bench.practitioner, course_id).patches[beam] is PatchState.TANNED
    bench.clock.pass_days(5)
    read_test_patch(bench.practitioner, reading(bench, patch(bench, course_id)))
    assert read_screening(bench.practitioner, course_id).patches[beam] is PatchState.READY
    patient = read_patient(bench.practitioner, read_session_patient(bench, course_id))
    darker = replace(patient.entry, fitzpatrick=Fitzpatrick.III)
    edit_patient(bench.practitioner, patient.id, patient.version, darker)
    assert read_screening(bench.practitioner, course_id).patches[beam] is PatchState.SKIN_CHANGED


def test_saving_a_patch_or_a_reading_twice_keeps_one(bench: Bench, course_id: int) -> None:
    entry = PatchEntry(
        entry_id=bench.mint(),
        course_id=course_id,
        device_id=bench.device_id,
        wavelength_nm=532,
        pulse_duration_ps=375,
        spot_width_mm=Decimal("3.5"),
        fluence_j_cm2=Decimal("0.8"),
        placed_on=TODAY - timedelta(days=9),
    )
    first, second = (record_test_patch(bench.practitioner, entry).value for _ in range(2))
    seen = reading(bench, first)
    assert first == second
    assert read_test_patch(bench.practitioner, seen).value == read_test_patch(bench.practitioner, seen).value
    (on_record,) = read_screening(bench.practitioner, course_id).facts.patches.patches
    assert on_record.entry == entry
    assert len(on_record.readings) == 1


@pytest.mark.parametrize("changes", [{"wavelength_nm": 755}, {"device_id": 404}, {"placed_on": TOMORROW}])
def test_an_impossible_patch_is_refused(bench: Bench, course_id: int, changes: dict[str, Any]) -> None:
    good = PatchEntry(
        entry_id=bench.mint(),
        course_id=course_id,
        device_id=bench.device_id,
        wavelength_nm=532,
        pulse_duration_ps=375,
        spot_width_mm=Decimal(3),
        fluence_j_cm2=Decimal("0.8"),
        placed_on=TODAY,
    )
    with pytest.raises(Refused):
        record_test_patch(bench.practitioner, replace(good, **changes))
    with pytest.raises(NotFound):
        read_test_patch(bench.practitioner, reading(bench, 404))


def test_the_record_of_a_session_tells_what_was_asked_that_day_in_the_words_of_that_day(
    bench: Bench, course_id: int
) -> None:
    record_answers(bench.practitioner, course_id, (ScreeningAnswer("gold", NO, "Asked on the phone"),))
    bench.clock.moment += timedelta(hours=1)
    given = tuple(
        replace(one, note="Ear, 2019") if one.question == "keloid" else one for one in bench.all_no(keloid=YES)
    )
    entry = bench.session(course_id, answers=given, reason="Seen by the dermatologist.")
    session_id = log_session(bench.practitioner, entry).value
    bench.clock.moment += timedelta(hours=1)
    record_answers(bench.practitioner, course_id, (ScreeningAnswer("gold", NO, "Asked after it"),))
    edit_rule(bench.administrator, RuleKind.QUESTION, "keloid", 1, {"title": "Scars"}, "Shorter.")
    asked = gather_session_record(bench.practitioner, session_id).asked
    assert [(one.title, one.note, one.asked_by) for one in asked if one.answer is YES] == [
        ("Keloid or thick scars", "Ear, 2019", "Practitioner")
    ]
    assert (asked[0].title, asked[0].note) == ("Gold treatment, ever", "Asked on the phone")
    assert len(asked) == len(given) + 1


def test_what_was_asked_before_another_session_is_not_told_of_this_one(bench: Bench, course_id: int) -> None:
    first = log_session(bench.practitioner, bench.session(course_id)).value
    bench.clock.pass_days(60)
    answers = bench.all_no(keloid=YES)
    log_session(bench.practitioner, bench.session(course_id, answers=answers, reason="Known."))
    assert {one.answer for one in gather_session_record(bench.practitioner, first).asked} == {NO}

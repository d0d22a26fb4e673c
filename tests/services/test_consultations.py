"""Consultations: signed once, amended only, and what they bring to the patient's record."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pico_tracker.domain.advice import AdviceKind
from pico_tracker.domain.consultations import AmendmentEntry
from pico_tracker.domain.errors import NotFound, Refused
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.rules import RuleKind
from pico_tracker.services.advice import read_course_advice
from pico_tracker.services.consultations import (
    amend_consultation,
    list_consultations,
    read_consultation_opening,
    sign_consultation,
)
from pico_tracker.services.courses import open_course
from pico_tracker.services.patients import add_patient, read_patient
from pico_tracker.services.rules import edit_rule
from tests.builders import TODAY, Bench


@pytest.fixture
def course_id(bench: Bench) -> int:
    """A course of a patient who is allergic to latex and whose skin type nobody wrote down."""
    patient_id = add_patient(bench.reception, bench.patient(allergies=("Latex",))).value
    return open_course(bench.practitioner, bench.course(patient_id)).value


def test_the_form_starts_from_patient_course_and_the_clinic_s_own_text(bench: Bench, course_id: int) -> None:
    opening = read_consultation_opening(bench.practitioner, course_id)
    assert opening.patient.name == "Amara Nwosu"
    assert opening.course.title == "Tattoo removal, right forearm"
    assert "cannot be removed completely" in opening.limits
    assert (opening.preparation.version, len(opening.preparation.lines)) == ("1.1", 8)


def test_a_signed_consultation_is_read_as_it_was_signed_by_whom_and_when(bench: Bench, course_id: int) -> None:
    entry = bench.consultation(course_id, held_on=TODAY - timedelta(days=3), told_other="Covering it.")
    key = sign_consultation(bench.practitioner, entry).value
    (known,) = list_consultations(bench.practitioner, course_id)
    assert (known.id, known.entry) == (key, entry)
    assert (known.signed_by, known.signed_at) == ("Practitioner", bench.clock.moment)


def test_signing_twice_with_one_form_is_one_consultation(bench: Bench, course_id: int) -> None:
    entry = bench.consultation(course_id)
    first = sign_consultation(bench.practitioner, entry).value
    assert sign_consultation(bench.practitioner, entry).value == first
    assert len(list_consultations(bench.practitioner, course_id)) == 1


def test_new_allergies_and_the_skin_type_reach_the_patient_s_record(bench: Bench, course_id: int) -> None:
    entry = bench.consultation(course_id, allergies=("latex", "Lidocaine"))
    sign_consultation(bench.practitioner, entry)
    patient = read_patient(bench.reception, 1)
    assert patient.entry.allergies == ("Latex", "Lidocaine")
    assert (patient.entry.fitzpatrick, patient.version) == (Fitzpatrick.III, 2)


def test_a_consultation_that_finds_nothing_new_leaves_the_patient_s_record_alone(
    bench: Bench, course_id: int
) -> None:
    sign_consultation(bench.practitioner, bench.consultation(course_id))
    sign_consultation(bench.practitioner, bench.consultation(course_id))
    assert read_patient(bench.reception, 1).version == 2


def test_preparation_ticked_as_told_becomes_an_advice_in_its_version(bench: Bench, course_id: int) -> None:
    sign_consultation(bench.practitioner, bench.consultation(course_id, preparation_told=True))
    (told,) = read_course_advice(bench.practitioner, course_id).told
    assert (told.kind, told.version, told.told_on) == (AdviceKind.PREPARATION, "1.1", TODAY)


def test_a_correction_stands_beside_what_was_signed_with_reason_and_author(bench: Bench, course_id: int) -> None:
    entry = bench.consultation(course_id)
    key = sign_consultation(bench.practitioner, entry).value
    bench.clock.pass_days(1)
    amendment = AmendmentEntry(
        entry_id=bench.mint(), consultation_id=key, text="Skin type IV.", reason="Misread the scale."
    )
    first = amend_consultation(bench.administrator, amendment).value
    assert amend_consultation(bench.administrator, amendment).value == first
    (known,) = list_consultations(bench.practitioner, course_id)
    (correction,) = known.amendments
    assert known.entry == entry
    assert (correction.text, correction.reason) == ("Skin type IV.", "Misread the scale.")
    assert (correction.author, correction.at) == ("Administrator", bench.clock.moment)


def test_what_is_wrong_is_refused_and_nothing_is_kept(bench: Bench, course_id: int) -> None:
    with pytest.raises(Refused) as refused:
        sign_consultation(bench.practitioner, bench.consultation(course_id, agreed=None, limits=" "))
    assert [one.field for one in refused.value.findings] == ["limits", "agreed"]
    assert list_consultations(bench.practitioner, course_id) == ()
    assert read_patient(bench.reception, 1).version == 1


def test_a_correction_needs_a_consultation_and_a_reason(bench: Bench, course_id: int) -> None:
    entry = AmendmentEntry(entry_id=bench.mint(), consultation_id=404, text="Right.", reason="Wrong.")
    with pytest.raises(NotFound):
        amend_consultation(bench.practitioner, entry)
    with pytest.raises(Refused):
        amend_consultation(bench.practitioner, replace(entry, reason="  "))


def test_a_course_that_is_not_on_record_has_no_consultation(bench: Bench) -> None:
    with pytest.raises(NotFound):
        sign_consultation(bench.practitioner, bench.consultation(404))
    with pytest.raises(NotFound):
        read_consultation_opening(bench.practitioner, 404)


def test_a_licence_that_is_not_on_file_keeps_from_signing_only_where_the_clinic_says_so(
    bench: Bench, course_id: int
) -> None:
    sign_consultation(bench.practitioner, bench.consultation(course_id))
    edit_rule(bench.administrator, RuleKind.POLICY, "licence_out_of_date", 1, {"level": "stop"}, "New law.")
    with pytest.raises(Refused, match="licence"):
        sign_consultation(bench.practitioner, bench.consultation(course_id))
    assert len(list_consultations(bench.practitioner, course_id)) == 1

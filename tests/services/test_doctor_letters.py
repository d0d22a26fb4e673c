"""Letters to the family doctor on both engines: drafted, signed once, printed as signed."""

import io
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader

from pico_tracker.domain.consultations import AmendmentEntry
from pico_tracker.domain.doctor_letters import LetterEntry
from pico_tracker.domain.errors import NotAllowed, NotFound, Refused
from pico_tracker.domain.topics import Topic
from pico_tracker.services.consultations import amend_consultation, sign_consultation
from pico_tracker.services.courses import open_course
from pico_tracker.services.doctor_letters import (
    list_doctor_letters,
    preview_doctor_letter,
    print_doctor_letter,
    read_letter_draft,
    write_doctor_letter,
)
from pico_tracker.services.patients import add_patient
from pico_tracker.services.sessions import log_session
from tests.builders import Bench

DOCTOR = "Dr J. Hargreaves\n3 Mill Lane\nLeeds"


def new_patient(bench: Bench) -> int:
    return add_patient(bench.reception, bench.patient(family_doctor=DOCTOR)).value


def letter(bench: Bench, patient_id: int, **changes: Any) -> LetterEntry:
    entry = LetterEntry(
        entry_id=bench.mint(), patient_id=patient_id, addressee=DOCTOR, subject="Laser", text="Dear colleague."
    )
    return replace(entry, **changes)


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_a_draft_tells_the_record_in_sentences(bench: Bench) -> None:
    patient_id = new_patient(bench)
    course_id = open_course(bench.practitioner, bench.course(patient_id)).value
    held = sign_consultation(bench.practitioner, bench.consultation(course_id, medicines="Levothyroxine."))
    log_session(bench.practitioner, bench.session(course_id))
    draft = read_letter_draft(bench.practitioner, patient_id, course_id)
    assert draft.addressee == DOCTOR
    assert draft.course_id == course_id
    assert "One session was given, on 22 Nov 2026. Laser: PicoWay (1064\u00a0nm)." in draft.text
    assert "Medicines, as told on 22 Nov 2026: Levothyroxine." in draft.text
    amended = AmendmentEntry(
        entry_id=bench.mint(), consultation_id=held.value, text="No medicines.", reason="Asked again."
    )
    amend_consultation(bench.practitioner, amended)
    assert "Medicines" not in read_letter_draft(bench.practitioner, patient_id, course_id).text


def test_a_draft_without_a_course_tells_all_of_them(bench: Bench) -> None:
    patient_id = new_patient(bench)
    for area in ("right forearm", "left calf"):
        open_course(bench.practitioner, bench.course(patient_id, area=area))
    draft = read_letter_draft(bench.practitioner, patient_id)
    assert draft.course_id is None
    assert "(right forearm)" in draft.text
    assert "(left calf)" in draft.text


def test_a_course_of_somebody_else_is_refused(bench: Bench) -> None:
    other = open_course(bench.practitioner, bench.course(new_patient(bench))).value
    patient_id = new_patient(bench)
    with pytest.raises(NotFound, match="not one of the patient's"):
        read_letter_draft(bench.practitioner, patient_id, other)
    wrong = letter(bench, patient_id, course_id=other)
    for service in (write_doctor_letter, preview_doctor_letter):
        with pytest.raises(NotFound, match="not one of the patient's"):
            service(bench.practitioner, wrong)


def test_a_letter_is_signed_once_and_a_second_one_is_another_letter(bench: Bench) -> None:
    patient_id = new_patient(bench)
    entry = letter(bench, patient_id, subject="  Laser   treatment ")
    first = write_doctor_letter(bench.practitioner, entry)
    assert Topic.LETTERS in first.changed
    again = write_doctor_letter(bench.practitioner, replace(entry, text="Changed afterwards."))
    assert again.value == first.value
    write_doctor_letter(bench.administrator, letter(bench, patient_id, text="A correction."))
    letters = list_doctor_letters(bench.practitioner, patient_id)
    assert [one.entry.text for one in letters] == ["A correction.", "Dear colleague."]
    assert letters[1].entry.subject == "Laser treatment"
    assert letters[1].written_by == bench.practitioner.operator.name
    assert letters[1].written_on == bench.practitioner.today()


def test_a_signed_letter_prints_as_it_was_signed(bench: Bench) -> None:
    letter_id = write_doctor_letter(bench.practitioner, letter(bench, new_patient(bench))).value
    text = text_of(print_doctor_letter(bench.practitioner, letter_id))
    assert "Dr J. Hargreaves 3 Mill Lane Leeds" in text
    assert "Signed in the record by" in text
    with pytest.raises(NotFound, match="This letter is not on record"):
        print_doctor_letter(bench.practitioner, 4711)


def test_a_preview_says_that_it_is_a_draft_and_keeps_nothing(bench: Bench) -> None:
    patient_id = new_patient(bench)
    text = text_of(preview_doctor_letter(bench.practitioner, letter(bench, patient_id)))
    assert "Draft: nobody signed it yet" in text
    assert list_doctor_letters(bench.practitioner, patient_id) == ()


def test_a_letter_without_text_is_refused(bench: Bench) -> None:
    for service in (write_doctor_letter, preview_doctor_letter):
        with pytest.raises(Refused):
            service(bench.practitioner, letter(bench, new_patient(bench), text=" \n "))


def test_reception_reads_no_letter_and_signs_none(bench: Bench) -> None:
    patient_id = new_patient(bench)
    letter_id = write_doctor_letter(bench.practitioner, letter(bench, patient_id)).value
    with pytest.raises(NotAllowed):
        print_doctor_letter(bench.reception, letter_id)
    with pytest.raises(NotAllowed):
        list_doctor_letters(bench.reception, patient_id)
    with pytest.raises(NotAllowed):
        write_doctor_letter(bench.reception, letter(bench, patient_id))

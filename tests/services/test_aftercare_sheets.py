"""Which aftercare sheet a patient gets, on both engines."""

import io
from typing import Any

import pytest
from pypdf import PdfReader

from pico_tracker.domain.advice_languages import LanguageChoice
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.rules import RuleKind
from pico_tracker.services.aftercare_sheets import (
    list_aftercare_languages,
    print_aftercare_sheet,
    read_aftercare_offer,
)
from pico_tracker.services.amendments import void_session
from pico_tracker.services.courses import open_course
from pico_tracker.services.patients import add_patient
from pico_tracker.services.rules import add_rule, list_rules, put_rule_in_force
from pico_tracker.services.sessions import log_session
from tests.builders import Bench


def new_course(bench: Bench, language: str = "", **changes: Any) -> int:
    patient_id = add_patient(bench.reception, bench.patient(language=language)).value
    return open_course(bench.practitioner, bench.course(patient_id, **changes)).value


def add_text(bench: Bench, language: str, concern: str, line: str) -> None:
    key = f"{language}.{concern or 'general'}"
    content = {
        "key": key,
        "title": f"Text {key}",
        "language": language,
        "concern": concern,
        "device": "",
        "preparation": [],
        "aftercare": [line],
        "evidence": "unsourced",
        "sources": ["UNS"],
    }
    add_rule(bench.administrator, RuleKind.INSTRUCTION, key, content, "A text of our own.")


def in_polish(bench: Bench) -> None:
    add_text(bench, "pl", "", "Chłodzić.")
    add_text(bench, "pl", "tattoo", "Nie moczyć.")


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_a_clinic_has_the_languages_in_which_nothing_is_missing(bench: Bench) -> None:
    course_id = new_course(bench)
    add_text(bench, "pl", "", "Chłodzić.")
    assert list_aftercare_languages(bench.reception, course_id) == ("en",)
    add_text(bench, "pl", "tattoo", "Nie moczyć.")
    assert list_aftercare_languages(bench.reception, course_id) == ("en", "pl")


def test_the_sheet_is_in_the_patients_language_where_the_clinic_has_it(bench: Bench) -> None:
    in_polish(bench)
    course_id = new_course(bench, "Polish")
    offer = read_aftercare_offer(bench.practitioner, course_id)
    assert (offer.concern_name, offer.choice, offer.version) == ("Tattoo removal", LanguageChoice("pl"), "1.1")
    text = text_of(print_aftercare_sheet(bench.reception, course_id))
    assert "Chłodzić." in text
    assert "Nie moczyć." in text
    assert "Redness, warmth" not in text
    assert "We do not have" not in text


def test_else_it_is_in_the_clinics_own_language_and_says_so(bench: Bench) -> None:
    in_polish(bench)
    course_id = new_course(bench, "Somali")
    assert read_aftercare_offer(bench.practitioner, course_id).choice == LanguageChoice("en", "Somali")
    text = text_of(print_aftercare_sheet(bench.practitioner, course_id))
    assert "We do not have this text in Somali yet. This sheet is in English." in text
    assert "Call the clinic the same day for blisters" in text


def test_a_language_may_be_chosen_for_the_sheet(bench: Bench) -> None:
    in_polish(bench)
    course_id = new_course(bench, "Somali")
    text = text_of(print_aftercare_sheet(bench.practitioner, course_id, "pl"))
    assert "Nie moczyć." in text
    assert "We do not have" not in text


def test_a_session_is_named_by_its_day_and_another_courses_session_is_refused(bench: Bench) -> None:
    course_id = new_course(bench)
    session_id = log_session(bench.practitioner, bench.session(course_id)).value
    text = text_of(print_aftercare_sheet(bench.practitioner, course_id, session_id=session_id))
    assert "right forearm · session of 22 Nov 2026" in text
    with pytest.raises(NotFound, match="another course"):
        print_aftercare_sheet(bench.practitioner, new_course(bench), session_id=session_id)


def test_a_clinic_without_texts_is_told_where_to_add_one(bench: Bench) -> None:
    course_id = new_course(bench)
    for rule in list_rules(bench.practitioner, RuleKind.INSTRUCTION):
        put_rule_in_force(
            bench.administrator, RuleKind.INSTRUCTION, rule.key, rule.version, "Ours come.", in_force=False
        )
    offer = read_aftercare_offer(bench.practitioner, course_id)
    assert (offer.languages, offer.version) == ((), "")
    with pytest.raises(NotFound, match="Add one in Settings"):
        print_aftercare_sheet(bench.practitioner, course_id)


def test_no_sheet_names_a_session_that_was_found_void(bench: Bench) -> None:
    course_id = new_course(bench)
    session_id = log_session(bench.practitioner, bench.session(course_id)).value
    void_session(bench.practitioner, session_id, 1, "Another patient's.")
    with pytest.raises(NotFound, match="found void"):
        print_aftercare_sheet(bench.reception, course_id, session_id=session_id)

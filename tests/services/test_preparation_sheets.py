"""Which preparation sheet a patient gets, on both engines."""

import io
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from pypdf import PdfReader

from pico_tracker.db.queries.courses import read_course
from pico_tracker.domain.advice_languages import LanguageChoice
from pico_tracker.domain.diary import Place, VisitEntry, VisitKind
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.printouts import SheetKind
from pico_tracker.domain.rules import RuleKind
from pico_tracker.domain.sheet_templates import SheetTemplate
from pico_tracker.services.courses import open_course
from pico_tracker.services.letterheads import save_template
from pico_tracker.services.patients import add_patient
from pico_tracker.services.preparation_sheets import (
    list_preparation_languages,
    print_preparation_sheet,
    read_preparation_offer,
)
from pico_tracker.services.rules import list_rules, put_rule_in_force
from pico_tracker.services.visits import book_visit, cancel_visit
from tests.builders import Bench


def new_course(bench: Bench, language: str = "", **changes: Any) -> int:
    patient_id = add_patient(bench.reception, bench.patient(language=language)).value
    return open_course(bench.practitioner, bench.course(patient_id, **changes)).value


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def booked(bench: Bench, course_id: int, days: int, **changes: Any) -> int:
    """A visit at 10:15 so many days from today; of another patient where one is named."""
    patient_id = changes.pop("patient_id", None) or read_course_patient(bench, course_id)
    entry = VisitEntry(
        entry_id=bench.mint(),
        patient_id=patient_id,
        course_ids=(course_id,),
        kind=changes.pop("kind", VisitKind.SESSION),
        place=Place(
            starts_at=datetime.combine(
                bench.reception.today() + timedelta(days=days), time(10, 15), bench.reception.zone
            ),
            minutes=45,
            practitioner_id=bench.practitioner.operator.id,
        ),
    )
    return book_visit(bench.reception, entry).value


def read_course_patient(bench: Bench, course_id: int) -> int:
    with bench.database.read() as work:
        return read_course(work, course_id).entry.patient_id


def test_the_sheet_is_in_the_patients_language_where_the_clinic_has_it(bench: Bench) -> None:
    course_id = new_course(bench, "Somali")
    assert list_preparation_languages(bench.reception, course_id) == ("en",)
    offer = read_preparation_offer(bench.reception, course_id)
    assert (offer.concern_name, offer.choice) == ("Tattoo removal", LanguageChoice("en", "Somali"))
    text = text_of(print_preparation_sheet(bench.reception, course_id))
    assert "We do not have this text in Somali yet." in text
    assert "Keep the area out of the sun for 4 weeks before" in text
    assert "Shave the area the day before." in text


def test_the_next_visit_of_the_course_is_named_or_the_one_asked_for(bench: Bench) -> None:
    course_id = new_course(bench)
    assert "10:15" not in text_of(print_preparation_sheet(bench.reception, course_id))
    later = booked(bench, course_id, 16)
    booked(bench, course_id, 9)
    assert "Tuesday 1 Dec 2026 at 10:15" in text_of(print_preparation_sheet(bench.reception, course_id))
    asked = text_of(print_preparation_sheet(bench.reception, course_id, visit_id=later))
    assert "Tuesday 8 Dec 2026 at 10:15" in asked


def test_another_patients_visit_is_refused(bench: Bench) -> None:
    visit_id = booked(bench, new_course(bench), 9)
    with pytest.raises(NotFound, match="not one of the patient's"):
        print_preparation_sheet(bench.reception, new_course(bench), visit_id=visit_id)
    with pytest.raises(NotFound, match="not one of the patient's"):
        print_preparation_sheet(bench.reception, new_course(bench), visit_id=visit_id + 999)


def test_the_clinics_own_words_stand_on_it(bench: Bench) -> None:
    save_template(
        bench.administrator, SheetKind.PREPARATION, SheetTemplate(opening="Welcome.", closing="Until soon.")
    )
    text = text_of(print_preparation_sheet(bench.reception, new_course(bench)))
    assert "Welcome." in text
    assert "Until soon." in text


def test_a_clinic_without_texts_is_told_where_to_add_one(bench: Bench) -> None:
    course_id = new_course(bench)
    for rule in list_rules(bench.practitioner, RuleKind.INSTRUCTION):
        put_rule_in_force(
            bench.administrator, RuleKind.INSTRUCTION, rule.key, rule.version, "Ours come.", in_force=False
        )
    with pytest.raises(NotFound, match="no preparation text"):
        print_preparation_sheet(bench.practitioner, course_id)


def test_nobody_prepares_for_a_visit_that_was_cancelled(bench: Bench) -> None:
    course_id = new_course(bench)
    visit_id = booked(bench, course_id, 9)
    cancel_visit(bench.reception, visit_id)
    with pytest.raises(NotFound, match="cancelled or missed"):
        print_preparation_sheet(bench.reception, course_id, visit_id=visit_id)
    assert "10:15" not in text_of(print_preparation_sheet(bench.reception, course_id))

"""The appointment card and the label as the desk prints them."""

from datetime import datetime, timedelta

import pytest

from pico_tracker.domain.diary import Place, VisitEntry, VisitKind
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.printouts import SheetKind
from pico_tracker.domain.sheet_templates import SheetTemplate
from pico_tracker.services.appointment_cards import (
    gather_appointment_card,
    gather_appointment_label,
    print_appointment_card,
    print_appointment_label,
)
from pico_tracker.services.courses import open_course
from pico_tracker.services.letterheads import save_template
from pico_tracker.services.patients import add_patient
from pico_tracker.services.visits import book_visit, cancel_visit
from tests.builders import NOON, Bench


@pytest.fixture
def patient_id(bench: Bench) -> int:
    return add_patient(bench.reception, bench.patient()).value


def book(bench: Bench, patient_id: int, days: int, kind: VisitKind, *course_ids: int) -> int:
    starts: datetime = NOON + timedelta(days=days)
    place = Place(starts_at=starts, minutes=45, practitioner_id=bench.practitioner.operator.id)
    entry = VisitEntry(
        entry_id=bench.mint(),
        patient_id=patient_id,
        course_ids=course_ids,
        kind=kind,
        place=place,
        note="Faints at needles.",
        desk_note="Owes a fee.",
    )
    return book_visit(bench.practitioner, entry).value


def test_the_card_has_the_visits_to_come_and_nothing_clinical_whoever_prints_it(
    bench: Bench, patient_id: int
) -> None:
    course_id = open_course(bench.practitioner, bench.course(patient_id)).value
    later = book(bench, patient_id, 30, VisitKind.REVIEW, course_id)
    soon = book(bench, patient_id, 2, VisitKind.SESSION, course_id)
    cancel_visit(bench.reception, book(bench, patient_id, 3, VisitKind.REVIEW))
    for context in (bench.practitioner, bench.reception):
        card = gather_appointment_card(context, patient_id)
        assert [one.id for one in card.visits] == [soon, later]
        assert {(one.course_titles, one.note, one.desk_note) for one in card.visits} == {((), "", "")}
        assert card.visits[0].practitioner_name == "Practitioner"
        assert card.asks_preparation
    bench.clock.pass_days(5)
    assert [one.id for one in gather_appointment_card(bench.reception, patient_id).visits] == [later]


def test_only_a_visit_that_treats_asks_to_come_prepared(bench: Bench, patient_id: int) -> None:
    assert not gather_appointment_card(bench.reception, patient_id).asks_preparation
    book(bench, patient_id, 2, VisitKind.REVIEW)
    assert not gather_appointment_card(bench.reception, patient_id).asks_preparation
    book(bench, patient_id, 4, VisitKind.SESSION)
    assert not gather_appointment_card(bench.reception, patient_id).asks_preparation
    open_course(bench.practitioner, bench.course(patient_id))
    assert gather_appointment_card(bench.reception, patient_id).asks_preparation


def test_the_clinics_own_words_are_on_the_card(bench: Bench, patient_id: int) -> None:
    save_template(bench.administrator, SheetKind.APPOINTMENT_CARD, SheetTemplate(closing="Call a day before."))
    assert gather_appointment_card(bench.reception, patient_id).template.closing == "Call a day before."


def test_card_and_label_come_out_as_pdf(bench: Bench, patient_id: int) -> None:
    visit_id = book(bench, patient_id, 2, VisitKind.SESSION)
    label = gather_appointment_label(bench.reception, visit_id)
    assert (label.patient.name, label.visit.id, label.visit.note) == ("Amara Nwosu", visit_id, "")
    for pdf in (
        print_appointment_card(bench.reception, patient_id),
        print_appointment_label(bench.reception, visit_id),
    ):
        assert pdf.startswith(b"%PDF")


def test_a_visit_that_was_cancelled_has_no_label(bench: Bench, patient_id: int) -> None:
    visit_id = book(bench, patient_id, 2, VisitKind.SESSION)
    cancel_visit(bench.reception, visit_id)
    with pytest.raises(NotFound, match="cancelled or missed"):
        print_appointment_label(bench.reception, visit_id)


def test_a_visit_or_a_patient_that_is_not_there_is_said(bench: Bench) -> None:
    with pytest.raises(NotFound):
        print_appointment_label(bench.reception, 99)
    with pytest.raises(NotFound):
        print_appointment_card(bench.reception, 99)

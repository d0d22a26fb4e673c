"""What the consultation sheet of a course prints, on both engines."""

import io

import pytest
from pypdf import PdfReader

from pico_tracker.domain.agreements import AgreementEntry
from pico_tracker.domain.consultations import AmendmentEntry
from pico_tracker.domain.errors import NotAllowed, NotFound
from pico_tracker.domain.intervals import Interval
from pico_tracker.domain.printouts import SheetKind
from pico_tracker.domain.sheet_templates import SheetTemplate
from pico_tracker.services.agreements import agree_longer_plan
from pico_tracker.services.consultation_sheets import gather_consultation_sheet, print_consultation_sheet
from pico_tracker.services.consultations import amend_consultation, sign_consultation
from pico_tracker.services.courses import open_course, read_patient_page
from pico_tracker.services.letterheads import save_template
from pico_tracker.services.patients import add_patient
from tests.builders import Bench


def new_course(bench: Bench) -> tuple[int, int]:
    patient_id = add_patient(bench.reception, bench.patient()).value
    return patient_id, open_course(bench.practitioner, bench.course(patient_id)).value


def test_the_sheet_holds_the_consultations_latest_first_with_amendments_and_plans(bench: Bench) -> None:
    patient_id, course_id = new_course(bench)
    sign_consultation(bench.practitioner, bench.consultation(course_id, goal="First goal."))
    second = sign_consultation(bench.practitioner, bench.consultation(course_id, goal="Second goal.")).value
    corrected = AmendmentEntry(
        entry_id=bench.mint(), consultation_id=second, text="Twelve at most.", reason="Miscounted."
    )
    amend_consultation(bench.practitioner, corrected)
    course = read_patient_page(bench.practitioner, patient_id).courses[0].course
    longer = AgreementEntry(
        entry_id=bench.mint(),
        course_id=course_id,
        sessions_from=4,
        sessions_to=12,
        interval=Interval(6, 8, 16),
        agreed_on=bench.practitioner.today(),
        reason="Slower than hoped.",
    )
    agree_longer_plan(bench.practitioner, course_id, course.version, longer)
    sheet = gather_consultation_sheet(bench.practitioner, course_id)
    assert [one.entry.goal for one in sheet.consultations] == ["Second goal.", "First goal."]
    assert [one.text for one in sheet.latest.amendments] == ["Twelve at most."]
    assert [one.entry.sessions_to for one in sheet.agreements] == [10, 12]
    assert sheet.printed_by == bench.practitioner.operator.name


def test_without_a_signed_consultation_there_is_no_sheet(bench: Bench) -> None:
    _, course_id = new_course(bench)
    with pytest.raises(NotFound, match="No consultation of this course is signed yet"):
        print_consultation_sheet(bench.practitioner, course_id)


def test_the_clinics_own_words_and_letterhead_are_on_it(bench: Bench) -> None:
    _, course_id = new_course(bench)
    sign_consultation(bench.practitioner, bench.consultation(course_id))
    template = SheetTemplate(opening="Thank you for coming.", hidden=frozenset({"range"}))
    save_template(bench.administrator, SheetKind.CONSULTATION, template)
    pdf = print_consultation_sheet(bench.practitioner, course_id)
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert "Thank you for coming." in text
    assert "Bare arms in summer." in text
    assert gather_consultation_sheet(bench.practitioner, course_id).template == template


def test_reception_may_not_print_what_is_clinical(bench: Bench) -> None:
    _, course_id = new_course(bench)
    sign_consultation(bench.practitioner, bench.consultation(course_id))
    with pytest.raises(NotAllowed):
        print_consultation_sheet(bench.reception, course_id)

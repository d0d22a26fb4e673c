"""A course is agreed before it is treated: consultation, consent, first session, and a withdrawal."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from pico_tracker.domain.consents import ConsentKind
from pico_tracker.services.advice import read_course_advice
from pico_tracker.services.consents import list_course_consents, record_consent
from pico_tracker.services.consultations import list_consultations, sign_consultation
from pico_tracker.services.courses import open_course, read_patient_page
from pico_tracker.services.drafts import list_drafts
from pico_tracker.services.patients import add_patient
from pico_tracker.ui.advice.call_form import CallForm
from pico_tracker.ui.consultation.consent_page import ConsentPage
from pico_tracker.ui.consultation.consultation_page import ConsultationPage
from pico_tracker.ui.consultation.panel import ConsultationPanel
from pico_tracker.ui.consultation.signature_field import SignaturePad
from pico_tracker.ui.consultation.withdrawal_form import WithdrawalForm
from pico_tracker.ui.courses.form_page import CourseFormPage
from pico_tracker.ui.courses.reaction_form import ReactionForm
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.chips import Chip
from pico_tracker.ui.kit.fields import YesNoField
from pico_tracker.ui.kit.form import Form
from pico_tracker.ui.kit.notice import Notice
from pico_tracker.ui.patients.patient_page import PatientPage
from pico_tracker.ui.session_log.page import LogSessionPage
from pico_tracker.ui.today.page import TodayPage
from tests.builders import Bench
from tests.journeys.conftest import SitDown
from tests.journeys.seats import EYES, Seat, everything_said

NAME = "Amara Nwosu"
ONE_PASS = {
    "handpiece_id": "z",
    "wavelength_nm": "1064",
    "pulse_duration_ps": "450",
    "spot_width_mm": "4",
    "fluence_j_cm2": "2.4",
    "repetition_hz": "4",
    "pulses": "312",
}
TYPED = {
    "history": "Black ink, 10 years old.",
    "fitzpatrick": "III",
    "medicines": "None.",
    "goal": "Bare arms.",
}


@pytest.fixture
def bench(file_bench: Bench) -> Bench:
    """A clinic that asks for its papers, with a patient in it."""
    file_bench.judge_papers()
    add_patient(file_bench.practitioner, file_bench.patient())
    return file_bench


def open_patient(seat: Seat) -> PatientPage:
    seat.key("Ctrl+K")
    seat.write("nwo")
    seat.key("Return")
    return seat.patient_page(NAME)


def say(seat: Seat, form: Form, name: str, *, yes: bool) -> None:
    """Answer a question with a click."""
    field = form.field(name)
    assert isinstance(field, YesNoField)
    seat.click(field.yes if yes else field.no)


def tick(seat: Seat, form: Form, name: str) -> None:
    """Click at a tick, or press Space where the click only went there."""
    field = form.field(name)
    seat.click_into(field)
    if not field.value():
        seat.key("Space")
    assert field.value()


def notice(page: PatientPage, text: str) -> Notice:
    return next(one for one in page.notices.notices if text in one.text.text())


def button(top: QWidget, text: str) -> Button:
    return next(one for one in top.findChildren(Button) if one.isVisible() and one.said() == text)


def panel(seat: Seat) -> ConsultationPanel:
    page = seat.patient_page(NAME)
    seat.until(lambda: isinstance(page.parts.part, ConsultationPanel))
    part = page.parts.part
    assert isinstance(part, ConsultationPanel)
    return part


def states(seat: Seat) -> list[str]:
    """What the chips of the consents say, from the top."""
    return [one.chip.text for one in panel(seat).consents.findChildren(Chip) if one.isVisible()]


def test_a_new_course_is_consulted_consented_and_treated(bench: Bench, sit_down: SitDown) -> None:
    seat = sit_down(bench.practitioner)
    open_new_course(seat)
    consult(seat)
    seat.until(lambda: states(seat) == ["Not asked"] * 4)
    course_id = seat.patient_page(NAME).course_id
    seat.key("Ctrl+L")
    form = seat.session_form()
    seat.until(lambda: "No consent to this treatment is on record." in everything_said(form.before))
    assert form.reason_card.isVisible()
    seat.key("Esc")
    consent(seat)
    treat(seat)
    (session,) = read_patient_page(bench.practitioner, 1).courses[0].sessions
    assert (session.entry.reason, session.entry.aftercare_told) == ("", True)
    assert [one.entry.agreed for one in list_consultations(bench.practitioner, course_id)] == [True]
    assert {one.kind: one.given for one in list_course_consents(bench.practitioner, course_id)} == {
        ConsentKind.TREATMENT: True,
        ConsentKind.PHOTOS_CLINICAL: True,
        ConsentKind.PHOTOS_MARKETING: False,
    }


def open_new_course(seat: Seat) -> None:
    seat.click(open_patient(seat).new_course_button)
    form = seat.page(CourseFormPage).form
    seat.fill(form.field("concern_id"), "Tattoo")
    seat.fill(form.field("area"), "right forearm")
    seat.key("Ctrl+S")
    page = seat.patient_page(NAME)
    seat.until(lambda: page.course_id > 0 and bool(page.notices.notices))
    seat.click(button(notice(page, "consultation is not signed yet"), "Consultation"))


def consult(seat: Seat) -> None:
    page = seat.page(ConsultationPage)
    seat.until(page.banner.isVisible)
    form = page.form
    typed = {
        "history": "Black ink, 10 years old.",
        "fitzpatrick": "III",
        "medicines": "None.",
        "goal": "Bare arms.",
    }
    for name, text in typed.items():
        seat.fill(form.field(name), text)
    for name in ("told_no_treatment", "told_topical", "preparation_told"):
        tick(seat, form, name)
    say(seat, form, "agreed", yes=True)
    seat.key("Ctrl+S")
    part = panel(seat)
    seat.until(lambda: part.state.chip.text == "Signed")


def draw(pad: SignaturePad) -> None:
    """Sign by mouse."""
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(30, 60))
    for step in range(1, 9):
        QTest.mouseMove(pad, QPoint(30 + 24 * step, 60 + 30 * (step % 2)))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(222, 60))


def consent(seat: Seat) -> None:
    seat.click(panel(seat).consent_button)
    page = seat.page(ConsentPage)
    seat.until(page.banner.isVisible)
    seat.until(lambda: "Complete removal is not promised." in everything_said(page))
    for name, yes in (("treatment", True), ("photos_clinical", True), ("photos_marketing", False)):
        say(seat, page.form, name, yes=yes)
    draw(page.form.signature.pad)
    seat.key("Ctrl+S")
    seat.until(lambda: states(seat) == ["Given", "Given", "Not asked", "Refused"])


def treat(seat: Seat) -> None:
    """Log the first session; nobody asks for a reason."""
    seat.key("Ctrl+L")
    form = seat.session_form()
    assert "No consent" not in everything_said(form.before)
    seat.fill(form.before.eyes, EYES)
    fields = {one.name: one for one in form.passes.editor.fields}
    for name, text in ONE_PASS.items():
        seat.fill(fields[name], text)
    toggles = form.passes.editor.endpoints.findChildren(QAbstractButton)
    seat.click(next(one for one in toggles if one.text() == "Frosting"))
    seat.fill(form.after.pain, "4")
    seat.choose(form.after.cooling, "Cold air")
    seat.choose(form.after.numbing, "None")
    seat.answer_all_no()
    seat.may_treat()
    tick(seat, form, "aftercare_told")
    assert form.after.aftercare.input.text() == "Aftercare told, version 1.1"
    seat.key("Ctrl+Return")
    page = seat.patient_page(NAME)
    seat.until(lambda: page.view.sessions.table.records.rowCount() == 1)


def test_a_withdrawn_consent_stops_the_next_session(bench: Bench, sit_down: SitDown) -> None:
    seat = begin(bench, sit_down)
    part = panel(seat)
    seat.until(lambda: any(one.isVisible() and one.said() == "Withdraw" for one in part.findChildren(Button)))
    seat.click(button(part, "Withdraw"))
    form = seat.dialog()
    assert isinstance(form, WithdrawalForm)
    seat.fill(form.reason, "Changed her mind.")
    seat.save_dialog()
    seat.until(lambda: states(seat)[0] == "Withdrawn")
    seat.key("Ctrl+L")
    said = "withdrawn on 22 Nov 2026"
    form_page = seat.session_form()
    seat.until(lambda: said in everything_said(form_page.before))
    seat.key("Ctrl+Return")
    page = seat.page(LogSessionPage)
    seat.until(lambda: bool(page.notices.notices))
    assert read_patient_page(bench.practitioner, 1).courses[0].sessions == ()


def begin(bench: Bench, sit_down: SitDown) -> Seat:
    """A course with both papers, its consultation in front."""
    course_id = open_course(bench.practitioner, bench.course(1)).value
    sign_consultation(bench.practitioner, bench.consultation(course_id))
    record_consent(bench.practitioner, bench.consent(course_id))
    seat = sit_down(bench.practitioner)
    page = open_patient(seat)
    seat.until(lambda: page.course_id > 0)
    page.show_part("consultation")
    return seat


def test_reception_calls_after_a_session_and_passes_on_what_was_told(bench: Bench, sit_down: SitDown) -> None:
    course_id = open_course(bench.practitioner, bench.course(1)).value
    seat = sit_down(bench.reception)
    page = open_patient(seat)
    seat.click(page.reception.call_button)
    form = seat.dialog()
    assert isinstance(form, CallForm)
    for name, yes in (("reached", True), ("aftercare_followed", True), ("reaction", True)):
        say(seat, form.form, name, yes=yes)
    seat.save_dialog()
    seat.until(lambda: bool(page.notices.notices))
    seat.click(button(notice(page, "tells of a reaction"), "Report it"))
    assert isinstance(seat.dialog(), ReactionForm)
    (call,) = read_course_advice(bench.practitioner, course_id).calls
    assert (call.reaction, call.called_by) == (True, "Reception")
    seat.key("Esc")


def test_a_consultation_begun_is_gone_on_with_from_today(bench: Bench, sit_down: SitDown) -> None:
    open_course(bench.practitioner, bench.course(1))
    seat = sit_down(bench.practitioner)
    page = open_patient(seat)
    seat.until(lambda: page.course_id > 0)
    page.show_part("consultation")
    seat.click(panel(seat).consult_button)
    form = seat.page(ConsultationPage).form
    seat.fill(form.field("history"), "Half a sentence")
    seat.key("Ctrl+1")
    today = seat.page(TodayPage)
    seat.until(lambda: "Consultation, Tattoo removal, right forearm" in everything_said(today))
    (draft,) = list_drafts(bench.practitioner)
    today.draft_wanted.emit(draft)
    resumed = seat.page(ConsultationPage)
    seat.until(lambda: resumed.form.field("history").raw_text() == "Half a sentence")

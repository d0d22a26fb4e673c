"""One patient's course, from the first visit to the printed report, by keyboard and mouse."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QLineEdit

from pico_tracker.domain.courses import CourseState
from pico_tracker.domain.passes import Endpoint
from pico_tracker.domain.patients import ContactPreference, Fitzpatrick, Sex
from pico_tracker.domain.progress import Audience, CourseProgress
from pico_tracker.domain.responses import Cooling
from pico_tracker.services.courses import read_patient_page
from pico_tracker.services.drafts import list_drafts
from pico_tracker.ui.courses.form_page import CourseFormPage
from pico_tracker.ui.courses.heal_form import HealForm
from pico_tracker.ui.courses.release_form import ReleaseForm
from pico_tracker.ui.courses.side_effect_form import SideEffectForm
from pico_tracker.ui.courses.state_form import StateForm
from pico_tracker.ui.diary.booking_form import BookingForm
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.fields import ChoiceField
from pico_tracker.ui.patients.form_page import PatientFormPage
from pico_tracker.ui.patients.patient_page import PatientPage
from pico_tracker.ui.printing.page import PrintPage
from pico_tracker.ui.today.page import TodayPage
from tests.builders import Bench
from tests.journeys.conftest import SitDown
from tests.journeys.seats import EYES, Seat

NAME = "Chiamaka Okafor"
TYPED = {
    "given_names": "Chiamaka",
    "family_name": "Okafor",
    "born_on": "3 May 1992",
    "sex": "Female",
    "called": "Chi",
    "title": "Dr",
    "language": "English",
    "phones": "+44 7700 900142",
    "email": "chiamaka@example.org",
    "contact_preference": "Text",
    "contact_hours": "After 17:00",
    "address": "12 Elm Row, London",
    "allergies": "Latex",
    "alerts": "Keloid tendency",
    "family_doctor": "Elm Row Surgery",
    "notes": "Comes by train.",
}


def create_patient(seat: Seat) -> None:
    seat.key("Ctrl+N")
    form = seat.page(PatientFormPage).form
    for name, text in TYPED.items():
        seat.fill(form.field(name), text)
    skin = form.field("fitzpatrick")
    assert isinstance(skin, ChoiceField)
    seat.choose(skin, "Fitzpatrick V")
    seat.click_into(form.field("consent_texts"))
    seat.key("Ctrl+S")
    seat.patient_page(NAME)


def open_course(seat: Seat) -> None:
    seat.click(seat.patient_page(NAME).new_course_button)
    form = seat.page(CourseFormPage).form
    seat.fill(form.field("concern_id"), "Tattoo")
    seat.fill(form.field("area"), "right forearm")
    seat.fill(form.field("maintenance_months"), "6")
    seat.fill(form.field("goal"), "As clear as it gets.")
    seat.key("Ctrl+S")
    page = seat.patient_page(NAME)
    seat.until(lambda: page.course_id > 0 and page.log_button.isVisible())


def log_first_session(seat: Seat) -> None:
    """Two passes by keyboard alone: black at 1064 nm, red at 532 nm."""
    seat.key("Ctrl+L")
    form = seat.session_form()
    seat.answer_all_no()
    seat.fill(form.before.eyes, EYES)
    seat.fill(form.before.clearance, "0")
    seat.key("Alt+2")
    type_over(seat, "", "z", "Black", "1", "450", "", "4", "", "2.4", "", "4", "", "312", "2")
    seat.key("F8")
    seat.key("Home")
    type_over(seat, "", "375", "", "3", "", "1.2", "", "4", "", "150", "2")
    seat.key("Alt+3")
    type_over(seat, "4", "c", "n")
    seat.key("F5")
    seat.fill(form.reason, "Test patch calm; lowest fluence on the red part.")
    seat.may_treat()
    seat.key("Ctrl+Return")
    page = seat.patient_page(NAME)
    seat.until(lambda: page.view.sessions.table.records.rowCount() == 1)


def type_over(seat: Seat, *texts: str) -> None:
    """Type each text where the cursor is, Tab between them."""
    for place, text in enumerate(texts):
        if place:
            seat.key("Tab")
        seat.write(text)


def log_second_session(seat: Seat) -> None:
    """As last time, which it opens with; the pulses and what is seen are of today."""
    seat.key("Ctrl+L")
    form = seat.session_form()
    seat.fill(form.before.clearance, "60")
    seat.click(form.before.healing.event_button)  # the blister that was reported and has healed
    seat.answer_all_no()
    seat.key("E")
    seat.fill(form.reason, "First session calm after a week; same settings.")
    seat.may_treat()
    seat.fill(form.passes.editor.pulses, "298")
    seat.click(form.passes.editor.endpoints.button(Endpoint.SLIGHT_WHITENING))
    seat.key("Alt+3")
    type_over(seat, "3")
    seat.fill(form.note, "Faded evenly.")
    seat.key("Ctrl+Return")
    seat.click(form.passes.editor.endpoints.button(Endpoint.FROSTING))  # signing went to what was missing
    seat.key("Ctrl+Return")
    page = seat.patient_page(NAME)
    seat.until(lambda: page.view.sessions.table.records.rowCount() == 2)


def course_of(seat: Seat, patient_id: int) -> CourseProgress:
    [progress] = read_patient_page(seat.context, patient_id).courses
    return progress


def test_a_patient_is_entered_with_everything_that_matters(file_bench: Bench, sit_down: SitDown) -> None:
    seat = sit_down(file_bench.practitioner)
    create_patient(seat)
    page = seat.patient_page(NAME)
    entry = read_patient_page(file_bench.practitioner, page.patient_id).patient.entry
    assert (entry.given_names, entry.family_name, entry.called, entry.title) == ("Chiamaka", "Okafor", "Chi", "Dr")
    assert (entry.born_on, entry.sex, entry.language) == (date(1992, 5, 3), Sex.FEMALE, "English")
    assert (entry.phones, entry.email) == (("+44 7700 900142",), "chiamaka@example.org")
    assert (entry.contact_preference, entry.contact_hours) == (ContactPreference.TEXT, "After 17:00")
    assert (entry.consent_texts, entry.consent_email) == (True, False)
    assert (entry.allergies, entry.alerts) == (("Latex",), ("Keloid tendency",))
    assert (entry.fitzpatrick, entry.notes) == (Fitzpatrick.V, "Comes by train.")
    assert entry.record_number == "P-10001"
    assert list_drafts(file_bench.practitioner) == ()


def test_a_course_runs_from_the_first_visit_to_maintenance_and_the_printed_report(
    file_bench: Bench, sit_down: SitDown, tmp_path: Path
) -> None:
    seat = sit_down(file_bench.practitioner)
    create_patient(seat)
    open_course(seat)
    log_first_session(seat)
    patient_id = seat.patient_page(NAME).patient_id
    first = course_of(seat, patient_id).sessions[0].entry.performed_on
    report_and_heal_a_blister(seat, file_bench)
    come_back_after_the_agreed_time(seat, file_bench)
    log_second_session(seat)
    progress = course_of(seat, patient_id)
    assert [one.number for one in progress.sessions] == [1, 2]
    assert [one.percent for one in progress.readings] == [0, 60]
    assert [one.entry.clearance_percent for one in progress.sessions] == [0, 60]
    assert progress.sessions[1].entry.cooling is Cooling.COLD_AIR
    doses = [(one.entry.wavelength_nm, one.entry.fluence_j_cm2) for one in progress.sessions[1].passes]
    assert doses == [(1064, Decimal("2.4")), (532, Decimal("1.2"))]
    book_next_visit(seat)
    maintain(seat, file_bench)
    text = print_for_a_practitioner(seat, tmp_path / "report.pdf")
    for day in (first, progress.sessions[1].entry.performed_on):
        assert f"{day.day} {day:%b %Y}" in text
    for setting in ("1064", "532", "450", "375", "2.4", "1.2", "312", "150", "298"):
        assert text.count(setting) >= 1, setting
    assert text.count("1064") >= 2
    assert text.count("532") >= 2
    assert "Faded evenly." in text
    assert "Blister" in text


def report_and_heal_a_blister(seat: Seat, bench: Bench) -> None:
    page = seat.patient_page(NAME)
    seat.click(page.side_effects.report_button)
    form = seat.dialog()
    assert isinstance(form, SideEffectForm)
    seat.fill(form.kind, "Blister")
    seat.fill(form.severity, "Mild")
    for question in form.red_flags.rows.values():
        seat.click(question.no)
    seat.save_dialog()
    seat.key("Ctrl+1")
    seat.page(TodayPage)
    seat.until(lambda: any("Blister" in line for line in seat.due()))
    seat.pass_days(bench.clock, 6)
    seat.click(seat.due_row("Blister"))
    page = seat.patient_page(NAME)
    seat.click(step_button(page, "Ended"))
    heal = seat.dialog()
    assert isinstance(heal, HealForm)
    seat.save_dialog()
    seat.until(lambda: any(one.said() == "Release" for one in page.side_effects.findChildren(Button)))
    seat.click(step_button(page, "Release"))
    release = seat.dialog()
    assert isinstance(release, ReleaseForm)
    seat.fill(release.finding, "Skin closed, no mark.")
    seat.save_dialog()
    [effect] = course_of(seat, page.patient_id).side_effects
    assert effect.entry.healed_on == bench.practitioner.today()
    seat.key("Ctrl+1")
    seat.page(TodayPage)
    assert not any("Blister" in line for line in seat.due())


def step_button(page: PatientPage, text: str) -> Button:
    return next(one for one in page.side_effects.findChildren(Button) if one.said() == text)


def come_back_after_the_agreed_time(seat: Seat, bench: Bench) -> None:
    """Eight weeks and a day after the blister healed: Today has called the patient overdue."""
    seat.pass_days(bench.clock, 8 * 7 + 1)
    seat.until(lambda: any("Session 2" in line and "1 d late" in line for line in seat.due()))
    seat.click(seat.due_row("Session 2"))
    seat.patient_page(NAME)


def book_next_visit(seat: Seat) -> None:
    page = seat.patient_page(NAME)
    seat.key("Ctrl+B")
    form = seat.dialog()
    assert isinstance(form, BookingForm)
    seat.until(lambda: bool(form.offers.buttons) and form.offers.buttons[0].isVisible())
    offer = form.offers.buttons[0].offer.place
    seat.key("Alt+1")
    seat.save_dialog()
    progress = course_of(seat, page.patient_id)
    assert progress.next_visit is not None
    assert progress.course.window is not None
    assert progress.next_visit.place == offer
    assert 0 <= (offer.starts_at.date() - progress.course.window.earliest_on).days <= 3


def maintain(seat: Seat, bench: Bench) -> None:
    """From treating to maintaining: half a year after the last session it is due."""
    page = seat.patient_page(NAME)
    seat.click(page.view.agreement.state_button)
    form = seat.dialog()
    assert isinstance(form, StateForm)
    seat.fill(form.state, "Maint")
    seat.save_dialog()
    course = course_of(seat, page.patient_id).course
    assert course.state is CourseState.MAINTENANCE
    due_on = course.maintenance_due_on
    assert due_on is not None
    seat.pass_days(bench.clock, (due_on - bench.practitioner.today()).days + 3)
    seat.key("Ctrl+1")
    seat.page(TodayPage)
    seat.until(lambda: any("Maintenance 1" in line and "3 d late" in line for line in seat.due()))
    seat.click(seat.due_row("Maintenance 1"))
    seat.patient_page(NAME)


def print_for_a_practitioner(seat: Seat, path: Path) -> str:
    seat.key("Ctrl+P")
    page = seat.page(PrintPage)
    seat.until(lambda: bool(page.output.preview.pages) and not page.output.preview.pages[0].picture.isNull())
    with seat.qtbot.waitSignal(page.shown):
        seat.choose(page.choice.audience, "A practitioner")
    assert page.choice.audience.value() is Audience.PRACTITIONER
    seat.until(lambda: bool(page.output.preview.pages) and not page.output.preview.pages[0].picture.isNull())
    seat.key("Ctrl+S")
    seat.until(lambda: bool(page.findChildren(QFileDialog)))
    [files] = page.findChildren(QFileDialog)
    name = files.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(name, QLineEdit)
    name.setText(str(path))  # typed, the dialog would complete it after its own look at the folder
    buttons = files.findChild(QDialogButtonBox)
    assert isinstance(buttons, QDialogButtonBox)
    seat.click(buttons.button(QDialogButtonBox.StandardButton.Save))
    seat.until(lambda: bool(page.notices.notices))
    assert page.notices.notices[0].text.text() == "Saved as report.pdf for Chiamaka Okafor."
    return "\n".join(sheet.extract_text() for sheet in PdfReader(path).pages)

"""Reception's day: enters patients, books from the safe day, never reads the clinical record."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from pico_tracker.domain.errors import NotAllowed
from pico_tracker.services.courses import list_course_summaries, open_course, read_patient_page
from pico_tracker.services.patients import add_patient, find_patient_by_number
from pico_tracker.services.sessions import log_session
from pico_tracker.services.side_effects import heal_side_effect, release_reaction, report_side_effect
from pico_tracker.services.visits import list_today_visits
from pico_tracker.ui.diary.booking_form import BookingForm
from pico_tracker.ui.patients.form_page import PatientFormPage
from pico_tracker.ui.patients.list_page import PatientsPage
from pico_tracker.ui.patients.patient_page import PatientPage
from pico_tracker.ui.printing.page import PrintPage
from pico_tracker.ui.settings.page import SettingsPage
from pico_tracker.ui.today.page import TodayPage
from tests.builders import Bench
from tests.journeys.conftest import SitDown
from tests.journeys.seats import Seat, everything_said

NAME = "Amara Nwosu"
CLINICAL = (
    "Faded by a third",
    "Try the green part",
    "Wept for two days",
    "Wants it gone before the wedding",
    "blister",
    "frosting",
    "2.4",
    "301.6",
    "1064",
    "450",
    "metal shields",
)
"""Words and numbers of the record below that nobody at the desk may see, in lower case or not."""

OF_THE_LASER = ("1064", "450")
"""What the clinic's laser gives stands in the settings for everybody."""


@dataclass(frozen=True)
class Desk:
    """Reception's window and the patient on record."""

    bench: Bench
    seat: Seat
    patient_id: int
    course_id: int

    def calm_the_skin(self) -> None:
        """The practitioner writes that the reaction has healed today, and releases the area."""
        at_work = self.bench.practitioner
        [course] = read_patient_page(at_work, self.patient_id).courses
        [effect] = course.side_effects
        heal_side_effect(at_work, effect.id, effect.version, at_work.today())
        release_reaction(at_work, effect.id, effect.version + 1, "Skin even and calm.")

    def open_patient(self) -> PatientPage:
        self.seat.key("Ctrl+K")
        self.seat.write("nwo")
        self.seat.key("Return")
        page = self.seat.patient_page(NAME)
        self.seat.until(page.visit_button.isVisible)
        return page


@pytest.fixture
def desk(file_bench: Bench, sit_down: SitDown) -> Desk:
    at_work = file_bench.practitioner
    patient = add_patient(at_work, file_bench.patient()).value
    goal = "Wants it gone before the wedding."
    course = open_course(at_work, file_bench.course(patient, goal=goal)).value
    entry = file_bench.session(course, note="Faded by a third.", note_for_next_time="Try the green part.")
    session = log_session(at_work, entry).value
    report_side_effect(at_work, file_bench.side_effect(course, session, note="Wept for two days."))
    return Desk(file_bench, sit_down(file_bench.reception), patient, course)


def go_today(desk: Desk) -> None:
    desk.seat.key("Ctrl+1")
    desk.seat.page(TodayPage)
    desk.seat.until(lambda: bool(desk.seat.due()))


def go_patients(desk: Desk) -> None:
    desk.seat.key("Ctrl+2")
    desk.seat.page(PatientsPage)
    desk.seat.write("nwosu")
    table = desk.seat.window.patients().table
    desk.seat.until(lambda: table.records.rowCount() == 1)


def go_search(desk: Desk) -> None:
    desk.seat.key("Ctrl+K")
    desk.seat.write("nwo")
    desk.seat.until(lambda: desk.seat.window.search.is_open)


def go_patient(desk: Desk) -> None:
    desk.open_patient()


def go_edit(desk: Desk) -> None:
    desk.open_patient()
    desk.seat.key("Ctrl+E")
    form = desk.seat.page(PatientFormPage).form
    desk.seat.until(lambda: form.field("family_name").raw_text() == "Nwosu")


def go_print(desk: Desk) -> None:
    desk.open_patient()
    desk.seat.key("Ctrl+P")
    page = desk.seat.page(PrintPage)
    desk.seat.until(lambda: bool(page.pdf))


def go_next_visit(desk: Desk) -> None:
    desk.open_patient()
    desk.seat.key("Ctrl+B")
    desk.seat.dialog()


def go_settings(desk: Desk) -> None:
    desk.seat.key("Ctrl+,")
    desk.seat.page(SettingsPage)


@pytest.mark.parametrize(
    "go", [go_today, go_patients, go_search, go_patient, go_edit, go_print, go_next_visit, go_settings]
)
def test_no_page_says_a_clinical_word_to_reception(desk: Desk, go: Callable[[Desk], None]) -> None:
    go(desk)
    said = everything_said(desk.seat.front)
    if desk.seat.window.dialog is not None:
        said += everything_said(desk.seat.window.dialog)
        desk.seat.window.dialog.reject()
    assert "Reception" in said
    words = [text for text in CLINICAL if go is not go_settings or text not in OF_THE_LASER]
    assert not [text for text in words if text.casefold() in said.casefold()]


def test_the_same_pages_do_say_them_to_the_practitioner(desk: Desk, sit_down: SitDown, file_bench: Bench) -> None:
    """Or else the test above would prove nothing."""
    seat = sit_down(file_bench.practitioner)
    Desk(file_bench, seat, desk.patient_id, desk.course_id).open_patient()
    said = everything_said(seat.front)
    for text in ("Wants it gone before the wedding", "Blister", "Frosting", "2.4", "1064", "450"):
        assert text in said


def test_what_reception_prints_is_the_patients_version_without_settings_and_notes(desk: Desk) -> None:
    go_print(desk)
    page = desk.seat.page(PrintPage)
    text = "\n".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf)).pages)
    assert NAME in text
    for clinical in ("2.4", "301.6", "1064", "Faded by a third", "Try the green part", "Wept for two days"):
        assert clinical not in text


def test_reception_has_no_way_to_log_a_session_and_the_service_refuses_it(desk: Desk) -> None:
    page = desk.open_patient()
    assert not page.log_button.isVisible()
    desk.seat.key("Ctrl+L")
    desk.seat.settle()
    assert desk.seat.window.pages.currentWidget() is page
    with pytest.raises(NotAllowed):
        log_session(desk.bench.reception, desk.bench.session(desk.course_id))
    with pytest.raises(NotAllowed):
        read_patient_page(desk.bench.reception, desk.patient_id)
    [course] = read_patient_page(desk.bench.practitioner, desk.patient_id).courses
    assert len(course.sessions) == 1


def test_reception_enters_a_new_patient(desk: Desk) -> None:
    desk.seat.key("Ctrl+N")
    form = desk.seat.page(PatientFormPage).form
    for name, text in (("given_names", "Ida"), ("family_name", "Brand"), ("phones", "+44 7700 900277")):
        desk.seat.fill(form.field(name), text)
    desk.seat.key("Ctrl+S")
    desk.seat.patient_page("Ida Brand")
    assert find_patient_by_number(desk.bench.reception, "P-10002") is not None


def test_reception_is_told_that_a_practitioner_looks_first_and_never_why(desk: Desk) -> None:
    page = desk.open_patient()
    desk.seat.until(lambda: "No date: review first" in everything_said(page))
    desk.seat.key("Ctrl+B")
    form = desk.seat.dialog()
    assert isinstance(form, BookingForm)
    desk.seat.until(lambda: "After review" in everything_said(form))
    desk.seat.fill(form.fields.day, "5 Mar 2027")
    desk.seat.fill(form.fields.time, "10:15")
    desk.seat.key("Ctrl+S")
    desk.seat.until(lambda: "a practitioner reviews it first" in everything_said(form))
    assert "lister" not in everything_said(form)
    assert not form.fields.reason.isVisible()
    form.reject()


def test_reception_is_told_the_safe_day_and_books_it(desk: Desk) -> None:
    desk.calm_the_skin()
    desk.open_patient()
    desk.seat.key("Ctrl+B")
    form = desk.seat.dialog()
    assert isinstance(form, BookingForm)
    [course] = list_course_summaries(desk.bench.reception, desk.patient_id)
    assert course.window is not None
    safe = desk.bench.reception.today() + timedelta(weeks=6)
    assert course.window.earliest_on == safe
    desk.seat.until(lambda: form.fields.day.value() == safe)
    assert "Safe to book from 3 Jan 2027" in everything_said(form)
    desk.seat.fill(form.fields.day, "4 Jan 2027")  # the safe day is a Sunday
    desk.seat.fill(form.fields.time, "10:15")
    desk.seat.save_dialog()
    desk.bench.clock.pass_days(43)
    [visit] = list_today_visits(desk.bench.reception)
    assert (visit.patient_id, f"{visit.starts_at:%H:%M}") == (desk.patient_id, "10:15")


def test_a_day_before_the_safe_one_is_refused_and_stays_typed(desk: Desk) -> None:
    desk.calm_the_skin()
    desk.open_patient()
    desk.seat.key("Ctrl+B")
    form = desk.seat.dialog()
    assert isinstance(form, BookingForm)
    desk.seat.until(lambda: "Safe to book from 3 Jan 2027" in everything_said(form))
    desk.seat.fill(form.fields.day, "1 Jan 2027")
    desk.seat.fill(form.fields.time, "10:15")
    desk.seat.key("Ctrl+S")
    desk.seat.until(lambda: "Earlier needs a practitioner and a reason" in everything_said(form))
    desk.seat.settle()
    assert form.isVisible()
    assert form.fields.day.raw_text() == "1 Jan 2027"
    assert not form.fields.reason.isVisible()
    [course] = read_patient_page(desk.bench.practitioner, desk.patient_id).courses
    assert course.next_visit is None
    form.reject()

"""A window is closed in the middle of typing: the next start offers everything to who typed it."""

from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QWidget

from pico_tracker.domain.passes import Endpoint
from pico_tracker.services.courses import open_course, read_patient_page
from pico_tracker.services.drafts import list_drafts
from pico_tracker.services.patients import add_patient
from pico_tracker.services.people import sign_in
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.plain_text import Label
from pico_tracker.ui.patients.form_page import PatientFormPage
from pico_tracker.ui.session_log.page import LogSessionPage
from pico_tracker.ui.today.page import TodayPage
from tests.builders import Bench
from tests.journeys.conftest import SitDown
from tests.journeys.seats import EYES, Seat

SESSION, PATIENT = "Session, right forearm, Amara Nwosu", "New patient Ida Brand"


@dataclass(frozen=True)
class NextStart:
    """The program started anew on the same file: `start.window(role)` signs somebody in."""

    bench: Bench
    sit_down: SitDown

    def as_practitioner(self) -> Seat:
        return self._sign_in(self.bench.practitioner.operator.id)

    def as_reception(self) -> Seat:
        return self._sign_in(self.bench.reception.operator.id)

    def _sign_in(self, staff_id: int) -> Seat:
        context = sign_in(self.bench.database, staff_id, self.bench.clock)
        seat = self.sit_down(context)
        seat.page(TodayPage)
        return seat


@pytest.fixture
def start(file_bench: Bench, sit_down: SitDown) -> NextStart:
    """Half a patient and half a session were typed when the window was closed."""
    patient = add_patient(file_bench.practitioner, file_bench.patient()).value
    open_course(file_bench.practitioner, file_bench.course(patient))
    first = sit_down(file_bench.practitioner)
    type_half_a_session(first)
    type_half_a_patient(first)
    first.leave()
    file_bench.database.close()
    file_bench.database = file_bench.reopen()
    return NextStart(file_bench, sit_down)


def type_half_a_session(seat: Seat) -> None:
    seat.key("Ctrl+K")
    seat.write("nwo")
    seat.key("Return")
    page = seat.patient_page("Amara Nwosu")
    seat.until(page.log_button.isVisible)
    seat.key("Ctrl+L")
    form = seat.session_form()
    seat.fill(form.before.eyes, EYES)
    seat.fill(form.before.clearance, "thirty")
    seat.fill(form.passes.editor.fluence, "2,4,1")
    seat.fill(form.note, "Took it well; ")


def type_half_a_patient(seat: Seat) -> None:
    """Goes elsewhere from the session and stops in the middle of a word."""
    seat.key("Ctrl+1")
    seat.page(TodayPage)
    seat.key("Ctrl+N")
    form = seat.page(PatientFormPage).form
    seat.fill(form.field("given_names"), "Ida")
    seat.fill(form.field("born_on"), "31 Feb 1990")
    seat.click_into(form.field("family_name"))
    seat.write("Brand")


def offered(seat: Seat) -> list[str]:
    return sorted(draft.title for draft in seat.window.today().drafts.drafts)


def choose(seat: Seat, title: str, button: str) -> None:
    """Click a button of the draft with this title."""
    seat.until(lambda: bool(rows(seat, title)))
    [row] = rows(seat, title)
    seat.click(next(one for one in row.findChildren(Button) if one.said() == button))


def rows(seat: Seat, title: str) -> list[QWidget]:
    """The rows of drafts with this title that can be seen."""
    labels = seat.window.today().drafts.findChildren(Label)
    parents = (one.parentWidget() for one in labels if one.isVisible() and one.text() == title)
    return [row for row in parents if row is not None]


def test_drafts_are_offered_to_who_typed_them_and_to_nobody_else(start: NextStart) -> None:
    reception = start.as_reception()
    assert offered(reception) == []
    assert not reception.window.today().drafts.isVisible()
    reception.leave()
    practitioner = start.as_practitioner()
    assert offered(practitioner) == [PATIENT, SESSION]


def test_a_resumed_patient_says_what_was_typed_readable_or_not(start: NextStart) -> None:
    seat = start.as_practitioner()
    choose(seat, PATIENT, "Go on")
    page = seat.page(PatientFormPage)
    raw = page.form.raw()
    assert (raw["given_names"], raw["family_name"], raw["born_on"]) == ("Ida", "Brand", "31 Feb 1990")
    seat.until(lambda: bool(page.form.field("born_on").findings))
    seat.key("Ctrl+S")
    assert page.isVisible()


def test_a_saved_patient_leaves_no_draft_and_is_one_record(start: NextStart) -> None:
    seat = start.as_practitioner()
    choose(seat, PATIENT, "Go on")
    page = seat.page(PatientFormPage)
    seat.fill(page.form.field("born_on"), "3 Feb 1990")
    seat.key("Ctrl+S")
    seat.patient_page("Ida Brand")
    seat.key("Ctrl+1")
    seat.page(TodayPage)
    seat.until(lambda: offered(seat) == [SESSION])


def test_a_resumed_session_says_what_was_typed_and_is_signed_once(start: NextStart) -> None:
    seat = start.as_practitioner()
    choose(seat, SESSION, "Go on")
    form = seat.session_form()
    assert form.before.clearance.raw_text() == "thirty"
    assert form.before.eyes.raw_text() == EYES
    assert form.note.raw_text() == "Took it well; "
    assert form.passes.editor.fluence.raw_text() == "2,4,1"
    finish(seat)
    page = seat.patient_page("Amara Nwosu")
    [course] = read_patient_page(seat.context, page.patient_id).courses
    assert [one.entry.note for one in course.sessions] == ["Took it well;"]
    seat.key("Ctrl+1")
    seat.page(TodayPage)
    seat.until(lambda: offered(seat) == [PATIENT])


def finish(seat: Seat) -> None:
    """Mend what could not be read and answer what is missing."""
    form = seat.session_form()
    editor = form.passes.editor
    seat.fill(form.before.clearance, "0")
    seat.choose(editor.handpiece, "Zoom")
    seat.choose(editor.wavelength, "1064 nm")
    for field, text in (
        (editor.pulse, "450"),
        (editor.width_mm, "4"),
        (editor.fluence, "2.4"),
        (editor.rate, "4"),
        (form.after.pain, "4"),
    ):
        seat.fill(field, text)
    seat.click(editor.endpoints.button(Endpoint.FROSTING))
    seat.choose(form.after.cooling, "Cold air")
    seat.choose(form.after.numbing, "None")
    seat.answer_all_no()
    seat.may_treat()
    seat.key("Ctrl+Return")
    seat.until(lambda: not isinstance(seat.window.pages.currentWidget(), LogSessionPage))


def test_a_draft_thrown_away_can_be_taken_back(start: NextStart) -> None:
    seat = start.as_practitioner()
    choose(seat, PATIENT, "Throw away")
    seat.until(lambda: offered(seat) == [SESSION])
    today = seat.window.today()
    seat.until(lambda: bool(today.notices.notices))
    assert today.notices.notices[0].text.text() == f"Thrown away: {PATIENT}"
    seat.click(today.notices.notices[0].undo_button)
    seat.until(lambda: offered(seat) == [PATIENT, SESSION])
    choose(seat, PATIENT, "Go on")
    raw = seat.page(PatientFormPage).form.raw()
    assert (raw["given_names"], raw["born_on"]) == ("Ida", "31 Feb 1990")


def test_a_form_discarded_leaves_no_draft(start: NextStart) -> None:
    seat = start.as_practitioner()
    choose(seat, PATIENT, "Go on")
    page = seat.page(PatientFormPage)
    seat.until(page.discard_button.isVisible)
    seat.click(page.discard_button)
    seat.page(TodayPage)
    seat.until(lambda: offered(seat) == [SESSION])


def test_a_second_window_closed_at_once_loses_nothing_either(start: NextStart) -> None:
    seat = start.as_practitioner()
    choose(seat, PATIENT, "Go on")
    page = seat.page(PatientFormPage)
    seat.fill(page.form.field("family_name"), "Brandvold")
    seat.leave()
    contents = {one.title: one.content for one in list_drafts(seat.context)}
    assert contents["New patient Ida Brandvold"]["family_name"] == "Brandvold"

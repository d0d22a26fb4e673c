"""What could harm is stopped in the window before anything reaches the database."""

from decimal import Decimal

import pytest

from pico_tracker.domain.passes import Endpoint
from pico_tracker.domain.responses import Anaesthesia
from pico_tracker.domain.screening import Answer
from pico_tracker.domain.sessions import Session
from pico_tracker.services.courses import open_course, read_patient_page
from pico_tracker.services.patients import add_patient
from pico_tracker.services.sessions import log_session
from pico_tracker.ui.kit.form import AnyField
from pico_tracker.ui.session_log.page import LogSessionPage
from pico_tracker.ui.session_log.session_form import SessionForm
from tests.builders import Bench
from tests.journeys.conftest import SitDown
from tests.journeys.seats import EYES, Seat, everything_said

NAME = "Amara Nwosu"
TWO_WEEKS, EIGHT_WEEKS = 14, 56


def begin(
    bench: Bench, sit_down: SitDown, *, days_since: int, allergies: tuple[str, ...] = (), reason: str = ""
) -> Seat:
    """A patient with one session so many days ago; the next one is typed as last time, all answered.

    The check is made where it can be: after the agreed day, or with a reason.
    """
    patient = add_patient(bench.practitioner, bench.patient(allergies=allergies)).value
    course = open_course(bench.practitioner, bench.course(patient)).value
    log_session(bench.practitioner, bench.session(course))
    bench.clock.pass_days(days_since)
    seat = sit_down(bench.practitioner)
    seat.key("Ctrl+K")
    seat.write("nwo")
    seat.key("Return")
    page = seat.patient_page(NAME)
    seat.until(page.log_button.isVisible)
    seat.key("Ctrl+L")
    form = seat.session_form()
    seat.key("H")
    seat.answer_all_no()
    seat.click(form.passes.editor.endpoints.button(Endpoint.FROSTING))
    seat.fill(form.before.eyes, EYES)
    seat.fill(form.after.pain, "3")
    if reason:
        seat.fill(form.reason, reason)
    if reason or days_since == EIGHT_WEEKS:
        seat.may_treat()
    return seat


def logged(seat: Seat) -> tuple[Session, ...]:
    """The sessions in the database."""
    page = seat.window.patient()
    [course] = read_patient_page(seat.context, page.patient_id).courses
    return course.sessions


def refused(seat: Seat, field: AnyField, said: str) -> None:
    """Sign; the page stays, says why, brings the cursor to the field, and nothing is on record."""
    form = seat.session_form()
    seat.key("Ctrl+Return")
    page = seat.page(LogSessionPage)
    assert "Not signed yet" in page.notices.notices[0].text.text()
    seat.until(lambda: said in everything_said(form))
    assert seat.front.focusWidget() is field.focusProxy()
    assert len(logged(seat)) == 1


def signed(seat: Seat) -> Session:
    """Sign; the patient's page comes back with a second session."""
    seat.key("Ctrl+Return")
    page = seat.patient_page(NAME)
    seat.until(lambda: page.view.sessions.table.records.rowCount() == 2)
    return logged(seat)[-1]


def test_an_allergy_to_lidocaine_locks_the_numbing_cream_whatever_reason_is_typed(
    file_bench: Bench, sit_down: SitDown
) -> None:
    asked_for = "The patient asks for it."
    seat = begin(file_bench, sit_down, days_since=TWO_WEEKS, allergies=("Lidocaïne",), reason=asked_for)
    form = seat.session_form()
    assert "Lidocaine is locked for this patient." in everything_said(form)
    assert "Lidocaïne" in everything_said(seat.window.session_log().banner)
    seat.choose(form.after.numbing, "Topical lidocaine")
    seat.click(form.before.screening.rows["numbing_area"].segment(Answer.NO))
    assert form.before.checked.value() is None
    seat.may_treat()
    refused(seat, form.after.numbing, "This anaesthesia is locked.")
    seat.choose(form.after.numbing, "None")
    assert signed(seat).entry.anaesthesia is Anaesthesia.NONE


def test_a_session_before_the_agreed_day_goes_ahead_only_with_a_reason(
    file_bench: Bench, sit_down: SitDown
) -> None:
    seat = begin(file_bench, sit_down, days_since=TWO_WEEKS)
    form = seat.session_form()
    assert form.reason_card.isVisible()
    assert "28 days before the earliest date" in everything_said(form.before)
    refused(seat, form.reason, "Write why it goes ahead.")
    seat.key("F5")
    assert form.before.checked.value() is None
    seat.write("Short test of a new handpiece.")
    seat.may_treat()
    assert signed(seat).entry.reason == "Short test of a new handpiece."
    page = seat.patient_page(NAME)
    page.view.sessions.table.setFocus()
    seat.key("Home")
    seat.key("Return")
    seat.until(lambda: "Short test of a new handpiece." in everything_said(page.view.detail))


@pytest.mark.parametrize("handpiece", ["Resolve 1064 (holographic, 10 × 10)", "730 nm handpiece"])
def test_a_slipped_decimal_point_is_stopped_against_the_typed_energy(
    file_bench: Bench, sit_down: SitDown, handpiece: str
) -> None:
    """4 mm round is 0.1257 cm², so that 75.4 mJ is 0.60 J/cm²; 6.0 is typed."""
    seat = begin(file_bench, sit_down, days_since=EIGHT_WEEKS)
    form = type_a_slip(seat, handpiece)
    assert form.passes.editor.fluence.raw_text() == "6.0"
    refused(seat, form.passes.editor.fluence, "75.4 mJ on this spot is 0.60 J/cm², but 6.0 J/cm² is entered.")
    assert not form.reason_card.isVisible()
    seat.fill(form.passes.editor.fluence, "0.6")
    assert signed(seat).passes[0].entry.fluence_j_cm2 == Decimal("0.6")


def type_a_slip(seat: Seat, handpiece: str) -> SessionForm:
    form = seat.session_form()
    editor = form.passes.editor
    seat.choose(editor.handpiece, handpiece)
    seat.choose(editor.basis, "Over the spot")
    seat.fill(editor.fluence, "6.0")
    seat.fill(editor.energy, "75.4")
    return form


def test_a_reason_never_answers_a_slipped_decimal_point(file_bench: Bench, sit_down: SitDown) -> None:
    seat = begin(file_bench, sit_down, days_since=TWO_WEEKS, reason="It is fine.")
    form = type_a_slip(seat, "730 nm handpiece")
    refused(seat, form.passes.editor.fluence, "0.60 J/cm²")


def test_a_full_beam_keeps_energy_and_fluence_in_step_so_that_none_can_slip(
    file_bench: Bench, sit_down: SitDown
) -> None:
    seat = begin(file_bench, sit_down, days_since=EIGHT_WEEKS)
    editor = seat.session_form().passes.editor
    seat.fill(editor.energy, "75.4")
    assert Decimal(editor.fluence.raw_text()) == Decimal("0.6")
    seat.fill(editor.fluence, "6.0")
    assert abs(Decimal(editor.energy.raw_text()) - 754) < 1

"""A patient who must not be treated today is stopped at the question, whatever reason is typed."""

from pico_tracker.domain.passes import Endpoint
from pico_tracker.domain.rules import RuleKind
from pico_tracker.domain.screening import Answer
from pico_tracker.services.courses import open_course, read_patient_page
from pico_tracker.services.patients import add_patient
from pico_tracker.services.rules import put_rule_in_force
from pico_tracker.services.screening import read_screening, record_answers
from pico_tracker.services.sessions import log_session
from pico_tracker.ui.safety.patch_form import PatchForm
from pico_tracker.ui.session_log.page import LogSessionPage
from pico_tracker.ui.session_log.session_form import SessionForm
from tests.builders import Bench
from tests.journeys.conftest import SitDown
from tests.journeys.seats import EYES, Seat, everything_said

NAME = "Amara Nwosu"


def sit_down_to_treat(bench: Bench, sit_down: SitDown) -> tuple[Seat, SessionForm]:
    """Eight weeks after the first session the next one is typed as last time; nothing is asked yet."""
    patient = add_patient(bench.practitioner, bench.patient()).value
    course = open_course(bench.practitioner, bench.course(patient)).value
    log_session(bench.practitioner, bench.session(course))
    bench.clock.pass_days(56)
    seat = sit_down(bench.practitioner)
    seat.key("Ctrl+K")
    seat.write("nwo")
    seat.key("Return")
    page = seat.patient_page(NAME)
    seat.until(page.log_button.isVisible)
    seat.key("Ctrl+L")
    form = seat.session_form()
    seat.key("H")
    seat.click(form.passes.editor.endpoints.button(Endpoint.FROSTING))
    seat.fill(form.before.eyes, EYES)
    seat.fill(form.after.pain, "3")
    return seat, form


def sessions(seat: Seat) -> int:
    """How many sessions are on record."""
    [course] = read_patient_page(seat.context, seat.window.patient().patient_id).courses
    return len(course.sessions)


def signs(seat: Seat) -> bool:
    """Say that the patient may be treated, and sign; whether the page let it through."""
    before = sessions(seat)
    seat.key("F5")
    seat.settle()
    seat.key("Ctrl+Return")
    seat.settle()
    return sessions(seat) > before


def test_nobody_is_treated_unasked_and_one_key_answers_what_is_asked_each_visit(
    file_bench: Bench, sit_down: SitDown
) -> None:
    seat, form = sit_down_to_treat(file_bench, sit_down)
    seat.key("Ctrl+Return")
    seat.until(lambda: "Ask before treating: Sun or tan on the area" in everything_said(form))
    assert sessions(seat) == 1
    seat.key("F6")
    assert signs(seat)


def test_a_new_dark_mark_stops_the_session_and_no_reason_helps(file_bench: Bench, sit_down: SitDown) -> None:
    seat, form = sit_down_to_treat(file_bench, sit_down)
    seat.key("F6")
    marks = form.before.screening.rows["visit_marks"]
    seat.click(marks.segment(Answer.YES))
    seat.until(lambda: "Not possible: New, changing or irregular dark mark." in everything_said(form))
    assert not signs(seat)
    assert isinstance(seat.window.pages.currentWidget(), LogSessionPage)
    assert not form.reason_card.isVisible()
    seat.click(marks.segment(Answer.NO))
    assert signs(seat)


def test_a_tan_goes_ahead_only_with_a_practitioners_reason_which_is_kept(
    file_bench: Bench, sit_down: SitDown
) -> None:
    seat, form = sit_down_to_treat(file_bench, sit_down)
    seat.key("F6")
    screening = form.before.screening
    seat.click(screening.rows["visit_sun"].segment(Answer.YES))
    seat.click(screening.rows["tan"].segment(Answer.YES))
    seat.click(screening.rows["sunburn"].segment(Answer.NO))
    said = "Only with a reason: Sun, sunbed or self-tan on the area in 4 weeks."
    seat.until(lambda: said in everything_said(form))
    assert not signs(seat)
    seat.fill(form.reason, "Faded for five weeks, seen by Dr Okafor.")
    assert signs(seat)
    [course] = read_patient_page(seat.context, seat.window.patient().patient_id).courses
    assert course.sessions[-1].entry.reason == "Faded for five weeks, seen by Dr Okafor."


def test_gold_told_on_the_phone_stops_the_next_session(file_bench: Bench, sit_down: SitDown) -> None:
    seat, form = sit_down_to_treat(file_bench, sit_down)
    course_id = form.opening.progress.course.id
    gold = tuple(one for one in file_bench.all_no(gold=Answer.UNSURE) if one.question == "gold")
    record_answers(file_bench.practitioner, course_id, gold)
    seat.window.session_log().refresh()
    seat.until(lambda: "Gold treatment, ever: unsure, which counts as yes." in everything_said(form))
    seat.key("F6")
    assert not signs(seat)
    assert read_screening(seat.context, course_id).findings


def test_the_first_session_waits_for_a_test_patch_that_is_written_down_from_there(
    file_bench: Bench, sit_down: SitDown
) -> None:
    bench = file_bench
    seat, form = sit_down_to_treat(bench, sit_down)
    put_rule_in_force(bench.administrator, RuleKind.QUESTION, "test_patch", 2, "We test.", in_force=True)
    seat.window.session_log().refresh()
    seat.settle()
    seat.key("F6")
    seat.choose(form.passes.editor.wavelength, "532 nm")
    said = "No test patch with PicoWay at 532 nm is on record for this area."
    seat.until(lambda: said in everything_said(form))
    seat.click(form.before.screening.patch_button)
    dialog = seat.dialog()
    assert "Test patch" in everything_said(dialog)
    assert isinstance(dialog, PatchForm)
    (row,) = dialog.spots.rows
    seat.choose(row.wavelength, "532 nm")
    for field, text in ((row.pulse, "375"), (row.spot, "4"), (row.fluence, "1.2")):
        seat.fill(field, text)
    seat.save_dialog()
    seat.until(lambda: "The test patch with PicoWay at 532 nm still has to wait." in everything_said(form))
    assert sessions(seat) == 1

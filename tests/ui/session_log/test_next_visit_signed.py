"""Plan, next visit and call go out with the signed session, or stay typed when they do not."""

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Qt

from pico_tracker.domain.next_plans import NextPlanEntry, PlannedPass
from pico_tracker.domain.recalls import RecallGroup
from pico_tracker.services.next_plans import read_next_plan, read_plan_to_book
from pico_tracker.services.patients import add_patient
from pico_tracker.services.recalls import list_recalls
from pico_tracker.services.sessions import log_session
from pico_tracker.services.visits import book_visit, list_patient_visits
from pico_tracker.ui.session_log.pass_text import settings_of
from tests.builders import TODAY
from tests.ui.session_log.conftest import Chair

ALT = Qt.KeyboardModifier.AltModifier


def ready(chair: Chair) -> None:
    """A page with everything entered but plan, visit and call."""
    entry = chair.bench.one_pass()
    chair.open()
    chair.form.passes.set_value((replace(settings_of(entry), pulses="312", endpoints="frosting"),))
    chair.fill_around()
    chair.qtbot.waitUntil(lambda: bool(chair.form.visit.visit.buttons))


def test_plan_visit_and_call_go_out_with_the_signed_session(chair: Chair) -> None:
    ready(chair)
    chair.form.plan.copy_button.click()
    chair.form.plan.set_value(replace(chair.form.plan.value() or NextPlanEntry(), minutes=45))
    chair.qtbot.waitUntil(lambda: chair.form.visit.about.text() == "PicoWay, 45 min:")
    chair.form.note.give_focus()
    chair.qtbot.waitUntil(chair.form.visit.visit.buttons[0].isVisible)
    chair.key(Qt.Key.Key_5, ALT)
    chair.key(Qt.Key.Key_6, ALT)
    chair.qtbot.waitUntil(lambda: chair.form.visit.call.value() is not None)
    chair.sign()
    plan = read_next_plan(chair.bench.practitioner, chair.course_id)
    assert plan is not None
    assert (plan.entry.minutes, plan.entry.passes[0].wavelength_nm) == (45, 1064)
    (visit,) = list_patient_visits(chair.bench.reception, chair.patient_id)
    assert (visit.starts_at.date(), visit.place.minutes, visit.device_name) == (date(2027, 1, 4), 45, "PicoWay")
    (call,) = list_recalls(chair.bench.reception, RecallGroup.CALLS)
    assert call.due_on == TODAY + timedelta(days=2)


def test_a_time_taken_meanwhile_is_told_before_anything_is_signed(chair: Chair) -> None:
    ready(chair)
    chair.form.visit.visit.buttons[0].click()
    wish = chair.form.visit.wish()
    assert wish is not None
    other = add_patient(chair.bench.practitioner, chair.bench.patient(given_names="Bo")).value
    taken = replace(wish, entry_id=chair.bench.mint(), patient_id=other, course_ids=())
    book_visit(chair.bench.reception, taken)
    chair.form.note.give_focus()
    chair.page.sign()
    chair.qtbot.waitUntil(lambda: bool(chair.form.visit.visit.findings))
    assert chair.course().course.sessions_done == 0
    assert list_patient_visits(chair.bench.reception, chair.patient_id) == ()
    chair.form.visit.visit.set_value(None)
    chair.sign()
    assert chair.course().course.sessions_done == 1


def test_a_plan_that_cannot_be_keeps_the_session_from_being_signed_and_opens_the_plan(chair: Chair) -> None:
    ready(chair)
    chair.form.plan.set_value(
        NextPlanEntry(passes=(PlannedPass(device_id=chair.bench.device_id, wavelength_nm=755),))
    )
    chair.form.note.give_focus()
    chair.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    chair.qtbot.waitUntil(lambda: chair.form.plan.dialog is not None)
    assert chair.course().course.sessions_done == 0


def test_what_was_planned_stands_beside_last_time_at_the_next_visit(chair: Chair) -> None:
    plan = NextPlanEntry(minutes=30, passes=(PlannedPass(purpose="Green", wavelength_nm=532, is_patch=True),))
    before = chair.bench.session(chair.course_id, performed_on=TODAY - timedelta(days=60), next_plan=plan)
    log_session(chair.bench.practitioner, before)
    form = chair.open()
    assert form.opening.plan is not None
    assert form.opening.plan.entry == plan
    assert form.plan.value() is None
    assert read_plan_to_book(chair.bench.reception, chair.course_id) is not None

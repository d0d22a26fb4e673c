"""Logging a session in the real page: typed, checked, drafted, signed and read back."""

from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from pico_tracker.db.models import SideEffectKindRow
from pico_tracker.domain.courses import CourseState
from pico_tracker.domain.findings import Level
from pico_tracker.domain.laser import FluenceBasis, Spot, SpotShape
from pico_tracker.domain.passes import Endpoint
from pico_tracker.domain.responses import Anaesthesia, Cooling
from pico_tracker.domain.safety_checks import Healing
from pico_tracker.domain.side_effects import Severity
from pico_tracker.services.courses import change_course_state
from pico_tracker.services.drafts import list_drafts
from pico_tracker.services.patients import edit_patient, read_patient
from pico_tracker.services.sessions import log_session
from pico_tracker.ui.kit.plain_text import Label
from pico_tracker.ui.session_log.side_effects_field import SeenNow
from tests.ui.session_log.conftest import Chair

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
ROUND_4 = Spot(SpotShape.ROUND, Decimal(4))


def had_a_session(chair: Chair, weeks_ago: int = 8) -> None:
    """Two passes, logged so many weeks ago."""
    bench = chair.bench
    red = bench.one_pass(
        wavelength_nm=532, fluence_j_cm2=Decimal("1.2"), pulse_energy_mj=Decimal("150.8"), purpose="Red ink"
    )
    day = bench.practitioner.today() - timedelta(weeks=weeks_ago)
    entry = bench.session(
        chair.course_id, performed_on=day, passes=(bench.one_pass(), red), note_for_next_time="Try green."
    )
    log_session(bench.practitioner, entry)


def test_a_session_of_two_passes_is_logged_by_keyboard_alone(chair: Chair) -> None:
    chair.open()
    chair.type("Metal shields, goggles OD 7")
    chair.tab(2)
    chair.type("0")
    chair.key(Qt.Key.Key_F5)
    chair.qtbot.waitUntil(lambda: chair.form.before.checked.value() is not None)
    chair.key(Qt.Key.Key_2, ALT)
    chair.type("", "z", "Black", "1", "450", "", "4", "", "2.4", "", "4", "", "312", "3")
    chair.key(Qt.Key.Key_F8)
    chair.key(Qt.Key.Key_Home)
    chair.type("", "375")
    chair.tab(2)
    chair.type("3", "", "1.2")
    chair.tab(5)
    chair.type("2")
    chair.key(Qt.Key.Key_3, ALT)
    chair.type("4", "c", "n")
    chair.sign()
    (session,) = chair.course().sessions
    assert session.entry.eye_protection == "Metal shields, goggles OD 7"
    assert (session.entry.pain, session.entry.cooling) == (4, Cooling.COLD_AIR)
    assert session.entry.anaesthesia is Anaesthesia.NONE
    assert session.operator_name == "Practitioner"
    black, red = (one.entry for one in session.passes)
    assert black == chair.bench.one_pass(purpose="Black")
    assert (red.wavelength_nm, red.pulse_duration_ps, red.fluence_j_cm2) == (532, 375, Decimal("1.2"))
    assert (red.spot, red.pulses) == (Spot(SpotShape.ROUND, Decimal(3)), None)
    assert red.endpoints == (Endpoint.SLIGHT_WHITENING,)
    assert red.pulse_energy_mj == Decimal("84.8")
    assert [one.percent for one in chair.course().readings] == [0]


def test_a_repeat_session_opens_as_last_time_and_asks_what_is_seen_today(chair: Chair) -> None:
    had_a_session(chair)
    form = chair.open()
    assert chair.page.title.text() == "Session 2, tattoo removal, right forearm"
    assert form.before.healing.healed.hasFocus()
    for key in (Qt.Key.Key_H, Qt.Key.Key_E, Qt.Key.Key_F5):
        chair.key(key)
    chair.qtbot.waitUntil(lambda: form.before.checked.value() is not None)
    assert chair.editor.pulses.input.hasFocus()
    for text in ("312", "3", "150", "2", "3"):
        chair.type(text)
        chair.key(Qt.Key.Key_Return)
    chair.sign()
    first, second = chair.course().sessions
    assert second.entry.eye_protection == first.entry.eye_protection
    assert [one.entry.fluence_j_cm2 for one in second.passes] == [Decimal("2.4"), Decimal("1.2")]
    assert [one.entry.purpose for one in second.passes] == ["Black ink", "Red ink"]
    assert [one.entry.pulses for one in second.passes] == [312, 150]
    assert [one.entry.endpoints for one in second.passes] == [(Endpoint.FROSTING,), (Endpoint.SLIGHT_WHITENING,)]
    assert (second.entry.pain, second.entry.cooling) == (3, Cooling.COLD_AIR)


def test_a_second_session_of_a_day_begins_at_the_reaction_gate_though_it_may_stay_open(chair: Chair) -> None:
    had_a_session(chair, weeks_ago=0)
    form = chair.open()
    assert "healing" not in form.missing()
    assert form.before.healing.healed.hasFocus()
    chair.key(Qt.Key.Key_H)
    assert form.before.healing.value() is Healing.HEALED
    assert form.before.eyes.value() == ""


def test_as_last_time_leaves_what_is_seen_today_to_be_entered(chair: Chair) -> None:
    had_a_session(chair)
    form = chair.open()
    form.passes.fill_as_last()
    assert [(one.pulses, one.endpoints) for one in form.passes.value()] == [("", ""), ("", "")]


def test_replacing_typed_passes_can_be_undone(chair: Chair) -> None:
    had_a_session(chair)
    form = chair.open()
    chair.editor.purpose.input.setText("Eyeliner")
    form.passes.fill_as_last()
    assert [one.purpose for one in form.passes.value()] == ["Black ink", "Red ink"]
    chair.page.notices.notices[0].undo_button.click()
    assert [one.purpose for one in form.passes.value()] == ["Eyeliner", "Red ink"]


def test_a_changed_fluence_shows_the_old_value_and_the_percent(chair: Chair) -> None:
    had_a_session(chair)
    form = chair.open()
    form.passes.fill_as_last()
    assert form.passes.said_differences() == ()
    chair.editor.fluence.input.setText("3.0")
    assert form.passes.said_differences() == ("Fluence +25 % on last time (2.4 J/cm²)",)


def test_a_decimal_point_slipped_against_the_energy_stays_stopped(chair: Chair) -> None:
    had_a_session(chair)
    form = chair.open()
    form.passes.fill_as_last()
    chair.fill_around()
    unknown = next(one for one in form.opening.devices[0].handpieces if one.name == "730 nm handpiece")
    chair.editor.handpiece.set_value(str(unknown.id))
    chair.editor.basis.set_value(FluenceBasis.MACRO_SPOT.value)
    chair.editor.energy.input.setText("75.4")
    chair.editor.fluence.input.setText("6.0")
    (said,) = chair.editor.fluence.findings
    assert said.level is Level.STOP
    assert str(said.sentence) == "75.4 mJ on this spot is 0.60 J/cm², but 6.0 J/cm² is entered."
    with chair.qtbot.assertNotEmitted(chair.page.saved):
        chair.page.sign()
    assert chair.editor.fluence.input.hasFocus()
    assert chair.page.form is form
    assert len(chair.course().sessions) == 1


def test_fluence_and_energy_of_a_fractional_handpiece_are_left_as_typed(chair: Chair) -> None:
    form = chair.open()
    fractional = next(one for one in form.opening.devices[0].handpieces if one.name == "Resolve 532")
    chair.editor.handpiece.set_value(str(fractional.id))
    chair.editor.width_mm.input.setText("6")
    chair.editor.fluence.input.setText("0.5")
    assert chair.editor.energy.raw_text() == ""
    chair.editor.energy.input.setText("100")
    assert chair.editor.fluence.raw_text() == "0.5"


def test_a_caution_goes_ahead_only_with_a_reason_and_keeps_it(chair: Chair) -> None:
    had_a_session(chair)
    form = chair.open()
    form.passes.fill_as_last()
    chair.fill_around()
    assert not form.reason_card.isVisible()
    chair.editor.rate.input.setText("12")
    assert form.reason_card.isVisible()
    chair.page.sign()
    assert form.reason.input.hasFocus()
    assert "Write why it goes ahead" in str(form.reason.findings[0].sentence)
    chair.type("Short passes on a small area.")
    chair.sign()
    assert len(chair.course().sessions) == 2


def test_a_visit_before_the_agreed_date_needs_a_reason(chair: Chair) -> None:
    had_a_session(chair, weeks_ago=2)
    form = chair.open()
    assert form.reason_card.isVisible()
    (said,) = form.before.day.findings
    assert "28 days before the earliest date" in str(said.sentence)


def test_a_day_too_early_is_said_above_all_else_as_soon_as_the_page_opens(chair: Chair) -> None:
    had_a_session(chair, weeks_ago=2)
    form = chair.open()
    early = form.before.early
    assert early.findings == form.before.day.findings
    assert early.isVisible()
    assert early.mapTo(form, QPoint()).y() < form.before.healing.mapTo(form, QPoint()).y()
    form.before.day.set_raw_text("2026-11-08")
    assert not any("28 days" in str(one.sentence) for one in early.findings)


def test_a_day_that_fits_takes_no_room_at_the_top(chair: Chair) -> None:
    had_a_session(chair)
    assert not chair.open().before.early.isVisible()


def test_enter_leaves_the_reason_and_shift_enter_breaks_its_line(chair: Chair) -> None:
    had_a_session(chair, weeks_ago=2)
    form = chair.open()
    form.reason.give_focus()
    chair.type("Leaves the country.")
    chair.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    chair.type("Back in a year.")
    with chair.qtbot.waitSignal(form.went_on):
        chair.key(Qt.Key.Key_Return)
    assert form.reason.value() == "Leaves the country.\nBack in a year."
    assert not form.reason.input.hasFocus()
    form.note.give_focus()
    chair.type("Took it")
    chair.key(Qt.Key.Key_Return)
    chair.type("well.")
    assert form.note.value() == "Took it\nwell."


def test_a_caution_beyond_the_check_is_said_when_the_cursor_goes_to_the_reason(chair: Chair) -> None:
    had_a_session(chair)
    form = chair.open()
    chair.editor.rate.input.setText("12")
    for key in (Qt.Key.Key_H, Qt.Key.Key_E, Qt.Key.Key_F5):
        chair.key(key)
    chair.qtbot.waitUntil(lambda: form.before.checked.value() is not None)
    (notice,) = chair.page.notices.notices
    assert notice.text.text().startswith("Checked. A reason is needed. PicoWay is listed with")
    assert form.reason.input.hasFocus()
    chair.type("Short passes.")
    assert chair.page.notices.notices == ()


@pytest.mark.parametrize("width", [1044, 1244])
def test_the_headings_of_the_columns_are_whole_beside_the_chip_of_the_check(chair: Chair, width: int) -> None:
    had_a_session(chair)
    chair.page.resize(width, 560)
    form = chair.open()
    chair.fill_around()
    chip = form.before.checked.chip
    chair.qtbot.waitUntil(chip.isVisible)
    headings = {one.text(): one for one in form.findChildren(Label) if one.text() in ("1 Before", "2 Treatment")}
    assert set(headings) == {"1 Before", "2 Treatment"}
    for heading in headings.values():
        assert heading.width() >= heading.sizeHint().width()
    assert chip.chip.text == "Checked 12:00, Practitioner"
    assert chip.accessibleName() == "Checked, may treat: 12:00, Practitioner"
    assert chip.accessibleName() in chip.toolTip()


def test_an_allergy_locks_the_numbing_cream_in_words(chair: Chair) -> None:
    practitioner = chair.bench.practitioner
    patient = read_patient(practitioner, chair.patient_id)
    entry = chair.bench.patient(entry_id=patient.entry.entry_id, allergies=("Lidocaine",))
    edit_patient(practitioner, patient.id, patient.version, entry)
    form = chair.open()
    assert "Lidocaine" in form.after.lock_text
    chair.fill_around()
    form.after.numbing.set_value(Anaesthesia.TOPICAL_LIDOCAINE)
    (said,) = form.after.numbing.findings
    assert (said.level, said.overridable) == (Level.STOP, False)
    with chair.qtbot.assertNotEmitted(chair.page.saved):
        chair.page.sign()
    assert chair.course().sessions == ()


def test_an_allergy_added_meanwhile_counts_at_once(chair: Chair) -> None:
    form = chair.open()
    chair.form.before.eyes.input.setText("Shields")
    practitioner = chair.bench.practitioner
    patient = read_patient(practitioner, chair.patient_id)
    entry = chair.bench.patient(entry_id=patient.entry.entry_id, allergies=("Lidocaine",))
    edit_patient(practitioner, patient.id, patient.version, entry)
    chair.page.refresh()
    chair.qtbot.waitUntil(lambda: "Lidocaine" in form.after.lock_text)
    assert form.before.eyes.raw_text() == "Shields"


def test_an_empty_form_says_nothing_until_somebody_signs(chair: Chair) -> None:
    form = chair.open()
    assert not any(field.findings for field in form.fields)
    chair.page.sign()
    said = [str(finding.sentence) for field in form.fields for finding in field.findings]
    assert "Write down the eye protection that patient and staff wore." in said
    assert "Enter the fluence in J/cm²." in said
    assert form.before.eyes.input.hasFocus()


def test_an_unreadable_number_is_kept_and_explained_in_its_pass(chair: Chair) -> None:
    form = chair.open()
    chair.editor.fluence.input.setText("two")
    (said,) = chair.editor.fluence.findings
    assert "“two”" in str(said.sentence)
    form.passes.add()
    assert "pass 1" in str(form.passes.elsewhere.findings[0].sentence)
    assert form.passes.value()[0].fluence_j_cm2 == "two"


@pytest.mark.parametrize("typed", ["2.12345", "0.00001", "NaN", "1e3", "∞", "9" * 40, "<b>2</b>"])
def test_no_fluence_that_cannot_be_kept_is_signed(chair: Chair, typed: str) -> None:
    had_a_session(chair)
    form = chair.open()
    form.passes.fill_as_last()
    chair.fill_around()
    chair.editor.fluence.input.setText(typed)
    with chair.qtbot.assertNotEmitted(chair.page.saved):
        chair.page.sign()
    assert chair.editor.fluence.findings
    assert chair.page.form is form


def test_the_first_pass_that_stops_is_chosen_when_signing(chair: Chair) -> None:
    had_a_session(chair)
    form = chair.open()
    form.passes.fill_as_last()
    chair.fill_around()
    form.passes.table.go_to(1)
    chair.editor.pulse.input.setText("5")
    form.passes.table.go_to(0)
    chair.page.sign()
    assert form.passes.selected == 1
    assert chair.editor.pulse.input.hasFocus()


def test_passes_are_copied_moved_and_removed(chair: Chair) -> None:
    had_a_session(chair)
    form = chair.open()
    form.passes.fill_as_last()
    form.passes.copy()
    form.passes.move_pass(1)
    assert [one.purpose for one in form.passes.value()] == ["Black ink", "Red ink", "Black ink"]
    form.passes.table.go_to(0)
    form.passes.remove()
    assert [one.purpose for one in form.passes.value()] == ["Red ink", "Black ink"]


def test_a_draft_comes_back_after_the_page_is_thrown_away(chair: Chair) -> None:
    form = chair.open()
    chair.editor.purpose.input.setText("Green")
    chair.editor.fluence.input.setText("not yet")
    form.passes.add()
    form.before.eyes.input.setText("Shields")
    form.after.effects.set_value((SeenNow(chair.bench.kind_id("erythema"), Severity.MILD),))
    before = form.raw()
    with chair.qtbot.waitSignal(chair.page.closed):
        chair.key(Qt.Key.Key_Escape)
    practitioner = chair.bench.practitioner
    chair.qtbot.waitUntil(lambda: len(list_drafts(practitioner)) == 1)
    chair.page.close()
    (draft,) = list_drafts(practitioner)
    assert (draft.form, draft.subject_id) == ("session", chair.course_id)
    chair.new_page()
    again = chair.open(draft)
    assert again.raw() == before
    assert again.entry_id == draft.entry_id


def test_an_unfinished_session_is_offered_where_the_same_one_is_begun_again(chair: Chair) -> None:
    form = chair.open()
    chair.editor.purpose.input.setText("Green")
    begun = form.raw()
    with chair.qtbot.waitSignal(chair.page.closed):
        chair.key(Qt.Key.Key_Escape)
    chair.qtbot.waitUntil(lambda: len(list_drafts(chair.bench.practitioner)) == 1)
    fresh = chair.open()
    assert fresh.raw() != begun
    (notice,) = chair.page.notices.notices
    assert notice.accessibleName() == (
        "A session of this course was begun on 22 Nov 2026 12:00 and not signed. It holds: For of pass 1: Green."
    )
    notice.undo_button.click()
    chair.qtbot.waitUntil(lambda: chair.page.form is not None and chair.page.form.raw() == begun)
    (notice,) = chair.page.notices.notices
    assert notice.accessibleName() == "Gone on with what was typed: For of pass 1: Green."


def test_signing_drops_the_draft(chair: Chair) -> None:
    had_a_session(chair)
    form = chair.open()
    form.note.input.setPlainText("Took it well.")
    form.flush()
    chair.qtbot.waitUntil(lambda: len(list_drafts(chair.bench.practitioner)) == 1)
    chair.fill_around()
    chair.sign()
    assert list_drafts(chair.bench.practitioner) == ()
    assert chair.page.form is None


def test_side_effects_seen_now_are_reported_with_the_session(chair: Chair) -> None:
    had_a_session(chair)
    form = chair.open()
    form.passes.fill_as_last()
    chair.fill_around()
    kind = chair.bench.kind_id("erythema")
    form.after.effects.set_value((SeenNow(kind),))
    with chair.qtbot.assertNotEmitted(chair.page.saved):
        chair.page.sign()
    assert "how severe" in str(form.after.effects.findings[0].sentence)
    form.after.effects.set_value((SeenNow(kind, Severity.MODERATE),))
    chair.sign()
    progress = chair.course()
    (effect,) = progress.side_effects
    assert (effect.entry.kind_id, effect.entry.severity) == (kind, Severity.MODERATE)
    assert effect.entry.session_id == progress.sessions[-1].id
    assert effect.entry.onset_on == chair.bench.practitioner.today()


def test_a_side_effect_that_cannot_be_saved_keeps_the_session_from_being_signed(chair: Chair) -> None:
    had_a_session(chair)
    form = chair.open()
    form.passes.fill_as_last()
    chair.fill_around()
    kind = chair.bench.kind_id("urticaria")
    form.after.effects.set_value((SeenNow(kind, Severity.MILD),))
    practitioner = chair.bench.practitioner
    with chair.bench.database.change(practitioner.actor()) as work:
        work.remove(work.get(SideEffectKindRow, kind))
    chair.page.sign()
    chair.qtbot.waitUntil(lambda: bool(chair.page.notices.notices))
    assert "side effect is not on the list" in chair.page.notices.notices[0].text.text()
    assert len(chair.course().sessions) == 1
    form.after.effects.set_value(())
    chair.sign()
    assert len(chair.course().sessions) == 2


def test_a_refusal_by_the_service_is_said_and_keeps_what_was_typed(chair: Chair) -> None:
    had_a_session(chair)
    form = chair.open()
    form.passes.fill_as_last()
    chair.fill_around()
    course = chair.course().course
    change_course_state(chair.bench.practitioner, course.id, course.version, CourseState.PAUSED, "Moved abroad")
    with chair.qtbot.assertNotEmitted(chair.page.saved):
        chair.page.sign()
        chair.qtbot.waitUntil(lambda: bool(chair.page.notices.notices))
    assert "This course is closed" in chair.page.notices.notices[0].text.text()
    assert chair.page.form is form
    assert form.isEnabled()
    assert len(form.passes.value()) == 2


def test_a_course_that_is_gone_is_said_instead_of_an_empty_form(chair: Chair) -> None:
    chair.page.open_new(chair.patient_id, 999)
    chair.qtbot.waitUntil(lambda: bool(chair.page.notices.notices))
    assert "not on record" in chair.page.notices.notices[0].text.text()
    assert chair.page.form is None
    assert not chair.page.sign_button.isEnabled()


def test_a_session_logged_for_a_past_day_takes_its_number_by_date(chair: Chair) -> None:
    had_a_session(chair)
    form = chair.open()
    form.before.day.set_value(chair.bench.practitioner.today() - timedelta(weeks=20))
    assert chair.page.title.text().startswith("Session 1,")


def test_endpoints_are_ticked_several_at_once_and_none_stands_alone(chair: Chair) -> None:
    chair.open()
    endpoints = chair.editor.endpoints
    for value in (Endpoint.FROSTING.value, Endpoint.ERYTHEMA.value):
        endpoints.button(value).click()
    assert endpoints.value() == ("frosting", "erythema")
    endpoints.button(Endpoint.NONE.value).click()
    assert endpoints.value() == ("none",)


def test_three_columns_become_two_where_the_type_is_large_or_the_window_small(chair: Chair) -> None:
    form = chair.open()

    def top(card: QWidget) -> int:
        return card.mapTo(form, QPoint()).y()

    assert top(form.before) == top(form.after)
    chair.page.resize(900, 634)
    chair.qtbot.waitUntil(lambda: top(form.after) > top(form.before))
    assert form.after.mapTo(form, QPoint()).x() > form.before.mapTo(form, QPoint()).x()
    chair.page.resize(1244, 814)
    chair.qtbot.waitUntil(lambda: top(form.before) == top(form.after))


def test_a_handpiece_that_nobody_chose_is_said_once_the_person_signs(chair: Chair) -> None:
    form = chair.open()
    chair.editor.handpiece.set_value(None)
    form.check()
    assert list(chair.editor.handpiece.findings) == []
    assert form.ask() is None
    (said,) = chair.editor.handpiece.findings
    assert str(said.sentence).endswith("Choose the handpiece.")

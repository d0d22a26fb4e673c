"""A repeat session at the chair: opened, checked, treated, signed, with every input counted."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from pico_tracker.domain.diary import Place, VisitEntry, VisitKind, VisitState
from pico_tracker.domain.endings import Ending
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.safety_checks import Healing
from pico_tracker.domain.screening import ScreeningAnswer
from pico_tracker.services.courses import open_course, read_patient_page
from pico_tracker.services.drafts import list_drafts
from pico_tracker.services.patients import add_patient
from pico_tracker.services.screening import record_answers
from pico_tracker.services.sessions import log_session
from pico_tracker.services.visits import book_visit, list_patient_visits
from pico_tracker.ui.courses.side_effect_form import SideEffectForm
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.session_log.page import LogSessionPage
from pico_tracker.ui.session_log.session_form import SessionForm
from pico_tracker.ui.today.page import TodayPage
from tests.builders import NOON, Bench
from tests.journeys.conftest import SitDown
from tests.journeys.seats import Seat, everything_said

NAME = "Amara Nwosu"
MORNING = NOON.replace(hour=9) + timedelta(days=1)
"""Monday 23 November, when the clinic opens."""
BEFORE_LIMIT, AFTER_LIMIT = 8, 12
"""Inputs a routine repeat session may take down to the check, and from there to signed."""


class Counted:
    """Hands at a window that count: a chord, a click, or one value typed with the Enter that ends it."""

    def __init__(self, seat: Seat) -> None:
        self.seat, self.inputs = seat, 0

    def chord(self, keys: str) -> None:
        """Press one key or chord."""
        self.inputs += 1
        self.seat.key(keys)

    def value(self, text: str) -> None:
        """Type one value and end it with Enter."""
        self.inputs += 1
        self.seat.write(text)
        self.seat.key("Return")

    def restart(self) -> int:
        """What was counted so far; counting begins anew."""
        counted, self.inputs = self.inputs, 0
        return counted


class Chairside:
    """A course of two passes with one session `days_ago`, and who treats in front of Today."""

    def __init__(self, bench: Bench, sit_down: SitDown, days_ago: int, *, is_booked: bool = False) -> None:
        self.bench = bench
        bench.clock.moment = MORNING
        self.patient_id = add_patient(bench.practitioner, bench.patient()).value
        self.course_id = open_course(bench.practitioner, bench.course(self.patient_id)).value
        day = bench.practitioner.today() - timedelta(days=days_ago)
        red = bench.one_pass(
            wavelength_nm=532, fluence_j_cm2=Decimal("1.2"), pulse_energy_mj=Decimal("150.8"), purpose="Red ink"
        )
        entry = bench.session(self.course_id, performed_on=day, passes=(bench.one_pass(), red))
        log_session(bench.practitioner, entry)
        record_answers(bench.practitioner, self.course_id, rare_only(bench))
        if is_booked:
            self._book()
        self.seat = sit_down(bench.practitioner)

    def _book(self) -> None:
        """The visit of this morning."""
        place = Place(starts_at=MORNING, minutes=30, practitioner_id=self.bench.practitioner.operator.id)
        entry = VisitEntry(
            entry_id=self.bench.mint(),
            patient_id=self.patient_id,
            course_ids=(self.course_id,),
            kind=VisitKind.SESSION,
            place=place,
        )
        book_visit(self.bench.practitioner, entry)

    def open(self) -> SessionForm:
        """The form of the session, opened from the patient."""
        self.seat.window.log_session(self.patient_id, self.course_id)
        return self.seat.session_form()

    def course(self) -> CourseProgress:
        """The course as it is on record."""
        (progress,) = read_patient_page(self.bench.practitioner, self.patient_id).courses
        return progress

    def answer(self) -> None:
        """Everything before the check but how it healed."""
        self.seat.answer_all_no()
        self.seat.key("E")

    def fill_after(self) -> None:
        """What is seen of two passes, and the pain."""
        for text in ("312", "3", "150", "2", "3"):
            self.seat.write(text)
            self.seat.key("Return")

    def sign(self) -> None:
        """Sign, and wait for the patient's page."""
        self.seat.key("Ctrl+Return")
        self.seat.patient_page(NAME)


def rare_only(bench: Bench) -> tuple[ScreeningAnswer, ...]:
    """Answers of a while ago to all that is not asked at each visit."""
    return tuple(one for one in bench.all_no() if not one.question.startswith("visit_"))


@pytest.fixture
def chairside(file_bench: Bench, sit_down: SitDown) -> Chairside:
    return Chairside(file_bench, sit_down, days_ago=56)


@pytest.fixture
def early(file_bench: Bench, sit_down: SitDown) -> Chairside:
    return Chairside(file_bench, sit_down, days_ago=14)


def test_a_repeat_session_takes_eight_inputs_to_the_check_and_twelve_to_the_signature(
    file_bench: Bench, sit_down: SitDown
) -> None:
    chairside = Chairside(file_bench, sit_down, days_ago=56, is_booked=True)
    seat, hands = chairside.seat, Counted(chairside.seat)
    today = seat.page(TodayPage)
    seat.until(lambda: any(column.visits for column in today.book.view.shown.book.columns))
    today.book.setFocus()
    hands.chord("Home")
    hands.chord("L")
    form = seat.session_form()
    for key in ("H", "F6", "E", "F5"):
        hands.chord(key)
    seat.until(lambda: form.before.checked.value() is not None)
    assert form.before.checked.chip.chip.text == "Checked 09:00, Practitioner"
    assert hands.restart() <= BEFORE_LIMIT
    for text in ("312", "3", "150", "2", "3"):
        hands.value(text)
    hands.chord("Alt+6")
    hands.chord("Ctrl+Return")
    seat.patient_page(NAME)
    assert hands.restart() <= AFTER_LIMIT
    first, second = chairside.course().sessions
    assert [one.entry.fluence_j_cm2 for one in second.passes] == [one.entry.fluence_j_cm2 for one in first.passes]
    assert [one.entry.pulses for one in second.passes] == [312, 150]
    assert (second.entry.healing, second.entry.pain) == (Healing.HEALED, 3)
    assert second.entry.checked is not None
    assert second.entry.call_on is not None
    (visit,) = list_patient_visits(chairside.bench.practitioner, chairside.patient_id)
    assert visit.state is VisitState.DONE


def test_nothing_is_preset_and_the_gate_is_asked_first(chairside: Chairside) -> None:
    form = chairside.open()
    seat = chairside.seat
    assert form.before.healing.value() is None
    assert all(row.value() is None for row in form.before.screening.rows.values())
    assert form.before.eyes.raw_text() == ""
    assert (form.after.pain.raw_text(), form.after.effects.value()) == ("", ())
    assert [(one.pulses, one.endpoints) for one in form.passes.value()] == [("", "")] * 2
    assert form.before.healing.healed.hasFocus()
    seat.key("Return")
    assert form.before.healing.value() is None
    seat.key("F5")
    assert "Say how the last session healed." in everything_said(form.before)
    seat.until(form.before.healing.healed.hasFocus)
    assert form.before.checked.value() is None
    chairside.answer()
    seat.may_treat()
    assert form.before.healing.value() is Healing.HEALED


def test_the_key_of_the_gate_is_a_letter_where_somebody_types(chairside: Chairside) -> None:
    form = chairside.open()
    seat = chairside.seat
    seat.click_into(form.note)
    seat.write("he")
    assert form.note.raw_text() == "he"
    seat.click_into(form.before.eyes)
    seat.write("He")
    assert form.before.eyes.raw_text().startswith("He")
    assert form.before.healing.value() is None


def report(seat: Seat, kind: str, *, red_flag: bool) -> None:
    """Fill in the form for a side effect that stands in front."""
    dialog = seat.dialog()
    assert isinstance(dialog, SideEffectForm)
    seat.fill(dialog.kind, kind)
    seat.fill(dialog.severity, "Moderate")
    for number, question in enumerate(dialog.red_flags.rows.values()):
        seat.click(question.yes if red_flag and not number else question.no)
    seat.save_dialog()


def test_something_happened_is_written_down_first_and_then_answers_the_gate(chairside: Chairside) -> None:
    form = chairside.open()
    seat, gate = chairside.seat, form.before.healing
    seat.click(gate.event_button)
    seat.dialog()
    seat.key("Esc")
    seat.until(lambda: seat.window.dialog is None)
    seat.come_back()
    assert gate.value() is None
    seat.click(gate.event_button)
    report(seat, "Blister", red_flag=False)
    seat.until(lambda: gate.value() is Healing.EVENT)
    chairside.answer()
    seat.key("F5")
    assert form.before.checked.value() is None
    assert "There is no date yet: a reaction is open" in everything_said(form.before)


def test_an_unresolved_red_flag_stops_until_somebody_answers_for_it_by_name(chairside: Chairside) -> None:
    form = chairside.open()
    seat = chairside.seat
    seat.click(form.before.healing.event_button)
    report(seat, "Blister", red_flag=True)
    seat.until(lambda: form.before.healing.value() is Healing.EVENT)
    chairside.answer()
    seat.key("F5")
    seat.settle()
    assert form.before.checked.value() is None
    assert form.reason.input.hasFocus()
    seat.fill(form.reason, "Seen today, calm; another area.")
    seat.may_treat()
    chairside.fill_after()
    chairside.sign()
    session = chairside.course().sessions[-1]
    assert session.entry.healing is Healing.EVENT
    assert (session.entry.reason, session.operator_name) == ("Seen today, calm; another area.", "Practitioner")


def test_an_early_date_needs_a_reason_that_is_kept_with_who_signs(early: Chairside) -> None:
    form = early.open()
    seat = early.seat
    seat.key("H")
    early.answer()
    seat.key("F5")
    assert form.before.checked.value() is None
    assert "the name Practitioner" in everything_said(form.reason_card)
    seat.fill(form.reason, "Leaves the country for a year.")
    seat.may_treat()
    early.fill_after()
    early.sign()
    session = early.course().sessions[-1]
    assert (session.entry.reason, session.operator_name) == ("Leaves the country for a year.", "Practitioner")


def test_a_change_after_the_check_takes_it_back_and_says_what_changed(chairside: Chairside) -> None:
    form = chairside.open()
    seat = chairside.seat
    seat.key("H")
    chairside.answer()
    seat.may_treat()
    seat.fill(form.before.eyes, "Goggles only")
    assert form.before.checked.value() is None
    assert "The check was taken back, for this changed: the eye protection." in everything_said(form.before)
    seat.may_treat()
    chairside.seat.fill(form.passes.editor.pulses, "312")
    assert form.before.checked.value() is not None


def test_a_session_stopped_early_keeps_its_pulses_with_reason_and_next_date(chairside: Chairside) -> None:
    form = chairside.open()
    seat = chairside.seat
    seat.key("H")
    chairside.answer()
    seat.may_treat()
    chairside.fill_after()
    seat.click(form.ending.ending.button)
    seat.key("Ctrl+Return")
    said = everything_said(form)
    assert "Write why the session was stopped early." in said
    assert "Enter when the patient is to come again." in said
    seat.fill(form.ending.reason, "Too painful.")
    seat.fill(form.ending.return_on, "7 Dec 2026")
    chairside.sign()
    entry = chairside.course().sessions[-1].entry
    assert (entry.ending, entry.ending_reason) == (Ending.STOPPED_EARLY, "Too painful.")
    assert (entry.return_on, entry.passes[0].pulses) == (date(2026, 12, 7), 312)


def test_a_paper_record_of_a_past_day_is_said_to_be_one_and_takes_its_number_by_date(
    chairside: Chairside,
) -> None:
    form = chairside.open()
    seat = chairside.seat
    seat.fill(form.before.day, "1 Jun 2026")
    assert "Entered later, from a paper record." in everything_said(form.before)
    assert not form.before.checked.isVisible()
    assert seat.window.session_log().title.text().startswith("Session 1,")
    chairside.answer()
    seat.click_into(form.passes.editor.pulses)
    chairside.fill_after()
    chairside.sign()
    first = chairside.course().sessions[0]
    assert (first.entry.performed_on, first.entered_later, first.number) == (date(2026, 6, 1), True, 1)
    assert (first.entry.checked, first.entry.healing) == (None, None)


def said_by(seat: Seat) -> list[str]:
    """The window's notices."""
    return [one.text.text() for one in seat.window.notices.notices]


def test_a_draft_kept_can_be_taken_back_and_is_what_it_was(chairside: Chairside) -> None:
    seat, context = chairside.seat, chairside.bench.practitioner
    form = chairside.open()
    seat.fill(form.note, "Took it well.")
    seat.key("Ctrl+S")
    seat.until(lambda: not isinstance(seat.window.pages.currentWidget(), LogSessionPage))
    assert said_by(seat) == ["Kept as a draft, not signed."]
    seat.until(lambda: len(list_drafts(context)) == 1)
    (kept,) = list_drafts(context)
    assert kept.content["about"] == "Note"
    again = chairside.seat
    again.window.resume(kept)
    form = again.session_form()
    seat.until(lambda: form.note.raw_text() == "Took it well.")
    seat.fill(form.after.pain, "4")
    seat.key("Ctrl+S")
    seat.until(lambda: "Pain 4" in str(list_drafts(context)[0].content["about"]))
    seat.click(seat.window.notices.notices[0].undo_button)
    seat.until(lambda: list_drafts(context)[0].content["about"] == "Note")


def test_a_new_draft_kept_by_mistake_is_gone_again(chairside: Chairside) -> None:
    seat, context = chairside.seat, chairside.bench.practitioner
    form = chairside.open()
    seat.fill(form.after.pain, "4")
    seat.key("Ctrl+S")
    seat.until(lambda: len(list_drafts(context)) == 1)
    seat.click(seat.window.notices.notices[0].undo_button)
    seat.until(lambda: list_drafts(context) == ())


def test_what_a_draft_holds_is_said_where_it_is_offered(chairside: Chairside) -> None:
    seat = chairside.seat
    form = chairside.open()
    seat.fill(form.passes.editor.pulses, "312")
    seat.fill(form.after.pain, "4")
    seat.fill(form.note, "Took it well.")
    seat.key("Esc")
    held = "Pulses of pass 1: 312, Note, Pain 4"
    seat.key("Ctrl+1")
    today = seat.page(TodayPage)
    seat.until(lambda: held in everything_said(today.drafts))
    chairside.open()
    page = seat.page(LogSessionPage)
    assert f"It holds: {held}." in page.notices.notices[0].text.text()


def stops(form: SessionForm, first: QWidget) -> Iterator[QWidget]:
    """Where Tab goes through the form, once round."""
    here: QWidget | None = first
    seen: set[int] = set()
    while here is not None and id(here) not in seen:
        seen.add(id(here))
        can_be_used = form.isAncestorOf(here) and here.isVisible() and here.isEnabled()
        if can_be_used and here.focusPolicy() & Qt.FocusPolicy.TabFocus and here.focusProxy() is None:
            yield here
        here = here.nextInFocusChain()


def test_tab_goes_through_the_columns_in_reading_order(chairside: Chairside) -> None:
    form = chairside.open()
    chairside.seat.come_round()
    order = list(stops(form, form.before.healing.healed))
    cards: tuple[QWidget, ...] = (
        form.before,
        form.passes,
        form.note,
        form.plan,
        form.after,
        form.visit,
        form.ending,
    )
    owners = [next((place for place, card in enumerate(cards) if card.isAncestorOf(one)), -1) for one in order]
    places = [place for place in owners if place >= 0]
    assert places == sorted(places)
    tops = [one.mapTo(form, QPoint()).y() for one in order if form.before.isAncestorOf(one)]
    assert all(later >= earlier - 12 for earlier, later in pairwise(tops))


def test_every_control_has_a_name_for_a_screen_reader(chairside: Chairside) -> None:
    form = chairside.open()
    page = chairside.seat.page(LogSessionPage)
    for control in stops(form, form.before.healing.healed):
        assert control.accessibleName(), control
    for button in page.findChildren(Button):
        assert button.accessibleName() or not button.isVisible()
    assert "Alt" not in form.before.title.text()

"""Amending a signed session: every field as it was signed, a reason, and both versions afterwards."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from pico_tracker.domain.endings import Ending
from pico_tracker.domain.laser import Spot, SpotShape
from pico_tracker.domain.next_plans import NextPlanEntry
from pico_tracker.domain.passes import Endpoint
from pico_tracker.domain.pulse_counts import PulseCount
from pico_tracker.domain.responses import Anaesthesia
from pico_tracker.domain.sessions import Session
from pico_tracker.services.amendments import amend_session
from pico_tracker.services.courses import open_course
from pico_tracker.services.drafts import list_drafts
from pico_tracker.services.patients import add_patient
from pico_tracker.services.reports import gather_session_record
from pico_tracker.services.sessions import log_session
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.backend import Backend
from pico_tracker.ui.kit.style import Look
from pico_tracker.ui.session_log.amend_form import AmendForm
from pico_tracker.ui.session_log.amend_page import AmendPage
from tests.builders import Bench


class Amended:
    """A signed session, and the page that amends it."""

    def __init__(self, bench: Bench, backend: Backend, qtbot: QtBot, **changes: Any) -> None:
        self.bench, self.qtbot = bench, qtbot
        self.patient_id = add_patient(bench.practitioner, bench.patient()).value
        self.course_id = open_course(bench.practitioner, bench.course(self.patient_id)).value
        entry = bench.session(self.course_id, **changes)
        self.session_id = log_session(bench.practitioner, entry).value
        self.page = AmendPage(Desk(backend, bench.practitioner, backend))
        self.page.resize(1244, 814)
        qtbot.addWidget(self.page)
        with qtbot.waitActive(self.page):
            self.page.show()
            self.page.activateWindow()
        self.open()

    def open(self, draft: Any = None) -> AmendForm:
        """The form, once the record has been read."""
        self.page.open_session(self.session_id, draft)
        self.qtbot.waitUntil(lambda: self.page.amending is not None)
        return self.form

    @property
    def form(self) -> AmendForm:
        """The form now on the page."""
        assert self.page.amending is not None
        return self.page.amending

    @property
    def session(self) -> Session:
        """The session as it is on record."""
        return gather_session_record(self.bench.practitioner, self.session_id).session

    def type(self, **values: Any) -> None:
        """Type these values, each into its field."""
        for name, value in values.items():
            self.form.field(name).set_value(value)
        self.form.flush()

    def said(self) -> str:
        """Everything the page says."""
        return " | ".join(label.text() for label in self.page.findChildren(QLabel) if label.isVisible())

    def sign(self) -> None:
        """Sign and wait until it is saved."""
        with self.qtbot.waitSignal(self.page.saved) as signal:
            self.page.save_button.click()
        assert signal.args == [self.patient_id, self.course_id]


FULL: dict[str, Any] = {
    "note": "Even frosting.",
    "note_for_next_time": "Test the red spot.",
    "area_cm2": Decimal("12.5"),
    "anaesthesia": Anaesthesia.OTHER,
    "anaesthesia_product": "Cold gel",
    "anaesthesia_percent": Decimal(4),
    "anaesthesia_minutes": 20,
    "anaesthesia_area_cm2": Decimal(15),
    "clearance_percent": 0,
    "products": ("Sunscreen 50",),
    "next_plan": NextPlanEntry(minutes=45, note="Red next."),
    "ending": Ending.STOPPED_EARLY,
    "ending_reason": "Too sore.",
}


@pytest.fixture
def amended(look: Look, file_bench: Bench, backend: Backend, qtbot: QtBot) -> Amended:
    """A session with something in every field."""
    day = file_bench.practitioner.today()
    passes = (
        file_bench.one_pass(endpoints=(Endpoint.FROSTING, Endpoint.OEDEMA), times=2),
        file_bench.one_pass(
            purpose="Red ink",
            wavelength_nm=532,
            spot=Spot(SpotShape.RECTANGULAR, Decimal("3.25"), Decimal(4)),
            pulse_energy_mj=None,
            fluence_j_cm2=Decimal("0.6"),
            overlap_percent=Decimal("7.5"),
            pulses=None,
        ),
    )
    counts = (PulseCount(file_bench.device_id, 100, 412),)
    return Amended(
        file_bench, backend, qtbot, passes=passes, counts=counts, return_on=day, reason="Agreed.", **FULL
    )


def test_the_form_shows_the_session_exactly_as_it_was_signed(amended: Amended) -> None:
    assert amended.form.entry() == amended.session.entry
    assert not amended.page.changes.isVisible()


def test_what_changes_is_said_before_signing_and_both_versions_stand_afterwards(amended: Amended) -> None:
    signed = amended.session.entry
    amended.type(pain=7, note="Even frosting everywhere.", reason="Read off the sheet.")
    assert amended.page.changes.isVisible()
    said = amended.said()
    assert "4 of 10 | 7 of 10" in said
    assert "Even frosting. | Even frosting everywhere." in said
    amended.sign()
    now = amended.session
    assert now.entry == replace(signed, pain=7, note="Even frosting everywhere.")
    assert [(one.entry, one.reason) for one in now.earlier] == [(signed, "Read off the sheet.")]
    assert list_drafts(amended.bench.practitioner) == ()


def test_without_a_reason_nothing_is_signed_and_the_cursor_goes_there(amended: Amended) -> None:
    amended.type(pain=7)
    amended.page.save_button.click()
    amended.qtbot.waitUntil(lambda: "Write why it is amended" in amended.said())
    assert amended.form.reason.input.hasFocus()
    assert amended.session.version == 1


def test_an_amendment_of_nothing_is_refused_in_words(amended: Amended) -> None:
    amended.type(reason="Why not.")
    amended.page.save_button.click()
    amended.qtbot.waitUntil(lambda: "Nothing was changed" in amended.said())
    assert amended.session.version == 1


@pytest.mark.parametrize(
    ("field", "raw", "said"),
    [
        ("performed_on", "", "Enter the day of the session."),
        ("cooling", "", "Choose how the skin was cooled, or none."),
        ("pain", "", "Pain is a whole number from 0 to 10."),
        ("eye_protection", "", "Write down the eye protection"),
    ],
)
def test_what_is_missing_is_said_at_its_field(amended: Amended, field: str, raw: str, said: str) -> None:
    amended.type(reason="Typed wrong.")
    amended.form.field(field).set_raw_text(raw)
    amended.page.save_button.click()
    amended.qtbot.waitUntil(lambda: said in amended.said())
    assert amended.session.version == 1


def test_a_setting_that_is_missing_or_cannot_be_read_stops_at_its_pass(amended: Amended) -> None:
    first, second = amended.form.passes.value()
    amended.type(reason="Typed wrong.", passes=(replace(first, fluence_j_cm2=""), replace(second, times="two")))
    amended.page.save_button.click()
    fields = {one.field for one in amended.form.check()}
    assert {"passes.0.fluence_j_cm2", "passes.1.times"} <= fields
    assert amended.session.version == 1


def test_numbing_and_an_early_end_taken_back_take_their_details_along(amended: Amended) -> None:
    amended.type(anaesthesia=Anaesthesia.NONE, ending=None, reason="It was another patient's sheet.")
    amended.sign()
    entry = amended.session.entry
    assert (entry.anaesthesia_product, entry.anaesthesia_percent, entry.anaesthesia_area_cm2) == ("", None, None)
    assert (entry.ending, entry.ending_reason, entry.return_on) == (Ending.COMPLETE, "", None)


def test_what_is_typed_comes_back_after_a_crash_with_what_it_would_change(amended: Amended) -> None:
    amended.type(pain=9, reason="Half a")
    amended.qtbot.waitUntil(lambda: bool(list_drafts(amended.bench.practitioner)))
    (draft,) = list_drafts(amended.bench.practitioner)
    assert (draft.form, draft.subject_id) == ("amendment", amended.session_id)
    form = amended.open(draft)
    assert (form.field("pain").value(), form.reason.value()) == (9, "Half a")
    assert "4 of 10 | 9 of 10" in amended.said()


def test_somebody_elses_amendment_meanwhile_is_shown_and_nothing_is_overwritten(amended: Amended) -> None:
    amended.type(pain=9, reason="Nine.")
    theirs = replace(amended.session.entry, pain=5, area_cm2=Decimal(20))
    amend_session(amended.bench.administrator, amended.session_id, 1, theirs, "Five.")
    amended.page.save_button.click()
    amended.qtbot.waitUntil(amended.page.conflict.isVisible)
    assert amended.form.field("area_cm2").value() == 20
    assert amended.form.field("pain").value() == 9
    amended.sign()
    entry = amended.session.entry
    assert (amended.session.version, entry.pain, entry.area_cm2) == (3, 9, Decimal(20))


def test_leaving_keeps_the_draft_and_discarding_drops_it(amended: Amended) -> None:
    amended.type(pain=8)
    with amended.qtbot.waitSignal(amended.page.closed):
        amended.page.close_form()
    amended.qtbot.waitUntil(lambda: bool(list_drafts(amended.bench.practitioner)))
    amended.page.discard()
    amended.qtbot.waitUntil(lambda: not list_drafts(amended.bench.practitioner))

"""A signed session on the patient's page: its versions, its buttons, and what was found void."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.endings import Ending
from pico_tracker.domain.next_plans import NextPlanEntry
from pico_tracker.domain.photos import PhotoEntry
from pico_tracker.domain.screening import Answer
from pico_tracker.domain.session_digests import content_digest, grouped
from pico_tracker.domain.sessions import Session
from pico_tracker.services.amendments import amend_session, void_session
from pico_tracker.services.consents import record_consent
from pico_tracker.services.photos import attach_photo
from pico_tracker.services.reports import gather_session_record, print_session_record
from pico_tracker.services.sessions import log_session
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.cells import Struck, cell_text
from pico_tracker.ui.kit.chips import ChipText
from pico_tracker.ui.patients.patient_page import PatientPage
from pico_tracker.ui.patients.session_detail import SessionDetail
from pico_tracker.ui.patients.void_form import VoidForm
from pico_tracker.ui.photo_strip import Thumbnail
from pico_tracker.ui.session_steps import SessionStep
from tests.builders import TODAY, Bench
from tests.reports.reading import pages_of
from tests.ui.desks import Show
from tests.ui.patients.stories import Story, tell


@pytest.fixture
def story(file_bench: Bench) -> Story:
    return tell(file_bench)


@pytest.fixture
def page(desk: Desk, story: Story, on_screen: Show, qtbot: QtBot) -> PatientPage:
    made = PatientPage(desk)
    on_screen(made)
    made.show_patient(story.patient_id)
    qtbot.waitUntil(lambda: made.view.sessions.table.records.rowCount() == 2)
    return made


def _session(bench: Bench, session_id: int) -> Session:
    return gather_session_record(bench.practitioner, session_id).session


def _amend(bench: Bench, session_id: int, reason: str, **changes: Any) -> None:
    session = _session(bench, session_id)
    amend_session(bench.practitioner, session_id, session.version, replace(session.entry, **changes), reason)


def _said(widget: QWidget) -> str:
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def _open(page: PatientPage, row: int, qtbot: QtBot, said: str) -> SessionDetail:
    page.view.sessions.table.selectRow(row)
    detail = page.view.detail
    qtbot.waitUntil(lambda: said in _said(detail).replace("\u00a0", " "))
    return detail


def _cells(page: PatientPage, row: int) -> dict[str, Any]:
    records = page.view.sessions.table.records
    return {column.key: column.cell(records.rows[row]) for column in records.columns}


def test_an_amended_session_shows_both_values_who_when_and_why(
    page: PatientPage, story: Story, file_bench: Bench, qtbot: QtBot
) -> None:
    plan = NextPlanEntry(minutes=45, note="Red next.")
    _amend(file_bench, story.session_ids[1], "Typed the wrong line.", pain=7, next_plan=plan)
    page.refresh()
    qtbot.waitUntil(lambda: cell_text(_cells(page, 0)["note"]) == "Signed, amended")
    detail = _open(page, 0, qtbot, "Pain | 4 of 10 | 7 of 10")
    said = _said(detail.amendments)
    assert "Amended 22 Nov 2026 12:00 by Practitioner | Reason: Typed the wrong line." in said.replace(
        "\u00a0", " "
    )
    assert "Plan for next time | Not recorded | 45" in said
    struck = [label for label in detail.findChildren(QLabel) if label.property("struck") == "true"]
    assert [label.text() for label in struck] == ["4 of 10"]
    assert [label.accessibleName() for label in struck] == ["Before: 4 of 10"]


def test_every_version_can_be_reached(page: PatientPage, story: Story, file_bench: Bench, qtbot: QtBot) -> None:
    first = story.session_ids[0]
    _amend(file_bench, first, "One.", passes=(file_bench.one_pass(pulses=400),))
    _amend(file_bench, first, "Two.", passes=(file_bench.one_pass(pulses=500),))
    page.refresh()
    qtbot.waitUntil(lambda: page.view.sessions.table.records.rows[1].version == 3)
    detail = _open(page, 1, qtbot, "Reason: Two.")
    assert [one.said() for one in detail.versions.buttons] == ["As signed", "Version 2", "As it stands"]
    shown = []
    for button in detail.versions.buttons:
        button.click()
        shown.append([one.entry.pulses for _, one in detail.passes.records.rows])
    assert shown == [[312], [400], [500]]


def test_a_void_session_stands_struck_through_in_its_place_with_the_reason(
    page: PatientPage, story: Story, file_bench: Bench, qtbot: QtBot
) -> None:
    void_session(file_bench.practitioner, story.session_ids[1], 1, "Another patient's.")
    page.refresh()
    qtbot.waitUntil(lambda: page.view.sessions.table.records.rows[0].is_void)
    cells = _cells(page, 0)
    assert cells["nm"] == Struck(("1064", "532"))
    assert isinstance(cells["on"], Struck)
    assert isinstance(cells["note"], ChipText)
    assert cells["note"].text == "Void"
    assert cell_text(cells["number"]) == "–"
    assert cells["clearance"] is None
    assert cell_text(_cells(page, 1)["number"]) == "1"
    note = next(one for one in page.view.sessions.table.records.columns if one.key == "note")
    assert note.tip is not None
    assert note.tip(page.view.sessions.table.records.rows[0]) == "Another patient's."
    detail = _open(page, 0, qtbot, "Void: Another patient's.")
    assert "Void session, 19 Nov 2026" in _said(detail)
    assert detail.print_button.isVisible()
    assert not detail.amend_button.isVisible()
    assert not detail.void_button.isVisible()


def test_the_buttons_wish_for_each_step_with_the_session(page: PatientPage, story: Story, qtbot: QtBot) -> None:
    detail = _open(page, 0, qtbot, "Test the red spot first.")
    wished: list[tuple[object, int]] = []
    page.session_step_wanted.connect(lambda step, session: wished.append((step, session.id)))
    for button in (detail.print_button, detail.amend_button, detail.void_button):
        button.click()
    steps = (SessionStep.PRINT, SessionStep.AMEND, SessionStep.VOID)
    assert wished == [(step, story.session_ids[1]) for step in steps]


def test_density_and_overlap_stand_together(
    page: PatientPage, story: Story, file_bench: Bench, qtbot: QtBot
) -> None:
    wide = file_bench.one_pass(density_per_cm2=150, overlap_percent=Decimal("7.5"))
    _amend(file_bench, story.session_ids[0], "Fractional.", passes=(wide,))
    page.refresh()
    qtbot.waitUntil(lambda: page.view.sessions.table.records.rows[1].version == 2)
    detail = _open(page, 1, qtbot, "Reason: Fractional.")
    columns = {one.key: one for one in detail.passes.records.columns}
    (row,) = detail.passes.records.rows
    assert cell_text(columns["spread"].cell(row)) == "150/cm², 7.5 %"
    assert cell_text(columns["laser"].cell(row)) == "PicoWay, Zoom"


def test_a_session_is_found_void_with_a_reason_only(
    page: PatientPage, story: Story, file_bench: Bench, desk: Desk, qtbot: QtBot
) -> None:
    session_id = story.session_ids[1]
    form = VoidForm(desk, _session(file_bench, session_id), page)
    form.open()
    form.save_button.click()
    qtbot.waitUntil(lambda: "Write why it is void" in _said(form))
    form.reason.set_value("Another patient's.")
    with qtbot.waitSignal(form.saved):
        form.save_button.click()
    assert _session(file_bench, session_id).is_void


def test_a_session_amended_meanwhile_is_found_void_at_the_second_try(
    page: PatientPage, story: Story, file_bench: Bench, desk: Desk, qtbot: QtBot
) -> None:
    session_id = story.session_ids[1]
    form = VoidForm(desk, _session(file_bench, session_id), page)
    form.open()
    _amend(file_bench, session_id, "Seven.", pain=7)
    form.reason.set_value("Never given.")
    form.save_button.click()
    qtbot.waitUntil(lambda: "Somebody else changed this record" in _said(form))
    qtbot.waitUntil(lambda: form.version == 2)
    with qtbot.waitSignal(form.saved):
        form.save_button.click()
    assert [one.reason for one in _session(file_bench, session_id).earlier] == ["Seven.", "Never given."]


def test_a_session_shows_what_was_asked_that_day_and_the_consent_it_rested_on(
    page: PatientPage, story: Story, file_bench: Bench, qtbot: QtBot
) -> None:
    detail = _open(page, 0, qtbot, "Asked that day | all no; asked by Practitioner")
    assert "Consent to treatment | None on record" in _said(detail)
    record_consent(file_bench.practitioner, file_bench.consent(story.course_id))
    given = file_bench.all_no(keloid=Answer.UNSURE)
    noted = tuple(replace(one, note="Ear, 2019") if one.question == "keloid" else one for one in given)
    log_session(
        file_bench.practitioner,
        file_bench.session(story.course_id, answers=noted, reason="Seen by the dermatologist."),
    )
    page.refresh()
    qtbot.waitUntil(lambda: page.view.sessions.table.records.rowCount() == 3)
    asked = "Asked that day | Keloid or thick scars: Unsure (Ear, 2019); all else no; asked by Practitioner"
    detail = _open(page, 0, qtbot, asked)
    consent = "Consent to treatment | Signed by Amara Nwosu (the patient), 22 Nov 2026, valid to 22 Nov 2027"
    assert consent in _said(detail).replace("\u00a0", " ")
    tips = [fact.toolTip() for fact in detail.findChildren(QWidget) if "Gold treatment, ever" in fact.toolTip()]
    assert tips


def test_the_photos_of_a_session_stand_in_it_and_not_in_another(
    page: PatientPage, story: Story, file_bench: Bench, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "arm.png"
    Image.new("RGB", (640, 480), (200, 120, 100)).save(path)
    entry = PhotoEntry(entry_id=file_bench.mint(), patient_id=story.patient_id, path=path)
    attach_photo(file_bench.practitioner, replace(entry, session_id=story.session_ids[1]))
    detail = _open(page, 0, qtbot, "Asked that day")
    assert len(detail.photos.findChildren(Thumbnail)) == 1
    assert detail.photos.isVisible()
    page.view.sessions.table.selectRow(1)
    assert detail.photos.isHidden()
    _open(page, 1, qtbot, "Asked that day")
    assert detail.photos.isHidden()


def test_a_session_stopped_early_says_so_in_the_table_and_why(
    page: PatientPage, story: Story, file_bench: Bench, qtbot: QtBot
) -> None:
    stopped = file_bench.session(
        story.course_id,
        ending=Ending.STOPPED_EARLY,
        ending_reason="Too sore to go on.",
        return_on=TODAY + timedelta(days=60),
        reason="The patient travels.",
    )
    session_id = log_session(file_bench.practitioner, stopped).value
    page.refresh()
    qtbot.waitUntil(lambda: page.view.sessions.table.records.rowCount() == 3)
    assert cell_text(_cells(page, 0)["note"]) == "Signed, stopped early"
    _amend(file_bench, session_id, "Typed the wrong line.", pain=7)
    page.refresh()
    qtbot.waitUntil(lambda: cell_text(_cells(page, 0)["note"]) == "Amended, stopped early")
    note = next(one for one in page.view.sessions.table.records.columns if one.key == "note")
    assert note.tip is not None
    assert note.tip(page.view.sessions.table.records.rows[0]) == "Typed the wrong line.\nToo sore to go on."
    assert cell_text(_cells(page, 1)["note"]) == "Signed, entered later"


def test_each_version_shows_the_hash_that_its_printed_record_shows(
    page: PatientPage, story: Story, file_bench: Bench, qtbot: QtBot
) -> None:
    first = story.session_ids[0]
    signed = grouped(content_digest(_session(file_bench, first)))
    _amend(file_bench, first, "One.", passes=(file_bench.one_pass(pulses=400),))
    page.refresh()
    qtbot.waitUntil(lambda: page.view.sessions.table.records.rows[1].version == 2)
    amended = grouped(content_digest(_session(file_bench, first)))
    detail = _open(page, 1, qtbot, "Asked that day")
    assert f"Content hash of version 2: {amended}" in _said(detail)
    detail.versions.buttons[0].click()
    qtbot.waitUntil(lambda: f"Content hash of version 1: {signed}" in _said(detail))
    pages = pages_of(print_session_record(file_bench.practitioner, first))
    assert all(digest in " ".join(pages) for digest in (signed, amended))

"""Checks and papers: recorded in Settings, told on Today, looked back on after a failure."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.upkeep import CheckKind, CheckResult, PaperKind
from pico_tracker.services.upkeep import read_upkeep
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.backend import Backend
from pico_tracker.ui.kit.plain_text import Label
from pico_tracker.ui.kit.record_table import RecordTable
from pico_tracker.ui.settings.page import SettingsPage
from pico_tracker.ui.settings.upkeep_forms import AuthoriseForm, CheckForm, PaperForm
from pico_tracker.ui.settings.upkeep_part import UpkeepPart
from pico_tracker.ui.today.page import TodayPage
from tests.builders import TODAY, Bench
from tests.ui.window.conftest import Known


@pytest.fixture
def part(qtbot: QtBot, backend: Backend, file_bench: Bench, show: Callable[[QWidget], None]) -> UpkeepPart:
    """The administrator's tab, once it is there."""
    page = SettingsPage(Desk(backend, file_bench.administrator))
    show(page)
    page.show_upkeep()
    made = page.upkeep
    assert made is not None
    qtbot.waitUntil(lambda: made.upkeep is not None)
    backend.records_changed.connect(lambda _topics: page.refresh())
    return made


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(Label) if label.isVisibleTo(widget)]


def test_a_failed_check_is_written_down_whole_and_lists_the_sessions_since(
    qtbot: QtBot, part: UpkeepPart, blistered: Known
) -> None:
    part.check_button.click()
    form = part.dialog
    assert isinstance(form, CheckForm)
    form.save_button.click()
    assert [str(one.sentence) for one in form.outcome.findings] == ["Choose how it came out."]
    form.kind.set_value(CheckKind.OUTPUT)
    form.outcome.set_value(CheckResult.FAILED)
    form.save_button.click()
    assert [str(one.sentence) for one in form.note.findings] == ["Say what was found and what is done about it."]
    form.note.set_value("A fifth too low.")
    with qtbot.waitSignal(form.saved):
        form.save_button.click()
    qtbot.waitUntil(lambda: part.checks.records.rowCount() == 1)
    qtbot.waitUntil(lambda: any("failed on 22 Nov 2026" in text for text in texts(part.doubts)))
    (table,) = part.doubts.findChildren(RecordTable)
    wishes: list[tuple[int, int]] = []
    part.session_wanted.connect(lambda patient_id, course_id: wishes.append((patient_id, course_id)))
    table.opened.emit(table.records.rows[0])
    assert wishes == [(blistered.patient_id, blistered.course_id)]


def test_a_person_is_authorised_once_and_the_authorisation_is_taken_back(
    qtbot: QtBot, part: UpkeepPart, file_bench: Bench
) -> None:
    part.authorise_button.click()
    form = part.dialog
    assert isinstance(form, AuthoriseForm)
    form.device.set_value(file_bench.device_id)
    form.save_button.click()
    assert [str(one.sentence) for one in form.person.findings] == ["Choose the person."]
    form.person.set_value(file_bench.practitioner.operator.id)
    with qtbot.waitSignal(form.saved):
        form.save_button.click()
    qtbot.waitUntil(lambda: part.authorised.records.rowCount() == 1)
    part.authorised.go_to(part.authorised.records.rows[0].id)
    assert part.back_button.isEnabled()
    part.back_button.click()
    qtbot.waitUntil(lambda: part.authorised.records.rows[0].until_on == TODAY)
    assert not part.back_button.isEnabled()


def test_a_paper_that_ended_stands_on_today_until_a_new_one_is_on_file(
    qtbot: QtBot, backend: Backend, part: UpkeepPart, file_bench: Bench, show: Callable[[QWidget], None]
) -> None:
    today = TodayPage(Desk(backend, file_bench.practitioner))
    show(today)
    today.refresh()
    qtbot.waitUntil(today.upkeep.isVisible)
    assert "Licence: nothing on file" in texts(today.upkeep)
    for kind in PaperKind:
        part.paper_button.click()
        form = part.dialog
        assert isinstance(form, PaperForm)
        form.save_button.click()
        assert [str(one.sentence) for one in form.person.findings] == ["Choose the person."]
        form.person.set_value(file_bench.practitioner.operator.id)
        form.kind.set_value(kind)
        form.title.set_value("No. 4711")
        with qtbot.waitSignal(form.saved):
            form.save_button.click()
    qtbot.waitUntil(lambda: part.papers.records.rowCount() == len(PaperKind))
    today.refresh()
    qtbot.waitUntil(lambda: not today.upkeep.isVisible())
    assert len(read_upkeep(file_bench.practitioner).facts.papers) == len(PaperKind)


def test_a_practitioner_records_a_check_but_papers_and_lists_are_the_administrators(
    qtbot: QtBot, backend: Backend, file_bench: Bench, show: Callable[[QWidget], None]
) -> None:
    page = SettingsPage(Desk(backend, file_bench.practitioner))
    show(page)
    page.show_upkeep()
    assert page.upkeep is not None
    assert page.upkeep.check_button.isVisible()
    for button in (page.upkeep.paper_button, page.upkeep.authorise_button, page.upkeep.back_button):
        assert not button.isVisible()


def test_reception_has_neither_the_tab_nor_the_card(
    qtbot: QtBot, backend: Backend, file_bench: Bench, show: Callable[[QWidget], None]
) -> None:
    page = SettingsPage(Desk(backend, file_bench.reception))
    show(page)
    page.show_upkeep()
    assert page.upkeep is None
    today = TodayPage(Desk(backend, file_bench.reception))
    show(today)
    today.refresh()
    qtbot.waitUntil(lambda: today.summary.text() == "Nobody is booked.")
    assert not today.upkeep.isVisible()

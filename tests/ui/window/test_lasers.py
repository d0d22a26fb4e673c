"""Lasers: listed for everybody, added and retired by an administrator, missed where there is none."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.clinic import FirstStep
from pico_tracker.domain.devices import Device
from pico_tracker.domain.laser import Optic
from pico_tracker.services.catalogue import reinstate_device, retire_device
from pico_tracker.services.sessions import list_devices
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.backend import Backend
from pico_tracker.ui.kit.cards import EmptyState
from pico_tracker.ui.kit.crash import CrashHandler
from pico_tracker.ui.kit.plain_text import Label
from pico_tracker.ui.kit.style import Look
from pico_tracker.ui.main_window import MainWindow
from pico_tracker.ui.settings.laser_dialog import OWN, LaserDialog
from pico_tracker.ui.settings.lasers_card import LasersCard
from pico_tracker.ui.settings.page import SettingsPage
from pico_tracker.ui.today.first_steps import FirstSteps
from pico_tracker.ui.today.page import TodayPage
from tests.builders import Bench
from tests.ui.window.conftest import Known


@pytest.fixture
def settings(qtbot: QtBot, backend: Backend, file_bench: Bench, show: Callable[[QWidget], None]) -> SettingsPage:
    """The administrator's settings with the clinic's PicoWay listed."""
    page = SettingsPage(Desk(backend, file_bench.administrator))
    page.parts.choose("lasers")
    show(page)
    page.refresh()
    qtbot.waitUntil(lambda: page.lasers.table.records.rowCount() == 1)
    backend.records_changed.connect(lambda _topics: page.refresh())
    return page


@pytest.fixture
def card(settings: SettingsPage) -> LasersCard:
    """The card of the lasers."""
    return settings.lasers


def opened(qtbot: QtBot, card: LasersCard) -> LaserDialog:
    """The dialog, once the models are there."""
    card.open_dialog()
    dialog = card.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.model.input.count() > 0)
    return dialog


def lasers(bench: Bench) -> dict[str, Device]:
    return {device.name: device for device in list_devices(bench.administrator)}


def test_a_known_model_is_added_with_its_serial_number(
    qtbot: QtBot, settings: SettingsPage, card: LasersCard, file_bench: Bench
) -> None:
    dialog = opened(qtbot, card)
    dialog.save_button.click()
    assert "Choose a model" in dialog.model.findings[0].sentence.said()
    dialog.model.set_value("picosure_pro")
    assert "No source states these data." in dialog.about.text()
    dialog.serial.set_value("PS-1")
    with qtbot.waitSignal(dialog.added):
        dialog.save_button.click()
    assert lasers(file_bench)["PicoSure Pro"].serial == "PS-1"
    qtbot.waitUntil(lambda: card.table.records.rowCount() == 2)
    assert "PicoSure Pro is in service." in settings.notices.notices[0].text.text()


def test_a_laser_of_ones_own_is_added_as_typed(qtbot: QtBot, card: LasersCard, file_bench: Bench) -> None:
    dialog = opened(qtbot, card)
    dialog.model.set_value(OWN)
    own = dialog.own
    own.laser_name.set_value("Own laser")
    own.pulse_kind.set_value(True)
    own.rate.set_value(Decimal("2.5"))
    own.modes[0].wavelength.set_value(1064)
    own.modes[0].longest.set_value(6000)
    own.handpieces[0].handpiece.set_value("Zoom")
    own.handpieces[0].optic.set_value(Optic.FULL_BEAM)
    with qtbot.waitSignal(dialog.added):
        dialog.save_button.click()
    device = lasers(file_bench)["Own laser"]
    assert (device.is_nanosecond, device.max_repetition_hz) == (True, Decimal("2.5"))
    assert [(mode.wavelength_nm, mode.longest_ps) for mode in device.modes] == [(1064, 6000)]
    assert [(piece.name, piece.optic) for piece in device.handpieces] == [("Zoom", Optic.FULL_BEAM)]


def test_what_is_wrong_is_said_in_the_row_where_it_was_typed(qtbot: QtBot, card: LasersCard) -> None:
    dialog = opened(qtbot, card)
    dialog.model.set_value(OWN)
    own = dialog.own
    dialog.save_button.click()
    assert own.laser_name.findings[0].sentence.said() == "Enter the laser's name."
    assert own.modes[0].wavelength.findings[0].sentence.said() == "Enter at least one wavelength."
    own.add_mode()
    own.add_mode()
    own.modes[0].wavelength.set_raw_text("red")
    own.modes[2].wavelength.set_value(99)
    dialog.save_button.click()
    assert "not a whole number" in own.modes[0].wavelength.findings[0].sentence.said()
    assert own.modes[1].wavelength.findings == ()
    assert own.modes[2].wavelength.findings[0].sentence.said() == "A wavelength is 200 to 12000 nm."
    dialog.reject()


def test_the_same_laser_twice_is_refused_beside_its_serial_number(qtbot: QtBot, card: LasersCard) -> None:
    dialog = opened(qtbot, card)
    dialog.model.set_value("picoway")
    dialog.serial.set_value("21-0447")
    dialog.save_button.click()
    qtbot.waitUntil(lambda: bool(dialog.serial.findings))
    assert "on the list already" in dialog.serial.findings[0].sentence.said()
    assert dialog.isVisible()
    dialog.reject()


def test_a_retired_laser_is_taken_back_by_undo_or_later(
    qtbot: QtBot, settings: SettingsPage, card: LasersCard, file_bench: Bench
) -> None:
    card.table.go_to(file_bench.device_id)
    card.retire_button.click()
    qtbot.waitUntil(lambda: not lasers(file_bench)["PicoWay"].active)
    qtbot.waitUntil(card.back_button.isVisible)
    settings.notices.notices[0].undo_button.click()
    qtbot.waitUntil(lambda: lasers(file_bench)["PicoWay"].active)
    qtbot.waitUntil(card.retire_button.isVisible)
    card.retire_button.click()
    qtbot.waitUntil(card.back_button.isVisible)
    card.back_button.click()
    qtbot.waitUntil(lambda: lasers(file_bench)["PicoWay"].active)


def test_who_is_no_administrator_reads_the_list_and_changes_nothing(
    qtbot: QtBot, backend: Backend, file_bench: Bench, show: Callable[[QWidget], None]
) -> None:
    page = SettingsPage(Desk(backend, file_bench.reception))
    show(page)
    page.refresh()
    qtbot.waitUntil(lambda: page.lasers.table.records.rowCount() == 1)
    for button in (page.lasers.add_button, page.lasers.retire_button, page.lasers.back_button):
        assert not button.isVisible()


@pytest.fixture
def without_laser(
    backend: Backend, file_bench: Bench, known: Known, look: Look, show: Callable[[QWidget], None]
) -> MainWindow:
    """The administrator's window in a clinic whose only laser is retired."""
    retire_device(file_bench.administrator, file_bench.device_id)
    window = MainWindow(Desk(backend, file_bench.administrator), look, CrashHandler())
    show(window)
    window.start()
    return window


def test_a_session_without_a_laser_says_where_one_is_added_and_goes_there(
    qtbot: QtBot, without_laser: MainWindow, known: Known
) -> None:
    without_laser.log_session(known.patient_id, known.course_id)
    page = without_laser.session_log()
    qtbot.waitUntil(lambda: bool(page.notices.notices))
    notice = page.notices.notices[0]
    assert "no laser in service" in notice.text.text()
    notice.undo_button.click()
    qtbot.waitUntil(lambda: without_laser.settings().lasers.dialog is not None)
    assert without_laser.pages.currentWidget() is without_laser.settings()


def test_the_form_offers_a_laser_that_is_added_meanwhile(
    qtbot: QtBot, desk: Desk, window: MainWindow, known: Known, file_bench: Bench
) -> None:
    retire_device(file_bench.administrator, file_bench.device_id)
    window.log_session(known.patient_id, known.course_id)
    page = window.session_log()
    qtbot.waitUntil(lambda: bool(page.notices.notices))
    assert not page.notices.notices[0].undo_button.isVisible()
    assert page.form is not None
    assert page.form.passes.value()[0].device_id == ""
    administrator = Desk(desk.backend, file_bench.administrator)
    administrator.run(reinstate_device, file_bench.device_id)
    qtbot.waitUntil(lambda: not page.notices.notices)
    assert page.form.passes.value()[0].device_id == str(file_bench.device_id)


def test_a_new_clinic_reads_its_first_steps_in_place_of_the_day(
    qtbot: QtBot, backend: Backend, file_bench: Bench, look: Look, show: Callable[[QWidget], None]
) -> None:
    retire_device(file_bench.administrator, file_bench.device_id)
    window = MainWindow(Desk(backend, file_bench.administrator), look, CrashHandler())
    show(window)
    window.start()
    qtbot.waitUntil(lambda: bool(window.today().day.findChildren(FirstSteps)))
    (steps,) = window.today().day.findChildren(FirstSteps)
    assert list(steps.buttons) == [FirstStep.ADD_LASER, FirstStep.ADD_PATIENT]
    steps.buttons[FirstStep.ADD_LASER].click()
    qtbot.waitUntil(lambda: window.settings().lasers.dialog is not None)


def test_who_may_not_add_a_laser_reads_who_does(qtbot: QtBot, desk: Desk, show: Callable[[QWidget], None]) -> None:
    page = TodayPage(desk)
    show(page)
    page.refresh()
    qtbot.waitUntil(lambda: bool(page.day.findChildren(EmptyState)))
    page.show_steps(tuple(FirstStep))
    (steps,) = page.day.findChildren(FirstSteps)
    assert list(steps.buttons) == [FirstStep.ADD_PATIENT]
    said = [label.text() for label in steps.findChildren(Label)]
    assert said.count("An administrator does this in Settings.") == 2

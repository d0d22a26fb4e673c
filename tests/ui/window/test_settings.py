"""Settings: the look, the clinic's data, the staff."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.domain.people import Role
from pico_tracker.services.clinics import list_staff, read_clinic
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.backend import Backend
from pico_tracker.ui.kit.style import Mode, theme
from pico_tracker.ui.main_window import MainWindow
from pico_tracker.ui.settings.page import SettingsPage
from tests.builders import Bench


@pytest.fixture
def settings(qtbot: QtBot, backend: Backend, file_bench: Bench, show: Callable[[QWidget], None]) -> SettingsPage:
    """The administrator's settings, read."""
    page = SettingsPage(Desk(backend, file_bench.administrator))
    show(page)
    page.refresh()
    clinic = page.clinic
    assert clinic is not None
    qtbot.waitUntil(lambda: clinic.entry().name == "Test Clinic")
    return page


def test_a_chosen_look_is_shown_at_once_and_told(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.theme_chosen) as chosen:
        window.settings().theme.set_value(Mode.DARK)
    assert chosen.args == [Mode.DARK]
    assert theme().name == "dark"


def test_only_an_administrator_sees_clinic_and_staff(window: MainWindow) -> None:
    assert window.settings().clinic is None
    assert window.settings().staff is None


def test_the_clinics_data_are_saved(qtbot: QtBot, settings: SettingsPage, file_bench: Bench) -> None:
    card = settings.clinic
    assert card is not None
    card.form.field("phone").set_value("0113 496 0999")
    card.save()
    qtbot.waitUntil(lambda: bool(settings.notices.notices))
    clinic = read_clinic(file_bench.database)
    assert clinic is not None
    assert (clinic.phone, clinic.is_demonstration) == ("0113 496 0999", True)


def test_a_clinic_without_a_name_is_refused_beside_the_field(settings: SettingsPage) -> None:
    card = settings.clinic
    assert card is not None
    card.form.field("name").set_value("")
    card.save()
    assert card.form.field("name").findings[0].sentence.said() == "Enter the clinic's name."


def test_what_is_being_typed_survives_a_refresh(qtbot: QtBot, settings: SettingsPage) -> None:
    card = settings.clinic
    assert card is not None
    card.form.field("phone").set_value("half a num")
    with qtbot.waitSignal(settings._desk.backend.busy_changed, check_params_cb=lambda busy: not busy):
        settings.refresh()
    assert card.form.field("phone").value() == "half a num"


def test_a_person_is_added_and_can_work(qtbot: QtBot, settings: SettingsPage, file_bench: Bench) -> None:
    staff = settings.staff
    assert staff is not None
    staff.open_dialog()
    dialog = staff.dialog
    assert dialog is not None
    dialog.save_button.click()
    assert dialog.name.findings[0].sentence.said() == "Enter the person's name."
    assert dialog.role.findings[0].sentence.said() == "Choose what the person does."
    dialog.name.set_value("E. Newman")
    dialog.role.set_value(Role.RECEPTION)
    with qtbot.waitSignal(dialog.added):
        dialog.save_button.click()
    assert ("E. Newman", Role.RECEPTION) in [(one.name, one.role) for one in list_staff(file_bench.database)]


def test_a_name_taken_is_said_and_the_dialog_stays(qtbot: QtBot, settings: SettingsPage) -> None:
    staff = settings.staff
    assert staff is not None
    staff.open_dialog()
    dialog = staff.dialog
    assert dialog is not None
    dialog.name.set_value("practitioner")
    dialog.role.set_value(Role.PRACTITIONER)
    dialog.save_button.click()
    qtbot.waitUntil(lambda: bool(dialog.name.findings))
    assert dialog.isVisible()
    dialog.reject()


def test_somebody_else_can_be_retired_oneself_cannot(
    qtbot: QtBot, settings: SettingsPage, file_bench: Bench
) -> None:
    staff = settings.staff
    assert staff is not None
    qtbot.waitUntil(lambda: staff.table.records.rowCount() == 3)
    staff.table.go_to(file_bench.administrator.operator.id)
    assert not staff.retire_button.isEnabled()
    staff.table.go_to(file_bench.reception.operator.id)
    with qtbot.waitSignal(settings._desk.backend.records_changed):
        staff.retire_button.click()
    people = {one.id: one.active for one in list_staff(file_bench.database)}
    assert people[file_bench.reception.operator.id] is False

"""The tab "Hours and rooms": the week, closures and absences, rooms, where lasers stand."""

from datetime import date, timedelta
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from pico_tracker.domain.opening_hours import AbsenceEntry, Opening, Whom
from pico_tracker.services.opening_hours import add_room, place_device, read_opening_hours, record_absence
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.record_table import RecordTable
from pico_tracker.ui.settings.hours_forms import AbsenceForm, ClosedDayForm, WeekForm
from pico_tracker.ui.settings.hours_part import HoursPart
from pico_tracker.ui.settings.page import SettingsPage
from pico_tracker.ui.settings.room_forms import PlaceForm, RoomForm
from tests.builders import NOON, TODAY, Bench
from tests.ui.settings.conftest import OpenSettings

CHRISTMAS = date(2026, 12, 25)


@pytest.fixture
def part(qtbot: QtBot, settings: SettingsPage) -> HoursPart:
    """The administrator's tab, once it is there."""
    return _tab(qtbot, settings)


def _tab(qtbot: QtBot, page: SettingsPage) -> HoursPart:
    page.show_hours()
    made = page.hours
    assert made is not None
    qtbot.waitUntil(lambda: made.known is not None)
    return made


def _cells(table: RecordTable[Any], key: str) -> list[Any]:
    column = next(one for one in table.records.columns if one.key == key)
    return [column.cell(row) for row in table.records.rows]


def _said(field: Field[Any]) -> list[str]:
    return [str(one.sentence) for one in field.findings]


def _notices(page: SettingsPage) -> list[str]:
    return [notice.text.text() for notice in page.notices.notices]


def test_the_week_of_the_clinic_is_typed_a_line_a_day(qtbot: QtBot, part: HoursPart, file_bench: Bench) -> None:
    part.hours.go_to(0)
    part.change_button.click()
    form = part.dialog
    assert isinstance(form, WeekForm)
    assert [field.value() for field in form.days] == ["09:00–18:00"] * 5 + ["", ""]
    form.days[0].set_value("9 to 6")
    form.save_button.click()
    assert _said(form.days[0]) == ["Type the hours as in 09:00–13:00, 14:00–18:00."]
    form.days[0].set_value("9-13, 12-18")
    form.save_button.click()
    assert _said(form.days[0]) == ["Two stretches of this day overlap."]
    form.days[0].set_value("9-13, 14-18")
    form.days[5].set_value("10-14")
    with qtbot.waitSignal(form.saved):
        form.save_button.click()
    qtbot.waitUntil(lambda: ("09:00–13:00", "14:00–18:00") in _cells(part.hours, "day0"))
    clinic = read_opening_hours(file_bench.reception, TODAY, TODAY).clinic
    assert clinic[:2] == (Opening(0, 540, 780), Opening(0, 840, 1080))
    assert clinic[-1] == Opening(5, 600, 840)


def test_a_clinic_that_is_never_open_is_not_saved(part: HoursPart) -> None:
    part.hours.go_to(0)
    part.change_button.click()
    form = part.dialog
    assert isinstance(form, WeekForm)
    for field in form.days:
        field.set_value("")
    form.save_button.click()
    assert _said(form.days[0]) == [
        "Enter the hours of at least one day: a clinic that is never open takes no visit."
    ]


def test_a_person_works_as_the_clinic_until_own_hours_are_typed_and_again_when_they_are_taken_out(
    qtbot: QtBot, part: HoursPart, file_bench: Bench
) -> None:
    person = file_bench.practitioner.operator.id

    def own() -> object:
        return part.known is not None and part.known.hours.people

    def type_tuesday(text: str) -> None:
        part.hours.go_to(person)
        part.change_button.click()
        form = part.dialog
        assert isinstance(form, WeekForm)
        form.days[1].set_value(text)
        with qtbot.waitSignal(form.saved):
            form.save_button.click()

    type_tuesday("10-15")
    qtbot.waitUntil(lambda: own() == {person: (Opening(1, 600, 900),)})
    type_tuesday("")
    qtbot.waitUntil(lambda: own() == {})


def test_a_public_holiday_is_two_fields(qtbot: QtBot, part: HoursPart, settings: SettingsPage) -> None:
    assert part.no_absence.isVisible()
    part.closed_button.click()
    form = part.dialog
    assert isinstance(form, ClosedDayForm)
    form.save_button.click()
    assert _said(form.day) == ["Enter the day."]
    form.day.set_value(CHRISTMAS)
    form.name.set_value("Christmas Day")
    with qtbot.waitSignal(form.saved):
        form.save_button.click()
    qtbot.waitUntil(part.absences.isVisible)
    assert [_cells(part.absences, key) for key in ("from", "until", "whom", "reason")] == [
        ["25 Dec 2026"],
        ["25 Dec 2026"],
        ["The whole clinic"],
        ["Christmas Day"],
    ]


def test_an_absence_says_who_from_when_until_when(qtbot: QtBot, part: HoursPart, file_bench: Bench) -> None:
    part.absence_button.click()
    form = part.dialog
    assert isinstance(form, AbsenceForm)
    form.from_time.set_value("noon")
    form.save_button.click()
    assert (_said(form.whom), _said(form.first_on)) == (["Choose who or what is away."], ["Enter the day."])
    assert _said(form.from_time) == ["Type the time as in 10:15."]
    form.whom.set_value(Whom(staff_id=file_bench.practitioner.operator.id))
    form.first_on.set_value(CHRISTMAS)
    form.last_on.set_value(CHRISTMAS)
    form.from_time.set_value("13")
    form.until_time.set_value("12:30")
    form.save_button.click()
    assert _said(form.last_on) == ["The end comes after the start."]
    form.until_time.set_value("")
    form.reason.set_value("Training")
    with qtbot.waitSignal(form.saved):
        form.save_button.click()
    qtbot.waitUntil(part.absences.isVisible)
    assert [_cells(part.absences, key) for key in ("from", "until", "whom")] == [
        ["25 Dec 2026 13:00"],
        ["25 Dec 2026"],
        ["Practitioner"],
    ]


def test_a_day_typed_as_the_first_one_is_the_last_one_too(qtbot: QtBot, part: HoursPart) -> None:
    part.absence_button.click()
    form = part.dialog
    assert isinstance(form, AbsenceForm)
    form.first_on.set_value(CHRISTMAS)
    form.first_on.changed.emit()
    assert form.last_on.value() == CHRISTMAS


def test_a_withdrawn_absence_leaves_the_list_and_undo_brings_it_back(
    qtbot: QtBot, part: HoursPart, settings: SettingsPage, file_bench: Bench
) -> None:
    entry = AbsenceEntry(
        entry_id=file_bench.mint(),
        whom=Whom(staff_id=file_bench.practitioner.operator.id),
        starts_at=NOON,
        ends_at=NOON + timedelta(days=1),
    )
    record_absence(file_bench.reception, entry)
    part.refresh()
    qtbot.waitUntil(part.absences.isVisible)
    assert [cell.text for cell in _cells(part.absences, "reason")] == ["Away"]
    part.absences.go_to(part.absences.records.rows[0].id)
    assert part.withdraw_button.isEnabled()
    part.withdraw_button.click()
    qtbot.waitUntil(part.no_absence.isVisible)
    (notice,) = settings.notices.notices
    notice.undo_button.click()
    qtbot.waitUntil(part.absences.isVisible)
    assert _cells(part.absences, "until") == ["23 Nov 2026 12:00"]
    qtbot.waitUntil(lambda: "On file again: Practitioner." in _notices(settings))


def test_rooms_are_added_renamed_retired_and_taken_back(
    qtbot: QtBot, part: HoursPart, settings: SettingsPage
) -> None:
    rooms = part.rooms
    assert rooms.empty.isVisible()
    rooms.add_button.click()
    form = rooms.dialog
    assert isinstance(form, RoomForm)
    form.save_button.click()
    assert _said(form.name) == ["Enter the room's name."]
    form.name.set_value("Room 1")
    with qtbot.waitSignal(form.saved):
        form.save_button.click()
    qtbot.waitUntil(rooms.table.isVisible)
    rooms.table.go_to(rooms.table.records.rows[0].id)
    rooms.rename_button.click()
    form = rooms.dialog
    assert isinstance(form, RoomForm)
    assert form.name.value() == "Room 1"
    form.name.set_value("Laser room")
    with qtbot.waitSignal(form.saved):
        form.save_button.click()
    qtbot.waitUntil(lambda: _cells(rooms.table, "name") == ["Laser room"])
    rooms.retire_button.click()
    qtbot.waitUntil(rooms.back_button.isVisible)
    assert not rooms.retire_button.isVisible()
    rooms.back_button.click()
    qtbot.waitUntil(rooms.retire_button.isVisible)
    told = {"Laser room is retired. No visit is booked there any more.", "Laser room is in use."}
    qtbot.waitUntil(lambda: set(_notices(settings)) == told)


def test_a_laser_is_put_into_a_room_which_then_cannot_be_retired(
    qtbot: QtBot, part: HoursPart, settings: SettingsPage, file_bench: Bench
) -> None:
    room_id = add_room(file_bench.administrator, "Room 1").value
    part.refresh()
    qtbot.waitUntil(part.rooms.table.isVisible)
    part.lasers.table.go_to(file_bench.device_id)
    assert [cell.text for cell in _cells(part.lasers.table, "room")] == ["Carried from room to room"]
    part.lasers.place_button.click()
    form = part.lasers.dialog
    assert isinstance(form, PlaceForm)
    form.room.set_value(room_id)
    with qtbot.waitSignal(form.saved):
        form.save_button.click()
    qtbot.waitUntil(lambda: _cells(part.lasers.table, "room") == ["Room 1"])
    part.rooms.table.go_to(room_id)
    part.rooms.retire_button.click()
    refusal = "A laser stands in this room. Say where it stands now, then retire the room."
    qtbot.waitUntil(lambda: _notices(settings) == [refusal])
    assert part.rooms.retire_button.isVisible()


def test_reception_reads_hours_and_records_absences_but_changes_no_room(
    qtbot: QtBot, open_settings: OpenSettings, file_bench: Bench
) -> None:
    place_device(file_bench.administrator, file_bench.device_id, add_room(file_bench.administrator, "Room 1").value)
    part = _tab(qtbot, open_settings(file_bench.reception))
    assert part.absence_button.isVisible()
    assert part.closed_button.isVisible()
    for button in (
        part.change_button,
        part.rooms.add_button,
        part.rooms.retire_button,
        part.lasers.place_button,
    ):
        assert not button.isVisible()
    part.hours.opened.emit(part.hours.records.rows[0])
    assert part.dialog is None

"""The forms of hours, absences and rooms, opened with correct values."""

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from pico_tracker.domain.opening_hours import Whom
from pico_tracker.services.opening_hours import (
    HoursAndRooms,
    add_room,
    list_absences,
    list_rooms,
    read_hours_and_rooms,
)
from pico_tracker.ui.settings.hours_forms import AbsenceForm, ClosedDayForm, WeekForm
from pico_tracker.ui.settings.hours_words import said_day_hours
from pico_tracker.ui.settings.room_forms import PlaceForm, RoomForm
from tests.builders import TODAY
from tests.faults.room import Opened, Room, small

EVER = (date(1800, 1, 1), date(2300, 1, 1))


def open_week(room: Room) -> Opened:
    """The clinic's week: two stretches on Monday, one on Friday."""
    form = WeekForm(room.boss, (None, "The clinic"), (), room.parent_widget)

    def read() -> dict[str, Any]:
        week = _known(room).hours.clinic
        return {f"openings.{day}": said_day_hours(week, day) for day in range(7)}

    opened = small(form, room, read)
    form.form.restore({"openings.0": "09:00–13:00, 14:00–18:00", "openings.4": "10:00–14:00"})
    return opened


def open_closed_day(room: Room) -> Opened:
    """A public holiday."""
    form = ClosedDayForm(room.boss, room.parent_widget)
    opened = small(form, room, lambda: _last_absence(room))
    form.form.restore({"starts_at": "25 Dec 2026", "reason": "Christmas Day"})
    return opened


def open_absence(room: Room) -> Opened:
    """A practitioner away for two days."""
    form = AbsenceForm(room.boss, _known(room), room.parent_widget)
    opened = small(form, room, lambda: _last_absence(room))
    form.whom.set_value(Whom(staff_id=room.bench.practitioner.operator.id))
    form.form.restore({"starts_at": "24 Nov 2026", "ends_at": "25 Nov 2026", "reason": "Training"})
    return opened


def open_room(room: Room) -> Opened:
    """A room that is new."""
    form = RoomForm(room.boss, None, room.parent_widget)
    opened = small(form, room, lambda: asdict(max(list_rooms(room.bench.reception), key=lambda one: one.id)))
    form.form.restore({"name": f"Room {next(room.numbers)}"})
    return opened


def open_place(room: Room) -> Opened:
    """A laser put into a room."""
    room_id = add_room(room.bench.administrator, f"Room {next(room.numbers)}").value
    known = _known(room)
    device = known.devices[0]
    form = PlaceForm(room.boss, device, known, room.parent_widget)

    def read() -> dict[str, Any]:
        stands_in = _known(room).room_of(device.id)
        return {"room_id": stands_in.id if stands_in is not None else 0}

    opened = small(form, room, read)
    form.room.set_value(room_id)
    return opened


def _known(room: Room) -> HoursAndRooms:
    return read_hours_and_rooms(room.bench.reception, TODAY, TODAY)


def _last_absence(room: Room) -> dict[str, Any]:
    """The entry as its fields hold it: days, the last one included."""
    entry = max(list_absences(room.bench.reception, *EVER), key=lambda one: one.id).entry
    last_on = (entry.ends_at - timedelta(minutes=1)).date()
    return {"starts_at": entry.starts_at.date(), "ends_at": last_on, "reason": entry.reason}

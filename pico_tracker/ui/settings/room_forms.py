"""Small forms: a room's name, and where a laser stands."""

from PySide6.QtWidgets import QWidget

from pico_tracker.domain.devices import Device
from pico_tracker.domain.findings import Findings
from pico_tracker.domain.rooms import Room, check_room_name
from pico_tracker.services.opening_hours import HoursAndRooms, add_room, place_device, rename_room
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.fields import ChoiceField, Option, TextField
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.small_form import SmallForm

NO_ROOM = 0
"""Stands for a laser that is carried from room to room."""


class RoomForm(SmallForm):
    """Names a new room, or a room anew."""

    def __init__(self, desk: Desk, room: Room | None, parent: QWidget) -> None:
        title = tr("Add a room") if room is None else tr("Rename room")
        super().__init__(title, tr("Add") if room is None else tr("Rename"), desk, parent)
        self._room = room
        self.name = TextField("name", tr("Name"), required=True, hint=tr("As people call it: Room 1, Laser room."))
        self.form.section("", (self.name,), columns=1)
        self.form.fill({"name": room.name if room is not None else ""})
        self.name.give_focus()

    def check(self) -> Findings:
        """Whether there is a name."""
        return check_room_name(self.name.value())

    def save(self) -> None:
        """Add or rename the room."""
        if self._room is None:
            self.send(add_room, self.name.value())
        else:
            self.send(rename_room, self._room.id, self.name.value())


class PlaceForm(SmallForm):
    """Says in which room a laser stands."""

    def __init__(self, desk: Desk, device: Device, known: HoursAndRooms, parent: QWidget) -> None:
        super().__init__(tr("Where it stands: {laser}", laser=device.title), tr("Save"), desk, parent)
        self.tell_about(tr("A laser that stands in a room is booked with that room only."))
        self._device = device
        carried = Option(NO_ROOM, tr("It is carried from room to room"))
        rooms = (Option(room.id, room.name) for room in known.rooms if room.active)
        self.room = ChoiceField("room_id", tr("Room"), options=(carried, *rooms), required=True)
        self.form.section("", (self.room,), columns=1)
        stands_in = known.room_of(device.id)
        self.form.fill({"room_id": stands_in.id if stands_in is not None else NO_ROOM})
        self.room.give_focus()

    def save(self) -> None:
        """Put the laser there."""
        room_id = self.room.value()
        if isinstance(room_id, int):
            self.send(place_device, self._device.id, room_id or None)

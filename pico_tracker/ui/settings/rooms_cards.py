"""Cards of rooms: the rooms themselves, and in which of them lasers stand."""

from functools import partial

from pico_tracker.domain.devices import Device
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.rooms import Room
from pico_tracker.services.context import Done
from pico_tracker.services.opening_hours import HoursAndRooms, reinstate_room, retire_room
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.cards import Card, EmptyState
from pico_tracker.ui.kit.cells import Cell, Column, Quiet
from pico_tracker.ui.kit.chips import ChipText
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.record_table import RecordTable
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.settings.room_forms import PlaceForm, RoomForm


class RoomsCard(Card):
    """The rooms that visits take, those in use first; an administrator adds, renames and retires."""

    def __init__(self, desk: Desk, notices: NoticeBoard) -> None:
        super().__init__(tr("Rooms"), edge_to_edge=True)
        self._desk, self._notices = desk, notices
        self._may = desk.may(Permission.MANAGE_CLINIC)
        self.dialog: RoomForm | None = None
        self.rename_button = Button(tr("Rename"), run=self._rename)
        self.retire_button = Button(tr("Retire room"), run=self._retire).explain(
            tr("No visit is booked in the marked room any more. What is booked there stays.")
        )
        self.back_button = Button(tr("Back into use"), run=self._reinstate)
        self.add_button = Button(tr("Add a room"), icon="plus", run=self._add)
        if self._may:
            self.set_actions(self.rename_button, self.retire_button, self.back_button, self.add_button)
        self.table: RecordTable[Room] = RecordTable("rooms", _room_columns(), key=lambda room: room.id)
        self.table.setAccessibleName(tr("Rooms"))
        self.table.chosen.connect(self._mark)
        self.empty = EmptyState(tr("No room yet: visits are booked without one."))
        self.add(self.table)
        self.add(self.empty)
        self.table.hide()
        self._mark(None)

    def show_known(self, known: HoursAndRooms) -> None:
        """Show the rooms there are."""
        self.table.show_rows(known.rooms)
        self.table.setVisible(bool(known.rooms))
        self.empty.setVisible(not known.rooms)
        self.table.fit_height()
        self._mark(self.table.current())

    def _mark(self, room: object) -> None:
        is_retired = isinstance(room, Room) and not room.active
        self.rename_button.setEnabled(isinstance(room, Room))
        self.retire_button.setEnabled(isinstance(room, Room) and room.active)
        if self._may:
            self.retire_button.setVisible(not is_retired)
            self.back_button.setVisible(is_retired)

    def _ask(self, room: Room | None) -> None:
        self.dialog = RoomForm(self._desk, room, self)
        self.dialog.open()

    def _add(self) -> None:
        self._ask(None)

    def _rename(self) -> None:
        if (room := self.table.current()) is not None:
            self._ask(room)

    def _retire(self) -> None:
        if (room := self.table.current()) is not None:
            self._desk.run(retire_room, room.id, done=partial(self._retired, room), failed=self._notices.refuse)

    def _retired(self, room: Room, _done: Done[None]) -> None:
        text = tr("{room} is retired. No visit is booked there any more.", room=room.name)
        self._notices.tell(text, undo=partial(self._put_back, room))

    def _reinstate(self) -> None:
        if (room := self.table.current()) is not None:
            self._put_back(room)

    def _put_back(self, room: Room) -> None:
        self._desk.run(reinstate_room, room.id, done=partial(self._told_back, room))

    def _told_back(self, room: Room, _done: Done[None]) -> None:
        self._notices.tell(tr("{room} is in use.", room=room.name))


class LaserPlacesCard(Card):
    """In which room each laser in service stands."""

    def __init__(self, desk: Desk, notices: NoticeBoard) -> None:
        super().__init__(tr("Where lasers stand"), edge_to_edge=True)
        self._desk, self._notices = desk, notices
        self._known: HoursAndRooms | None = None
        self.dialog: PlaceForm | None = None
        self.place_button = Button(tr("Change place"), run=self._place).explain(
            tr("A laser that stands in a room is booked with that room only.")
        )
        if desk.may(Permission.MANAGE_CLINIC):
            self.set_actions(self.place_button)
        self.table: RecordTable[Device] = RecordTable("laser places", self._columns(), key=lambda one: one.id)
        self.table.setAccessibleName(tr("Where lasers stand"))
        self.empty = EmptyState(tr("No laser in service."))
        self.add(self.table)
        self.add(self.empty)
        self.table.hide()
        self.place_button.setEnabled(False)
        self.table.chosen.connect(lambda one: self.place_button.setEnabled(isinstance(one, Device)))

    def show_known(self, known: HoursAndRooms) -> None:
        """Show the lasers and their rooms."""
        self._known = known
        self.table.show_rows(known.devices)
        self.table.setVisible(bool(known.devices))
        self.empty.setVisible(not known.devices)
        self.table.fit_height()
        self.place_button.setEnabled(self.table.current() is not None)

    def _place(self) -> None:
        device = self.table.current()
        if device is not None and self._known is not None:
            self.dialog = PlaceForm(self._desk, device, self._known, self)
            self.dialog.open()

    def _columns(self) -> tuple[Column[Device], ...]:
        return (
            Column("laser", tr("Laser"), lambda one: one.title, sort=lambda one: one.title, strong=True),
            Column("room", tr("Stands in"), self._room),
        )

    def _room(self, device: Device) -> Cell:
        room = self._known.room_of(device.id) if self._known is not None else None
        return room.name if room is not None else Quiet(tr("Carried from room to room"))


def _room_columns() -> tuple[Column[Room], ...]:
    return (
        Column("name", tr("Room"), lambda room: room.name, sort=lambda room: room.name, strong=True),
        Column("state", tr("State"), _state, keep=True),
    )


def _state(room: Room) -> Cell:
    return ChipText(tr("In use"), Tone.OK) if room.active else ChipText(tr("Retired"))

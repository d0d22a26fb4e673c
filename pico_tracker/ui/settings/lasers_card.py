"""The clinic's lasers: the list for everybody; an administrator adds one and retires one."""

from functools import partial

from pico_tracker.domain.devices import Device
from pico_tracker.domain.permissions import Permission
from pico_tracker.services.catalogue import reinstate_device, retire_device
from pico_tracker.services.context import Done
from pico_tracker.services.sessions import list_devices
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.cards import Card, EmptyState
from pico_tracker.ui.kit.cells import Cell, Column, Quiet
from pico_tracker.ui.kit.chips import ChipText
from pico_tracker.ui.kit.notice import NoticeBoard
from pico_tracker.ui.kit.record_table import RecordTable
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.settings.laser_dialog import LaserDialog


class LasersCard(Card):
    """Every laser with serial number, wavelengths and handpieces, those in service first."""

    def __init__(self, desk: Desk, notices: NoticeBoard) -> None:
        super().__init__(tr("Lasers"), edge_to_edge=True)
        self._desk, self._notices = desk, notices
        self._may = desk.may(Permission.MANAGE_CLINIC)
        self.dialog: LaserDialog | None = None
        self.retire_button = Button(tr("Retire laser"), run=self._retire).explain(
            tr("No session is logged with the marked laser any more. What was treated with it stays.")
        )
        self.back_button = Button(tr("Back into service"), run=self._reinstate)
        self.add_button = Button(tr("Add a laser"), icon="plus", run=self.open_dialog)
        if self._may:
            self.set_actions(self.retire_button, self.back_button, self.add_button)
        self.table: RecordTable[Device] = RecordTable("lasers", _columns(), key=lambda device: device.id)
        self.table.setAccessibleName(tr("Lasers"))
        self.table.chosen.connect(self._mark)
        self.empty = EmptyState(self._said_empty())
        self.add(self.table)
        self.add(self.empty)
        self.table.hide()
        self._mark(None)

    def _said_empty(self) -> str:
        if self._may:
            return tr("No laser yet. Add the clinic's first one: sessions are logged with it.")
        return tr("No laser yet. An administrator adds it here; sessions are logged with it.")

    def refresh(self) -> None:
        """Ask again which lasers there are."""
        self._desk.run(list_devices, done=self._show, latest="settings lasers")

    def _show(self, devices: tuple[Device, ...]) -> None:
        self.table.show_rows(devices)
        self.table.setVisible(bool(devices))
        self.empty.setVisible(not devices)
        self.table.fit_height()
        self._mark(self.table.current())

    def _mark(self, device: object) -> None:
        is_retired = isinstance(device, Device) and not device.active
        self.retire_button.setEnabled(isinstance(device, Device) and device.active)
        self.retire_button.setVisible(self._may and not is_retired)
        self.back_button.setVisible(self._may and is_retired)

    def _retire(self) -> None:
        device = self.table.current()
        if device is not None:
            self._desk.run(retire_device, device.id, done=partial(self._retired, device))

    def _retired(self, device: Device, _done: Done[None]) -> None:
        text = tr("{laser} is retired. No session is logged with it any more.", laser=device.title)
        self._notices.tell(text, undo=partial(self._put_back, device))

    def _reinstate(self) -> None:
        device = self.table.current()
        if device is not None:
            self._put_back(device)

    def _put_back(self, device: Device) -> None:
        self._desk.run(reinstate_device, device.id, done=partial(self._told_back, device))

    def _told_back(self, device: Device, _done: Done[None]) -> None:
        self._notices.tell(tr("{laser} is in service.", laser=device.title))

    def open_dialog(self) -> None:
        """Ask for a laser."""
        self.dialog = LaserDialog(self._desk, self)
        self.dialog.added.connect(self._added)
        self.dialog.open()
        self.dialog.model.give_focus()

    def _added(self, name: str) -> None:
        self._notices.tell(tr("{laser} is in service. Sessions can be logged with it.", laser=name))


def _columns() -> tuple[Column[Device], ...]:
    return (
        Column("name", tr("Laser"), lambda device: device.name, sort=lambda device: device.name, strong=True),
        Column("serial", tr("Serial number"), lambda device: device.serial or Quiet(tr("None")), keep=True),
        Column("lengths", tr("Wavelengths, nm"), _lengths, keep=True),
        Column("pieces", tr("Handpieces"), _pieces, tip=_pieces_tip),
        Column("state", tr("State"), _state, keep=True),
    )


def _lengths(device: Device) -> Cell:
    return ", ".join(str(one) for one in device.wavelengths_nm)


def _pieces(device: Device) -> Cell:
    return "; ".join(piece.name for piece in device.handpieces) or Quiet(tr("None"))


def _pieces_tip(device: Device) -> str:
    return "\n".join(piece.name for piece in device.handpieces)


def _state(device: Device) -> Cell:
    return ChipText(tr("In service"), Tone.OK) if device.active else ChipText(tr("Retired"))

"""Rooms, and which lasers stand in them."""

from collections import defaultdict

from sqlalchemy import select

from pico_tracker.db.models import DeviceRoomRow, RoomRow
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.rooms import Room


def list_rooms(work: Work) -> tuple[Room, ...]:
    """Every room with the lasers in it, those in use first, by name."""
    standing: dict[int, list[int]] = defaultdict(list)
    for device_id, room_id in list_device_rooms(work).items():
        standing[room_id].append(device_id)
    wanted = select(RoomRow.id, RoomRow.name, RoomRow.active).order_by(RoomRow.active.desc(), RoomRow.name)
    return tuple(
        Room(row.id, row.name, row.active, tuple(standing[row.id])) for row in work.connection.execute(wanted)
    )


def list_device_rooms(work: Work) -> dict[int, int]:
    """The room of each laser that stands in one."""
    wanted = select(DeviceRoomRow.device_id, DeviceRoomRow.room_id).order_by(DeviceRoomRow.device_id)
    return {row.device_id: row.room_id for row in work.connection.execute(wanted)}

"""Hours of the clinic and its people, absences, rooms and what stands in them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from pico_tracker.db.models import (
    AbsenceRow,
    ClinicRow,
    DeviceRoomRow,
    DeviceRow,
    OpeningRow,
    RoomRow,
    StaffRow,
)
from pico_tracker.db.queries import catalogue
from pico_tracker.db.queries import opening_hours as queries
from pico_tracker.db.queries import people as people_queries
from pico_tracker.db.queries import rooms as room_queries
from pico_tracker.db.unit_of_work import ChangeWork, Work
from pico_tracker.domain.devices import Device
from pico_tracker.domain.errors import Refused
from pico_tracker.domain.findings import Finding
from pico_tracker.domain.opening_hours import (
    Absence,
    AbsenceEntry,
    Opening,
    OpeningHours,
    Whom,
    check_absence,
    check_openings,
    span_of_day,
)
from pico_tracker.domain.people import Role, StaffMember
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.rooms import Room, check_room_name
from pico_tracker.domain.spans import Span
from pico_tracker.domain.words import clean_line, mark, sentence
from pico_tracker.services.context import Context, Done, needs
from pico_tracker.services.refusals import refuse_stops


@dataclass(frozen=True, slots=True)
class HoursAndRooms:
    """Everything Settings shows about hours, rooms and who is away."""

    hours: OpeningHours
    """With the absences of the days asked for, in the clinic's zone."""
    people: tuple[StaffMember, ...]
    """Who works here and may treat."""
    rooms: tuple[Room, ...]
    devices: tuple[Device, ...]
    """Lasers in service."""

    def room_of(self, device_id: int) -> Room | None:
        """The room that a laser stands in."""
        return next((room for room in self.rooms if device_id in room.device_ids), None)


@needs(Permission.READ_DIRECTORY)
def read_hours_and_rooms(context: Context, first: date, last: date) -> HoursAndRooms:
    """Hours and rooms, and the absences of these days, the last one included."""
    with context.database.read() as work:
        hours = queries.read_hours(work, context.zone, *_days(context, first, last))
        people = people_queries.list_staff(work)
        return HoursAndRooms(
            hours=replace(hours, absences=tuple(_in_zone(context, one) for one in hours.absences)),
            people=tuple(one for one in people if one.active and one.role is not Role.RECEPTION),
            rooms=room_queries.list_rooms(work),
            devices=tuple(one for one in catalogue.list_devices(work) if one.active),
        )


@needs(Permission.READ_DIRECTORY)
def read_opening_hours(context: Context, first: date, last: date) -> OpeningHours:
    """Hours, and the absences of these days, the last one included."""
    with context.database.read() as work:
        return queries.read_hours(work, context.zone, *_days(context, first, last))


@needs(Permission.MANAGE_CLINIC)
def set_openings(context: Context, staff_id: int | None, openings: Iterable[Opening]) -> Done[None]:
    """Put the whole week of the clinic (None) or of a person in place of the one on file.

    A person without any works whenever the clinic is open; a clinic without any has the hours that
    a new one has. Raises `Refused` or `NotFound`.
    """
    week = tuple(openings)
    refuse_stops(check_openings(week))
    with context.database.change(context.actor()) as work:
        work.hold(ClinicRow, 1)  # or two seats would each add a week to the other's
        if staff_id is not None:
            work.get(StaffRow, staff_id)
        work.remove_all([work.get(OpeningRow, key) for key in queries.list_opening_ids(work, staff_id)])
        work.add_all(
            [OpeningRow(staff_id=staff_id, weekday=one.weekday, opens=one.opens, closes=one.closes) for one in week]
        )
        return Done(None, work.changed)


@needs(Permission.READ_DIRECTORY)
def list_absences(context: Context, first: date, last: date) -> tuple[Absence, ...]:
    """Absences of these days, the last one included, but for those withdrawn; in the clinic's zone."""
    with context.database.read() as work:
        found = queries.list_absences(work, *_days(context, first, last))
        return tuple(_in_zone(context, one) for one in found)


@needs(Permission.READ_DIRECTORY)
def read_absence(context: Context, absence_id: int) -> Absence:
    """An absence, also one that was withdrawn; raises `NotFound`."""
    with context.database.read() as work:
        return _in_zone(context, queries.read_absence(work, absence_id))


@needs(Permission.BOOK)
def record_absence(context: Context, entry: AbsenceEntry) -> Done[int]:
    """Write down that somebody is away, something is out of use, or the clinic is closed.

    A second call with the same `entry_id` finds the absence of the first. Visits that it hits stay
    where they are. Raises `Refused` or `NotFound`.
    """
    entry = replace(entry, reason=clean_line(entry.reason))
    refuse_stops(check_absence(entry))
    with context.database.change(context.actor()) as work:
        known = queries.find_absence_by_entry_id(work, entry.entry_id)
        return Done(_write_absence(context, work, entry) if known is None else known, work.changed)


@needs(Permission.BOOK)
def withdraw_absence(context: Context, absence_id: int) -> Done[None]:
    """Take an absence back: the time can be booked again. It stays on record."""
    with context.database.change(context.actor()) as work:
        row = work.hold(AbsenceRow, absence_id)
        if not row.withdrawn:
            row.withdrawn = True
            row.version += 1
        return Done(None, work.changed)


@needs(Permission.READ_DIRECTORY)
def list_rooms(context: Context) -> tuple[Room, ...]:
    """Every room with the lasers that stand in it, those in use first."""
    with context.database.read() as work:
        return room_queries.list_rooms(work)


@needs(Permission.MANAGE_CLINIC)
def add_room(context: Context, name: str) -> Done[int]:
    """Add a room; a name is given once."""
    with context.database.change(context.actor()) as work:
        room = RoomRow(name=_free_name(work, name))
        return Done(work.add(room).id, work.changed)


@needs(Permission.MANAGE_CLINIC)
def rename_room(context: Context, room_id: int, name: str) -> Done[None]:
    """Give a room another name; visits on record show it too. Raises `Refused` or `NotFound`."""
    with context.database.change(context.actor()) as work:
        work.get(RoomRow, room_id).name = _free_name(work, name, but_room_id=room_id)
        return Done(None, work.changed)


@needs(Permission.MANAGE_CLINIC)
def retire_room(context: Context, room_id: int) -> Done[None]:
    """Take a room out of use for new visits; refused while a laser stands in it."""
    with context.database.change(context.actor()) as work:
        room = work.get(RoomRow, room_id)
        if room_id in room_queries.list_device_rooms(work).values():
            said = sentence(mark("A laser stands in this room. Say where it stands now, then retire the room."))
            raise Refused((Finding("room_id", said, code="room.laser"),))
        room.active = False
        return Done(None, work.changed)


@needs(Permission.MANAGE_CLINIC)
def reinstate_room(context: Context, room_id: int) -> Done[None]:
    """Take a room into use again."""
    with context.database.change(context.actor()) as work:
        work.get(RoomRow, room_id).active = True
        return Done(None, work.changed)


@needs(Permission.MANAGE_CLINIC)
def place_device(context: Context, device_id: int, room_id: int | None) -> Done[None]:
    """Say in which room a laser stands; None for one that is carried from room to room."""
    with context.database.change(context.actor()) as work:
        work.get(DeviceRow, device_id)
        row = work.find(DeviceRoomRow, device_id)
        if room_id is not None:
            _put_in_room(work, row, device_id, room_id)
        elif row is not None:
            work.remove(row)
        return Done(None, work.changed)


def _put_in_room(work: ChangeWork, row: DeviceRoomRow | None, device_id: int, room_id: int) -> None:
    if not work.get(RoomRow, room_id).active:
        said = sentence(mark("This room is not in use any more. Choose another one."))
        raise Refused((Finding("room_id", said, code="room.retired"),))
    if row is None:
        work.add(DeviceRoomRow(device_id=device_id, room_id=room_id))
    else:
        row.room_id = room_id


def _days(context: Context, first: date, last: date) -> Span:
    return span_of_day(first, context.zone)[0], span_of_day(last, context.zone)[1]


def _in_zone(context: Context, absence: Absence) -> Absence:
    start, end = (one.astimezone(context.zone) for one in absence.span)
    return replace(absence, entry=replace(absence.entry, starts_at=start, ends_at=end))


def _write_absence(context: Context, work: ChangeWork, entry: AbsenceEntry) -> int:
    _require(work, entry.whom)
    row = AbsenceRow(
        entry_id=entry.entry_id,
        created_at=work.at,
        staff_id=entry.whom.staff_id,
        room_id=entry.whom.room_id,
        device_id=entry.whom.device_id,
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        reason=entry.reason,
        recorded_by_id=context.operator.id,
    )
    return work.add(row).id


def _require(work: Work, whom: Whom) -> None:
    """Raise `NotFound` where the person, the room or the laser is not there."""
    for row_type, key in ((StaffRow, whom.staff_id), (RoomRow, whom.room_id), (DeviceRow, whom.device_id)):
        if key is not None:
            work.get(row_type, key)


def _free_name(work: Work, name: str, but_room_id: int | None = None) -> str:
    """The name as it is kept; raises `Refused` where another room has it."""
    name = clean_line(name)
    refuse_stops(check_room_name(name))
    taken = {room.name.casefold() for room in room_queries.list_rooms(work) if room.id != but_room_id}
    if name.casefold() in taken:
        said = sentence(mark("There is a room with this name already. Choose another name."))
        raise Refused((Finding("name", said, code="room.taken"),))
    return name

"""Rooms, hours and closures of the demonstration clinic."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from pico_tracker.demo.timetable import OPENINGS, Team, afternoon_away, public_holiday
from pico_tracker.domain.opening_hours import OpeningHours
from pico_tracker.services.context import Context
from pico_tracker.services.opening_hours import (
    add_room,
    place_device,
    read_opening_hours,
    record_absence,
    set_openings,
)

_AHEAD = timedelta(weeks=26)
"""No visit is booked further ahead than this."""


def furnish(context: Context, devices: Mapping[str, int], practitioner_ids: Sequence[int]) -> dict[str, Team]:
    """Give each laser a room and somebody who works there; the teams by the laser's key."""
    teams = {}
    for number, ((key, device_id), person) in enumerate(zip(devices.items(), practitioner_ids, strict=True), 1):
        room_id = add_room(context, f"Room {number}").value
        place_device(context, device_id, room_id)
        teams[key] = Team(person, room_id, device_id)
    return teams


def open_doors(context: Context, away_id: int, mint: Callable[[], UUID]) -> OpeningHours:
    """Set the hours, one person's afternoon away and a holiday; returns what is open in the months ahead."""
    today, zone = context.today(), context.zone
    set_openings(context, None, OPENINGS)
    record_absence(context, afternoon_away(today, zone, away_id, mint()))
    record_absence(context, public_holiday(today, zone, mint()))
    return read_opening_hours(context, today, today + _AHEAD)

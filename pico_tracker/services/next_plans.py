"""Plans for next time: written with the note of a visit, asked for at the next one and by booking."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pico_tracker.db.models import DeviceRow, NextPlanRow, PlannedPassRow, RoomRow
from pico_tracker.db.queries import next_plans as queries
from pico_tracker.db.queries.rooms import list_device_rooms
from pico_tracker.db.unit_of_work import ChangeWork, Work
from pico_tracker.domain.next_plans import NextPlan, NextPlanEntry, PlannedPass, PlanToBook
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.words import clean_line, clean_text
from pico_tracker.services.context import Context, needs


@dataclass(frozen=True, slots=True)
class PlanOf:
    """Which visit of which course a plan was made at."""

    course_id: int
    made_on: date
    session_id: int | None = None
    attendance_id: int | None = None


@needs(Permission.READ_CLINICAL)
def read_next_plan(context: Context, course_id: int) -> NextPlan | None:
    """The plan made last for the next visit of a course, None where nothing was planned then."""
    with context.database.read() as work:
        return queries.find_next_plan(work, course_id)


@needs(Permission.BOOK)
def read_plan_to_book(context: Context, course_id: int) -> PlanToBook | None:
    """With which laser, where and how long the next visit of a course was planned, and nothing clinical;
    None where the plan says nothing of it."""
    with context.database.read() as work:
        return find_plan_to_book(work, course_id)


def find_plan_to_book(work: Work, course_id: int) -> PlanToBook | None:
    """What `read_plan_to_book` says, inside another service's transaction.

    A laser or a room that is out of use by now is left open, and a laser that stands in a room is used
    there: nothing else could be booked.
    """
    plan = queries.find_next_plan(work, course_id)
    if plan is None:
        return None
    entry = plan.entry
    device = None if entry.booked_device_id is None else work.find(DeviceRow, entry.booked_device_id)
    room_id = entry.room_id
    if device is not None and device.active and room_id is not None:
        room_id = list_device_rooms(work).get(device.id, room_id)
    room = None if room_id is None else work.find(RoomRow, room_id)
    found = PlanToBook(
        device_id=device.id if device is not None and device.active else None,
        room_id=room.id if room is not None and room.active else None,
        minutes=entry.minutes,
        device_name=device.name if device is not None and device.active else "",
        room_name=room.name if room is not None and room.active else "",
        is_patch_only=bool(entry.passes) and all(one.is_patch for one in entry.passes),
    )
    return None if found.is_empty else found


def write_next_plan(context: Context, work: ChangeWork, entry: NextPlanEntry | None, of: PlanOf) -> None:
    """Add a plan inside another service's transaction; an empty one says that nothing is planned any more."""
    if entry is None:
        return
    entry = clean_plan(entry)
    made = {"entry_id": context.mint_entry_id(), "created_at": work.at, "made_by_id": context.operator.id}
    row = work.add(NextPlanRow(**made, **plan_columns(entry, of)))
    work.add_all([PlannedPassRow(**planned_columns(one, row.id, place)) for place, one in enumerate(entry.passes)])


def clean_plan(entry: NextPlanEntry) -> NextPlanEntry:
    """The plan with every typed text cleaned once."""
    passes = tuple(replace(one, purpose=clean_line(one.purpose)) for one in entry.passes)
    return replace(entry, note=clean_text(entry.note), passes=passes)


def plan_columns(entry: NextPlanEntry, of: PlanOf) -> dict[str, Any]:
    """A plan as the columns of its row, without its passes and who made it."""
    return {
        "course_id": of.course_id,
        "session_id": of.session_id,
        "attendance_id": of.attendance_id,
        "made_on": of.made_on,
        "minutes": entry.minutes,
        "room_id": entry.room_id,
        "device_id": entry.device_id,
        "note": entry.note,
    }


def planned_columns(planned: PlannedPass, plan_id: int, position: int) -> dict[str, Any]:
    """A planned pass as the columns of its row."""
    return {
        "plan_id": plan_id,
        "position": position,
        "purpose": planned.purpose,
        "device_id": planned.device_id,
        "handpiece_id": planned.handpiece_id,
        "wavelength_nm": planned.wavelength_nm,
        "pulse_duration_ps": planned.pulse_duration_ps,
        "spot_width_mm": planned.spot_width_mm,
        "fluence_j_cm2": planned.fluence_j_cm2,
        "is_patch": planned.is_patch,
    }

"""The named areas of a course with what each session outlined, and of which form an area came."""

import uuid
from collections import defaultdict
from typing import Any

from sqlalchemy import select

from pico_tracker.db.models import SessionAreaRow, SessionRow, TreatedAreaRow
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.treated_areas import AreaEntry, AreaLayer, BodyView, TreatedArea, read_outline


def list_areas(work: Work, course_id: int) -> tuple[TreatedArea, ...]:
    """Every area of a course in the order they were named, retired ones too, each with its layers."""
    layers = _layers(work, course_id)
    wanted = (
        select(TreatedAreaRow.__table__).where(TreatedAreaRow.course_id == course_id).order_by(TreatedAreaRow.id)
    )
    return tuple(_area(row, tuple(layers[row.id])) for row in work.connection.execute(wanted))


def find_by_entry_id(work: Work, entry_id: uuid.UUID) -> int | None:
    """The area that this form saved before."""
    return work.connection.scalar(select(TreatedAreaRow.id).where(TreatedAreaRow.entry_id == entry_id))


def _layers(work: Work, course_id: int) -> dict[int, list[AreaLayer]]:
    """What sessions that count outlined, oldest first, by the area's key."""
    wanted = (
        select(SessionAreaRow.__table__, SessionRow.performed_on)
        .join(SessionRow, SessionRow.id == SessionAreaRow.session_id)
        .where(SessionRow.course_id == course_id, ~SessionRow.is_void)
        .order_by(SessionRow.performed_on, SessionRow.id)
    )
    found: dict[int, list[AreaLayer]] = defaultdict(list)
    for row in work.connection.execute(wanted):
        layer = AreaLayer(
            on=row.performed_on,
            session_id=row.session_id,
            outline=read_outline(row.outline),
            area_cm2=row.area_cm2,
        )
        found[row.area_id].append(layer)
    return found


def _area(row: Any, layers: tuple[AreaLayer, ...]) -> TreatedArea:
    entry = AreaEntry(
        entry_id=row.entry_id,
        course_id=row.course_id,
        name=row.name,
        view=BodyView(row.view),
        outline=read_outline(row.outline),
        area_cm2=row.area_cm2,
    )
    return TreatedArea(id=row.id, version=row.version, entry=entry, retired=row.retired, layers=layers)

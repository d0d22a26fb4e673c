"""What is held when: patients, people, rooms and lasers in visits that keep others out."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import bindparam, select

from pico_tracker.db.models import OccupancyRow
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.bookings import Holding, Resource, ResourceKind
from pico_tracker.domain.spans import Span, in_utc

LONGEST = timedelta(days=1)
"""A holding is shorter, so that the index by start finds every one that is still going on."""


_COLUMNS = {
    ResourceKind.PATIENT: OccupancyRow.patient_id,
    ResourceKind.STAFF: OccupancyRow.staff_id,
    ResourceKind.ROOM: OccupancyRow.room_id,
    ResourceKind.DEVICE: OccupancyRow.device_id,
}
_WANTED = {
    kind: select(
        column.label("resource_id"), OccupancyRow.visit_id, OccupancyRow.starts_at, OccupancyRow.ends_at
    ).where(
        column.in_(bindparam("ids", expanding=True)),
        OccupancyRow.active,
        OccupancyRow.starts_at > bindparam("earliest"),
        OccupancyRow.starts_at < bindparam("end"),
        OccupancyRow.ends_at > bindparam("start"),
    )
    for kind, column in _COLUMNS.items()
}


def list_holdings(work: Work, span: Span, resources: Iterable[Resource]) -> tuple[Holding, ...]:
    """Every active holding of these resources that touches the span, in order of time."""
    ids: dict[ResourceKind, set[int]] = {}
    for one in resources:
        ids.setdefault(one.kind, set()).add(one.id)
    start, end = in_utc(span)
    found = []
    for kind, keys in ids.items():
        values = {"ids": sorted(keys), "earliest": start - LONGEST, "start": start, "end": end}
        for row in work.connection.execute(_WANTED[kind], values):
            found.append(
                Holding(Resource(kind, row.resource_id), in_utc((row.starts_at, row.ends_at)), row.visit_id)
            )
    return tuple(sorted(found, key=lambda one: (one.span, one.visit_id)))

"""The columns of the day book."""

from datetime import UTC, datetime

import pytest

from pico_tracker.domain.day_book import COLUMN_NAMES, ColumnKind, key_of
from pico_tracker.domain.diary import Place, Visit, VisitKind, VisitState

PLACE = Place(
    starts_at=datetime(2026, 11, 23, 9, tzinfo=UTC), minutes=30, practitioner_id=3, room_id=5, device_id=7
)
VISIT = Visit(
    id=1,
    version=1,
    patient_id=1,
    patient_name="",
    record_number="",
    kind=VisitKind.SESSION,
    state=VisitState.BOOKED,
    place=PLACE,
)


@pytest.mark.parametrize(
    ("kind", "key"), [(ColumnKind.PRACTITIONER, 3), (ColumnKind.ROOM, 5), (ColumnKind.DEVICE, 7)]
)
def test_a_visit_stands_in_the_column_of_what_it_holds(kind: ColumnKind, key: int) -> None:
    assert key_of(VISIT, kind) == key


def test_every_kind_of_column_has_a_name_to_read() -> None:
    assert set(COLUMN_NAMES) == set(ColumnKind)

"""How long a visit takes when nobody has said it yet."""

from datetime import UTC, datetime, timedelta

import pytest

from pico_tracker.domain.diary import Place, Visit, VisitKind, VisitState, check_place
from pico_tracker.domain.visit_lengths import (
    USUAL_LENGTHS,
    Lengths,
    last_device,
    last_of_kind,
    usual_lengths,
)

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def visit(key: int, days: int, kind: VisitKind, state: VisitState = VisitState.DONE, **place: int) -> Visit:
    held = {"minutes": 45, **place}
    return Visit(
        id=key,
        version=1,
        patient_id=1,
        patient_name="",
        record_number="",
        kind=kind,
        state=state,
        place=Place(starts_at=NOON + timedelta(days=days), **held),
    )


def test_a_visit_takes_as_long_as_the_last_one_of_its_kind() -> None:
    visits = (
        visit(1, -90, VisitKind.SESSION, minutes=20),
        visit(2, -30, VisitKind.SESSION, minutes=50, numbing_minutes=30, clean_up_minutes=15),
        visit(3, -5, VisitKind.REVIEW, minutes=10),
    )
    assert usual_lengths(visits, VisitKind.SESSION) == Lengths(50, 30, 15)


def test_a_visit_that_came_to_nothing_teaches_nothing() -> None:
    visits = (
        visit(1, -30, VisitKind.SESSION, VisitState.CANCELLED),
        visit(2, -20, VisitKind.SESSION, VisitState.NO_SHOW),
    )
    assert last_of_kind(visits, VisitKind.SESSION) is None
    assert usual_lengths(visits, VisitKind.SESSION) == Lengths(30, 0, 10)
    assert last_device(visits, VisitKind.SESSION) is None


@pytest.mark.parametrize("kind", list(VisitKind))
def test_every_kind_has_a_length_that_can_be_booked(kind: VisitKind) -> None:
    usual = USUAL_LENGTHS[kind]
    place = Place(
        starts_at=NOON,
        minutes=usual.minutes,
        numbing_minutes=usual.numbing,
        clean_up_minutes=usual.clean_up,
        room_id=1,
    )
    assert check_place(place) == ()


def test_the_laser_is_the_one_that_fired_last_whatever_the_kind() -> None:
    visits = (
        visit(1, -90, VisitKind.SESSION, device_id=4),
        visit(2, -30, VisitKind.TEST_PATCH, device_id=7),
        visit(3, -5, VisitKind.REVIEW),
        visit(4, -2, VisitKind.SESSION, VisitState.CANCELLED, device_id=9),
    )
    assert last_device(visits, VisitKind.MAINTENANCE) == 7
    assert last_device(visits, VisitKind.REVIEW) is None

"""Nobody and nothing is ever in two places: no sequence of bookings and moves gets there, on either engine."""

import os
import random
import subprocess
import sys
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from pico_tracker.db.models import OccupancyRow, RoomRow
from pico_tracker.domain.diary import Place, VisitEntry, VisitKind, VisitState
from pico_tracker.domain.errors import EditConflict, Refused, TimeTaken
from pico_tracker.services.patients import add_patient
from pico_tracker.services.visits import (
    book_visit,
    list_patient_visits,
    move_visit,
    read_visit,
    set_visit_state,
    undo_visit_step,
)
from tests.builders import NOON, Bench
from tests.db.booking_seat import PATIENTS, TURNS

ROOT = Path(__file__).parents[2]
HELD_TWICE = (
    "SELECT count(*) FROM occupancy AS a JOIN occupancy AS b ON a.id < b.id AND a.{column} = b.{column} "
    "WHERE a.active AND b.active AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at"
)


def held_twice(bench: Bench) -> dict[str, int]:
    """Pairs of holdings of one thing that overlap, by what they hold."""
    columns = ("patient_id", "staff_id", "room_id", "device_id")
    with bench.database.read() as work:
        return {
            column: int(work.connection.execute(text(HELD_TWICE.format(column=column))).scalar_one())
            for column in columns
        }


NOTHING = {"patient_id": 0, "staff_id": 0, "room_id": 0, "device_id": 0}


@pytest.fixture
def rooms(bench: Bench) -> tuple[int, ...]:
    for number in range(PATIENTS):
        add_patient(bench.reception, bench.patient(family_name=f"Nwosu {number}"))
    with bench.database.change(bench.administrator.actor()) as work:
        return tuple(work.add(RoomRow(name=f"Room {number}")).id for number in (1, 2))


class _Desk:
    """Takes one random step after the other; what is refused leaves everything as it was."""

    def __init__(self, bench: Bench, rooms: tuple[int, ...], dice: random.Random) -> None:
        self.bench, self.rooms, self.dice = bench, rooms, dice
        self.steps: list[int] = []

    def step(self) -> None:
        ways = (self._book, self._book, self._move, self._set_state, self._undo)
        with suppress(TimeTaken, Refused, EditConflict):
            self.dice.choice(ways)()

    def _place(self) -> Place:
        room = self.dice.choice((None, *self.rooms))
        return Place(
            starts_at=NOON + timedelta(days=1, minutes=5 * self.dice.randrange(24)),
            minutes=self.dice.choice((5, 15, 40)),
            numbing_minutes=self.dice.choice((0, 20)),
            clean_up_minutes=0 if room is None else self.dice.choice((0, 10)),
            practitioner_id=self.dice.choice((None, self.bench.practitioner.operator.id)),
            room_id=room,
            device_id=self.dice.choice((None, self.bench.device_id)),
        )

    def _book(self) -> None:
        entry = VisitEntry(
            entry_id=self.bench.mint(),
            patient_id=self.dice.randint(1, PATIENTS),
            course_ids=(),
            kind=VisitKind.REVIEW,
            place=self._place(),
            tie=self.dice.choice((None, self.bench.mint())),
        )
        book_visit(self.bench.reception, entry)

    def _move(self) -> None:
        for visit in list_patient_visits(self.bench.reception, self.dice.randint(1, PATIENTS))[:1]:
            self.steps.append(move_visit(self.bench.reception, visit.id, self._place(), visit.version).value)

    def _set_state(self) -> None:
        state = self.dice.choice((VisitState.CANCELLED, VisitState.BOOKED, VisitState.CONFIRMED))
        for visit in list_patient_visits(self.bench.reception, self.dice.randint(1, PATIENTS))[-1:]:
            self.steps.append(set_visit_state(self.bench.reception, visit.id, state, visit.version).value)

    def _undo(self) -> None:
        if self.steps:
            undo_visit_step(self.bench.reception, self.steps.pop())


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_no_sequence_of_bookings_moves_and_undos_holds_anything_twice(
    bench: Bench, rooms: tuple[int, ...], seed: int
) -> None:
    desk = _Desk(bench, rooms, random.Random(seed))
    for _step in range(12):
        desk.step()
    assert held_twice(bench) == NOTHING


def test_the_count_of_what_is_held_twice_sees_it(bench: Bench, rooms: tuple[int, ...]) -> None:
    """The control: with the guards off, the same count finds what they keep out."""
    bench_visit(bench, 0)
    bench_visit(bench, 60)
    with bench.database.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER occupancy_once_update"))
        else:
            for column in NOTHING:
                connection.execute(text(f"ALTER TABLE occupancy DROP CONSTRAINT ex_occupancy_{column}"))
        connection.execute(text("UPDATE occupancy SET starts_at = (SELECT min(starts_at) FROM occupancy)"))
    assert held_twice(bench) == {"patient_id": 1, "staff_id": 1, "room_id": 0, "device_id": 0}


def bench_visit(bench: Bench, after: int) -> int:
    """A visit of the first patient tomorrow, so many minutes after noon; returns its key."""
    entry = VisitEntry(
        entry_id=bench.mint(),
        patient_id=1,
        course_ids=(),
        kind=VisitKind.REVIEW,
        place=Place(
            starts_at=NOON + timedelta(days=1, minutes=after),
            minutes=30,
            practitioner_id=bench.practitioner.operator.id,
        ),
    )
    return book_visit(bench.reception, entry).value


def test_the_database_itself_keeps_a_second_holding_out(bench: Bench, rooms: tuple[int, ...]) -> None:
    """Whatever program writes: the rule stands in the database."""
    visit_id = bench_visit(bench, 0)
    with pytest.raises(TimeTaken):
        hold(bench, visit_id, 29)
    hold(bench, visit_id, 30)
    assert held_twice(bench) == NOTHING


def hold(bench: Bench, visit_id: int, after: int) -> None:
    """Let a visit hold the practitioner for five minutes more, so many after noon, past every service."""
    at = NOON + timedelta(days=1, minutes=after)
    values = {"part": "treatment", "starts_at": at, "ends_at": at + timedelta(minutes=5), "active": True}
    with bench.database.change(bench.reception.actor()) as work:
        work.add(OccupancyRow(visit_id=visit_id, staff_id=bench.practitioner.operator.id, **values))


def test_a_visit_may_move_within_its_own_time(bench: Bench, rooms: tuple[int, ...]) -> None:
    visit_id = bench_visit(bench, 0)
    visit = read_visit(bench.reception, visit_id).visit
    place = Place(starts_at=visit.starts_at + timedelta(minutes=5), minutes=30)
    move_visit(bench.reception, visit_id, place, visit.version)
    assert read_visit(bench.reception, visit_id).visit.starts_at == place.starts_at


@pytest.fixture
def address(bench: Bench) -> str:
    """How another process names the same database."""
    url = bench.database.engine.url.render_as_string(hide_password=False)
    return url if bench.database.path is None else str(bench.database.path)


def test_two_processes_that_book_and_move_at_once_never_book_twice(
    bench: Bench, rooms: tuple[int, ...], address: str
) -> None:
    seats = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.db.booking_seat", address, str(seed)],
            cwd=ROOT,
            env=os.environ | {"PYTHONWARNINGS": "default"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for seed in (1, 2)
    ]
    said = [seat.communicate(timeout=300) for seat in seats]
    assert [seat.returncode for seat in seats] == [0, 0], said
    counts = [tuple(map(int, out.split())) for out, _errors in said]
    assert all(done > 0 and refused > 0 and done + refused == TURNS for done, refused in counts), counts
    assert held_twice(bench) == NOTHING

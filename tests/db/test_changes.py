"""What a seat is told about the changes of others, on both engines."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import event, insert, select

from pico_tracker.db.models import AuditEventRow, RoomRow
from pico_tracker.domain.people import Role, StaffEntry
from pico_tracker.domain.topics import Topic
from pico_tracker.services.changes import LOOK_BACK, read_changes
from pico_tracker.services.context import Context
from pico_tracker.services.courses import open_course
from pico_tracker.services.patients import add_patient, note_patient_opened
from pico_tracker.services.people import add_staff
from tests.builders import Bench


@pytest.fixture
def colleague(bench: Bench) -> Iterator[Context]:
    """Reception at a second computer."""
    database = bench.reopen()
    yield replace(bench.reception, database=database)
    database.close()


@contextmanager
def _statements(context: Context) -> Iterator[list[str]]:
    """What is asked of the database meanwhile."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_others: object) -> None:
        asked.append(statement)

    event.listen(context.database.engine, "before_cursor_execute", note)
    yield asked
    event.remove(context.database.engine, "before_cursor_execute", note)


def _add_event(bench: Bench, key: int, table_name: str) -> None:
    """An audit row as another seat would save it under a key it was given earlier."""
    values = {"id": key, "at": bench.clock(), "action": "update", "table_name": table_name, "record_key": "1"}
    with bench.database.change(bench.administrator.actor()) as work:
        work.connection.execute(insert(AuditEventRow).values(**values, payload_hash=b""))


def _add_a_room_and_fail(context: Context) -> None:
    with context.database.change(context.actor()) as work:
        work.add(RoomRow(name="Room 8"))
        raise ZeroDivisionError


def test_the_first_look_tells_nothing_and_where_to_go_on_from(bench: Bench, colleague: Context) -> None:
    add_patient(colleague, bench.patient())
    seen = read_changes(bench.practitioner)
    assert seen.topics == frozenset()
    with bench.database.read() as work:
        assert seen.newest == work.connection.scalar(select(AuditEventRow.id).order_by(AuditEventRow.id.desc()))


def test_another_seats_patient_is_told_once(bench: Bench, colleague: Context) -> None:
    seen = read_changes(bench.practitioner)
    changed = add_patient(colleague, bench.patient()).changed
    told = read_changes(bench.practitioner, seen)
    assert Topic.PATIENTS in told.topics
    assert told.topics == changed
    assert read_changes(bench.practitioner, told).topics == frozenset()


def test_changes_of_several_kinds_are_told_together(bench: Bench, colleague: Context) -> None:
    seen = read_changes(colleague)
    patient = add_patient(bench.practitioner, bench.patient())
    course = open_course(bench.practitioner, bench.course(patient.value))
    person = add_staff(bench.administrator, StaffEntry("Another", Role.PRACTITIONER))
    told = read_changes(colleague, seen).topics
    assert told >= {Topic.PATIENTS, Topic.COURSES, Topic.STAFF}
    assert told == patient.changed | course.changed | person.changed


def test_who_was_opened_last_is_nobody_elses_business(bench: Bench, colleague: Context) -> None:
    patient_id = add_patient(bench.practitioner, bench.patient()).value
    seen = read_changes(bench.practitioner)
    note_patient_opened(colleague, patient_id)
    assert read_changes(bench.practitioner, seen) == replace(seen, topics=frozenset())


def test_a_batch_counts_as_everything(bench: Bench, colleague: Context) -> None:
    seen = read_changes(bench.practitioner)
    with colleague.database.load(bench.administrator.actor(), "rooms") as work:
        work.insert(RoomRow, [{"id": 7, "name": "Room 7", "active": True}])
    assert read_changes(bench.practitioner, seen).topics == frozenset(Topic)


def test_what_is_rolled_back_is_not_told(bench: Bench, colleague: Context) -> None:
    seen = read_changes(bench.practitioner)
    with pytest.raises(ZeroDivisionError):
        _add_a_room_and_fail(colleague)
    assert read_changes(bench.practitioner, seen).topics == frozenset()


def test_where_nothing_changed_it_is_one_statement_over_the_primary_key(bench: Bench) -> None:
    seen = read_changes(bench.practitioner)
    with _statements(bench.practitioner) as asked:
        read_changes(bench.practitioner, seen)
    [statement] = asked
    assert "WHERE audit_event.id >" in statement


def test_a_row_saved_after_its_later_neighbour_is_told_when_it_comes(bench: Bench) -> None:
    seen = read_changes(bench.practitioner)
    _add_event(bench, seen.newest + 3, "staff")
    told = read_changes(bench.practitioner, seen)
    assert told.topics == {Topic.STAFF}
    assert told.late == {seen.newest + 1, seen.newest + 2}
    _add_event(bench, seen.newest + 2, "clinic")
    later = read_changes(bench.practitioner, told)
    assert later.topics == {Topic.CLINIC}
    assert (later.newest, later.late) == (seen.newest + 3, frozenset({seen.newest + 1}))
    assert read_changes(bench.practitioner, later).topics == frozenset()


def test_a_row_on_its_way_at_the_first_look_is_told_when_it_comes(bench: Bench) -> None:
    newest = read_changes(bench.practitioner).newest
    _add_event(bench, newest + 2, "staff")
    seen = read_changes(bench.practitioner)
    assert seen.topics == frozenset()
    _add_event(bench, newest + 1, "clinic")
    assert read_changes(bench.practitioner, seen).topics == {Topic.CLINIC}


def test_a_key_that_never_comes_is_not_waited_for_forever(bench: Bench) -> None:
    seen = read_changes(bench.practitioner)
    _add_event(bench, seen.newest + 2, "staff")
    told = read_changes(bench.practitioner, seen)
    assert told.late == {seen.newest + 1}
    _add_event(bench, seen.newest + 2 + LOOK_BACK, "staff")
    later = read_changes(bench.practitioner, told)
    assert seen.newest + 1 not in later.late
    assert len(later.late) < LOOK_BACK

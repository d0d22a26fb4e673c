"""One transaction: kept whole or not at all, with an audit row for each change."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import text

from pico_tracker.db.models import (
    AuditEventRow,
    AuditPayloadRow,
    ClinicRow,
    DraftRow,
    PatientItemRow,
    PatientRow,
    RoomRow,
    StaffRow,
)
from pico_tracker.db.troubles import DriverFault
from pico_tracker.db.unit_of_work import Actor, StaleVersion
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.topics import Topic
from pico_tracker.services.patients import add_patient, edit_patient, read_patient
from tests.builders import NOON, Bench

SECRET = "Xanthippe Geheimnis"


class PowerCut(Exception):
    """What ends a block before its end."""


def _add_a_room_and_fail(bench: Bench) -> None:
    with bench.database.change(bench.reception.actor()) as work:
        work.add(RoomRow(name="Room 2"))
        raise PowerCut


def _load_a_room_and_fail(bench: Bench) -> None:
    with bench.database.load(bench.administrator.actor(), "rooms") as work:
        work.insert(RoomRow, [{"id": 1, "name": "Room 1", "active": True}])
        raise PowerCut


def _events(bench: Bench, since: int = 0) -> list[tuple[str, str, str, dict[str, Any]]]:
    """Action, table, key and content of every audit row after the row `since`."""
    statement = text(
        "SELECT e.id, action, table_name, record_key, content, salt, payload_hash, at, actor_id "
        "FROM audit_event e JOIN audit_payload p ON p.event_id = e.id WHERE e.id > :since ORDER BY e.id"
    )
    with bench.database.read() as work:
        rows = work.connection.execute(statement, {"since": since}).all()
    for row in rows:
        assert hashlib.sha256(bytes(row.salt) + row.content.encode()).digest() == bytes(row.payload_hash)
    return [(row.action, row.table_name, row.record_key, json.loads(row.content)) for row in rows]


def _last_event(bench: Bench) -> int:
    with bench.database.read() as work:
        return work.connection.scalar(text("SELECT coalesce(max(id), 0) FROM audit_event")) or 0


def test_a_block_that_fails_keeps_neither_rows_nor_audit(bench: Bench) -> None:
    before = _last_event(bench)
    with pytest.raises(PowerCut):
        _add_a_room_and_fail(bench)
    with bench.database.read() as reading:
        assert reading.connection.scalar(text("SELECT count(*) FROM room")) == 0
    assert _last_event(bench) == before


def test_each_change_has_one_audit_row_with_before_and_after(bench: Bench) -> None:
    start = _last_event(bench)
    actor = bench.administrator.actor()
    with bench.database.change(actor) as work:
        room = work.add(RoomRow(name="Room 2"))
        key = str(room.id)
    with bench.database.change(actor) as work:
        work.get(RoomRow, room.id).name = "Blue room"
    with bench.database.change(actor) as work:
        work.remove(work.get(RoomRow, room.id))
    assert _events(bench, start) == [
        ("insert", "room", key, {"id": [None, room.id], "name": [None, "Room 2"], "active": [None, True]}),
        ("update", "room", key, {"name": ["Room 2", "Blue room"]}),
        ("delete", "room", key, {"id": [room.id, None], "name": ["Blue room", None], "active": [True, None]}),
    ]


def test_a_record_written_several_times_at_once_has_one_audit_row(bench: Bench) -> None:
    start = _last_event(bench)
    with bench.database.change(bench.administrator.actor()) as work:
        kept, gone = work.add(RoomRow(name="Room 2")), work.add(RoomRow(name="Room 3"))
        kept.name = "Blue room"
        assert work.changed == {Topic.CLINIC}
        kept.active = False
        work.remove(gone)
    (event,) = _events(bench, start)
    assert (event[0], event[3]["name"], event[3]["active"]) == ("insert", [None, "Blue room"], [None, False])
    with bench.database.change(bench.administrator.actor()) as work:
        row = work.get(RoomRow, kept.id)
        row.name = "Red room"
        assert work.changed == {Topic.CLINIC}
        work.remove(row)
    action, _, _, content = _events(bench, start)[-1]
    assert (action, content["name"], content["active"]) == ("delete", ["Blue room", None], [False, None])


def test_an_audit_row_says_who_and_when(bench: Bench) -> None:
    at = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    with bench.database.change(Actor(bench.reception.operator.id, at)) as work:
        work.add(RoomRow(name="Room 2"))
    with bench.database.read() as reading:
        event = reading.get(AuditEventRow, _last_event(bench))
        assert (event.at, event.actor_id) == (at, bench.reception.operator.id)


def test_a_change_to_the_same_value_leaves_no_audit_row(bench: Bench) -> None:
    start = _last_event(bench)
    with bench.database.change(bench.administrator.actor()) as work:
        clinic = work.get(ClinicRow, 1)
        clinic.name = str(clinic.name)
        assert work.changed == frozenset()
    assert _events(bench, start) == []


def test_topics_follow_from_the_rows(bench: Bench) -> None:
    with bench.database.change(bench.administrator.actor()) as work:
        assert work.changed == frozenset()
        work.add(StaffRow(name="A. Lind", role="reception"))
        assert work.changed == {Topic.STAFF}
        work.add(RoomRow(name="Room 2"))
        assert work.changed == {Topic.STAFF, Topic.CLINIC}


def test_a_draft_has_a_topic_and_no_audit_row(bench: Bench) -> None:
    start = _last_event(bench)
    with bench.database.change(bench.reception.actor()) as work:
        row = DraftRow(entry_id=bench.mint(), owner_id=1, form="patient", title="", content="{}", saved_at=NOON)
        work.add(row)
        assert work.changed == {Topic.DRAFTS}
    assert _events(bench, start) == []


def test_an_edit_of_one_field_audits_this_field_and_the_version(bench: Bench) -> None:
    entry = bench.patient()
    patient_id = add_patient(bench.reception, entry).value
    start = _last_event(bench)
    known = read_patient(bench.reception, patient_id)
    changed = bench.patient(entry_id=entry.entry_id, record_number=known.entry.record_number, called="Ama")
    edit_patient(bench.reception, patient_id, 1, changed)
    assert _events(bench, start) == [
        ("update", "patient", str(patient_id), {"called": ["", "Ama"], "version": [1, 2]})
    ]


def test_lines_of_a_patient_have_audit_rows_of_their_own(bench: Bench) -> None:
    entry = bench.patient(allergies=("Latex", "Nickel"))
    patient_id = add_patient(bench.reception, entry).value
    start = _last_event(bench)
    edit_patient(bench.reception, patient_id, 1, bench.patient(entry_id=entry.entry_id, allergies=("Nickel",)))
    changes = [one for one in _events(bench, start) if one[1] == PatientItemRow.__tablename__]
    assert [(action, key) for action, _, key, _ in changes] == [
        ("update", f"{patient_id}/allergy/0"),
        ("delete", f"{patient_id}/allergy/1"),
    ]
    assert changes[0][3] == {"text": ["Latex", "Nickel"]}


def test_a_batch_has_one_audit_row_with_the_count_of_each_table(bench: Bench) -> None:
    start = _last_event(bench)
    with bench.database.load(bench.administrator.actor(), "rooms of the old house") as work:
        first = work.reserve(RoomRow)
        work.insert(RoomRow, [{"id": first + i, "name": f"Room {i}", "active": True} for i in range(5000)])
        assert work.changed == {Topic.CLINIC}
    assert _events(bench, start) == [("load", "rooms of the old house", "", {"rows": {"room": 5000}})]
    with bench.database.change(bench.administrator.actor()) as change:
        assert change.add(RoomRow(name="One more")).id == first + 5000


def test_a_batch_that_fails_keeps_nothing(bench: Bench) -> None:
    start = _last_event(bench)
    with pytest.raises(PowerCut):
        _load_a_room_and_fail(bench)
    assert _events(bench, start) == []
    with bench.database.read() as reading:
        assert reading.find(RoomRow, 1) is None


def test_reading_keeps_nothing(bench: Bench) -> None:
    with bench.database.read() as work:
        work.get(ClinicRow, 1).name = "Changed by mistake"
    with bench.database.read() as work:
        assert work.get(ClinicRow, 1).name == "Test Clinic"


def test_a_row_that_is_not_there_is_named_not_found(bench: Bench) -> None:
    with bench.database.change(bench.reception.actor()) as work:
        for ask in (work.get, work.hold):
            with pytest.raises(NotFound):
                ask(ClinicRow, 2)
        with pytest.raises(NotFound):
            work.take(PatientRow, 404, 1)


def test_a_version_is_taken_once(bench: Bench) -> None:
    patient_id = add_patient(bench.reception, bench.patient()).value
    with bench.database.change(bench.reception.actor()) as work:
        assert work.take(PatientRow, patient_id, 1).version == 2
    with bench.database.change(bench.reception.actor()) as work, pytest.raises(StaleVersion):
        work.take(PatientRow, patient_id, 1)


def test_no_error_of_the_driver_carries_what_the_record_holds(bench: Bench) -> None:
    columns: dict[str, Any] = {
        "created_at": NOON,
        "family_name": SECRET,
        "notes": SECRET,
        **dict.fromkeys(("title", "given_names", "called", "email", "address", "language"), SECRET),
        **dict.fromkeys(("contact_hours", "guardian", "family_doctor"), SECRET),
        "consent_texts": False,
        "consent_email": False,
        "state": "active",
        "contact_preference": "none",
    }
    for wrong in ({"sex": SECRET, "record_number": "1"}, {"sex": "female", "record_number": SECRET}):
        error = _provoke(bench, columns | wrong)
        assert SECRET.lower() not in str(error).lower()
        assert SECRET.lower() not in repr(error).lower()
        assert error.__suppress_context__


def _provoke(bench: Bench, columns: dict[str, Any]) -> DriverFault:
    """The error of adding such a patient twice."""
    with pytest.raises(DriverFault) as fault:
        _add_twice(bench, columns)
    return fault.value


def _add_twice(bench: Bench, columns: dict[str, Any]) -> None:
    for entry_id in (bench.mint(), bench.mint()):
        with bench.database.change(bench.reception.actor()) as work:
            work.add(PatientRow(**(columns | {"entry_id": entry_id})))


def test_a_payload_belongs_to_its_event(bench: Bench) -> None:
    with bench.database.read() as work:
        events = work.connection.scalar(text("SELECT count(*) FROM audit_event"))
        payloads = work.connection.scalar(text(f"SELECT count(*) FROM {AuditPayloadRow.__tablename__}"))
    assert events == payloads
    assert events

"""Each migration brings a clinic's records along, and what the program learnt since reaches the clinic."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, MetaData, Table, insert, text

from pico_tracker.db import schema, upgrade
from pico_tracker.db.database import Database, bring_up_to_date, connect_file, connect_server, schema_version
from pico_tracker.db.troubles import DriverFault
from pico_tracker.db.unit_of_work import change_work
from pico_tracker.domain.addresses import DatabaseAddress
from pico_tracker.domain.diary import VisitState
from pico_tracker.domain.endings import Ending
from pico_tracker.domain.errors import Refused
from pico_tracker.domain.rules import RuleKind
from pico_tracker.services.clinics import list_staff, open_with_key
from pico_tracker.services.courses import list_concerns, read_patient_page
from pico_tracker.services.people import sign_in
from pico_tracker.services.rules import list_rules
from pico_tracker.services.sessions import list_devices
from pico_tracker.services.visits import list_patient_visits, move_visit, set_visit_state
from tests.builders import MovableClock

pytestmark = pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
THEN = datetime(2026, 11, 1, 9, tzinfo=UTC)
TREATED = date(2026, 11, 1)
BOOKED = datetime(2027, 1, 4, 9, tzinfo=UTC)
VISITS = ((0, "cancelled"), (0, "booked"), (15, "confirmed"), (30, "booked"), (60, "no-show"))
"""Minutes after nine, and the state: the third overlaps the second and the fourth, which nothing kept out then."""


HOLDING = (
    "SELECT v.state, sum(CASE WHEN o.patient_id IS NULL THEN 0 ELSE 1 END), "
    "sum(CASE WHEN o.staff_id IS NULL THEN 0 ELSE 1 END) "
    "FROM occupancy AS o JOIN visit AS v ON v.id = o.visit_id WHERE o.active GROUP BY v.state"
)


class _Writer:
    """Inserts rows into the tables of an older schema, as that schema has them."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.is_file = connection.dialect.name == "sqlite"
        self.tables = MetaData()
        self.tables.reflect(connection)

    def write(self, table: str, **values: Any) -> int:
        target = self.tables.tables[table]
        row = {name: self._stored(value) for name, value in {**self._record(target), **values}.items()}
        row |= {column.name: "" for column in target.columns if self._is_empty_text(column, row)}
        key = self.connection.execute(insert(target).values(row)).inserted_primary_key
        assert key is not None
        return int(key[0])

    def _record(self, target: Table) -> Mapping[str, Any]:
        if "entry_id" not in target.columns:
            return {}
        return {"version": 1, "entry_id": uuid.uuid4(), "created_at": THEN}

    def _stored(self, value: Any) -> Any:
        if not self.is_file:
            return value
        if isinstance(value, uuid.UUID):
            return value.hex
        return value.isoformat() if isinstance(value, date | datetime) else value

    def _is_empty_text(self, column: Any, row: Mapping[str, Any]) -> bool:
        return not column.nullable and column.name not in row and not column.primary_key


def _connect(address: DatabaseAddress) -> Database:
    return connect_server(address.url) if address.path is None else connect_file(address.path, None, create=True)


def _fill_first_schema(database: Database) -> int:
    """A clinic as the first schema had it: a treated patient with a blister; returns the patient's key."""
    with database.engine.begin() as connection:
        writer = _Writer(connection)
        clinic = {"time_zone": "Europe/London", "paper": "A4", "is_demonstration": True}
        writer.write("clinic", id=1, name="Test Clinic", next_record_number=10_002, **clinic)
        staff = writer.write("staff", name="Practitioner", role="practitioner", active=True)
        weeks = {"earliest_weeks": 5, "target_weeks": 7, "late_weeks": 15}
        sessions = {"sessions_from": 4, "sessions_to": 10}
        concern = writer.write("concern", key="tattoo", name="Tattoo removal", **sessions, **weeks)
        days = {"expected_days": 7, "prolonged_after_days": 7}
        kind = writer.write("side_effect_kind", key="blister", name="Blister", urgency="contact clinic", **days)
        device = writer.write("device", catalogue_key="picoway", name="PicoWay", is_nanosecond=False, active=True)
        pulse = {"wavelength_nm": 1064, "shortest_ps": 450, "longest_ps": 450, "is_nanosecond": False}
        writer.write("pulse_mode", device_id=device, **pulse)
        person = {"given_names": "Amara", "family_name": "Nwosu", "record_number": "P-10001"}
        choices = {"sex": "female", "state": "active", "contact_preference": "phone"}
        consents = {"consent_texts": False, "consent_email": False}
        patient = writer.write("patient", **person, **choices, **consents)
        opened = {"area": "right forearm", "opened_on": TREATED, "state": "active"}
        counts = {"sessions_done": 1, "maintenance_done": 0, "last_session_on": TREATED}
        course = writer.write(
            "course", patient_id=patient, concern_id=concern, **opened, **counts, **sessions, **weeks
        )
        took = {
            "pain": 4,
            "cooling": "none",
            "anaesthesia": "none",
            "is_maintenance": False,
            "entered_later": False,
        }
        by = {"operator_id": staff, "signed_by_id": staff, "signed_at": THEN}
        session = writer.write("session", course_id=course, performed_on=TREATED, **took, **by)
        beam = {
            "wavelength_nm": 1064,
            "pulse_duration_ps": 450,
            "repetition_hz": 400,
            "fluence_basis": "macro spot",
        }
        spot = {"spot_shape": "round", "spot_width_mm": 400, "fluence_j_cm2": 2400}
        writer.write("session_pass", session_id=session, position=0, device_id=device, **beam, **spot)
        effect = {"severity": "mild", "onset_on": TREATED, "reported_by_id": staff}
        writer.write("side_effect", course_id=course, session_id=session, kind_id=kind, **effect)
        for minutes, state in VISITS:
            start = BOOKED + timedelta(minutes=minutes)
            times = {"starts_at": start, "ends_at": start + timedelta(minutes=30)}
            visit = writer.write("visit", patient_id=patient, kind="session", state=state, **times)
            writer.write("occupancy", visit_id=visit, part="treatment", staff_id=staff, **times)
    return patient


@pytest.fixture
def first_schema(empty_address: DatabaseAddress, monkeypatch: pytest.MonkeyPatch) -> int:
    """A database that the first schema left; the key of its patient."""
    for module in (upgrade, schema):
        monkeypatch.setattr(module, "SCHEMA_HEAD", "0001")
    database = _connect(empty_address)
    bring_up_to_date(database)
    patient_id = _fill_first_schema(database)
    assert schema_version(database) == "0001"
    database.close()
    monkeypatch.undo()
    return patient_id


def test_a_clinic_of_the_first_schema_keeps_its_records_and_gets_its_copy_of_every_rule(
    empty_address: DatabaseAddress, first_schema: int
) -> None:
    clock = MovableClock()
    database = open_with_key(empty_address, None, clock)
    assert schema_version(database) == schema.SCHEMA_HEAD
    context = sign_in(database, list_staff(database)[0].id, clock)
    (progress,) = read_patient_page(context, first_schema).courses
    (session,) = progress.sessions
    assert (session.entry.performed_on, str(session.passes[0].entry.fluence_j_cm2)) == (TREATED, "2.4")
    assert [effect.kind.key for effect in progress.side_effects] == ["blister"]
    assert progress.course.entry.interval.earliest_weeks == 5, "what was agreed for a course stays"
    assert len(list_rules(context, RuleKind.QUESTION)) == 43 + 5, "those of each visit open others"
    assert len([one for one in list_concerns(context) if one.key == "tattoo"]) == 1
    assert len(list_concerns(context)) == 6
    (laser,) = list_devices(context)
    assert sorted(mode.wavelength_nm for mode in laser.modes) == [532, 730, 785, 1064], "what its model has since"
    assert laser.handpieces
    database.close()
    database = open_with_key(empty_address, None, clock)
    context = sign_in(database, list_staff(database)[0].id, clock)
    assert {rule.version for rule in list_rules(context, RuleKind.QUESTION)} == {1}, "copied once"
    database.close()


def test_visits_of_the_first_schema_stand_where_they_stood_and_hold_what_nobody_else_does(
    empty_address: DatabaseAddress, first_schema: int
) -> None:
    clock = MovableClock()
    database = open_with_key(empty_address, None, clock)
    context = sign_in(database, list_staff(database)[0].id, clock)
    visits = list_patient_visits(context, first_schema)
    assert sorted((f"{one.starts_at:%H:%M}", one.place.minutes, one.state.value) for one in visits) == [
        ("09:00", 30, "booked"),
        ("09:00", 30, "cancelled"),
        ("09:15", 30, "confirmed"),
        ("09:30", 30, "booked"),
        ("10:00", 30, "no-show"),
    ]
    assert {one.practitioner_name for one in visits} == {"Practitioner"}
    with database.read() as work:
        held = work.connection.execute(text(HOLDING)).all()
    assert held == [("booked", 2, 2)], (
        "of a double booking the earlier one holds; those that do not come hold nothing"
    )
    again = next(one for one in visits if one.state.value == "cancelled")
    with pytest.raises(Refused):
        set_visit_state(context, again.id, VisitState.BOOKED, again.version)
    later = next(one for one in visits if one.state.value == "confirmed")
    place = replace(later.place, starts_at=BOOKED + timedelta(hours=3))
    move_visit(context, later.id, place, later.version)
    database.close()


def test_a_session_of_the_first_schema_counts_as_it_did_and_is_amended_only(
    empty_address: DatabaseAddress, first_schema: int
) -> None:
    clock = MovableClock()
    database = open_with_key(empty_address, None, clock)
    context = sign_in(database, list_staff(database)[0].id, clock)
    (session,) = read_patient_page(context, first_schema).courses[0].sessions
    entry = session.entry
    assert (session.number, session.version, session.is_void, session.earlier) == (1, 1, False, ())
    assert (entry.ending, entry.healing, entry.checked, entry.counts) == (Ending.COMPLETE, None, None, ())
    for statement in ("UPDATE session SET note = 'changed'", "DELETE FROM session", "DELETE FROM session_pass"):
        with pytest.raises(DriverFault), change_work(database.engine, context.actor()) as work:
            work.connection.execute(text(statement))
    (session,) = read_patient_page(context, first_schema).courses[0].sessions
    assert session.entry == entry
    database.close()

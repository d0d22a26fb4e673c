"""A clinic per test: a copy of a ready-made empty one, on a real SQLite file and on a real PostgreSQL.

A test that asks for `bench` runs on both engines; one that asks for `file_bench` on SQLite only.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pico_tracker.domain.addresses import DatabaseAddress
from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.people import Role, StaffEntry
from pico_tracker.domain.rules import RuleKind
from pico_tracker.services.catalogue import add_device
from pico_tracker.services.clinics import create_clinic, list_staff, open_with_key
from pico_tracker.services.context import Context
from pico_tracker.services.people import add_staff, sign_in
from pico_tracker.services.rules import put_rule_in_force
from pico_tracker.services.sessions import list_devices
from tests.builders import PAPERS, Bench, MovableClock
from tests.postgresql_server import PostgresqlServer, reason_left_out

CLINIC = Clinic(name="Test Clinic", time_zone="Europe/London", is_demonstration=True)


def _fill(address: DatabaseAddress) -> None:
    clock = MovableClock()
    made = create_clinic(address, CLINIC, "Administrator", None, clock)
    context = sign_in(made.database, made.administrator_id, clock)
    add_staff(context, StaffEntry("Practitioner", Role.PRACTITIONER))
    add_staff(context, StaffEntry("Reception", Role.RECEPTION))
    add_device(context, "picoway", "21-0447")
    _judge_no_papers(context)
    put_rule_in_force(context, RuleKind.QUESTION, "test_patch", 1, "Tested elsewhere.", in_force=False)
    made.database.close()


def _judge_no_papers(context: Context) -> None:
    """Most tests are about something else than consultation and consent: this clinic asks for neither."""
    for key in PAPERS:
        reason = "Kept elsewhere."
        put_rule_in_force(context, RuleKind.POLICY, key, 1, reason, in_force=False)


def _bench(address: DatabaseAddress) -> Bench:
    clock = MovableClock()
    database = open_with_key(address, None, clock)
    people = {one.role: sign_in(database, one.id, clock) for one in list_staff(database)}
    administrator = people[Role.ADMINISTRATOR]
    return Bench(
        database=database,
        clock=clock,
        administrator=administrator,
        practitioner=people[Role.PRACTITIONER],
        reception=people[Role.RECEPTION],
        device_id=list_devices(administrator)[0].id,
        reopen=lambda: open_with_key(address, None, clock),
    )


@pytest.fixture(scope="session")
def clinic_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed clinic file to copy."""
    path = tmp_path_factory.mktemp("template") / "clinic.pico"
    _fill(DatabaseAddress(path=path))
    return path


@pytest.fixture
def clinic_file(clinic_template: Path, tmp_path: Path) -> Path:
    """A test's own copy of the clinic, not open."""
    return Path(shutil.copy(clinic_template, tmp_path / "clinic.pico"))


@pytest.fixture
def file_bench(clinic_file: Path) -> Iterator[Bench]:
    """A clinic on a SQLite file."""
    bench = _bench(DatabaseAddress(path=clinic_file))
    yield bench
    bench.database.close()


@pytest.fixture(scope="session")
def clinic_server_template(postgresql_server: PostgresqlServer) -> str:
    """A clinic on the server to copy."""
    address = postgresql_server.create_database()
    _fill(DatabaseAddress(url=address))
    return address


ENGINES = ("sqlite", "postgresql") if not reason_left_out() else ("sqlite",)


@pytest.fixture(params=ENGINES)
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    """A clinic on each engine in turn."""
    made = _bench(_own_copy(request))
    yield made
    made.database.close()


def _own_copy(request: pytest.FixtureRequest) -> DatabaseAddress:
    if request.param == "sqlite":
        return DatabaseAddress(path=request.getfixturevalue("clinic_file"))
    copy: Callable[[str], str] = request.getfixturevalue("new_postgresql_database")
    return DatabaseAddress(url=copy(request.getfixturevalue("clinic_server_template")))


@pytest.fixture(params=ENGINES)
def empty_address(request: pytest.FixtureRequest, tmp_path: Path) -> DatabaseAddress:
    """An address where nothing is yet, on each engine in turn."""
    if request.param == "sqlite":
        return DatabaseAddress(path=tmp_path / "new.pico")
    return DatabaseAddress(url=request.getfixturevalue("new_postgresql_database")())

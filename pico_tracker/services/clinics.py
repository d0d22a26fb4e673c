"""A clinic's database before anybody works on it: create, open, bring up to date."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from pico_tracker.db.backup import copy_database, remove_file
from pico_tracker.db.database import (
    Database,
    bring_up_to_date,
    connect_file,
    connect_server,
    schema_version,
)
from pico_tracker.db.models import ClinicRow, StaffRow
from pico_tracker.db.queries import people as queries
from pico_tracker.db.schema import SCHEMA_HEAD
from pico_tracker.db.unit_of_work import Actor, ChangeWork
from pico_tracker.domain.addresses import DatabaseAddress
from pico_tracker.domain.clinic import Clinic, check_clinic
from pico_tracker.domain.errors import DatabaseTrouble
from pico_tracker.domain.people import Role, StaffEntry, StaffMember, check_staff
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.words import clean_line, clean_text, mark, sentence
from pico_tracker.services.catalogue import write_missing_limits
from pico_tracker.services.context import Clock, Context, Done, needs
from pico_tracker.services.intervals import refresh_windows
from pico_tracker.services.refusals import refuse_stops
from pico_tracker.services.rules import seed_rules
from pico_tracker.store.vault import (
    change_passphrase,
    copy_vault,
    create_vault,
    has_vault,
    open_vault,
    open_vault_with_recovery,
    remove_vault,
)

FIRST_RECORD_NUMBER = 10_001
AskPassphrase = Callable[[], str]
_FirstContent = tuple[Clinic, StaffEntry]


@dataclass(frozen=True, slots=True)
class NewClinic:
    """What the first start makes. `recovery_key` is shown once and never kept; empty without a vault."""

    database: Database
    administrator_id: int
    recovery_key: str


def create_clinic(
    address: DatabaseAddress, clinic: Clinic, administrator: str, passphrase: str | None, clock: Clock
) -> NewClinic:
    """Create a clinic with its administrator and its own copy of the clinical knowledge.

    Only a demonstration clinic may do without a passphrase. Raises `Refused` and `DatabaseTrouble`;
    then nothing is left behind.
    """
    clinic = _cleaned(clinic)
    person = StaffEntry(clean_line(administrator), Role.ADMINISTRATOR)
    refuse_stops((*check_clinic(clinic), *check_staff(person)))
    if address.path is None:
        return _create_on_server(address, (clinic, person), clock)
    if passphrase is None and not clinic.is_demonstration:
        raise DatabaseTrouble(sentence(mark("A clinic with real patients needs a passphrase.")))
    return _create_file(address.path, (clinic, person), passphrase, clock)


def needs_passphrase(address: DatabaseAddress) -> bool:
    """Whether opening this database needs its passphrase."""
    return address.path is not None and has_vault(address.path)


def exists(address: DatabaseAddress) -> bool:
    """Whether there is a file at this address; a server is always asked."""
    return address.path is None or address.path.exists()


def open_clinic(address: DatabaseAddress, ask_passphrase: AskPassphrase, clock: Clock) -> Database:
    """Open a clinic's database, bringing an older one up to date after a verified backup.

    Raises `DatabaseTrouble` and `NotAllowed` (wrong passphrase); then nothing was written.
    """
    key = None
    if address.path is not None:
        refuse_missing(address.path)
        key = open_vault(address.path, ask_passphrase()) if has_vault(address.path) else None
    return open_with_key(address, key, clock)


def open_with_recovery_key(
    address: DatabaseAddress, recovery_key: str, new_passphrase: str, clock: Clock
) -> Database:
    """Open a clinic's database by its printed recovery key and give it a new passphrase."""
    if address.path is None:
        raise DatabaseTrouble(sentence(mark("A server's database has no recovery key.")))
    refuse_missing(address.path)
    key = open_vault_with_recovery(address.path, recovery_key)
    database = open_with_key(address, key, clock)
    try:
        change_passphrase(address.path, key, new_passphrase)
    except BaseException:
        database.close()
        raise
    return database


def open_with_key(address: DatabaseAddress, key: bytes | None, clock: Clock) -> Database:
    """Open a database whose key is known; raises `DatabaseTrouble`."""
    database = _connect(address, key)
    try:
        version = schema_version(database)
        if version is None:
            raise DatabaseTrouble(sentence(mark("This database is empty. Nothing was changed.")))
        if version != SCHEMA_HEAD:
            _back_up_before_upgrade(database, clock())
            bring_up_to_date(database)
            with database.change(Actor(None, clock())) as work:
                seed_rules(work)
                write_missing_limits(work)
                refresh_windows(work)
        _refuse_clear_patients(database, key)
    except BaseException:
        database.close()
        raise
    return database


def read_clinic(database: Database) -> Clinic | None:
    """The clinic of a database, None while it is not set up."""
    with database.read() as work:
        return queries.read_clinic(work)


def list_staff(database: Database) -> tuple[StaffMember, ...]:
    """Everybody who works here, for "Who is working?"."""
    with database.read() as work:
        return queries.list_staff(work)


@needs(Permission.MANAGE_CLINIC)
def edit_clinic(context: Context, clinic: Clinic) -> Done[None]:
    """Save the clinic's data; whether it is a demonstration never changes."""
    clinic = _cleaned(clinic)
    refuse_stops(check_clinic(clinic))
    with context.database.change(context.actor()) as work:
        row = work.get(ClinicRow, 1)
        row.name, row.address, row.phone = clinic.name, clinic.address, clinic.phone
        row.time_zone, row.paper = clinic.time_zone, clinic.paper.value
        row.reaction_advice = clinic.reaction_advice
        row.local_rules = clinic.local_rules
        return Done(None, work.changed)


def refuse_missing(path: Path) -> None:
    """Raise `DatabaseTrouble` where no file is: a missing clinic never becomes an empty one."""
    if not path.exists():
        said = mark("There is no database at {path}. Nothing was created. Check the name.")
        raise DatabaseTrouble(sentence(said, path=str(path)))


def _connect(address: DatabaseAddress, key: bytes | None) -> Database:
    if address.path is not None:
        return connect_file(address.path, key)
    return connect_server(address.url)


def _create_on_server(address: DatabaseAddress, content: _FirstContent, clock: Clock) -> NewClinic:
    """A clinic in an empty database of a server, or in one whose creation broke off."""
    database = connect_server(address.url)
    administrator_id = _fill(database, content, clock)
    return NewClinic(database, administrator_id, "")


def _create_file(path: Path, content: _FirstContent, passphrase: str | None, clock: Clock) -> NewClinic:
    """A clinic in a new file; what a failure leaves of it is taken away again."""
    key, recovery_key = _claim_name(path, passphrase)
    try:
        database = connect_file(path, key, create=True)
        administrator_id = _fill(database, content, clock)
    except BaseException:
        remove_file(path)
        if key is not None:
            remove_vault(path)
        raise
    return NewClinic(database, administrator_id, recovery_key)


def _claim_name(path: Path, passphrase: str | None) -> tuple[bytes | None, str]:
    """Make the vault, then the empty file for its owner's eyes only; nothing is overwritten."""
    if path.exists():
        raise _taken(path)
    key, recovery_key = create_vault(path, passphrase) if passphrase is not None else (None, "")
    try:
        path.touch(mode=0o600, exist_ok=False)
    except OSError as error:
        if key is not None:
            remove_vault(path)
        if isinstance(error, FileExistsError):
            raise _taken(path) from error
        said = mark("{path} cannot be written ({reason}). Nothing was created. Choose another folder.")
        raise DatabaseTrouble(sentence(said, path=str(path), reason=error.strerror)) from error
    return key, recovery_key


def _taken(path: Path) -> DatabaseTrouble:
    said = mark("There is a file at {path} already. It was kept. Choose another name.")
    return DatabaseTrouble(sentence(said, path=str(path)))


def _fill(database: Database, content: _FirstContent, clock: Clock) -> int:
    """Write the schema and the clinic; when that fails, let go of the database."""
    try:
        if schema_version(database) is not None and read_clinic(database) is not None:
            raise DatabaseTrouble(sentence(mark("This server database holds a clinic already. It was kept.")))
        bring_up_to_date(database)
        with database.change(Actor(None, clock())) as work:
            return _write_clinic(work, *content)
    except BaseException:
        database.close()
        raise


def _write_clinic(work: ChangeWork, clinic: Clinic, administrator: StaffEntry) -> int:
    work.add(
        ClinicRow(
            id=1,
            name=clinic.name,
            address=clinic.address,
            phone=clinic.phone,
            time_zone=clinic.time_zone,
            paper=clinic.paper.value,
            is_demonstration=clinic.is_demonstration,
            next_record_number=FIRST_RECORD_NUMBER,
            reaction_advice=clinic.reaction_advice,
            local_rules=clinic.local_rules,
        )
    )
    seed_rules(work)
    return work.add(StaffRow(name=administrator.name, role=administrator.role.value)).id


def _back_up_before_upgrade(database: Database, now: datetime) -> None:
    if database.path is not None:
        path = database.path.with_name(f"{database.path.name}.before-{SCHEMA_HEAD}-{now:%Y%m%d-%H%M%S}")
        copy_database(database, path)
        if database.is_encrypted:
            copy_vault(database.path, path)


def _refuse_clear_patients(database: Database, key: bytes | None) -> None:
    clinic = read_clinic(database)
    if database.path is not None and key is None and not (clinic and clinic.is_demonstration):
        raise DatabaseTrouble(
            sentence(mark("This file is not encrypted and is no demonstration clinic. It was not opened."))
        )


def _cleaned(clinic: Clinic) -> Clinic:
    return replace(
        clinic,
        name=clean_line(clinic.name),
        address=clean_text(clinic.address),
        phone=clean_line(clinic.phone),
        time_zone=clean_line(clinic.time_zone),
        reaction_advice=clean_text(clinic.reaction_advice),
        local_rules=clean_line(clinic.local_rules),
    )

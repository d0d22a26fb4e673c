"""Ways to an open clinic, each one call on the database thread."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from pico_tracker.domain.addresses import DatabaseAddress
from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.errors import DatabaseTrouble
from pico_tracker.domain.people import StaffMember
from pico_tracker.domain.words import Sentence, Translate, mark, sentence
from pico_tracker.services.clinics import (
    create_clinic,
    exists,
    list_staff,
    needs_passphrase,
    open_clinic,
    open_with_recovery_key,
    read_clinic,
)
from pico_tracker.services.context import Clock, Context
from pico_tracker.services.people import sign_in

FindPassphrase = Callable[[DatabaseAddress], tuple[str, Sentence | None]]
"""Gives a passphrase that the computer keeps, or "" and why it could not say."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where the clinic is, and what its opening needs from outside the window."""

    address: DatabaseAddress
    clock: Clock
    translate: Translate
    find_passphrase: FindPassphrase
    """Asks the computer, never the person; may take long."""


@dataclass(frozen=True, slots=True)
class OpenClinic:
    """A clinic nobody works in yet. Its functions belong on the database thread."""

    clinic: Clinic
    staff: tuple[StaffMember, ...]
    recovery_key: str
    list_staff: Callable[[], tuple[StaffMember, ...]]
    sign_in: Callable[[int], Context]
    close: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Locked:
    """The clinic needs a passphrase that only a person knows."""

    why: Sentence | None


@dataclass(frozen=True, slots=True)
class Missing:
    """There is no clinic yet."""


def look(door: Door) -> OpenClinic | Locked | Missing:
    """Open the clinic as far as the computer alone can; raises `DatabaseTrouble`, `NotAllowed`."""
    if not exists(door.address):
        return Missing()
    if not needs_passphrase(door.address):
        return unlock(door, "")
    passphrase, why_not = door.find_passphrase(door.address)
    return unlock(door, passphrase) if passphrase else Locked(why_not)


def unlock(door: Door, passphrase: str) -> OpenClinic:
    """Open the clinic; raises `NotAllowed` for a wrong passphrase, `DatabaseTrouble`."""
    database = open_clinic(door.address, lambda: passphrase, door.clock)
    return _opened(
        partial(read_clinic, database),
        partial(list_staff, database),
        partial(sign_in, database, clock=door.clock, translate=door.translate),
        database.close,
    )


def recover(door: Door, recovery_key: str, passphrase: str) -> OpenClinic:
    """Open the clinic by its recovery key and set a new passphrase."""
    database = open_with_recovery_key(door.address, recovery_key, passphrase, door.clock)
    return _opened(
        partial(read_clinic, database),
        partial(list_staff, database),
        partial(sign_in, database, clock=door.clock, translate=door.translate),
        database.close,
    )


def create(door: Door, clinic: Clinic, administrator: str, passphrase: str) -> OpenClinic:
    """Make the clinic; its recovery key is in the answer and nowhere else."""
    made = create_clinic(door.address, clinic, administrator, passphrase or None, door.clock)
    return _opened(
        partial(read_clinic, made.database),
        partial(list_staff, made.database),
        partial(sign_in, made.database, clock=door.clock, translate=door.translate),
        made.database.close,
        made.recovery_key,
    )


def _opened(
    read: Callable[[], Clinic | None],
    staff: Callable[[], tuple[StaffMember, ...]],
    sign: Callable[[int], Context],
    close: Callable[[], None],
    recovery_key: str = "",
) -> OpenClinic:
    try:
        clinic = read()
        if clinic is None:
            raise DatabaseTrouble(sentence(mark("This database holds no clinic. Nothing was changed.")))
        return OpenClinic(clinic, staff(), recovery_key, staff, sign, close)
    except BaseException:
        close()
        raise

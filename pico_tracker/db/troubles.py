"""The one place where a driver's error becomes a sentence a person can act on."""

from sqlalchemy.exc import DatabaseError, DBAPIError, IntegrityError, OperationalError

from pico_tracker.db.schema import HELD_TWICE
from pico_tracker.domain.errors import DatabaseTrouble, PicoError, TimeTaken
from pico_tracker.domain.words import Sentence, mark, sentence

_SENTENCES: tuple[tuple[str, Sentence], ...] = (
    (
        "file is not a database",
        sentence(
            mark(
                "This file is not a Pico Tracker database, or the passphrase is not its own. Nothing was changed. "
                "Choose another file, or put the file's own vault back beside it."
            )
        ),
    ),
    (
        "locked",
        sentence(
            mark(
                "Another program holds the database. Nothing was saved and your typing is kept. "
                "Close the other program, then try again."
            )
        ),
    ),
    (
        "readonly",
        sentence(
            mark(
                "The database can only be read. Nothing was saved and your typing is kept. "
                "Check the rights of its folder, then try again."
            )
        ),
    ),
    (
        "full",
        sentence(
            mark("The disk is full. Nothing was saved and your typing is kept. Free some space, then try again.")
        ),
    ),
    (
        "malformed",
        sentence(mark("The database file is damaged. Nothing was changed. Keep the file and restore a backup.")),
    ),
    (
        "disk i/o error",
        sentence(mark("The disk did not answer. Nothing was saved and your typing is kept. Check the disk.")),
    ),
    (
        "unable to open database file",
        sentence(mark("The database file cannot be opened. Check that it is there and that you may read it.")),
    ),
    (
        "no such table",
        sentence(mark("This database is not one of Pico Tracker's. Nothing was changed. Choose another file.")),
    ),
)

_SERVER_AWAY = sentence(
    mark(
        "The database server does not answer. Nothing was saved and your typing is kept. "
        "Check the network, then try again."
    )
)


_AT_ONCE = sentence(
    mark("Somebody else saved at the same moment. Nothing was saved and your typing is kept. Try again.")
)
_MEETINGS = ("40001", "40P01")
"""PostgreSQL's codes for two transactions that wait for each other: it ends one of them."""
_EXCLUSION = "23P01"
"""PostgreSQL's code for a row that an exclusion constraint keeps out."""


class DriverFault(Exception):
    """A driver's error that is a bug of ours: says what and where, never a value of a record."""


def as_fault(error: DBAPIError) -> DriverFault:
    """The error without the values that PostgreSQL puts into its details."""
    original = error.orig
    diagnosis = getattr(original, "diag", None)
    if diagnosis is None:
        return DriverFault(f"{type(original).__name__}: {original}")
    places = (diagnosis.sqlstate, diagnosis.table_name, diagnosis.column_name, diagnosis.constraint_name)
    return DriverFault(" ".join((type(original).__name__, *(place for place in places if place))))


def as_trouble(error: Exception) -> PicoError | None:
    """The sentence for a driver's error, or None when the error is a bug of ours.

    Only the driver's own short message is looked at; it is never shown, since it may carry values.
    """
    if isinstance(error, IntegrityError):
        return TimeTaken() if _is_held_twice(error) else None
    original = error.orig if isinstance(error, DBAPIError) else error
    if getattr(original, "sqlstate", None) in _MEETINGS:
        return DatabaseTrouble(_AT_ONCE)
    message = str(original).lower()
    for sign, said in _SENTENCES:
        if sign in message:
            return DatabaseTrouble(said)
    is_server = type(original).__module__.startswith("psycopg")
    if is_server and isinstance(error, (OperationalError, DatabaseError)) and "connection" in message:
        return DatabaseTrouble(_SERVER_AWAY)
    return None


def _is_held_twice(error: IntegrityError) -> bool:
    """Whether the database itself kept two visits from holding one thing at one time."""
    is_excluded = getattr(error.orig, "sqlstate", None) == _EXCLUSION
    return is_excluded or HELD_TWICE in str(error.orig)

"""The clinics that are measured: demonstration clinics of two sizes, written once for each state of the code."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from pico_tracker.db.database import Database
from pico_tracker.demo.clinic import DemonstrationPlan, write_demonstration
from pico_tracker.domain.addresses import DatabaseAddress
from pico_tracker.domain.people import Role
from pico_tracker.services.clinics import list_staff, open_with_key
from pico_tracker.services.context import Context
from pico_tracker.services.people import sign_in

SMALL, LARGE = 1_000, 100_000
TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
_ROOT = Path(__file__).parent.parent
_WRITERS = ("demo", "db/models", "db/migrations", "services/histories.py")
_SETTINGS = ("journal_mode = wal", "synchronous = 2", "foreign_keys = 1", "cache_size = -65536", "temp_store = 2")


@dataclass(frozen=True, slots=True)
class MeasuredClinic:
    """One clinic, open twice: `raw` by the bare driver, `context` as the program opens it."""

    patients: int
    raw: Any
    context: Context


@contextmanager
def open_clinic(patients: int) -> Iterator[MeasuredClinic]:
    """A copy of the clinic with so many patients, open by the driver and by the program."""
    with tempfile.TemporaryDirectory(prefix="pico-tracker-bench-") as folder:
        path = Path(shutil.copy(clinic_file(patients), folder))
        database = open_with_key(DatabaseAddress(path=path), None, clock)
        raw = open_raw(path)
        try:
            yield MeasuredClinic(patients, raw, _at_work(database))
        finally:
            raw.close()
            database.close()


def clinic_file(patients: int) -> Path:
    """The closed file of a clinic of this size, written when this state of the code has none yet."""
    path = _cache_folder() / f"{patients}.pico"
    if not path.exists():
        write_clinic(path, patients, say=True)
    return path


def write_clinic(path: Path, patients: int, *, say: bool = False) -> float:
    """Write a clinic and return the seconds that took; an unfinished file never bears the name."""
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    started = perf_counter()
    plan = DemonstrationPlan(patients=patients, seed=1, today=TODAY)
    write_demonstration(DatabaseAddress(path=unfinished), plan).database.close()
    seconds = perf_counter() - started
    unfinished.rename(path)
    if say:
        print(f"wrote a clinic of {patients:,} patients in {seconds:.0f} s", flush=True)
    return seconds


def clock() -> datetime:
    """The moment at which every measured clinic stands."""
    return NOON


def _at_work(database: Database) -> Context:
    practitioner = next(one for one in list_staff(database) if one.role is Role.PRACTITIONER)
    return sign_in(database, practitioner.id, clock)


def open_raw(path: Path) -> Any:
    """The bare driver on this file, set as the program sets it."""
    connection = sqlcipher.connect(str(path), isolation_level=None)
    for setting in _SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    return connection


@cache
def _cache_folder() -> Path:
    """Where clinics stay between runs; those of another state of the code are removed."""
    shelf = Path(tempfile.gettempdir()) / "pico-tracker-bench"
    folder = shelf / _state_of_the_code()
    for old in shelf.glob("*"):
        if old != folder:
            shutil.rmtree(old)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _state_of_the_code() -> str:
    digest = sha256()
    for name in _WRITERS:
        place = _ROOT / "pico_tracker" / name
        for file in [place] if place.is_file() else sorted(place.rglob("*.py")):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]

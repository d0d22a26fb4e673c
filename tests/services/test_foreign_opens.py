"""Nothing but SQLite opens the database files in our process.

A mere `open()` and `close()` on them drops the file locks that SQLite holds, and a row that was
saved can then be lost without a word.
"""

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from pico_tracker.db.engine import FILE_ENDINGS
from pico_tracker.domain.addresses import DatabaseAddress
from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.people import Role, StaffEntry
from pico_tracker.domain.progress import Audience
from pico_tracker.services.backups import back_up, check_database
from pico_tracker.services.catalogue import add_device
from pico_tracker.services.clinics import create_clinic, open_clinic
from pico_tracker.services.courses import open_course, read_patient_page
from pico_tracker.services.imports import ImportWish, import_patients
from pico_tracker.services.patients import add_patient, find_patients
from pico_tracker.services.people import add_staff, sign_in
from pico_tracker.services.reports import print_progress_report
from pico_tracker.services.sessions import log_session
from tests.builders import Bench, MovableClock

PASSPHRASE = "seven grey herons at dusk"


class Watch:
    """Collects every file that Python opens, while it is on; an audit hook can never be removed."""

    def __init__(self) -> None:
        self.opened: list[str] = []
        self.is_on = False
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.is_on and event == "open" and isinstance(arguments[0], (str, bytes)):
            self.opened.append(os.path.realpath(os.fsdecode(arguments[0])))

    def opened_of(self, database: Path) -> list[str]:
        """Which files of a database were opened."""
        files = {os.path.realpath(f"{database}{ending}") for ending in FILE_ENDINGS}
        return [name for name in self.opened if name in files]


@pytest.fixture(scope="module")
def watch() -> Watch:
    """The one watch of this module."""
    return Watch()


def _work_a_day(path: Path) -> None:
    clock = MovableClock()
    address = DatabaseAddress(path=path)
    database = open_clinic(address, lambda: PASSPHRASE, clock)
    context = sign_in(database, 1, clock)
    add_staff(context, StaffEntry("Reception", Role.RECEPTION))
    device_id = add_device(context, "picoway", "1").value
    bench = Bench(database, clock, context, context, context, device_id, lambda: database)
    import_patients(context, ImportWish(b"First name,Last name\nBen,Two\n"))
    patient_id = add_patient(context, bench.patient()).value
    course_id = open_course(context, bench.course(patient_id)).value
    log_session(context, bench.session(course_id, reason="Agreed and tested elsewhere."))
    assert len(find_patients(context, "nwosu").lines) == 1
    read_patient_page(context, patient_id)
    print_progress_report(context, patient_id, Audience.PATIENT)
    check_database(context)
    back_up(replace(context), path.parent / "backups")
    database.close()


def test_a_days_work_opens_the_database_through_sqlite_only(watch: Watch, tmp_path: Path) -> None:
    path = tmp_path / "clinic.pico"
    clinic = Clinic(name="Harbour Clinic")
    create_clinic(DatabaseAddress(path=path), clinic, "R. Diaz", PASSPHRASE, MovableClock()).database.close()
    watch.is_on = True
    _work_a_day(path)
    watch.is_on = False
    assert watch.opened, "the watch heard nothing at all"
    assert watch.opened_of(path) == []


def test_the_watch_hears_a_foreign_open(watch: Watch, tmp_path: Path) -> None:
    path = tmp_path / "clinic.pico"
    path.write_bytes(b"")
    watch.is_on = True
    path.read_bytes()
    watch.is_on = False
    assert watch.opened_of(path) == [os.path.realpath(path)]

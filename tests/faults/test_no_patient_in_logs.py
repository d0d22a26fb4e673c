"""Whatever goes wrong, the log and what is said of a crash hold nothing of a patient's."""

import logging
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from pico_tracker.app import _write_log
from pico_tracker.config import prepare_folder
from pico_tracker.db.models import PatientRow
from pico_tracker.domain.errors import PicoError
from pico_tracker.domain.patients import PatientEntry
from pico_tracker.services.context import Context
from pico_tracker.services.patients import add_patient, edit_patient, find_patients, read_patient
from pico_tracker.ui.kit.backend import Backend
from pico_tracker.ui.kit.crash import CrashHandler, without_values
from pico_tracker.ui.kit.style import Look
from tests.builders import Bench

MARKER = "Zyxwvut"
"""Stands in every text of the patient; nowhere else in the world."""


Bug = Callable[[Context, PatientEntry], None]


def entry_of(bench: Bench) -> PatientEntry:
    """A patient whose every text is the marker."""
    words = dict.fromkeys(("title", "called", "language", "guardian", "address", "family_doctor", "notes"), MARKER)
    lists = {"allergies": (MARKER,), "alerts": (MARKER,)}
    return bench.patient(given_names=MARKER, family_name=MARKER, email=f"{MARKER}@example.com", **words, **lists)


def break_with_local(context: Context, entry: PatientEntry) -> None:
    name = entry.given_names
    raise ValueError("no such patient: " + name)


def break_from_another(context: Context, entry: PatientEntry) -> None:
    try:
        int(entry.given_names)
    except ValueError as error:
        raise KeyError(entry.family_name) from error


def break_in_a_group(context: Context, entry: PatientEntry) -> None:
    raise ExceptionGroup(entry.notes, [ValueError(entry.notes), KeyError(entry.called)])


def break_with_a_note(context: Context, entry: PatientEntry) -> None:
    error = RuntimeError("told")
    error.add_note(entry.notes)
    raise error


def break_by_recursion(context: Context, entry: PatientEntry) -> None:
    break_by_recursion(context, entry)


def break_a_constraint(context: Context, entry: PatientEntry) -> None:
    first = add_patient(context, entry).value
    with context.database.change(context.actor()) as work:
        row = work.get(PatientRow, first)
        values = {c.name: getattr(row, c.name) for c in PatientRow.__table__.columns if c.name != "id"}
        work.add(PatientRow(**values))


def break_not_null(context: Context, entry: PatientEntry) -> None:
    first = add_patient(context, entry).value
    with context.database.change(context.actor()) as work:
        work.connection.execute(
            text("UPDATE patient SET family_name = NULL, notes = :notes WHERE id = :id"),
            {"notes": entry.notes, "id": first},
        )


def break_the_type(context: Context, entry: PatientEntry) -> None:
    with context.database.change(context.actor()) as work:
        work.connection.execute(
            text("INSERT INTO patient (id, family_name) VALUES (:id, :name)"),
            {"id": entry.notes, "name": entry.notes},
        )


def break_the_statement(context: Context, entry: PatientEntry) -> None:
    with context.database.read() as work:
        work.connection.execute(text("SELECT nothing FROM patient WHERE notes = :notes"), {"notes": entry.notes})


def break_the_driver(context: Context, entry: PatientEntry) -> None:
    with context.database.read() as work:
        work.connection.execute(text("SELECT :notes, :missing"), {"notes": entry.notes, "missing": object()})


def edit_what_is_gone(context: Context, entry: PatientEntry) -> None:
    edit_patient(context, 999, 1, entry)


def read_what_is_gone(context: Context, entry: PatientEntry) -> None:
    read_patient(context, 10**30)


def add_twice_the_same_number(context: Context, entry: PatientEntry) -> None:
    add_patient(context, replace(entry, record_number="P-77"))
    add_patient(context, replace(entry, record_number="P-77", entry_id=context.mint_entry_id()))


BUGS: tuple[Bug, ...] = (
    *(break_with_local, break_from_another, break_in_a_group, break_with_a_note, break_by_recursion),
    *(break_a_constraint, break_not_null, break_the_type, break_the_statement, break_the_driver),
    *(edit_what_is_gone, read_what_is_gone, add_twice_the_same_number),
)
EVERY = pytest.mark.parametrize("bug", BUGS, ids=[bug.__name__ for bug in BUGS])


def fault_of(bug: Bug, bench: Bench) -> BaseException:
    """What the bug raises on a thread of its own."""
    with ThreadPoolExecutor(1) as worker:
        fault = worker.submit(bug, bench.administrator, entry_of(bench)).exception()
    assert fault is not None
    return fault


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    """The program's own log, at its most talkative."""
    program, drivers = logging.getLogger("pico_tracker"), logging.getLogger("sqlalchemy")
    before, levels = list(program.handlers), (program.level, drivers.level)
    _write_log(prepare_folder(tmp_path / "logs"))
    (handler,) = [one for one in program.handlers if one not in before]
    drivers.addHandler(handler)
    program.setLevel(logging.DEBUG)
    yield tmp_path / "logs" / "pico-tracker.log"
    for logger, level in zip((program, drivers), levels, strict=True):
        logger.removeHandler(handler)
        logger.setLevel(level)
    handler.close()


class Desk:
    """A window's backend and crash handler, as `app.py` joins them."""

    def __init__(self, backend: Backend, crash: CrashHandler) -> None:
        self.backend, self.crash = backend, crash
        self.errors: list[BaseException] = []
        backend.crashed.connect(crash.caught)
        backend.crashed.connect(self.errors.append)


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, page_look: Look, ground: QLabel) -> Iterator[Desk]:
    before = sys.excepthook, threading.excepthook
    crash = CrashHandler(ground)
    crash.install()
    made = Desk(Backend(), crash)
    yield made
    made.backend.close()
    sys.excepthook, threading.excepthook = before


@EVERY
def test_a_fault_in_a_running_window_leaves_nothing_of_a_patient(
    bug: Bug,
    bench: Bench,
    window: Desk,
    log_file: Path,
    qtbot: QtBot,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    refusals: list[PicoError] = []
    window.backend.run(bug, bench.administrator, entry_of(bench), failed=refusals.append)
    qtbot.waitUntil(lambda: bool(window.errors or refusals))
    logged = log_file.read_text("utf-8") if log_file.exists() else ""
    assert MARKER not in logged
    assert bool(logged) == bool(window.errors)
    said = capfd.readouterr()
    assert MARKER not in said.out + said.err
    assert all(MARKER not in record.getMessage() for record in caplog.records)
    caplog.clear()
    assert all(MARKER not in str(refusal) for refusal in refusals)
    if window.crash.dialog is not None:
        assert all(MARKER not in label.text() for label in window.crash.dialog.findChildren(QLabel))
        assert MARKER not in window.crash.dialog.windowTitle()


@EVERY
def test_what_is_said_of_a_fault_names_kinds_and_places_only(bug: Bug, bench: Bench) -> None:
    said = without_values(fault_of(bug, bench))
    assert MARKER not in said
    assert bug.__name__ in said


@EVERY
def test_no_error_of_the_database_carries_a_value_out_of_its_room(bug: Bug, bench: Bench) -> None:
    """Not even in a whole traceback, as a console or a debugger would write it."""
    if bug in (break_with_local, break_from_another, break_in_a_group, break_with_a_note):
        return
    fault = fault_of(bug, bench)
    assert not isinstance(fault, SQLAlchemyError)
    assert MARKER not in "".join(traceback.format_exception(fault))


def test_a_refused_search_and_a_search_that_finds_are_not_logged(
    bench: Bench, window: Desk, log_file: Path, qtbot: QtBot
) -> None:
    add_patient(bench.administrator, entry_of(bench))
    found: list[object] = []
    window.backend.run(find_patients, bench.administrator, MARKER, done=found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert not log_file.exists() or MARKER not in log_file.read_text("utf-8")

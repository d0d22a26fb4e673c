"""What holds for every test of the house: no display, no keyring, no stray thread, no stray log record.

A test that expects a warning reads `caplog.records` and then calls `caplog.clear()`.
"""

import gc
import logging
import os
import threading
from collections.abc import Iterator
from itertools import count

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.clinics import (
    bench,
    clinic_file,
    clinic_server_template,
    clinic_template,
    empty_address,
    file_bench,
)
from tests.postgresql_server import new_postgresql_database, postgresql_server, reason_left_out

__all__ = [
    "bench",
    "clinic_file",
    "clinic_server_template",
    "clinic_template",
    "empty_address",
    "file_bench",
    "new_postgresql_database",
    "postgresql_server",
]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # read when Qt starts, which no import above does
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
os.environ.pop("PICO_TRACKER_PASSPHRASE", None)

PATIENCE_S = 5.0
PATIENCE_MS = 30_000
"""A condition may take so long on a machine that is busy with something else; it never waits longer."""

for _wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals, QtBot.waitActive, QtBot.waitExposed):
    _wait.__kwdefaults__ = {**(_wait.__kwdefaults__ or {}), "timeout": PATIENCE_MS}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says before the closing line which tests this machine cannot run, and why."""
    if reason := reason_left_out():
        terminalreporter.write_line(reason)


@pytest.fixture(autouse=True)
def no_thread_left_alive() -> Iterator[None]:
    """Fails the test that leaves a thread which would keep the program from ending."""
    before = set(threading.enumerate())
    yield
    started = [thread for thread in threading.enumerate() if thread not in before and not thread.daemon]
    for thread in started:
        thread.join(PATIENCE_S)
    left = [thread.name for thread in started if thread.is_alive()]
    assert not left, f"threads left alive: {', '.join(left)}"


SET_ASIDE_EVERY = 50
"""Tests after which what is still in use is set aside again."""
_turn = count()


@pytest.fixture(autouse=True)
def rubbish_on_this_thread() -> Iterator[None]:
    """Collects rubbish here and never on a database thread, where a widget must not be destroyed.

    A page that a test made and dropped goes the way of Qt first, so that nothing of it is left to
    chance: `ui/kit/rubbish.py` does the same for the program. Now and then what is still in use, such
    as the modules of the libraries, is set aside, so that looking through all the rest stays quick.
    """
    gc.disable()
    if next(_turn) % SET_ASIDE_EVERY == 0:
        gc.collect()
        gc.freeze()
    before = set(QApplication.topLevelWidgets()) if QApplication.instance() else set()
    yield
    if QApplication.instance():
        for widget in set(QApplication.topLevelWidgets()) - before:
            widget.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()  # all of it: a Look that is left would still answer the system's colours in the next test


@pytest.fixture(autouse=True)
def no_unexpected_log_record(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fails the test during which something was logged as a warning or worse."""
    yield
    records = caplog.get_records("setup") + caplog.get_records("call")
    said = [f"{r.name}: {r.getMessage()}" for r in records if r.levelno >= logging.WARNING]
    assert not said, f"unexpected log records: {said}"

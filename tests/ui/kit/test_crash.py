import logging
import sys
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.crash import CrashHandler, without_values
from pico_tracker.ui.kit.plain_text import Label

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def crash(seen: Show, caplog: pytest.LogCaptureFixture) -> Iterator[CrashHandler]:
    window = QWidget()
    seen(window)
    made = CrashHandler(window)
    yield made
    if made.dialog is not None:
        made.dialog.reject()
    caplog.get_records("call").clear()  # what was logged here was meant


def broken(name: str) -> None:
    try:
        int(name)
    except ValueError as error:
        raise KeyError(name) from error


def fault() -> BaseException:
    try:
        broken("Amara Nwosu")
    except KeyError as error:
        return error
    raise AssertionError


def words(crash: CrashHandler) -> str:
    assert crash.dialog is not None
    return " ".join(label.text() for label in crash.dialog.findChildren(Label))


def test_the_log_names_kinds_and_places_but_no_value(crash: CrashHandler, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        crash.caught(fault())
    assert "KeyError" in caplog.text
    assert "ValueError" in caplog.text
    assert "in broken" in caplog.text
    assert "Amara" not in caplog.text


def test_an_endless_chain_of_faults_has_an_end() -> None:
    error: BaseException = ValueError()
    for _ in range(50):
        outer = ValueError()
        outer.__cause__ = error
        error = outer
    assert without_values(error).count("ValueError") == 8


def test_it_apologises_once_without_stopping_the_program(crash: CrashHandler) -> None:
    crash.caught(fault())
    first = crash.dialog
    crash.caught(fault())
    assert crash.dialog is first
    assert first is not None
    assert first.windowModality() is Qt.WindowModality.WindowModal
    assert "What you typed was kept" in words(crash)
    first.findChildren(Button)[0].click()
    assert crash.dialog is None


def test_what_was_typed_is_kept_first(crash: CrashHandler) -> None:
    kept: list[str] = []
    crash.keep(lambda: kept.append("one"))
    forget = crash.keep(lambda: kept.append("two"))
    crash.caught(fault())
    assert kept == ["one", "two"]
    forget()
    forget()
    crash.caught(fault())
    assert kept == ["one", "two", "one"]


def test_a_draft_that_cannot_be_kept_is_admitted_and_the_others_are_kept(crash: CrashHandler) -> None:
    kept: list[str] = []

    def failing() -> None:
        raise OSError

    crash.keep(failing)
    crash.keep(lambda: kept.append("two"))
    crash.caught(fault())
    assert kept == ["two"]
    assert "Not everything you typed could be kept" in words(crash)


def test_faults_of_any_thread_arrive_on_the_gui_thread(crash: CrashHandler, qtbot: QtBot) -> None:
    before = sys.excepthook, threading.excepthook
    crash.install()
    heard: list[int] = []
    crash.happened.connect(lambda: heard.append(threading.get_ident()))
    try:
        with qtbot.waitSignal(crash.happened):
            thread = threading.Thread(target=broken, args=("x",))
            thread.start()
            thread.join()
        sys.excepthook(ValueError, ValueError(), None)
    finally:
        crash.uninstall()
        sys.excepthook, threading.excepthook = before
    assert heard == [threading.get_ident()] * 2

"""A desk on a real clinic file for tests of pages: a real backend thread, the real look.

A conftest takes the fixtures it wants: `from tests.ui.desks import desk, reception_desk`.
"""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.backend import Backend
from pico_tracker.ui.kit.style import BODY, LIGHT, Look, Mode, theme
from tests.builders import Bench

Show = Callable[[QWidget], None]


@pytest.fixture(scope="session")
def page_look(qapp: QApplication) -> Look:
    """The look of the program, set once."""
    return Look(qapp)


@pytest.fixture(autouse=True)
def page_in_light(page_look: Look, qapp: QApplication) -> None:
    """Every test begins in the light look at 100 %."""
    if theme() is not LIGHT or qapp.font().pixelSize() != BODY:
        page_look.apply(Mode.LIGHT)


@pytest.fixture
def page_backend(qapp: QApplication, file_bench: Bench) -> Iterator[Backend]:
    """The database thread; a crash on it fails the test."""
    made = Backend()
    crashes: list[BaseException] = []
    made.crashed.connect(crashes.append)
    yield made
    made.close()
    assert not crashes, crashes


@pytest.fixture
def desk(page_backend: Backend, file_bench: Bench) -> Desk:
    """The practitioner's desk."""
    return Desk(page_backend, file_bench.practitioner)


@pytest.fixture
def reception_desk(page_backend: Backend, file_bench: Bench) -> Desk:
    """Reception's desk."""
    return Desk(page_backend, file_bench.reception)


@pytest.fixture
def on_screen(qtbot: QtBot) -> Show:
    """Shows a page in a window of its own, as large as in a small main window, and waits for it."""

    def show(page: QWidget) -> None:
        qtbot.addWidget(page)
        page.resize(1084, 634)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()

    return show

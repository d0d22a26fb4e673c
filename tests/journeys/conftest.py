"""The real window, the real thread, a real file; only the clock is the test's."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pico_tracker.services.context import Context
from pico_tracker.ui.kit.style import BODY, LIGHT, Look, Mode, theme
from tests.journeys.seats import Seat

SitDown = Callable[[Context], Seat]


@pytest.fixture(scope="session")
def look(qapp: QApplication) -> Look:
    """The look of the program."""
    return Look(qapp)


@pytest.fixture(autouse=True)
def light(look: Look, qapp: QApplication) -> None:
    """Every journey begins in the light look at 100 %."""
    if theme() is not LIGHT or qapp.font().pixelSize() != BODY:
        look.apply(Mode.LIGHT)


@pytest.fixture
def sit_down(qtbot: QtBot, look: Look) -> Iterator[SitDown]:
    """Puts a person in front of a window: `seat = sit_down(file_bench.practitioner)`."""
    seats: list[Seat] = []

    def open_window(context: Context) -> Seat:
        seats.append(Seat(qtbot, look, context))
        return seats[-1]

    yield open_window
    for seat in seats:
        seat.leave()

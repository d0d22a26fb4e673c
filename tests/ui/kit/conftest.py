"""The look is set once: what is measured here is what people see."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.ui.kit.backend import Backend
from pico_tracker.ui.kit.style import BODY, LIGHT, Look, Mode, theme


@pytest.fixture(scope="session")
def look(qapp: QApplication) -> Look:
    made = Look(qapp)
    made.apply(Mode.LIGHT)
    return made


@pytest.fixture(autouse=True)
def light(look: Look, qapp: QApplication) -> None:
    if theme() is not LIGHT or qapp.font().pixelSize() != BODY:
        look.apply(Mode.LIGHT)


@pytest.fixture
def backend(qapp: QApplication) -> Iterator[Backend]:
    made = Backend()
    yield made
    made.close()


@pytest.fixture
def seen(qtbot: QtBot) -> Callable[[QWidget], QWidget]:
    """Shows a widget in a window of its own and waits until it is there and active."""

    def show(widget: QWidget) -> QWidget:
        qtbot.addWidget(widget)
        with qtbot.waitActive(widget):
            widget.show()
            widget.activateWindow()
        return widget

    return show

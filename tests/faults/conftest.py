"""Faults are tried on the real window, the real thread and a real file."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.ui.desk import Desk
from tests.builders import Bench
from tests.faults.room import Room
from tests.ui.desks import desk, page_backend, page_in_light, page_look

__all__ = ["desk", "page_backend", "page_in_light", "page_look"]


@pytest.fixture
def ground(qtbot: QtBot) -> QWidget:
    """What dialogs stand on."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def room(desk: Desk, file_bench: Bench, qtbot: QtBot, ground: QWidget) -> Room:
    """A desk at which forms are opened."""
    return Room(desk, file_bench, qtbot, ground)

"""A dialog stands over its window and never runs off the screen."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.ui.kit.dialog import Dialog
from pico_tracker.ui.kit.dialog_place import centre_dialog, keep_on_screen, place_inside

SCREEN = QRect(0, 28, 1280, 692)
"""A screen of 1280 by 720 with a bar of 28 px at the top."""


@pytest.mark.parametrize(
    ("frame", "at"),
    [
        (QRect(180, 60, 920, 600), QPoint(180, 60)),
        (QRect(180, 300, 920, 600), QPoint(180, 120)),
        (QRect(-40, 0, 920, 600), QPoint(0, 28)),
        (QRect(700, 60, 920, 600), QPoint(360, 60)),
        (QRect(180, 100, 920, 900), QPoint(180, 28)),
    ],
    ids=["inside", "below", "beyond the corner", "to the right", "higher than the screen"],
)
def test_a_frame_is_moved_as_little_as_brings_it_inside(frame: QRect, at: QPoint) -> None:
    assert place_inside(frame, SCREEN) == at


def test_a_dialog_is_put_over_its_window_and_brought_back_from_the_edge(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(20, 30, 700, 600)
    window.show()
    dialog = Dialog("Visit", window)
    dialog.open()
    centre_dialog(dialog)
    apart = dialog.frameGeometry().center() - window.frameGeometry().center()
    assert apart.manhattanLength() <= 2
    room = dialog.screen().availableGeometry()
    dialog.move(room.right() - 50, room.bottom() - 20)
    keep_on_screen(dialog)
    assert room.contains(dialog.frameGeometry())
    assert dialog.frameGeometry().bottom() == room.bottom()

"""PySide6 6.12.0 on Python 3.11 dies after some 5,000 calls; the version in use must not."""

from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from pico_tracker.ui.kit.plain_text import Label

CALLS = 20_000


class Counter(QObject):
    counted = Signal(int)


def test_twenty_thousand_texts_are_set_and_the_program_lives(qtbot: QtBot) -> None:
    label = Label()
    qtbot.addWidget(label)
    for number in range(CALLS):
        label.setText(str(number))
    assert label.text() == str(CALLS - 1)


def test_twenty_thousand_signals_arrive_and_the_program_lives(qtbot: QtBot) -> None:
    counter, heard = Counter(), list[int]()
    counter.counted.connect(heard.append)
    for number in range(CALLS):
        counter.counted.emit(number)
    assert heard == list(range(CALLS))

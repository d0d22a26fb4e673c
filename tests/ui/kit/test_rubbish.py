"""Rubbish is collected on the GUI thread only."""

import gc
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor

from pytestqt.qtbot import QtBot

from pico_tracker.ui.kit.rubbish import RubbishCollector


class _Knot:
    """Something that only the garbage collector can free; it notes on which thread."""

    def __init__(self, freed_on: list[str]) -> None:
        self.itself = self
        weakref.finalize(self, lambda: freed_on.append(threading.current_thread().name))


def test_a_busy_database_thread_frees_nothing_and_the_gui_thread_does(qtbot: QtBot) -> None:
    freed_on: list[str] = []
    collector = RubbishCollector()
    try:
        _Knot(freed_on)
        with ThreadPoolExecutor(1, "database") as database:
            database.submit(lambda: [[[]] for _ in range(50_000)]).result()
        assert freed_on == []
        keep: list[list[object]] = [[] for _ in range(gc.get_threshold()[0] + 100)]
        collector.collect()
        assert len(keep) > 0
        assert freed_on == [threading.current_thread().name]
    finally:
        collector.close()
        gc.disable()

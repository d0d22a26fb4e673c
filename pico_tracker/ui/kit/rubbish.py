"""Python's cyclic rubbish is collected on the GUI thread only.

A cycle may hold the last reference to a widget. Collected on the database thread, as Python would
do whenever that thread has made enough objects, the widget would be destroyed there, and the
program would crash.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 5_000


class RubbishCollector(QObject):
    """Takes collection over from Python for as long as it lives; `close()` gives it back."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(EVERY_MS)

    def collect(self) -> None:
        """Collect those generations that Python would have collected by now."""
        due = [
            generation
            for generation, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if count > most > 0
        ]
        if due:
            gc.collect(due[-1])

    def close(self) -> None:
        """Let Python collect as usual again."""
        self._timer.stop()
        gc.enable()

"""A program started fresh: says when its first window was painted, and how much memory it then holds.

`python -m benchmarks.first_paint STAY bare` shows an empty Qt window; with anything else the
arguments are Pico Tracker's own. After the first paint it stays STAY seconds and then tells, on
standard output, the moment of that paint (monotonic seconds) and its resident memory in MiB.
"""

import runpy
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

_LOOP = "exec"
"""Where the program would begin to wait for events, the watch begins first."""
_EXEC: Callable[[], int] = QApplication.exec


class _Watch(QObject):
    """Waits for the first paint of a window, then ends the program."""

    def __init__(self, application: QApplication, stay: float) -> None:
        super().__init__(application)
        self._application = application
        self._stay = stay
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget) and watched.isWindow():
            self._application.removeEventFilter(self)
            # The event comes before the painting; what waits in the queue comes after it.
            QTimer.singleShot(0, self, self._painted)
        return False

    def _painted(self) -> None:
        self._at = monotonic()
        QTimer.singleShot(int(self._stay * 1000), self, self._tell)

    def _tell(self) -> None:
        print(self._at, resident(), flush=True)
        self._application.closeAllWindows()
        self._application.quit()


def resident() -> float:
    """This process's resident memory in MiB."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:"))


def main(arguments: Sequence[str]) -> int:
    """Start what the arguments name; returns its exit code."""
    stay, *command = arguments
    if command == ["bare"]:
        return _open_bare(float(stay))

    setattr(QApplication, _LOOP, lambda *_: _run(float(stay)))
    sys.argv[1:] = command
    runpy.run_module("pico_tracker", run_name="__main__")
    return 0


def _open_bare(stay: float) -> int:
    application = QApplication(["bare"])
    window = QMainWindow()
    window.resize(1280, 800)
    window.show()
    return _run(stay) if application else 1


def _run(stay: float) -> int:
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise TypeError("no application to watch")
    watch = _Watch(application, stay)
    code = _EXEC()
    watch.deleteLater()
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

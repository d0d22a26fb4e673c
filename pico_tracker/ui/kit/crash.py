"""What happens when the program itself is wrong: log it, keep what was typed, apologise."""

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from pico_tracker.ui.kit.buttons import Kind
from pico_tracker.ui.kit.dialog import Dialog
from pico_tracker.ui.kit.plain_text import Label
from pico_tracker.ui.kit.words import tr

log = logging.getLogger(__name__)

Keeper = Callable[[], object]


class CrashHandler(QObject):
    """Takes every exception nobody else takes: `CrashHandler(window).install()`.

    A page that holds typing registers how to keep it: `forget = crash.keep(self.save_draft)`.
    """

    happened = Signal()
    _elsewhere = Signal(object)

    def __init__(self, window: QWidget | None = None) -> None:
        super().__init__(window)
        self.window = window
        self._keepers: list[Keeper] = []
        self.dialog: Dialog | None = None
        self._elsewhere.connect(self.caught, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Become the handler of this process and its threads."""
        sys.excepthook = self._hook
        threading.excepthook = lambda event: self._elsewhere.emit(event.exc_value)

    def uninstall(self) -> None:
        """Hand back to Python."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def keep(self, keeper: Keeper) -> Callable[[], None]:
        """Call `keeper` when something goes wrong; returns what takes it off the list again."""
        self._keepers.append(keeper)
        return lambda: self._keepers.remove(keeper) if keeper in self._keepers else None

    def caught(self, error: BaseException) -> None:
        """Deal with an exception: the answer to `Backend.crashed` too."""
        log.error("%s", without_values(error))
        kept = self._keep_all()
        self._apologise(kept=kept)
        self.happened.emit()

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.caught(error)

    def _keep_all(self) -> bool:
        kept = True
        for keeper in tuple(self._keepers):
            try:
                keeper()
            except Exception as error:  # noqa: BLE001 - the other drafts still have to be kept
                kept = False
                log.error("A draft could not be kept: %s", without_values(error))
        return kept

    def _apologise(self, *, kept: bool) -> None:
        parent = self.window or QApplication.activeWindow()
        if self.dialog is not None or parent is None:
            return
        dialog = Dialog(tr("Something went wrong"), parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.add(Label(_apology(kept=kept), wrap=True))
        button = dialog.cancel_button(tr("Go on working"))
        button.setProperty("kind", Kind.SECONDARY.value)
        dialog.ends_with(button)
        dialog.finished.connect(self._done)
        self.dialog = dialog
        dialog.open()
        button.setFocus()

    def _done(self) -> None:
        self.dialog = None


def _apology(*, kept: bool) -> str:
    if kept:
        return tr(
            "This is a fault of the program, not yours, and we are sorry. What you typed was kept as "
            "a draft. What happened is written in the log, without any patient's data. If it happens "
            "again, close the program and open it."
        )
    return tr(
        "This is a fault of the program, not yours, and we are sorry. Not everything you typed could be "
        "kept as a draft: copy it before you close the page. What happened is written in the log, "
        "without any patient's data."
    )


def without_values(error: BaseException) -> str:
    """An exception as kinds and places in the code: no message, no value, so no patient's data."""
    parts: list[str] = []
    seen: BaseException | None = error
    while seen is not None and len(parts) < 8:
        frames = traceback.extract_tb(seen.__traceback__)
        places = [f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
        parts.append("\n  ".join([type(seen).__name__, *places]))
        seen = seen.__cause__ or seen.__context__
    return "\nafter ".join(parts)

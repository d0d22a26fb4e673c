"""Many sheets at work: how far it is, how long it will take still, and Cancel."""

from collections.abc import Callable, Sequence
from time import monotonic
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from pico_tracker.domain.errors import PicoError
from pico_tracker.domain.printouts import SheetWish
from pico_tracker.services.context import Context
from pico_tracker.services.print_batches import ShowProgress
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.backend import CancelledError, Progress
from pico_tracker.ui.kit.buttons import Button
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.printing.sheet_words import said_left

T = TypeVar("T")


class BatchBar(QWidget):
    """`bar.begin(make_merged, wishes, done)` works on the thread of long work; hidden while nothing is made.

    `failed(error)` follows what stopped all of it, `cancelled()` Cancel.
    """

    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._progress: Progress | None = None
        self._began = 0.0
        self.bar, self.text = QProgressBar(), Label("", Role.SMALL)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Sheets made"))
        self.cancel_button = Button(tr("Cancel"), run=self.cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.bar, 1)
        row.addWidget(self.text)
        row.addWidget(self.cancel_button)
        self.hide()

    @property
    def is_busy(self) -> bool:
        """Whether a batch is being made."""
        return self._progress is not None

    def begin(
        self,
        make: Callable[[Context, Sequence[SheetWish], ShowProgress], T],
        wishes: Sequence[SheetWish],
        done: Callable[[T], object],
    ) -> None:
        """Make the sheets; one batch at a time."""
        if self.is_busy:
            return
        self._progress, self._began = self._desk.backend.progress(self._show), monotonic()
        self._show(0, len(wishes))
        self.show()

        def finish(made: T) -> None:
            self._end()
            done(made)

        self._desk.run(make, tuple(wishes), self._progress, done=finish, failed=self._fail, long=True)

    def cancel(self) -> None:
        """Stop after the sheet that is being made; nothing of it stays."""
        if self._progress is not None:
            self._progress.cancel()
            self.text.setText(tr("Stopping…"))

    def _show(self, done: int, total: int) -> None:
        self.bar.setMaximum(max(1, total))
        self.bar.setValue(done)
        counted = tr("{done} of {total}", done=done, total=total)
        if 0 < done < total:
            left = (monotonic() - self._began) / done * (total - done)
            counted = " · ".join((counted, said_left(left)))
        self.text.setText(counted)

    def _end(self) -> None:
        self._progress = None
        self.hide()

    def _fail(self, error: PicoError) -> None:
        self._end()
        if isinstance(error, CancelledError):
            self.cancelled.emit()
        else:
            self.failed.emit(error)

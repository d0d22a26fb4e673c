"""What other seats change on the same record reaches this window."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from pico_tracker.domain.errors import PicoError
from pico_tracker.domain.topics import Topics
from pico_tracker.services.changes import Changes, read_changes
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.words import tr

EVERY_MS = 1_000


class Others(QObject):
    """Asks every second between `start` and `stop` what others changed.

    `changed(Topics)` names what pages must ask again. `trouble(str)` says once that asking fails,
    and "" once it works again.
    """

    changed = Signal(object)
    trouble = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._seen: Changes | None = None
        self._is_asking = self._is_in_trouble = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def is_watching(self) -> bool:
        """Whether it asks."""
        return self._timer.isActive()

    def start(self) -> None:
        """Ask now and from now on; what changed while nobody asked is told too."""
        self._ask(frozenset())
        self._timer.start()

    def stop(self) -> None:
        """Ask no more."""
        self._timer.stop()

    def note_own(self, topics: Topics) -> None:
        """Leave out what this window changed itself; call it before its pages ask again.

        Others may have changed the same: this look sees both and leaves both out, and the pages,
        which ask after it, see both as well.
        """
        self._ask(topics)

    def _tick(self) -> None:
        """A look that is still on its way is enough; one that met a bug has no answer and is the last."""
        if not self._is_asking:
            self._ask(frozenset())

    def _ask(self, own: Topics) -> None:
        self._is_asking = True
        done = partial(self._answer, own)
        self._desk.run(read_changes, self._seen, done=done, failed=self._fail, latest=f"others-{id(self)}")

    def _answer(self, own: Topics, changes: Changes) -> None:
        self._is_asking, self._seen = False, changes
        if self._is_in_trouble:
            self._is_in_trouble = False
            self.trouble.emit("")
        if topics := changes.topics - own:
            self.changed.emit(topics)

    def _fail(self, _why: PicoError) -> None:
        self._is_asking = False
        if not self._is_in_trouble:
            self._is_in_trouble = True
            self.trouble.emit(tr("What others change cannot be seen just now. It is tried again every second."))

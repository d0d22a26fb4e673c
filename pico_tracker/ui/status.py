"""What the status line says: when something was saved last, and where the record is kept."""

from collections.abc import Iterable
from datetime import datetime

from pico_tracker.domain.topics import Topic
from pico_tracker.services.context import Context
from pico_tracker.ui.kit.status_line import StatusLine
from pico_tracker.ui.kit.words import tr


class SavedLine(StatusLine):
    """`line.note_saved(topics, now)` after each change; `line.start(context)` when somebody begins."""

    def __init__(self) -> None:
        super().__init__()
        self._saved = self._draft = self._storage = self._trouble = ""

    def start(self, context: Context) -> None:
        """Forget what the person before saved, and say where the record is."""
        self._saved = self._draft = ""
        self._storage = storage_of(context)
        self._show()

    def note_saved(self, topics: Iterable[str], now: datetime) -> None:
        """Say when a record or a draft was saved."""
        touched = frozenset(topics)
        if touched - {Topic.DRAFTS}:
            self._saved, self._draft = tr("Saved {time}", time=f"{now:%H:%M}"), ""
        elif touched:
            self._draft = tr("Drafts saved {time}", time=f"{now:%H:%M}")
        self._show()

    def note_trouble(self, text: str) -> None:
        """Say something that goes wrong all the while, until the text is empty."""
        self._trouble = text
        self._show()

    def _show(self) -> None:
        parts = (part for part in (self._saved, self._draft, self._storage) if part)
        self.show_parts(*parts, trouble=self._trouble)


def storage_of(context: Context) -> str:
    """Where the record is kept, in words."""
    if context.database.path is None:
        return tr("PostgreSQL server")
    if context.database.is_encrypted:
        return tr("Local encrypted file")
    return tr("Demonstration data, not encrypted")

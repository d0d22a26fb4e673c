"""A button whose key works at once, for a page where typing goes on right after it."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QShortcutEvent

from pico_tracker.ui.kit.buttons import Button


class QuickButton(Button):
    """Qt lets a button's key wait 100 ms for the picture of a press and takes the cursor to the button;
    here it acts at once and the cursor stays, so that the next key typed lands where it should."""

    def event(self, event: QEvent) -> bool:
        """Act on the key without waiting."""
        if isinstance(event, QShortcutEvent) and not event.isAmbiguous():
            self.click()
            return True
        return super().event(event)

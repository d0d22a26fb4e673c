"""One photo of the session as a line: the picture, what it shows, and a way to take it away."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pico_tracker.domain.photos import Photo
from pico_tracker.domain.words import clean_line
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.text_fields import LineInput
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.photo_strip import Thumbnail

SIDE = 44
"""The longer one of the picture, in px at 100 %."""
PAUSE_MS = 500
"""What is typed is kept after such a pause."""


class PhotoRow(QWidget):
    """`described(photo_id, note)` follows typing, at once when the cursor leaves; `removed(photo_id)` the cross."""

    described = Signal(int, str)
    removed = Signal(int)

    def __init__(self, photo: Photo, number: int, open_photo: Callable[[Photo], object]) -> None:
        super().__init__()
        self.photo = photo
        self._kept = photo.note
        self.picture = Thumbnail(photo, SIDE)
        self.picture.clicked.connect(lambda: open_photo(self.photo))
        self.note = LineInput()
        self.note.show_text(photo.note)
        self.note.setPlaceholderText(tr("Such as front"))
        self.note.setAccessibleName(tr("What photo {number} shows", number=number))
        self.remove = Button("", kind=Kind.QUIET, icon="close", run=lambda: self.removed.emit(self.photo.id))
        self.remove.setAccessibleName(tr("Take photo {number} away", number=number))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self.keep)
        self.note.textEdited.connect(lambda _text: self._pause.start(PAUSE_MS))
        self.note.editingFinished.connect(self.keep)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.picture)
        row.addWidget(self.note, 1)
        row.addWidget(self.remove)

    def keep(self) -> None:
        """Tell what is typed, if it is not told yet."""
        self._pause.stop()
        note = clean_line(self.note.text())
        if note != self._kept:
            self._kept = note
            self.described.emit(self.photo.id, note)

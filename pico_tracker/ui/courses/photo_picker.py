"""A photo from a file, chosen in a form and attached once the form is saved."""

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.errors import PicoError
from pico_tracker.services.photos import preview_photo
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import clear
from pico_tracker.ui.kit.plain_text import Label
from pico_tracker.ui.kit.style import px
from pico_tracker.ui.kit.words import said, tr
from pico_tracker.ui.photo_files import ask_for_photo
from pico_tracker.ui.photo_strip import Picture

SMALL_SIDE = 56
"""Of the picture beside the name of its file, in px at 100 %."""


class PhotoPicker(QWidget):
    """What was chosen, in one line, hidden while nothing was: `picker.path` is then None.

    `choose_button`, which asks for a file, is the form's to place.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.path: Path | None = None
        self.choose_button = Button(tr("Photo from a file…"), run=self.choose)
        self.remove_button = Button(tr("Remove photo"), kind=Kind.QUIET, run=self.remove)
        self.about = Label("", wrap=True)
        self._place = QVBoxLayout()
        self._build()
        self.hide()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addLayout(self._place)
        row.addWidget(self.about, 1)
        row.addWidget(self.remove_button)

    def choose(self) -> None:
        """Ask which file."""
        ask_for_photo(self, self.take)

    def take(self, path: str) -> None:
        """Look at a file, and keep it chosen unless it is refused."""
        self.remove()
        self.path = chosen = Path(path)
        self._tell(tr("{file} is being looked at.", file=chosen.name))

        def show(thumbnail: bytes) -> None:
            if self.path is chosen:
                self._show(chosen, thumbnail)

        def refuse(error: PicoError) -> None:
            if self.path is chosen:
                self.remove()
                self._tell(said(error.sentence), "danger")

        self._desk.run(preview_photo, chosen, done=show, failed=refuse, long=True)

    def remove(self) -> None:
        """Forget what was chosen; the file itself stays where it is."""
        self.path = None
        clear(self._place)
        self.hide()

    def _show(self, path: Path, thumbnail: bytes) -> None:
        self._tell(path.name)
        side = px(SMALL_SIDE)
        picture = Picture(QImage.fromData(thumbnail), QSize(side, side))
        picture.setAccessibleName(tr("The photo chosen"))
        self._place.addWidget(picture)

    def _tell(self, text: str, tone: str = "") -> None:
        self.about.set_tone(tone)
        self.about.setText(text)
        self.remove_button.setVisible(self.path is not None)
        self.show()

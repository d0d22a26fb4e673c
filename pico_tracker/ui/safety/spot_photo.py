"""The photo of one spot of a test: chosen from a file, shown small, attached once the spots are on record."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pico_tracker.domain.errors import PicoError
from pico_tracker.domain.photos import PhotoEntry
from pico_tracker.services.photos import preview_photo
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import clear
from pico_tracker.ui.kit.style import px
from pico_tracker.ui.kit.words import tr
from pico_tracker.ui.photo_files import ask_for_photo
from pico_tracker.ui.photo_strip import Picture

SIDE = 30
"""Of the picture in its row, in px at 100 %."""
WIDE = 84


class SpotPhoto(QWidget):
    """A button that asks for a file, then the photo: `photo.path` is None while there is none.

    `refused(sentence)` follows a file that is no photo; None once another one is looked at.
    """

    refused = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._entry_id = desk.mint_entry_id()
        self.path: Path | None = None
        self.choose_button = Button(tr("Photo…"), run=self.choose)
        self.remove_button = Button("", kind=Kind.QUIET, icon="close", run=self.remove)
        self._place = QHBoxLayout()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.choose_button)
        row.addLayout(self._place)
        row.addWidget(self.remove_button)
        row.addStretch(1)
        self.remove_button.hide()
        self.setFixedWidth(px(WIDE))

    def name_spot(self, number: int) -> None:
        """Say of which spot it is, for a screen reader."""
        self.choose_button.setAccessibleName(tr("Choose a photo of spot {number}", number=number))
        self.remove_button.setAccessibleName(tr("Remove the photo of spot {number}", number=number))

    def choose(self) -> None:
        """Ask which file."""
        ask_for_photo(self, self.take)

    def take(self, path: str) -> None:
        """Look at a file, and keep it chosen unless it is refused."""
        self.remove()
        self.path = chosen = Path(path)
        self.refused.emit(None)

        def show(thumbnail: bytes) -> None:
            if self.path is chosen:
                self._show(chosen, thumbnail)

        def refuse(error: PicoError) -> None:
            if self.path is chosen:
                self.remove()
                self.refused.emit(error.sentence)

        self._desk.run(preview_photo, chosen, done=show, failed=refuse, long=True)

    def remove(self) -> None:
        """Forget what was chosen; the file itself stays where it is."""
        self.path = None
        self._entry_id = self._desk.mint_entry_id()
        clear(self._place)
        self.remove_button.hide()
        self.choose_button.show()

    def settle(self) -> None:
        """The photo is on record: it stays in sight and is not attached again."""
        self.path = None
        self.remove_button.hide()

    def entry(self, patient_id: int, patch_id: int) -> PhotoEntry | None:
        """What to attach, none while no file is chosen."""
        if self.path is None:
            return None
        return PhotoEntry(entry_id=self._entry_id, patient_id=patient_id, path=self.path, test_patch_id=patch_id)

    def _show(self, path: Path, thumbnail: bytes) -> None:
        side = px(SIDE)
        picture = Picture(QImage.fromData(thumbnail), QSize(side, side))
        picture.setToolTip(path.name)
        picture.setAccessibleName(tr("The photo chosen"))
        self._place.addWidget(picture, 0, Qt.AlignmentFlag.AlignVCenter)
        self.choose_button.hide()
        self.remove_button.show()

"""Which file holds the photo: the one question every form with photos asks."""

from collections.abc import Callable

from PySide6.QtCore import QFileInfo, QStandardPaths, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from pico_tracker.ui.kit.words import tr

_FOLDER = "photo_folder"
"""The property of the program that holds where a photo was last chosen in this run."""


def ask_for_photo(parent: QWidget, take: Callable[[str], object]) -> None:
    """Open the dialog of files; `take` gets the path of the one chosen.

    It opens in the person's own folder of pictures, and from then on where the last photo was chosen.
    """
    kinds = tr("Photos") + " (*.jpg *.jpeg *.png *.webp *.JPG *.JPEG *.PNG *.WEBP)"
    dialog = QFileDialog(parent, tr("Choose a photo"), photo_folder(), f"{kinds};;{tr('All files')} (*)")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(remember_folder)
    dialog.fileSelected.connect(take)
    dialog.open()


def photo_folder() -> str:
    """Where the next photo is looked for; empty, for Qt to choose, where there is no folder of pictures."""
    last = _program().property(_FOLDER)
    if isinstance(last, str) and QFileInfo(last).isDir():
        return last
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)


def remember_folder(path: str) -> None:
    """Look for the next photo where this one is, until the program ends."""
    _program().setProperty(_FOLDER, QFileInfo(path).absolutePath())


def _program() -> QApplication:
    program = QApplication.instance()
    if not isinstance(program, QApplication):
        msg = "a dialog needs a running program"
        raise TypeError(msg)
    return program

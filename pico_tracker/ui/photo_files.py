"""Which file holds the photo: the one question every form with photos asks."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from pico_tracker.ui.kit.words import tr


def ask_for_photo(parent: QWidget, take: Callable[[str], object]) -> None:
    """Open the dialog of files; `take` gets the path of the one chosen."""
    kinds = tr("Photos") + " (*.jpg *.jpeg *.png *.webp *.JPG *.JPEG *.PNG *.WEBP)"
    dialog = QFileDialog(parent, tr("Choose a photo"), "", f"{kinds};;{tr('All files')} (*)")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(take)
    dialog.open()

"""Where paper is saved: the system's dialogs, opened in the person's documents or where paper went last."""

from collections.abc import Callable

from PySide6.QtCore import QDir, QFileInfo, QStandardPaths, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

_FOLDER = "paper_folder"
"""The property of the program that holds where paper was last saved in this run."""


def file_dialog(parent: QWidget, title: str, name: str, kinds: str, write: Callable[[str], object]) -> QFileDialog:
    """Asks for one file, to be opened by whoever asks; `write` gets its path. `kinds` names what it is.

    The ending of `name` is that of every file chosen.
    """
    dialog = _dialog(parent, title, write)
    dialog.setNameFilter(f"{kinds} (*.{QFileInfo(name).suffix()})")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(QFileInfo(name).suffix())
    dialog.selectFile(name)
    return dialog


def folder_dialog(parent: QWidget, title: str, write: Callable[[str], object]) -> QFileDialog:
    """Asks for a folder, to be opened by whoever asks; `write` gets its path."""
    dialog = _dialog(parent, title, write)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return dialog


def _dialog(parent: QWidget, title: str, write: Callable[[str], object]) -> QFileDialog:
    dialog = QFileDialog(parent, title, paper_folder())
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(_remember)
    dialog.fileSelected.connect(write)
    return dialog


def paper_folder() -> str:
    """Where the next sheet is saved; the person's own folder where there is none of documents."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    known = (_program().property(_FOLDER), documents)
    return next((one for one in known if isinstance(one, str) and QFileInfo(one).isDir()), QDir.homePath())


def _remember(path: str) -> None:
    chosen = QFileInfo(path)
    _program().setProperty(_FOLDER, path if chosen.isDir() else chosen.absolutePath())


def _program() -> QApplication:
    program = QApplication.instance()
    if not isinstance(program, QApplication):
        msg = "a dialog needs a running program"
        raise TypeError(msg)
    return program

"""A sheet in a file of its own."""

from pathlib import Path

from PySide6.QtCore import QIODevice, QSaveFile

from pico_tracker.domain.errors import FileTrouble
from pico_tracker.domain.words import mark, sentence


def write_whole(path: str, content: bytes, ending: str = ".pdf") -> None:
    """Write a sheet so that the old file stays until the new one is complete; raises `FileTrouble`.

    Under another ending nothing is written: the name could be that of the database itself.
    """
    if Path(path).suffix.lower() != ending:
        said = mark("{file} is no name for a report. Nothing was written. End the name in {ending}.")
        raise FileTrouble(sentence(said, file=Path(path).name, ending=ending))
    file = QSaveFile(path)
    written = file.open(QIODevice.OpenModeFlag.WriteOnly) and file.write(content) == len(content)
    if not (written and file.commit()):
        said = mark("The file could not be saved: {reason}. Choose another folder or name.")
        raise FileTrouble(sentence(said, reason=file.errorString()))

"""Where the dialog that asks for a photo opens."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.ui.photo_files import ask_for_photo, photo_folder


@pytest.fixture
def pictures(tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of pictures of a person who just started the program."""
    folder = tmp_path / "Pictures"
    folder.mkdir()
    (tmp_path / "user-dirs.dirs").write_text(f'XDG_PICTURES_DIR="{folder}"\n')
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    qapp.setProperty("photo_folder", None)
    yield Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation))
    qapp.setProperty("photo_folder", None)


def test_a_photo_is_looked_for_among_the_pictures_and_then_where_the_last_one_was(
    pictures: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    camera = tmp_path / "camera"
    camera.mkdir()
    (camera / "arm.jpg").touch()
    window, taken = QWidget(), list[str]()
    qtbot.addWidget(window)
    ask_for_photo(window, taken.append)
    (dialog,) = window.findChildren(QFileDialog)
    assert Path(dialog.directory().absolutePath()) == pictures
    dialog.fileSelected.emit(str(camera / "arm.jpg"))
    dialog.close()
    assert taken == [str(camera / "arm.jpg")]
    ask_for_photo(window, taken.append)
    again = window.findChildren(QFileDialog)[-1]
    assert Path(again.directory().absolutePath()) == camera
    again.close()


def test_a_folder_that_is_gone_is_not_opened(pictures: Path, qapp: QApplication, tmp_path: Path) -> None:
    qapp.setProperty("photo_folder", str(tmp_path / "unplugged"))
    assert Path(photo_folder()) == pictures

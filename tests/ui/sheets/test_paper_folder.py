"""Paper is saved in the person's documents, then where it was saved last."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDir, QStandardPaths
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pico_tracker.ui.sheets.paper_folder import file_dialog, folder_dialog, paper_folder


@pytest.fixture
def documents(tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of documents of a person who just started the program."""
    folder = tmp_path / "Papers"
    folder.mkdir()
    (tmp_path / "user-dirs.dirs").write_text(f'XDG_DOCUMENTS_DIR="{folder}"\n')
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    before = qapp.property("paper_folder")
    qapp.setProperty("paper_folder", None)
    yield Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    qapp.setProperty("paper_folder", before)


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_the_first_sheet_goes_to_the_documents(documents: Path, page: QWidget) -> None:
    dialog = file_dialog(page, "Save", "P-10001 aftercare.pdf", "PDF files", lambda _path: None)
    assert Path(dialog.selectedFiles()[0]) == documents / "P-10001 aftercare.pdf"
    assert dialog.defaultSuffix() == "pdf"
    assert dialog.nameFilters() == ["PDF files (*.pdf)"]


def test_without_a_folder_of_documents_it_goes_to_the_persons_own(documents: Path, tmp_path: Path) -> None:
    (tmp_path / "Papers").rmdir()
    assert Path(paper_folder()) == (documents if documents.is_dir() else Path(QDir.homePath()))


def test_the_next_dialog_opens_where_paper_was_saved_last(documents: Path, page: QWidget, tmp_path: Path) -> None:
    for_files, for_folders = tmp_path / "reports", tmp_path / "batches"
    for folder in (for_files, for_folders):
        folder.mkdir()
    written: list[str] = []
    path = str(for_files / "a.eml")
    file_dialog(page, "Save", "a.eml", "E-mail drafts", written.append).fileSelected.emit(path)
    assert written == [path]
    batch = folder_dialog(page, "Choose", written.append)
    assert Path(batch.directory().absolutePath()) == for_files
    batch.fileSelected.emit(str(for_folders))
    assert Path(paper_folder()) == for_folders
    for_folders.rmdir()
    assert Path(paper_folder()) == documents

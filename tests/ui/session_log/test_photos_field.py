"""Photos of the session being logged: attached at once, described, taken away and put back, kept in the draft."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from pico_tracker.domain.photos import Photo
from pico_tracker.services.courses import open_course
from pico_tracker.services.patients import add_patient
from pico_tracker.services.photos import list_photos, withdraw_photo
from pico_tracker.services.sessions import log_session
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.backend import Backend
from pico_tracker.ui.kit.style import Look
from pico_tracker.ui.photo_strip import PhotoDialog, PhotoStrip, Thumbnail
from pico_tracker.ui.session_log.photos_field import PhotosField
from tests.builders import Bench

MakeField = Callable[[], PhotosField]


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Three photos that differ."""
    paths = [tmp_path / f"arm{number}.jpg" for number in range(3)]
    for number, path in enumerate(paths):
        Image.new("RGB", (640, 480), (200, 60 * number, 100)).save(path)
    return [str(path) for path in paths]


@pytest.fixture
def course_id(file_bench: Bench) -> int:
    patient_id = add_patient(file_bench.practitioner, file_bench.patient()).value
    return open_course(file_bench.practitioner, file_bench.course(patient_id)).value


@pytest.fixture
def new_field(file_bench: Bench, course_id: int, backend: Backend, look: Look, qtbot: QtBot) -> MakeField:
    desk = Desk(backend, file_bench.practitioner, backend)

    def make() -> PhotosField:
        made = PhotosField(desk, 1, course_id)
        made.resize(230, 300)
        qtbot.addWidget(made)
        with qtbot.waitActive(made):
            made.show()
            made.activateWindow()
        return made

    return make


@pytest.fixture
def field(new_field: MakeField) -> PhotosField:
    return new_field()


def on_record(bench: Bench) -> tuple[Photo, ...]:
    return list_photos(bench.practitioner, 1)


def attach(field: PhotosField, paths: list[str], qtbot: QtBot) -> None:
    wanted = len(field.value()) + len(paths)
    field.take(paths)
    qtbot.waitUntil(lambda: len(field.rows) == wanted)


def test_several_files_chosen_at_once_are_attached_to_the_course_and_shown(
    field: PhotosField, files: list[str], file_bench: Bench, course_id: int, qtbot: QtBot
) -> None:
    field.add_button.click()
    (dialog,) = field.findChildren(QFileDialog)
    assert dialog.fileMode() is QFileDialog.FileMode.ExistingFiles
    dialog.filesSelected.emit(files)
    dialog.close()
    assert field.state.text() == "3 photos are being attached."
    assert "still being attached" in str(field.problems()[0].sentence)
    qtbot.waitUntil(lambda: len(field.rows) == 3)
    assert field.state.isHidden()
    assert field.problems() == ()
    assert field.value() == tuple(one.id for one in on_record(file_bench))
    assert {(one.course_id, one.session_id) for one in on_record(file_bench)} == {(course_id, None)}


def test_files_may_be_dropped_on_it(field: PhotosField, files: list[str], qtbot: QtBot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(files[0]), QUrl("https://example.org/arm.jpg")])
    left, held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy, at = Qt.DropAction.CopyAction, QPointF(5, 5)
    enter = QDragEnterEvent(at.toPoint(), copy, data, left, held)
    field.dragEnterEvent(enter)
    assert enter.isAccepted()
    field.dropEvent(QDropEvent(at, copy, data, left, held))
    qtbot.waitUntil(lambda: len(field.rows) == 1)


def test_what_a_photo_shows_is_typed_beside_it(
    field: PhotosField, files: list[str], file_bench: Bench, qtbot: QtBot
) -> None:
    attach(field, files[:1], qtbot)
    QTest.keyClicks(field.rows[0].note, "Front")
    qtbot.waitUntil(lambda: on_record(file_bench)[0].note == "Front")
    field.rows[0].note.setText("Left side")
    field.rows[0].keep()
    qtbot.waitUntil(lambda: on_record(file_bench)[0].note == "Left side")


def test_a_photo_taken_away_is_withdrawn_and_undo_puts_it_back_in_its_place(
    field: PhotosField, files: list[str], file_bench: Bench, qtbot: QtBot
) -> None:
    attach(field, files, qtbot)
    before = field.value()
    field.rows[1].remove.click()
    qtbot.waitUntil(lambda: len(field.rows) == 2)
    assert field.value() == (before[0], before[2])
    assert len(on_record(file_bench)) == 2
    field._undo.button.click()
    qtbot.waitUntil(lambda: len(field.rows) == 3)
    assert field.value() == before
    assert len(on_record(file_bench)) == 3


def test_what_is_no_photo_is_named_and_the_others_are_kept(
    field: PhotosField, files: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    bad = tmp_path / "notes.jpg"
    bad.write_text("no photo")
    field.take([str(bad), files[0]])
    qtbot.waitUntil(lambda: len(field.rows) == 1 and not field.problems())
    assert field.trouble.text().startswith("notes.jpg is not attached. ")


def test_a_draft_brings_the_photos_back(
    field: PhotosField, new_field: MakeField, files: list[str], file_bench: Bench, qtbot: QtBot
) -> None:
    attach(field, files, qtbot)
    kept, ids = field.raw_text(), field.value()
    withdraw_photo(file_bench.practitioner, ids[0])
    again = new_field()
    again.set_raw_text(kept)
    assert again.value() == ids
    qtbot.waitUntil(lambda: len(again.rows) == 2)
    assert again.value() == ids[1:]


def test_what_was_on_its_way_when_the_power_went_arrives_once(
    field: PhotosField, new_field: MakeField, files: list[str], file_bench: Bench, qtbot: QtBot
) -> None:
    field.take(files[:1])
    kept = field.raw_text()
    assert json.loads(kept)["waiting"][0][1] == files[0]
    qtbot.waitUntil(lambda: len(field.rows) == 1)
    again = new_field()
    again.set_raw_text(kept)
    qtbot.waitUntil(lambda: len(again.rows) == 1)
    assert again.value() == field.value()
    assert len(on_record(file_bench)) == 1


@pytest.mark.parametrize("damaged", ["[", "[1]", '{"ids": ["x"]}', '{"waiting": [["no id", "x.jpg"]]}'])
def test_a_damaged_draft_shows_no_photos(field: PhotosField, damaged: str) -> None:
    field.set_raw_text(damaged)
    assert field.value() == ()
    assert field.raw_text() == ""


def test_signing_makes_them_the_sessions_and_the_strip_shows_them(
    field: PhotosField, files: list[str], file_bench: Bench, course_id: int, backend: Backend, qtbot: QtBot
) -> None:
    attach(field, files[:2], qtbot)
    entry = file_bench.session(course_id, photo_ids=field.value())
    session_id = log_session(file_bench.practitioner, entry).value
    attach(field, files[2:], qtbot)
    strip = PhotoStrip(Desk(backend, file_bench.practitioner, backend), field)
    strip.show_session(1, course_id, session_id)
    qtbot.waitUntil(lambda: len(strip.findChildren(Thumbnail)) == 2)


def test_a_photo_opens_large(field: PhotosField, files: list[str], qtbot: QtBot) -> None:
    attach(field, files[:1], qtbot)
    field.rows[0].picture.click()
    (dialog,) = field.window().findChildren(PhotoDialog)
    qtbot.waitUntil(lambda: dialog.picture is not None)
    dialog.close()


def test_read_only_nothing_can_be_added_or_taken_away(field: PhotosField, files: list[str], qtbot: QtBot) -> None:
    attach(field, files[:1], qtbot)
    field.set_read_only(True)
    assert not field.add_button.isEnabled()
    assert not field.rows[0].remove.isEnabled()
    assert field.rows[0].note.isReadOnly()

"""Photos of the session: taken from files, attached at once, kept with what is typed."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from pico_tracker.domain.errors import NotFound, PicoError
from pico_tracker.domain.findings import Findings
from pico_tracker.domain.photos import Photo, PhotoEntry
from pico_tracker.domain.words import mark, sentence
from pico_tracker.services.context import Context, Done
from pico_tracker.services.photos import attach_photo, list_photos, withdraw_photo
from pico_tracker.services.session_photos import describe_photo, reinstate_photo
from pico_tracker.ui.desk import Desk
from pico_tracker.ui.kit.buttons import Button, Kind
from pico_tracker.ui.kit.cards import clear
from pico_tracker.ui.kit.field import Field
from pico_tracker.ui.kit.plain_text import Label, Role
from pico_tracker.ui.kit.words import said, tr
from pico_tracker.ui.photo_strip import PhotoDialog
from pico_tracker.ui.session_log.photo_row import PhotoRow


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file on its way into the record. The identifier makes sure that it arrives once."""

    entry_id: UUID
    path: str


class PhotosField(Field[tuple[int, ...]]):
    """`PhotosField(desk, patient_id, course_id)`: the keys of the photos of the session being logged.

    Each file chosen or dropped is attached to the course at once, encrypted; signing makes it the
    session's. What was on its way when the power went is attached once the draft is opened again.
    """

    def __init__(self, desk: Desk, patient_id: int, course_id: int) -> None:
        super().__init__("photo_ids", tr("Photos"))
        self.desk, self._patient_id, self._course_id = desk, patient_id, course_id
        self._ids: list[int] = []
        self._waiting: list[Waiting] = []
        self._photos: dict[int, Photo] = {}
        self.rows: list[PhotoRow] = []
        self.add_button = Button(tr("Add photos…"), icon="plus", run=self.choose)
        self.state = Label("", Role.SMALL, wrap=True)
        self.trouble = Label("", Role.SMALL, wrap=True)
        self.trouble.set_tone("danger")
        self._undo = _UndoLine()
        self._build()
        self.setAcceptDrops(True)

    def _build(self) -> None:
        box = QWidget()
        stack = QVBoxLayout(box)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(6)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        stack.addLayout(self._lines)
        for part in (self.state, self.trouble, self._undo):
            stack.addWidget(part)
            part.hide()
        stack.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._place(box, self.add_button)

    def choose(self) -> None:
        """Ask which files; several can be taken at once."""
        kinds = tr("Photos") + " (*.jpg *.jpeg *.png *.webp *.JPG *.JPEG *.PNG *.WEBP)"
        dialog = QFileDialog(self, tr("Choose photos"), "", f"{kinds};;{tr('All files')} (*)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self.take)
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files from this computer may be dropped here."""
        if self.add_button.isEnabled() and _files_in(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what was dropped."""
        self.take(_files_in(event))
        event.acceptProposedAction()

    def take(self, paths: Iterable[str]) -> None:
        """Attach these files, one after the other."""
        self.trouble.hide()
        new = [Waiting(self.desk.mint_entry_id(), path) for path in paths]
        self._waiting += new
        self.changed.emit()
        for one in new:
            self._attach(one)

    def _attach(self, one: Waiting) -> None:
        self._say_state()
        entry = PhotoEntry(
            entry_id=one.entry_id, patient_id=self._patient_id, course_id=self._course_id, path=Path(one.path)
        )
        done, failed = partial(self._attached, one), partial(self._refused, one)
        self.desk.run(attach_and_show, entry, done=done, failed=failed, long=True)

    def _attached(self, one: Waiting, done: Done[Photo]) -> None:
        if one not in self._waiting:  # the field shows another draft by now
            return
        self._waiting.remove(one)
        photo = done.value
        self._photos[photo.id] = photo
        if photo.id not in self._ids:
            self._ids.append(photo.id)
        self._show()
        self.changed.emit()

    def _refused(self, one: Waiting, error: PicoError) -> None:
        if one not in self._waiting:
            return
        self._waiting.remove(one)
        told = tr("{file} is not attached. {reason}", file=Path(one.path).name, reason=said(error.sentence))
        self.trouble.setText("\n".join(text for text in (self._told_trouble(), told) if text))
        self.trouble.show()
        self._say_state()
        self.changed.emit()

    def _told_trouble(self) -> str:
        return "" if self.trouble.isHidden() else self.trouble.text()

    def _say_state(self) -> None:
        count = len(self._waiting)
        text = (
            tr("1 photo is being attached.")
            if count == 1
            else tr("{count} photos are being attached.", count=count)
        )
        self.state.setText(text if count else "")
        self.state.setVisible(bool(count))

    def _show(self) -> None:
        """The photos in the order they came."""
        for row in self.rows:
            row.keep()
        clear(self._lines)
        photos = [self._photos[one] for one in self._ids if one in self._photos]
        self.rows = [PhotoRow(photo, number, self._open) for number, photo in enumerate(photos, start=1)]
        for row in self.rows:
            row.described.connect(self._describe)
            row.removed.connect(self._remove)
            self._lines.addWidget(row)
        self._say_state()

    def _open(self, photo: Photo) -> None:
        PhotoDialog(self.desk, photo, self.window()).open()

    def _describe(self, photo_id: int, note: str) -> None:
        self._photos[photo_id] = replace(self._photos[photo_id], note=note)
        self.desk.run(describe_photo, photo_id, note)

    def _remove(self, photo_id: int) -> None:
        self.desk.run(withdraw_photo, photo_id, done=partial(self._removed, photo_id))

    def _removed(self, photo_id: int, _done: Done[None]) -> None:
        if photo_id not in self._ids:
            return
        place = self._ids.index(photo_id)
        self._ids.remove(photo_id)
        self._show()
        self._undo.offer(partial(self._ask_back, photo_id, place))
        self.changed.emit()

    def _ask_back(self, photo_id: int, place: int) -> None:
        self.desk.run(reinstate_photo, photo_id, done=partial(self._put_back, photo_id, place))

    def _put_back(self, photo_id: int, place: int, _done: Done[None]) -> None:
        if photo_id not in self._ids:
            self._ids.insert(place, photo_id)
            self._show()
            self.changed.emit()

    def value(self) -> tuple[int, ...]:
        """The keys of the photos attached, in their order."""
        return tuple(self._ids)

    def set_value(self, value: tuple[int, ...] | None) -> None:
        """Show these photos; none forgets all, they stay with the course."""
        self._begin_anew(list(value or ()), [])

    def raw_text(self) -> str:
        """The keys, and the files that are still on their way."""
        if not self._ids and not self._waiting:
            return ""
        waiting = [[str(one.entry_id), one.path] for one in self._waiting]
        return json.dumps({"ids": self._ids, "waiting": waiting})

    def set_raw_text(self, text: str) -> None:
        """Put back what `raw_text` gave, and attach what was still on its way."""
        ids, waiting = _from_json(text)
        self._begin_anew(ids, waiting)
        for one in waiting:
            self._attach(one)

    def _begin_anew(self, ids: list[int], waiting: list[Waiting]) -> None:
        self._ids, self._waiting = ids, waiting
        self._undo.hide()
        self.trouble.hide()
        self._show()
        if ids:
            args = (self._patient_id, self._course_id)
            self.desk.run(list_photos, *args, done=self._show_known, latest=f"session-photos-{id(self)}")
        self.changed.emit()

    def _show_known(self, photos: tuple[Photo, ...]) -> None:
        """Show the photos of a draft; one that was taken away meanwhile is left out."""
        self._photos |= {one.id: one for one in photos}
        known = [one for one in self._ids if one in self._photos]
        is_shorter = known != self._ids
        self._ids = known
        self._show()
        if is_shorter:
            self.changed.emit()

    def problems(self) -> Findings:
        """A photo on its way is waited for: signed without it, it would not be the session's."""
        if not self._waiting:
            return ()
        return (self.stop(sentence(mark("A photo is still being attached. Sign when it is there."))),)

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed."""
        self.add_button.setEnabled(not read_only)
        for row in self.rows:
            row.note.setReadOnly(read_only)
            row.remove.setEnabled(not read_only)


class _UndoLine(QWidget):
    """Says that a photo was taken away, and takes that back."""

    def __init__(self) -> None:
        super().__init__()
        self._undo: partial[None] | None = None
        self.button = Button(tr("Undo"), kind=Kind.QUIET, run=self._take_back)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Label(tr("Photo taken away."), Role.SMALL))
        row.addWidget(self.button)
        row.addStretch(1)

    def offer(self, undo: partial[None]) -> None:
        self._undo = undo
        self.show()

    def _take_back(self) -> None:
        self.hide()
        if self._undo is not None:
            self._undo()


def attach_and_show(context: Context, entry: PhotoEntry) -> Done[Photo]:
    """Attach a file and read the photo that it became; raises what both services raise."""
    done = attach_photo(context, entry)
    photos = list_photos(context, entry.patient_id, entry.course_id)
    found = next((one for one in photos if one.id == done.value), None)
    if found is None:
        raise NotFound(sentence(mark("This photo was taken away meanwhile.")))
    return Done(found, done.changed)


def _files_in(event: QDropEvent) -> list[str]:
    return [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]


def _from_json(text: str) -> tuple[list[int], list[Waiting]]:
    try:
        found: Any = json.loads(text) if text else {}
        ids = [int(one) for one in found.get("ids", ())]
        return ids, [Waiting(UUID(entry_id), str(path)) for entry_id, path in found.get("waiting", ())]
    except (ValueError, TypeError, AttributeError, RecursionError):  # damaged: the draft's other fields still come
        return [], []

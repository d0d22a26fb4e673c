"""Photos from files: look at one, attach it, show it, take it away."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from pico_tracker.db.engine import FILE_ENDINGS
from pico_tracker.db.models import (
    CourseRow,
    PatchPhotoRow,
    PatchRow,
    PatientRow,
    PhotoRow,
    ReportedReactionRow,
    SessionRow,
)
from pico_tracker.db.queries import photos as queries
from pico_tracker.db.unit_of_work import ChangeWork, Work
from pico_tracker.domain.errors import FileTrouble, NotFound
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.photos import Photo, PhotoEntry, check_photo
from pico_tracker.domain.words import clean_text, mark, sentence
from pico_tracker.services.context import Context, Done, needs, require
from pico_tracker.services.refusals import refuse_stops
from pico_tracker.store.photo_files import CleanPhoto, decode_photo, read_photo_file
from pico_tracker.store.photos import PhotoFolder


@needs(Permission.REPORT_REACTION)
def preview_photo(context: Context, path: Path) -> bytes:
    """The thumbnail (JPEG) of a file that may be attached; nothing is kept. Raises `FileTrouble`.

    Long work: up to ten seconds for the largest photos.
    """
    _folder(context)
    return _read(context, path).thumbnail


@needs(Permission.REPORT_REACTION)
def attach_photo(context: Context, entry: PhotoEntry) -> Done[int]:
    """Keep the photo of a file and return its key; what is no reported reaction's is clinical writing.

    First the encrypted file, for good, then the row. A second call with the same `entry_id` finds the
    photo of the first. Long work. Raises `Refused`, `NotFound`, `NotAllowed` or `FileTrouble`.
    """
    if entry.reaction_id is None:
        require(context, Permission.WRITE_CLINICAL)
    entry = replace(entry, note=clean_text(entry.note))
    refuse_stops(check_photo(entry, context.today()))
    folder = _folder(context)
    with context.database.read() as work:
        known = queries.find_photo_by_entry_id(work, entry.entry_id)
        if known is not None:
            return Done(known, frozenset())
        _placed(work, entry)
    photo = _read(context, entry.path)
    name = folder.keep(photo.content)
    _keep_for_paper(folder, name, photo)
    with context.database.change(context.actor()) as work:
        known = queries.find_photo_by_entry_id(work, entry.entry_id)
        if known is None:
            row = _row(_placed(work, entry), photo, name)
            row.created_at, row.added_by_id = work.at, context.operator.id
            known = _keep(work, row, entry)
        return Done(known, work.changed)


@needs(Permission.READ_CLINICAL)
def list_photos(context: Context, patient_id: int, course_id: int | None = None) -> tuple[Photo, ...]:
    """A patient's photos as thumbnails, or those of one course, oldest first."""
    with context.database.read() as work:
        return queries.list_photos(work, patient_id, course_id)


@needs(Permission.READ_CLINICAL)
def read_photo(context: Context, photo_id: int) -> bytes:
    """A photo in full (JPEG); raises `NotFound`, or `FileTrouble` where its file is missing or damaged."""
    with context.database.read() as work:
        name = work.get(PhotoRow, photo_id).file_name
    return _folder(context).read(name)


@needs(Permission.WRITE_CLINICAL)
def withdraw_photo(context: Context, photo_id: int) -> Done[None]:
    """Take a photo away from every page, such as another patient's; its file and its row stay."""
    with context.database.change(context.actor()) as work:
        row = work.hold(PhotoRow, photo_id)
        if not row.withdrawn:
            row.withdrawn = True
            row.version += 1
        return Done(None, work.changed)


def read_for_paper(context: Context, work: Work, photo_id: int) -> bytes:
    """A photo as small as it is printed (JPEG), for a sheet that may show it.

    It was made with the photo; where its file is not there, or not sound, it is made anew. Raises
    `FileTrouble` where there is nothing to make it from.
    """
    name, folder = work.get(PhotoRow, photo_id).file_name, _folder(context)
    known = folder.find_for_paper(name)
    if known is not None:
        return known
    photo = decode_photo(folder.read(name), name)
    _keep_for_paper(folder, name, photo)
    return photo.for_paper


def _keep_for_paper(folder: PhotoFolder, name: str, photo: CleanPhoto) -> None:
    with suppress(OSError):  # it saves the next report a moment and nothing else
        folder.keep_for_paper(name, photo.for_paper)


def _keep(work: ChangeWork, row: PhotoRow, entry: PhotoEntry) -> int:
    """Add the row, and what ties it to the test patch that it shows."""
    photo_id = work.add(row).id
    if entry.test_patch_id is not None:
        work.add(PatchPhotoRow(photo_id=photo_id, test_patch_id=entry.test_patch_id))
    return photo_id


def _read(context: Context, path: Path) -> CleanPhoto:
    database = context.database.path
    return read_photo_file(path, [Path(f"{database}{ending}") for ending in FILE_ENDINGS])


def _folder(context: Context) -> PhotoFolder:
    path = context.database.path
    if path is None:
        said = mark(
            "Photos can be kept only where the database is a file; on a server they have no place yet. "
            "Nothing was kept. Keep the photo where it is and say so in the note."
        )
        raise FileTrouble(sentence(said))
    return PhotoFolder(path, context.database.key)


def _placed(work: Work, entry: PhotoEntry) -> PhotoEntry:
    """The entry with the course of its reaction, session or test patch.

    Raises `NotFound` where they do not belong together.
    """
    work.get(PatientRow, entry.patient_id)
    courses = {entry.course_id}
    if entry.reaction_id is not None:
        courses.add(work.get(ReportedReactionRow, entry.reaction_id).course_id)
    if entry.session_id is not None:
        courses.add(work.get(SessionRow, entry.session_id).course_id)
    if entry.test_patch_id is not None:
        courses.add(work.get(PatchRow, entry.test_patch_id).course_id)
    found = courses - {None}
    if any(work.get(CourseRow, one).patient_id != entry.patient_id for one in found) or len(found) > 1:
        said = mark("This photo was meant for another patient or course. Nothing was kept. Open the record again.")
        raise NotFound(sentence(said))
    return replace(entry, course_id=next(iter(found), None))


def _row(entry: PhotoEntry, photo: CleanPhoto, name: str) -> PhotoRow:
    return PhotoRow(
        entry_id=entry.entry_id,
        patient_id=entry.patient_id,
        course_id=entry.course_id,
        session_id=entry.session_id,
        reaction_id=entry.reaction_id,
        taken_on=entry.taken_on,
        file_name=name,
        width=photo.width,
        height=photo.height,
        thumbnail=photo.thumbnail,
        note=entry.note,
    )

"""The photos of a course that a report prints, read from their files."""

from pico_tracker.db.queries.consents import list_consents
from pico_tracker.db.queries.photos import list_photos
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.course_photos import (
    NO_PHOTOS,
    ChosenPhoto,
    CoursePhotos,
    ReportPhoto,
    choose_photos,
    why_withheld,
)
from pico_tracker.domain.errors import FileTrouble
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.services.context import Context
from pico_tracker.services.photos import read_for_paper


def photos_for_paper(context: Context, work: Work, progress: CourseProgress) -> CoursePhotos:
    """The first photo of a course and the latest, where the patient agreed to photos for the record.

    A file that is missing or damaged stops no report: it is counted. Long work at the first print of
    photos that an earlier version of the program attached.
    """
    course_id, patient_id = progress.course.id, progress.course.entry.patient_id
    chosen = choose_photos(list_photos(work, patient_id, course_id), progress.sessions)
    if not chosen:
        return NO_PHOTOS
    withheld = why_withheld(list_consents(work, course_id), context.today())
    if withheld is not None:
        return CoursePhotos(withheld=withheld)
    read = [_read(context, work, one) for one in chosen]
    photos = tuple(photo for photo in read if photo is not None)
    return CoursePhotos(photos=photos, unread=len(read) - len(photos))


def _read(context: Context, work: Work, chosen: ChosenPhoto) -> ReportPhoto | None:
    try:
        jpeg = read_for_paper(context, work, chosen.photo.id)
    except FileTrouble:
        return None
    return ReportPhoto(
        jpeg=jpeg,
        width=chosen.photo.width,
        height=chosen.photo.height,
        taken_on=chosen.taken_on,
        sessions_before=chosen.sessions_before,
    )

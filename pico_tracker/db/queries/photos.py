"""Photos of a patient, and what is asked of one before it is kept."""

from uuid import UUID

from sqlalchemy import select

from pico_tracker.db.models import PatchPhotoRow, PhotoRow, ReportedReactionRow
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.photos import Photo


def find_photo_by_entry_id(work: Work, entry_id: UUID) -> int | None:
    """The photo that this form attached, if it did."""
    return work.connection.scalar(select(PhotoRow.id).where(PhotoRow.entry_id == entry_id))


def list_photos(work: Work, patient_id: int, course_id: int | None) -> tuple[Photo, ...]:
    """A patient's photos, or those of one course, oldest first; without those withdrawn."""
    wanted = (
        select(
            PhotoRow.id,
            PhotoRow.version,
            PhotoRow.patient_id,
            PhotoRow.course_id,
            PhotoRow.session_id,
            PhotoRow.reaction_id,
            ReportedReactionRow.side_effect_id,
            PhotoRow.taken_on,
            PhotoRow.width,
            PhotoRow.height,
            PhotoRow.thumbnail,
            PhotoRow.note,
            PatchPhotoRow.test_patch_id,
        )
        .outerjoin(ReportedReactionRow, ReportedReactionRow.id == PhotoRow.reaction_id)
        .outerjoin(PatchPhotoRow, PatchPhotoRow.photo_id == PhotoRow.id)
        .where(PhotoRow.patient_id == patient_id, PhotoRow.withdrawn.is_(False))
        .order_by(PhotoRow.created_at, PhotoRow.id)
    )
    if course_id is not None:
        wanted = wanted.where(PhotoRow.course_id == course_id)
    return tuple(Photo(**row) for row in work.connection.execute(wanted).mappings())

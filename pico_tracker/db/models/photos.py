"""Photos of patients: what is known of each; the originals are encrypted files beside the database."""

from datetime import date

from sqlalchemy import Index, LargeBinary, false
from sqlalchemy.orm import Mapped, mapped_column

from pico_tracker.db.base import STRICT, Base, Record, at_most, between, refers_to
from pico_tracker.domain.photos import NAME_LENGTH
from pico_tracker.domain.topics import Topic
from pico_tracker.domain.words import TEXT_LIMIT


class PhotoRow(Record, Base):
    """A photo that was attached; rows are only ever added, taking one away marks it withdrawn."""

    __tablename__ = "photo"
    __table_args__ = (
        between("width", 1, 20000),
        between("height", 1, 20000),
        *at_most({"file_name": NAME_LENGTH, "note": TEXT_LIMIT}),
        Index(None, "patient_id"),
        Index(None, "course_id"),
        Index(None, "session_id"),
        Index(None, "reaction_id"),
        STRICT,
    )
    topic = Topic.PHOTOS

    patient_id: Mapped[int] = mapped_column(refers_to("patient"))
    course_id: Mapped[int | None] = mapped_column(refers_to("course"))
    session_id: Mapped[int | None] = mapped_column(refers_to("session"))
    reaction_id: Mapped[int | None] = mapped_column(refers_to("reported_reaction"))
    taken_on: Mapped[date | None]
    file_name: Mapped[str]
    """Keyed hash of the original's content: the name of its file."""
    width: Mapped[int]
    height: Mapped[int]
    thumbnail: Mapped[bytes] = mapped_column(LargeBinary)
    note: Mapped[str]
    added_by_id: Mapped[int] = mapped_column(refers_to("staff"))
    withdrawn: Mapped[bool] = mapped_column(default=False, server_default=false())

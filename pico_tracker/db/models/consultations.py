"""Signed consultations and what was corrected since; rows are only ever added."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from pico_tracker.db.base import STRICT, Base, Record, Utc, at_most, between, one_of, refers_to
from pico_tracker.domain.consultations import BaselinePhotos
from pico_tracker.domain.courses import SESSIONS_LIMIT
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.topics import Topic
from pico_tracker.domain.words import LINE_LIMIT, TEXT_LIMIT


class ConsultationRow(Record, Base):
    """A consultation as it was signed."""

    __tablename__ = "consultation"
    __table_args__ = (
        one_of("fitzpatrick", Fitzpatrick),
        one_of("photos", BaselinePhotos),
        between("sessions_from", 1, SESSIONS_LIMIT),
        between("sessions_to", 1, SESSIONS_LIMIT),
        *at_most(
            {
                "history": TEXT_LIMIT,
                "medicines": TEXT_LIMIT,
                "goal": TEXT_LIMIT,
                "told_other": TEXT_LIMIT,
                "limits": TEXT_LIMIT,
                "photos_note": LINE_LIMIT,
            }
        ),
        Index(None, "course_id", "held_on"),
        STRICT,
    )
    topic = Topic.CONSULTATIONS

    course_id: Mapped[int] = mapped_column(refers_to("course"))
    held_on: Mapped[date]
    history: Mapped[str]
    fitzpatrick: Mapped[str]
    medicines: Mapped[str]
    allergies: Mapped[str]
    """As known that day, one a line."""
    goal: Mapped[str]
    told_no_treatment: Mapped[bool]
    told_topical: Mapped[bool]
    told_other: Mapped[str]
    sessions_from: Mapped[int]
    sessions_to: Mapped[int]
    limits: Mapped[str]
    photos: Mapped[str]
    photos_note: Mapped[str]
    preparation_told: Mapped[bool]
    agreed: Mapped[bool]
    signed_by_id: Mapped[int] = mapped_column(refers_to("staff"))
    signed_at: Mapped[datetime] = mapped_column(Utc)


class ConsultationAmendmentRow(Record, Base):
    """A correction beside the consultation."""

    __tablename__ = "consultation_amendment"
    __table_args__ = (
        *at_most({"text": TEXT_LIMIT, "reason": TEXT_LIMIT}),
        Index(None, "consultation_id"),
        STRICT,
    )
    topic = Topic.CONSULTATIONS

    consultation_id: Mapped[int] = mapped_column(refers_to("consultation"))
    text: Mapped[str]
    reason: Mapped[str]
    author_id: Mapped[int] = mapped_column(refers_to("staff"))

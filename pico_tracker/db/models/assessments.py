"""Assessments on scales."""

from datetime import date
from decimal import Decimal

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from pico_tracker.db.base import STRICT, Base, Record, Scaled, at_most, refers_to
from pico_tracker.domain.topics import Topic
from pico_tracker.domain.words import LINE_LIMIT, TEXT_LIMIT


class AssessmentRow(Record, Base):
    """A patient scored on a scale. Never changed: a correction is a row that names the one it corrects.

    How many sessions came before it is counted when it is read.
    """

    __tablename__ = "assessment"
    __table_args__ = (
        *at_most(
            {
                "scale_key": LINE_LIMIT,
                "scale_version": LINE_LIMIT,
                "answers": TEXT_LIMIT,
                "summary": TEXT_LIMIT,
                "note": TEXT_LIMIT,
                "correction_reason": TEXT_LIMIT,
            }
        ),
        Index(None, "patient_id"),
        Index(None, "course_id", "scale_key", "assessed_on"),
        Index(None, "corrects_id", unique=True),
        STRICT,
    )
    topic = Topic.ASSESSMENTS

    patient_id: Mapped[int] = mapped_column(refers_to("patient"))
    course_id: Mapped[int | None] = mapped_column(refers_to("course"))
    scale_key: Mapped[str]
    scale_version: Mapped[str]
    answers: Mapped[str]
    """JSON: item to answer, as text."""
    score: Mapped[Decimal | None] = mapped_column(Scaled(2))
    band: Mapped[str]
    summary: Mapped[str]
    assessed_on: Mapped[date]
    note: Mapped[str]
    taken_over: Mapped[bool]
    """Whether its range of sessions or its skin type went into the course's or the patient's record."""
    rated_by_id: Mapped[int] = mapped_column(refers_to("staff"))
    corrects_id: Mapped[int | None] = mapped_column(refers_to("assessment"))
    correction_reason: Mapped[str]

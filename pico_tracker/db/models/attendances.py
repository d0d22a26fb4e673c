"""Visits that ended without treatment, and what patients take or have done beside the laser."""

from datetime import date, datetime

from sqlalchemy import Index, false
from sqlalchemy.orm import Mapped, mapped_column

from pico_tracker.db.base import STRICT, Base, Record, Utc, at_most, between, one_of, refers_to
from pico_tracker.domain.alongside import AlongsideKind
from pico_tracker.domain.attendances import AttendanceKind
from pico_tracker.domain.safety_checks import Healing
from pico_tracker.domain.topics import Topic
from pico_tracker.domain.words import LINE_LIMIT, TEXT_LIMIT


class AttendanceRow(Record, Base):
    """A signed visit at which nothing was treated; it counts as a visit, never as a session."""

    __tablename__ = "attendance"
    __table_args__ = (
        one_of("kind", AttendanceKind),
        one_of("healing", Healing),
        between("satisfaction", 0, 10),
        between("goal_reached", 0, 10),
        *at_most({"reason": TEXT_LIMIT, "note": TEXT_LIMIT, "void_reason": TEXT_LIMIT}),
        Index(None, "course_id", "held_on"),
        Index(None, "visit_id"),
        STRICT,
    )
    topic = Topic.SESSIONS

    course_id: Mapped[int] = mapped_column(refers_to("course"))
    visit_id: Mapped[int | None] = mapped_column(refers_to("visit"))
    held_on: Mapped[date]
    kind: Mapped[str]
    healing: Mapped[str | None]
    reason: Mapped[str]
    """Why nothing was treated; may be empty for a review."""
    note: Mapped[str]
    return_on: Mapped[date | None]
    """When the patient is to come again."""
    satisfaction: Mapped[int | None]
    goal_reached: Mapped[int | None]
    """How far the patient's goal is reached, 0 to 10, in the patient's words."""
    signed_by_id: Mapped[int] = mapped_column(refers_to("staff"))
    signed_at: Mapped[datetime] = mapped_column(Utc)
    is_void: Mapped[bool] = mapped_column(default=False, server_default=false())
    void_reason: Mapped[str] = mapped_column(default="", server_default="")
    voided_by_id: Mapped[int | None] = mapped_column(refers_to("staff"))
    voided_at: Mapped[datetime | None] = mapped_column(Utc)


class AttendanceAmendmentRow(Record, Base):
    """A correction beside the signed note of a visit without treatment."""

    __tablename__ = "attendance_amendment"
    __table_args__ = (
        *at_most({"text": TEXT_LIMIT, "reason": TEXT_LIMIT}),
        Index(None, "attendance_id"),
        STRICT,
    )
    topic = Topic.SESSIONS

    attendance_id: Mapped[int] = mapped_column(refers_to("attendance"))
    text: Mapped[str]
    reason: Mapped[str]
    author_id: Mapped[int] = mapped_column(refers_to("staff"))


class AlongsideRow(Record, Base):
    """A cream, tablet, peel or treatment elsewhere, with its days."""

    __tablename__ = "alongside"
    __table_args__ = (
        one_of("kind", AlongsideKind),
        *at_most({"what": LINE_LIMIT, "note": TEXT_LIMIT}),
        Index(None, "patient_id"),
        STRICT,
    )
    topic = Topic.SESSIONS

    patient_id: Mapped[int] = mapped_column(refers_to("patient"))
    kind: Mapped[str]
    what: Mapped[str]
    from_on: Mapped[date | None]
    until_on: Mapped[date | None]
    note: Mapped[str]
    recorded_by_id: Mapped[int] = mapped_column(refers_to("staff"))

"""Visits, the courses they serve and what they occupy."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from pico_tracker.db.base import STRICT, Base, Record, Utc, at_most, one_of, refers_to
from pico_tracker.domain.diary import VisitKind, VisitPart, VisitState
from pico_tracker.domain.topics import Topic
from pico_tracker.domain.words import TEXT_LIMIT

_ONE_RESOURCE = (
    " + ".join(f"(CASE WHEN {column} IS NULL THEN 0 ELSE 1 END)" for column in ("staff_id", "room_id", "device_id"))
    + " = 1"
)


class VisitRow(Record, Base):
    """A visit of a patient."""

    __tablename__ = "visit"
    __table_args__ = (
        one_of("kind", VisitKind),
        one_of("state", VisitState),
        CheckConstraint("ends_at > starts_at", name="order"),
        *at_most({"note": TEXT_LIMIT}),
        Index(None, "starts_at"),
        Index(None, "patient_id", "starts_at"),
        STRICT,
    )
    topic = Topic.VISITS

    patient_id: Mapped[int] = mapped_column(refers_to("patient"))
    kind: Mapped[str]
    state: Mapped[str]
    starts_at: Mapped[datetime] = mapped_column(Utc)
    ends_at: Mapped[datetime] = mapped_column(Utc)
    note: Mapped[str]
    override_reason: Mapped[str] = mapped_column(default="")


class VisitCourseRow(Base):
    """A course that a visit serves; one visit may serve several."""

    __tablename__ = "visit_course"
    __table_args__ = (Index(None, "course_id"), STRICT)
    topic = Topic.VISITS

    visit_id: Mapped[int] = mapped_column(refers_to("visit"), primary_key=True)
    course_id: Mapped[int] = mapped_column(refers_to("course"), primary_key=True)


class OccupancyRow(Base):
    """One resource that one part of a visit occupies: a person, a room or a device."""

    __tablename__ = "occupancy"
    __table_args__ = (
        one_of("part", VisitPart),
        CheckConstraint("ends_at > starts_at", name="order"),
        CheckConstraint(_ONE_RESOURCE, name="one_resource"),
        Index(None, "visit_id"),
        Index(None, "staff_id", "starts_at"),
        Index(None, "room_id", "starts_at"),
        Index(None, "device_id", "starts_at"),
        STRICT,
    )
    topic = Topic.VISITS

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(refers_to("visit"))
    part: Mapped[str]
    staff_id: Mapped[int | None] = mapped_column(refers_to("staff"))
    room_id: Mapped[int | None] = mapped_column(refers_to("room"))
    device_id: Mapped[int | None] = mapped_column(refers_to("device"))
    starts_at: Mapped[datetime] = mapped_column(Utc)
    ends_at: Mapped[datetime] = mapped_column(Utc)

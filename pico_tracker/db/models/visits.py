"""Visits, the courses they serve and what they occupy."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Uuid, false, text
from sqlalchemy.orm import Mapped, mapped_column

from pico_tracker.db.base import STRICT, Base, Record, Utc, at_most, one_of, refers_to
from pico_tracker.db.schema import HELD_ONCE
from pico_tracker.domain.diary import VisitKind, VisitPart, VisitState
from pico_tracker.domain.topics import Topic
from pico_tracker.domain.words import TEXT_LIMIT

_ONE_RESOURCE = " + ".join(f"(CASE WHEN {column} IS NULL THEN 0 ELSE 1 END)" for column in HELD_ONCE) + " = 1"
_IS_TIED = text("tie IS NOT NULL")
_IN_BATCH = text("batch IS NOT NULL")


class VisitRow(Record, Base):
    """A visit of a patient."""

    __tablename__ = "visit"
    __table_args__ = (
        one_of("kind", VisitKind),
        one_of("state", VisitState),
        CheckConstraint("ends_at > starts_at", name="order"),
        *at_most({"note": TEXT_LIMIT, "desk_note": TEXT_LIMIT}),
        Index(None, "starts_at"),
        Index(None, "patient_id", "starts_at"),
        Index(
            "ix_visit_tie", "tie", sqlite_where=text("tie IS NOT NULL"), postgresql_where=text("tie IS NOT NULL")
        ),
        STRICT,
    )
    topic = Topic.VISITS

    patient_id: Mapped[int] = mapped_column(refers_to("patient"))
    kind: Mapped[str]
    state: Mapped[str]
    starts_at: Mapped[datetime] = mapped_column(Utc)
    ends_at: Mapped[datetime] = mapped_column(Utc)
    note: Mapped[str]
    """Clinical; reception does not read it."""
    override_reason: Mapped[str] = mapped_column(default="")
    desk_note: Mapped[str] = mapped_column(default="", server_default="")
    """For everybody at the desk; nothing clinical."""
    state_at: Mapped[datetime | None] = mapped_column(Utc)
    """When it came into its state; None as long as it was never moved on."""
    is_walk_in: Mapped[bool] = mapped_column(default=False, server_default=false())
    tie: Mapped[UUID | None] = mapped_column(Uuid)
    """The same for visits that belong together and move together, such as those of a couple."""


class VisitCourseRow(Base):
    """A course that a visit serves; one visit may serve several."""

    __tablename__ = "visit_course"
    __table_args__ = (Index(None, "course_id"), STRICT)
    topic = Topic.VISITS

    visit_id: Mapped[int] = mapped_column(refers_to("visit"), primary_key=True)
    course_id: Mapped[int] = mapped_column(refers_to("course"), primary_key=True)


class OccupancyRow(Base):
    """One resource that one part of a visit holds: the patient, a person, a room or a device.

    Only an `active` one keeps others out: a cancelled or missed visit lets go of its time and can
    take it again when that is undone. Clean-up does not hold the patient.
    """

    __tablename__ = "occupancy"
    __table_args__ = (
        one_of("part", VisitPart),
        CheckConstraint("ends_at > starts_at", name="order"),
        CheckConstraint(_ONE_RESOURCE, name="one_resource"),
        Index(None, "visit_id"),
        *(Index(None, column, "starts_at") for column in HELD_ONCE),
        STRICT,
    )
    topic = Topic.VISITS

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(refers_to("visit"))
    part: Mapped[str]
    patient_id: Mapped[int | None] = mapped_column(refers_to("patient"))
    staff_id: Mapped[int | None] = mapped_column(refers_to("staff"))
    room_id: Mapped[int | None] = mapped_column(refers_to("room"))
    device_id: Mapped[int | None] = mapped_column(refers_to("device"))
    starts_at: Mapped[datetime] = mapped_column(Utc)
    ends_at: Mapped[datetime] = mapped_column(Utc)
    active: Mapped[bool] = mapped_column(default=True)


class VisitStepRow(Base):
    """A visit moved in time or from state to state, by whom and why; rows are only ever added."""

    __tablename__ = "visit_step"
    __table_args__ = (
        one_of("from_state", VisitState),
        one_of("to_state", VisitState),
        *at_most({"reason": TEXT_LIMIT}),
        Index(None, "visit_id"),
        Index("ix_visit_step_batch", "batch", sqlite_where=_IN_BATCH, postgresql_where=_IN_BATCH),
        STRICT,
    )
    topic = Topic.VISITS

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(refers_to("visit"))
    at: Mapped[datetime] = mapped_column(Utc)
    by_id: Mapped[int] = mapped_column(refers_to("staff"))
    from_state: Mapped[str]
    to_state: Mapped[str]
    before: Mapped[str]
    """Where it stood, as JSON of its `Booking`; "" where only the state changed."""
    after: Mapped[str]
    reason: Mapped[str]
    batch: Mapped[UUID | None] = mapped_column(Uuid)
    """The same for steps that were taken as one, such as solving an absence; they are undone as one."""
    undoes_id: Mapped[int | None] = mapped_column(refers_to("visit_step"))
    """The step that this one took back."""

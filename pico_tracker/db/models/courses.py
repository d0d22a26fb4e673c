"""Courses and the clearance read in them."""

from datetime import date, datetime

from sqlalchemy import Index, false, text
from sqlalchemy.orm import Mapped, mapped_column

from pico_tracker.db.base import STRICT, Base, Record, Utc, at_most, between, one_of, refers_to
from pico_tracker.domain.courses import CourseState
from pico_tracker.domain.topics import Topic
from pico_tracker.domain.words import TEXT_LIMIT


class CourseRow(Record, Base):
    """A course. Counts and dates below `state` follow from its sessions and are kept by services."""

    __tablename__ = "course"
    __table_args__ = (
        one_of("state", CourseState),
        between("sessions_from", 1, 60),
        between("sessions_to", 1, 60),
        between("earliest_weeks", 1, 104),
        between("target_weeks", 1, 104),
        between("late_weeks", 1, 104),
        between("maintenance_months", 1, 60),
        *at_most({"area": 200}),
        Index(None, "patient_id"),
        Index(
            "ix_course_due",
            "window_earliest_on",
            sqlite_where=text("state IN ('planned', 'active')"),
            postgresql_where=text("state IN ('planned', 'active')"),
        ),
        Index(
            "ix_course_maintenance",
            "maintenance_due_on",
            sqlite_where=text("maintenance_due_on IS NOT NULL"),
            postgresql_where=text("maintenance_due_on IS NOT NULL"),
        ),
        STRICT,
    )
    topic = Topic.COURSES

    patient_id: Mapped[int] = mapped_column(refers_to("patient"))
    concern_id: Mapped[int] = mapped_column(refers_to("concern"))
    area: Mapped[str]
    sessions_from: Mapped[int]
    sessions_to: Mapped[int]
    earliest_weeks: Mapped[int]
    target_weeks: Mapped[int]
    late_weeks: Mapped[int]
    maintenance_months: Mapped[int | None]
    opened_on: Mapped[date]
    goal: Mapped[str]
    state: Mapped[str]
    state_reason: Mapped[str] = mapped_column(default="")
    state_since_on: Mapped[date | None]
    sessions_done: Mapped[int] = mapped_column(default=0)
    maintenance_done: Mapped[int] = mapped_column(default=0)
    last_session_on: Mapped[date | None]
    window_earliest_on: Mapped[date | None]
    window_target_on: Mapped[date | None]
    window_late_on: Mapped[date | None]
    held_from_on: Mapped[date | None]
    """From this day on there is no date, because a reaction has to be reviewed first."""
    maintenance_due_on: Mapped[date | None]
    maintenance_by_hand: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether a person set that date; it then stays until the next session or state."""


class CourseMoveRow(Base):
    """One move of a course from state to state; rows are only ever added."""

    __tablename__ = "course_move"
    __table_args__ = (
        one_of("from_state", CourseState),
        one_of("to_state", CourseState),
        *at_most({"reason": TEXT_LIMIT}),
        Index(None, "course_id"),
        Index(None, "at"),
        STRICT,
    )
    topic = Topic.COURSES

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(refers_to("course"))
    at: Mapped[datetime] = mapped_column(Utc)
    moved_by_id: Mapped[int] = mapped_column(refers_to("staff"))
    from_state: Mapped[str]
    to_state: Mapped[str]
    reason: Mapped[str]


class ClearanceReadingRow(Record, Base):
    """A clearance in percent, with the number of sessions before the look."""

    __tablename__ = "clearance_reading"
    __table_args__ = (between("percent", -100, 100), Index(None, "course_id", "read_on"), STRICT)
    topic = Topic.SESSIONS

    course_id: Mapped[int] = mapped_column(refers_to("course"))
    session_id: Mapped[int | None] = mapped_column(refers_to("session"))
    """The session in which it was read before treating, if it was."""
    read_on: Mapped[date]
    percent: Mapped[int]
    sessions_before: Mapped[int]
    read_by_id: Mapped[int] = mapped_column(refers_to("staff"))

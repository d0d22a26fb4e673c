"""Courses and the clearance read in them."""

from datetime import date

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from pico_tracker.db.base import STRICT, Base, Record, at_most, between, one_of, refers_to
from pico_tracker.domain.courses import CourseState
from pico_tracker.domain.topics import Topic


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
        Index(
            "ix_course_finished",
            "concern_id",
            "last_session_on",
            sqlite_where=text("state IN ('completed', 'maintenance')"),
            postgresql_where=text("state IN ('completed', 'maintenance')"),
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
    sessions_done: Mapped[int] = mapped_column(default=0)
    maintenance_done: Mapped[int] = mapped_column(default=0)
    last_session_on: Mapped[date | None]
    window_earliest_on: Mapped[date | None]
    window_target_on: Mapped[date | None]
    window_late_on: Mapped[date | None]
    maintenance_due_on: Mapped[date | None]


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

"""What a practitioner plans for next time, and what was agreed about a course; rows are only ever added."""

from datetime import date
from decimal import Decimal

from sqlalchemy import Index, false
from sqlalchemy.orm import Mapped, mapped_column

from pico_tracker.db.base import STRICT, Base, Record, Scaled, at_most, between, refers_to
from pico_tracker.domain.courses import MONTHS_LIMIT, SESSIONS_LIMIT, WEEKS_LIMIT
from pico_tracker.domain.diary import LONGEST_MINUTES, SHORTEST_MINUTES
from pico_tracker.domain.topics import Topic
from pico_tracker.domain.words import LINE_LIMIT, TEXT_LIMIT


class NextPlanRow(Record, Base):
    """A plan for the next visit of a course; the newest one counts."""

    __tablename__ = "next_plan"
    __table_args__ = (
        between("minutes", SHORTEST_MINUTES, LONGEST_MINUTES),
        *at_most({"note": TEXT_LIMIT}),
        Index(None, "course_id", "made_on"),
        Index(None, "session_id"),
        Index(None, "attendance_id"),
        STRICT,
    )
    topic = Topic.SESSIONS

    course_id: Mapped[int] = mapped_column(refers_to("course"))
    session_id: Mapped[int | None] = mapped_column(refers_to("session"))
    attendance_id: Mapped[int | None] = mapped_column(refers_to("attendance"))
    made_on: Mapped[date]
    minutes: Mapped[int | None]
    """Of the treatment."""
    room_id: Mapped[int | None] = mapped_column(refers_to("room"))
    device_id: Mapped[int | None] = mapped_column(refers_to("device"))
    """Laser to book, where it is not that of the first planned pass."""
    note: Mapped[str]
    made_by_id: Mapped[int] = mapped_column(refers_to("staff"))


class PlannedPassRow(Base):
    """One pass planned; what is left open is empty."""

    __tablename__ = "planned_pass"
    __table_args__ = (
        between("fluence_j_cm2", 50, 20_000),
        between("spot_width_mm", 100, 1500),
        *at_most({"purpose": LINE_LIMIT}),
        Index(None, "device_id"),
        STRICT,
    )
    topic = Topic.SESSIONS

    plan_id: Mapped[int] = mapped_column(refers_to("next_plan"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[str]
    device_id: Mapped[int | None] = mapped_column(refers_to("device"))
    handpiece_id: Mapped[int | None] = mapped_column(refers_to("handpiece"))
    wavelength_nm: Mapped[int | None]
    pulse_duration_ps: Mapped[int | None]
    spot_width_mm: Mapped[Decimal | None] = mapped_column(Scaled(2))
    fluence_j_cm2: Mapped[Decimal | None] = mapped_column(Scaled(3))
    is_patch: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether it is to be a test patch only."""


class CourseAgreementRow(Record, Base):
    """A plan of a course as it was agreed with the patient; a longer one is a row of its own."""

    __tablename__ = "course_agreement"
    __table_args__ = (
        between("sessions_from", 1, SESSIONS_LIMIT),
        between("sessions_to", 1, SESSIONS_LIMIT),
        between("earliest_weeks", 1, WEEKS_LIMIT),
        between("target_weeks", 1, WEEKS_LIMIT),
        between("late_weeks", 1, WEEKS_LIMIT),
        between("maintenance_months", 1, MONTHS_LIMIT),
        *at_most({"reason": TEXT_LIMIT}),
        Index(None, "course_id", "number", unique=True),
        STRICT,
    )
    topic = Topic.COURSES

    course_id: Mapped[int] = mapped_column(refers_to("course"))
    number: Mapped[int]
    sessions_from: Mapped[int]
    sessions_to: Mapped[int]
    earliest_weeks: Mapped[int]
    target_weeks: Mapped[int]
    late_weeks: Mapped[int]
    maintenance_months: Mapped[int | None]
    agreed_on: Mapped[date]
    reason: Mapped[str]
    written_by_id: Mapped[int] = mapped_column(refers_to("staff"))

"""Answers to the screening questions and test patches: rows are only ever added."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Index, Uuid, false
from sqlalchemy.orm import Mapped, mapped_column

from pico_tracker.db.base import STRICT, Base, Record, Scaled, Utc, at_most, between, one_of, refers_to
from pico_tracker.domain.patients import Fitzpatrick
from pico_tracker.domain.screening import Answer
from pico_tracker.domain.test_patches import PatchResult
from pico_tracker.domain.topics import Topic
from pico_tracker.domain.words import LINE_LIMIT, TEXT_LIMIT


class ScreeningAnswerRow(Base):
    """One answer of one day. A later answer is a row of its own."""

    __tablename__ = "screening_answer"
    __table_args__ = (
        one_of("answer", Answer),
        *at_most({"question": 200, "note": TEXT_LIMIT}),
        Index(None, "patient_id"),
        Index(None, "session_id"),
        STRICT,
    )
    topic = Topic.SCREENING

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[int] = mapped_column(refers_to("patient"))
    course_id: Mapped[int | None] = mapped_column(refers_to("course"))
    """The course whose area it is about; None: it is about the patient."""
    session_id: Mapped[int | None] = mapped_column(refers_to("session"))
    """The session before which it was asked, if it was."""
    question: Mapped[str]
    """Key of the rule; its words are those of `rules_revision`."""
    answer: Mapped[str]
    note: Mapped[str]
    given_on: Mapped[date]
    asked_by_id: Mapped[int] = mapped_column(refers_to("staff"))
    recorded_at: Mapped[datetime] = mapped_column(Utc)
    rules_revision: Mapped[int | None] = mapped_column(refers_to("rule_revision"))


class PatchRow(Record, Base):
    """A test patch where and as it was placed."""

    __tablename__ = "test_patch"
    __table_args__ = (
        one_of("skin_type", Fitzpatrick),
        between("fluence_j_cm2", 50, 20_000),
        between("spot_width_mm", 100, 1500),
        *at_most({"note": TEXT_LIMIT}),
        Index(None, "placed_on"),
        Index(None, "course_id"),
        Index(None, "device_id"),
        STRICT,
    )
    topic = Topic.SCREENING

    course_id: Mapped[int] = mapped_column(refers_to("course"))
    device_id: Mapped[int] = mapped_column(refers_to("device"))
    wavelength_nm: Mapped[int]
    pulse_duration_ps: Mapped[int]
    spot_width_mm: Mapped[Decimal] = mapped_column(Scaled(2))
    fluence_j_cm2: Mapped[Decimal] = mapped_column(Scaled(3))
    skin_type: Mapped[str | None]
    """The patient's on that day."""
    placed_on: Mapped[date]
    placed_by_id: Mapped[int] = mapped_column(refers_to("staff"))
    note: Mapped[str]


class PatchReadingRow(Record, Base):
    """What was seen on a test patch; the last reading counts."""

    __tablename__ = "test_patch_reading"
    __table_args__ = (
        one_of("result", PatchResult),
        *at_most({"note": TEXT_LIMIT}),
        Index(None, "test_patch_id"),
        STRICT,
    )
    topic = Topic.SCREENING

    test_patch_id: Mapped[int] = mapped_column(refers_to("test_patch"))
    read_on: Mapped[date]
    result: Mapped[str]
    note: Mapped[str]
    is_chosen: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether its setting is the one to go on with."""
    read_by_id: Mapped[int] = mapped_column(refers_to("staff"))


class PatchSpotRow(Base):
    """Which spot of a series a test patch is: placed together, each with its handpiece and place."""

    __tablename__ = "test_patch_spot"
    __table_args__ = (*at_most({"place": LINE_LIMIT}), Index(None, "series"), STRICT)
    topic = Topic.SCREENING

    test_patch_id: Mapped[int] = mapped_column(refers_to("test_patch"), primary_key=True)
    series: Mapped[UUID] = mapped_column(Uuid)
    """The same for spots placed together."""
    position: Mapped[int]
    handpiece_id: Mapped[int | None] = mapped_column(refers_to("handpiece"))
    place: Mapped[str]
    """Where on the area."""


class PatchPhotoRow(Base):
    """A photo that shows a test patch."""

    __tablename__ = "test_patch_photo"
    __table_args__ = (Index(None, "test_patch_id"), STRICT)
    topic = Topic.PHOTOS

    photo_id: Mapped[int] = mapped_column(refers_to("photo"), primary_key=True)
    test_patch_id: Mapped[int] = mapped_column(refers_to("test_patch"))

"""Treated areas on the body and face maps."""

from decimal import Decimal

from sqlalchemy import Index, false
from sqlalchemy.orm import Mapped, mapped_column

from pico_tracker.db.base import STRICT, Base, Record, Scaled, at_most, between, one_of, refers_to
from pico_tracker.domain.topics import Topic
from pico_tracker.domain.treated_areas import OUTLINE_LIMIT, BodyView
from pico_tracker.domain.words import LINE_LIMIT


class TreatedAreaRow(Record, Base):
    """A named area of a course, as it is treated again and again."""

    __tablename__ = "treated_area"
    __table_args__ = (
        one_of("view", BodyView),
        between("area_cm2", 1, 20_000),
        *at_most({"name": LINE_LIMIT, "outline": OUTLINE_LIMIT}),
        Index(None, "course_id"),
        STRICT,
    )
    topic = Topic.SESSIONS

    course_id: Mapped[int] = mapped_column(refers_to("course"))
    name: Mapped[str]
    view: Mapped[str]
    outline: Mapped[str]
    """JSON: points of the outline in thousandths of the map's width and height."""
    area_cm2: Mapped[Decimal | None] = mapped_column(Scaled(1))
    retired: Mapped[bool] = mapped_column(default=False, server_default=false())


class SessionAreaRow(Base):
    """An area treated in a session, as it was outlined and measured that day."""

    __tablename__ = "session_area"
    __table_args__ = (
        between("area_cm2", 1, 20_000),
        *at_most({"outline": OUTLINE_LIMIT}),
        Index(None, "area_id"),
        STRICT,
    )
    topic = Topic.SESSIONS

    session_id: Mapped[int] = mapped_column(refers_to("session"), primary_key=True)
    area_id: Mapped[int] = mapped_column(refers_to("treated_area"), primary_key=True)
    outline: Mapped[str]
    area_cm2: Mapped[Decimal | None] = mapped_column(Scaled(1))

"""What patients were told, whether they came prepared, and follow-up calls; rows are only ever added."""

from datetime import date

from sqlalchemy import Index, false
from sqlalchemy.orm import Mapped, mapped_column

from pico_tracker.db.base import STRICT, Base, Record, at_most, one_of, refers_to
from pico_tracker.domain.advice import AdviceKind
from pico_tracker.domain.topics import Topic
from pico_tracker.domain.words import LINE_LIMIT


class AdviceRow(Record, Base):
    """Something was told on a day."""

    __tablename__ = "advice"
    __table_args__ = (
        one_of("kind", AdviceKind),
        *at_most({"language": LINE_LIMIT}),
        Index(None, "course_id", "told_on"),
        Index(None, "session_id"),
        STRICT,
    )
    topic = Topic.ADVICE

    course_id: Mapped[int] = mapped_column(refers_to("course"))
    session_id: Mapped[int | None] = mapped_column(refers_to("session"))
    kind: Mapped[str]
    told_on: Mapped[date]
    told_by_id: Mapped[int] = mapped_column(refers_to("staff"))
    language: Mapped[str]
    spoken: Mapped[bool]
    printed: Mapped[bool]
    emailed: Mapped[bool]
    withdrawn: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether it was written for a print that was taken back: nobody was told."""


class AdvicePartRow(Base):
    """One instruction in the version in which it was told."""

    __tablename__ = "advice_part"
    __table_args__ = (*at_most({"rule_key": LINE_LIMIT}), STRICT)
    topic = Topic.ADVICE

    advice_id: Mapped[int] = mapped_column(refers_to("advice"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    rule_key: Mapped[str]
    rule_version: Mapped[int]


class PreparationCheckRow(Record, Base):
    """Whether the patient came prepared."""

    __tablename__ = "preparation_check"
    __table_args__ = (*at_most({"note": LINE_LIMIT}), Index(None, "course_id", "checked_on"), STRICT)
    topic = Topic.ADVICE

    course_id: Mapped[int] = mapped_column(refers_to("course"))
    checked_on: Mapped[date]
    sun_avoided: Mapped[bool]
    products_stopped: Mapped[bool]
    note: Mapped[str]
    checked_by_id: Mapped[int] = mapped_column(refers_to("staff"))


class FollowUpCallRow(Record, Base):
    """A call after a session."""

    __tablename__ = "follow_up_call"
    __table_args__ = (Index(None, "course_id", "called_on"), STRICT)
    topic = Topic.ADVICE

    course_id: Mapped[int] = mapped_column(refers_to("course"))
    called_on: Mapped[date]
    reached: Mapped[bool]
    aftercare_followed: Mapped[bool | None]
    reaction: Mapped[bool | None]
    called_by_id: Mapped[int] = mapped_column(refers_to("staff"))

"""Checks of lasers, who may fire them, and the papers of people; rows are only ever added."""

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from pico_tracker.db.base import STRICT, Base, Record, at_most, one_of, refers_to
from pico_tracker.domain.topics import Topic
from pico_tracker.domain.upkeep import CheckKind, CheckResult, PaperKind
from pico_tracker.domain.words import LINE_LIMIT, TEXT_LIMIT


class DeviceCheckRow(Record, Base):
    """A service or an output check of a laser or one of its handpieces."""

    __tablename__ = "device_check"
    __table_args__ = (
        one_of("kind", CheckKind),
        one_of("result", CheckResult),
        *at_most({"done_by": LINE_LIMIT, "note": TEXT_LIMIT}),
        Index(None, "device_id", "done_on"),
        STRICT,
    )
    topic = Topic.DEVICES

    device_id: Mapped[int] = mapped_column(refers_to("device"))
    handpiece_id: Mapped[int | None] = mapped_column(refers_to("handpiece"))
    kind: Mapped[str]
    done_on: Mapped[date]
    result: Mapped[str]
    next_due_on: Mapped[date | None]
    done_by: Mapped[str]
    note: Mapped[str]
    recorded_by_id: Mapped[int] = mapped_column(refers_to("staff"))


class AuthorisationRow(Base):
    """A person who may fire a laser; taking it back sets the end."""

    __tablename__ = "device_authorisation"
    __table_args__ = (Index(None, "device_id"), STRICT)
    topic = Topic.DEVICES

    id: Mapped[int] = mapped_column(primary_key=True)
    device_id: Mapped[int] = mapped_column(refers_to("device"))
    staff_id: Mapped[int] = mapped_column(refers_to("staff"))
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    given_by_id: Mapped[int] = mapped_column(refers_to("staff"))


class StaffPaperRow(Record, Base):
    """A licence or a training of a person."""

    __tablename__ = "staff_paper"
    __table_args__ = (
        one_of("kind", PaperKind),
        *at_most({"title": LINE_LIMIT}),
        Index(None, "staff_id"),
        STRICT,
    )
    topic = Topic.STAFF

    staff_id: Mapped[int] = mapped_column(refers_to("staff"))
    kind: Mapped[str]
    title: Mapped[str]
    issued_on: Mapped[date | None]
    valid_until: Mapped[date | None]
    recorded_by_id: Mapped[int] = mapped_column(refers_to("staff"))

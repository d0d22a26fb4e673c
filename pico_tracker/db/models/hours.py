"""When the clinic and its people work, when somebody or something is away, where lasers stand."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, false
from sqlalchemy.orm import Mapped, mapped_column

from pico_tracker.db.base import STRICT, Base, Record, Utc, at_most, between, refers_to
from pico_tracker.domain.topics import Topic
from pico_tracker.domain.words import LINE_LIMIT

_ONE_AT_MOST = (
    " + ".join(f"(CASE WHEN {column} IS NULL THEN 0 ELSE 1 END)" for column in ("staff_id", "room_id", "device_id"))
    + " <= 1"
)


class OpeningRow(Base):
    """A stretch of a weekday in which the clinic is open, or in which one person works."""

    __tablename__ = "opening"
    __table_args__ = (
        between("weekday", 0, 6),
        between("opens", 0, 1439),
        between("closes", 1, 1440),
        CheckConstraint("closes > opens", name="order"),
        Index(None, "staff_id"),
        STRICT,
    )
    topic = Topic.CLINIC

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int | None] = mapped_column(refers_to("staff"))
    """None for the clinic. A person without any works whenever the clinic is open."""
    weekday: Mapped[int]
    """Monday is 0."""
    opens: Mapped[int]
    """Minutes since midnight on the clinic's clock."""
    closes: Mapped[int]


class AbsenceRow(Record, Base):
    """A stretch in which a person is away, a room or a laser is out of use, or the clinic is closed."""

    __tablename__ = "absence"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="order"),
        CheckConstraint(_ONE_AT_MOST, name="one_at_most"),
        *at_most({"reason": LINE_LIMIT}),
        Index(None, "ends_at"),
        STRICT,
    )
    topic = Topic.CLINIC

    staff_id: Mapped[int | None] = mapped_column(refers_to("staff"))
    room_id: Mapped[int | None] = mapped_column(refers_to("room"))
    device_id: Mapped[int | None] = mapped_column(refers_to("device"))
    starts_at: Mapped[datetime] = mapped_column(Utc)
    ends_at: Mapped[datetime] = mapped_column(Utc)
    reason: Mapped[str]
    recorded_by_id: Mapped[int] = mapped_column(refers_to("staff"))
    withdrawn: Mapped[bool] = mapped_column(default=False, server_default=false())


class DeviceRoomRow(Base):
    """The room that a laser stands in; one without a row is carried from room to room."""

    __tablename__ = "device_room"
    __table_args__ = (Index(None, "room_id"), STRICT)
    topic = Topic.DEVICES

    device_id: Mapped[int] = mapped_column(refers_to("device"), primary_key=True)
    room_id: Mapped[int] = mapped_column(refers_to("room"))

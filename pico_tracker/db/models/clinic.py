"""The clinic, its staff and rooms."""

from sqlalchemy import Boolean, CheckConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from pico_tracker.db.base import STRICT, Base, at_most, between, one_of
from pico_tracker.domain.clinic import Paper
from pico_tracker.domain.people import Role
from pico_tracker.domain.topics import Topic
from pico_tracker.domain.words import TEXT_LIMIT


class ClinicRow(Base):
    """The one clinic of this database."""

    __tablename__ = "clinic"
    __table_args__ = (
        CheckConstraint("id = 1", name="single"),
        one_of("paper", Paper),
        *at_most({"name": 200, "address": 1000, "local_rules": 200, "reaction_advice": TEXT_LIMIT}),
        between("contact_pause_days", 0, 60),
        between("confirm_days", 0, 14),
        STRICT,
    )
    topic = Topic.CLINIC

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    time_zone: Mapped[str]
    paper: Mapped[str]
    is_demonstration: Mapped[bool] = mapped_column(Boolean)
    next_record_number: Mapped[int]
    contact_pause_days: Mapped[int] = mapped_column(default=3, server_default=text("3"))
    """Days for which a line of the recall list stays away after somebody was contacted."""
    confirm_days: Mapped[int] = mapped_column(default=2, server_default=text("2"))
    """Working days ahead whose unconfirmed visits are to be confirmed."""
    reaction_advice: Mapped[str] = mapped_column(default="", server_default="")
    """What reception does when a patient reports an alarming reaction, in the clinic's words."""
    local_rules: Mapped[str] = mapped_column(default="", server_default="")
    """Version of the laser's local rules and who advised on them, for the treatment register."""


class StaffRow(Base):
    """A person who works in the clinic."""

    __tablename__ = "staff"
    __table_args__ = (one_of("role", Role), *at_most({"name": 200}), STRICT)
    topic = Topic.STAFF

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)


class RoomRow(Base):
    """A room that visits occupy."""

    __tablename__ = "room"
    __table_args__ = (*at_most({"name": 200}), STRICT)
    topic = Topic.CLINIC

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    active: Mapped[bool] = mapped_column(default=True)

"""The clinic's own copy of the clinical knowledge: concerns, kinds of side effect, devices."""

from decimal import Decimal

from sqlalchemy import Index, false
from sqlalchemy.orm import Mapped, mapped_column

from pico_tracker.db.base import STRICT, Base, Scaled, at_most, between, one_of, refers_to
from pico_tracker.domain.laser import Optic
from pico_tracker.domain.side_effect_kinds import Urgency
from pico_tracker.domain.topics import Topic


class ConcernRow(Base):
    """What is treated, with the values a new course starts from."""

    __tablename__ = "concern"
    __table_args__ = (*at_most({"name": 200}), STRICT)
    topic = Topic.CLINIC

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    sessions_from: Mapped[int]
    sessions_to: Mapped[int]
    earliest_weeks: Mapped[int]
    target_weeks: Mapped[int]
    late_weeks: Mapped[int]
    maintenance_months: Mapped[int | None]
    evidence: Mapped[str]
    source: Mapped[str]
    retired: Mapped[bool] = mapped_column(default=False, server_default=false())


class SideEffectKindRow(Base):
    """A kind of side effect with what is expected of it."""

    __tablename__ = "side_effect_kind"
    __table_args__ = (one_of("urgency", Urgency), *at_most({"name": 200}), STRICT)
    topic = Topic.CLINIC

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    urgency: Mapped[str]
    expected_days: Mapped[int | None]
    prolonged_after_days: Mapped[int]
    evidence: Mapped[str]
    source: Mapped[str]


class DeviceRow(Base):
    """A laser that stands in the clinic."""

    __tablename__ = "device"
    __table_args__ = (*at_most({"name": 200, "serial": 200}), STRICT)
    topic = Topic.DEVICES

    id: Mapped[int] = mapped_column(primary_key=True)
    catalogue_key: Mapped[str | None]
    name: Mapped[str]
    serial: Mapped[str] = mapped_column(default="")
    is_nanosecond: Mapped[bool] = mapped_column(default=False)
    max_repetition_hz: Mapped[Decimal | None] = mapped_column(Scaled(2))
    active: Mapped[bool] = mapped_column(default=True)


class PulseModeRow(Base):
    """A wavelength of a device with its pulse durations in ps."""

    __tablename__ = "pulse_mode"
    __table_args__ = (
        between("wavelength_nm", 200, 12000),
        Index(None, "device_id"),
        STRICT,
    )
    topic = Topic.DEVICES

    id: Mapped[int] = mapped_column(primary_key=True)
    device_id: Mapped[int] = mapped_column(refers_to("device"))
    wavelength_nm: Mapped[int]
    shortest_ps: Mapped[int | None]
    longest_ps: Mapped[int | None]
    is_nanosecond: Mapped[bool] = mapped_column(default=False)


class HandpieceRow(Base):
    """A handpiece of a device."""

    __tablename__ = "handpiece"
    __table_args__ = (one_of("optic", Optic), Index(None, "device_id"), *at_most({"name": 200}), STRICT)
    topic = Topic.DEVICES

    id: Mapped[int] = mapped_column(primary_key=True)
    device_id: Mapped[int] = mapped_column(refers_to("device"))
    name: Mapped[str]
    optic: Mapped[str]

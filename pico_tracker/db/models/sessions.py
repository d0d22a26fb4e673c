"""Sessions with their passes, what was checked before them, and the findings somebody answered with a reason."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, Index, false
from sqlalchemy.orm import Mapped, mapped_column

from pico_tracker.db.base import STRICT, Base, Record, Scaled, Utc, at_most, between, one_of, refers_to
from pico_tracker.domain.amendments import AmendmentKind
from pico_tracker.domain.endings import Ending
from pico_tracker.domain.laser import FluenceBasis, SpotShape
from pico_tracker.domain.passes import Endpoint
from pico_tracker.domain.responses import Anaesthesia, Cooling
from pico_tracker.domain.safety_checks import Healing
from pico_tracker.domain.topics import Topic
from pico_tracker.domain.words import LINE_LIMIT, TEXT_LIMIT


class SessionRow(Record, Base):
    """A session. Its number is its order by date and is never stored.

    Once signed it changes in one way only: `session_version` takes what stood here before, in the same
    transaction; the database refuses any other change of it and of its passes.
    """

    __tablename__ = "session"
    __table_args__ = (
        one_of("cooling", Cooling),
        one_of("anaesthesia", Anaesthesia),
        one_of("healing", Healing),
        one_of("ending", Ending),
        between("pain", 0, 10),
        *at_most({"products": TEXT_LIMIT, "ending_reason": TEXT_LIMIT}),
        *at_most({"note": TEXT_LIMIT, "note_for_next_time": TEXT_LIMIT, "eye_protection": LINE_LIMIT}),
        Index(None, "course_id", "performed_on"),
        Index(None, "performed_on"),
        STRICT,
    )
    topic = Topic.SESSIONS

    course_id: Mapped[int] = mapped_column(refers_to("course"))
    visit_id: Mapped[int | None] = mapped_column(refers_to("visit"))
    performed_on: Mapped[date]
    operator_id: Mapped[int] = mapped_column(refers_to("staff"))
    is_maintenance: Mapped[bool]
    eye_protection: Mapped[str]
    pain: Mapped[int | None]
    cooling: Mapped[str]
    anaesthesia: Mapped[str]
    anaesthesia_product: Mapped[str]
    anaesthesia_percent: Mapped[Decimal | None] = mapped_column(Scaled(2))
    anaesthesia_minutes: Mapped[int | None]
    area_cm2: Mapped[Decimal | None] = mapped_column(Scaled(1))
    overlap_percent: Mapped[Decimal | None] = mapped_column(Scaled(1))
    note: Mapped[str]
    note_for_next_time: Mapped[str]
    entered_later: Mapped[bool]
    signed_at: Mapped[datetime | None] = mapped_column(Utc)
    signed_by_id: Mapped[int | None] = mapped_column(refers_to("staff"))
    rules_revision: Mapped[int | None]
    """Number of the last edit of the rules before it was judged; None: before rules had versions."""
    healing: Mapped[str | None]
    """How the skin had taken the session before, as asked that day; None: not asked."""
    ending: Mapped[str] = mapped_column(default=Ending.COMPLETE, server_default=Ending.COMPLETE.value)
    ending_reason: Mapped[str] = mapped_column(default="", server_default="")
    return_on: Mapped[date | None]
    """When the patient is to come again after a session stopped early."""
    anaesthesia_area_cm2: Mapped[Decimal | None] = mapped_column(Scaled(1))
    products: Mapped[str] = mapped_column(default="", server_default="")
    """Recommended that day, one a line."""
    call_on: Mapped[date | None]
    """Day of the follow-up call."""
    is_void: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Found to be another patient's, or never given; it stays readable and counts nowhere."""


class SessionPassRow(Base):
    """One pass. Fluence in thousandths of J/cm², energy in hundredths of mJ, spot in hundredths of mm."""

    __tablename__ = "session_pass"
    __table_args__ = (
        one_of("spot_shape", SpotShape),
        one_of("fluence_basis", FluenceBasis),
        between("fluence_j_cm2", 50, 20_000),
        between("spot_width_mm", 100, 1500),
        between("spot_height_mm", 100, 1500),
        between("pulses", 1, 20_000),
        between("density_per_cm2", 1, 20_000),
        *at_most({"purpose": LINE_LIMIT}),
        Index(None, "session_id", "position", unique=True),
        Index(None, "device_id"),
        STRICT,
    )
    topic = Topic.SESSIONS

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(refers_to("session"))
    position: Mapped[int]
    device_id: Mapped[int] = mapped_column(refers_to("device"))
    handpiece_id: Mapped[int | None] = mapped_column(refers_to("handpiece"))
    wavelength_nm: Mapped[int]
    pulse_duration_ps: Mapped[int]
    spot_shape: Mapped[str]
    spot_width_mm: Mapped[Decimal] = mapped_column(Scaled(2))
    spot_height_mm: Mapped[Decimal | None] = mapped_column(Scaled(2))
    fluence_j_cm2: Mapped[Decimal] = mapped_column(Scaled(3))
    fluence_basis: Mapped[str]
    pulse_energy_mj: Mapped[Decimal | None] = mapped_column(Scaled(2))
    repetition_hz: Mapped[Decimal] = mapped_column(Scaled(2))
    pulses: Mapped[int | None]
    times: Mapped[int] = mapped_column(default=1, server_default="1")
    purpose: Mapped[str]
    density_per_cm2: Mapped[int | None]
    """Foci a cm², as a fractional handpiece shows it."""
    overlap_percent: Mapped[Decimal | None] = mapped_column(Scaled(1))


class PassEndpointRow(Base):
    """An endpoint seen after a pass; a pass may show several."""

    __tablename__ = "pass_endpoint"
    __table_args__ = (one_of("endpoint", Endpoint), STRICT)
    topic = Topic.SESSIONS

    pass_id: Mapped[int] = mapped_column(refers_to("session_pass"), primary_key=True)
    endpoint: Mapped[str] = mapped_column(primary_key=True)


class SessionFindingRow(Base):
    """A caution or overridden stop with the reason given, as it was said that day."""

    __tablename__ = "session_finding"
    __table_args__ = (Index(None, "session_id"), STRICT)
    topic = Topic.SESSIONS

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(refers_to("session"))
    field: Mapped[str]
    code: Mapped[str]
    level: Mapped[int]
    said: Mapped[str]
    reason: Mapped[str]


class SessionCheckRow(Base):
    """Who said before a session that everything was asked and the patient may be treated, and when."""

    __tablename__ = "session_check"
    __table_args__ = (STRICT,)
    topic = Topic.SESSIONS

    session_id: Mapped[int] = mapped_column(refers_to("session"), primary_key=True)
    checked_by_id: Mapped[int] = mapped_column(refers_to("staff"))
    checked_at: Mapped[datetime] = mapped_column(Utc)


class PulseCountRow(Base):
    """What the counter of a laser showed before and after a session."""

    __tablename__ = "pulse_count"
    __table_args__ = (CheckConstraint("ends_at >= starts_at", name="order"), Index(None, "device_id"), STRICT)
    topic = Topic.SESSIONS

    session_id: Mapped[int] = mapped_column(refers_to("session"), primary_key=True)
    device_id: Mapped[int] = mapped_column(refers_to("device"), primary_key=True)
    starts_at: Mapped[int]
    ends_at: Mapped[int]


class SessionVersionRow(Base):
    """A signed session as it stood before it was amended or found void; rows are only ever added."""

    __tablename__ = "session_version"
    __table_args__ = (
        one_of("kind", AmendmentKind),
        *at_most({"reason": TEXT_LIMIT}),
        Index(None, "session_id", "version", unique=True),
        STRICT,
    )
    topic = Topic.SESSIONS

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(refers_to("session"))
    version: Mapped[int]
    """Of the session, as `content` holds it."""
    kind: Mapped[str]
    content: Mapped[str]
    """JSON of the whole entry."""
    reason: Mapped[str]
    """Why it was amended, or found void."""
    amended_by_id: Mapped[int] = mapped_column(refers_to("staff"))
    amended_at: Mapped[datetime] = mapped_column(Utc)

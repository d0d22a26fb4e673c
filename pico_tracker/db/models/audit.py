"""Who changed what and when. Rows are added by the unit of work and never changed.

`mac` and `previous_mac` are the place for the keyed chain; what was said before and after lies
apart, under a salted hash, so that it can be erased one day while the chain stays whole.
"""

from datetime import datetime

from sqlalchemy import BigInteger, Index, Integer, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from pico_tracker.db.base import STRICT, Base, Utc, refers_to

_KEY = BigInteger().with_variant(Integer, "sqlite")


class AuditEventRow(Base):
    """One change of one record, or one whole batch (`action` = load)."""

    __tablename__ = "audit_event"
    __table_args__ = (Index(None, "table_name", "record_key"), STRICT)
    audited = False

    id: Mapped[int] = mapped_column(_KEY, primary_key=True)
    at: Mapped[datetime] = mapped_column(Utc)
    actor_id: Mapped[int | None] = mapped_column(refers_to("staff"))
    action: Mapped[str]
    table_name: Mapped[str]
    record_key: Mapped[str]
    payload_hash: Mapped[bytes] = mapped_column(LargeBinary)
    previous_mac: Mapped[bytes | None] = mapped_column(LargeBinary)
    mac: Mapped[bytes | None] = mapped_column(LargeBinary)


class AuditPayloadRow(Base):
    """What a change changed: JSON of before and after, with the salt of its hash."""

    __tablename__ = "audit_payload"
    __table_args__ = (STRICT,)
    audited = False

    event_id: Mapped[int] = mapped_column(_KEY, refers_to("audit_event"), primary_key=True, autoincrement=False)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    content: Mapped[str]

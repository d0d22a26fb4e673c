"""Consents: one signing with its decisions, and withdrawals; rows are only ever added."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from pico_tracker.db.base import STRICT, Base, Record, Utc, at_most, between, one_of, refers_to
from pico_tracker.domain.consents import THINKING_DAYS_LIMIT, ConsentKind, SignedBy
from pico_tracker.domain.topics import Topic
from pico_tracker.domain.words import LINE_LIMIT, TEXT_LIMIT


class ConsentSigningRow(Record, Base):
    """One signature on one version of a text."""

    __tablename__ = "consent_signing"
    __table_args__ = (
        one_of("signed_by", SignedBy),
        between("thinking_days", 0, THINKING_DAYS_LIMIT),
        *at_most({"rule_key": LINE_LIMIT, "signed_name": LINE_LIMIT, "interpreter": LINE_LIMIT}),
        Index(None, "course_id", "given_on"),
        STRICT,
    )
    topic = Topic.CONSENTS

    course_id: Mapped[int] = mapped_column(refers_to("course"))
    rule_key: Mapped[str]
    rule_version: Mapped[int]
    """The text that was read, as a rule version."""
    given_on: Mapped[date]
    signed_by: Mapped[str]
    signed_name: Mapped[str]
    witness_id: Mapped[int] = mapped_column(refers_to("staff"))
    interpreter: Mapped[str]
    thinking_days: Mapped[int | None]


class ConsentDecisionRow(Base):
    """What was given or refused with that signature."""

    __tablename__ = "consent_decision"
    __table_args__ = (
        one_of("kind", ConsentKind),
        Index(None, "signing_id", "kind", unique=True),
        Index(None, "expires_on"),
        STRICT,
    )
    topic = Topic.CONSENTS

    id: Mapped[int] = mapped_column(primary_key=True)
    signing_id: Mapped[int] = mapped_column(refers_to("consent_signing"))
    kind: Mapped[str]
    given: Mapped[bool]
    expires_on: Mapped[date | None]


class ConsentWithdrawalRow(Base):
    """The end of a consent by the patient's word."""

    __tablename__ = "consent_withdrawal"
    __table_args__ = (*at_most({"reason": TEXT_LIMIT}), STRICT)
    topic = Topic.CONSENTS

    decision_id: Mapped[int] = mapped_column(refers_to("consent_decision"), primary_key=True)
    withdrawn_on: Mapped[date]
    reason: Mapped[str]
    recorded_by_id: Mapped[int] = mapped_column(refers_to("staff"))
    recorded_at: Mapped[datetime] = mapped_column(Utc)

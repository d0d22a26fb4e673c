"""The clinic's rules, version by version; rows are only ever added."""

from datetime import date, datetime

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from pico_tracker.db.base import STRICT, Base, Utc, at_most, one_of, refers_to
from pico_tracker.domain.rules import RuleKind
from pico_tracker.domain.topics import Topic
from pico_tracker.domain.words import TEXT_LIMIT


class RuleRevisionRow(Base):
    """One edit of the rules: it numbers what a session was judged by."""

    __tablename__ = "rule_revision"
    __table_args__ = (*at_most({"reason": TEXT_LIMIT}), STRICT)
    topic = Topic.RULES

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Utc)
    author_id: Mapped[int | None] = mapped_column(refers_to("staff"))
    """None: as it ships."""
    reason: Mapped[str]


class RuleVersionRow(Base):
    """A rule as one edit left it."""

    __tablename__ = "rule_version"
    __table_args__ = (
        one_of("kind", RuleKind),
        *at_most({"key": 200}),
        Index("uq_rule_version", "kind", "key", "version", unique=True),
        STRICT,
    )
    topic = Topic.RULES

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    key: Mapped[str]
    version: Mapped[int]
    revision_id: Mapped[int] = mapped_column(refers_to("rule_revision"))
    content: Mapped[str] = mapped_column(Text)
    """JSON with sorted names."""
    retired: Mapped[bool] = mapped_column(default=False)


class RuleConfirmationRow(Base):
    """Who ticked a version off."""

    __tablename__ = "rule_confirmation"
    __table_args__ = (STRICT,)
    topic = Topic.RULES

    rule_version_id: Mapped[int] = mapped_column(refers_to("rule_version"), primary_key=True)
    confirmed_by_id: Mapped[int] = mapped_column(refers_to("staff"))
    confirmed_on: Mapped[date]

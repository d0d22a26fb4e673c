"""Drafts: typed and not saved yet."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from pico_tracker.db.base import STRICT, Base, Utc, refers_to
from pico_tracker.domain.topics import Topic


class DraftRow(Base):
    """One form as typed by its owner; gone in the transaction that saves the record."""

    __tablename__ = "draft"
    __table_args__ = (Index(None, "owner_id"), STRICT)
    topic = Topic.DRAFTS
    audited = False

    entry_id: Mapped[Any] = mapped_column(Uuid, primary_key=True)
    owner_id: Mapped[int] = mapped_column(refers_to("staff"))
    form: Mapped[str]
    subject_id: Mapped[int | None]
    title: Mapped[str]
    content: Mapped[str]
    """JSON: field name to raw text."""
    saved_at: Mapped[datetime] = mapped_column(Utc)

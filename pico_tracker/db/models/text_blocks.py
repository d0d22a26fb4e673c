"""Texts that a clinic writes often."""

from sqlalchemy import false
from sqlalchemy.orm import Mapped, mapped_column

from pico_tracker.db.base import STRICT, Base, Record, at_most
from pico_tracker.domain.topics import Topic
from pico_tracker.domain.words import LINE_LIMIT, TEXT_LIMIT


class TextBlockRow(Record, Base):
    """A block of text to put into a note."""

    __tablename__ = "text_block"
    __table_args__ = (*at_most({"title": LINE_LIMIT, "text": TEXT_LIMIT}), STRICT)
    topic = Topic.TEXT_BLOCKS

    title: Mapped[str]
    text: Mapped[str]
    retired: Mapped[bool] = mapped_column(default=False, server_default=false())

"""Side effects."""

from datetime import date

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from pico_tracker.db.base import STRICT, Base, Record, at_most, between, one_of, refers_to
from pico_tracker.domain.side_effects import Severity
from pico_tracker.domain.topics import Topic
from pico_tracker.domain.words import TEXT_LIMIT


class SideEffectRow(Record, Base):
    """A side effect from onset until healed."""

    __tablename__ = "side_effect"
    __table_args__ = (
        one_of("severity", Severity),
        between("grade", 1, 5),
        *at_most({"note": TEXT_LIMIT}),
        Index(None, "course_id"),
        Index(
            "ix_side_effect_open",
            "onset_on",
            sqlite_where=text("healed_on IS NULL"),
            postgresql_where=text("healed_on IS NULL"),
        ),
        Index(
            "ix_side_effect_open_kind",
            "kind_id",
            "onset_on",
            sqlite_where=text("healed_on IS NULL"),
            postgresql_where=text("healed_on IS NULL"),
        ),
        STRICT,
    )
    topic = Topic.SIDE_EFFECTS

    course_id: Mapped[int] = mapped_column(refers_to("course"))
    session_id: Mapped[int | None] = mapped_column(refers_to("session"))
    kind_id: Mapped[int] = mapped_column(refers_to("side_effect_kind"))
    severity: Mapped[str]
    grade: Mapped[int | None]
    onset_on: Mapped[date]
    healed_on: Mapped[date | None]
    note: Mapped[str]
    reported_by_id: Mapped[int] = mapped_column(refers_to("staff"))

"""Two records found to be of one person: what moved, so that it can be moved back."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from pico_tracker.db.base import STRICT, Base, Utc, at_most, refers_to
from pico_tracker.domain.topics import Topic
from pico_tracker.domain.words import TEXT_LIMIT


class PatientMergeRow(Base):
    """One merge: everything of `gone_id` now belongs to `kept_id`, unless it was undone."""

    __tablename__ = "patient_merge"
    __table_args__ = (*at_most({"reason": TEXT_LIMIT}), Index(None, "gone_id"), Index(None, "kept_id"), STRICT)
    topic = Topic.PATIENTS

    id: Mapped[int] = mapped_column(primary_key=True)
    kept_id: Mapped[int] = mapped_column(refers_to("patient"))
    gone_id: Mapped[int] = mapped_column(refers_to("patient"))
    at: Mapped[datetime] = mapped_column(Utc)
    by_id: Mapped[int] = mapped_column(refers_to("staff"))
    reason: Mapped[str]
    undone_at: Mapped[datetime | None] = mapped_column(Utc)
    undone_by_id: Mapped[int | None] = mapped_column(refers_to("staff"))


class PatientMergeItemRow(Base):
    """One row that a merge moved from one patient to the other."""

    __tablename__ = "patient_merge_item"
    __table_args__ = (STRICT,)
    topic = Topic.PATIENTS

    merge_id: Mapped[int] = mapped_column(refers_to("patient_merge"), primary_key=True)
    table_name: Mapped[str] = mapped_column(primary_key=True)
    row_id: Mapped[int] = mapped_column(primary_key=True)

"""The ink colours of a tattoo course, one row a colour."""

from sqlalchemy.orm import Mapped, mapped_column

from pico_tracker.db.base import STRICT, Base, one_of, refers_to
from pico_tracker.domain.inks import InkColour
from pico_tracker.domain.topics import Topic


class CourseInkRow(Base):
    """One ink colour of a tattoo."""

    __tablename__ = "course_ink"
    __table_args__ = (one_of("ink", InkColour), STRICT)
    topic = Topic.COURSES

    course_id: Mapped[int] = mapped_column(refers_to("course"), primary_key=True)
    ink: Mapped[str] = mapped_column(primary_key=True)

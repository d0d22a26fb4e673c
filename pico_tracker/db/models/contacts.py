"""Contacts with patients, the texts they are sent, and who waits for a time."""

from datetime import date, datetime

from sqlalchemy import Index, false, text
from sqlalchemy.orm import Mapped, mapped_column

from pico_tracker.db.base import STRICT, Base, Record, Utc, at_most, between, one_of, refers_to
from pico_tracker.domain.contacts import ContactAbout, ContactMeans, ContactOutcome
from pico_tracker.domain.diary import VisitKind
from pico_tracker.domain.messages import MessagePurpose
from pico_tracker.domain.topics import Topic
from pico_tracker.domain.waiting import WaitingState
from pico_tracker.domain.words import LINE_LIMIT, TEXT_LIMIT

_IS_WAITING = text("state = 'waiting'")


class ContactRow(Record, Base):
    """One try to reach a patient; rows are only ever added, undoing one marks it withdrawn."""

    __tablename__ = "contact"
    __table_args__ = (
        one_of("about", ContactAbout),
        one_of("means", ContactMeans),
        one_of("outcome", ContactOutcome),
        *at_most({"note": TEXT_LIMIT}),
        Index(None, "patient_id", "at"),
        Index(None, "course_id", "about"),
        Index(None, "visit_id"),
        STRICT,
    )
    topic = Topic.CONTACTS

    patient_id: Mapped[int] = mapped_column(refers_to("patient"))
    course_id: Mapped[int | None] = mapped_column(refers_to("course"))
    visit_id: Mapped[int | None] = mapped_column(refers_to("visit"))
    about: Mapped[str]
    means: Mapped[str]
    outcome: Mapped[str]
    at: Mapped[datetime] = mapped_column(Utc)
    by_id: Mapped[int] = mapped_column(refers_to("staff"))
    hidden_until: Mapped[date | None]
    call_back_at: Mapped[datetime | None] = mapped_column(Utc)
    note: Mapped[str]
    withdrawn: Mapped[bool] = mapped_column(default=False, server_default=false())


class MessageTextRow(Record, Base):
    """The clinic's own wording of a text; without one, that which ships with the program is used."""

    __tablename__ = "message_text"
    __table_args__ = (
        one_of("purpose", MessagePurpose),
        one_of("means", ContactMeans),
        *at_most({"language": LINE_LIMIT, "subject": LINE_LIMIT, "body": TEXT_LIMIT}),
        Index(None, "purpose", "means", "language", unique=True),
        STRICT,
    )
    topic = Topic.CLINIC

    purpose: Mapped[str]
    means: Mapped[str]
    language: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    edited_by_id: Mapped[int] = mapped_column(refers_to("staff"))


class WaitingRow(Record, Base):
    """Somebody who waits for a time."""

    __tablename__ = "waiting"
    __table_args__ = (
        one_of("kind", VisitKind),
        one_of("state", WaitingState),
        between("minutes", 5, 480),
        between("numbing_minutes", 0, 240),
        between("clean_up_minutes", 0, 240),
        between("weekdays", 0, 127),
        between("from_minute", 0, 1439),
        between("to_minute", 1, 1440),
        *at_most({"note": TEXT_LIMIT}),
        Index(None, "patient_id"),
        Index("ix_waiting_open", "created_at", sqlite_where=_IS_WAITING, postgresql_where=_IS_WAITING),
        STRICT,
    )
    topic = Topic.WAITING

    patient_id: Mapped[int] = mapped_column(refers_to("patient"))
    kind: Mapped[str]
    minutes: Mapped[int]
    numbing_minutes: Mapped[int]
    clean_up_minutes: Mapped[int]
    device_id: Mapped[int | None] = mapped_column(refers_to("device"))
    practitioner_id: Mapped[int | None] = mapped_column(refers_to("staff"))
    weekdays: Mapped[int]
    """A bit a weekday, Monday is 1; 127 is any day."""
    from_minute: Mapped[int]
    to_minute: Mapped[int]
    from_on: Mapped[date | None]
    until_on: Mapped[date | None]
    note: Mapped[str]
    state: Mapped[str]
    visit_id: Mapped[int | None] = mapped_column(refers_to("visit"))
    """The visit that it came to, or that the person would give up for a sooner one."""


class WaitingCourseRow(Base):
    """A course that the awaited visit is to serve."""

    __tablename__ = "waiting_course"
    __table_args__ = (STRICT,)
    topic = Topic.WAITING

    waiting_id: Mapped[int] = mapped_column(refers_to("waiting"), primary_key=True)
    course_id: Mapped[int] = mapped_column(refers_to("course"), primary_key=True)

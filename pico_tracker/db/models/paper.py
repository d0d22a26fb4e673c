"""The clinic's paper: its letterhead, its choice for each sheet, what was printed for whom, letters written."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary, false
from sqlalchemy.orm import Mapped, mapped_column

from pico_tracker.db.base import STRICT, Base, Record, Utc, at_most, between, one_of, refers_to
from pico_tracker.domain.doctor_letters import ADDRESS_LIMIT, LETTER_LIMIT
from pico_tracker.domain.letterheads import FOOTER_LIMIT, HOUSE_COLOUR
from pico_tracker.domain.printouts import PrintWay, SheetKind
from pico_tracker.domain.progress import Audience
from pico_tracker.domain.topics import Topic
from pico_tracker.domain.words import LINE_LIMIT, TEXT_LIMIT


class LetterheadRow(Base):
    """How the clinic's sheets look; no row: the house's own."""

    __tablename__ = "letterhead"
    __table_args__ = (
        CheckConstraint("id = 1", name="single"),
        *at_most({"colour": len(HOUSE_COLOUR), "footer": FOOTER_LIMIT}),
        STRICT,
    )
    topic = Topic.PAPER

    id: Mapped[int] = mapped_column(primary_key=True)
    logo: Mapped[bytes] = mapped_column(LargeBinary)
    """Empty: none."""
    colour: Mapped[str]
    footer: Mapped[str]


class SheetTemplateRow(Record, Base):
    """The clinic's own words for one kind of sheet, and what it leaves out; no row: nothing chosen."""

    __tablename__ = "sheet_template"
    __table_args__ = (
        one_of("kind", SheetKind),
        *at_most({"opening": TEXT_LIMIT, "closing": TEXT_LIMIT, "hidden": LINE_LIMIT}),
        Index(None, "kind", unique=True),
        STRICT,
    )
    topic = Topic.PAPER

    kind: Mapped[str]
    opening: Mapped[str]
    closing: Mapped[str]
    hidden: Mapped[str]
    """Keys of the sections left out, one blank between two."""


class PrintRow(Record, Base):
    """A sheet that was printed, saved or put into an e-mail draft, or found not needed."""

    __tablename__ = "print"
    __table_args__ = (
        one_of("kind", SheetKind),
        one_of("way", PrintWay),
        one_of("audience", Audience),
        between("pages", 0, 100_000),
        *at_most({"digest": 64, "language": 35}),
        Index(None, "printed_at"),
        Index(None, "patient_id", "printed_at"),
        STRICT,
    )
    topic = Topic.PAPER

    kind: Mapped[str]
    way: Mapped[str]
    patient_id: Mapped[int | None] = mapped_column(refers_to("patient"))
    course_id: Mapped[int | None] = mapped_column(refers_to("course"))
    session_id: Mapped[int | None] = mapped_column(refers_to("session"))
    visit_id: Mapped[int | None] = mapped_column(refers_to("visit"))
    subject_id: Mapped[int | None]
    """Key of the letter, the incident or the signed consent, by its kind."""
    first_on: Mapped[date | None]
    last_on: Mapped[date | None]
    audience: Mapped[str]
    with_range: Mapped[bool]
    language: Mapped[str | None]
    pages: Mapped[int]
    digest: Mapped[str]
    """SHA-256 of the file in hexadecimal."""
    printed_at: Mapped[datetime] = mapped_column(Utc)
    printed_by_id: Mapped[int] = mapped_column(refers_to("staff"))
    withdrawn: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether somebody took it back: it never came out, or was needed after all."""


class ConsentSignatureRow(Base):
    """The signature of a consent, drawn on the screen."""

    __tablename__ = "consent_signature"
    __table_args__ = (*at_most({"strokes": 200_000, "digest": 64}), STRICT)
    topic = Topic.CONSENTS

    signing_id: Mapped[int] = mapped_column(refers_to("consent_signing"), primary_key=True)
    strokes: Mapped[str]
    """JSON: lists of points in thousandths of the field's width."""
    digest: Mapped[str]
    """SHA-256 of the text that was read and what was decided, in hexadecimal."""
    drawn_at: Mapped[datetime] = mapped_column(Utc)


class ConsentScanRow(Record, Base):
    """A page of a consent that was signed on paper, scanned back in; taking one away marks it withdrawn."""

    __tablename__ = "consent_scan"
    __table_args__ = (
        between("page", 1, 100),
        between("width", 1, 20000),
        between("height", 1, 20000),
        *at_most({"file_name": 64}),
        Index(None, "signing_id"),
        STRICT,
    )
    topic = Topic.CONSENTS

    signing_id: Mapped[int] = mapped_column(refers_to("consent_signing"))
    page: Mapped[int]
    file_name: Mapped[str]
    """Keyed hash of the content: the name of its sealed file."""
    width: Mapped[int]
    height: Mapped[int]
    thumbnail: Mapped[bytes] = mapped_column(LargeBinary)
    added_by_id: Mapped[int] = mapped_column(refers_to("staff"))
    withdrawn: Mapped[bool] = mapped_column(default=False, server_default=false())


class DoctorLetterRow(Record, Base):
    """A letter to a patient's family doctor, signed as it was written; a correction is another letter."""

    __tablename__ = "doctor_letter"
    __table_args__ = (
        *at_most({"addressee": ADDRESS_LIMIT, "subject": LINE_LIMIT, "text": LETTER_LIMIT}),
        Index(None, "patient_id"),
        Index(None, "written_on"),
        STRICT,
    )
    topic = Topic.LETTERS

    patient_id: Mapped[int] = mapped_column(refers_to("patient"))
    course_id: Mapped[int | None] = mapped_column(refers_to("course"))
    addressee: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    written_on: Mapped[date]
    written_by_id: Mapped[int] = mapped_column(refers_to("staff"))

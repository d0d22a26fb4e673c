"""Patients, what belongs to them line by line, and what the search looks through."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column

from pico_tracker.db.base import STRICT, Base, Record, Utc, at_most, one_of, refers_to
from pico_tracker.domain.patients import ContactPreference, Fitzpatrick, PatientState, Sex
from pico_tracker.domain.topics import Topic
from pico_tracker.domain.words import LINE_LIMIT, TEXT_LIMIT


class ItemKind(StrEnum):
    """What one line about a patient is."""

    PHONE = "phone"
    ALLERGY = "allergy"
    ALERT = "alert"


class PatientRow(Record, Base):
    """A patient."""

    __tablename__ = "patient"
    __table_args__ = (
        one_of("sex", Sex),
        one_of("state", PatientState),
        one_of("contact_preference", ContactPreference),
        one_of("fitzpatrick", Fitzpatrick),
        *at_most({"family_name": LINE_LIMIT, "given_names": LINE_LIMIT, "notes": TEXT_LIMIT}),
        Index("uq_patient_record_number", text("lower(record_number)"), unique=True),
        Index(None, "family_name", "given_names"),
        STRICT,
    )
    topic = Topic.PATIENTS

    record_number: Mapped[str]
    title: Mapped[str]
    given_names: Mapped[str]
    family_name: Mapped[str]
    called: Mapped[str]
    born_on: Mapped[date | None]
    sex: Mapped[str]
    email: Mapped[str]
    address: Mapped[str]
    language: Mapped[str]
    contact_preference: Mapped[str]
    contact_hours: Mapped[str]
    consent_texts: Mapped[bool]
    consent_email: Mapped[bool]
    guardian: Mapped[str]
    family_doctor: Mapped[str]
    fitzpatrick: Mapped[str | None]
    state: Mapped[str]
    notes: Mapped[str]
    is_provisional: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Booked by name and phone; the rest is asked at the first visit."""
    is_merged: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether another record now holds everything of this one."""
    no_contact: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether the patient does not want to hear from the clinic."""


class PatientItemRow(Base):
    """A phone number, an allergy or an alert of a patient, in order."""

    __tablename__ = "patient_item"
    __table_args__ = (one_of("kind", ItemKind), *at_most({"text": LINE_LIMIT}), STRICT)
    topic = Topic.PATIENTS

    patient_id: Mapped[int] = mapped_column(refers_to("patient"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]


class PatientTokenRow(Base):
    """One searchable token of a patient; made from the record, so never audited."""

    __tablename__ = "patient_token"
    __table_args__ = (
        Index(None, "token", "patient_id"),
        STRICT | {"sqlite_with_rowid": False},
    )
    audited = False

    patient_id: Mapped[int] = mapped_column(refers_to("patient"), primary_key=True)
    token: Mapped[str] = mapped_column(String().with_variant(String(collation="C"), "postgresql"), primary_key=True)


class RecentPatientRow(Base):
    """When a patient's record was last opened; the search shows these first."""

    __tablename__ = "recent_patient"
    __table_args__ = (Index(None, "opened_at"), STRICT)
    audited = False

    patient_id: Mapped[int] = mapped_column(refers_to("patient"), primary_key=True)
    opened_at: Mapped[datetime] = mapped_column(Utc)

"""Contacts with patients, and how each may be reached."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Select, and_, bindparam, exists, false, select

from pico_tracker.db.models import ContactRow, ItemKind, PatientItemRow, PatientRow, SessionRow, StaffRow
from pico_tracker.db.unit_of_work import Work
from pico_tracker.domain.contacts import (
    Contact,
    ContactAbout,
    ContactEntry,
    ContactMeans,
    ContactOutcome,
    Reach,
)
from pico_tracker.domain.patients import ContactPreference

_HISTORY_LIMIT = 200
COUNTS = and_(
    ContactRow.withdrawn.is_(false()),
    ~exists().where(
        SessionRow.course_id == ContactRow.course_id, SessionRow.created_at > ContactRow.at, ~SessionRow.is_void
    ),
)
"""Whether a contact counts for what is due now: nobody undid it, and no session was logged since."""
_CONTACTS: Select[Any] = (
    select(ContactRow.__table__, StaffRow.name.label("by_name"))
    .join(StaffRow, StaffRow.id == ContactRow.by_id)
    .order_by(ContactRow.at.desc(), ContactRow.id.desc())
)
_OF_PATIENT = _CONTACTS.where(ContactRow.patient_id == bindparam("patient_id")).limit(_HISTORY_LIMIT)
_THESE: BindParameter[int] = bindparam("ids", expanding=True)
_OF_COURSES = _CONTACTS.where(ContactRow.course_id.in_(_THESE), COUNTS)
_OF_VISITS = _CONTACTS.where(ContactRow.visit_id.in_(_THESE), ContactRow.withdrawn.is_(false()))
_first_phone = (PatientItemRow.kind == ItemKind.PHONE) & (PatientItemRow.position == 0)
_REACH = (
    select(
        PatientRow.id,
        PatientRow.email,
        PatientRow.address,
        PatientRow.contact_preference,
        PatientRow.contact_hours,
        PatientRow.consent_texts,
        PatientRow.consent_email,
        PatientRow.no_contact,
        PatientItemRow.text.label("phone"),
    )
    .outerjoin(PatientItemRow, (PatientItemRow.patient_id == PatientRow.id) & _first_phone)
    .where(PatientRow.id.in_(_THESE))
)

Tried = Mapping[tuple[int, ContactAbout], list[Contact]]
"""Contacts that count, newest first, by the key of course or visit and what they are about."""


def list_contacts(work: Work, patient_id: int) -> tuple[Contact, ...]:
    """The last contacts with a patient, withdrawn ones too, newest first."""
    return tuple(_contact(row) for row in work.connection.execute(_OF_PATIENT, {"patient_id": patient_id}))


def contacts_of_courses(work: Work, course_ids: Iterable[int]) -> Tried:
    """What counts for what is due in these courses."""
    found: dict[tuple[int, ContactAbout], list[Contact]] = defaultdict(list)
    for row in work.connection.execute(_OF_COURSES, {"ids": sorted(set(course_ids))}):
        found[row.course_id, ContactAbout(row.about)].append(_contact(row))
    return found


def contacts_of_visits(work: Work, visit_ids: Iterable[int]) -> Tried:
    """What counts for confirming these visits."""
    found: dict[tuple[int, ContactAbout], list[Contact]] = defaultdict(list)
    for row in work.connection.execute(_OF_VISITS, {"ids": sorted(set(visit_ids))}):
        found[row.visit_id, ContactAbout(row.about)].append(_contact(row))
    return found


def read_reaches(work: Work, patient_ids: Iterable[int]) -> Mapping[int, Reach]:
    """How these patients may be reached."""
    rows = work.connection.execute(_REACH, {"ids": sorted(set(patient_ids))})
    return {row.id: _reach(row) for row in rows}


def find_by_entry_id(work: Work, entry_id: UUID) -> int | None:
    """The id of the contact that this form recorded, if it was saved."""
    return work.connection.scalar(select(ContactRow.id).where(ContactRow.entry_id == entry_id))


def wants_no_contact(work: Work, patient_id: int) -> bool:
    """Whether a contact that nobody undid says that the patient does not want to be contacted."""
    said = exists().where(
        ContactRow.patient_id == patient_id,
        ContactRow.outcome == ContactOutcome.DO_NOT_CONTACT.value,
        ContactRow.withdrawn.is_(false()),
    )
    return bool(work.connection.scalar(select(said)))


def _contact(row: Any) -> Contact:
    entry = ContactEntry(
        entry_id=row.entry_id,
        patient_id=row.patient_id,
        course_id=row.course_id,
        visit_id=row.visit_id,
        about=ContactAbout(row.about),
        means=ContactMeans(row.means),
        outcome=ContactOutcome(row.outcome),
        hidden_until=row.hidden_until,
        call_back_at=row.call_back_at,
        note=row.note,
    )
    return Contact(id=row.id, entry=entry, at=row.at, by=row.by_name, is_withdrawn=row.withdrawn)


def _reach(row: Any) -> Reach:
    return Reach(
        patient_id=row.id,
        phone=row.phone or "",
        email=row.email,
        address=row.address,
        preference=ContactPreference(row.contact_preference),
        hours=row.contact_hours,
        consent_texts=row.consent_texts,
        consent_email=row.consent_email,
        no_contact=row.no_contact,
    )

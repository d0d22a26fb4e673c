"""Contacts with patients: write down what came of one, take it back, list them."""

from dataclasses import replace

from pico_tracker.db.models import ClinicRow, ContactRow, CourseRow, PatientRow, VisitRow
from pico_tracker.db.queries import contacts as queries
from pico_tracker.db.queries import visits as visit_queries
from pico_tracker.db.queries.merges import find_kept_id
from pico_tracker.db.unit_of_work import ChangeWork, Work
from pico_tracker.domain.contacts import (
    Contact,
    ContactEntry,
    ContactOutcome,
    check_contact,
    rests_until,
)
from pico_tracker.domain.diary import VisitState
from pico_tracker.domain.errors import NotFound
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.words import clean_text, mark, sentence
from pico_tracker.services.context import Context, Done, needs
from pico_tracker.services.refusals import refuse_stops
from pico_tracker.services.visit_steps import StepTaker


@needs(Permission.READ_DIRECTORY)
def list_contacts(context: Context, patient_id: int) -> tuple[Contact, ...]:
    """The last contacts with a patient in the clinic's time zone, newest first, withdrawn ones too."""
    with context.database.read() as work:
        return tuple(one.in_zone(context.zone) for one in queries.list_contacts(work, patient_id))


@needs(Permission.BOOK)
def record_contact(context: Context, entry: ContactEntry) -> Done[int]:
    """Write down what came of a try to reach a patient, and return its key.

    A confirmed visit is confirmed with it; "do not contact" holds for the whole patient. A second call
    with the same `entry_id` finds the contact of the first. Raises `Refused` or `NotFound`.
    """
    entry = replace(entry, note=clean_text(entry.note))
    with context.database.change(context.actor()) as work:
        known = queries.find_by_entry_id(work, entry.entry_id)
        if known is None:
            entry = replace(entry, patient_id=find_kept_id(work, entry.patient_id))
            _refuse_strangers(work, entry)
            reach = queries.read_reaches(work, (entry.patient_id,))[entry.patient_id]
            refuse_stops(check_contact(entry, reach, context.now()))
            known = _write(context, work, entry)
            _follow(context, work, entry)
        return Done(known, work.changed)


@needs(Permission.BOOK)
def withdraw_contact(context: Context, contact_id: int) -> Done[None]:
    """Take a contact back, and what followed from it; it stays readable. Raises `NotFound`."""
    with context.database.change(context.actor()) as work:
        row = work.hold(ContactRow, contact_id)
        if not row.withdrawn:
            row.withdrawn = True
            row.version += 1
            _unfollow(context, work, row)
        return Done(None, work.changed)


def _refuse_strangers(work: Work, entry: ContactEntry) -> None:
    """A course or a visit of somebody else is not what this contact is about."""
    work.get(PatientRow, entry.patient_id)
    about: tuple[tuple[type[CourseRow] | type[VisitRow], int | None, str], ...] = (
        (CourseRow, entry.course_id, mark("This course belongs to another patient. Choose it again.")),
        (VisitRow, entry.visit_id, mark("This visit belongs to another patient. Choose it again.")),
    )
    for row_type, key, said in about:
        if key is not None and work.get(row_type, key).patient_id != entry.patient_id:
            raise NotFound(sentence(said))


def _write(context: Context, work: ChangeWork, entry: ContactEntry) -> int:
    back = entry.call_back_at if entry.outcome is ContactOutcome.CALL_BACK else None
    back_on = None if back is None else back.astimezone(context.zone).date()
    pause = work.get(ClinicRow, 1).contact_pause_days
    row = ContactRow(
        entry_id=entry.entry_id,
        created_at=work.at,
        patient_id=entry.patient_id,
        course_id=entry.course_id,
        visit_id=entry.visit_id,
        about=entry.about.value,
        means=entry.means.value,
        outcome=entry.outcome.value,
        at=work.at,
        by_id=context.operator.id,
        hidden_until=rests_until(entry, context.today(), pause, back_on),
        call_back_at=back,
        note=entry.note,
    )
    return work.add(row).id


def _follow(context: Context, work: ChangeWork, entry: ContactEntry) -> None:
    """What a contact brings with it."""
    if entry.outcome is ContactOutcome.DO_NOT_CONTACT:
        work.hold(PatientRow, entry.patient_id).no_contact = True
    elif entry.outcome is ContactOutcome.CONFIRMED and entry.visit_id is not None:
        _bring_visit(context, work, entry.visit_id, VisitState.BOOKED, VisitState.CONFIRMED)


def _unfollow(context: Context, work: ChangeWork, row: ContactRow) -> None:
    outcome = ContactOutcome(row.outcome)
    if outcome is ContactOutcome.DO_NOT_CONTACT:
        patient = work.hold(PatientRow, row.patient_id)
        patient.no_contact = queries.wants_no_contact(work, row.patient_id)
    elif outcome is ContactOutcome.CONFIRMED and row.visit_id is not None:
        _bring_visit(context, work, row.visit_id, VisitState.CONFIRMED, VisitState.BOOKED)


def _bring_visit(context: Context, work: ChangeWork, visit_id: int, state: VisitState, to: VisitState) -> None:
    """Bring a visit from one state to another; one that has moved on stays where it is."""
    row = work.hold(VisitRow, visit_id)
    if row.state == state.value:
        row.version += 1
        visit = visit_queries.find_visits(work, (visit_id,))[0].visit
        StepTaker(context, work).set_state(visit, to)

"""Consultations: open one, sign it, amend it."""

from dataclasses import dataclass, replace

from pico_tracker.db.models import ConsultationAmendmentRow, ConsultationRow, CourseRow
from pico_tracker.db.queries import consultations as queries
from pico_tracker.db.queries import courses as course_queries
from pico_tracker.db.queries import patients as patient_queries
from pico_tracker.db.unit_of_work import ChangeWork
from pico_tracker.domain.advice import AdviceEntry, AdviceKind, AdviceText, AdviceWay
from pico_tracker.domain.consultations import (
    AmendmentEntry,
    Consultation,
    ConsultationEntry,
    check_amendment,
    check_consultation,
)
from pico_tracker.domain.courses import Course
from pico_tracker.domain.patients import Patient
from pico_tracker.domain.permissions import Permission
from pico_tracker.domain.upkeep import check_upkeep
from pico_tracker.domain.words import clean_line, clean_text
from pico_tracker.services.advice import text_for, write_advice
from pico_tracker.services.consents import consent_text_for
from pico_tracker.services.context import Context, Done, needs
from pico_tracker.services.drafts import drop_draft
from pico_tracker.services.patients import write_what_was_found
from pico_tracker.services.refusals import refuse_stops
from pico_tracker.services.upkeep import upkeep_facts


@dataclass(frozen=True, slots=True)
class ConsultationOpening:
    """What the form of a consultation starts from."""

    patient: Patient
    course: Course
    limits: str
    """What may not be possible, in the words of the clinic's consent text."""
    preparation: AdviceText


@needs(Permission.READ_CLINICAL)
def list_consultations(context: Context, course_id: int) -> tuple[Consultation, ...]:
    """The signed consultations of a course with their amendments, latest first."""
    with context.database.read() as work:
        return queries.list_consultations(work, course_id)


@needs(Permission.WRITE_CLINICAL)
def read_consultation_opening(context: Context, course_id: int) -> ConsultationOpening:
    """What a consultation about this course starts from; raises `NotFound`."""
    with context.database.read() as work:
        course = course_queries.read_course(work, course_id)
        return ConsultationOpening(
            patient=patient_queries.read_patient(work, course.entry.patient_id),
            course=course,
            limits=consent_text_for(work, course.concern_key).text.limits,
            preparation=text_for(work, course_id, AdviceKind.PREPARATION),
        )


@needs(Permission.WRITE_CLINICAL)
def sign_consultation(context: Context, entry: ConsultationEntry) -> Done[int]:
    """Sign a consultation and return its key; from then on it can be amended only.

    New allergies and the skin type go to the patient's record, and what was told about the
    preparation becomes an advice, all in one transaction. A second call with the same `entry_id`
    finds the consultation of the first. Raises `Refused`, also for a licence or training out of
    date where the clinic lets that stop, or `NotFound`.
    """
    entry = _cleaned(entry)
    refuse_stops(check_consultation(entry, context.today()))
    with context.database.change(context.actor()) as work:
        known = queries.find_by_entry_id(work, entry.entry_id)
        if known is None:
            refuse_stops(check_upkeep(context.operator.id, (), entry.held_on, upkeep_facts(work)))
            known = _write(work, entry, context.operator.id)
        drop_draft(work, entry.entry_id)
        return Done(known, work.changed)


@needs(Permission.WRITE_CLINICAL)
def amend_consultation(context: Context, entry: AmendmentEntry) -> Done[int]:
    """Write a correction beside a signed consultation; raises `Refused` or `NotFound`."""
    entry = replace(entry, text=clean_text(entry.text), reason=clean_text(entry.reason))
    refuse_stops(check_amendment(entry))
    with context.database.change(context.actor()) as work:
        known = queries.find_amendment_by_entry_id(work, entry.entry_id)
        if known is None:
            known = _write_amendment(work, entry, context.operator.id)
        drop_draft(work, entry.entry_id)
        return Done(known, work.changed)


def _write(work: ChangeWork, entry: ConsultationEntry, signed_by_id: int) -> int:
    course = work.get(CourseRow, entry.course_id)
    row = work.add(
        ConsultationRow(
            entry_id=entry.entry_id,
            created_at=work.at,
            course_id=entry.course_id,
            held_on=entry.held_on,
            history=entry.history,
            fitzpatrick=entry.fitzpatrick,
            medicines=entry.medicines,
            allergies="\n".join(entry.allergies),
            goal=entry.goal,
            told_no_treatment=entry.told_no_treatment,
            told_topical=entry.told_topical,
            told_other=entry.told_other,
            sessions_from=entry.sessions_from,
            sessions_to=entry.sessions_to,
            limits=entry.limits,
            photos=entry.photos.value,
            photos_note=entry.photos_note,
            preparation_told=entry.preparation_told,
            agreed=entry.agreed,
            signed_by_id=signed_by_id,
            signed_at=work.at,
        )
    )
    write_what_was_found(work, course.patient_id, entry.allergies, entry.fitzpatrick)
    if entry.preparation_told:
        write_advice(work, _preparation(entry), signed_by_id)
    return row.id


def _preparation(entry: ConsultationEntry) -> AdviceEntry:
    return AdviceEntry(
        entry_id=entry.entry_id,
        course_id=entry.course_id,
        kind=AdviceKind.PREPARATION,
        told_on=entry.held_on,
        ways=frozenset({AdviceWay.SPOKEN}),
    )


def _write_amendment(work: ChangeWork, entry: AmendmentEntry, author_id: int) -> int:
    work.get(ConsultationRow, entry.consultation_id)
    row = ConsultationAmendmentRow(
        entry_id=entry.entry_id,
        created_at=work.at,
        consultation_id=entry.consultation_id,
        text=entry.text,
        reason=entry.reason,
        author_id=author_id,
    )
    return work.add(row).id


def _cleaned(entry: ConsultationEntry) -> ConsultationEntry:
    return replace(
        entry,
        history=clean_text(entry.history),
        medicines=clean_text(entry.medicines),
        allergies=tuple(dict.fromkeys(line for one in entry.allergies if (line := clean_line(one)))),
        goal=clean_text(entry.goal),
        told_other=clean_text(entry.told_other),
        limits=clean_text(entry.limits),
        photos_note=clean_line(entry.photos_note),
    )
